// Sub-processes, loops, called processes, errors, signals and compensation.
#include "fixture.h"

using namespace potok;
using namespace potok::automation::test;

namespace {

const std::string by_hand = R"({"label": "P", "pipeline": "t.deals", "trigger": {"on": "stage_entered", "stage": "b"}, )";

using Texts = std::vector<std::string>;

std::int64_t left_over(World& w) {
    return w.count("SELECT (SELECT count(*) FROM e_token) + (SELECT count(*) FROM e_wait WHERE firing IS NOT NULL)");
}

}  // namespace

TEST_CASE("an inclusive gateway takes every flow that holds and joins just those", "[automation][bpmn]") {
    World w;
    w.robot("t.p", by_hand + R"("nodes": [
        {"id": "start", "type": "startEvent"}, {"id": "split", "type": "inclusiveGateway"},
        {"id": "small", "type": "serviceTask", "comment": {"text": "small"}},
        {"id": "big", "type": "intermediateCatchEvent", "wait": {"elapsed": "PT1H"}},
        {"id": "huge", "type": "intermediateCatchEvent", "wait": {"elapsed": "PT2H"}},
        {"id": "none", "type": "serviceTask", "comment": {"text": "none"}},
        {"id": "join", "type": "inclusiveGateway"}, {"id": "after", "type": "serviceTask", "comment": {"text": "joined"}}, {"id": "end", "type": "endEvent"}],
      "flows": [{"from": "start", "to": "split"}, {"from": "split", "to": "small", "when": "amount > 0"}, {"from": "split", "to": "big", "when": "amount > 10"},
        {"from": "split", "to": "huge", "when": "amount > 100"}, {"from": "split", "to": "none", "default": true},
        {"from": "small", "to": "join"}, {"from": "big", "to": "join"}, {"from": "huge", "to": "join"}, {"from": "none", "to": "join"},
        {"from": "join", "to": "after"}, {"from": "after", "to": "end"}]})");
    const RowId one = w.deal({{"amount", 1}}), two = w.deal({{"amount", 50}}), three = w.deal({{"amount", 500}}), zero = w.deal();
    for (const RowId deal : {one, two, three, zero}) w.move(deal, "b");
    CHECK(w.comments(one) == Texts{"small", "joined"});
    CHECK(w.comments(zero) == Texts{"none", "joined"});
    CHECK(w.comments(two) == Texts{"small"});
    w.restart();
    w.pass(hour);
    CHECK(w.comments(two) == Texts{"small", "joined"});
    CHECK(w.comments(three) == Texts{"small"});
    w.pass(hour);
    CHECK(w.comments(three) == Texts{"small", "joined"});
    CHECK(left_over(w) == 0);
}

TEST_CASE("a sub-process goes on when all in it has ended; a terminate ends only what is in it", "[automation][bpmn]") {
    World w;
    w.robot("t.p", by_hand + R"("nodes": [
        {"id": "start", "type": "startEvent"},
        {"id": "sub", "type": "subProcess",
         "nodes": [{"id": "s", "type": "startEvent"}, {"id": "fork", "type": "parallelGateway"},
                   {"id": "work", "type": "userTask", "task": {"key": "work", "title": "Work"}},
                   {"id": "watch", "type": "intermediateCatchEvent", "wait": {"event": "call"}},
                   {"id": "over", "type": "terminateEndEvent"}, {"id": "e", "type": "endEvent"}],
         "flows": [{"from": "s", "to": "fork"}, {"from": "fork", "to": "work"}, {"from": "fork", "to": "watch"}, {"from": "watch", "to": "over"}, {"from": "work", "to": "e"}]},
        {"id": "after", "type": "serviceTask", "comment": {"text": "after"}}, {"id": "end", "type": "endEvent"}],
      "flows": [{"from": "start", "to": "sub"}, {"from": "sub", "to": "after"}, {"from": "after", "to": "end"}]})");
    const RowId calm = w.deal(), cut = w.deal();
    w.move(calm, "b");
    w.move(cut, "b");
    w.complete(calm, "work");
    CHECK(w.comments(calm).empty());  // the other branch still waits
    w.restart();
    for (const RowId deal : {cut, calm}) w.must("receive_event", {{"event", "call"}, {"external_id", std::to_string(deal)}, {"record", w.id(deal)}});
    CHECK(w.comments(calm) == Texts{"after"});
    CHECK(w.comments(cut) == Texts{"after"});
    CHECK(w.tasks_named(cut, "work")[0].state == "withdrawn");
    CHECK(left_over(w) == 0);
}

