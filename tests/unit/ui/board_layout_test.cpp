#include <catch_amalgamated.hpp>

#include "ui/board/board_layout.h"

using namespace potok::ui;

namespace {
constexpr BoardMetrics m;
}  // namespace

TEST_CASE("columns and the pointer", "[ui][board]") {
    const Rect area{208, 200, 1000, 700};
    CHECK(column_rect(0, area, 0, m) == Rect{224, 200, 236, 700});
    CHECK(column_at(230, 8, area, 0, m) == 0);
    CHECK(column_at(224 + 240, 8, area, 0, m) == 0);  // the gap
    CHECK(column_at(224 + 244, 8, area, 0, m) == 1);
    CHECK(column_at(210, 8, area, 0, m) == -1);
    CHECK(column_at(1300, 8, area, 0, m) == -1);
    CHECK(column_at(230, 8, area, 244, m) == 1);
    CHECK(max_scroll_x(8, 1000, m) == 32 + 8 * 244 - 8 - 1000);
    CHECK(max_scroll_x(3, 1000, m) == 0);
    const auto seen = visible_columns(8, area, 0, m);
    CHECK(seen.first == 0);
    CHECK(seen.last == 5);
    CHECK(scroll_to_column(7, 0, 8, 1000, m) == max_scroll_x(8, 1000, m));
    CHECK(scroll_to_column(0, 500, 8, 1000, m) == 0);
    CHECK(scroll_to_column(1, 0, 8, 1000, m) == 0);
}

TEST_CASE("near an edge the board scrolls, in the middle it rests", "[ui][board]") {
    CHECK(edge_speed(500, 0, 1000) == 0);
    CHECK(edge_speed(0, 0, 1000) == -900);
    CHECK(edge_speed(-50, 0, 1000) == -900);
    CHECK(edge_speed(1000, 0, 1000) == 900);
    CHECK(edge_speed(972, 0, 1000) == Catch::Approx(225));
}
