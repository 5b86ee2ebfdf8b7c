// A new version of an installed pack over what the workspace has made of it.
//
// What the pack brought is the base of a three-way merge (definition_merge.h). It is kept where the workspace has changed it: in the
// `base` of the definition's row; null there means that the body is as the pack brought it. What the workspace has taken away is kept in
// the `base` of the pack's own row. A workspace from before bases were kept has null there too; its history tells.
//
// The command: update_pack  manifest{}, definitions[], choices{}?, migrate[]?   choices: place → "mine" or "theirs"; migrate: keys of
// automations whose runs are taken over to the new version. All or nothing, undone as one, unless what came with it is in use by then.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/definition_merge.h"
#include "model/operation.h"

namespace potok::model {

struct PackUpdate {
    struct Item {
        enum class What {
            added,      // a definition, or a place in one
            changed,
            removed,
            mine,       // changed here, and left alone
            conflict,   // changed here and in the new version; `side` stands
            in_use,     // the new version has it no longer, or in another form, but records use it: it stays as it is
        };
        What what = What::changed;
        std::string kind, key;
        std::string place;                       // "pipeline/shop.orders#/stages/paid"; "pipeline/shop.orders" for the whole
        std::optional<Json> base, mine, theirs;  // nothing: not there on that side
        Side side = Side::mine;
        std::int64_t records = 0;                // in_use
    };
    struct Write {
        std::string kind, key, pack;
        Json body;
        std::optional<Json> base;  // nothing: the body is the pack's own
    };
    std::string pack, from, to;        // versions
    std::vector<Item> items;           // by definition, in the new version's order; what is gone last
    std::vector<Write> writes;         // only what differs from what is there
    std::vector<std::pair<std::string, std::string>> removals;  // kind, key
    Json removed_here = Json::array();  // [{kind, key, body}]: the pack's, but taken away here

    bool changes_nothing() const { return writes.empty() && removals.empty() && from == to; }
};

// Plans it; changes nothing. `definitions`: [{kind, key, body}] as install_pack takes them.
// Errors: pack.malformed, pack.not_installed, pack.older_version, pack.requires, pack.foreign_key.
Result<PackUpdate> plan_pack_update(const Workspace& ws, const Json& manifest, const Json& definitions, const SideChoices& choices);

// "1.10.2" after "1.9.0". Nothing that is no version comes first.
bool is_older_version(std::string_view one, std::string_view other);

// The base that a definition's row has to keep once its body is `body`; null when the body is as the pack brought it.
Result<Json> base_to_keep(Operation& op, const Definition& existing, const Json& body);
// Notes in the pack's row that a definition of it is taken away here. Nothing where it is no pack's.
Status note_taken_away(Operation& op, const Definition& gone);

}  // namespace potok::model
