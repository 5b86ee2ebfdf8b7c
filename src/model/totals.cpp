#include "model/totals.h"

#include <algorithm>

#include <nlohmann/json.hpp>


namespace potok::model {

namespace {

Result<std::int64_t> whole(const Decimal& value) {
    const auto minor = value.to_scaled(0);  // half away from zero
    if (!minor) return error("number.overflow");
    return *minor;
}

// Sums stay far below the limits of 64 bits, or are refused.
Status add_to(std::int64_t& sum, std::int64_t value) {
    if (__builtin_add_overflow(sum, value, &sum)) return error("number.overflow");
    return {};
}

Result<std::int64_t> line_amount(const LineInput& line) {
    POTOK_TRY(const Decimal kept, sub(Decimal(100), line.discount));
    POTOK_TRY(Decimal amount, mul(line.quantity, Decimal(line.price.minor)));
    POTOK_TRY(amount, mul(amount, kept));
    POTOK_TRY(amount, div(amount, Decimal(100)));
    return whole(amount);
}

// The tax in or on an amount.
Result<std::int64_t> tax_of(std::int64_t amount, const std::optional<Decimal>& percent, Prices prices) {
    if (!percent) return std::int64_t{0};
    POTOK_TRY(Decimal tax, mul(Decimal(amount), *percent));
    Decimal parts(100);
    if (prices == Prices::gross) {
        POTOK_TRY(parts, add(parts, *percent));
    }
    POTOK_TRY(tax, div(tax, parts));
    return whole(tax);
}

RateTotal& rate_of(Totals& totals, const std::string& vat, const std::optional<Decimal>& percent) {
    for (RateTotal& r : totals.rates) {
        if (r.vat == vat) return r;
    }
    totals.rates.push_back({vat, percent, 0, 0, 0});
    return totals.rates.back();
}

void sort_rates(Totals& totals) {
    std::sort(totals.rates.begin(), totals.rates.end(), [](const RateTotal& a, const RateTotal& b) {
        if (a.percent.has_value() != b.percent.has_value()) return a.percent.has_value();
        if (a.percent && *a.percent != *b.percent) return *a.percent > *b.percent;
        return a.vat < b.vat;
    });
}

Status sum_up(Totals& totals) {
    for (const RateTotal& r : totals.rates) {
        POTOK_CHECK(add_to(totals.net, r.net));
        POTOK_CHECK(add_to(totals.tax, r.tax));
        POTOK_CHECK(add_to(totals.gross, r.gross));
    }
    return {};
}

Status add_line(Totals& totals, const LineInput& line, Prices prices, VatRounding rounding) {
    if (line.price.currency != totals.currency)
        return error("line.currency", {{"currency", line.price.currency}, {"expected", totals.currency}});
    if (line.discount.is_negative() || line.discount > Decimal(100)) return error("line.discount", {{"value", line.discount.str()}});
    POTOK_TRY(const std::int64_t amount, line_amount(line));
    LineAmounts kept;
    (prices == Prices::net ? kept.net : kept.gross) = amount;
    RateTotal& rate = rate_of(totals, line.vat, line.percent);
    POTOK_CHECK(add_to(prices == Prices::net ? rate.net : rate.gross, amount));
    if (rounding == VatRounding::line) {
        POTOK_TRY(const std::int64_t tax, tax_of(amount, line.percent, prices));
        std::int64_t other = amount;
        POTOK_CHECK(add_to(other, prices == Prices::net ? tax : -tax));
        kept.vat = tax;
        (prices == Prices::net ? kept.gross : kept.net) = other;
        POTOK_CHECK(add_to(rate.tax, tax));
        POTOK_CHECK(add_to(prices == Prices::net ? rate.gross : rate.net, other));
    }
    totals.lines.push_back(kept);
    return {};
}

}  // namespace

Result<Totals> totals_of(const std::vector<LineInput>& lines, Prices prices, VatRounding rounding, const std::string& currency) {
    Totals out;
    out.currency = currency;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (Status added = add_line(out, lines[i], prices, rounding); !added.ok()) {
            Error e = added.error();
            e.place = "lines/" + std::to_string(i);
            return e;
        }
    }
    if (rounding == VatRounding::total) {
        for (RateTotal& r : out.rates) {
            const std::int64_t amount = prices == Prices::net ? r.net : r.gross;
            POTOK_TRY(r.tax, tax_of(amount, r.percent, prices));
            std::int64_t other = amount;
            POTOK_CHECK(add_to(other, prices == Prices::net ? r.tax : -r.tax));
            (prices == Prices::net ? r.gross : r.net) = other;
        }
    }
    sort_rates(out);
    POTOK_CHECK(sum_up(out));
    return out;
}

Result<Totals> difference(const Totals& after, const Totals& before) {
    Totals out;
    out.currency = after.currency;
    for (const RateTotal& r : after.rates) rate_of(out, r.vat, r.percent) = r;
    for (const RateTotal& r : before.rates) {
        RateTotal& into = rate_of(out, r.vat, r.percent);
        for (const auto& [sum, less] : {std::pair(&into.net, r.net), std::pair(&into.tax, r.tax), std::pair(&into.gross, r.gross)})
            if (__builtin_sub_overflow(*sum, less, sum)) return error("number.overflow");
    }
    std::erase_if(out.rates, [](const RateTotal& r) { return r.net == 0 && r.tax == 0 && r.gross == 0; });
    sort_rates(out);
    POTOK_CHECK(sum_up(out));
    return out;
}

Json rates_json(const Totals& totals) {
    const auto amount = [&](std::int64_t minor) { return to_json(Value(Money{minor, totals.currency}))["m"]; };
    Json out = Json::array();
    for (const RateTotal& r : totals.rates) {
        Json rate{{"vat", r.vat}, {"net", amount(r.net)}, {"tax", amount(r.tax)}, {"gross", amount(r.gross)}};
        if (r.percent) rate["percent"] = r.percent->str();
        out.push_back(std::move(rate));
    }
    return out;
}

}  // namespace potok::model
