#include <catch_amalgamated.hpp>

#include "unit/ui/app_driver.h"

using namespace potok;
using namespace potok::ui;

namespace {

// The pack without samples, and a lead and a deal typed in by hand.
void begin(AppDriver& d) {
    d.click(Role::radio, "Suspended ceilings");
    if (d.get(Role::checkbox, "sample").has(state_checked)) d.click(Role::checkbox, "sample");
    d.click(Role::button, "Start");
}

void create(AppDriver& d, std::string_view name, std::string_view amount) {
    d.click(Role::button, "New: ");
    d.fill("Name", name);
    d.fill("Amount", amount);
    d.click(Role::button, "Create");
}

model::RowId only(AppDriver& d, std::string_view type) {
    const auto all = model::all_records(d.ws(), type);
    REQUIRE(all.size() == 1);
    return all.front();
}

std::string stage_of(AppDriver& d, model::RowId record) { return model::record(d.ws(), record)->text("stage"); }

}  // namespace

TEST_CASE("first start installs a pack and opens its first board", "[ui][app]") {
    AppDriver d;
    CHECK(d.find(Role::radio, "Suspended ceilings"));
    begin(d);
    REQUIRE(d.keeper.workspace());
    CHECK(d.ws().catalog().pipelines().size() >= 2);
    CHECK(d.host.route_.starts_with("/board/"));
    CHECK(d.find(Role::navigation, "Navigation"));
    CHECK(d.ui().lint() == std::vector<std::string>{});
    INFO(d.dump());
    CHECK(d.ui().tree().duplicates() == 0);
}

TEST_CASE("a record is created on the board and opened by a click", "[ui][app]") {
    AppDriver d;
    begin(d);
    create(d, "Marina Lebedeva", "184600");
    const model::RowId lead = only(d, "ceilings.lead");
    CHECK(model::title_of(d.ws(), lead) == "Marina Lebedeva");
    REQUIRE(d.find(Role::button, "Marina Lebedeva"));
    d.click(Role::button, "Marina Lebedeva");
    CHECK(d.host.route_ == "/record/" + d.ws().id_of(lead).str());
    CHECK(d.find(Role::heading, "Marina Lebedeva"));
    CHECK(d.find(Role::listitem, "created"));
    CHECK(d.ui().tree().duplicates() == 0);
}

TEST_CASE("a card is dragged to another stage with the mouse", "[ui][app]") {
    AppDriver d;
    begin(d);
    create(d, "Marina", "184600");
    const model::RowId lead = only(d, "ceilings.lead");
    for (int i = 0; i < 600; ++i) d.frame();  // the creation's own Undo has gone
    const std::string before = stage_of(d, lead);
    const Rect from = d.get(Role::button, "Marina").rect;
    d.drag(from.center(), {from.center().x + 244, from.center().y});
    CHECK(stage_of(d, lead) == before);  // still in the hand
    d.let_go();
    CHECK(stage_of(d, lead) == "in_work");
    d.click(Role::button, "Undo");
    CHECK(stage_of(d, lead) == before);
}

TEST_CASE("Escape gives a drag up", "[ui][app]") {
    AppDriver d;
    begin(d);
    create(d, "Marina", "184600");
    const model::RowId lead = only(d, "ceilings.lead");
    const std::string before = stage_of(d, lead);
    const Rect from = d.get(Role::button, "Marina").rect;
    d.drag(from.center(), {from.center().x + 244, from.center().y});
    d.key(ImGuiKey_Escape);
    d.let_go();
    CHECK(stage_of(d, lead) == before);
}

TEST_CASE("where something is missing the refusal is a form", "[ui][app]") {
    AppDriver d;
    begin(d);
    create(d, "Marina", "");
    const model::RowId lead = only(d, "ceilings.lead");
    const Rect from = d.get(Role::button, "Marina").rect;
    d.drag(from.center(), {from.center().x + 2 * 244, from.center().y});  // "good": asks for the amount and a client
    d.let_go();
    CHECK(stage_of(d, lead) == "new");
    const Node* dialog = d.find(Role::dialog, "missing");
    REQUIRE(dialog);
    CHECK(d.get(Role::button, "Save and move").has(state_disabled));
    d.fill("Amount", "184600");
    d.key(ImGuiKey_Tab);
    CHECK_FALSE(d.get(Role::button, "Save without moving").has(state_disabled));
    d.click(Role::button, "Save without moving");
    const auto amount = model::record(d.ws(), lead)->get("amount");
    REQUIRE(amount.as<Money>());
    CHECK(amount.as<Money>()->minor == 18'460'000);
}

