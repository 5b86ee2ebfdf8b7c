#include "model/document_template.h"

#include "model/definition_parser.h"
#include "model/json_reader.h"
#include "model/numbering.h"

namespace potok::model {

namespace {

Label label_of(const JsonReader& r, std::string_view key) {
    if (!r.has(key)) {
        r.fail("json.missing_key", {{"key", std::string(key)}}, key);
        return {};
    }
    const JsonReader at = r.child(key);
    auto label = Label::parse(at.json(), at.path());
    if (label.ok()) return std::move(label).value();
    at.fail(label.error().code, label.error().args);
    return {};
}

}  // namespace

Result<DocumentTemplate> parse_document_template(const Definition& definition, const Catalog& catalog) {
    Error problem;
    const JsonReader r(definition.body, "", &problem);
    r.only({"key", "label", "type", "file", "kind", "field", "language", "valid_until", "numbering", "layout", "docx"});
    if (!is_key(definition.key)) return error("definition.bad_key", {{"key", definition.key}}, "/key");
    DocumentTemplate t;
    t.key = definition.key;
    t.pack = definition.pack;
    t.label = label_of(r, "label");
    t.type = r.required_text("type");
    t.kind = r.text("kind", t.key);
    t.field = r.text("field");
    t.language = r.text("language");
    t.valid_until = r.text("valid_until");
    if (r.has("numbering")) {
        const JsonReader n = r.child("numbering");
        n.only({"series", "pattern"});
        t.series = n.text("series", t.key);
        t.pattern = n.required_text("pattern");
        if (!r.failed())
            if (const auto parsed = NumberPattern::parse(t.pattern); !parsed.ok()) n.fail(parsed.error().code, parsed.error().args, "pattern");
    }
    if (r.has("layout") == r.has("docx")) r.fail("template.one_source", {}, "layout");
    t.form = r.has("docx") ? DocumentTemplate::Form::docx : DocumentTemplate::Form::pdf;
    if (r.text("docx").size() > max_template_bytes / 3 * 4 + 4)
        r.fail("template.too_large", {{"most", std::to_string(max_template_bytes / 1024)}}, "docx");
    if (!problem.code.empty()) return problem;
    const RecordType* type = catalog.type(t.type);
    if (!type || !type->registered) return error("type.unknown", {{"type", t.type}}, "/type");
    if (!t.field.empty()) {
        const Field* f = type->field(t.field);
        if (!f || f->kind != FieldKind::files) return error("field.unknown", {{"field", t.field}, {"type", t.type}}, "/field");
    }
    return t;
}

Result<DocumentTemplate> document_template(const Catalog& catalog, std::string_view key) {
    const Definition* d = catalog.definition("document_template", key);
    if (!d) return error("template.unknown", {{"template", std::string(key)}}, "template");
    return parse_document_template(*d, catalog);
}

std::vector<DocumentTemplate> document_templates(const Catalog& catalog, std::string_view type) {
    std::vector<DocumentTemplate> out;
    for (const Definition* d : catalog.definitions_of("document_template")) {
        auto t = parse_document_template(*d, catalog);
        if (t.ok() && t->type == type) out.push_back(std::move(t).value());
    }
    return out;
}

}  // namespace potok::model
