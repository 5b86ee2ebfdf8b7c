// Edits of a pipeline's JSON: its stages. Pure functions: body in, body out; whether it then works is said when it is tried out.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "base/locale.h"
#include "base/result.h"
#include "base/value.h"

namespace potok::ui {

int stage_index(const Json& pipeline, std::string_view key);  // -1
std::string text_in(const Json& label, Language language);    // "" where that language has none
// A label that was one text for all languages becomes one text by language, where the languages now differ. Empty: the language is taken out.
Json with_text(const Json& label, Language language, std::string_view text);

// A new stage behind the one at `after` (-1: first), open, with a key of its own. Returns the key.
std::string add_stage(Json& pipeline, int after, Language language, std::string_view name);
// errors: stage.unknown
Status move_stage(Json& pipeline, std::string_view key, int to);  // `to` is kept within the list
// Also taken out of what other stages say they are entered from: a list that would then be empty would let anybody in, so it is refused.
// errors: stage.unknown, designer.last_stage, designer.only_way {stage}
Status remove_stage(Json& pipeline, std::string_view key);
Status rename_stage(Json& pipeline, std::string_view key, Language language, std::string_view name);  // also: designer.no_name
// A member by its name in the format ("hue", "kind", "by_hand", "comment_required", "from", "roles"). What is the same as leaving it out is left out.
Status set_stage_member(Json& pipeline, std::string_view key, const std::string& member, Json value);

}  // namespace potok::ui
