#include "base/check_digits.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "base/calendar.h"

namespace potok {

namespace {

constexpr std::size_t longest = 64;  // what is longer, blanks included, is no number

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Digits only, of one of the lengths asked for, and not all of them zero; nothing otherwise.
std::optional<std::string> digits_of(std::string_view text, std::size_t length) {
    if (text.size() > longest) return std::nullopt;
    std::string bare = bare_number(text);
    if (bare.size() != length || !std::all_of(bare.begin(), bare.end(), is_digit)) return std::nullopt;
    if (std::all_of(bare.begin(), bare.end(), [](char c) { return c == '0'; })) return std::nullopt;
    return bare;
}

int value(char c) {
    return c - '0';
}

int weighted(std::string_view digits, std::span<const int> weights) {
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * value(digits[i]);
    return sum;
}

// At most 18 digits.
std::int64_t number(std::string_view digits) {
    std::int64_t n = 0;
    for (const char c : digits) n = n * 10 + value(c);
    return n;
}

constexpr std::array nip_weights{6, 5, 7, 2, 3, 4, 5, 6, 7};
constexpr std::array regon_weights{8, 9, 2, 3, 4, 5, 6, 7};
constexpr std::array long_regon_weights{2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8};
constexpr std::array pesel_weights{1, 3, 7, 9, 1, 3, 7, 9, 1, 3};
constexpr std::array inn_weights{3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};  // shorter ones are its ends

bool short_regon(std::string_view digits) {
    return weighted(digits, regon_weights) % 11 % 10 == value(digits[8]);
}

bool inn_digit(std::string_view digits, std::size_t place) {
    const auto weights = std::span(inn_weights).last(place);
    return weighted(digits, weights) % 11 % 10 == value(digits[place]);
}

struct IbanCountry {
    std::string_view code;
    std::size_t length;
};
// The SWIFT IBAN registry, by code.
constexpr IbanCountry iban_countries[] = {
    {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22}, {"BH", 22}, {"BI", 27},
    {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24}, {"DE", 22}, {"DJ", 27}, {"DK", 18}, {"DO", 28},
    {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18}, {"FK", 18}, {"FO", 18}, {"FR", 27}, {"GB", 22}, {"GE", 22}, {"GI", 23},
    {"GL", 18}, {"GR", 27}, {"GT", 28}, {"HN", 28}, {"HR", 21}, {"HU", 28}, {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26},
    {"IT", 27}, {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20}, {"LU", 20}, {"LV", 21},
    {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MN", 20}, {"MR", 27}, {"MT", 31}, {"MU", 30}, {"NI", 28},
    {"NL", 18}, {"NO", 15}, {"OM", 23}, {"PK", 24}, {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22},
    {"RU", 33}, {"SA", 24}, {"SC", 31}, {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"SO", 23}, {"ST", 25},
    {"SV", 28}, {"TL", 23}, {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20}, {"YE", 30},
};

}  // namespace

std::string bare_number(std::string_view text) {
    // Hyphen-minus, and as UTF-8: no-break space, hyphens and dashes (U+2010 … U+2015), thin and narrow no-break space, minus sign.
    static constexpr std::string_view between[] = {" ", "\t", "-", "\u00a0", "\u2009", "\u202f", "\u2010", "\u2011",
                                                   "\u2012", "\u2013", "\u2014", "\u2015", "\u2212"};
    std::string out;
    while (!text.empty()) {
        const auto* const passed = std::find_if(std::begin(between), std::end(between), [&](auto b) { return text.starts_with(b); });
        if (passed != std::end(between)) {
            text.remove_prefix(passed->size());
            continue;
        }
        const char c = text.front();
        out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        text.remove_prefix(1);
    }
    return out;
}

bool is_nip(std::string_view text) {
    const auto d = digits_of(text, 10);
    return d && weighted(*d, nip_weights) % 11 == value((*d)[9]);
}

bool is_regon(std::string_view text) {
    if (const auto d = digits_of(text, 9)) return short_regon(*d);
    const auto d = digits_of(text, 14);
    return d && short_regon(*d) && weighted(*d, long_regon_weights) % 11 % 10 == value((*d)[13]);
}

bool is_pesel(std::string_view text) {
    const auto d = digits_of(text, 11);
    if (!d || (weighted(*d, pesel_weights) + value((*d)[10])) % 10 != 0) return false;
    const int month = static_cast<int>(number(d->substr(2, 2)));
    static constexpr int centuries[] = {1900, 2000, 2100, 2200, 1800};
    const int year = centuries[month / 20] + static_cast<int>(number(d->substr(0, 2)));
    return date_of(year, month % 20, static_cast<int>(number(d->substr(4, 2)))).ok();
}

bool is_inn(std::string_view text) {
    if (const auto d = digits_of(text, 10)) return inn_digit(*d, 9);
    const auto d = digits_of(text, 12);
    return d && inn_digit(*d, 10) && inn_digit(*d, 11);
}

bool is_ogrn(std::string_view text) {
    const auto d = digits_of(text, 13);
    return d && (d->front() == '1' || d->front() == '5') && number(d->substr(0, 12)) % 11 % 10 == value(d->back());
}

bool is_ogrnip(std::string_view text) {
    const auto d = digits_of(text, 15);
    return d && d->front() == '3' && number(d->substr(0, 14)) % 13 % 10 == value(d->back());
}

bool is_iban(std::string_view text) {
    if (text.size() > longest) return false;
    const std::string bare = bare_number(text);
    if (bare.size() < 5) return false;
    const auto* const country = std::find_if(std::begin(iban_countries), std::end(iban_countries),
                                             [&](const IbanCountry& c) { return bare.starts_with(c.code); });
    if (country == std::end(iban_countries) || country->length != bare.size()) return false;
    if (!is_digit(bare[2]) || !is_digit(bare[3])) return false;
    const int check = static_cast<int>(number(std::string_view(bare).substr(2, 2)));
    if (check < 2 || check > 98) return false;  // 00, 01 and 99 would satisfy the remainder, too, but are never made
    // Country and check digits go to the end; letters count from A = 10.
    int remainder = 0;
    for (const char c : bare.substr(4) + bare.substr(0, 4)) {
        if (is_digit(c))
            remainder = (remainder * 10 + value(c)) % 97;
        else if (c >= 'A' && c <= 'Z')
            remainder = (remainder * 100 + (c - 'A' + 10)) % 97;
        else
            return false;
    }
    return remainder == 1;
}

}  // namespace potok
