// Words for people: catalogs of sentences in English, Polish and Russian, plurals by CLDR, numbers, money and dates
// the way each language writes them.
//
// A catalog is a flat JSON object: {"task.overdue": "Overdue by {days}", "days": {"one": "{n} day", "other": "{n} days"}}.
// "{name}" is filled from the arguments; an object of plural forms is chosen by the argument "n".
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.h"

namespace potok {

enum class Language { en, pl, ru };

std::string_view code(Language language);
Result<Language> language_from(std::string_view code);  // error: language.unknown

using TextArgs = std::map<std::string, std::string>;

class Locale {
public:
    // error: locale.malformed with the key
    static Result<Locale> load(Language language, std::string_view catalog_json);

    Language language() const { return language_; }
    bool has(std::string_view key) const;
    // The sentence for `key`; the key itself when there is none, so that nothing is ever blank.
    std::string text(std::string_view key, const TextArgs& args = {}) const;
    std::string plural(std::string_view key, std::int64_t n, TextArgs args = {}) const;
    // The error's sentence and what to do about it.
    std::string sentence(const Error& e) const;
    std::string remedy(const Error& e) const;

    std::string number(const Decimal& n) const;
    std::string money(const Money& m, bool with_fraction = false) const;  // "184 600 ₽": thin spaces, currency after
    std::string date(Date d) const;                                       // "22 lis 2026"
    std::string date_long(Date d) const;                                  // "22 listopada 2026"
    std::string day_month(Date d) const;                                  // "22 lis"
    std::string relative_day(Date d, Date today) const;                   // yesterday, today, tomorrow, else weekday + day
    std::string time(TimeOfDay t) const;                                  // "9:40"
    std::string month_year(Date d) const;
    std::string weekday_short(Date d) const;
    std::string value(const Value& v, const Zone& zone) const;            // any value, for history rows and lists

private:
    Language language_ = Language::en;
    std::map<std::string, std::string, std::less<>> texts_;
    std::map<std::string, std::map<std::string, std::string>, std::less<>> plurals_;
};

// CLDR cardinal categories of a whole number: "one", "few", "many", "other".
std::string_view plural_category(Language language, std::int64_t n);
int minor_digits(std::string_view currency);  // ISO 4217 exponent: 2 for PLN, RUB, EUR; 0 for JPY
bool is_currency_code(std::string_view text);  // three capital letters
std::string_view currency_symbol(std::string_view currency);  // "zł", "₽", "€"; the code itself where there is none

}  // namespace potok
