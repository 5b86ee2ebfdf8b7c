#include <catch_amalgamated.hpp>

#include "ui/board/board_stream.h"

using namespace potok;
using namespace potok::ui;

namespace {
model::Board::Column column(std::int64_t minor, std::int64_t stalled_minor = 0) {
    model::Board::Column c;
    c.rows = {1, 2};
    if (minor) c.sums = {{"PLN", minor}};
    if (stalled_minor) {
        c.stalled = 1;
        c.stalled_sums = {{"PLN", stalled_minor}};
    }
    return c;
}
}  // namespace

TEST_CASE("the stream's quantities are the sums in whole units", "[ui][board]") {
    const auto v = stream_values({column(100'00, 50'00), column(50'00), column(0)});
    CHECK(v.all == std::vector<double>{100, 50, 0});
    CHECK(v.stalled == std::vector<double>{50, 0, 0});
}

TEST_CASE("without amounts the number of records counts", "[ui][board]") {
    auto few = column(0), many = column(0);
    many.rows = {1, 2, 3, 4};
    many.stalled = 3;
    const auto v = stream_values({few, many});
    CHECK(v.all == std::vector<double>{2, 4});
    CHECK(v.stalled == std::vector<double>{0, 3});
}

TEST_CASE("a place on the strip is a stage", "[ui][board]") {
    const Rect r{100, 0, 800, 92};
    CHECK(stream_segment_at(r, 99, 8) == -1);
    CHECK(stream_segment_at(r, 100, 8) == 0);
    CHECK(stream_segment_at(r, 899, 8) == 7);
    CHECK(stream_segment_at(r, 900, 8) == -1);
    CHECK(stream_segment_at(r, 500, 0) == -1);
}
