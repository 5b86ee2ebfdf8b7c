// Dates, times, durations.
#include <algorithm>
#include <array>

#include "expr/function.h"

namespace potok::expr {

Result<int> whole(Call& c, std::size_t i, int least, int most) {
    const auto* number_given = c[i].as<Decimal>();
    if (!number_given) return bad_argument(i + 1, type_of(c[i]).str());
    const auto n = number_given->to_int64();
    if (!n || *n < least || *n > most) return bad_argument(i + 1, number_given->str());
    return static_cast<int>(*n);
}

Date day_of(Call& c, std::size_t i) {
    if (const auto* d = c[i].as<Date>()) return *d;
    return c.context().zone().to_local(c.as<Instant>(i)).date;
}

namespace {

constexpr KindMask string = mask(Kind::string);
constexpr KindMask number = mask(Kind::number);

constexpr KindMask day = mask(Kind::date, Kind::date_time);  // a moment stands for its local day
constexpr KindMask moment = mask(Kind::date_time);

Result<Value> run_date(Call& c) {
    if (c.count() == 3) {
        POTOK_TRY(const int y, whole(c, 0, 1, 9999));
        POTOK_TRY(const int m, whole(c, 1, 1, 12));
        POTOK_TRY(const int d, whole(c, 2, 1, 31));
        POTOK_TRY(const Date result, date_of(y, m, d));
        return result;
    }
    if (c.count() != 1) return bad_argument(2, "");
    if (const auto* text = c[0].as<std::string>()) {
        POTOK_TRY(const Date result, parse_date(*text));
        return result;
    }
    if (c[0].as<Decimal>()) return bad_argument(1, type_of(c[0]).str());
    return day_of(c, 0);
}

Result<Value> run_time(Call& c) {
    if (c.count() == 3) {
        POTOK_TRY(const int h, whole(c, 0, 0, 23));
        POTOK_TRY(const int m, whole(c, 1, 0, 59));
        const auto s = c.as<Decimal>(2).floor(3).to_scaled(3);
        if (!s || *s < 0 || *s >= 60'000) return bad_argument(3, c.as<Decimal>(2).str());
        return TimeOfDay{static_cast<std::int32_t>((h * 60 + m) * 60'000 + *s)};
    }
    if (c.count() != 1) return bad_argument(2, "");
    if (const auto* text = c[0].as<std::string>()) {
        POTOK_TRY(const TimeOfDay result, parse_time(*text));
        return result;
    }
    if (const auto* t = c[0].as<Instant>()) return c.context().zone().to_local(*t).time;
    if (c[0].as<TimeOfDay>()) return c[0];
    return bad_argument(1, type_of(c[0]).str());
}

// With an offset or a zone the text is a moment; without, local in the context's zone; a date alone is its midnight.
Result<Value> moment_from_text(Call& c, const std::string& text) {
    if (const auto instant = parse_instant(text)) return *instant;
    const std::size_t t = text.find('T');
    const std::size_t at = text.find('@');
    const std::string_view local = std::string_view(text).substr(0, at);
    std::shared_ptr<const Zone> named;
    if (at != std::string::npos) {
        if (t == std::string::npos || t > at) return error("instant.malformed", {{"text", text.substr(0, 64)}});
        named = c.context().zone_named(std::string_view(text).substr(at + 1));
        if (!named) return error("zone.unknown", {{"name", text.substr(at + 1, 64)}});
    }
    POTOK_TRY(const Date d, parse_date(local.substr(0, t)));
    TimeOfDay time;
    if (t != std::string::npos) {
        POTOK_TRY(time, parse_time(local.substr(t + 1)));
    }
    return (named ? *named : c.context().zone()).to_instant({d, time});
}

Result<Value> run_date_and_time(Call& c) {
    if (c.count() == 2) {
        if (!c[0].as<Date>() && !c[0].as<Instant>()) return bad_argument(1, type_of(c[0]).str());
        return c.context().zone().to_instant({day_of(c, 0), c.as<TimeOfDay>(1)});
    }
    if (const auto* text = c[0].as<std::string>()) return moment_from_text(c, *text);
    if (const auto* d = c[0].as<Date>()) return c.context().zone().to_instant({*d, {}});
    return c[0];
}

Result<Value> run_duration(Call& c) {
    if (!c[0].as<std::string>()) return c[0];
    return parse_duration(c.as<std::string>(0));
}

// Whole months from the one day to the other.
Result<Value> run_months_between(Call& c) {
    const Date from = day_of(c, 0), to = day_of(c, 1);
    const YearMonthDay a = civil(from), b = civil(to);
    std::int64_t months = (b.year - a.year) * 12 + (b.month - a.month);
    if (months > 0 && add_months(from, months) > to) --months;
    if (months < 0 && add_months(from, months) < to) ++months;
    return YearMonthDuration{months};
}

Result<Value> run_now(Call& c) { return c.context().now(); }
Result<Value> run_today(Call& c) { return c.context().zone().to_local(c.context().now()).date; }

constexpr std::array<const char*, 8> weekdays{"",         "Monday", "Tuesday",  "Wednesday",
                                              "Thursday", "Friday", "Saturday", "Sunday"};
constexpr std::array<const char*, 13> months{"",        "January",  "February", "March",  "April",
                                             "May",     "June",     "July",     "August", "September",
                                             "October", "November", "December"};

Result<Value> run_day_of_week(Call& c) { return weekdays[static_cast<std::size_t>(weekday(day_of(c, 0)))]; }
Result<Value> run_month_of_year(Call& c) {
    return months[static_cast<std::size_t>(civil(day_of(c, 0)).month)];
}

Result<Value> run_day_of_year(Call& c) {
    const Date d = day_of(c, 0);
    return d.days - date_of(civil(d).year, 1, 1).value().days + 1;
}

// ISO 8601: the week belongs to the year of its Thursday.
Result<Value> run_week_of_year(Call& c) {
    const Date d = day_of(c, 0);
    const Date thursday{d.days - weekday(d) + 4};
    const YearMonthDay t = civil(thursday);
    return (thursday.days - date_of(std::clamp(t.year, 1, 9999), 1, 1).value().days) / 7 + 1;
}

constexpr KindMask years = mask(Kind::years_duration);
constexpr KindMask elapsed = mask(Kind::days_duration);

constexpr Function table[] = {
    {"date", "from | year, month, day", 1, 3, {string | day | number, number, number}, gives<Kind::date>, run_date,
     traits(Trait::reads_text)},
    {"date and time", "from | date, time", 1, 2, {string | day, mask(Kind::time)}, gives<Kind::date_time>,
     run_date_and_time, traits(Trait::reads_text)},
    {"day of week", "date", 1, 1, {day}, gives<Kind::string>, run_day_of_week},
    {"day of year", "date", 1, 1, {day}, gives<Kind::number>, run_day_of_year},
    {"duration", "from", 1, 1, {string | elapsed | years}, gives<Kind::any>, run_duration, traits(Trait::reads_text)},
    {"month of year", "date", 1, 1, {day}, gives<Kind::string>, run_month_of_year},
    {"now", "", 0, 0, {}, gives<Kind::date_time>, run_now},
    {"time", "from | hour, minute, second", 1, 3, {string | moment | mask(Kind::time) | number, number, number},
     gives<Kind::time>, run_time, traits(Trait::reads_text)},
    {"today", "", 0, 0, {}, gives<Kind::date>, run_today},
    {"week of year", "date", 1, 1, {day}, gives<Kind::number>, run_week_of_year},
    {"years and months duration", "from, to", 2, 2, {day, day}, gives<Kind::years_duration>, run_months_between},
};

}  // namespace

std::span<const Function> time_functions() { return table; }

}  // namespace potok::expr
