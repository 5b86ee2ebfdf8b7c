#include "model/definition_checks.h"

#include "model/core_types.h"
#include "model/message_text.h"
#include "model/record_context.h"

namespace potok::model {

namespace {

std::string item(std::string_view list, std::size_t i) { return "/" + std::string(list) + "/" + std::to_string(i); }

Status check_type(const Catalog& catalog, const RecordType& type, const Json& body) {
    const RecordSchema schema(catalog, &type);
    if (!body.contains("fields")) return {};
    for (std::size_t i = 0; i < body["fields"].size(); ++i) {
        const Field* f = type.field(body["fields"][i].value("key", ""));
        if (!f) continue;
        const std::string at = item("fields", i);
        if (!f->visible_when.empty()) POTOK_CHECK(check_feel(f->visible_when, schema, at + "/visible_when", true));
        if (!f->check.empty()) POTOK_CHECK(check_feel(f->check, schema, at + "/check", true));
        POTOK_CHECK(check_text(f->check_message, schema, at + "/check_message"));
    }
    return {};
}

Status check_pipeline(const Catalog& catalog, const Pipeline& pipeline) {
    const RecordSchema schema(catalog, catalog.type(pipeline.type));
    for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
        for (std::size_t g = 0; g < pipeline.stages[i].gates.size(); ++g) {
            const Gate& gate = pipeline.stages[i].gates[g];
            const std::string at = item("stages", i) + item("gates", g);
            if (!gate.when.empty()) POTOK_CHECK(check_feel(gate.when, schema, at + "/when", true));
            if (!gate.check.empty()) POTOK_CHECK(check_feel(gate.check, schema, at + "/check", true));
            POTOK_CHECK(check_text(gate.message, schema, at + "/message"));
        }
    }
    return {};
}

// A grant on every type ("*") may ask for what every record has.
const RecordType& any_record() {
    static const RecordType type = [] {
        RecordType t;
        add_common_fields(t);
        return t;
    }();
    return type;
}

Status check_role(const Catalog& catalog, const Role& role) {
    for (std::size_t i = 0; i < role.grants.size(); ++i) {
        const Grant& grant = role.grants[i];
        const std::string at = item("grants", i);
        const RecordType* type = grant.type == "*" ? &any_record() : catalog.type(grant.type);
        if (!type) return error("type.unknown", {{"type", grant.type}}, at + "/type");
        for (std::size_t f = 0; f < grant.fields.size(); ++f) {
            const bool lines = grant.fields[f] == "lines";  // those of a document, as if they were a field of it
            if (!lines && !type->field(grant.fields[f])) return error("field.unknown", {{"field", grant.fields[f]}, {"type", grant.type}}, at + item("fields", f));
        }
        const RecordSchema schema(catalog, type);
        if (!grant.where.empty()) POTOK_CHECK(check_feel(grant.where, schema, at + "/where", true));
    }
    return {};
}

}  // namespace

Status check_expressions(const Catalog& catalog, const Definition& d) {
    if (d.kind == "type") return check_type(catalog, *catalog.type(d.key), d.body);
    if (d.kind == "pipeline") return check_pipeline(catalog, *catalog.pipeline(d.key));
    if (d.kind == "role") return check_role(catalog, *catalog.role(d.key));
    return {};
}

}  // namespace potok::model
