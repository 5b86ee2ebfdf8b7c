#include <catch_amalgamated.hpp>

#include <nlohmann/json.hpp>

#include "exchange/documents/document_text.h"
#include "ui/calendar/plan.h"
#include "unit/ui/app_driver.h"

using namespace potok;
using namespace potok::ui;

namespace {

Instant at(const char* text) { return *parse_instant(text); }

PlanBar task(const char* key, const char* from, const char* to, bool done = false) {
    PlanBar bar;
    bar.item.kind = CalendarItem::Kind::task;
    bar.item.from = bar.made = at(from);
    bar.item.to = at(to);
    bar.done = done;
    bar.key = key;
    return bar;
}

}  // namespace

TEST_CASE("a plan links what waits for what, once and not over a third", "[ui][plan]") {
    const automation::TaskOrder order = {{"a", "b"}, {"b", "c"}, {"a", "c"}, {"b", "a"}};
    const std::vector<PlanBar> bars = {task("a", "2026-11-02T08:00:00Z", "2026-11-05T08:00:00Z"), task("b", "2026-11-03T08:00:00Z", "2026-11-04T08:00:00Z"),
                                       task("c", "2026-11-04T08:00:00Z", "2026-11-09T08:00:00Z"), task("other", "2026-11-04T08:00:00Z", "2026-11-09T08:00:00Z")};
    const auto links = plan_links(bars, order);
    REQUIRE(links.size() == 2);
    CHECK(links[0].before == 0);
    CHECK(links[0].after == 1);
    CHECK(links[0].broken);  // due before what it waits for
    CHECK(links[1].before == 1);
    CHECK(links[1].after == 2);
    CHECK_FALSE(links[1].broken);
}

TEST_CASE("of a task given twice the later one counts; an instalment waits for its task", "[ui][plan]") {
    const automation::TaskOrder order = {{"a", "b"}};
    std::vector<PlanBar> bars = {task("a", "2026-11-01T08:00:00Z", "2026-11-02T08:00:00Z", true), task("a", "2026-11-03T08:00:00Z", "2026-11-04T08:00:00Z", true),
                                 task("b", "2026-11-04T08:00:00Z", "2026-11-05T08:00:00Z"), task("instalment:b", "2026-11-04T00:00:00Z", "2026-11-04T00:00:00Z")};
    bars.back().instalment = true;
    const auto links = plan_links(bars, order);
    REQUIRE(links.size() == 2);
    CHECK(links[0].before == 1);
    CHECK(links[0].after == 2);
    CHECK(links[1].before == 2);
    CHECK(links[1].after == 3);
    CHECK(links[1].broken);
}

