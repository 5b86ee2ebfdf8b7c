#include "model/issuing.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "model/numbering.h"
#include "model/sample_numbers.h"

namespace potok::model::issuing {

const RecordType& type_named(Operation& op, std::string_view key) {
    const RecordType* t = op.catalog().type(key);
    assert(t);
    return *t;
}

bool is_line_field(std::string_view field) {
    static constexpr std::string_view fields[] = {"title", "quantity", "unit", "price", "discount", "vat", "position"};
    return std::find(std::begin(fields), std::end(fields), field) != std::end(fields);
}

// Each rate is one the country had on the day of supply.
Status check_rates(const std::vector<DocumentLine>& lines, const CountryProfile& profile, Date day) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const VatRate* rate = profile.rate(lines[i].vat);
        if (!rate || rate->valid_on(day)) continue;  // unknown ones are refused by inputs_of
        return error("vat.not_valid", {{"rate", rate->code}, {"date", format_iso(day)}, {"line", lines[i].title}}, "lines/" + std::to_string(i));
    }
    return {};
}

namespace {

Value money_or_null(const std::optional<std::int64_t>& minor, const std::string& currency) {
    return minor ? Value(Money{*minor, currency}) : Value();
}

}  // namespace

Status keep_line_amounts(Operation& op, const std::vector<DocumentLine>& lines, const Totals& totals) {
    const RecordType& type = type_named(op, "line");
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const LineAmounts& a = totals.lines[i];
        POTOK_CHECK(op.update(type, lines[i].row, {{"net", money_or_null(a.net, totals.currency)},
                                                   {"tax", money_or_null(a.vat, totals.currency)},
                                                   {"gross", money_or_null(a.gross, totals.currency)}}));
    }
    return {};
}

Result<Value> buyer_of(Operation& op, RowId client, const CountryProfile& profile) {
    const auto r = record(op.workspace(), client);
    if (!r || r->deleted) return error("document.no_client", {{"document", title_of(op.workspace(), client)}}, "client");
    if (profile.is_mistyped_tax_number(r->text("tax_number")))
        return error("document.tax_number", {{"client", r->title()}, {"number", r->text("tax_number")}}, "client");
    Json buyer{{"name", r->title()}};
    for (const char* field : {"tax_number", "address"}) {
        if (const std::string text = r->text(field); !text.empty()) buyer[field] = text;
    }
    return Value(buyer.dump());
}

// Number and amounts on the document; all the checks are done.
Status put_number(Operation& op, const Record& document, const std::string& series, const std::string& pattern, Date day,
                  const Totals& totals, Values values) {
    const Workspace& ws = op.workspace();
    const NumberSeries own = series_for(ws, {row_of(ws, document.get("client")), row_of(ws, document.get("record"))}, series, pattern, op.now());
    POTOK_TRY(const DocumentNumber number, next_number(op, *document.type, own.series, own.pattern, day));
    values.emplace_back("number", Value(number.text));
    values.emplace_back("series", Value(number.series));
    values.emplace_back("period", Value(number.period));
    values.emplace_back("n", Value(number.n));
    values.emplace_back("date", Value(day));
    values.emplace_back("net", Value(totals.net_money()));
    values.emplace_back("tax", Value(totals.tax_money()));
    values.emplace_back("gross", Value(totals.gross_money()));
    values.emplace_back("rates", Value(rates_json(totals).dump()));
    return op.update(*document.type, document.row, values);
}

Result<IssueDay> day_of_issue(const Operation& op, const Workspace& ws, const IssueOptions& options, const std::optional<Date>& sale_date) {
    const Date today = local_day(ws, options.now.value_or(op.now()));
    const Date day = options.date.value_or(today);
    if (day > today) return error("document.date_ahead", {{"date", format_iso(day)}}, "date");
    return IssueDay{day, options.sale_date ? *options.sale_date : sale_date.value_or(day)};
}

Result<std::string> pattern_for(const CountryProfile& profile, const std::string& series) {
    const std::string* pattern = profile.pattern(series);
    if (!pattern) return error("numbering.no_series", {{"series", series}, {"country", profile.key}}, "series");
    return *pattern;
}

}  // namespace potok::model::issuing
