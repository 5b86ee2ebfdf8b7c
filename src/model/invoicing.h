// Offers and invoices being made: lines, numbers, versions, corrections. Command handlers and the automation's step `invoice` both work
// through these; each runs inside an operation and leaves it to the caller to take back what a refusal leaves half done.
//
// A document is a draft until it is issued. Issuing gives it the next number of its series, checks every line's VAT rate on the day of
// supply, and keeps what the lines come to. From then on it is corrected by another document, never changed and never undone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/documents.h"

namespace potok::model {

// How what is made gets its public id: `part` says what ("invoice", "line/1"). Empty: the operation's own ids.
using MakeId = std::function<Uuid(const std::string& part)>;

struct NewLine {
    std::string title, unit;
    std::optional<std::string> vat;  // absent: the standard rate of the day, at the moment of issue as well
    Value quantity, price, discount; // as fields take them
    std::optional<int> position;     // absent: after the last
};

// Errors: document.not_one (`document` has no lines: a person, a task …), document.issued, vat.unknown, those of insert.
Result<RowId> add_line(Operation& op, RowId document, const NewLine& line, const std::optional<Uuid>& id = {});
// Errors: document.issued, vat.unknown, field.unknown; only the fields of a line that people fill in.
Status change_line(Operation& op, RowId line, const Values& values);

struct NewDocument {
    std::string type = "invoice";  // or "offer"
    std::string title;
    RowId record = 0, client = 0;
    Values more;                   // prices, country, note, due …
};
Result<RowId> draft_document(Operation& op, const NewDocument& document, const std::optional<Uuid>& id = {});
// The lines of one document once more on another. Errors: document.no_lines, document.issued.
Status copy_lines(Operation& op, RowId from, RowId to, const MakeId& ids = {});

struct IssueOptions {
    std::optional<Date> date;       // today where the workspace is, when absent
    std::optional<Date> sale_date, due;
    std::string series;             // key in the profile's numbering; the document's own kind when empty
    std::optional<Instant> now;     // the operation's, when absent: a timer that is caught up names its own
};
// Gives an invoice or an offer its number. Errors: document.issued, document.no_lines, document.no_client, document.date_ahead,
// document.negative, document.tax_number, vat.unknown, vat.not_valid (place = "lines/<index>"), numbering.*, country.*.
Status issue_document(Operation& op, RowId document, const IssueOptions& options = {});

// One line as it should have been; only what is given differs.
struct LineCorrection {
    RowId line = 0;                 // one of the invoice's effective lines
    Values values;                  // quantity, price, discount, vat, title, unit; none: the line is taken back
};
// Makes and issues the document that corrects an issued invoice: for each line the old one taken back and the right one in its place. Its
// totals are those of the invoice as it is now less those of before. `lines` empty: the whole invoice is taken back.
// Errors: document.not_issued, correction.of_correction, correction.reason, correction.line, correction.nothing, and those of issuing.
Result<RowId> correct_invoice(Operation& op, RowId invoice, const std::vector<LineCorrection>& lines, const std::string& reason,
                              std::optional<Date> date = {});

// A new version of an issued offer: a draft with the same number and lines; the old one is kept and becomes "replaced" when the new one is
// issued. Errors: document.not_issued, offer.decided, offer.replaced.
Result<RowId> revise_offer(Operation& op, RowId offer);
// The client's answer. Errors: document.not_issued, offer.decided, offer.replaced, offer.expired, offer.reason.
Status decide_offer(Operation& op, RowId offer, bool accepted, const std::string& reason);
// A draft invoice with the client, record, prices and lines of an accepted offer. Errors: offer.not_accepted.
Result<RowId> invoice_offer(Operation& op, RowId offer, const std::optional<Uuid>& id = {}, const MakeId& ids = {});

}  // namespace potok::model