TEST_CASE("cards are moved with the keyboard", "[ui][app]") {
    AppDriver d;
    begin(d);
    create(d, "Marina", "184600");
    const model::RowId lead = only(d, "ceilings.lead");
    static_cast<Commands&>(d.ui()).focus(0);
    for (int i = 0; i < 60; ++i) {
        d.key(ImGuiKey_Tab);
        const Node* focused = d.ui().tree().find(d.ui().focus_now());
        if (focused && focused->name == "Marina") break;
    }
    const Node* focused = d.ui().tree().find(d.ui().focus_now());
    REQUIRE(focused);
    REQUIRE(focused->name == "Marina");
    d.key(ImGuiKey_M);
    REQUIRE(d.find(Role::dialog, "Move to"));
    d.click(Role::option, "In progress");
    d.click(Role::button, "Move");
    CHECK(stage_of(d, lead) == "in_work");
}

TEST_CASE("the palette finds records and pages", "[ui][app]") {
    AppDriver d;
    begin(d);
    create(d, "Żółć i Ёлка", "100");
    d.key(ImGuiKey_K, ImGuiMod_Ctrl);
    REQUIRE(d.find(Role::dialog, "Search"));
    d.type("zolc");
    REQUIRE(d.find(Role::option, "Żółć i Ёлка"));
    d.key(ImGuiKey_Enter);
    CHECK(d.host.route_.starts_with("/record/"));
    d.key(ImGuiKey_K, ImGuiMod_Ctrl);
    d.type("calendar");
    d.key(ImGuiKey_Enter);
    CHECK(d.host.route_ == "/calendar");
}

TEST_CASE("every page of the navigation announces itself without double ids", "[ui][app]") {
    for (const float width : {1440.f, 900.f, 390.f}) {
        AppDriver d(width, width == 390.f ? 844.f : 900.f);
        begin(d);
        const std::string board = d.host.route_;
        for (const std::string& route : std::vector<std::string>{board, "/today", "/approvals", "/list", "/list/client", "/list/ceilings.deals", "/tasks", "/calendar", "/crews", "/notifications", "/settings"}) {
            d.app.on_route(route);
            d.settle();
            INFO(width << " " << route << "\n" << d.dump());
            CHECK(d.ui().tree().duplicates() == 0);
            CHECK(d.ui().lint() == std::vector<std::string>{});
            CHECK(d.ui().tree().nodes().size() > 5);
        }
    }
}

TEST_CASE("an idle app asks for no frames but the clock's", "[ui][app]") {
    AppDriver d;
    begin(d);
    for (int i = 0; i < 600; ++i) d.frame();  // toasts have gone
    CHECK_FALSE(d.app.wants_frame());
}

// --- a workspace with the pack's samples ---------------------------------------------------------------------------------

namespace {

void begin_with_samples(AppDriver& d) {
    d.click(Role::radio, "Suspended ceilings");
    if (!d.get(Role::checkbox, "sample").has(state_checked)) d.click(Role::checkbox, "sample");
    d.click(Role::button, "Start");
    for (int i = 0; i < 700; ++i) d.frame();  // what was told at the start has gone
}

// Acts as the person most tasks wait for.
void act_as_busiest(AppDriver& d) {
    model::RowId busiest = 0;
    std::size_t most = 0;
    for (const auto& person : model::people(d.ws())) {
        const auto open = model::tasks(d.ws(), {person.row, {}, true}).size();
        if (open > most) busiest = person.row, most = open;
    }
    REQUIRE(busiest);
    const std::string name = model::title_of(d.ws(), busiest);
    d.click(Role::button, "Acting as");
    d.click(Role::menuitemcheckbox, name);
    REQUIRE(d.find(Role::button, "Acting as " + name));
}

}  // namespace

TEST_CASE("a task is done by ticking off its checklist and completing it", "[ui][app]") {
    AppDriver d;
    begin_with_samples(d);
    act_as_busiest(d);
    d.app.on_route("/tasks");
    d.settle();
    // The first task in the list with a checklist opens beside it.
    model::RowId chosen = 0;
    for (const Node& n : d.ui().tree().nodes()) {
        if (n.role != Role::listitem) continue;
        for (const auto& task : model::tasks(d.ws(), {{}, {}, true}))
            if (!chosen && task.title == n.name && task.checks_total > 0) chosen = task.row;
        if (chosen) {
            d.press(n.rect.center());
            break;
        }
    }
    REQUIRE(chosen);
    const std::string title = model::task(d.ws(), chosen)->title;
    // Which of several tasks of that title was clicked shows in its panel: tick whatever it shows.
    for (int guard = 0; guard < 12; ++guard) {
        const Node* open_item = nullptr;
        for (const Node& n : d.ui().tree().nodes())
            if (n.role == Role::checkbox && !n.has(state_checked) && !n.has(state_disabled)) open_item = &n;
        if (!open_item) break;
        d.press(open_item->rect.center());
    }
    const auto before = model::tasks(d.ws(), {{}, {}, true}).size();
    d.click(Role::button, "Complete");
    if (d.find(Role::dialog, "Complete")) {
        d.fill("Comment", "All done");
        d.click(Role::button, "Complete");
    }
    INFO(title << "\n" << d.dump());
    CHECK(model::tasks(d.ws(), {{}, {}, true}).size() != before);
}

