// Time, waiting and letting go.
#include "fixture.h"

using namespace potok;
using namespace potok::automation::test;

namespace {

const std::string entered_b = R"("label": "R", "pipeline": "t.deals", "trigger": {"on": "stage_entered", "stage": "b"}, )";

// A key task, and a control task for the head when it is not done within the pause.
const std::string control = "{" + entered_b + R"json("scope": "record", "do": [
    {"task": {"key": "sign", "title": "Sign", "assignee": "owner", "due": {"elapsed": "= settings.t.pause * duration(\"PT1H\")"},
              "wait": true, "late": [{"after": "due", "do": [
                  {"task": {"key": "control", "kind": "control", "title": "Why is {title} late?", "assignee": "role:t.head"}}]}]}},
    {"comment": {"text": "signed"}}]})json";

}  // namespace

TEST_CASE("a control task at exactly 24 hours, and never when done in time", "[automation]") {
    World w;
    w.robot("t.r", control);
    SECTION("one millisecond before: nothing") {
        const RowId deal = w.deal();
        w.move(deal, "b");
        w.pass(day - 1);
        CHECK(w.tasks_named(deal, "control").empty());
        w.complete(deal, "sign");
        w.pass(10 * day);
        CHECK(w.tasks_named(deal, "control").empty());
        CHECK(w.comments(deal) == std::vector<std::string>{"signed"});
        CHECK(w.state("t.r") == "done");
        CHECK(w.count("SELECT count(*) FROM e_wait") == 0);
    }
    SECTION("at the instant itself it is late, even when nobody ran the timer before") {
        const RowId deal = w.deal();
        w.move(deal, "b");
        w.now = w.now + day;
        w.complete(deal, "sign");
        REQUIRE(w.tasks_named(deal, "control").size() == 1);
        CHECK(w.tasks_named(deal, "control")[0].assignee == w.head);
        CHECK(w.tasks_named(deal, "control")[0].state == "open");
        CHECK(w.comments(deal) == std::vector<std::string>{"signed"});
    }
    SECTION("after a restart and a sleep of a week, once") {
        const RowId deal = w.deal();
        w.move(deal, "b");
        w.restart();
        w.sleep(7 * day);
        w.restart();
        w.sleep(7 * day);
        CHECK(w.tasks_named(deal, "control").size() == 1);
    }
    SECTION("by the setting") {
        w.must("set_setting", {{"key", "t.pause"}, {"value", 2}});
        const RowId deal = w.deal();
        w.move(deal, "b");
        w.pass(2 * hour);
        CHECK(w.tasks_named(deal, "control").size() == 1);
    }
    SECTION("moved back and forth: nothing twice, and the hours run on") {
        const RowId deal = w.deal();
        for (int i = 0; i < 5; ++i) {
            w.move(deal, "b");
            w.pass(hour);
            w.move(deal, "a");
        }
        CHECK(w.tasks_named(deal, "sign").size() == 1);
        w.pass(day);
        CHECK(w.tasks_named(deal, "control").size() == 1);
    }
    SECTION("the due time put off by hand") {
        const RowId deal = w.deal();
        w.move(deal, "b");
        w.pass(hour);
        const Instant later = w.now + 3 * day;
        w.must("update_task", {{"task", w.id(w.tasks_named(deal, "sign")[0].row)}, {"due", {{"i", format_iso(later)}}}});
        w.pass(3 * day - 1);
        CHECK(w.tasks_named(deal, "control").empty());
        w.pass(1);
        CHECK(w.tasks_named(deal, "control").size() == 1);
    }
    SECTION("lost: put away") {
        const RowId deal = w.deal();
        w.move(deal, "b");
        w.move(deal, "lost");
        CHECK(w.state("t.r") == "withdrawn");
        w.pass(2 * day);
        CHECK(w.tasks_named(deal, "control").empty());
    }
    SECTION("deleted: put away") {
        const RowId deal = w.deal();
        w.move(deal, "b");
        w.must("delete", {{"record", w.id(deal)}});
        CHECK(w.count("SELECT count(*) FROM e_wait") == 0);
        w.pass(2 * day);
        CHECK(w.count("SELECT count(*) FROM r_task WHERE key = 'control'") == 0);
    }
}

