#include "automation/task_order.h"
#include "model/stage_history.h"
#include "unit/automation/fixture.h"

using namespace potok;
using namespace potok::automation;
using namespace potok::automation::test;

TEST_CASE("tasks follow one another by robots, processes, and stages that ask for them", "[automation][order]") {
    World w;
    // By a robot that answers to a task; through a stage that it moves the record to.
    w.define("automation", "t.answer", R"({"label": "Answer", "pipeline": "t.deals", "trigger": {"on": "task_done", "task": "call"},
        "do": [{"task": {"key": "offer", "title": "Offer", "assignee": "owner"}}, {"move": {"to": "b"}}]})");
    w.define("automation", "t.on_b", R"({"label": "On b", "pipeline": "t.deals", "trigger": {"on": "stage_entered", "stage": "b"},
        "do": [{"task": {"key": "survey", "title": "Survey", "assignee": "owner"}}]})");
    // By a process: through a gateway, not past a task that somebody has to do first.
    w.define("automation", "t.build", R"({"label": "Build", "pipeline": "t.deals", "trigger": {"on": "stage_entered", "stage": "c"},
        "nodes": [{"id": "s", "type": "startEvent"},
                  {"id": "dig", "type": "userTask", "task": {"key": "dig", "title": "Dig", "assignee": "owner"}},
                  {"id": "split", "type": "parallelGateway"},
                  {"id": "wall", "type": "userTask", "task": {"key": "wall", "title": "Wall", "assignee": "owner"}},
                  {"id": "pipe", "type": "userTask", "task": {"key": "pipe", "title": "Pipe", "assignee": "owner"}},
                  {"id": "join", "type": "parallelGateway"}, {"id": "e", "type": "endEvent"}],
        "flows": [{"from": "s", "to": "dig"}, {"from": "dig", "to": "split"}, {"from": "split", "to": "wall"}, {"from": "split", "to": "pipe"},
                  {"from": "wall", "to": "join"}, {"from": "pipe", "to": "join"}, {"from": "join", "to": "e"}]})");
    // A stage that asks for a task gives the next task when it is entered.
    w.define("pipeline", "t.deals", R"({"label": "Deals", "type": "t.deal", "stages": [
        {"key": "a", "label": "A"}, {"key": "b", "label": "B"},
        {"key": "c", "label": "C", "gates": [{"tasks": ["survey"]}]},
        {"key": "won", "label": "Won", "kind": "won"}, {"key": "lost", "label": "Lost", "kind": "lost"}]})");
    const TaskOrder order = task_order(w.ws->catalog());
    CHECK(order == TaskOrder{{"call", "offer"}, {"call", "survey"}, {"dig", "pipe"}, {"dig", "wall"}, {"survey", "dig"}});
}

TEST_CASE("a record's stages in order, the last one open", "[automation][order]") {
    World w;
    const RowId deal = w.must("create", {{"type", "t.deal"}, {"pipeline", "t.deals"}, {"values", {{"title", "Deal"}}}}).record;
    const Instant made = w.now;
    w.now = w.now + 2 * day;
    w.must("move", {{"record", w.ws->id_of(deal).str()}, {"to", "b"}});
    const auto visits = stage_history(*w.ws, deal);
    REQUIRE(visits.size() == 2);
    CHECK(visits[0].pipeline == "t.deals");
    CHECK(visits[0].stage == "a");
    CHECK(visits[0].entered == made);
    CHECK(visits[0].until == w.now);
    CHECK(visits[1].stage == "b");
    CHECK_FALSE(visits[1].until);
    CHECK(stage_history(*w.ws, 999'999).empty());
}
