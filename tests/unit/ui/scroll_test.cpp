#include <catch_amalgamated.hpp>

#include "ui/kit/button.h"
#include "ui/kit/list.h"
#include "ui/kit/scroll.h"
#include "unit/ui/ui_driver.h"

using namespace potok;
using namespace potok::ui;

namespace {

struct Page {
    std::int64_t count = 1000;
    int clicked = -1;
    double offset = 0;
    ScrollArea::Rows shown{};
    void operator()(Ui& ui) {
        ScrollArea area(ui, "rows", {0, 0, 300, 400});
        shown = area.rows(count, 40);
        for (std::int64_t i = shown.first; i < shown.last; ++i) {
            const std::string name = "row " + std::to_string(i);
            if (list_row(ui, ui.id(i), {0, area.row_y(i, 40), 300, 40}, {.name = name}).clicked) clicked = static_cast<int>(i);
        }
        offset = area.offset();
    }
};

}  // namespace

TEST_CASE("only visible rows are drawn, and the wheel moves them", "[ui][scroll]") {
    Page page;
    Driver d([&](Ui& ui) { page(ui); });
    CHECK(page.shown.first == 0);
    CHECK(page.shown.last == 10);
    d.host.move(100, 100);
    d.frame();
    d.host.wheel(0, -2);
    d.settle();
    CHECK(page.offset == 200);
    CHECK(page.shown.first == 5);
    d.host.wheel(0, 50);
    d.settle();
    CHECK(page.offset == 0);
    d.host.move(500, 100);  // beside it
    d.frame();
    d.host.wheel(0, -2);
    d.settle();
    CHECK(page.offset == 0);
}

TEST_CASE("positions stay exact beyond the whole pixels of a float", "[ui][scroll]") {
    Page page;
    page.count = 1'000'000'000;
    Driver d([&](Ui& ui) { page(ui); });
    ScrollState& s = d.ui.state<ScrollState>(d.ui.id("rows"));
    s.offset = 39'999'999'003.0;
    d.frame();
    const Node* n = nullptr;
    for (const Node& node : d.ui.tree().nodes())
        if (node.name == "row 999999980") n = &node;
    REQUIRE(n);
    CHECK(n->rect.y == 197.f);
}

TEST_CASE("a finger scrolls with momentum and does not press what is under it", "[ui][scroll][touch]") {
    Page page;
    Driver d([&](Ui& ui) { page(ui); });
    d.host.move(100, 300);
    d.host.button(true, 0, true);
    d.frame();
    for (int i = 1; i <= 10; ++i) {
        d.host.move(100, 300 - static_cast<float>(i) * 15);
        d.frame();
    }
    const double dragged = page.offset;
    CHECK(dragged > 100);
    d.host.button(false, 0, true);
    d.frame();
    CHECK(page.clicked == -1);
    const int frames = d.host.settle([&](double dt) {
        d.ui.begin_frame(dt);
        page(d.ui);
        d.ui.end_frame();
    }, 600);
    CHECK(page.offset > dragged + 50);  // it goes on
    CHECK(frames < 300);                // and comes to rest
    page.clicked = -1;
    d.press({100, 100}, true);  // a tap presses
    CHECK(page.clicked >= 0);
}

TEST_CASE("Tab brings what is out of sight into view", "[ui][scroll][focus]") {
    Driver d([&](Ui& ui) {
        ScrollArea area(ui, "form", {0, 0, 300, 100});
        Rect r = area.content();
        area.set_content_height(400);
        for (int i = 0; i < 10; ++i) {
            const std::string name = "button " + std::to_string(i);
            button(ui, r.cut_top(32, 8), {.key = name, .label = name});
        }
    });
    for (int i = 0; i < 8; ++i) d.key(ImGuiKey_Tab);
    REQUIRE(d.focused());
    CHECK(d.focused()->name == "button 7");
    CHECK(d.focused()->rect.y >= 0);
    CHECK(d.focused()->rect.bottom() <= 100);
}
