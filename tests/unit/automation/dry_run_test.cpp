// A changed definition over what has happened: cases whose answer is known.
#include "automation/dry_run.h"
#include "fixture.h"

using namespace potok;
using namespace potok::automation;
using namespace potok::automation::test;

namespace {

std::string robot(const std::string& when, const std::string& steps) {
    return R"({"label": "R", "pipeline": "t.deals", "trigger": {"on": "stage_entered", "stage": "b"}, "scope": "record", "ground": "open", "when": ")" + when + R"(", "do": [)" + steps + "]}";
}
const std::string checking = R"({"task": {"key": "check", "title": "Check {title}", "assignee": "owner", "due": {"working_days": 2}, "wait": true,
    "late": [{"after": {"elapsed": "PT24H"}, "do": [{"comment": {"text": "late"}}]}]}}, {"comment": {"text": "checked"}})";

DryRun tried(World& w, const std::string& body) {
    Definition d;
    d.kind = "automation";
    d.key = "t.r";
    d.version = 2;
    d.body = Json::parse(body);
    auto run = dry_run(*w.engine, *w.ws, d, w.now);
    if (!run.ok()) FAIL(describe(run.error()));
    return *run;
}

// Twelve deals of 5, 10, … 60; every second one is checked after two hours, the others after two days; every third is lost later.
std::vector<RowId> history(World& w) {
    std::vector<RowId> deals;
    for (int i = 1; i <= 12; ++i) {
        deals.push_back(w.deal({{"title", "D" + std::to_string(i)}, {"amount", 5 * i}}));
        w.move(deals.back(), "b");
        w.pass(2 * hour);
        if (i % 2 == 0 && !w.tasks_named(deals.back(), "check").empty()) w.complete(deals.back(), "check");
    }
    w.pass(2 * day);
    for (int i = 1; i <= 12; ++i) {
        const RowId deal = deals[static_cast<std::size_t>(i - 1)];
        if (i % 2 == 1 && !w.tasks_named(deal, "check").empty()) w.complete(deal, "check");
        if (i % 3 == 0) w.move(deal, "lost");
    }
    return deals;
}

}  // namespace

TEST_CASE("the definition as it was makes no difference", "[automation][dry]") {
    World w;
    w.robot("t.r", robot("amount > 20", checking));
    history(w);
    const std::string before = w.ws->history_hash();
    const DryRun run = tried(w, robot("amount > 20", checking));
    CHECK(run.cases.empty());
    CHECK(run.records == 12);
    CHECK(run.left_out == 0);
    CHECK(run.sums.at(Effect::Kind::task).then == 8);
    CHECK(run.sums.at(Effect::Kind::task).now == 8);
    CHECK(run.sums.at(Effect::Kind::comment).then == 12);  // 8 checked, 4 of them late
    CHECK(w.ws->history_hash() == before);
}

TEST_CASE("a condition that asks for more gives fewer tasks, and names the cases", "[automation][dry]") {
    World w;
    w.robot("t.r", robot("amount > 20", checking));
    const auto deals = history(w);
    const DryRun run = tried(w, robot("amount > 30", checking));  // not those of 25 and 30
    REQUIRE(run.cases.size() == 2);
    CHECK(run.cases[0].record == deals[4]);
    CHECK(run.cases[0].newly.empty());
    REQUIRE(run.cases[0].no_longer.size() == 3);  // the task, late, checked
    CHECK(run.cases[0].no_longer[0].title == "Check D5");
    CHECK(run.cases[1].no_longer.size() == 2);  // in time
    CHECK(run.sums.at(Effect::Kind::task).now == 6);
    CHECK(run.left_out == 2);  // two tasks that were closed are not there to be closed
}

