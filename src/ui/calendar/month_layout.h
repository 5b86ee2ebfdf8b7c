// Where the entries of a month stand: each week is a row of seven days, each entry a bar over the days it touches, in a lane that is free
// there. What has no room is counted. Pure arithmetic.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "base/calendar.h"

namespace potok::ui {

struct DaySpan {
    Date first, last;  // first <= last
};

struct MonthSegment {
    std::size_t entry = 0;   // index into what was given
    int from = 0, to = 0;    // days of the week's row, 0 … 6
    int lane = 0;            // 0 is the topmost
    bool begins = true, ends = true;  // in this row, not in one above or below
};

struct MonthWeek {
    std::vector<MonthSegment> segments;  // by day, then by lane
    std::array<int, 7> hidden = {};      // how many each day has besides
};

// The entries of the week that begins on `first`, in the order given; those over several days take their lanes first. `lanes` is how many
// have room; where there are more, the last lane is left to say how many.
MonthWeek month_week(const std::vector<DaySpan>& entries, Date first, int lanes);

// The weeks that show a whole month: the first day of the first one, and how many.
struct MonthWeeks {
    Date first;
    int weeks = 0;
    int days() const { return weeks * 7; }
};
MonthWeeks weeks_of_month(Date day, int first_weekday);

}  // namespace potok::ui
