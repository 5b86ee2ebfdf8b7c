#include "base/locale.h"

#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "platform/common/assets.h"

using namespace potok;

namespace {

const Locale& in(Language language) {
    static const auto load = [](Language l) {
        const auto catalog = platform::asset("locales/" + std::string(code(l)) + ".json");
        return Locale::load(l, catalog.value()).value();
    };
    static const Locale en = load(Language::en), pl = load(Language::pl), ru = load(Language::ru);
    return language == Language::pl ? pl : language == Language::ru ? ru : en;
}

const Date day = parse_date("2026-11-22").value();

}  // namespace

TEST_CASE("Plural categories are CLDR's", "[base][locale]") {
    const auto all = [](Language l) {
        std::string out;
        for (int n : {0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 101, 111, 112, 122})
            out += plural_category(l, n).substr(0, 1);
        return out;
    };
    CHECK(all(Language::en) ==
          "oooooooooooooo"
          "o");
    CHECK(plural_category(Language::en, 1) == "one");
    CHECK(plural_category(Language::en, 2) == "other");
    CHECK(all(Language::pl) == "moffmmmmmfmmmmf");
    CHECK(all(Language::ru) == "moffmmmmofmommf");
    CHECK(plural_category(Language::ru, -21) == "one");
}

TEST_CASE("Dates as each language writes them", "[base][locale]") {
    CHECK(in(Language::pl).date(day) == "22 lis 2026");
    CHECK(in(Language::pl).date_long(day) == "22 listopada 2026");
    CHECK(in(Language::ru).date_long(day) == "22 ноября 2026 г.");
    CHECK(in(Language::en).date_long(day) == "22 November 2026");
    CHECK(in(Language::ru).day_month(day) == "22 ноя");
    CHECK(in(Language::pl).month_year(day) == "listopad 2026");
    CHECK(in(Language::ru).weekday_short(day) == "вс");
    CHECK(in(Language::pl).relative_day(day, day) == "dziś");
    CHECK(in(Language::pl).relative_day(Date{day.days + 1}, day) == "jutro");
    CHECK(in(Language::ru).relative_day(Date{day.days - 1}, day) == "вчера");
    CHECK(in(Language::pl).relative_day(Date{day.days + 2}, day) == "wt 24 lis");
    CHECK(in(Language::ru).relative_day(Date{day.days + 60}, day) == "чт 21 янв 2027");
    CHECK(in(Language::en).time(parse_time("09:40").value()) == "9:40");
}

TEST_CASE("Numbers and money", "[base][locale]") {
    const auto n = Decimal::parse("-1234567.5").value();
    CHECK(in(Language::en).number(n) == "-1,234,567.5");
    CHECK(in(Language::pl).number(n) == "-1\u202F234\u202F567,5");
    CHECK(in(Language::ru).number(Decimal(999)) == "999");
    CHECK(in(Language::ru).money({18460000, "RUB"}) == "184\u202F600\u202F₽");
    CHECK(in(Language::ru).money({18460000, "RUB"}, true) == "184\u202F600,00\u202F₽");
    CHECK(in(Language::pl).money({123450, "PLN"}) == "1\u202F234,50\u202Fzł");
    CHECK(in(Language::en).money({500, "JPY"}, true) == "500\u202F¥");
    CHECK(in(Language::en).money({-5, "CHF"}) ==
          "-0.05\u202F"
          "CHF");
    CHECK(minor_digits("KWD") == 3);
}

TEST_CASE("Sentences are filled, plurals chosen, missing keys shown", "[base][locale]") {
    CHECK(in(Language::ru).plural("duration.days", 2) == "2 дня");
    CHECK(in(Language::pl).plural("duration.hours", 5) == "5 godzin");
    CHECK(in(Language::en).plural("duration.hours", 1) == "1 hour");
    CHECK(in(Language::pl).text("duration.days", {{"n", "1"}}) == "1 dzień");
    CHECK(in(Language::ru).text("duration.days", {{"n", "2.5"}}) == "2.5 дня");
    CHECK(in(Language::pl).text("no.such.key") == "no.such.key");
    const Error e = error("number.malformed", {{"text", "abc"}});
    CHECK(in(Language::pl).sentence(e) == "„abc” nie jest liczbą.");
    CHECK(in(Language::ru).remedy(e) == "Используйте цифры и десятичную точку, например 12.5.");
    CHECK(in(Language::en).remedy(error("number.overflow")).empty());
    const auto odd = Locale::load(Language::en, R"({"a":"{x} {y} {","b":"{}"})").value();
    CHECK(odd.text("a", {{"x", "1"}}) == "1 {y} {");
    CHECK(odd.text("b") == "{}");
}

TEST_CASE("Any value can be shown", "[base][locale]") {
    const auto shown = [&](const Value& v) { return in(Language::pl).value(v, *utc_zone()); };
    CHECK(shown(Value()).empty());
    CHECK(shown(true) == "tak");
    CHECK(shown(parse_instant("2026-11-22T09:05:00Z").value()) == "22 lis 2026, 9:05");
    CHECK(shown(DayTimeDuration{86'400'000}) == "24 godziny");
    CHECK(shown(DayTimeDuration{3 * 86'400'000 + 3'600'000}) == "3 dni 1 godzina");
    CHECK(shown(DayTimeDuration{-5'400'000}) == "-1 godzina 30 minut");
    CHECK(shown(DayTimeDuration{0}) == "0 sekund");
    CHECK(shown(YearMonthDuration{14}) == "1 rok 2 miesiące");
    CHECK(shown(ValueList{1, "b"}) == "1, b");
    CHECK(shown(ValueContext{{"a", 1}}) == "a: 1");
}

TEST_CASE("Damaged catalogs are refused with the key", "[base][locale]") {
    CHECK(Locale::load(Language::en, "[]").error().code == "locale.malformed");
    CHECK(Locale::load(Language::en, R"({"a":1})").error().args.at("key") == "a");
    CHECK(Locale::load(Language::en, R"({"a":{"one":"x"}})").error().args.at("key") == "a");
    CHECK(Locale::load(Language::en, R"({"a":{"other":"x","lots":"y"}})").error().args.at("key") == "a");
    CHECK(language_from("de").error().code == "language.unknown");
    CHECK(language_from("ru").value() == Language::ru);
}
