#include <catch_amalgamated.hpp>

#include <nlohmann/json.hpp>

#include "exchange/documents/document_text.h"
#include "model/calendar_period.h"
#include "unit/ui/app_driver.h"

using namespace potok;
using namespace potok::ui;

namespace {

// Ceilings without samples, on Thursday 19 November 2026, 11:00 in Moscow.
struct Diary {
    explicit Diary(AppDriver& driver, const std::string& route) : d(driver) {
        d.click(Role::radio, "Suspended ceilings");
        if (d.get(Role::checkbox, "sample").has(state_checked)) d.click(Role::checkbox, "sample");
        d.click(Role::button, "Start");
        me = d.ws().administrator();
        visit = event("Visit Brzesko", "2026-11-20T07:00:00Z", "2026-11-20T08:30:00Z");
        fair = event("Fair", "2026-11-23T06:00:00Z", "2026-11-25T15:00:00Z");
        other = must({"create_person", {{"name", "Olga"}, {"roles", {"ceilings.manager"}}}}).record;
        call = must({"create_task", {{"title", "Call Zofia"}, {"assignee", d.ws().id_of(other).str()}, {"due", at("2026-11-20T12:00:00Z")}}}).record;
        d.app.on_route(route);
        d.settle();
    }
    model::Outcome must(const model::Command& command) {
        auto done = d.ws().apply(command, d.ws().administrator(), d.host.now());
        if (!done.ok()) FAIL(describe(done.error()));
        return *done;
    }
    model::RowId event(const char* title, const char* from, const char* to) {
        return must({"create", {{"type", "event"}, {"values", {{"title", title}, {"from", at(from)}, {"to", at(to)}, {"person", to_json(Value(Ref{d.ws().id_of(me)}))}}}}}).record;
    }
    static Json at(const char* text) { return to_json(Value(*parse_instant(text))); }
    std::string when(model::RowId row, const char* field) { return format_iso(*model::record(d.ws(), row)->get(field).as<Instant>()); }
    // A day of the page: the small month at the side has days of the same names.
    const Node& cell(std::string_view name) {
        for (const Node& n : d.ui().tree().nodes())
            if (n.role == Role::gridcell && n.name.starts_with(name) && n.rect.w > 40) return n;
        throw std::runtime_error("no day " + std::string(name) + " in\n" + d.dump());
    }
    AppDriver& d;
    model::RowId me = 0, other = 0, visit = 0, fair = 0, call = 0;
};

// Where there is nothing in a day's cell.
Point foot_of(const Node& cell) { return {cell.rect.center().x, cell.rect.bottom() - 8}; }

}  // namespace

TEST_CASE("the month shows entries, deadlines and holidays on their days", "[ui][calendar]") {
    AppDriver d;
    Diary diary(d, "/calendar/month");
    CHECK(d.find(Role::grid, "November 2026"));
    CHECK(d.find(Role::columnheader, "Monday"));
    CHECK(diary.cell("19 November 2026").has(state_current));
    CHECK(diary.cell("4 November 2026, Unity Day").rect.h > 90);
    const Node& visit = d.get(Role::button, "Visit Brzesko");
    CHECK(diary.cell("20 November 2026").rect.contains(visit.rect.center()));
    // Three days in one bar.
    CHECK(d.get(Role::button, "Fair").rect.w > 2 * diary.cell("20 November 2026").rect.w);
    CHECK(diary.cell("24 November 2026").description == "1 entry");
    CHECK(d.find(Role::button, "Call Zofia"));
    CHECK(d.ui().lint() == std::vector<std::string>{});
    CHECK(d.ui().tree().duplicates() == 0);
    // Calendars are hidden by kind and by person.
    d.click(Role::checkbox, "Deadlines");
    CHECK_FALSE(d.find(Role::button, "Call Zofia"));
    d.click(Role::checkbox, "Deadlines");
    d.click(Role::checkbox, "Olga");
    CHECK_FALSE(d.find(Role::button, "Call Zofia"));
    CHECK(d.find(Role::button, "Visit Brzesko"));
    d.click(Role::checkbox, "Olga");
    d.click(Role::checkbox, "Only mine");
    CHECK_FALSE(d.find(Role::button, "Call Zofia"));
    CHECK_FALSE(d.find(Role::checkbox, "Olga"));
}

