// The commands of the card's tabs, with their arguments in canonical form: documents, lines, offers, invoices, payments, messages.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/commands.h"

namespace potok::ui::commands {

using model::Command;
using model::RowId;
using model::Workspace;

Command make_document(const Workspace& ws, RowId record, std::string_view key);

Command add_line(const Workspace& ws, RowId document, std::string_view title, const Money& price, const std::optional<Decimal>& quantity,
                 std::string_view unit, std::string_view vat);  // vat "": the standard rate
Command change_line(const Workspace& ws, RowId line, const FieldValues& values);
Command remove_line(const Workspace& ws, RowId line);

Command issue_offer(const Workspace& ws, RowId offer);
Command revise_offer(const Workspace& ws, RowId offer);
Command decide_offer(const Workspace& ws, RowId offer, bool accepted, std::string_view reason);
Command invoice_offer(const Workspace& ws, RowId offer);

Command issue_invoice(const Workspace& ws, RowId invoice);
struct CorrectedLine {
    RowId line = 0;
    FieldValues values;  // none: the line is taken back
};
Command correct_invoice(const Workspace& ws, RowId invoice, const std::vector<CorrectedLine>& lines, std::string_view reason);
Command issue_instalment(const Workspace& ws, RowId instalment);
// In equal parts, one a month from `start`.
Command set_schedule(const Workspace& ws, RowId record, const Money& total, std::int64_t parts, Date start);

Command record_payment(const Workspace& ws, const Money& amount, RowId record, RowId invoice, Instant received, std::string_view purpose);
Command allocate_payment(const Workspace& ws, RowId payment, RowId invoice);

Command settle_message(const Workspace& ws, RowId message, std::string_view verdict);

Command start(const Workspace& ws, std::string_view automation, RowId record);
Command stop(std::int64_t firing, std::string_view comment);
Command retry(std::int64_t firing);

Command relate(const Workspace& ws, RowId from, RowId to, std::string_view kind, std::string_view note);
Command unrelate(const Workspace& ws, RowId relation);
Command merge(const Workspace& ws, RowId keep, RowId merge, const FieldValues& fields);

}  // namespace potok::ui::commands
