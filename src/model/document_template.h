// Document templates: definitions of kind "document_template". Here is what the engine must know of one; what the document looks like
// (`layout`, or `docx`: a file in base64) is read by whoever makes documents. docs/documents.md says what the JSON means.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/catalog.h"

namespace potok::model {

struct DocumentTemplate {
    std::string key, pack;
    Label label;
    std::string type;         // of the records it is made for
    enum class Form { pdf, docx } form = Form::pdf;
    std::string kind;         // of the documents it makes, for checklists; the template's key when it says none
    std::string field;        // files field of the record that gets them; may be empty
    std::string language;     // FEEL that gives "en", "pl" or "ru"; empty: the workspace's
    std::string valid_until;  // FEEL that gives a date; empty: for ever
    std::string series, pattern;  // numbering; empty: none. The series is the template's key when it names none
};

inline constexpr std::size_t max_template_bytes = 1024 * 1024;  // of a .docx

// Errors name the JSON path: json.*, type.unknown, field.unknown, numbering.bad_pattern, template.one_source, template.too_large.
Result<DocumentTemplate> parse_document_template(const Definition& definition, const Catalog& catalog);
// The template of that key; error: template.unknown
Result<DocumentTemplate> document_template(const Catalog& catalog, std::string_view key);
// Those for records of the type, in order of definition.
std::vector<DocumentTemplate> document_templates(const Catalog& catalog, std::string_view type);

}  // namespace potok::model