TEST_CASE("a stay's waiting is withdrawn with its reason when the stage is left", "[automation]") {
    World w;
    w.robot("t.r", "{" + entered_b + R"("withdraw_tasks": ["x"], "do": [
        {"task": {"key": "x", "title": "X"}}, {"task": {"key": "y", "title": "Y"}}, {"wait": {"days": 2, "time": "08:00"}}, {"comment": {"text": "two days"}}]})");
    const RowId deal = w.deal();
    w.move(deal, "b");
    CHECK(w.state("t.r") == "running");
    CHECK(format_iso(*w.engine->next_due(*w.ws)) == "2026-03-04T08:00:00.000Z");
    w.move(deal, "a");
    CHECK(w.state("t.r") == "withdrawn");
    CHECK(w.ws->db().get_text("SELECT reason FROM e_firing")->value_or("") == "automation.reason.stage");
    CHECK(w.tasks_named(deal, "x")[0].state == "withdrawn");
    CHECK(w.tasks_named(deal, "y")[0].state == "open");
    w.move(deal, "b");
    w.pass(3 * day);
    CHECK(w.comments(deal) == std::vector<std::string>{"two days"});
}

TEST_CASE("a firing that was withdrawn before it did anything may fire again", "[automation]") {
    World w;
    w.robot("t.r", "{" + entered_b + R"("scope": "record", "ground": "stage", "do": [{"wait": {"elapsed": "PT1H"}}, {"comment": {"text": "hour"}}]})");
    const RowId deal = w.deal();
    w.move(deal, "b");
    w.move(deal, "a");
    w.move(deal, "b");
    w.pass(hour);
    CHECK(w.comments(deal) == std::vector<std::string>{"hour"});
    w.move(deal, "a");
    w.move(deal, "b");
    w.pass(hour);
    CHECK(w.comments(deal).size() == 1);
}

TEST_CASE("waiting for a task, an event, a condition, whichever is first", "[automation]") {
    World w;
    w.robot("t.task", "{" + entered_b + R"("do": [{"wait": {"task": "x"}}, {"comment": {"text": "task"}}]})");
    w.robot("t.event", "{" + entered_b + R"("do": [{"wait": {"event": "call"}}, {"comment": {"text": "event"}}]})");
    w.robot("t.cond", "{" + entered_b + R"("do": [{"wait": {"condition": "amount > 10"}}, {"comment": {"text": "condition"}}]})");
    w.robot("t.any", "{" + entered_b + R"("do": [{"wait": {"any": [{"event": "call"}, {"elapsed": "PT1H"}]}}, {"comment": {"text": "any"}}]})");
    w.robot("t.make", R"({"label": "R", "pipeline": "t.deals", "trigger": {"on": "record_created"}, "do": [{"task": {"key": "x", "title": "X"}}]})");
    const RowId deal = w.deal();
    w.move(deal, "b");
    CHECK(w.comments(deal).empty());
    w.set(deal, {{"amount", 10}});
    CHECK(w.comments(deal).empty());
    w.restart();
    w.set(deal, {{"amount", 11}});
    CHECK(w.comments(deal) == std::vector<std::string>{"condition"});
    w.complete(deal, "x");
    CHECK(w.comments(deal) == std::vector<std::string>{"condition", "task"});
    w.pass(hour);
    CHECK(w.comments(deal) == std::vector<std::string>{"condition", "task", "any"});
    w.must("receive_event", {{"event", "call"}, {"external_id", "1"}, {"record", w.id(deal)}});
    CHECK(w.comments(deal) == std::vector<std::string>{"condition", "task", "any", "event"});
    CHECK(w.count("SELECT count(*) FROM e_wait") == 0);
    CHECK(w.count("SELECT count(*) FROM e_token") == 0);
    // What is there already is not waited for.
    w.move(deal, "a");
    w.move(deal, "b");
    CHECK(w.comments(deal).size() == 6);
}

