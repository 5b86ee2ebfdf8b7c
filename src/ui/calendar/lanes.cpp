#include "ui/calendar/lanes.h"

#include <algorithm>
#include <numeric>

namespace potok::ui {

std::vector<Lane> pack_lanes(const std::vector<Interval>& intervals) {
    std::vector<Lane> lanes(intervals.size());
    std::vector<std::size_t> order(intervals.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return intervals[a].from != intervals[b].from ? intervals[a].from < intervals[b].from : a < b;
    });

    std::vector<std::int64_t> busy_until;  // per lane of the knot being packed
    std::vector<std::size_t> knot;
    std::int64_t knot_end = 0;
    const auto close_knot = [&] {
        for (const std::size_t i : knot) lanes[i].lanes = static_cast<int>(busy_until.size());
        knot.clear();
        busy_until.clear();
    };
    for (const std::size_t i : order) {
        const Interval& it = intervals[i];
        if (!knot.empty() && it.from >= knot_end) close_knot();
        const auto free = std::find_if(busy_until.begin(), busy_until.end(), [&](std::int64_t t) { return t <= it.from; });
        lanes[i].lane = static_cast<int>(free - busy_until.begin());
        if (free == busy_until.end()) busy_until.push_back(it.to);
        else *free = it.to;
        knot_end = knot.empty() ? it.to : std::max(knot_end, it.to);
        knot.push_back(i);
    }
    close_knot();
    return lanes;
}

std::int64_t snap(std::int64_t ms, std::int64_t step_ms, std::int64_t origin_ms) {
    const std::int64_t past = ms - origin_ms + step_ms / 2;
    const std::int64_t steps = past >= 0 ? past / step_ms : -((-past + step_ms - 1) / step_ms);
    return origin_ms + steps * step_ms;
}

}  // namespace potok::ui
