// Texts for people with values in them: "Margin is {margin} %, at least {settings.shop.margin} % are needed". What stands in braces is FEEL
// over a record; "{{" is a brace. Gates, checks and automations write them so.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/locale.h"
#include "expr/schema.h"
#include "model/workspace.h"

namespace potok::model {

// What is to be written as it is, then the value of an expression; the last piece has none.
struct TextPiece {
    std::string literal;
    std::optional<std::string> expression;
};
// Error: automation.unclosed_brace
Result<std::vector<TextPiece>> text_pieces(const std::string& source, const std::string& place);

// Each expression of each language can be compiled. Errors: automation.unclosed_brace, expr.*; place as given, with the language where there are several.
Status check_text(const Label& text, const expr::Schema& schema, const std::string& place);
// One expression. `truth`: it must be a condition. Errors: expr.* with the place, and in its brackets line and column
Status check_feel(const std::string& source, const expr::Schema& schema, const std::string& place, bool truth);

// The text in the workspace's language; what has no value is left out.
std::string filled(const Workspace& ws, const Label& text, RowId record, RowId actor, Instant now);

// How a value reads in a sentence: options by their label, references by their title, all else as `locale` says. `path` is the
// expression it came from, over a record of `type` (may be null): "client.kind".
std::string written(const Value& value, std::string_view path, const Workspace& ws, const RecordType* type, const Locale& locale);

}  // namespace potok::model
