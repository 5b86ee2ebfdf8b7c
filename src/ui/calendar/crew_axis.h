// Days side by side for the crews' bookings: of each day the working hours take most of the width, the evening the rest, and days
// off that nobody works are left out. Maps instants to pixels and back.
#pragma once

#include <vector>

#include "base/working_calendar.h"

namespace potok::ui {

class CrewAxis {
public:
    static constexpr float work_share = 0.78f;

    struct Day {
        Date date;
        Instant start, end;  // of work; a day off has the hours of an ordinary day
        bool off = false;
    };
    // Days from `first` to before `last`; those off are kept only when `keep` holds them.
    CrewAxis(const WorkingCalendar& calendar, Date first, Date last, const std::vector<Date>& keep);
    void place(float x, float day_width) { x_ = x, width_ = day_width; }

    const std::vector<Day>& days() const { return days_; }
    float day_x(std::size_t day) const { return x_ + width_ * static_cast<float>(day); }
    float day_width() const { return width_; }
    float right() const { return day_x(days_.size()); }
    float x(Instant t) const;          // clamped to the days shown
    Instant at(float x, std::int64_t snap_ms) const;  // in working hours of the day under x
    // Where a job of the same length in working time ends when it begins at `from`.
    Instant end_of(Instant from, std::int64_t working_ms) const { return calendar_->add_working_time(from, working_ms); }

private:
    const WorkingCalendar* calendar_;
    std::vector<Day> days_;
    float x_ = 0, width_ = 86;
};

}  // namespace potok::ui
