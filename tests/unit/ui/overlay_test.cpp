#include <catch_amalgamated.hpp>

#include "base/calendar.h"
#include "ui/kit/button.h"
#include "ui/kit/date_picker.h"
#include "ui/kit/field.h"
#include "ui/kit/overlay.h"
#include "ui/kit/toast.h"
#include "unit/ui/ui_driver.h"

using namespace potok;
using namespace potok::ui;

TEST_CASE("a menu is walked by arrows, skips nothing, acts on Enter, and a press outside closes it", "[ui][overlay]") {
    bool open = false;
    int chosen = -9;
    Driver d([&](Ui& ui) {
        const Rect at{100, 100, 80, 32};
        if (button(ui, at, {.key = "more", .label = "More", .opens_popup = true, .expanded = open})) open = true;
        if (!open) return;
        const MenuItem items[] = {{.label = "Rename"}, {.label = "Copy"}, {.label = "Archive", .disabled = true}};
        const int result = menu(ui, "menu", at, "More", items);
        if (result == menu_open) return;
        chosen = result;
        open = false;
    });
    d.click(Role::button, "More");
    REQUIRE(open);
    CHECK(d.focused()->name == "Rename");
    d.key(ImGuiKey_DownArrow);
    CHECK(d.focused()->name == "Copy");
    d.key(ImGuiKey_Enter);
    CHECK(chosen == 1);
    REQUIRE(d.focused());
    CHECK(d.focused()->name == "More");
    d.click(Role::button, "More");
    REQUIRE(open);
    d.press({700, 700});
    CHECK_FALSE(open);
    CHECK(chosen == menu_dismissed);
    CHECK(d.ui.lint() == std::vector<std::string>{});
}

TEST_CASE("a field in a dialog above a field: keys go to the topmost only", "[ui][overlay]") {
    std::string below, above;
    bool open = false;
    Driver d([&](Ui& ui) {
        text_field(ui, {20, 20, 200, 32}, {.key = "below", .label = "Below"}, below);
        if (!open) return;
        open = dialog(ui, {.key = "dialog", .title = "Reason", .body_height = 60, .footer_height = 0},
                      {.body = [&](Rect r) { text_field(ui, r.cut_top(32), {.key = "above", .label = "Above"}, above); }});
    });
    d.click(Role::textbox, "Below");
    d.type("one");
    open = true;
    d.settle();
    d.settle();
    d.type("two");
    CHECK(below == "one");
    CHECK(above == "two");
    d.key(ImGuiKey_Escape);
    CHECK_FALSE(open);
    d.type("!");
    CHECK(below.find('!') != std::string::npos);
}

TEST_CASE("a toast is read out, undoes, leaves by itself, and waits while looked at", "[ui][toast]") {
    int undone = 0;
    Driver d([&](Ui&) {});
    d.ui.toasts().show({.kind = ToastKind::success, .title = "Moved", .detail = "2 tasks", .action = "Undo", .on_action = [&] { ++undone; }, .seconds = 5});
    d.settle();
    CHECK(d.find(Role::text, "Moved. 2 tasks"));
    d.click(Role::button, "Undo");
    CHECK(undone == 1);
    CHECK(d.ui.toasts().empty());

    d.ui.toasts().show({.title = "Saved", .seconds = 5});
    d.host.move(5, 5);
    for (int i = 0; i < 4; ++i) d.frame(1);
    CHECK_FALSE(d.ui.toasts().empty());
    const Point c = d.get(Role::text, "Saved").rect.center();
    d.host.move(c.x, c.y);
    for (int i = 0; i < 9; ++i) d.frame(1);
    CHECK_FALSE(d.ui.toasts().empty());
    d.host.move(5, 5);
    for (int i = 0; i < 4; ++i) d.frame(1);
    CHECK(d.ui.toasts().empty());
}

TEST_CASE("a date is chosen by click and by keys; days outside the limits are not", "[ui][date]") {
    std::optional<Date> value;
    const Date today = date_of(2026, 11, 18).value();
    Driver d([&](Ui& ui) {
        date_field(ui, {20, 20, 160, 32}, {.key = "date", .label = "Date", .today = today, .previous_name = "Back", .next_name = "On",
                                           .earliest = today}, value);
    });
    const std::string yesterday = d.locale.date_long(date_of(2026, 11, 17).value());
    d.click(Role::combobox, "Date");
    REQUIRE(d.find(Role::gridcell, yesterday));
    CHECK(d.get(Role::gridcell, yesterday).has(state_disabled));
    d.click(Role::gridcell, yesterday);
    CHECK_FALSE(value);
    d.key(ImGuiKey_Escape);
    d.key(ImGuiKey_Enter);
    // Tab to the day, then two weeks and a day on.
    while (d.focused() && d.focused()->role != Role::gridcell) d.key(ImGuiKey_Tab);
    d.key(ImGuiKey_DownArrow);
    d.key(ImGuiKey_DownArrow);
    d.key(ImGuiKey_RightArrow);
    d.key(ImGuiKey_Enter);
    REQUIRE(value);
    CHECK(*value == date_of(2026, 12, 3).value());
    CHECK(d.focused()->role == Role::combobox);
}

TEST_CASE("an amount is typed the Polish way and kept in minor units", "[ui][field]") {
    std::optional<std::int64_t> minor;
    Driver d([&](Ui& ui) { money_field(ui, {20, 20, 160, 32}, {.key = "sum", .label = "Sum"}, minor, "PLN"); });
    d.click(Role::textbox, "Sum");
    d.type("46 800,5");
    d.key(ImGuiKey_Enter);
    CHECK(minor == 4'680'050);
    d.key(ImGuiKey_A, ImGuiKey_LeftCtrl);
    d.type("12,345");
    d.key(ImGuiKey_Enter);
    CHECK(minor == 4'680'050);  // a third decimal of a grosz is refused, and said
    CHECK(d.get(Role::textbox, "Sum").has(state_invalid));
    d.key(ImGuiKey_A, ImGuiKey_LeftCtrl);
    d.key(ImGuiKey_Delete);
    d.key(ImGuiKey_Enter);
    CHECK_FALSE(minor);
}

TEST_CASE("a multi-line field wraps, goes up and down by lines, and Ctrl+Enter submits", "[ui][field]") {
    std::string value;
    int submitted = 0;
    Driver d([&](Ui& ui) {
        if (text_field(ui, {20, 20, 160, 100}, {.key = "note", .label = "Note", .multiline = true}, value).submitted) ++submitted;
    });
    d.click(Role::textbox, "Note");
    d.type("first line");
    d.key(ImGuiKey_Enter);
    d.type("second");
    CHECK(value == "first line\nsecond");
    d.key(ImGuiKey_UpArrow);
    d.key(ImGuiKey_Home);
    d.type(">");
    CHECK(value == ">first line\nsecond");
    d.key(ImGuiKey_DownArrow);
    d.key(ImGuiKey_End);
    d.type("!");
    CHECK(value == ">first line\nsecond!");
    d.key(ImGuiKey_Enter, ImGuiKey_LeftCtrl);
    CHECK(submitted == 1);
    CHECK(value == ">first line\nsecond!");
}
