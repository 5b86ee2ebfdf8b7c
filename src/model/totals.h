// What the lines of a document come to: net, VAT by rate, gross. The one place where that is computed: drafts on the screen, issued
// documents, corrections and schedules all ask here.
//
// Every amount is in minor units of one currency, rounded half away from zero.
//
//   prices net     line net = quantity × price × (1 − discount), rounded
//                  per line:  line VAT = line net × rate, rounded; the document's are the sums
//                  in total:  VAT of a rate = (sum of its net) × rate, rounded
//   prices gross   line gross = quantity × price × (1 − discount), rounded
//                  per line:  line VAT = line gross × rate ÷ (100 + rate), rounded; net is what remains
//                  in total:  VAT of a rate = (sum of its gross) × rate ÷ (100 + rate), rounded; net is what remains
//
// Where VAT is rounded in total, a line has no VAT of its own: only the amount its prices give (net or gross) is kept with it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/decimal.h"
#include "base/value.h"
#include "model/country.h"

namespace potok::model {

enum class Prices { net, gross };  // what unit prices mean

struct LineInput {
    Decimal quantity = Decimal(1);
    Money price;         // of one unit
    Decimal discount;    // percent, 0 … 100
    std::string vat;     // code of the rate
    std::optional<Decimal> percent;  // of the rate; nothing: no tax
};

struct LineAmounts {
    std::optional<std::int64_t> net, vat, gross;  // minor units
};

struct RateTotal {
    std::string vat;
    std::optional<Decimal> percent;
    std::int64_t net = 0, tax = 0, gross = 0;
};

struct Totals {
    std::string currency;
    std::int64_t net = 0, tax = 0, gross = 0;
    std::vector<RateTotal> rates;    // highest first, those without tax last; among equals by code
    std::vector<LineAmounts> lines;  // as the input

    Money net_money() const { return {net, currency}; }
    Money tax_money() const { return {tax, currency}; }
    Money gross_money() const { return {gross, currency}; }
};

// `lines` may be empty: all zero, in `currency`. Errors: line.currency (not `currency`), line.discount, number.overflow; place = "lines/<index>".
Result<Totals> totals_of(const std::vector<LineInput>& lines, Prices prices, VatRounding rounding, const std::string& currency);

// after − before, rate by rate; without lines. What a correcting document states. Error: number.overflow
Result<Totals> difference(const Totals& after, const Totals& before);

// "rates" as documents keep it: [{"vat":"23","percent":"23","net":"100.00","tax":"23.00","gross":"123.00"}]
Json rates_json(const Totals& totals);

}  // namespace potok::model
