#include "ui/calendar/week_layout.h"

#include <algorithm>
#include <cmath>

namespace potok::ui {

WeekLayout::WeekLayout(Date first, int days, const Rect& area, const WeekMetrics& m) : first_(first), m_(m) {
    const bool narrow_weekend = days > 4;
    int narrow = 0;
    for (int i = 0; i < days; ++i)
        if (narrow_weekend && weekday({first.days + i}) > 5) ++narrow;
    const float room = area.w - m.hours_column - m.narrow_day * static_cast<float>(narrow);
    const float wide = room / static_cast<float>(std::max(1, days - narrow));
    float x = area.x + m.hours_column;
    for (int i = 0; i < days; ++i) {
        x_.push_back(x);
        x += narrow_weekend && weekday({first.days + i}) > 5 ? m.narrow_day : wide;
    }
    x_.push_back(x);
}

int WeekLayout::day_at(float x) const {
    for (int i = days() - 1; i > 0; --i)
        if (x >= x_[static_cast<std::size_t>(i)]) return i;
    return 0;
}

LocalDateTime WeekLayout::at(Point p, float top, int snap_minutes) const {
    const float minutes = (p.y - top) / m_.hour * 60;
    const int step = std::max(1, snap_minutes);
    int snapped = static_cast<int>(std::lround(minutes / static_cast<float>(step))) * step;
    snapped = std::clamp(snapped, 0, 24 * 60 - step);
    return {{first_.days + day_at(p.x)}, {snapped * 60'000}};
}

Date monday_of(Date day) { return {day.days - weekday(day) + 1}; }

}  // namespace potok::ui
