// Processes: BPMN's nodes.
#include "fixture.h"

using namespace potok;
using namespace potok::automation::test;

namespace {
const std::string process = R"({"label": "P", "pipeline": "t.deals", "trigger": {"on": "stage_entered", "stage": "b"}, )";
}

TEST_CASE("a user task with a boundary timer, drawn as a graph", "[automation]") {
    World w;
    const bool interrupting = GENERATE(false, true);
    w.robot("t.p", process + R"("scope": "record", "nodes": [
        {"id": "start", "type": "startEvent"},
        {"id": "sign", "type": "userTask", "task": {"key": "sign", "title": "Sign"}},
        {"id": "late", "type": "boundaryEvent", "attached_to": "sign", "interrupting": )" + (interrupting ? "true" : "false") + R"(, "wait": {"elapsed": "PT24H"}},
        {"id": "control", "type": "userTask", "task": {"key": "control", "title": "Why"}},
        {"id": "end", "type": "endEvent"}, {"id": "end2", "type": "endEvent"}],
      "flows": [{"from": "start", "to": "sign"}, {"from": "sign", "to": "end"}, {"from": "late", "to": "control"}, {"from": "control", "to": "end2"}]})");
    const RowId deal = w.deal();
    w.move(deal, "b");
    w.pass(day);
    REQUIRE(w.tasks_named(deal, "control").size() == 1);
    CHECK(w.tasks_named(deal, "sign")[0].state == (interrupting ? "withdrawn" : "open"));
    w.restart();
    if (!interrupting) w.complete(deal, "sign");
    CHECK(w.state("t.p") == "running");
    w.complete(deal, "control");
    CAPTURE(interrupting, w.ws->db().get_text("SELECT group_concat(node || ' ' || state || ' ' || ifnull(error, '')) FROM e_token")->value_or(""));
    CHECK(w.state("t.p") == "done");
    CHECK(w.count("SELECT count(*) FROM e_token") == 0);
    CHECK(w.count("SELECT count(*) FROM e_wait") == 0);
}

TEST_CASE("gateways: exclusive in order with a default, parallel split and join, loops back", "[automation]") {
    World w;
    w.robot("t.p", process + R"("nodes": [
        {"id": "start", "type": "startEvent"},
        {"id": "again", "type": "exclusiveGateway"},
        {"id": "work", "type": "userTask", "task": {"key": "work", "title": "Work"}},
        {"id": "ok", "type": "exclusiveGateway"},
        {"id": "note", "type": "scriptTask", "set": {"amount": "if amount = null then 1 else amount + 1"}},
        {"id": "split", "type": "parallelGateway"},
        {"id": "one", "type": "serviceTask", "comment": {"text": "one"}},
        {"id": "two", "type": "intermediateCatchEvent", "wait": {"elapsed": "PT1H"}},
        {"id": "join", "type": "parallelGateway"},
        {"id": "last", "type": "serviceTask", "comment": {"text": "both"}},
        {"id": "end", "type": "endEvent"}],
      "flows": [{"from": "start", "to": "again"}, {"from": "again", "to": "work"}, {"from": "work", "to": "note"}, {"from": "note", "to": "ok"},
                {"from": "ok", "to": "split", "when": "amount >= 3"}, {"from": "ok", "to": "again", "default": true},
                {"from": "split", "to": "one"}, {"from": "split", "to": "two"}, {"from": "one", "to": "join"}, {"from": "two", "to": "join"},
                {"from": "join", "to": "last"}, {"from": "last", "to": "end"}]})");
    const RowId deal = w.deal();
    w.move(deal, "b");
    for (int i = 0; i < 3; ++i) {
        CHECK(w.tasks_named(deal, "work").size() == static_cast<std::size_t>(i + 1));
        w.complete(deal, "work");
    }
    CHECK(w.comments(deal) == std::vector<std::string>{"one"});
    w.pass(hour);
    CHECK(w.comments(deal) == std::vector<std::string>{"one", "both"});
    CHECK(w.state("t.p") == "done");
}