TEST_CASE("another deadline, other words, another step: each shows as what it is", "[automation][dry]") {
    World w;
    w.robot("t.r", robot("amount > 20", checking));
    const auto deals = history(w);
    std::string patient = checking;
    patient.replace(patient.find("PT24H"), 5, "PT90H");
    const DryRun later = tried(w, robot("amount > 20", patient));
    CHECK(later.cases.size() == 4);
    for (const auto& c : later.cases) {
        CHECK(c.newly.empty());
        REQUIRE(c.no_longer.size() == 1);
        CHECK(c.no_longer[0].title == "late");
    }
    const DryRun more = tried(w, robot("amount > 20", checking + R"(, {"message": {"channel": "sms", "to": "\"1\"", "text": "done {title}"}})"));
    CHECK(more.sums.at(Effect::Kind::message).now == 8);
    CHECK(more.cases.size() == 8);
    const DryRun wrong = tried(w, robot("amount > 20", R"({"move": {"to": "c"}}, {"message": {"channel": "sms", "to": "client.phone", "text": "x"}})"));
    CHECK(wrong.problems.size() == 8);
    CHECK(wrong.sums.at(Effect::Kind::move).now == 8);
}

TEST_CASE("a definition that did not exist yet: all it does is new", "[automation][dry]") {
    World w;
    history(w);
    const DryRun run = tried(w, robot("amount > 50", R"({"comment": {"text": "big"}})"));
    REQUIRE(run.cases.size() == 2);
    CHECK(run.cases[0].newly.size() == 1);
    CHECK(run.sums.at(Effect::Kind::comment).then == 0);
    Definition faulty;
    faulty.kind = "automation";
    faulty.key = "t.r";
    faulty.body = Json::parse(robot("amont > 50", R"({"comment": {"text": "big"}})"));
    CHECK(dry_run(*w.engine, *w.ws, faulty, w.now).error().code == "expr.unknown_name");
}

TEST_CASE("what other automation did is taken as it was, and what was undone did not happen", "[automation][dry]") {
    World w;
    w.robot("t.other", R"({"label": "O", "pipeline": "t.deals", "trigger": {"on": "stage_entered", "stage": "b"}, "do": [{"set": {"note": "\"by robot\""}}]})");
    w.robot("t.r", R"({"label": "R", "pipeline": "t.deals", "trigger": {"on": "field_changed", "field": "note"}, "do": [{"comment": {"text": "{note}"}}]})");
    const RowId one = w.deal(), two = w.deal();
    w.move(one, "b");
    w.move(two, "b");
    const auto last = last_undoable(*w.ws, w.manager);
    w.must("undo", {{"operation", last->row}});
    const DryRun run = tried(w, R"({"label": "R", "pipeline": "t.deals", "trigger": {"on": "field_changed", "field": "note"}, "do": [{"comment": {"text": "now {note}"}}]})");
    REQUIRE(run.cases.size() == 1);
    CHECK(run.cases[0].record == one);
    REQUIRE(run.cases[0].newly.size() == 1);
    CHECK(run.cases[0].newly[0].title == "now by robot");
    CHECK(run.cases[0].no_longer.size() == 1);
}

TEST_CASE("tasks with checklists are made anew in a dry run, items and all", "[automation][dry]") {
    World w;
    const std::string listed = R"({"task": {"key": "check", "title": "Check {title}", "assignee": "owner", "checklist": ["One", "Two"], "wait": true}})";
    w.robot("t.r", robot("amount > 20", listed));
    for (int i = 1; i <= 3; ++i) {
        const RowId deal = w.deal({{"title", "D" + std::to_string(i)}, {"amount", 20 * i}});
        w.move(deal, "b");
        for (const Task& t : w.tasks_named(deal, "check"))
            for (const CheckItem& item : check_items(*w.ws, t.row)) w.must("set_check_item", {{"item", w.id(item.row)}, {"done", true}});
    }
    const DryRun same = tried(w, robot("amount > 20", listed));
    CHECK(same.cases.empty());
    CHECK(same.problems.empty());
    CHECK(same.sums.at(Effect::Kind::task).now == 2);
    const DryRun fewer = tried(w, robot("amount > 50", listed));
    CHECK(fewer.cases.size() == 1);
    CHECK(fewer.left_out == 2);  // the ticks of the task that is not given
}
