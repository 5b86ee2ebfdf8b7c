#include <catch_amalgamated.hpp>

#include <nlohmann/json.hpp>

#include "unit/ui/app_driver.h"

using namespace potok;
using namespace potok::ui;

namespace {

struct Day {
    explicit Day(AppDriver& driver) : d(driver) {
        d.click(Role::radio, "Suspended ceilings");
        if (d.get(Role::checkbox, "sample").has(state_checked)) d.click(Role::checkbox, "sample");
        d.click(Role::button, "Start");
    }
    model::Outcome must(const model::Command& command) {
        auto done = d.ws().apply(command, d.ws().administrator(), d.host.now());
        if (!done.ok()) FAIL(describe(done.error()));
        return *done;
    }
    std::string me() { return d.ws().id_of(d.ws().administrator()).str(); }
    model::RowId task(const char* title, std::int64_t hours) {
        return must({"create_task", {{"title", title}, {"assignee", me()}, {"due", to_json(Value(d.host.now() + hours * 3'600'000))}}}).record;
    }
    void show() {
        d.app.on_route("/today");
        d.settle();
    }
    AppDriver& d;
};

}  // namespace

TEST_CASE("today holds late tasks, those of the day, meetings, and tomorrow's", "[ui][today]") {
    AppDriver d;
    Day day(d);
    day.task("Call Zofia", -20);
    day.task("Send the offer", 2);
    day.task("Visit Brzesko", 24);
    day.must({"create", {{"type", "event"}, {"values", {{"title", "Briefing"}, {"from", to_json(Value(d.host.now() + 3'600'000))}, {"to", to_json(Value(d.host.now() + 2 * 3'600'000))},
                                                        {"person", to_json(Value(d.ws().id_of(d.ws().administrator())))}}}}});
    day.show();
    CHECK(d.get(Role::listitem, "Call Zofia").rect.y < d.get(Role::listitem, "Briefing").rect.y);
    CHECK(d.get(Role::listitem, "Briefing").rect.y < d.get(Role::listitem, "Send the offer").rect.y);
    CHECK(d.find(Role::heading, "Tomorrow"));
    CHECK(d.find(Role::listitem, "Visit Brzesko"));
    CHECK(d.ui().tree().duplicates() == 0);
    CHECK(d.ui().lint() == std::vector<std::string>{});
    d.click(Role::button, "Complete: Send the offer");
    CHECK_FALSE(d.find(Role::listitem, "Send the offer"));
    CHECK(d.find(Role::text, "1 task done"));
}

TEST_CASE("what stands still without a next step gets one from here", "[ui][today]") {
    AppDriver d;
    Day day(d);
    // Without a robot that gives every new lead a task.
    std::vector<std::string> robots;
    for (const auto* definition : d.ws().catalog().definitions_of("automation")) robots.push_back(definition->key);
    for (const std::string& key : robots) day.must({"undefine", {{"kind", "automation"}, {"key", key}}});
    day.must({"create", {{"type", "ceilings.lead"}, {"pipeline", "ceilings.leads"}, {"values", {{"title", "Marina"}, {"amount", to_json(Value(Money{184'600'00, "RUB"}))}}}}});
    day.show();
    REQUIRE(d.find(Role::heading, "Without a next step"));
    CHECK(d.find(Role::listitem, "Marina"));
    d.click(Role::button, "Step");
    d.fill("What is to be done", "Call her");
    d.click(Role::button, "Create task");
    CHECK_FALSE(d.find(Role::heading, "Without a next step"));
}

TEST_CASE("an empty day says what will stand here; on a phone too", "[ui][today]") {
    for (const float width : {1440.f, 390.f}) {
        AppDriver d(width, width == 390.f ? 844.f : 900.f);
        Day day(d);
        day.show();
        CHECK(d.find(Role::heading, "Nothing is planned"));
        CHECK(d.ui().tree().duplicates() == 0);
    }
}
