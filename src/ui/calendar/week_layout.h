// Where the days and hours of a week stand. Pure arithmetic; times are local to the workspace.
#pragma once

#include <vector>

#include "base/calendar.h"
#include "ui/geometry.h"

namespace potok::ui {

struct WeekMetrics {
    float hours_column = 56, hour = 60, narrow_day = 84;
};

class WeekLayout {
public:
    // `days` shown from `first` on. Saturdays and Sundays are narrow where there is room for more than four days.
    WeekLayout(Date first, int days, const Rect& area, const WeekMetrics& m = {});

    Date first() const { return first_; }
    int days() const { return static_cast<int>(x_.size()) - 1; }
    float x(int day) const { return x_[static_cast<std::size_t>(day)]; }
    float width(int day) const { return x(day + 1) - x(day); }
    // Distance from midnight's line to a time of day.
    float y(TimeOfDay time) const { return static_cast<float>(time.ms) / 3'600'000.f * m_.hour; }
    float day_height() const { return 24 * m_.hour; }
    int day_at(float x) const;                                 // clamped to the days shown
    LocalDateTime at(Point p, float top, int snap_minutes) const;  // `top` is midnight's line; clamped to the day

private:
    Date first_;
    WeekMetrics m_;
    std::vector<float> x_;  // left edges and the last right edge
};

// Monday of the week a day is in.
Date monday_of(Date day);

}  // namespace potok::ui
