#include <catch_amalgamated.hpp>

#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/choice.h"
#include "ui/kit/field.h"
#include "ui/kit/overlay.h"
#include "ui/kit/select.h"
#include "ui/kit/text.h"
#include "unit/ui/ui_driver.h"

using namespace potok;
using namespace potok::ui;

TEST_CASE("a button acts on click, Enter, Space and command, and not when disabled", "[ui][kit]") {
    int saved = 0, refused = 0;
    Driver d([&](Ui& ui) {
        Rect row{20, 20, 400, 40};
        if (button_left(ui, row, {.key = "save", .label = "Save", .kind = ButtonKind::primary})) ++saved;
        if (button_left(ui, row, {.key = "no", .label = "Locked", .disabled = true})) ++refused;
    });
    REQUIRE(d.get(Role::button, "Locked").has(state_disabled));
    d.click(Role::button, "Save");
    CHECK(saved == 1);
    d.click(Role::button, "Locked");
    CHECK(refused == 0);
    d.key(ImGuiKey_Tab);
    REQUIRE(d.focused());
    CHECK(d.focused()->name == "Save");
    CHECK(d.ui.focus().ring(d.focused()->id));
    d.key(ImGuiKey_Enter);
    d.key(ImGuiKey_Space);
    CHECK(saved == 3);
    d.ui.activate(d.get(Role::button, "Save").id);
    d.settle();
    CHECK(saved == 4);
    CHECK(d.ui.lint() == std::vector<std::string>{});
}

TEST_CASE("a press that leaves the button does not act", "[ui][kit]") {
    int saved = 0;
    Driver d([&](Ui& ui) {
        Rect row{20, 20, 400, 40};
        if (button_left(ui, row, {.key = "save", .label = "Save"})) ++saved;
    });
    const Point c = d.get(Role::button, "Save").rect.center();
    d.host.move(c.x, c.y);
    d.frame();
    d.host.button(true);
    d.frame();
    d.host.move(c.x + 300, c.y + 300);
    d.frame();
    d.host.button(false);
    d.settle();
    CHECK(saved == 0);
}

TEST_CASE("Tab goes round in drawing order, Shift+Tab back", "[ui][kit]") {
    Driver d([&](Ui& ui) {
        Rect row{20, 20, 600, 40};
        button_left(ui, row, {.key = "a", .label = "A"});
        button_left(ui, row, {.key = "b", .label = "B", .disabled = true});
        button_left(ui, row, {.key = "c", .label = "C"});
    });
    d.key(ImGuiKey_Tab);
    CHECK(d.focused()->name == "A");
    d.key(ImGuiKey_Tab);
    CHECK(d.focused()->name == "C");
    d.key(ImGuiKey_Tab);
    CHECK(d.focused()->name == "A");
    d.key(ImGuiKey_Tab, ImGuiKey_LeftShift);
    CHECK(d.focused()->name == "C");
}

TEST_CASE("a text field takes typed words, keys and what an input method sets", "[ui][kit]") {
    std::string value;
    int submitted = 0;
    Driver d([&](Ui& ui) {
        if (text_field(ui, {20, 20, 300, 32}, {.key = "name", .label = "Name"}, value).submitted) ++submitted;
    });
    d.click(Role::textbox, "Name");
    d.type("Zażółć Київ");
    CHECK(value == "Zażółć Київ");
    CHECK(d.get(Role::textbox, "Name").value == "Zażółć Київ");
    d.key(ImGuiKey_Backspace);
    CHECK(value == "Zażółć Киї");
    d.key(ImGuiKey_Home);
    d.type("»");
    CHECK(value == "»Zażółć Киї");
    d.key(ImGuiKey_Z, ImGuiKey_LeftCtrl);
    CHECK(value == "Zażółć Киї");
    d.key(ImGuiKey_A, ImGuiKey_LeftCtrl);
    d.key(ImGuiKey_C, ImGuiKey_LeftCtrl);
    CHECK(d.host.clipboard_ == "Zażółć Киї");
    d.key(ImGuiKey_End);
    d.key(ImGuiKey_V, ImGuiKey_LeftCtrl);
    CHECK(value == "Zażółć КиїZażółć Киї");
    d.ui.set_value(d.get(Role::textbox, "Name").id, "вставлено", -1, -1);
    d.settle();
    CHECK(value == "вставлено");
    d.key(ImGuiKey_Enter);
    CHECK(submitted == 1);
}