namespace {

// A deal with two tasks of which one waits for the other, a booking and an instalment; today is Thursday 19 November 2026.
struct Project {
    explicit Project(AppDriver& driver) : d(driver) {
        d.click(Role::radio, "Suspended ceilings");
        if (d.get(Role::checkbox, "sample").has(state_checked)) d.click(Role::checkbox, "sample");
        d.click(Role::button, "Start");
        deal = must({"create", {{"type", "ceilings.deal"}, {"pipeline", "ceilings.deals"}, {"values", {{"title", "Żak"}}}}}).record;
        const model::RowId crew = must({"create", {{"type", "resource"}, {"values", {{"title", "Crew 1"}, {"kind", "crew"}}}}}).record;
        booking = must({"book", {{"resource", id(crew)}, {"record", id(deal)}, {"from", instant("2026-11-24T06:00:00Z")}, {"to", instant("2026-11-25T14:00:00Z")}}}).record;
        survey = must({"create_task", {{"title", "Survey"}, {"record", id(deal)}, {"assignee", id(d.ws().administrator())}, {"due", instant("2026-11-23T09:00:00Z")}}}).record;
        must({"set_schedule", {{"record", id(deal)}, {"total", to_json(Value(Money{100'000, "RUB"}))}, {"start", to_json(Value(*date_of(2026, 11, 27)))},
                               {"parts", {{{"title", "Prepayment"}, {"due", to_json(Value(*date_of(2026, 11, 27)))}}}}}});
        d.app.on_route("/calendar/plan");
        d.settle();
    }
    static Json instant(const char* text) { return to_json(Value(*parse_instant(text))); }
    std::string id(model::RowId row) { return d.ws().id_of(row).str(); }
    model::Outcome must(const model::Command& command) {
        auto done = d.ws().apply(command, d.ws().administrator(), d.host.now());
        if (!done.ok()) FAIL(describe(done.error()));
        return *done;
    }
    std::string when(model::RowId row, const char* field) { return format_iso(*model::record(d.ws(), row)->get(field).as<Instant>()); }
    float day_width() { return d.get(Role::columnheader, "25 November 2026").rect.x - d.get(Role::columnheader, "24 November 2026").rect.x; }
    void drag(const char* name, float from_edge, float days) {
        const Rect r = d.get(Role::gridcell, name).rect;
        const Point hold{from_edge < 0 ? r.right() + from_edge : r.x + from_edge, r.center().y};
        d.drag(hold, {hold.x + days * day_width(), hold.y});
        d.let_go();
    }
    AppDriver& d;
    model::RowId deal = 0, booking = 0, survey = 0;
};

}  // namespace

TEST_CASE("a plan shows a record's stages, tasks, bookings and instalments, and moves them by drag", "[ui][plan]") {
    AppDriver d;
    Project p(d);
    REQUIRE(d.find(Role::rowheader, "Żak"));
    CHECK(d.find(Role::gridcell, "Survey"));
    CHECK(d.find(Role::gridcell, "Prepayment"));
    CHECK(d.get(Role::columnheader, "19 November 2026").has(state_current));
    CHECK(d.find(Role::columnheader, "4 November 2026, Unity Day") == nullptr);  // a week before this one is shown, not more
    CHECK(d.ui().lint() == std::vector<std::string>{});
    CHECK(d.ui().tree().duplicates() == 0);

    d.click(Role::button, "Save as PDF");
    REQUIRE(d.host.saved_.size() == 1);
    const auto text = exchange::document_text(d.host.saved_[0].bytes, "application/pdf");
    REQUIRE(text.ok());
    for (const char* word : {"Żak", "Survey", "Crew 1", "Prepayment"}) CHECK(text->find(word) != std::string::npos);

    p.drag("Crew 1", 4, 2);
    CHECK(p.when(p.booking, "from") == "2026-11-26T06:00:00.000Z");
    CHECK(p.when(p.booking, "to") == "2026-11-27T14:00:00.000Z");
    d.click(Role::button, "Undo");
    CHECK(p.when(p.booking, "from") == "2026-11-24T06:00:00.000Z");
    p.drag("Crew 1", -3, 1);
    CHECK(p.when(p.booking, "from") == "2026-11-24T06:00:00.000Z");
    CHECK(p.when(p.booking, "to") == "2026-11-26T14:00:00.000Z");
    // Of a task the end moves: it has begun when it was given.
    p.drag("Survey", 20, -2);
    CHECK(p.when(p.survey, "due") == "2026-11-21T09:00:00.000Z");
    p.drag("Prepayment", 8, 3);
    const auto parts = model::find_records(d.ws(), "instalment", "record", Value(Ref{d.ws().id_of(p.deal)}));
    REQUIRE(parts.size() == 1);
    CHECK(*model::record(d.ws(), parts[0])->get("due").as<Date>() == *date_of(2026, 11, 30));
}

TEST_CASE("a plan is gone through and moved by the keyboard, and folded", "[ui][plan]") {
    AppDriver d;
    Project p(d);
    d.click(Role::link, "Żak");
    d.app.on_route("/calendar/plan");
    d.settle();
    const auto name = [&] {
        const Node* n = d.ui().tree().find(d.ui().focus_now());
        return n ? std::string(n->name) : std::string();
    };
    for (int i = 0; i < 60; ++i) {
        d.key(ImGuiKey_Tab);
        const Node* n = d.ui().tree().find(d.ui().focus_now());
        if (n && n->role == Role::gridcell) break;
    }
    std::string first = name();
    REQUIRE_FALSE(first.empty());
    for (int i = 0; i < 12 && name() != "Crew 1"; ++i) d.key(ImGuiKey_DownArrow);
    for (int i = 0; i < 12 && name() != "Crew 1"; ++i) d.key(ImGuiKey_UpArrow);
    INFO(first << "\n" << d.dump());
    REQUIRE(name() == "Crew 1");
    d.key(ImGuiKey_RightArrow, ImGuiMod_Shift);
    CHECK(p.when(p.booking, "from") == "2026-11-25T06:00:00.000Z");
    CHECK(p.when(p.booking, "to") == "2026-11-26T14:00:00.000Z");
    d.click(Role::button, "Fold: Żak");
    CHECK_FALSE(d.find(Role::gridcell, "Crew 1"));
    d.click(Role::button, "Unfold: Żak");
    CHECK(d.find(Role::gridcell, "Crew 1"));
    d.click(Role::button, "Calendars");
    d.click(Role::checkbox, "Bookings");
    d.key(ImGuiKey_Escape);
    CHECK_FALSE(d.find(Role::gridcell, "Crew 1"));
}

TEST_CASE("a plan of a time in which nothing happens says so; on a phone it has names above the bars", "[ui][plan]") {
    AppDriver d(390, 844);
    Project p(d);
    CHECK(d.find(Role::rowheader, ""));
    CHECK(d.ui().lint() == std::vector<std::string>{});
    d.app.on_route("/calendar/plan?day=2035-01-15");
    d.settle();
    CHECK(d.find(Role::heading, "Nothing planned in this period"));
}

TEST_CASE("a crew's booking is moved by the keyboard: to the next working day, to another crew, or with a way out where that is taken", "[ui][crews]") {
    AppDriver d;
    Project p(d);
    const model::RowId other = p.must({"create", {{"type", "resource"}, {"values", {{"title", "Crew 2"}, {"kind", "crew"}}}}}).record;
    p.must({"rebook", {{"booking", p.id(p.booking)}, {"from", Project::instant("2026-11-20T06:00:00Z")}, {"to", Project::instant("2026-11-20T14:00:00Z")}}});
    const model::RowId van = p.must({"create", {{"type", "resource"}, {"values", {{"title", "Van"}, {"kind", "vehicle"}}}}}).record;
    d.app.on_route("/crews");
    d.settle();
    const auto name = [&] {
        const Node* n = d.ui().tree().find(d.ui().focus_now());
        return n ? std::string(n->name) : std::string();
    };
    for (int i = 0; i < 80 && name() != "Żak"; ++i) d.key(ImGuiKey_Tab);
    REQUIRE(name() == "Żak");
    d.key(ImGuiKey_RightArrow, ImGuiMod_Shift);  // Friday: over the weekend
    CHECK(p.when(p.booking, "from") == "2026-11-23T06:00:00.000Z");
    CHECK(p.when(p.booking, "to") == "2026-11-23T14:00:00.000Z");
    CHECK(name() == "Żak");
    d.key(ImGuiKey_DownArrow, ImGuiMod_Shift);
    CHECK(model::bookings_of(d.ws(), p.deal).front().resource == other);
    CHECK(name() == "Żak");
    p.must({"book", {{"resource", p.id(other)}, {"title", "Service"}, {"from", Project::instant("2026-11-20T08:00:00Z")}, {"to", Project::instant("2026-11-20T10:00:00Z")}}});
    d.settle();
    d.key(ImGuiKey_LeftArrow, ImGuiMod_Shift);
    CHECK(p.when(p.booking, "from") == "2026-11-23T06:00:00.000Z");
    CHECK(d.find(Role::button, "Give to Crew 1"));
    CHECK_FALSE(d.find(Role::button, "Give to Van"));
    d.click(Role::button, "Give to Crew 1");
    CHECK(p.when(p.booking, "from") == "2026-11-20T06:00:00.000Z");
    // A van has a row of its own behind the crews, and is no way out for them; on paper stands what is seen.
    p.must({"book", {{"resource", p.id(van)}, {"title", "Inspection"}, {"from", Project::instant("2026-11-24T08:00:00Z")}, {"to", Project::instant("2026-11-24T10:00:00Z")}}});
    d.settle();
    CHECK(d.get(Role::row, "Van").rect.y > d.get(Role::row, "Crew 2").rect.y);
    CHECK(d.find(Role::button, "Inspection"));
    d.click(Role::button, "Save as PDF");
    REQUIRE(d.host.saved_.size() == 1);
    const auto text = exchange::document_text(d.host.saved_[0].bytes, "application/pdf");
    REQUIRE(text.ok());
    for (const char* word : {"Crews, 16–27 Nov", "Crew 1", "Van", "Inspection", "Żak"}) CHECK(text->find(word) != std::string::npos);
    // Four weeks have room.
    d.click(Role::tab, "4 weeks");
    CHECK(d.find(Role::columnheader, "Fri 11"));
    CHECK(d.ui().lint() == std::vector<std::string>{});
}
