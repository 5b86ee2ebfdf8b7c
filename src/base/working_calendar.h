// Working time: which days and hours a company works. Data comes from packs: weekly hours, public holidays as rules with
// years of validity, and lists of decreed transfers (Russia moves days off by yearly decree).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/calendar.h"

namespace potok {

// Public holidays as rules: a fixed day of the year, or an offset from (Western or Orthodox) Easter Sunday.
struct HolidayRule {
    enum class Kind { fixed, easter, orthodox_easter } kind = Kind::fixed;
    int month = 1, day = 1;  // fixed
    int offset = 0;          // days after Easter Sunday
    int from_year = 0;       // first year of validity, 0 = always
    int to_year = 9999;      // last
    std::string name;        // locale key, "holiday.christmas"
};

// Decreed: this very day is off, or is worked. A worked day of the weekend has the hours of the week's first working day.
struct DayTransfer {
    Date date;
    bool working = false;
};

struct WorkingCalendarData {
    // Working spans a weekday, [1] = Monday … [7] = Sunday; ms since midnight, in order, not overlapping.
    struct Span {
        TimeOfDay from, to;
    };
    std::vector<Span> week[8];
    std::vector<HolidayRule> holidays;
    std::vector<DayTransfer> transfers;
};

Date easter_sunday(int year);           // Gregorian
Date orthodox_easter_sunday(int year);  // Julian reckoning, as a Gregorian date

class WorkingCalendar {
public:
    WorkingCalendar(WorkingCalendarData data, std::shared_ptr<const Zone> zone);
    // Same JSON as packs use: {"week":{"mon":["09:00-13:00","14:00-18:00"],…},"holidays":[{"date":"01-01","from":2005}|{"easter":1}],
    // "transfers":[{"date":"2026-01-09","working":false}]}; a holiday may have "to" and "name". Spans end at 24:00 at the latest.
    // error: calendar.malformed with the JSON path
    static Result<WorkingCalendarData> parse(const Json& json);

    const Zone& zone() const { return *zone_; }
    bool is_working_day(Date d) const;
    // The locale key of the public holiday on that day; nothing when there is none, "" when it has no name.
    std::optional<std::string> holiday(Date d) const;
    bool is_working_time(Instant t) const;
    std::vector<WorkingCalendarData::Span> spans(Date d) const;
    // A calendar without any working day, or a result beyond the year 9999, gives the last day of that year.
    // n ≥ 0 working days after d (d itself does not count): Friday + 1 is Monday. n = 0: d, or the next working day.
    Date add_working_days(Date d, int n) const;
    // The instant `days` working days after t at the same local time, moved to the end of that day's work when it lies beyond it.
    Instant add_working_days(Instant t, int days) const;
    // The instant when `ms` ≥ 0 of working time have passed since t: the end of a span rather than the start of the next.
    Instant add_working_time(Instant t, std::int64_t ms) const;
    std::int64_t working_time_between(Instant a, Instant b) const;  // ms; negative when b < a
    int working_days_between(Date a, Date b) const;  // days d with a < d <= b that are worked; negative when b < a

private:
    struct WorkSpan {
        Instant from, to;
    };
    std::vector<WorkSpan> instants(Date d) const;
    std::optional<bool> transferred(Date d) const;
    Date next_working_day(Date d) const;

    WorkingCalendarData data_;
    std::shared_ptr<const Zone> zone_;
};

}  // namespace potok