TEST_CASE("an entry is dragged to another day of the month and keeps its hour; Undo takes it back", "[ui][calendar]") {
    AppDriver d;
    Diary diary(d, "/calendar/month");
    d.drag(d.get(Role::button, "Visit Brzesko").rect.center(), foot_of(diary.cell("27 November 2026")));
    d.let_go();
    CHECK(diary.when(diary.visit, "from") == "2026-11-27T07:00:00.000Z");
    CHECK(diary.when(diary.visit, "to") == "2026-11-27T08:30:00.000Z");
    CHECK(d.find(Role::button, "Undo"));
    d.click(Role::button, "Undo");
    CHECK(diary.when(diary.visit, "from") == "2026-11-20T07:00:00.000Z");
    // A deadline as well; and a bar from the day at which it was taken hold of.
    d.drag(d.get(Role::button, "Call Zofia").rect.center(), foot_of(diary.cell("19 November 2026")));
    d.let_go();
    CHECK(diary.when(diary.call, "due") == "2026-11-19T12:00:00.000Z");
    const Rect fair = d.get(Role::button, "Fair").rect;
    d.drag({fair.right() - 10, fair.center().y}, foot_of(diary.cell("26 November 2026")));
    d.let_go();
    CHECK(diary.when(diary.fair, "from") == "2026-11-24T06:00:00.000Z");
    // Escape and a place outside let go of it where it was.
    d.drag(d.get(Role::button, "Fair").rect.center(), {300, 20});
    d.let_go();
    CHECK(diary.when(diary.fair, "from") == "2026-11-24T06:00:00.000Z");
}

TEST_CASE("a click on a day makes an entry there", "[ui][calendar]") {
    AppDriver d;
    Diary diary(d, "/calendar/month");
    d.press(foot_of(diary.cell("12 November 2026")));
    REQUIRE(d.find(Role::dialog, "New event"));
    CHECK(d.get(Role::button, "Enter").has(state_disabled));
    d.type("Inspection");
    d.click(Role::button, "Enter");
    CHECK_FALSE(d.find(Role::dialog, "New event"));
    const Node& made = d.get(Role::button, "Inspection");
    CHECK(diary.cell("12 November 2026").rect.contains(made.rect.center()));
    const auto events = model::events(d.ws(), *parse_instant("2026-11-12T00:00:00Z"), *parse_instant("2026-11-13T00:00:00Z"));
    REQUIRE(events.size() == 1);
    CHECK(events[0].person == diary.me);
    CHECK(events[0].to - events[0].from == 3'600'000);
    // As a deadline it is a task of one's own.
    d.press(foot_of(diary.cell("13 November 2026")));
    d.click(Role::radio, "Deadline");
    d.fill("What", "Send the offer");
    d.click(Role::button, "Enter");
    const auto due = model::tasks_due(d.ws(), *parse_instant("2026-11-13T00:00:00Z"), *parse_instant("2026-11-14T00:00:00Z"), diary.me);
    REQUIRE(due.size() == 1);
    CHECK(due[0].title == "Send the offer");
    CHECK(model::tasks_due(d.ws(), *parse_instant("2026-11-13T00:00:00Z"), *parse_instant("2026-11-14T00:00:00Z"), diary.other).empty());
}

TEST_CASE("the keyboard goes through the month, moves entries and opens days", "[ui][calendar]") {
    AppDriver d;
    Diary diary(d, "/calendar/month");
    for (int i = 0; i < 80; ++i) {
        d.key(ImGuiKey_Tab);
        const Node* now = d.ui().tree().find(d.ui().focus_now());
        if (now && now->role == Role::gridcell && now->rect.w > 40) break;
    }
    const auto at = [&] { return std::string(d.ui().tree().find(d.ui().focus_now())->name); };
    REQUIRE(at() == "19 November 2026");
    d.key(ImGuiKey_DownArrow);
    CHECK(at() == "26 November 2026");
    d.key(ImGuiKey_PageUp);
    CHECK(at() == "26 October 2026");
    CHECK(d.find(Role::grid, "October 2026"));
    d.key(ImGuiKey_LeftArrow);
    CHECK(at() == "25 October 2026");
    d.key(ImGuiKey_Home);
    CHECK(at() == "19 October 2026");
    d.key(ImGuiKey_T);
    CHECK(d.find(Role::grid, "November 2026"));
    CHECK(d.host.route_ == "/calendar/month");

    // To the 19th, to its entry, and two days on with it.
    REQUIRE(at() == "19 November 2026");
    d.key(ImGuiKey_RightArrow);
    d.key(ImGuiKey_Tab);
    REQUIRE(at() == "Visit Brzesko");
    d.key(ImGuiKey_RightArrow, ImGuiMod_Shift);
    CHECK(diary.when(diary.visit, "from") == "2026-11-21T07:00:00.000Z");
    CHECK(at() == "Visit Brzesko");
    d.key(ImGuiKey_DownArrow, ImGuiMod_Shift);
    CHECK(diary.when(diary.visit, "from") == "2026-11-28T07:00:00.000Z");
    d.key(ImGuiKey_Tab, ImGuiMod_Shift);
    REQUIRE(at() == "28 November 2026");
    d.key(ImGuiKey_Enter);
    CHECK(d.host.route_ == "/calendar/day?day=2026-11-28");
    CHECK(d.find(Role::heading, "28 November 2026"));
}