TEST_CASE("a loop runs for each item, at once or one after the other, until it is enough", "[automation][bpmn]") {
    World w;
    const bool sequential = GENERATE(false, true);
    w.robot("t.p", by_hand + R"("do": [
        {"id": "all", "for_each": "[\"x\", \"y\", \"z\"]", "as": "part", "sequential": )" + (sequential ? "true" : "false") + R"(, "until": "loop.done >= 2",
         "do": [{"comment": {"text": "{loop.index} {part}"}}, {"task": {"key": "do", "title": "Do {part}", "wait": true}}]},
        {"comment": {"text": "enough"}}]})");
    const RowId deal = w.deal();
    w.move(deal, "b");
    CHECK(w.tasks_named(deal, "do").size() == (sequential ? 1 : 3));
    w.complete(deal, "do");
    w.restart();
    CHECK(w.comments(deal).size() == (sequential ? 2 : 3));
    w.complete(deal, "do");
    CHECK(w.comments(deal).back() == "enough");
    std::size_t withdrawn = 0;
    for (const Task& t : w.tasks_named(deal, "do")) withdrawn += t.state == "withdrawn" ? 1 : 0;
    CHECK(withdrawn == (sequential ? 0 : 1));
    CHECK(w.state("t.p") == "done");
    CHECK(left_over(w) == 0);
}

TEST_CASE("a loop over nothing is passed over, over too much it fails and can be run again", "[automation][bpmn]") {
    World w;
    w.robot("t.p", by_hand + R"("do": [{"for_each": "amount", "do": [{"comment": {"text": "{item}"}}]}, {"comment": {"text": "after"}}]})");
    const RowId none = w.deal({{"amount", 0}}), many = w.deal({{"amount", 1001}});
    w.move(none, "b");
    CHECK(w.comments(none) == Texts{"after"});
    const Outcome failed = w.move(many, "b");
    REQUIRE(failed.problems.size() == 1);
    CHECK(failed.problems[0].code == "automation.loop_too_long");
    w.set(many, {{"amount", 2}});
    w.must("retry", {{"firing", w.count("SELECT max(id) FROM e_firing WHERE state = 'failed'")}});
    CHECK(w.comments(many) == Texts{"1", "2", "after"});
}

TEST_CASE("a called process gets values, gives values back and is waited for", "[automation][bpmn]") {
    World w;
    w.robot("t.child", R"({"label": "C", "type": "t.job", "trigger": {"on": "called"}, "do": [
        {"task": {"key": "inner", "title": "Inner {vars.text}", "wait": true}}, {"let": {"answer": "vars.text + \" done\""}}]})");
    w.robot("t.p", by_hand + R"("do": [
        {"create": {"type": "t.job", "pipeline": "t.jobs", "values": {"title": "\"J\""}, "link": "job"}},
        {"call": {"process": "t.child", "record": "job", "in": {"text": "title"}, "out": {"came": "vars.answer"}}},
        {"comment": {"text": "{vars.came}"}}]})");
    const RowId deal = w.deal();
    w.move(deal, "b");
    const RowId job = all_records(*w.ws, "t.job").at(0);
    REQUIRE(w.tasks_named(job, "inner").size() == 1);
    CHECK(w.tasks_named(job, "inner")[0].title == "Inner Order");
    CHECK(w.state("t.p") == "running");
    w.restart();
    w.complete(job, "inner");
    CHECK(w.comments(deal) == Texts{"Order done"});
    CHECK(w.count("SELECT count(*) FROM e_firing WHERE state = 'done'") == 2);
    CHECK(left_over(w) == 0);
}

