#include "model/rights.h"

#include <algorithm>

#include "model/queries.h"
#include "model/record_context.h"
#include "model/workspace_impl.h"

namespace potok::model {

namespace {

std::string_view word(Verb verb) {
    switch (verb) {
        case Verb::read: return "read";
        case Verb::create: return "create";
        case Verb::update: return "update";
        case Verb::remove: return "remove";
        case Verb::move: return "move";
        case Verb::admin: return "admin";
    }
    return "";
}

bool covers(const Grant& grant, Verb verb, const RecordType& type) {
    if (grant.type != "*" && grant.type != type.key) return false;
    return std::find(grant.verbs.begin(), grant.verbs.end(), verb) != grant.verbs.end();
}

bool covers_fields(const Grant& grant, const std::vector<std::string>& fields) {
    if (grant.fields.empty()) return true;
    return std::all_of(fields.begin(), fields.end(), [&](const std::string& f) {
        return std::find(grant.fields.begin(), grant.fields.end(), f) != grant.fields.end();
    });
}

}  // namespace

Status check_right(const Workspace& ws, RowId actor, Verb verb, const RecordType& type, RowId record,
                   const std::vector<std::string>& fields, Instant now) {
    const Error refused = error("right.refused", {{"verb", std::string(word(verb))}, {"type", type.key}});
    if (actor == ws.robots()) return {};
    const auto who = person(ws, actor);
    if (!who) return refused;
    for (const std::string& key : who->roles) {
        if (key == administrator_role) return {};
        const Role* role = ws.catalog().role(key);
        if (!role) continue;
        for (const Grant& grant : role->grants) {
            if (!covers(grant, verb, type) || !covers_fields(grant, fields)) continue;
            if (grant.where.empty() || record == 0) return {};
            const auto verdict = evaluate(ws, grant.where, record, actor, now);
            if (!verdict.ok()) return verdict.error();
            if (const bool* yes = verdict->as<bool>(); yes && *yes) return {};
        }
    }
    return refused;
}

bool reads_all(const Workspace& ws, RowId actor, const RecordType& type) {
    if (actor == ws.robots()) return true;
    const auto who = person(ws, actor);
    if (!who) return false;
    return std::any_of(who->roles.begin(), who->roles.end(), [&](const std::string& key) {
        if (key == administrator_role) return true;
        const Role* role = ws.catalog().role(key);
        return role && std::any_of(role->grants.begin(), role->grants.end(),
                                   [&](const Grant& grant) { return grant.where.empty() && covers(grant, Verb::read, type); });
    });
}

Status require_right(Operation& op, Verb verb, const RecordType& type, RowId record, const std::vector<std::string>& fields) {
    return check_right(op.workspace(), op.actor(), verb, type, record, fields, op.now());
}

bool may(Workspace& ws, RowId actor, Verb verb, const RecordType& type, RowId record, std::string_view field) {
    const std::vector<std::string> fields = field.empty() ? std::vector<std::string>{} : std::vector{std::string(field)};
    return check_right(ws, actor, verb, type, record, fields, Instant{}).ok();
}

}  // namespace potok::model
