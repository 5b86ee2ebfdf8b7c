// Periods of reports: whole days in the workspace's zone.
#pragma once

#include "base/calendar.h"

namespace potok::model {

struct Period {
    Date from, to;  // both days included
    bool operator==(const Period&) const = default;
    int days() const { return to.days - from.days + 1; }
};

// The one before, to compare with. A period that begins with a month goes back by as many months as it touches (1 September to
// 18 November: 1 June to 18 August), one that begins on a Monday by whole weeks, any other by its length.
Period period_before(Period period);

// The week, month, quarter or year that a day lies in, from its beginning to that day.
enum class PeriodSpan { week, month, quarter, year };
Period period_so_far(PeriodSpan span, Date today);
Period whole_period(PeriodSpan span, Date day);  // the same to its end

// The same part of the week, month, quarter or year before: 1 October to 18 November of a quarter goes with 1 July to 18 August.
Period period_before(Period period, PeriodSpan span);

// A period cut into days, weeks from Monday, or months; the first and the last may be shorter.
enum class PeriodStep { day, week, month };
std::vector<Period> cut_period(Period period, PeriodStep step);
// Up to 31 days by day, up to half a year by week, longer by month.
PeriodStep fitting_step(Period period);

// [from, to) as moments.
struct Moments {
    Instant from, to;
};
Moments moments_of(Period period, const Zone& zone);

}  // namespace potok::model
