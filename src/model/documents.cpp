#include "model/documents.h"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "model/sample_numbers.h"
#include "model/workspace_impl.h"

namespace potok::model {

std::optional<Money> money_of(const Value& value) {
    const Money* m = value.as<Money>();
    return m ? std::optional(*m) : std::nullopt;
}

std::optional<Date> date_of(const Value& value) {
    const Date* d = value.as<Date>();
    return d ? std::optional(*d) : std::nullopt;
}

RowId row_of(const Workspace& ws, const Value& reference) {
    const Ref* r = reference.as<Ref>();
    return r ? ws.row_of(r->id).value_or(0) : 0;
}

std::string minor_text(const Money& money) {
    return to_json(Value(money))["m"].get<std::string>() + " " + money.currency;
}

namespace {

Decimal number_or(const Value& value, int fallback) {
    const Decimal* n = value.as<Decimal>();
    return n ? *n : Decimal(fallback);
}

DocumentLine read_line(const Workspace& ws, const Record& r) {
    DocumentLine line;
    line.row = r.row;
    line.position = static_cast<int>(number_or(r.get("position"), 0).to_int64().value_or(0));
    line.title = r.title();
    line.unit = r.text("unit");
    line.vat = r.text("vat");
    line.quantity = number_or(r.get("quantity"), 1);
    line.discount = number_or(r.get("discount"), 0);
    if (const auto price = money_of(r.get("price"))) line.price = *price;
    line.net = money_of(r.get("net"));
    line.tax = money_of(r.get("tax"));
    line.gross = money_of(r.get("gross"));
    line.corrects = row_of(ws, r.get("corrects"));
    const bool* reversal = r.get("reversal").as<bool>();
    line.reversal = reversal && *reversal;
    return line;
}

}  // namespace

std::vector<DocumentLine> lines_of(const Workspace& ws, RowId document) {
    std::vector<RowId> rows;
    db::Statement s = ws.db().prepare("SELECT id FROM r_line WHERE document = ?1 AND deleted_at IS NULL ORDER BY position, id");
    s.bind(1, document);
    const Status read = s.each([&](db::Statement& row) { rows.push_back(row.i64(0)); });
    std::vector<DocumentLine> out;
    if (!read.ok()) return out;
    for (const RowId row : rows) {
        if (const auto r = record(ws, row)) out.push_back(read_line(ws, *r));
    }
    return out;
}

std::vector<DocumentLine> effective_lines(const Workspace& ws, RowId invoice) {
    std::vector<DocumentLine> all = lines_of(ws, invoice);
    std::set<RowId> corrected;
    for (const RowId correction : find_records(ws, "invoice", "corrects", Value(invoice))) {
        if (number_of(ws, correction).empty()) continue;
        for (DocumentLine& line : lines_of(ws, correction)) {
            if (line.corrects != 0) corrected.insert(line.corrects);
            if (!line.reversal) all.push_back(std::move(line));
        }
    }
    std::erase_if(all, [&](const DocumentLine& line) { return corrected.contains(line.row); });
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.position < b.position; });
    return all;
}

Result<DocumentTerms> terms_of(const Workspace& ws, RowId document) {
    DocumentTerms terms;
    const auto r = record(ws, document);
    if (!r) return error("record.missing", {{"type", "invoice"}});
    const bool is_document = r->type->key == "offer" || r->type->key == "invoice";
    const std::string named = is_document ? r->text("country") : std::string();
    if (named.empty()) {
        POTOK_TRY(terms.profile, country_for(ws, is_document ? row_of(ws, r->get("record")) : document));
    } else {
        POTOK_TRY(terms.profile, country(ws, named));
    }
    terms.prices = is_document && r->text("prices") == "gross" ? Prices::gross : Prices::net;
    terms.currency = terms.profile.currency;
    for (const DocumentLine& line : lines_of(ws, document)) {
        if (line.price.currency.empty()) continue;
        terms.currency = line.price.currency;
        break;
    }
    return terms;
}

Result<std::vector<LineInput>> inputs_of(const std::vector<DocumentLine>& lines, const CountryProfile& profile) {
    std::vector<LineInput> out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const DocumentLine& line = lines[i];
        const std::string place = "lines/" + std::to_string(i);
        const VatRate* rate = profile.rate(line.vat);
        if (!rate) return error("vat.unknown", {{"rate", line.vat}, {"country", profile.key}, {"line", line.title}}, place);
        if (line.price.currency.empty()) return error("line.no_price", {{"line", line.title}}, place);
        out.push_back({line.quantity, line.price, line.discount, line.vat, rate->percent});
    }
    return out;
}