TEST_CASE("an event gateway follows the first event and forgets the others", "[automation]") {
    World w;
    w.robot("t.p", process + R"("nodes": [
        {"id": "start", "type": "startEvent"}, {"id": "g", "type": "eventBasedGateway"},
        {"id": "paid", "type": "intermediateCatchEvent", "wait": {"event": "payment"}},
        {"id": "timeout", "type": "intermediateCatchEvent", "wait": {"elapsed": "PT48H"}},
        {"id": "thanks", "type": "serviceTask", "comment": {"text": "thanks"}},
        {"id": "remind", "type": "sendTask", "message": {"channel": "sms", "to": "\"1\"", "text": "pay"}},
        {"id": "e1", "type": "endEvent"}, {"id": "e2", "type": "terminateEndEvent"}],
      "flows": [{"from": "start", "to": "g"}, {"from": "g", "to": "paid"}, {"from": "g", "to": "timeout"}, {"from": "paid", "to": "thanks"},
                {"from": "timeout", "to": "remind"}, {"from": "thanks", "to": "e1"}, {"from": "remind", "to": "e2"}]})");
    const RowId one = w.deal(), two = w.deal();
    w.move(one, "b");
    w.move(two, "b");
    w.restart();
    w.must("receive_event", {{"event", "payment"}, {"external_id", "7"}, {"record", w.id(one)}});
    w.pass(3 * day);
    CHECK(w.comments(one) == std::vector<std::string>{"thanks"});
    CHECK(messages(*w.ws, one).empty());
    CHECK(w.comments(two).empty());
    CHECK(messages(*w.ws, two).size() == 1);
    CHECK(w.count("SELECT count(*) FROM e_firing WHERE state = 'done'") == 2);
    CHECK(w.count("SELECT count(*) FROM e_wait") == 0);
}

TEST_CASE("a graph that turns in circles without waiting is stopped", "[automation]") {
    World w;
    w.robot("t.p", process + R"("nodes": [{"id": "start", "type": "startEvent"}, {"id": "a", "type": "exclusiveGateway"}, {"id": "b", "type": "exclusiveGateway"},
        {"id": "end", "type": "endEvent"}],
      "flows": [{"from": "start", "to": "a"}, {"from": "a", "to": "b"}, {"from": "b", "to": "end", "when": "amount = 1"}, {"from": "b", "to": "a", "default": true}]})");
    const RowId deal = w.deal();
    const Outcome moved = w.move(deal, "b");
    REQUIRE(moved.problems.size() == 1);
    CHECK(moved.problems[0].code == "automation.endless_loop");
    CHECK(w.state("t.p") == "failed");
    w.set(deal, {{"amount", 1}});
    w.must("retry", {{"firing", w.count("SELECT id FROM e_firing")}});
    CHECK(w.state("t.p") == "done");
}

TEST_CASE("a process and a robot that wake each other for ever are stopped, and can go on later", "[automation]") {
    World w;
    w.robot("t.p", R"({"label": "P", "pipeline": "t.deals", "trigger": {"on": "record_created"}, "scope": "record", "ground": "record", "nodes": [
        {"id": "start", "type": "startEvent"}, {"id": "again", "type": "exclusiveGateway"},
        {"id": "in_a", "type": "intermediateCatchEvent", "wait": {"condition": "stage = \"a\" and note = \"loop\""}},
        {"id": "to_b", "type": "serviceTask", "move": {"to": "b"}}],
      "flows": [{"from": "start", "to": "again"}, {"from": "again", "to": "in_a"}, {"from": "in_a", "to": "to_b"}, {"from": "to_b", "to": "again"}]})");
    w.robot("t.r", R"({"label": "R", "pipeline": "t.deals", "trigger": {"on": "stage_entered", "stage": "b"}, "do": [{"move": {"to": "a"}}]})");
    const RowId deal = w.deal();
    const Outcome looped = w.set(deal, {{"note", "loop"}});
    REQUIRE(looped.problems.size() == 1);
    CHECK(looped.problems[0].code == "automation.loop");
    CHECK(w.count("SELECT count(*) FROM e_firing WHERE state = 'failed'") == 1);
    CHECK(w.firings("t.r") < automation::Engine::deepest);
    w.set(deal, {{"note", "calm"}});
    CHECK(w.must("retry", {{"firing", w.count("SELECT id FROM e_firing WHERE state = 'failed'")}}).problems.empty());
    CHECK(w.count("SELECT count(*) FROM e_firing WHERE state = 'failed'") == 0);
    CHECK(w.state("t.p") == "running");
}