TEST_CASE("a call that cannot be made fails with the reason; letting go of the caller lets go of the called", "[automation][bpmn]") {
    World w;
    w.robot("t.child", R"({"label": "C", "pipeline": "t.deals", "trigger": {"on": "called"}, "ground": "record", "do": [{"task": {"key": "inner", "title": "Inner", "wait": true}}], "withdraw_tasks": true})");
    w.robot("t.p", by_hand + R"("ground": "stage", "do": [{"call": {"process": "t.child"}}]})");
    w.robot("t.bad", R"({"label": "P", "pipeline": "t.deals", "trigger": {"on": "stage_entered", "stage": "c"}, "do": [{"call": {"process": "t.gone"}}]})");
    const RowId deal = w.deal({{"amount", 1}});
    w.move(deal, "b");
    CHECK(w.tasks_named(deal, "inner")[0].state == "open");
    const Outcome moved = w.move(deal, "c");
    CHECK(w.tasks_named(deal, "inner")[0].state == "withdrawn");
    CHECK(w.count("SELECT count(*) FROM e_firing WHERE state = 'withdrawn'") == 2);
    REQUIRE(moved.problems.size() == 1);
    CHECK(moved.problems[0].code == "automation.unknown");
    CHECK(w.state("t.bad") == "failed");
}

TEST_CASE("an error goes to the nearest boundary that catches it", "[automation][bpmn]") {
    World w;
    w.robot("t.p", by_hand + R"("nodes": [
        {"id": "start", "type": "startEvent"},
        {"id": "sub", "type": "subProcess",
         "nodes": [{"id": "s", "type": "startEvent"}, {"id": "send", "type": "sendTask", "message": {"channel": "sms", "to": "client.phone", "text": "x"}},
                   {"id": "which", "type": "exclusiveGateway"}, {"id": "poor", "type": "errorEndEvent", "error": "too_little"}, {"id": "e", "type": "endEvent"}],
         "flows": [{"from": "s", "to": "send"}, {"from": "send", "to": "which"}, {"from": "which", "to": "poor", "when": "amount < 10"}, {"from": "which", "to": "e", "default": true}]},
        {"id": "no_phone", "type": "boundaryEvent", "attached_to": "sub", "wait": {"error": "message.no_address"}},
        {"id": "any", "type": "boundaryEvent", "attached_to": "sub", "wait": {"error": "*"}},
        {"id": "ask", "type": "serviceTask", "comment": {"text": "ask for the phone"}},
        {"id": "tell", "type": "serviceTask", "comment": {"text": "failed: {failure.code}"}},
        {"id": "end", "type": "endEvent"}, {"id": "end2", "type": "endEvent"}, {"id": "end3", "type": "endEvent"}],
      "flows": [{"from": "start", "to": "sub"}, {"from": "sub", "to": "end"}, {"from": "no_phone", "to": "ask"}, {"from": "ask", "to": "end2"}, {"from": "any", "to": "tell"}, {"from": "tell", "to": "end3"}]})");
    const RowId silent = w.deal();
    CHECK(w.move(silent, "b").problems.empty());
    CHECK(w.comments(silent) == Texts{"ask for the phone"});
    const RowId client = w.must("create", {{"type", "client"}, {"values", {{"title", "C"}, {"phone", "+48 1"}}}}).record;
    const RowId poor = w.deal({{"amount", 5}, {"client", {{"ref", w.id(client)}}}}), rich = w.deal({{"amount", 50}, {"client", {{"ref", w.id(client)}}}});
    w.move(poor, "b");
    w.move(rich, "b");
    CHECK(w.comments(poor) == Texts{"failed: too_little"});
    CHECK(w.comments(rich).empty());
    CHECK(left_over(w) == 0);
}

TEST_CASE("an error that nobody catches ends the firing and says so", "[automation][bpmn]") {
    World w;
    w.robot("t.p", by_hand + R"("nodes": [{"id": "start", "type": "startEvent"}, {"id": "f", "type": "parallelGateway"},
        {"id": "t", "type": "userTask", "task": {"key": "t", "title": "T"}}, {"id": "e", "type": "endEvent"}, {"id": "bad", "type": "errorEndEvent", "error": "no_way"}],
      "flows": [{"from": "start", "to": "f"}, {"from": "f", "to": "t"}, {"from": "f", "to": "bad"}, {"from": "t", "to": "e"}]})");
    const RowId deal = w.deal();
    w.move(deal, "b");
    CHECK(w.state("t.p") == "withdrawn");
    CHECK(w.count("SELECT count(*) FROM e_firing WHERE error LIKE '%no_way%'") == 1);
    CHECK(w.tasks_named(deal, "t")[0].state == "withdrawn");
    CHECK(left_over(w) == 0);
}

