#include <catch_amalgamated.hpp>

#include "ui/calendar/lanes.h"

using namespace potok::ui;

TEST_CASE("what does not overlap stands alone", "[ui][calendar]") {
    const auto lanes = pack_lanes({{0, 10}, {10, 20}, {30, 40}});
    for (const Lane& lane : lanes) {
        CHECK(lane.lane == 0);
        CHECK(lane.lanes == 1);
    }
}

TEST_CASE("a knot of overlaps shares its width", "[ui][calendar]") {
    // 0–30 and 10–20 overlap; 25–40 overlaps the first only and takes the lane that is free again; 50–60 is apart.
    const auto lanes = pack_lanes({{10, 20}, {0, 30}, {25, 40}, {50, 60}});
    CHECK(lanes[1].lane == 0);
    CHECK(lanes[0].lane == 1);
    CHECK(lanes[2].lane == 1);
    CHECK(lanes[0].lanes == 2);
    CHECK(lanes[1].lanes == 2);
    CHECK(lanes[2].lanes == 2);
    CHECK(lanes[3].lane == 0);
    CHECK(lanes[3].lanes == 1);
}

TEST_CASE("three at once take three lanes, in the order given", "[ui][calendar]") {
    const auto lanes = pack_lanes({{0, 10}, {0, 10}, {0, 10}});
    for (int i = 0; i < 3; ++i) {
        CHECK(lanes[static_cast<std::size_t>(i)].lane == i);
        CHECK(lanes[static_cast<std::size_t>(i)].lanes == 3);
    }
}

TEST_CASE("time becomes pixels and comes back", "[ui][calendar]") {
    const TimeAxis axis{1'763'000'000'000, 60.0 / 3'600'000, 56};
    CHECK(axis.px(axis.start_ms) == 56);
    CHECK(axis.px(axis.start_ms + 3'600'000) == 116);
    CHECK(axis.ms(116) == axis.start_ms + 3'600'000);
}

TEST_CASE("times snap to the grid of their day", "[ui][calendar]") {
    constexpr std::int64_t quarter = 15 * 60'000;
    CHECK(snap(7 * 60'000, quarter, 0) == 0);
    CHECK(snap(8 * 60'000, quarter, 0) == quarter);
    CHECK(snap(-8 * 60'000, quarter, 0) == -quarter);
    CHECK(snap(1'000 + 16 * 60'000, quarter, 1'000) == 1'000 + quarter);
}
