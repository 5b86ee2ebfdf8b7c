// Dates, times, durations, and the project's own functions of working time.
#include <algorithm>
#include <array>

#include "expr/function.h"

namespace potok::expr {

namespace {

constexpr KindMask string = mask(Kind::string);
constexpr KindMask number = mask(Kind::number);

constexpr KindMask day = mask(Kind::date, Kind::date_time);  // a moment stands for its local day
constexpr KindMask moment = mask(Kind::date_time);
constexpr int max_working_days = 36'600;  // a hundred years

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

Result<const WorkingCalendar*> calendar(Call& c) {
    const WorkingCalendar* calendar = c.context().working_calendar();
    if (!calendar) return error("expr.no_calendar");
    return calendar;
}

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

// With an offset the text is a moment; without, local in the context's zone; a date alone is its midnight.
Result<Value> moment_from_text(Call& c, const std::string& text) {
    if (const auto instant = parse_instant(text)) return *instant;
    const std::size_t t = text.find('T');
    POTOK_TRY(const Date d, parse_date(std::string_view(text).substr(0, t)));
    TimeOfDay time;
    if (t != std::string::npos) {
        POTOK_TRY(time, parse_time(std::string_view(text).substr(t + 1)));
    }
    return c.context().zone().to_instant({d, time});
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

// --- the project's own

Result<Value> run_add_days(Call& c) {
    POTOK_TRY(const int n, whole(c, 1, -4'000'000, 4'000'000));
    const std::int64_t days = std::int64_t{day_of(c, 0).days} + n;
    if (days < min_date.days || days > max_date.days) return error("date.out_of_range");
    const Date d{static_cast<std::int32_t>(days)};
    if (c[0].as<Date>()) return d;
    const Zone& zone = c.context().zone();
    return zone.to_instant({d, zone.to_local(c.as<Instant>(0)).time});
}

Result<Value> run_add_working_days(Call& c) {
    POTOK_TRY(const int n, whole(c, 1, 0, max_working_days));
    POTOK_TRY(const WorkingCalendar* working, calendar(c));
    if (!c.charge(static_cast<std::size_t>(n))) return budget_spent();
    if (const auto* d = c[0].as<Date>()) return working->add_working_days(*d, n);
    return working->add_working_days(c.as<Instant>(0), n);
}

Result<Value> run_add_working_time(Call& c) {
    POTOK_TRY(const WorkingCalendar* working, calendar(c));
    const std::int64_t ms = c.as<DayTimeDuration>(1).ms;
    if (ms < 0 || ms > max_working_days * ms_per_day)
        return bad_argument(2, format_iso(c.as<DayTimeDuration>(1)));
    if (!c.charge(static_cast<std::size_t>(ms / 3'600'000))) return budget_spent();
    return working->add_working_time(c.as<Instant>(0), ms);
}

Result<Value> run_working_day(Call& c) {
    POTOK_TRY(const WorkingCalendar* working, calendar(c));
    return working->is_working_day(day_of(c, 0));
}

Result<Value> run_working_time(Call& c) {
    POTOK_TRY(const WorkingCalendar* working, calendar(c));
    return working->is_working_time(c.as<Instant>(0));
}

Result<Value> run_start_of_day(Call& c) { return c.context().zone().to_instant({day_of(c, 0), {}}); }

// A list of one may stand for its item.
Type same_as_first(std::span<const Type> args) {
    return args[0].kind == Kind::list ? args[0].item_type() : args[0];
}

constexpr Function table[] = {
    {"add days", 2, 2, {day, number}, same_as_first, run_add_days},
    {"add working days", 2, 2, {day, number}, same_as_first, run_add_working_days},
    {"add working time",
     2,
     2,
     {moment, mask(Kind::days_duration)},
     gives<Kind::date_time>,
     run_add_working_time},
    {"date", 1, 3, {string | day | number, number, number}, gives<Kind::date>, run_date, false, true},
    {"date and time",
     1,
     2,
     {string | day, mask(Kind::time)},
     gives<Kind::date_time>,
     run_date_and_time,
     false,
     true},
    {"day of week", 1, 1, {day}, gives<Kind::string>, run_day_of_week},
    {"day of year", 1, 1, {day}, gives<Kind::number>, run_day_of_year},
    {"duration",
     1,
     1,
     {string | mask(Kind::days_duration, Kind::years_duration)},
     gives<Kind::any>,
     run_duration,
     false,
     true},
    {"month of year", 1, 1, {day}, gives<Kind::string>, run_month_of_year},
    {"now", 0, 0, {}, gives<Kind::date_time>, run_now},
    {"start of day", 1, 1, {day}, gives<Kind::date_time>, run_start_of_day},
    {"time",
     1,
     3,
     {string | moment | mask(Kind::time) | number, number, number},
     gives<Kind::time>,
     run_time,
     false,
     true},
    {"today", 0, 0, {}, gives<Kind::date>, run_today},
    {"week of year", 1, 1, {day}, gives<Kind::number>, run_week_of_year},
    {"working day", 1, 1, {day}, gives<Kind::boolean>, run_working_day},
    {"working time", 1, 1, {moment}, gives<Kind::boolean>, run_working_time},
    {"years and months duration", 2, 2, {day, day}, gives<Kind::years_duration>, run_months_between},
};

}  // namespace

std::span<const Function> time_functions() { return table; }

}  // namespace potok::expr