TEST_CASE("try and on_error in a robot's list", "[automation][bpmn]") {
    World w;
    w.robot("t.r", by_hand + R"("do": [{"try": [{"message": {"channel": "sms", "to": "client.phone", "text": "x"}}, {"comment": {"text": "sent"}}],
        "on_error": [{"task": {"key": "phone", "title": "Ask for the phone"}}]}, {"comment": {"text": "after"}}]})");
    const RowId deal = w.deal();
    CHECK(w.move(deal, "b").problems.empty());
    CHECK(w.tasks_named(deal, "phone").size() == 1);
    CHECK(w.comments(deal) == Texts{"after"});
}

TEST_CASE("a signal reaches all who listen: waiting firings and triggers, of other records too", "[automation][bpmn]") {
    World w;
    w.robot("t.throw", R"({"label": "T", "pipeline": "t.deals", "trigger": {"on": "stage_entered", "stage": "won"}, "ground": "record", "do": [{"signal": "t.harvest"}]})");
    w.robot("t.wait", by_hand + R"("do": [{"wait": {"signal": "t.harvest"}}, {"comment": {"text": "heard"}}]})");
    w.robot("t.jobs", R"({"label": "J", "type": "t.job", "trigger": {"on": "signal_received", "signal": "t.harvest", "via": "deal"}, "do": [{"comment": {"text": "my deal was won"}}]})");
    const RowId waiting = w.deal(), winner = w.deal({{"amount", 1}});
    const RowId mine = w.must("create", {{"type", "t.job"}, {"values", {{"title", "J"}, {"deal", {{"ref", w.id(winner)}}}}}}).record;
    const RowId other = w.must("create", {{"type", "t.job"}, {"values", {{"title", "K"}, {"deal", {{"ref", w.id(waiting)}}}}}}).record;
    w.move(waiting, "b");
    w.restart();
    w.move(winner, "won");
    CHECK(w.comments(waiting) == Texts{"heard"});
    CHECK(w.comments(mine) == Texts{"my deal was won"});
    CHECK(w.comments(other).empty());
    CHECK(left_over(w) == 0);
}

TEST_CASE("an event sent to another record wakes what waits there", "[automation][bpmn]") {
    World w;
    w.robot("t.job", R"({"label": "J", "type": "t.job", "trigger": {"on": "event_received", "event": "go"}, "do": [{"comment": {"text": "go {event.how}"}}]})");
    w.robot("t.p", by_hand + R"("do": [{"emit": {"event": "go", "record": "job", "data": {"how": "\"fast\""}}}]})");
    const RowId job = w.must("create", {{"type", "t.job"}, {"values", {{"title", "J"}}}}).record;
    const RowId deal = w.deal({{"job", {{"ref", w.id(job)}}}}), without = w.deal();
    w.move(deal, "b");
    CHECK(w.comments(job) == Texts{"go fast"});
    const Outcome failed = w.move(without, "b");
    REQUIRE(failed.problems.size() == 1);
    CHECK(failed.problems[0].code == "automation.no_record");
}

TEST_CASE("an event about a task reaches the robots of tasks, and those of the record it belongs to", "[automation]") {
    World w;
    w.robot("t.tasks", R"({"label": "T", "type": "task", "trigger": {"on": "event_received", "event": "rung"}, "do": [{"set": {"title": "event.title"}}]})");
    w.robot("t.deals", R"({"label": "D", "pipeline": "t.deals", "trigger": {"on": "event_received", "event": "rung"}, "do": [{"comment": {"text": "rung"}}]})");
    const RowId deal = w.deal();
    const RowId task = w.must("create", {{"type", "task"}, {"values", {{"title", "Ring"}, {"record", {{"ref", w.id(deal)}}}}}}).record;
    w.must("receive_event", {{"event", "rung"}, {"external_id", "1"}, {"record", w.id(task)}, {"data", {{"title", "Rung at noon"}}}});
    CHECK(w.comments(deal) == Texts{"rung"});
    CHECK(model::record(*w.ws, task)->text("title") == "Rung at noon");
}

