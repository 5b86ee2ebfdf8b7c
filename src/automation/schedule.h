// Recurring moments of local time: the hours, days and cron expressions of periodic triggers.
//
// A schedule is five sets, as crontab(5) of POSIX has them: minutes, hours, days of the month, months, days of the week. Where both
// kinds of days are restricted, either is enough (POSIX). Local times go by the zone: one that a clock change skips is moved
// forward by the gap, one that comes twice counts once.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/calendar.h"
#include "base/working_calendar.h"

namespace potok::automation {

class Schedule {
public:
    // "30 9 * * 1-5": numbers, lists, ranges, steps; months and days of the week by number (0 and 7 are Sunday) or by their
    // first three English letters. error: schedule.malformed (args text, part)
    static Result<Schedule> parse_cron(std::string_view text);
    static Schedule hourly();
    static Schedule daily(TimeOfDay at);

    // Only days that are worked.
    void only_working_days() { working_days_ = true; }

    // The first moment after `after`; nothing when there is none within five years (30 February).
    std::optional<Instant> next(Instant after, const Zone& zone, const WorkingCalendar& calendar) const;
    // No day of this kind is ever worked by the calendar (looked at over a year from `from`).
    bool never_on_a_working_day(Date from, const WorkingCalendar& calendar) const;

private:
    std::uint64_t minutes_ = 0;
    std::uint32_t hours_ = 0, days_ = 0, months_ = 0, weekdays_ = 0;  // bits; weekday 0 is Sunday
    bool any_day_ = true, any_weekday_ = true;
    bool working_days_ = false;

    bool has_day(Date date) const;
};

}  // namespace potok::automation
