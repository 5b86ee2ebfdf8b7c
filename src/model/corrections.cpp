// Correcting documents.
#include <algorithm>

#include "model/issuing.h"
#include "model/settlement.h"

namespace potok::model {

using namespace issuing;

Result<RowId> correct_invoice(Operation& op, RowId invoice, const std::vector<LineCorrection>& lines, const std::string& reason,
                              std::optional<Date> date) {
    const Workspace& ws = op.workspace();
    const auto r = record(ws, invoice);
    if (!r || r->deleted || r->text("number").empty()) return error("document.not_issued", {{"document", r ? r->title() : ""}}, "invoice");
    if (r->text("kind") == "correction") return error("correction.of_correction", {{"number", r->text("number")}}, "invoice");
    if (reason.empty()) return error("correction.reason", {{"number", r->text("number")}}, "reason");
    const std::vector<DocumentLine> before = effective_lines(ws, invoice);
    std::vector<LineCorrection> wanted = lines;
    if (wanted.empty()) {
        for (const DocumentLine& l : before) wanted.push_back({l.row, {}});
    }
    if (wanted.empty()) return error("correction.nothing", {{"number", r->text("number")}}, "lines");
    POTOK_TRY(const DocumentTerms terms, terms_of(ws, invoice));

    NewDocument draft;
    const Field& kind = *r->type->field("kind");
    draft.title = r->text("number") + ": " + kind.options.back().label.in(ws.info().language);
    draft.record = row_of(ws, r->get("record"));
    draft.client = row_of(ws, r->get("client"));
    draft.more = {{"kind", Value("correction")},       {"corrects", Value(invoice)},       {"reason", Value(reason)},
                  {"prices", r->get("prices")},        {"country", Value(terms.profile.key)}, {"buyer", r->get("buyer")},
                  {"sale_date", r->get("sale_date")}};
    POTOK_TRY(const RowId correction, draft_document(op, draft));

    const RecordType& line_type = type_named(op, "line");
    std::vector<DocumentLine> after = before;
    int position = 0;
    for (const LineCorrection& c : wanted) {
        const auto was = std::find_if(after.begin(), after.end(), [&](const DocumentLine& l) { return l.row == c.line; });
        if (was == after.end()) return error("correction.line", {{"number", r->text("number")}}, "lines");
        Values values = {{"document", Value(correction)}, {"title", Value(was->title)},       {"unit", Value(was->unit)},
                         {"vat", Value(was->vat)},        {"quantity", Value(-was->quantity)}, {"price", Value(was->price)},
                         {"discount", Value(was->discount)}, {"position", Value(++position)}, {"corrects", Value(was->row)},
                         {"reversal", Value(true)}};
        POTOK_CHECK(op.insert(line_type, values));
        if (c.values.empty()) {
            after.erase(was);
            continue;
        }
        for (auto& [field, value] : values) {
            if (field == "quantity") value = Value(was->quantity);
            if (field == "reversal") value = Value(false);
            if (field == "position") value = Value(++position);
            for (const auto& [key, given] : c.values)
                if (key == field && is_line_field(key)) value = given;
        }
        POTOK_TRY(const RowId right, op.insert(line_type, values));
        after.erase(was);
        for (DocumentLine& l : lines_of(ws, correction))
            if (l.row == right) after.push_back(std::move(l));
    }
    const Date supply = date_of(r->get("sale_date")).value_or(date_of(r->get("date")).value_or(Date{}));
    POTOK_CHECK(check_rates(after, terms.profile, supply));
    POTOK_TRY(const auto inputs_before, inputs_of(before, terms.profile));
    POTOK_TRY(const auto inputs_after, inputs_of(after, terms.profile));
    POTOK_TRY(const Totals was, totals_of(inputs_before, terms.prices, terms.profile.rounding, terms.currency));
    POTOK_TRY(const Totals is, totals_of(inputs_after, terms.prices, terms.profile.rounding, terms.currency));
    if (is.gross < 0) return error("document.negative", {{"document", r->title()}}, "lines");
    POTOK_TRY(const Totals change, difference(is, was));
    const auto own = lines_of(ws, correction);
    POTOK_TRY(const auto own_inputs, inputs_of(own, terms.profile));
    POTOK_TRY(const Totals own_totals, totals_of(own_inputs, terms.prices, terms.profile.rounding, terms.currency));
    const bool same = change.rates.empty() && std::all_of(wanted.begin(), wanted.end(), [](const LineCorrection& c) {
        return std::none_of(c.values.begin(), c.values.end(), [](const auto& v) { return v.first == "title" || v.first == "unit"; });
    });
    if (same) return error("correction.nothing", {{"number", r->text("number")}}, "lines");
    POTOK_CHECK(keep_line_amounts(op, own, own_totals));
    IssueOptions options;
    options.date = date;
    POTOK_TRY(const IssueDay days, day_of_issue(op, ws, options, supply));
    POTOK_TRY(const std::string pattern, pattern_for(terms.profile, "correction"));
    const auto made = record(ws, correction);
    POTOK_CHECK(put_number(op, *made, "correction", pattern, days.day, change, {}));
    POTOK_CHECK(settle(op, correction));
    POTOK_CHECK(settle(op, invoice));
    return correction;
}

}  // namespace potok::model
