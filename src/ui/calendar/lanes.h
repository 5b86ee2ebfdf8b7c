// Lanes: things that take time, laid side by side where they overlap. Used by the week (columns within a day) and by the
// crews' rows (bars above each other). Also the mapping between instants and pixels that both share.
#pragma once

#include <cstdint>
#include <vector>

namespace potok::ui {

struct Interval {
    std::int64_t from = 0, to = 0;  // any unit, from < to
};

struct Lane {
    int lane = 0;   // 0 = leftmost or topmost
    int lanes = 1;  // how many stand side by side in this knot of overlaps
};

// One entry per interval, in the order given. Within a knot of intervals that overlap, directly or through others, each
// takes the first lane that is free at its start; equal starts keep the order given.
std::vector<Lane> pack_lanes(const std::vector<Interval>& intervals);

// A stretch of time drawn from `start_px` on. 64-bit time becomes pixels only here, at drawing.
struct TimeAxis {
    std::int64_t start_ms = 0;
    double px_per_ms = 0;
    float start_px = 0;

    float px(std::int64_t ms) const { return start_px + static_cast<float>(static_cast<double>(ms - start_ms) * px_per_ms); }
    std::int64_t ms(float px) const {
        return start_ms + static_cast<std::int64_t>(static_cast<double>(px - start_px) / px_per_ms);
    }
};

// The nearest multiple of `step_ms` counted from `origin_ms`.
std::int64_t snap(std::int64_t ms, std::int64_t step_ms, std::int64_t origin_ms);

}  // namespace potok::ui
