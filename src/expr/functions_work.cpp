// Calendar days and working time: the project's own.
#include <algorithm>
#include <cstdlib>

#include "expr/function.h"

namespace potok::expr {

namespace {

constexpr KindMask number = mask(Kind::number);
constexpr KindMask day = mask(Kind::date, Kind::date_time);  // a moment stands for its local day
constexpr KindMask moment = mask(Kind::date_time);
constexpr KindMask calendar_name = mask(Kind::string);
constexpr int max_working_days = 36'600;  // a hundred years

// The one that argument `i` names, where it is there; else that of the record at hand.
Result<const WorkingCalendar*> calendar(Call& c, std::size_t i) {
    const std::string_view name = c.count() > i ? std::string_view(c.as<std::string>(i)) : std::string_view();
    const WorkingCalendar* calendar = c.context().working_calendar(name);
    if (!calendar) return error("expr.no_calendar", {{"calendar", std::string(name)}});
    return calendar;
}

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
    POTOK_TRY(const WorkingCalendar* working, calendar(c, 2));
    if (!c.charge(static_cast<std::size_t>(n))) return budget_spent();
    if (const auto* d = c[0].as<Date>()) return working->add_working_days(*d, n);
    return working->add_working_days(c.as<Instant>(0), n);
}

Result<Value> run_add_working_time(Call& c) {
    POTOK_TRY(const WorkingCalendar* working, calendar(c, 2));
    const std::int64_t ms = c.as<DayTimeDuration>(1).ms;
    if (ms < 0 || ms > max_working_days * ms_per_day)
        return bad_argument(2, format_iso(c.as<DayTimeDuration>(1)));
    if (!c.charge(static_cast<std::size_t>(ms / 3'600'000))) return budget_spent();
    return working->add_working_time(c.as<Instant>(0), ms);
}

Result<Value> run_working_day(Call& c) {
    POTOK_TRY(const WorkingCalendar* working, calendar(c, 1));
    return working->is_working_day(day_of(c, 0));
}

Result<Value> run_working_time(Call& c) {
    POTOK_TRY(const WorkingCalendar* working, calendar(c, 1));
    return working->is_working_time(c.as<Instant>(0));
}

Result<Value> run_start_of_day(Call& c) { return c.context().zone().to_instant({day_of(c, 0), {}}); }

// Days worked after the one up to and with the other; negative when the second is earlier.
Result<Value> run_working_days_between(Call& c) {
    POTOK_TRY(const WorkingCalendar* working, calendar(c, 2));
    const Date from = day_of(c, 0), to = day_of(c, 1);
    const int days = std::abs(to.days - from.days);
    if (days > 2 * max_working_days) return bad_argument(2, format_iso(to));
    if (!c.charge(static_cast<std::size_t>(days))) return budget_spent();
    return working->working_days_between(from, to);
}

Result<Value> run_working_time_between(Call& c) {
    POTOK_TRY(const WorkingCalendar* working, calendar(c, 2));
    const Instant from = c.as<Instant>(0), to = c.as<Instant>(1);
    const std::int64_t days = std::abs(to - from) / ms_per_day;
    if (days > 2 * max_working_days) return bad_argument(2, format_iso(to));
    if (!c.charge(static_cast<std::size_t>(days))) return budget_spent();
    return DayTimeDuration{working->working_time_between(from, to)};
}

constexpr std::uint8_t own = traits(Trait::own);

constexpr Function table[] = {
    {"add days", "date, days", 2, 2, {day, number}, same_as_first, run_add_days, own},
    {"add working days", "date, days, calendar", 2, 3, {day, number, calendar_name}, same_as_first, run_add_working_days, own},
    {"add working time", "moment, duration, calendar", 2, 3, {moment, mask(Kind::days_duration), calendar_name}, gives<Kind::date_time>,
     run_add_working_time, own},
    {"start of day", "date", 1, 1, {day}, gives<Kind::date_time>, run_start_of_day, own},
    {"working day", "date, calendar", 1, 2, {day, calendar_name}, gives<Kind::boolean>, run_working_day, own},
    {"working days between", "from, to, calendar", 2, 3, {day, day, calendar_name}, gives<Kind::number>, run_working_days_between, own},
    {"working time", "moment, calendar", 1, 2, {moment, calendar_name}, gives<Kind::boolean>, run_working_time, own},
    {"working time between", "from, to, calendar", 2, 3, {moment, moment, calendar_name}, gives<Kind::days_duration>, run_working_time_between, own},
};

}  // namespace

std::span<const Function> work_functions() { return table; }

}  // namespace potok::expr