TEST_CASE("parallel branches go on when all are through", "[automation]") {
    World w;
    w.robot("t.r", "{" + entered_b + R"("do": [
        {"parallel": [
            [{"task": {"key": "x", "title": "X", "wait": true}}, {"comment": {"text": "x"}}],
            [{"if": "amount > 1", "then": [{"wait": {"elapsed": "PT1H"}}], "else": [{"wait": {"elapsed": "PT2H"}}]}]]},
        {"comment": {"text": "both"}}]})");
    const RowId deal = w.deal();
    w.move(deal, "b");
    w.pass(2 * hour);
    CHECK(w.comments(deal).empty());
    w.restart();
    w.complete(deal, "x");
    CHECK(w.comments(deal) == std::vector<std::string>{"x", "both"});
    CHECK(w.state("t.r") == "done");
}

TEST_CASE("a watched task does not hold the robot up", "[automation]") {
    World w;
    w.robot("t.r", "{" + entered_b + R"("do": [
        {"task": {"key": "x", "title": "X", "late": [{"after": {"elapsed": "PT1H"}, "do": [{"comment": {"text": "late"}}]}]}},
        {"comment": {"text": "on"}}]})");
    const RowId deal = w.deal();
    w.move(deal, "b");
    CHECK(w.comments(deal) == std::vector<std::string>{"on"});
    w.pass(hour);
    CHECK(w.comments(deal) == std::vector<std::string>{"on", "late"});
    w.complete(deal, "x");
    CHECK(w.state("t.r") == "done");
}

TEST_CASE("an interrupting deadline takes the task's place", "[automation]") {
    World w;
    w.robot("t.r", "{" + entered_b + R"("do": [
        {"task": {"key": "x", "title": "X", "wait": true, "late": [{"after": {"elapsed": "PT1H"}, "interrupting": true, "do": [{"comment": {"text": "instead"}}]}]}},
        {"comment": {"text": "on"}}]})");
    const RowId deal = w.deal();
    w.move(deal, "b");
    w.pass(hour);
    CHECK(w.tasks_named(deal, "x")[0].state == "withdrawn");
    CHECK(w.comments(deal) == std::vector<std::string>{"instead", "on"});
    CHECK(w.state("t.r") == "done");
}

TEST_CASE("stop ends all branches", "[automation]") {
    World w;
    w.robot("t.r", "{" + entered_b + R"("do": [{"parallel": [
        [{"wait": {"elapsed": "PT5H"}}, {"comment": {"text": "never"}}],
        [{"wait": {"elapsed": "PT1H"}}, {"stop": true, "when": "amount > 1"}, {"comment": {"text": "not stopped"}}]]}]})");
    const RowId one = w.deal({{"amount", 2}}), two = w.deal({{"amount", 1}});
    w.move(one, "b");
    w.move(two, "b");
    w.pass(6 * hour);
    CHECK(w.comments(one).empty());
    CHECK(w.comments(two) == std::vector<std::string>{"not stopped", "never"});
    CHECK(w.count("SELECT count(*) FROM e_wait") == 0);
}

