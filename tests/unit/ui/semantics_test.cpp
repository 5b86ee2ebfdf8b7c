#include <catch_amalgamated.hpp>

#include "ui/semantics.h"
#include "ui/semantics_dump.h"

using namespace potok::ui;

namespace {

Node node(std::string_view key, Role role, std::string_view name, Rect r = {0, 0, 10, 10}) {
    return {.id = child_id(0, key), .role = role, .name = name, .rect = r};
}

}  // namespace

TEST_CASE("ids come from the way of keys, and numbers never meet names", "[ui][semantics]") {
    CHECK(child_id(0, "a") == child_id(0, "a"));
    CHECK(child_id(0, "a") != child_id(0, "b"));
    CHECK(child_id(child_id(0, "a"), "b") != child_id(child_id(0, "b"), "a"));
    CHECK(child_id(0, std::int64_t{1}) != child_id(0, "1"));
    CHECK(child_id(0, std::string_view{}) != 0);
}

TEST_CASE("the tree tells what has changed since the frame before", "[ui][semantics]") {
    SemanticsTree tree;
    const auto frame = [&](std::string_view name, bool second, float x) {
        tree.begin_frame();
        tree.add(node("group", Role::group, "G"));
        tree.open(child_id(0, "group"));
        tree.add(node("a", Role::button, name, {x, 0, 10, 10}));
        if (second) tree.add(node("b", Role::button, "B"));
        tree.close();
        return tree.end_frame();
    };
    auto u = frame("A", true, 0);
    CHECK(u.changed.size() == 3);
    CHECK(u.order_changed);
    CHECK(frame("A", true, 0).empty());

    u = frame("A2", true, 0);
    REQUIRE(u.changed.size() == 1);
    CHECK(u.changed[0].what == TreeUpdate::content);
    CHECK_FALSE(u.order_changed);

    u = frame("A2", true, 5);
    REQUIRE(u.changed.size() == 1);
    CHECK(u.changed[0].what == TreeUpdate::moved);

    u = frame("A2", false, 5);
    CHECK(u.changed.empty());
    CHECK(u.order_changed);
    REQUIRE(u.removed.size() == 1);
    CHECK(u.removed[0] == child_id(0, "b"));
    CHECK(tree.find(child_id(0, "a"))->parent == child_id(0, "group"));
    CHECK(tree.is_inside(child_id(0, "a"), child_id(0, "group")));
    CHECK_FALSE(tree.is_inside(child_id(0, "group"), child_id(0, "a")));
}

TEST_CASE("strings are copied: the caller's may go", "[ui][semantics]") {
    SemanticsTree tree;
    tree.begin_frame();
    {
        std::string name(100'000, 'x');
        tree.add(node("long", Role::text, name));
        std::string gone = "short lived";
        tree.add(node("short", Role::text, gone));
        gone.assign("overwritten");
    }
    tree.end_frame();
    CHECK(tree.find(child_id(0, "long"))->name.size() == 100'000);
    CHECK(tree.find(child_id(0, "short"))->name == "short lived");
}

TEST_CASE("an id used twice is counted and left out", "[ui][semantics]") {
    SemanticsTree tree;
    tree.begin_frame();
    tree.add(node("a", Role::button, "first"));
    tree.add(node("a", Role::button, "second"));
    tree.end_frame();
    CHECK(tree.duplicates() == 1);
    CHECK(tree.nodes().size() == 1);
    CHECK(tree.find(child_id(0, "a"))->name == "first");
}

TEST_CASE("thousands of nodes keep their places", "[ui][semantics]") {
    SemanticsTree tree;
    for (int round = 0; round < 3; ++round) {
        tree.begin_frame();
        for (std::int64_t i = 0; i < 5000; ++i) tree.add({.id = child_id(7, i), .role = Role::listitem, .name = "row"});
        const auto& u = tree.end_frame();
        if (round > 0) CHECK(u.empty());
    }
    for (std::int64_t i = 0; i < 5000; i += 97) REQUIRE(tree.find(child_id(7, i)));
    CHECK_FALSE(tree.find(child_id(7, std::int64_t{5000})));
}

TEST_CASE("the tree as text and as JSON", "[ui][semantics]") {
    SemanticsTree tree;
    tree.begin_frame();
    Node dialog = node("d", Role::dialog, "Delete 2 deals?");
    dialog.states = state_modal;
    tree.add(dialog);
    tree.open(dialog.id);
    tree.add(node("layout", Role::generic, ""));
    tree.open(child_id(0, "layout"));
    Node keep = node("k", Role::button, "Keep", {1, 2, 30, 40});
    tree.add(keep);
    Node box = node("c", Role::checkbox, "Also \"tasks\"");
    box.states = state_checked | state_disabled;
    tree.add(box);
    tree.close();
    tree.close();
    tree.end_frame();
    CHECK(dump_text(tree, keep.id) ==
          "dialog \"Delete 2 deals?\" modal\n"
          "  button \"Keep\" focused\n"
          "  checkbox \"Also \"tasks\"\" disabled checked\n");
    const std::string json = dump_json(tree, 0, {.rects = true});
    CHECK(json.find("\"role\": \"dialog\"") != std::string::npos);
    CHECK(json.find("Also \\\"tasks\\\"") != std::string::npos);
    CHECK(json.find("\"children\"") != std::string::npos);
}
