// Offers and invoices as they lie in the workspace: their lines, what they come to, what of them may still change.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/country.h"
#include "model/queries.h"
#include "model/totals.h"

namespace potok::model {

struct DocumentLine {
    RowId row = 0;
    int position = 0;
    std::string title, unit, vat;
    Decimal quantity, discount;
    Money price;
    std::optional<Money> net, tax, gross;  // kept when the document was issued
    RowId corrects = 0;                    // on a correcting document: the line it is about
    bool reversal = false;                 // … and takes it back; otherwise it stands in its place
};

// Living lines of an offer, an invoice, a contract, by position.
std::vector<DocumentLine> lines_of(const Workspace& ws, RowId document);
// The lines of an invoice as its corrections have left them.
std::vector<DocumentLine> effective_lines(const Workspace& ws, RowId invoice);

struct DocumentTerms {
    CountryProfile profile;
    Prices prices = Prices::net;
    std::string currency;  // of the first line with a price, else the profile's
};
// Of an offer or invoice; another record that has lines goes by the workspace's profile and net prices.
Result<DocumentTerms> terms_of(const Workspace& ws, RowId document);

// Errors: vat.unknown (not in the profile), line.no_price; place = "lines/<index>".
Result<std::vector<LineInput>> inputs_of(const std::vector<DocumentLine>& lines, const CountryProfile& profile);
// What a draft comes to as it stands; of issued ones read the fields. Errors: those of country, inputs_of, totals_of.
Result<Totals> totals_of(const Workspace& ws, RowId document);

// "number" of an issued document or of one made from a template, "" while it is a draft or has none.
std::string number_of(const Workspace& ws, RowId document);

// Issued documents and their lines are corrected by another document, never changed; a payment that pays something keeps its amount.
// Asked before each write of a row, whoever writes; fields that the engine keeps itself (paid, state …) pass, as do owner, record and
// note. Errors: document.issued, payment.allocated, instalment.invoiced.
bool may_be_frozen(const RecordType& type);
Status refuse_frozen(Operation& op, const RecordType& type, RowId row, const std::vector<std::string>& fields);
// Before a new line is written. Error: document.issued
Status refuse_new_line(Operation& op, const RecordType& type, const Values& values);

// --- reading values ---------------------------------------------------------------------------------------------------
std::optional<Money> money_of(const Value& value);
std::optional<Date> date_of(const Value& value);
RowId row_of(const Workspace& ws, const Value& reference);  // 0: none
std::string minor_text(const Money& money);                 // "1234.50 PLN", for the arguments of errors

}  // namespace potok::model
