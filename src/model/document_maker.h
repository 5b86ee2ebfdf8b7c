// Documents made from templates: what the model asks of whoever can lay them out. Declared here, done by exchange/ (PDF from a layout,
// DOCX filled), wired where a workspace is opened (Environment::documents).
#pragma once

#include <optional>
#include <string>

#include "model/catalog.h"
#include "model/document_template.h"

namespace potok::model {

class Workspace;

// One document to be made: of which record, from which template, and what it is called by.
struct DocumentOrder {
    const DocumentTemplate* source = nullptr;
    const Definition* definition = nullptr;  // its whole body
    RowId record = 0;
    Instant now;           // of the command or the timer: dates in it, and the date written into the file
    std::string number;    // "" where the template has no numbering
    int version = 1;       // 1, 2 … of the same document
    std::string id;        // of the attachment: names the file within
};

struct MadeDocument {
    std::string name;        // of the file, with its ending
    std::string media_type;
    std::string bytes;       // the same for the same order and data, native and WebAssembly
    std::optional<Date> valid_until;
};

class DocumentMaker {
public:
    virtual ~DocumentMaker() = default;
    // Is the template sound: layout or file, every expression against the record type? Asked when it is published.
    // errors: document.* , docx.*, layout.*, expr.*, json.*; place = the place in the template ("/layout/body/2/table/columns/0/value",
    // "word/document.xml paragraph 12")
    virtual Status check(const Workspace& workspace, const DocumentTemplate& source, const Definition& definition) const = 0;
    // errors: as above, and layout.too_long, layout.too_tall, docx.too_large
    virtual Result<MadeDocument> make(Workspace& workspace, const DocumentOrder& order) const = 0;
};

}  // namespace potok::model
