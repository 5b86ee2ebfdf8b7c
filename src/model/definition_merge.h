// Three-way merge of JSON by its structure: what a pack brought (base), what the workspace has made of it (mine), what a new version of
// the pack brings (theirs).
//
// Objects are merged member by member. Lists whose elements all bear a name of their own (`key`, else `id`, else `from` and `to`) are
// merged by these names, in an order that keeps what either side has moved; every other list, and every other value, as a whole. Where
// one side alone has changed a place, that side is taken. Where both have changed it and differ, it is a conflict.
//
// A place is the definition's name, "#", and the way into it with names for numbers: "pipeline/shop.orders#/stages/paid/label/en".
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/value.h"

namespace potok::model {

enum class Side { mine, theirs };

// Which side a conflict goes to: of the place itself, else of the nearest place around it, else of the whole definition, else of
// everything (""). Nothing said: mine.
using SideChoices = std::map<std::string, Side, std::less<>>;
std::optional<Side> chosen_side(const SideChoices& choices, std::string_view place);

struct MergedPlace {
    std::string place;
    std::optional<Json> base, mine, theirs;  // nothing: not there on that side
    Side side = Side::mine;                  // which one stands now
};

struct Merge {
    std::optional<Json> body;           // nothing: it is gone
    std::vector<MergedPlace> taken;     // changed by theirs alone
    std::vector<MergedPlace> kept;      // changed by mine alone
    std::vector<MergedPlace> conflicts;
};

Merge merge_definition(const std::string& name, const std::optional<Json>& base, const std::optional<Json>& mine,
                       const std::optional<Json>& theirs, const SideChoices& choices);

// The places in which two bodies differ, as deep as their structure goes; `mine` is the former, `theirs` the latter.
std::vector<MergedPlace> differences(const std::string& name, const Json& former, const Json& latter);

// The name of a list's element among the others; empty when it has none.
std::string element_name(const Json& element);
// Puts an element into a list where it stands in `like`: after the nearest element before it there that is in the list too.
void insert_like(Json& list, const Json& element, const Json& like);

}  // namespace potok::model
