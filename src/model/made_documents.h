// Documents made from templates, as records: an attachment with its template, number and version. The command `make_document` and the
// automation's step `document` both work through make_document(); it runs inside an operation.
//
// The bytes of what was made lie in the table `made_file` of the same database until whoever keeps attachments has them: so the document
// and the record that names it are committed together, and none is lost. The table is no part of the history.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/bytes.h"
#include "model/operation.h"

namespace potok::model {

struct MakeDocument {
    std::string as;            // name of the file in place of the template's; empty: that one
    bool replace = true;       // a new version of the latest one from this template, under its number; false: another one beside it
    std::optional<Instant> now;  // logical, of a timer that is caught up; absent: that of the operation
    std::optional<Uuid> id;    // of the attachment
    RowId author = 0;          // 0: the actor
};

// Makes it and attaches it. The one it takes the place of stays as it is, and names it in `replaced_by`.
// Errors: template.unknown, template.other_type, template.no_maker, numbering.*, and those of the maker.
Result<RowId> make_document(Operation& op, std::string_view template_key, RowId record, const MakeDocument& how);

// The latest living document from that template on the record; 0: none.
RowId latest_document(const Workspace& ws, RowId record, std::string_view template_key);

// --- bytes on their way to where attachments are kept -------------------------------------------------------------------
std::vector<std::string> made_files(const Workspace& ws);  // by name: SHA-256 in hexadecimal
std::optional<std::string> made_file(const Workspace& ws, std::string_view sha256);
// They are safe elsewhere. Outside commands; changes nothing that anybody sees.
Status forget_made_file(Workspace& ws, std::string_view sha256);

}  // namespace potok::model