TEST_CASE("the view one chose stays for the next time", "[ui][calendar]") {
    AppDriver d;
    Diary diary(d, "/calendar");
    CHECK(d.get(Role::tab, "Week").has(state_selected));
    d.click(Role::tab, "Month");
    CHECK(d.host.route_ == "/calendar/month");
    d.app.on_route("/tasks");
    d.settle();
    d.app.on_route("/calendar");
    d.settle();
    CHECK(d.get(Role::tab, "Month").has(state_selected));
    CHECK(d.host.setting("calendar").find("month") != std::string::npos);
    // A day from a month is shown alone; the address may ask for another view.
    d.app.on_route("/calendar/agenda?day=2026-11-20");
    d.settle();
    CHECK(d.get(Role::tab, "Agenda").has(state_selected));
    d.app.on_route("/calendar/unheard_of");
    d.settle();
    CHECK(d.get(Role::tab, "Month").has(state_selected));
}

TEST_CASE("what does not fit into a day leads to the day", "[ui][calendar]") {
    AppDriver d;
    Diary diary(d, "/calendar/month");
    for (int i = 0; i < 9; ++i) diary.event(("Visit " + std::to_string(i)).c_str(), "2026-11-11T07:00:00Z", "2026-11-11T08:00:00Z");
    d.settle();
    const Node& more = d.get(Role::button, "more");
    CHECK(diary.cell("11 November 2026").rect.contains(more.rect.center()));
    CHECK(diary.cell("11 November 2026").description == "9 entries");
    d.click(Role::button, "more");
    CHECK(d.host.route_ == "/calendar/day?day=2026-11-11");
    CHECK(d.find(Role::button, "Visit 8"));
}

TEST_CASE("the agenda goes on over empty months to whatever is stored, both ways", "[ui][calendar]") {
    for (const float width : {1440.f, 390.f}) {
        AppDriver d(width, width == 390.f ? 844.f : 900.f);
        Diary diary(d, width == 390.f ? "/calendar" : "/calendar/agenda");
        REQUIRE(d.find(Role::region, "Agenda"));
        CHECK(d.find(Role::heading, "today, 19 Nov"));
        diary.event("Founding", "2024-03-05T07:00:00Z", "2024-03-05T08:00:00Z");
        diary.event("Jubilee", "2029-03-05T07:00:00Z", "2029-03-05T08:00:00Z");
        d.settle();
        const Rect list = d.get(Role::region, "Agenda").rect;
        d.host.move(list.center().x, list.center().y);
        const auto scroll_to = [&](const char* name, float by) {
            for (int i = 0; i < 400 && !d.find(Role::listitem, name); ++i) {
                d.host.wheel(0, by);
                d.frame();
            }
            d.settle();
            return d.find(Role::listitem, name) != nullptr;
        };
        CHECK(scroll_to("Visit Brzesko", -1));
        CHECK(scroll_to("Fair", -1));
        int rows = 0;  // three days are three rows
        for (const Node& n : d.ui().tree().nodes()) rows += n.role == Role::listitem && n.name == "Fair" ? 1 : 0;
        if (width == 1440.f) CHECK(rows == 3);
        CHECK(scroll_to("Founding", 10));
        CHECK(scroll_to("Jubilee", -10));
        CHECK(d.ui().lint() == std::vector<std::string>{});
    }
}

TEST_CASE("a phone's month has the chosen day's entries below it", "[ui][calendar]") {
    AppDriver d(390, 844);
    Diary diary(d, "/calendar");
    CHECK(d.get(Role::radio, "Agenda").has(state_checked));
    d.click(Role::radio, "Month");
    CHECK(d.find(Role::heading, "today, 19 Nov"));
    CHECK(diary.cell("20 November 2026").rect.h >= 44);
    d.press(diary.cell("20 November 2026").rect.center());
    CHECK(d.find(Role::listitem, "Visit Brzesko"));
    d.click(Role::button, "Calendars");
    d.click(Role::checkbox, "Events");
    d.key(ImGuiKey_Escape);
    CHECK_FALSE(d.find(Role::listitem, "Visit Brzesko"));
    CHECK(d.ui().lint() == std::vector<std::string>{});
}