TEST_CASE("before and after dates", "[automation]") {
    World w;
    const std::string head = R"({"label": "R", "pipeline": "t.deals", "trigger": )";
    w.robot("t.before", head + R"({"on": "before_date", "field": "start", "offset": "P1D", "at": "09:00"}, "do": [{"comment": {"text": "before {start}"}}]})");
    w.robot("t.in_b", head + R"({"on": "before_date", "field": "start", "offset": {"working_days": 1}, "at": "10:00", "in": "b"}, "do": [{"comment": {"text": "b"}}]})");
    w.robot("t.after", head + R"({"on": "after_date", "field": "visit_at", "offset": "PT2H"}, "do": [{"comment": {"text": "after"}}]})");
    const RowId deal = w.deal();
    SECTION("at its hour, once per date; a changed date moves the clock") {
        w.set(deal, {{"start", {{"d", "2026-03-10"}}}});
        CHECK(format_iso(*w.engine->next_due(*w.ws)) == "2026-03-09T09:00:00.000Z");
        w.set(deal, {{"start", {{"d", "2026-03-12"}}}});
        w.restart();
        w.pass(8 * day);
        CHECK(w.comments(deal).empty());
        w.pass(2 * day);
        REQUIRE(w.comments(deal).size() == 1);
        w.set(deal, {{"start", {{"d", "2026-03-20"}}}});
        w.set(deal, {{"start", {{"d", "2026-03-12"}}}});
        w.set(deal, {{"start", {{"d", "2026-03-20"}}}});
        w.pass(10 * day);
        CHECK(w.comments(deal).size() == 2);
    }
    SECTION("too late for the hour but the date is ahead: at once") {
        w.set(deal, {{"start", {{"d", "2026-03-03"}}}});
        CHECK(w.comments(deal).size() == 1);
    }
    SECTION("the date itself has passed: not at all") {
        w.set(deal, {{"start", {{"d", "2026-03-01"}}}});
        w.pass(2 * day);
        CHECK(w.comments(deal).empty());
    }
    SECTION("only in its stage; set on entering, put away on leaving") {
        w.set(deal, {{"start", {{"d", "2026-03-16"}}}});  // a Monday: the working day before is Friday the 13th
        w.move(deal, "b");
        w.move(deal, "a");
        w.move(deal, "b");
        w.pass(10 * day);
        CHECK(w.comments(deal).empty());
        w.pass(day + 2 * hour);
        CHECK(w.comments(deal) == std::vector<std::string>{"b"});
        w.move(deal, "a");
        w.move(deal, "b");
        CHECK(w.comments(deal) == std::vector<std::string>{"b"});
    }
    SECTION("after an instant") {
        w.set(deal, {{"visit_at", {{"i", "2026-03-02T12:00:00.000Z"}}}});
        w.pass(5 * hour - 1);
        CHECK(w.comments(deal).empty());
        w.pass(1);
        CHECK(w.comments(deal) == std::vector<std::string>{"after"});
    }
    SECTION("the date taken away: the clock with it") {
        w.set(deal, {{"start", {{"d", "2026-03-10"}}}});
        w.set(deal, {{"start", nullptr}});
        CHECK(!w.engine->next_due(*w.ws));
    }
    SECTION("a definition that comes later finds the records there are") {
        w.set(deal, {{"start", {{"d", "2026-03-10"}}}});
        w.robot("t.late", head + R"({"on": "before_date", "field": "start", "offset": "P2D"}, "do": [{"comment": {"text": "late"}}]})");
        w.must("undefine", {{"kind", "automation"}, {"key", "t.before"}});
        w.pass(9 * day);
        CHECK(w.comments(deal) == std::vector<std::string>{"late"});
    }
}

TEST_CASE("overdue tasks", "[automation]") {
    World w;
    w.robot("t.r", R"({"label": "R", "pipeline": "t.deals", "trigger": {"on": "task_overdue"}, "do": [{"comment": {"text": "late: {task.title}"}}]})");
    const RowId deal = w.deal();
    const auto task = [&](const std::string& title, Instant due) {
        return w.must("create_task", {{"record", w.id(deal)}, {"title", title}, {"due", {{"i", format_iso(due)}}}}).record;
    };
    task("one", w.now + hour);
    const RowId two = task("two", w.now + hour);
    const RowId three = task("three", w.now + hour);
    w.must("complete_task", {{"task", w.id(two)}});
    w.must("update_task", {{"task", w.id(three)}, {"due", {{"i", format_iso(w.now + 2 * hour)}}}});
    w.pass(hour);
    CHECK(w.comments(deal) == std::vector<std::string>{"late: one"});
    w.must("update_task", {{"task", w.id(three)}, {"title", "drei"}});
    w.pass(hour);
    CHECK(w.comments(deal) == std::vector<std::string>{"late: one", "late: drei"});
    w.must("complete_task", {{"task", w.id(three)}});
    w.must("reopen_task", {{"task", w.id(three)}});
    w.pass(day);
    CHECK(w.comments(deal).size() == 2);
}

