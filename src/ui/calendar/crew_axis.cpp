#include "ui/calendar/crew_axis.h"

#include <algorithm>

#include "ui/calendar/lanes.h"

namespace potok::ui {

namespace {
constexpr TimeOfDay ordinary_start{9 * 3'600'000}, ordinary_end{18 * 3'600'000};
}

CrewAxis::CrewAxis(const WorkingCalendar& calendar, Date first, Date last, const std::vector<Date>& keep) : calendar_(&calendar) {
    const Zone& zone = calendar.zone();
    for (Date date = first; date < last; ++date.days) {
        const auto spans = calendar.spans(date);
        const bool off = spans.empty();
        if (off && std::find(keep.begin(), keep.end(), date) == keep.end()) continue;
        const TimeOfDay from = off ? ordinary_start : spans.front().from, to = off ? ordinary_end : spans.back().to;
        days_.push_back({date, zone.to_instant({date, from}), zone.to_instant({date, to}), off});
    }
}

float CrewAxis::x(Instant t) const {
    if (days_.empty()) return x_;
    for (std::size_t i = 0; i < days_.size(); ++i) {
        const Day& day = days_[i];
        if (t < day.start) return day_x(i);
        if (t <= day.end)
            return day_x(i) + width_ * work_share * static_cast<float>(t - day.start) / static_cast<float>(std::max<std::int64_t>(1, day.end - day.start));
        // After work, before the next day's begin: in the evening strip.
        const Instant next = i + 1 < days_.size() ? days_[i + 1].start : day.end + 12 * 3'600'000;
        if (t < next) {
            const float share = static_cast<float>(t - day.end) / static_cast<float>(std::max<std::int64_t>(1, next - day.end));
            return day_x(i) + width_ * (work_share + (1 - work_share) * std::min(1.f, share));
        }
    }
    return right();
}

Instant CrewAxis::at(float x, std::int64_t snap_ms) const {
    if (days_.empty()) return {};
    const float place = std::clamp((x - x_) / width_, 0.f, static_cast<float>(days_.size()) - 0.001f);
    const auto index = static_cast<std::size_t>(place);
    const Day& day = days_[index];
    const float share = std::min(1.f, (place - static_cast<float>(index)) / work_share);
    const std::int64_t raw = day.start.ms + static_cast<std::int64_t>(share * static_cast<float>(day.end - day.start));
    return {std::clamp(snap(raw, snap_ms, day.start.ms), day.start.ms, day.end.ms)};
}

}  // namespace potok::ui
