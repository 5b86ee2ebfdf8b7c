#include <catch_amalgamated.hpp>

#include "ui/board/drag.h"

using namespace potok::ui;

namespace {
constexpr Rect card{100, 100, 222, 136};
Drag::Input held(float x, float y) { return {{x, y}, true, false}; }
}  // namespace

TEST_CASE("what is carried keeps its place under the pointer", "[ui][drag]") {
    Drag drag;
    CHECK(drag.update(held(1, 1)) == Drag::Event::none);
    drag.begin(7, card, {120, 120});
    CHECK(drag.carries(7));
    CHECK_FALSE(drag.carries(8));
    CHECK(drag.update(held(300, 140)) == Drag::Event::moved);
    CHECK(drag.update(held(300, 140)) == Drag::Event::none);
    CHECK(drag.ghost() == Rect{280, 120, 222, 136});
}

TEST_CASE("letting go drops on the target that was under it", "[ui][drag]") {
    Drag drag;
    drag.begin(7, card, {120, 120});
    drag.over(3, 0);
    CHECK(drag.update({{300, 140}, false, false}) == Drag::Event::dropped);
    CHECK(drag.target() == 3);
    CHECK_FALSE(drag.active());
    CHECK(drag.update({{300, 140}, false, false}) == Drag::Event::none);
}

TEST_CASE("Escape gives up and leaves no target", "[ui][drag]") {
    Drag drag;
    drag.begin(7, card, {120, 120});
    drag.over(3, 0);
    CHECK(drag.update({{160, 120}, true, true}) == Drag::Event::cancelled);
    CHECK(drag.target() == -1);
    CHECK(drag.update({{160, 120}, false, false}) == Drag::Event::none);
}

TEST_CASE("the preview waits over one target", "[ui][drag]") {
    Drag drag;
    drag.begin(7, card, {120, 120});
    drag.over(2, 10);
    CHECK_FALSE(drag.preview_due(100));
    CHECK(drag.waiting_ms(100) == 60);
    drag.over(2, 100);  // the same: no new waiting
    CHECK(drag.preview_due(160));
    drag.over(3, 200);
    CHECK_FALSE(drag.preview_due(300));
    CHECK(drag.preview_due(350));
    CHECK(drag.waiting_ms(350) == -1);
    drag.over(-1, 400);
    CHECK_FALSE(drag.preview_due(1000));
}
