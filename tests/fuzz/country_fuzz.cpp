// libFuzzer: any bytes as the JSON of a country profile. What is taken has rates that can be reckoned with, and patterns that write
// different numbers differently.
#include <cstdint>
#include <cstdlib>

#include <nlohmann/json.hpp>

#include "model/country.h"
#include "model/numbering.h"
#include "model/totals.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace potok;
    using namespace potok::model;
    const Json body = Json::parse(std::string_view(reinterpret_cast<const char*>(data), size), nullptr, false);
    if (!body.is_object()) return 0;
    const auto profile = parse_country({0, "country", "x", "", 1, body});
    if (!profile) return profile.error().code.empty() ? (std::abort(), 0) : 0;
    const Date day{20'000};
    for (const auto& [series, text] : profile->numbering) {
        const auto pattern = NumberPattern::parse(text);
        if (!pattern || pattern->write(1, day) == pattern->write(2, day) || pattern->period(day).empty()) std::abort();
    }
    for (const VatRate& rate : profile->rates) {
        LineInput line;
        line.price = {12345, profile->currency};
        line.vat = rate.code;
        line.percent = rate.percent;
        for (const Prices prices : {Prices::net, Prices::gross}) {
            const auto totals = totals_of({line, line, line}, prices, profile->rounding, profile->currency);
            if (!totals || totals->net + totals->tax != totals->gross || totals->tax < 0 || totals->net < 0) std::abort();
        }
    }
    (void)profile->fits_tax_number(profile->label.in(Language::en));
    return 0;
}
