// Steps of issuing that invoices, offers and corrections share. Inside model/ only; from outside invoicing.h is asked.
#pragma once

#include "model/invoicing.h"

namespace potok::model::issuing {

const RecordType& type_named(Operation& op, std::string_view key);
// Of a line, what people fill in.
bool is_line_field(std::string_view field);

// Each rate is one the country had on the day of supply. Error: vat.not_valid
Status check_rates(const std::vector<DocumentLine>& lines, const CountryProfile& profile, Date day);
Status keep_line_amounts(Operation& op, const std::vector<DocumentLine>& lines, const Totals& totals);
// Name, tax number and address of a client, as JSON. Errors: document.no_client, document.tax_number (mistyped)
Result<Value> buyer_of(Operation& op, RowId client, const CountryProfile& profile);
// Number and amounts on the document; all the checks are done.
Status put_number(Operation& op, const Record& document, const std::string& series, const std::string& pattern, Date day,
                  const Totals& totals, Values values);

struct IssueDay {
    Date day, supply;
};
// Error: document.date_ahead
Result<IssueDay> day_of_issue(const Operation& op, const Workspace& ws, const IssueOptions& options, const std::optional<Date>& sale_date);
// Error: numbering.no_series
Result<std::string> pattern_for(const CountryProfile& profile, const std::string& series);

}  // namespace potok::model::issuing
