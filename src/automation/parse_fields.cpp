// What steps write into fields.
#include <algorithm>

#include "automation/parser.h"

namespace potok::automation {

namespace {

bool holds_text(model::FieldKind kind) {
    return kind == model::FieldKind::text || kind == model::FieldKind::long_text;
}

}  // namespace

std::vector<FieldValue> Parser::assignments(const JsonReader& r, std::string_view key, const model::RecordType& type, bool paths) {
    std::vector<FieldValue> out;
    if (!r.has(key)) return out;
    const JsonReader at = r.child(key);
    if (!at.json().is_object()) {
        at.fail("json.object_expected");
        return out;
    }
    for (const auto& [name, source] : at.json().items()) {
        FieldValue v;
        v.field = name;
        const model::RecordType* of = &type;
        const std::size_t dot = paths ? name.rfind('.') : std::string::npos;
        if (dot != std::string::npos) {
            v.field = name.substr(dot + 1);
            v.of = compile(at, name.substr(0, dot), Formula::Expect::anything);
            if (at.failed()) return out;
            const expr::Type found = v.of.type();
            of = found.kind == expr::Kind::record ? catalog_.type(found.record) : nullptr;
            if (!of) {
                at.fail("automation.not_one_record", {{"expression", name.substr(0, dot)}}, name);
                return out;
            }
        }
        const model::Field* f = of->field(v.field);
        if (!f || f->kind == model::FieldKind::files) at.fail("field.unknown", {{"field", v.field}, {"type", of->key}}, name);
        if (f && f->system) at.fail("automation.field_not_settable", {{"field", v.field}}, name);
        if (source.is_object()) {
            if (f && !holds_text(f->kind)) at.fail("automation.not_a_text", {{"field", v.field}}, name);
            v.text = text_at(at.child(name));
        } else {
            const std::string feel = at.text(name);
            if (feel.empty()) at.fail("json.missing_key", {{"key", name}}, name);
            v.value = compile(at.child(name), feel, Formula::Expect::anything);
        }
        out.push_back(std::move(v));
    }
    return out;
}

MoveStep Parser::move(const JsonReader& at) {
    at.only({"to", "comment", "reason", "values"});
    MoveStep s;
    s.to = at.required_text("to");
    stages(at, "to");
    s.comment = text(at, "comment", false);
    s.values = assignments(at, "values", type_);
    s.reason = formula(at, "reason");
    // One that is written out is looked up at once.
    const std::string source = at.text("reason");
    if (source.size() < 3 || source.front() != '"' || source.find('"', 1) != source.size() - 1) return s;
    const std::string key = source.substr(1, source.size() - 2);
    for (const model::Pipeline* p : pipelines_) {
        const model::Stage* to = p->stage(s.to);
        const bool known = std::ranges::any_of(p->lost_reasons, [&](const model::Option& o) { return o.key == key; });
        if (!known || !to || to->kind != model::StageKind::lost)
            at.fail("automation.not_a_lost_reason", {{"reason", key}, {"stage", s.to}, {"pipeline", p->key}}, "reason");
    }
    return s;
}

}  // namespace potok::automation