TEST_CASE("on the hours of a week an event is moved, made longer, and made where one points", "[ui][calendar]") {
    AppDriver d;
    Diary diary(d, "/calendar/week");
    const Rect visit = d.get(Role::button, "Visit Brzesko").rect;
    CHECK(visit.h == Catch::Approx(88));  // an hour and a half
    const Rect thursday = diary.cell("19 November 2026").rect;
    d.drag({visit.center().x, visit.y + 10}, {thursday.center().x, visit.y + 70});
    d.let_go();
    CHECK(diary.when(diary.visit, "from") == "2026-11-19T08:00:00.000Z");
    const Rect moved = d.get(Role::button, "Visit Brzesko").rect;
    d.drag({moved.center().x, moved.bottom() - 3}, {moved.center().x, moved.bottom() + 29});
    d.let_go();
    CHECK(diary.when(diary.visit, "to") == "2026-11-19T10:00:00.000Z");
    // The bar of the fair is above the hours only in its own week; a click on a free hour asks for an entry there.
    CHECK_FALSE(d.find(Role::button, "Fair"));
    const Rect tuesday = diary.cell("17 November 2026").rect;
    d.press({tuesday.center().x, visit.y + 40});
    REQUIRE(d.find(Role::dialog, "New event"));
    d.type("Survey");
    d.click(Role::button, "Enter");
    const auto events = model::events(d.ws(), *parse_instant("2026-11-17T00:00:00Z"), *parse_instant("2026-11-18T00:00:00Z"));
    REQUIRE(events.size() == 1);
    CHECK(format_iso(events[0].from) == "2026-11-17T07:30:00.000Z");
    // A page on, the fair can be dragged by days.
    d.key(ImGuiKey_PageDown);
    const Rect fair = d.get(Role::button, "Fair").rect;
    d.drag({fair.x + 20, fair.center().y}, {diary.cell("24 November 2026").rect.center().x, fair.center().y});
    d.let_go();
    CHECK(diary.when(diary.fair, "from") == "2026-11-24T06:00:00.000Z");
    CHECK(d.ui().lint() == std::vector<std::string>{});
}

TEST_CASE("each view is saved as a PDF that says what is seen", "[ui][calendar][print]") {
    AppDriver d;
    Diary diary(d, "/calendar/month");
    const auto printed = [&](const char* route) {
        d.app.on_route(route);
        d.settle();
        d.host.saved_.clear();
        d.click(Role::button, "Save as PDF");
        REQUIRE(d.host.saved_.size() == 1);
        CHECK(d.host.saved_[0].media_type == "application/pdf");
        CHECK(d.host.saved_[0].name.ends_with(".pdf"));
        auto text = exchange::document_text(d.host.saved_[0].bytes, "application/pdf");
        REQUIRE(text.ok());
        return *text;
    };
    const std::string month = printed("/calendar/month");
    for (const char* word : {"November 2026", "Visit Brzesko", "Fair", "Call Zofia", "Unity Day", "Monday"}) CHECK(month.find(word) != std::string::npos);
    const std::string week = printed("/calendar/week");
    CHECK(week.find("11:00–12:30") != std::string::npos);
    CHECK(week.find("Fair") == std::string::npos);  // the week after
    const std::string agenda = printed("/calendar/agenda");
    CHECK(agenda.find("Friday, 20 November 2026") != std::string::npos);
    CHECK(agenda.find("23 Nov – 25 Nov") != std::string::npos);
    CHECK(printed("/calendar/day?day=2026-11-22").find("Nothing planned") != std::string::npos);
    // What is hidden is not printed.
    d.app.on_route("/calendar/month");
    d.settle();
    d.click(Role::checkbox, "Deadlines");
    CHECK(printed("/calendar/month").find("Call Zofia") == std::string::npos);
    // A week with more than a page has room for goes on.
    for (int i = 0; i < 40; ++i) diary.event(("Round " + std::to_string(i)).c_str(), "2026-11-19T07:00:00Z", "2026-11-19T08:00:00Z");
    CHECK(printed("/calendar/week").find("Round 39") != std::string::npos);
    CHECK(exchange::pdf_facts(d.host.saved_[0].bytes).pages == 3);
    // On the page as many stand side by side as can be told apart; the others are counted, and listed.
    REQUIRE(d.find(Role::button, "more"));
    CHECK_FALSE(d.find(Role::button, "Round 39"));
    d.click(Role::button, "more");
    CHECK(d.host.route_ == "/calendar/agenda");
}