TEST_CASE("after a sleep timers run in order, and count from when they were due", "[automation]") {
    World awake(3), asleep(3);
    for (World* w : {&awake, &asleep}) {
        w->robot("t.r", "{" + entered_b + R"("do": [
            {"wait": {"elapsed": "PT3H"}}, {"comment": {"text": "{title} {string(now())}"}},
            {"wait": {"working_time": "PT2H"}}, {"comment": {"text": "{title} {string(now())}"}},
            {"task": {"key": "x", "title": "{title}", "due": {"elapsed": "PT1H"}}}]})");
        w->robot("t.late", R"({"label": "R", "pipeline": "t.deals", "trigger": {"on": "task_overdue"}, "do": [{"comment": {"text": "late {string(now())}"}}]})");
    }
    std::vector<std::vector<std::string>> said;
    for (World* w : {&awake, &asleep}) {
        const RowId one = w->deal(), two = w->deal({{"title", "Second"}});
        w->move(one, "b");
        w->now = w->now + 60'000;
        w->move(two, "b");
        if (w == &awake)
            w->pass(5 * day);
        else
            w->sleep(5 * day);
        said.push_back(w->comments(one));
        said.push_back(w->comments(two));
    }
    CHECK(said[0].size() == 3);
    CHECK(said[0] == said[2]);
    CHECK(said[1] == said[3]);
}

TEST_CASE("what waits keeps the version it began with", "[automation]") {
    World w;
    w.robot("t.r", "{" + entered_b + R"("do": [{"wait": {"elapsed": "PT1H"}}, {"comment": {"text": "first"}}]})");
    const RowId one = w.deal(), two = w.deal();
    w.move(one, "b");
    w.robot("t.r", "{" + entered_b + R"("do": [{"wait": {"elapsed": "PT1H"}}, {"comment": {"text": "second"}}]})");
    w.move(two, "b");
    w.restart();
    w.pass(hour);
    CHECK(w.comments(one) == std::vector<std::string>{"first"});
    CHECK(w.comments(two) == std::vector<std::string>{"second"});
}

TEST_CASE("a preview runs what is due first, as carrying out would, and takes it back", "[automation]") {
    World w;
    w.robot("t.later", R"({"label": "Later", "pipeline": "t.deals", "trigger": {"on": "stage_entered", "stage": "a"}, "ground": "open",
        "do": [{"wait": {"elapsed": "PT1H"}}, {"set": {"amount": "7"}}]})");
    const RowId deal = w.deal();
    w.now = w.now + 2 * hour;  // it came due an hour ago, and nobody has run it
    const Command to_c{"move", {{"record", w.id(deal)}, {"to", "c"}}};  // its gate asks for the amount
    const std::string before = w.ws->history_hash();
    const auto seen = w.ws->preview(to_c, w.manager, w.now);
    INFO((seen.ok() ? "" : describe(seen.error())));
    REQUIRE(seen.ok());
    CHECK(w.ws->history_hash() == before);
    CHECK(w.stage(deal) == "a");
    CHECK(record(*w.ws, deal)->get("amount").is_null());
    const auto done = w.ws->apply(to_c, w.manager, w.now);
    REQUIRE(done.ok());
    CHECK(seen->changes.size() == done->changes.size());
    CHECK(w.stage(deal) == "c");
    // The next operations have their numbers in a row.
    const auto all = operations(*w.ws, 3);
    CHECK(all[0].command == "move");
    CHECK(all[1].command == "tick");
    CHECK(all[0].row == all[1].row + 1);
}