Result<Totals> totals_of(const Workspace& ws, RowId document) {
    POTOK_TRY(const DocumentTerms terms, terms_of(ws, document));
    POTOK_TRY(const auto inputs, inputs_of(lines_of(ws, document), terms.profile));
    return totals_of(inputs, terms.prices, terms.profile.rounding, terms.currency);
}

std::string number_of(const Workspace& ws, RowId document) {
    const RecordType* type = ws.type_of(document);
    if (!type || (type->key != "invoice" && type->key != "offer" && type->key != "attachment")) return {};
    auto number = ws.db().get_text("SELECT number FROM " + type->table + " WHERE id = ?1", document);
    return number.ok() ? number->value_or("") : "";
}

namespace {

bool stays_open(const RecordType& type, const std::string& field) {
    if (field == "deleted_at") return false;
    const Field* f = type.field(field);
    if (type.key == "attachment" && (field == "state" || field == "valid_until" || field == "kind" || field == "field")) return true;
    return !f || f->system || field == "owner" || field == "record" || field == "note";
}

Error issued(std::string number, const std::string& field) {
    return error("document.issued", {{"number", std::move(number)}, {"field", field}}, field);
}

// A sample's number is none of the company's: the document may be deleted, with its lines.
bool is_deleted_sample(const Workspace& ws, RowId document, const std::vector<std::string>& fields) {
    if (document == 0 || std::find(fields.begin(), fields.end(), "deleted_at") == fields.end()) return false;
    const auto series = ws.db().get_text("SELECT series FROM " + ws.type_of(document)->table + " WHERE id = ?1", document);
    return series.ok() && is_sample_series(series->value_or(""));
}

// An undo brings back what was, and a merge only says who the client is now.
bool passes(const Operation& op) {
    return op.relinking || op.undoes != 0;
}

}  // namespace

bool may_be_frozen(const RecordType& type) {
    return type.key == "invoice" || type.key == "offer" || type.key == "line" || type.key == "payment" || type.key == "instalment" ||
           type.key == "attachment";
}

Status refuse_frozen(Operation& op, const RecordType& type, RowId row, const std::vector<std::string>& fields) {
    const Workspace& ws = op.workspace();
    if (type.key == "invoice" || type.key == "offer" || type.key == "attachment") {
        const auto touched = std::find_if(fields.begin(), fields.end(), [&](const std::string& f) { return !stays_open(type, f); });
        if (touched == fields.end() || passes(op)) return {};
        std::string number = is_deleted_sample(ws, row, fields) ? "" : number_of(ws, row);
        return number.empty() ? Status() : Status(issued(std::move(number), *touched));
    }
    if (type.key == "line") {
        if (passes(op)) return {};
        POTOK_TRY(const Value document, op.get(row, type, "document"));
        const RowId of = row_of(ws, document);
        std::string number = number_of(ws, of);
        return number.empty() || is_deleted_sample(ws, of, fields) ? Status() : Status(issued(std::move(number), fields.empty() ? "title" : fields.front()));
    }
    if (type.key == "payment" && std::find(fields.begin(), fields.end(), "amount") != fields.end() && !passes(op)) {
        POTOK_TRY(const auto pays, op.db().get_i64("SELECT 1 FROM r_allocation WHERE payment = ?1 AND deleted_at IS NULL LIMIT 1", row));
        if (pays) return error("payment.allocated", {{"payment", title_of(ws, row)}}, "amount");
    }
    if (type.key == "instalment" && !passes(op)) {
        const auto touched = std::find_if(fields.begin(), fields.end(), [&](const std::string& f) { return !stays_open(type, f); });
        if (touched == fields.end()) return {};
        POTOK_TRY(const Value invoice, op.get(row, type, "invoice"));
        if (!invoice.is_null() && !is_deleted_sample(ws, row_of(ws, invoice), fields)) return error("instalment.invoiced", {{"number", number_of(ws, row_of(ws, invoice))}}, *touched);
    }
    return {};
}

Status refuse_new_line(Operation& op, const RecordType& type, const Values& values) {
    if (type.key != "line" || passes(op)) return {};
    for (const auto& [field, value] : values) {
        if (field != "document") continue;
        std::string number = number_of(op.workspace(), row_of(op.workspace(), value));
        if (!number.empty()) return issued(std::move(number), "lines");
    }
    return {};
}

}  // namespace potok::model
