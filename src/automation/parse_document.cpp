#include "automation/parser.h"
#include "model/document_template.h"

namespace potok::automation {

DocumentStep Parser::document(const JsonReader& r) {
    DocumentStep s;
    r.only({"template", "record", "as", "replace"});
    s.source = r.required_text("template");
    s.record = formula(r, "record");
    s.as = text(r, "as", false);
    s.replace = r.boolean("replace", true);
    if (s.source.empty()) return s;
    const auto source = model::document_template(catalog_, s.source);
    if (!source.ok())
        r.fail(source.error().code, source.error().args, "template");
    else if (s.record.empty() && source->type != type_.key)
        r.fail("template.other_type", {{"template", s.source}, {"type", source->type}}, "template");
    return s;
}

}  // namespace potok::automation
