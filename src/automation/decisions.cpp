#include "automation/decisions.h"

#include "automation/moment_context.h"
#include "model/json_reader.h"

namespace potok::automation {

namespace {

// A table's faults, their places seen from the definition that holds it.
Error inside(Error e, const std::string& at) {
    e.place = at + e.place;
    for (Error& d : e.details) d.place = at + d.place;
    return e;
}

}  // namespace

Result<SharedTable> table_for(std::string_view key, const FormulaScope& scope) {
    const model::Definition* definition = scope.catalog->definition("decision", key);
    if (!definition) return error("decision.unknown", {{"table", std::string(key)}});
    const Json& body = definition->body;
    const model::RecordSchema schema(*scope.catalog, scope.type, known_names(scope));
    auto table = expr::DecisionTable::parse(body.is_object() && body.contains("table") ? body["table"] : Json(), &schema);
    if (table.ok()) return std::make_shared<const expr::DecisionTable>(std::move(table).value());
    return inside(table.error(), std::string(key) + "#/table");
}

Status check_decision(const model::Definition& definition, const model::Catalog& catalog) {
    Error problem;
    const model::JsonReader r(definition.body, "", &problem);
    r.only({"key", "label", "description", "type", "pipeline", "table"});
    if (!r.has("label")) r.fail("json.missing_key", {{"key", "label"}}, "label");
    if (!r.has("table")) r.fail("json.missing_key", {{"key", "table"}}, "table");
    std::string type_key = r.text("type");
    if (const std::string pipeline = r.text("pipeline"); !pipeline.empty()) {
        const model::Pipeline* p = catalog.pipeline(pipeline);
        if (!p)
            r.fail("pipeline.unknown", {{"pipeline", pipeline}}, "pipeline");
        else
            type_key = p->type;
    }
    const model::RecordType* type = type_key.empty() ? nullptr : catalog.type(type_key);
    if (!type_key.empty() && !type) r.fail("type.unknown", {{"type", type_key}}, "type");
    if (!problem.code.empty()) return problem;
    // Without a type nothing is known of the record: only the syntax can be checked.
    const FormulaScope scope{&catalog, type, nullptr};
    const model::RecordSchema schema(catalog, type, known_names(scope));
    const auto table = expr::DecisionTable::parse(definition.body["table"], type ? &schema : nullptr);
    if (table.ok()) return {};
    return inside(table.error(), "/table");
}

Result<Value> decide(const expr::DecisionTable& table, const std::string& key, const Moment& moment) {
    expr::Decision decision = table.evaluate(MomentContext(moment));
    if (!decision.value.is_null() || decision.diagnostics.empty()) return std::move(decision.value);
    Error e = error("decision.no_answer", {{"table", key}});
    e.details = std::move(decision.diagnostics);
    return e;
}

}  // namespace potok::automation