TEST_CASE("a job is dragged from the tray onto a crew, moved, and refused where the crew is taken", "[ui][app]") {
    AppDriver d;
    begin_with_samples(d);
    Route next = Route::to(Page::crews);
    next.day = *date_of(2026, 12, 7);  // a week without bookings
    d.app.on_route(format_route(next));
    d.settle();
    const Node* tray = d.find(Role::complementary, "Without a date");
    REQUIRE(tray);
    std::string job;
    Rect from;
    for (const Node& n : d.ui().tree().nodes())
        if (n.role == Role::button && n.has(state_draggable) && job.empty()) job = n.name, from = n.rect;
    REQUIRE_FALSE(job.empty());
    const auto week = [&] {
        return model::bookings(d.ws(), *parse_instant("2026-12-07T00:00:00Z"), *parse_instant("2026-12-20T00:00:00Z"));
    };
    REQUIRE(week().empty());
    const Node& row = *[&] {
        for (const Node& n : d.ui().tree().nodes())
            if (n.role == Role::row && n.rect.h > 60) return &n;  // a crew's
        return static_cast<const Node*>(nullptr);
    }();
    const Rect first_row = row.rect;
    d.drag(from.center(), {first_row.x + 180, first_row.center().y});
    d.let_go();
    REQUIRE(week().size() == 1);
    const auto booked = week().front();
    CHECK(model::title_of(d.ws(), booked.record) == job);

    // On to the next day.
    for (int i = 0; i < 700; ++i) d.frame();
    const Rect bar = d.get(Role::button, job).rect;
    d.drag({bar.x + 20, bar.center().y}, {bar.x + 20 + 88, bar.center().y});
    d.let_go();
    CHECK(week().front().from > booked.from);
    CHECK(week().front().resource == booked.resource);

    // Another job onto the same hours: nothing is booked twice, but there is a way out.
    for (int i = 0; i < 700; ++i) d.frame();
    const Rect taken = d.get(Role::button, job).rect;
    std::string other;
    for (const Node& n : d.ui().tree().nodes())
        if (n.role == Role::button && n.has(state_draggable) && n.rect.x > first_row.right() && other.empty()) other = n.name, from = n.rect;
    REQUIRE_FALSE(other.empty());
    d.drag(from.center(), {taken.x + 4, taken.center().y});
    d.let_go();
    CHECK(week().size() == 1);
    const Node* remedy = nullptr;
    for (const Node& n : d.ui().tree().nodes())
        if (n.role == Role::button && n.name.starts_with("Move to ")) remedy = &n;
    INFO(d.dump());
    REQUIRE(remedy);
    d.press(remedy->rect.center());
    REQUIRE(week().size() == 2);
    CHECK(week()[0].resource == week()[1].resource);
    CHECK(week()[0].to <= week()[1].from);
}

TEST_CASE("on the phone a card is moved by a list, and its page has tabs", "[ui][app]") {
    AppDriver d(390, 844);
    begin_with_samples(d);
    const Node* card = nullptr;
    for (const Node& n : d.ui().tree().nodes())
        if (n.role == Role::button && n.has(state_draggable) && !card) card = &n;
    REQUIRE(card);
    const std::string name(card->name);
    d.press(card->rect.center());
    REQUIRE(d.host.route_.starts_with("/record/"));
    REQUIRE(d.find(Role::tab, "Data"));
    d.click(Role::tab, "Data");
    CHECK(d.get(Role::tab, "Data").has(state_selected));
    CHECK(d.ui().tree().duplicates() == 0);
    d.click(Role::button, "More actions");
    d.click(Role::menuitem, "Move to");
    CHECK(d.find(Role::dialog, "Move to"));
}

TEST_CASE("a client is found among thousands by full text", "[ui][app]") {
    AppDriver d;
    begin(d);
    for (int i = 0; i < 260; ++i) {
        const std::string name = i == 3 ? "Zażółć Gęślą" : "Client " + std::to_string(i);
        REQUIRE(d.ws().apply({"create", {{"type", "client"}, {"values", {{"title", name}}}}}, d.ws().administrator(), d.host.now()).ok());
    }
    d.settle();
    d.click(Role::button, "New: ");
    d.click(Role::combobox, "Company or client");
    CHECK(d.find(Role::option, "Client 259"));
    CHECK_FALSE(d.find(Role::option, "Gęślą"));  // too old to be listed
    d.type("gesl");
    REQUIRE(d.find(Role::option, "Zażółć Gęślą"));
    CHECK_FALSE(d.find(Role::option, "Client 259"));
    d.click(Role::option, "Zażółć Gęślą");
    CHECK(d.get(Role::combobox, "Company or client").value == "Zażółć Gęślą");
}