TEST_CASE("compensation takes back what was done, the latest first, and nothing else", "[automation][bpmn]") {
    World w;
    w.robot("t.p", by_hand + R"("nodes": [
        {"id": "start", "type": "startEvent"},
        {"id": "book", "type": "serviceTask", "comment": {"text": "book"}, "compensated_by": "unbook"},
        {"id": "unbook", "type": "serviceTask", "comment": {"text": "unbook"}},
        {"id": "order", "type": "serviceTask", "comment": {"text": "order"}, "compensated_by": "unorder"},
        {"id": "unorder", "type": "userTask", "task": {"key": "unorder", "title": "Call the supplier off"}},
        {"id": "pay", "type": "userTask", "task": {"key": "pay", "title": "Pay"}, "compensated_by": "refund"},
        {"id": "refund", "type": "serviceTask", "comment": {"text": "refund"}},
        {"id": "late", "type": "boundaryEvent", "attached_to": "pay", "wait": {"elapsed": "PT24H"}},
        {"id": "back", "type": "compensateThrowEvent"}, {"id": "told", "type": "serviceTask", "comment": {"text": "all off"}},
        {"id": "end", "type": "endEvent"}, {"id": "end2", "type": "endEvent"}],
      "flows": [{"from": "start", "to": "book"}, {"from": "book", "to": "order"}, {"from": "order", "to": "pay"}, {"from": "pay", "to": "end"},
                {"from": "late", "to": "back"}, {"from": "back", "to": "told"}, {"from": "told", "to": "end2"}]})");
    const RowId deal = w.deal();
    w.move(deal, "b");
    w.pass(day);
    CHECK(w.comments(deal) == Texts{"book", "order"});
    w.restart();
    w.complete(deal, "unorder");
    CHECK(w.comments(deal) == Texts{"book", "order", "unbook", "all off"});
    CHECK(left_over(w) == 0);
}

TEST_CASE("a repeated boundary timer reminds so often and no more", "[automation][bpmn]") {
    World w;
    w.robot("t.r", by_hand + R"("do": [{"task": {"key": "k", "title": "K", "wait": true, "late": [{"after": {"elapsed": "PT4H", "repeat": 3}, "do": [{"comment": {"text": "remind {task.title}"}}]}]}}]})");
    const RowId deal = w.deal();
    w.move(deal, "b");
    w.pass(9 * hour);
    w.restart();
    CHECK(w.comments(deal) == Texts{"remind K", "remind K"});
    w.sleep(10 * day);
    CHECK(w.comments(deal).size() == 3);
    w.complete(deal, "k");
    CHECK(left_over(w) == 0);
}

TEST_CASE("starting and stopping other processes by a step, and stopping by hand", "[automation][bpmn]") {
    World w;
    w.robot("t.long", R"({"label": "L", "pipeline": "t.deals", "trigger": {"on": "manual"}, "scope": "record", "ground": "record", "do": [{"task": {"key": "long", "title": "Long", "wait": true}}], "withdraw_tasks": true})");
    w.robot("t.start", R"({"label": "S", "pipeline": "t.deals", "trigger": {"on": "stage_entered", "stage": "b"}, "do": [{"start": {"process": "t.long"}}]})");
    w.robot("t.stop", R"({"label": "S", "pipeline": "t.deals", "trigger": {"on": "field_changed", "field": "note"}, "do": [{"stop_process": {"process": "t.long", "reason": "off"}}]})");
    const RowId deal = w.deal(), other = w.deal();
    w.move(deal, "b");
    w.move(other, "b");
    REQUIRE(w.tasks_named(deal, "long").size() == 1);
    w.set(deal, {{"note", "x"}});
    CHECK(w.tasks_named(deal, "long")[0].state == "withdrawn");
    CHECK(w.tasks_named(other, "long")[0].state == "open");
    const std::int64_t firing = w.count("SELECT max(id) FROM e_firing WHERE automation = 't.long'");
    w.must("stop", {{"firing", firing}, {"comment", "no longer wanted"}});
    CHECK(w.tasks_named(other, "long")[0].state == "withdrawn");
    CHECK(w.refused("stop", {{"firing", firing}}).code == "firing.over");
    CHECK(left_over(w) == 0);
}