TEST_CASE("a dialog takes the focus, keeps it, closes on Escape and gives it back", "[ui][kit]") {
    bool open = false;
    int below = 0;
    Driver d([&](Ui& ui) {
        Rect row{20, 20, 600, 40};
        if (button_left(ui, row, {.key = "open", .label = "Delete…"})) open = true;
        if (button_left(ui, row, {.key = "below", .label = "Below"})) ++below;
        if (open && confirm(ui, {.key = "sure", .title = "Delete 2 deals?", .text = "They stay in the bin for 30 days.",
                                 .yes = "Delete", .no = "Keep", .danger = true}) != Answer::open)
            open = false;
    });
    d.key(ImGuiKey_Tab);
    d.key(ImGuiKey_Enter);
    REQUIRE(open);
    const Node& dialog = d.get(Role::alertdialog, "Delete 2 deals?");
    CHECK(dialog.has(state_modal));
    REQUIRE(d.focused());
    CHECK(d.ui.tree().is_inside(d.focused()->id, dialog.id));
    for (int i = 0; i < 5; ++i) {
        d.key(ImGuiKey_Tab);
        CHECK(d.ui.tree().is_inside(d.focused()->id, d.get(Role::alertdialog, "Delete 2 deals?").id));
    }
    d.click(Role::button, "Below");  // under the veil
    CHECK(below == 0);
    CHECK(open);
    d.key(ImGuiKey_Escape);
    CHECK_FALSE(open);
    REQUIRE(d.focused());
    CHECK(d.focused()->name == "Delete…");
    CHECK(d.ui.lint() == std::vector<std::string>{});
}

TEST_CASE("arrow keys move inside a radio group, Tab leaves it", "[ui][kit]") {
    int current = 0;
    const Choice items[] = {{.label = "Day"}, {.label = "Week"}, {.label = "Month", .disabled = true}, {.label = "Year"}};
    Driver d([&](Ui& ui) {
        segments(ui, {20, 20, 300, 30}, "span", "Span", items, current);
        Rect row{20, 60, 300, 40};
        button_left(ui, row, {.key = "next", .label = "Next"});
    });
    d.key(ImGuiKey_Tab);
    CHECK(d.focused()->name == "Day");
    d.key(ImGuiKey_RightArrow);
    CHECK(current == 1);
    d.key(ImGuiKey_RightArrow);
    CHECK(current == 3);
    CHECK(d.focused()->name == "Year");
    d.key(ImGuiKey_RightArrow);
    CHECK(current == 0);
    d.key(ImGuiKey_LeftArrow);
    CHECK(current == 3);
    d.key(ImGuiKey_Tab);
    CHECK(d.focused()->name == "Next");
}

TEST_CASE("a select opens a list, chooses by click and by keys, and searches", "[ui][kit]") {
    int current = -1;
    std::vector<Option> options = {{.label = "Matte"}, {.label = "Satin"}, {.label = "Żółty połysk"}};
    Driver d([&](Ui& ui) {
        select(ui, {20, 20, 200, 32}, {.key = "film", .label = "Film", .placeholder = "Choose", .searchable = true,
                                       .search_hint = "Search", .nothing_found = "Nothing"}, options, current);
    });
    d.click(Role::combobox, "Film");
    REQUIRE(d.find(Role::option, "Satin"));
    d.click(Role::option, "Satin");
    CHECK(current == 1);
    CHECK_FALSE(d.find(Role::option, "Satin"));
    CHECK(d.get(Role::combobox, "Film").value == "Satin");
    d.key(ImGuiKey_Enter);
    REQUIRE(d.find(Role::searchbox, "Search"));
    CHECK(d.focused()->role == Role::searchbox);
    d.type("zol");
    CHECK_FALSE(d.find(Role::option, "Satin"));
    d.key(ImGuiKey_Enter);
    CHECK(current == 2);
    CHECK(d.ui.lint() == std::vector<std::string>{});
}

TEST_CASE("initials are of names, not of quotation marks and legal forms", "[ui][kit]") {
    const std::vector<std::pair<const char*, const char*>> table = {
        {"Anna Wrona", "AW"},        {"Ольга Соколова", "ОС"}, {"Zażółć", "Z"},
        {"ООО «Вектор»", "В"},       {"ИП Абрамов", "А"},      {"ИП Абрамов Сергей Львович", "АС"},
        {"Кафе «Ветер»", "КВ"},      {"«Улыбка»", "У"},        {"ООО «Волга-Строй»", "ВС"},
        {"„Skrzat” Sp. z o.o.", "S"}, {"Okna Nowak S.A.", "ON"}, {"ИП", "И"},
        {"Nowak-Kowalska Ewa", "NK"}, {"3 кита", "3к"},         {"", ""},
        {"«»", ""}};
    for (const auto& [name, letters] : table) {
        INFO(name);
        CHECK(initials_of(name) == letters);
    }
}
