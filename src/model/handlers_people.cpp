#include <algorithm>

#include "model/handlers.h"
#include "model/rights.h"
#include "model/workspace_impl.h"

namespace potok::model::handlers {

namespace {

Result<Value> roles_value(Operation& op, const std::vector<std::string>& roles) {
    for (const std::string& role : roles) {
        if (role != administrator_role && !op.catalog().role(role)) return potok::error("role.unknown", {{"role", role}}, "roles");
    }
    return Value(Json(roles).dump());
}

}  // namespace

Status create_person(Operation& op) {
    Args args(op);
    const std::string name = args.text("name");
    const std::vector<std::string> roles = args.texts("roles");
    Values values = {{"title", Value(name)}};
    for (const char* key : {"email", "phone", "language", "zone"}) {
        if (args.has(key)) values.emplace_back(key, Value(args.text(key, true)));
    }
    const auto id = args.id("id");
    POTOK_CHECK(args.status());
    const RecordType& type = *op.catalog().type("person");
    POTOK_CHECK(require_right(op, Verb::admin, type, 0, {}));
    POTOK_TRY(Value kept, roles_value(op, roles));
    values.emplace_back("roles", std::move(kept));
    POTOK_TRY(op.result, op.insert(type, values, id));
    return {};
}

Status set_roles(Operation& op) {
    Args args(op);
    const RowId person = args.record("person", "person");
    const std::vector<std::string> roles = args.texts("roles");
    POTOK_CHECK(args.status());
    const RecordType& type = *op.catalog().type("person");
    POTOK_CHECK(require_right(op, Verb::admin, type, person, {}));
    const bool loses_last = person == op.workspace().administrator() &&
                            std::find(roles.begin(), roles.end(), administrator_role) == roles.end();
    if (loses_last) return potok::error("person.needed", {}, "roles");
    POTOK_TRY(Value kept, roles_value(op, roles));
    op.result = person;
    return op.update(type, person, {{"roles", std::move(kept)}});
}

}  // namespace potok::model::handlers
