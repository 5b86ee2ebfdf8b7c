#include "model/invoicing.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "model/issuing.h"
#include "model/settlement.h"
#include "model/storage.h"
#include "model/workspace_impl.h"

namespace potok::model {

using namespace issuing;

namespace {

bool may_have_lines(const RecordType& type) {
    return type.key == "offer" || type.key == "invoice" || type.on_pipeline || !type.pack.empty();
}

// A rate that the profile knows; validity is asked when the document is issued.
Status check_rate(Operation& op, RowId document, const std::string& code, const std::string& title) {
    POTOK_TRY(const DocumentTerms terms, terms_of(op.workspace(), document));
    if (terms.profile.rate(code)) return {};
    return error("vat.unknown", {{"rate", code}, {"country", terms.profile.key}, {"line", title}}, "vat");
}

std::string text_or(const Value& value, std::string fallback) {
    const std::string* t = value.as<std::string>();
    return t ? *t : std::move(fallback);
}

}  // namespace

Result<RowId> add_line(Operation& op, RowId document, const NewLine& line, const std::optional<Uuid>& id) {
    const Workspace& ws = op.workspace();
    const RecordType* type = ws.type_of(document);
    if (!type || !may_have_lines(*type)) return error("document.not_one", {{"type", type ? type->key : ""}}, "document");
    Values values = {{"document", Value(document)}, {"title", Value(line.title)}};
    std::string vat;
    if (line.vat && !line.vat->empty()) {
        vat = *line.vat;
        POTOK_CHECK(check_rate(op, document, vat, line.title));
    } else {
        POTOK_TRY(const DocumentTerms terms, terms_of(ws, document));
        const VatRate* standard = terms.profile.standard_rate(local_day(ws, op.now()));
        if (!standard) return error("vat.no_standard", {{"country", terms.profile.key}, {"line", line.title}}, "vat");
        vat = standard->code;
    }
    values.emplace_back("vat", Value(vat));
    values.emplace_back("quantity", line.quantity.is_null() ? Value(1) : line.quantity);
    values.emplace_back("price", line.price);
    if (!line.unit.empty()) values.emplace_back("unit", Value(line.unit));
    if (!line.discount.is_null()) values.emplace_back("discount", line.discount);
    int position = line.position.value_or(0);
    if (!line.position) {
        for (const DocumentLine& l : lines_of(ws, document)) position = std::max(position, l.position);
        position = std::min(position, 1'000'000) + 1;  // whatever people have written there
    }
    values.emplace_back("position", Value(position));
    return op.insert(type_named(op, "line"), values, id);
}

Status change_line(Operation& op, RowId line, const Values& values) {
    const RecordType& type = type_named(op, "line");
    for (const auto& [field, value] : values) {
        if (!is_line_field(field))
            return error("field.unknown", {{"field", field}, {"type", "line"}}, field);
        if (field != "vat") continue;
        POTOK_TRY(const Value document, op.get(line, type, "document"));
        POTOK_CHECK(check_rate(op, row_of(op.workspace(), document), text_or(value, ""), title_of(op.workspace(), line)));
    }
    return op.update(type, line, values);
}

Result<RowId> draft_document(Operation& op, const NewDocument& document, const std::optional<Uuid>& id) {
    Values values = document.more;
    std::string title = document.title;
    if (title.empty() && document.record != 0) title = title_of(op.workspace(), document.record);
    values.emplace_back("title", Value(std::move(title)));
    if (document.record != 0) values.emplace_back("record", Value(document.record));
    if (document.client != 0) values.emplace_back("client", Value(document.client));
    return op.insert(type_named(op, document.type), values, id);
}

Status copy_lines(Operation& op, RowId from, RowId to, const MakeId& ids) {
    const Workspace& ws = op.workspace();
    const auto lines = from == to ? std::vector<DocumentLine>{}
                       : ws.type_of(from)->key == "invoice" ? effective_lines(ws, from) : lines_of(ws, from);
    if (lines.empty()) return error("document.no_lines", {{"document", title_of(ws, from)}}, "from");
    int n = 0;
    for (const DocumentLine& l : lines) {
        NewLine copy;
        copy.title = l.title;
        copy.unit = l.unit;
        copy.vat = l.vat;
        copy.quantity = l.quantity;
        if (!l.price.currency.empty()) copy.price = l.price;
        if (!l.discount.is_zero()) copy.discount = l.discount;
        ++n;
        POTOK_CHECK(add_line(op, to, copy, ids ? std::optional(ids("line/" + std::to_string(n))) : std::nullopt));
    }
    return {};
}

namespace {

// A later version takes the number of the first one; the one before it is replaced.
Status issue_version(Operation& op, const Record& offer, RowId previous, Date day, const Totals& totals, Values values) {
    const auto before = record(op.workspace(), previous);
    if (!before) return error("record.missing", {{"type", "offer"}});
    if (before->text("state") != "sent")
        return error("offer.decided", {{"number", before->text("number")}, {"state", before->text("state")}}, "offer");
    for (const char* field : {"number", "series", "period"}) values.emplace_back(field, before->get(field));
    values.emplace_back("date", Value(day));
    values.emplace_back("net", Value(totals.net_money()));
    values.emplace_back("tax", Value(totals.tax_money()));
    values.emplace_back("gross", Value(totals.gross_money()));
    values.emplace_back("rates", Value(rates_json(totals).dump()));
    POTOK_CHECK(op.update(*offer.type, previous, {{"state", Value("replaced")}}));
    return op.update(*offer.type, offer.row, values);
}

}  // namespace

Status issue_document(Operation& op, RowId document, const IssueOptions& options) {
    const Workspace& ws = op.workspace();
    const auto r = record(ws, document);
    if (!r || r->deleted || (r->type->key != "invoice" && r->type->key != "offer"))
        return error("document.not_one", {{"type", r ? r->type->key : ""}}, "document");
    if (!r->text("number").empty()) return error("document.issued", {{"number", r->text("number")}, {"field", "number"}}, "document");
    const bool is_offer = r->type->key == "offer";
    const auto lines = lines_of(ws, document);
    if (lines.empty()) return error("document.no_lines", {{"document", r->title()}}, "lines");
    POTOK_TRY(const DocumentTerms terms, terms_of(ws, document));
    POTOK_TRY(const IssueDay days, day_of_issue(op, ws, options, date_of(r->get("sale_date"))));
    POTOK_CHECK(check_rates(lines, terms.profile, days.supply));
    POTOK_TRY(const auto inputs, inputs_of(lines, terms.profile));
    POTOK_TRY(const Totals totals, totals_of(inputs, terms.prices, terms.profile.rounding, terms.currency));
    if (totals.gross < 0) return error("document.negative", {{"document", r->title()}}, "lines");
    const RowId client = row_of(ws, r->get("client"));
    if (client == 0) return error("document.no_client", {{"document", r->title()}}, "client");
    POTOK_TRY(Value buyer, buyer_of(op, client, terms.profile));
    POTOK_CHECK(keep_line_amounts(op, lines, totals));
    Values values = {{"buyer", std::move(buyer)}, {"country", Value(terms.profile.key)}};
    const std::string series = options.series.empty() ? r->type->key : options.series;
    POTOK_TRY(const std::string pattern, pattern_for(terms.profile, series));
    if (is_offer) {
        values.emplace_back("state", Value("sent"));
        if (const RowId previous = row_of(ws, r->get("previous")); previous != 0)
            return issue_version(op, *r, previous, days.day, totals, std::move(values));
        return put_number(op, *r, series, pattern, days.day, totals, std::move(values));
    }
    values.emplace_back("sale_date", Value(days.supply));
    const auto due = options.due ? options.due : date_of(r->get("due"));
    values.emplace_back("due", Value(due.value_or(Date{days.day.days + terms.profile.payment_days})));
    POTOK_CHECK(put_number(op, *r, series, pattern, days.day, totals, std::move(values)));
    return settle(op, document);
}

}  // namespace potok::model
