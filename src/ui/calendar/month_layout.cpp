#include "ui/calendar/month_layout.h"

#include <algorithm>

namespace potok::ui {

MonthWeek month_week(const std::vector<DaySpan>& entries, Date first, int lanes) {
    std::vector<MonthSegment> found;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const int a = entries[i].first.days - first.days, b = entries[i].last.days - first.days;
        if (b < 0 || a > 6) continue;
        found.push_back({i, std::max(a, 0), std::min(b, 6), 0, a >= 0, b <= 6});
    }
    // Longer ones first, so that a bar over the week is not broken by what happens on one of its days.
    std::ranges::stable_sort(found, {}, [](const MonthSegment& s) { return s.to > s.from ? s.from - s.to : 0; });
    std::vector<std::array<bool, 7>> taken;
    std::array<int, 7> needed = {};  // lanes of each day
    for (MonthSegment& s : found) {
        const auto free = [&](const std::array<bool, 7>& lane) { return std::none_of(lane.begin() + s.from, lane.begin() + s.to + 1, [](bool t) { return t; }); };
        auto lane = std::ranges::find_if(taken, free);
        if (lane == taken.end()) lane = taken.insert(taken.end(), std::array<bool, 7>{});
        std::fill(lane->begin() + s.from, lane->begin() + s.to + 1, true);
        s.lane = static_cast<int>(lane - taken.begin());
        for (int d = s.from; d <= s.to; ++d) needed[static_cast<std::size_t>(d)] = std::max(needed[static_cast<std::size_t>(d)], s.lane + 1);
    }
    MonthWeek out;
    for (const MonthSegment& s : found) {
        bool fits = true;
        for (int d = s.from; d <= s.to; ++d) fits = fits && s.lane < (needed[static_cast<std::size_t>(d)] > lanes ? lanes - 1 : lanes);
        if (fits) out.segments.push_back(s);
        else
            for (int d = s.from; d <= s.to; ++d) ++out.hidden[static_cast<std::size_t>(d)];
    }
    std::ranges::sort(out.segments, [](const MonthSegment& a, const MonthSegment& b) { return a.from != b.from ? a.from < b.from : a.lane < b.lane; });
    return out;
}

MonthWeeks weeks_of_month(Date day, int first_weekday) {
    const Date first{day.days - civil(day).day + 1};
    const Date start{first.days - (weekday(first) - first_weekday + 7) % 7};
    const int length = add_months(first, 1).days - start.days;
    return {start, (length + 6) / 7};
}

}  // namespace potok::ui
