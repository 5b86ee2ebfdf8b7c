#include "model/country.h"

#include <algorithm>

#include "base/check_digits.h"
#include "model/definition_parser.h"
#include "model/json_reader.h"
#include "model/numbering.h"
#include "model/queries.h"

namespace potok::model {

const VatRate* CountryProfile::rate(std::string_view code) const {
    const auto it = std::find_if(rates.begin(), rates.end(), [&](const VatRate& r) { return r.code == code; });
    return it == rates.end() ? nullptr : &*it;
}

const VatRate* CountryProfile::standard_rate(Date day) const {
    const auto it = std::find_if(rates.begin(), rates.end(), [&](const VatRate& r) { return r.standard && r.valid_on(day); });
    return it == rates.end() ? nullptr : &*it;
}

const std::string* CountryProfile::pattern(std::string_view series) const {
    const auto it = std::find_if(numbering.begin(), numbering.end(), [&](const auto& s) { return s.first == series; });
    return it == numbering.end() ? nullptr : &it->second;
}

bool CountryProfile::fits_tax_number(std::string_view text) const {
    switch (tax_number) {
        case TaxNumber::nip: return is_nip(text);
        case TaxNumber::inn: return is_inn(text);
        case TaxNumber::none: return true;
    }
    return true;
}

bool CountryProfile::is_mistyped_tax_number(std::string_view text) const {
    const std::string bare = bare_number(text);
    const bool digits = std::all_of(bare.begin(), bare.end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool length = bare.size() == 10 || (bare.size() == 12 && tax_number == TaxNumber::inn);
    return tax_number != TaxNumber::none && digits && length && !fits_tax_number(text);
}

namespace {

Label read_label(const JsonReader& r) {
    if (!r.has("label")) {
        r.fail("json.missing_key", {{"key", "label"}}, "label");
        return {};
    }
    const JsonReader at = r.child("label");
    auto label = Label::parse(at.json(), at.path());
    if (label.ok()) return std::move(label).value();
    at.fail(label.error().code, label.error().args);
    return {};
}

Date read_day(const JsonReader& r, std::string_view key, Date fallback) {
    const std::string text = r.text(key);
    if (text.empty()) return fallback;
    const auto day = parse_date(text);
    if (day.ok()) return *day;
    r.fail(day.error().code, day.error().args, key);
    return fallback;
}

VatRate read_rate(const JsonReader& r) {
    r.only({"code", "percent", "label", "from", "to", "standard"});
    VatRate rate;
    rate.code = r.required_text("code");
    if (rate.code.size() > 20) r.fail("country.bad_rate", {{"code", rate.code}}, "code");
    rate.label = read_label(r);
    if (r.has("percent")) {
        const auto percent = Decimal::parse(r.text("percent"));
        if (!percent.ok() || percent->is_negative() || *percent > Decimal(100) || percent->rounded_half_up(2) != *percent)
            r.fail("country.bad_rate", {{"code", rate.code}}, "percent");
        else
            rate.percent = *percent;
    }
    rate.from = read_day(r, "from", min_date);
    rate.to = read_day(r, "to", max_date);
    if (rate.to < rate.from) r.fail("country.bad_rate", {{"code", rate.code}}, "to");
    rate.standard = r.boolean("standard", false);
    return rate;
}

bool is_currency(const std::string& text) {
    return text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

Result<CountryProfile> parse_country(const Definition& definition) {
    Error problem;
    const JsonReader r(definition.body, "", &problem);
    r.only({"key", "label", "currency", "vat", "rounding", "numbering", "tax_number", "payment_days"});
    if (!is_key(definition.key)) return error("definition.bad_key", {{"key", definition.key}}, "/key");
    CountryProfile p;
    p.key = definition.key;
    p.label = read_label(r);
    p.currency = r.required_text("currency");
    if (!is_currency(p.currency)) r.fail("money.currency", {{"currency", p.currency}}, "currency");
    for (const JsonReader& item : r.items("vat")) {
        VatRate rate = read_rate(item);
        if (p.rate(rate.code)) item.fail("definition.duplicate_key", {{"key", rate.code}}, "code");
        p.rates.push_back(std::move(rate));
    }
    if (p.rates.empty()) r.fail("json.missing_key", {{"key", "vat"}}, "vat");
    p.rounding = static_cast<VatRounding>(r.word("rounding", {"line", "total"}, 1));
    const JsonReader numbering = r.child("numbering");
    if (r.has("numbering") && !numbering.json().is_object()) numbering.fail("json.object_expected");
    if (numbering.json().is_object()) {
        for (const auto& [series, pattern] : numbering.json().items()) {
            const std::string text = numbering.text(series);
            const auto parsed = NumberPattern::parse(text);
            if (!parsed.ok()) numbering.fail(parsed.error().code, parsed.error().args, series);
            p.numbering.emplace_back(series, text);
        }
    }
    p.tax_number = static_cast<TaxNumber>(r.word("tax_number", {"none", "nip", "inn"}, 0));
    const std::int64_t days = r.integer("payment_days", 14);
    if (days < 0 || days > 3650) r.fail("json.integer_expected", {{"key", "payment_days"}}, "payment_days");
    p.payment_days = static_cast<int>(days);
    if (!problem.code.empty()) return problem;
    return p;
}

Result<CountryProfile> country(const Workspace& ws, std::string_view key) {
    const auto all = ws.catalog().definitions_of("country");
    if (all.empty()) return error("country.missing");
    if (key.empty()) return parse_country(*all.front());
    for (const Definition* d : all) {
        if (d->key == key) return parse_country(*d);
    }
    return error("country.unknown", {{"country", std::string(key)}});
}

Result<CountryProfile> country_for(const Workspace& ws, RowId about) {
    const auto r = record(ws, about);
    if (!r) return country(ws);
    const Pipeline* pipeline = r->type->on_pipeline ? ws.catalog().pipeline(r->text("pipeline")) : nullptr;
    for (const std::string& pack : {r->type->pack, pipeline ? pipeline->pack : std::string()}) {
        if (pack.empty()) continue;
        for (const Definition* d : ws.catalog().definitions_of("country"))
            if (d->pack == pack) return parse_country(*d);
    }
    return country(ws);
}

Date local_day(const Workspace& ws, Instant at) {
    return ws.zone().to_local(at).date;
}

}  // namespace potok::model
