// Triggers, steps and scopes of robots.
#include "fixture.h"

using namespace potok;
using namespace potok::automation::test;

namespace {
const std::string head_of = R"("label": "R", "pipeline": "t.deals", )";
}

TEST_CASE("a robot gives a task with checklist when a record enters a stage", "[automation]") {
    World w;
    w.robot("t.r", "{" + head_of + R"("trigger": {"on": "stage_entered", "stage": "b"},
        "do": [{"task": {"key": "call", "title": "Call {title}", "assignee": "owner", "kind": "call", "due": {"working_days": 3},
                         "checklist": ["One", "Two"]}}]})");
    const RowId deal = w.deal();
    CHECK(w.all_tasks(deal).empty());
    const Outcome moved = w.move(deal, "b");
    CHECK(moved.problems.empty());
    const auto tasks = w.tasks_named(deal, "call");
    REQUIRE(tasks.size() == 1);
    CHECK(tasks[0].title == "Call Order");
    CHECK(tasks[0].assignee == w.manager);
    CHECK(tasks[0].kind == "call");
    CHECK(tasks[0].by_robot);
    CHECK(tasks[0].author == w.ws->robots());
    CHECK(tasks[0].checks_total == 2);
    CHECK(format_iso(*tasks[0].due) == "2026-03-05T09:00:00.000Z");
    CHECK(check_items(*w.ws, tasks[0].row)[1].text == "Two");
    CHECK(w.state("t.r") == "done");
}

TEST_CASE("scopes: once per operation, stage visit, record or value", "[automation]") {
    World w;
    const auto robot = [&](const std::string& key, const std::string& scope) {
        w.robot(key, "{" + head_of + R"("trigger": {"on": "stage_entered", "stage": "b"}, "scope": )" + scope +
                         R"(, "do": [{"comment": {"text": ")" + key + R"("}}]})");
    };
    robot("t.visit", "\"stage_visit\"");
    robot("t.record", "\"record\"");
    robot("t.value", R"({"value": "start"})");
    const RowId deal = w.deal();
    w.set(deal, {{"start", {{"d", "2026-04-01"}}}});
    for (int i = 0; i < 3; ++i) {
        w.move(deal, "b");
        w.move(deal, "a");
    }
    CHECK(w.firings("t.visit") == 3);
    CHECK(w.firings("t.record") == 1);
    CHECK(w.firings("t.value") == 1);
    w.set(deal, {{"start", {{"d", "2026-04-02"}}}});
    w.move(deal, "b");
    CHECK(w.firings("t.value") == 2);
    CHECK(w.firings("t.record") == 1);
    const RowId other = w.deal();
    w.move(other, "b");
    CHECK(w.firings("t.record") == 2);
}

TEST_CASE("triggers fire on what they name and on nothing else", "[automation]") {
    World w;
    const auto robot = [&](const std::string& key, const std::string& trigger, const std::string& text) {
        w.robot(key, "{" + head_of + R"("trigger": )" + trigger + R"(, "do": [{"comment": {"text": ")" + text + R"("}}]})");
    };
    robot("t.created", R"({"on": "record_created"})", "created");
    robot("t.left", R"({"on": "stage_left", "stage": "a"})", "left");
    robot("t.field", R"({"on": "field_changed", "field": "note"})", "was {old.note} is {note}");
    robot("t.in", R"({"on": "field_changed", "field": "note", "in": "b"})", "in b");
    robot("t.done", R"({"on": "task_done", "task": "x"})", "done {task.title}");
    robot("t.pay", R"({"on": "event_received", "event": "payment"})", "paid {event.sum}");
    robot("t.file", R"({"on": "related_created", "type": "attachment"})", "file");
    const RowId deal = w.deal();
    CHECK(w.comments(deal) == std::vector<std::string>{"created"});
    w.set(deal, {{"note", "one"}});
    w.set(deal, {{"note", "one"}});
    w.set(deal, {{"amount", 5}});
    w.set(deal, {{"note", "two"}});
    w.move(deal, "b");
    w.set(deal, {{"note", "three"}});
    CHECK(w.comments(deal) == std::vector<std::string>{"created", "was  is one", "was one is two", "left", "was two is three", "in b"});
    const auto before = w.comments(deal).size();
    w.must("receive_event", {{"event", "call"}, {"external_id", "0"}, {"record", w.id(deal)}});
    w.must("receive_event", {{"event", "payment"}, {"external_id", "1"}, {"record", w.id(deal)}, {"data", {{"sum", 12}}}});
    w.must("receive_event", {{"event", "payment"}, {"external_id", "1"}, {"record", w.id(deal)}, {"data", {{"sum", 12}}}});
    REQUIRE(w.comments(deal).size() == before + 1);
    CHECK(w.comments(deal).back() == "paid 12");
    w.must("attach", {{"record", w.id(deal)}, {"name", "a.pdf"}, {"size", 3}, {"sha256", std::string(64, 'a')}});
    CHECK(w.comments(deal).back() == "file");
    w.robot("t.task", "{" + head_of + R"("trigger": {"on": "stage_entered", "stage": "a"}, "do": [
        {"task": {"key": "x", "title": "X"}}, {"task": {"key": "y", "title": "Y"}}]})");
    w.move(deal, "a");
    w.complete(deal, "y");
    CHECK(w.firings("t.done") == 0);
    w.complete(deal, "x");
    CHECK(w.comments(deal).back() == "done X");
}

TEST_CASE("conditions: null does not fire, settings switch robots off", "[automation]") {
    World w;
    w.robot("t.when", "{" + head_of + R"("trigger": {"on": "record_created"}, "when": "amount > 10", "do": [{"comment": {"text": "big"}}]})");
    w.robot("t.set", "{" + head_of + R"("trigger": {"on": "record_created"}, "enabled": "settings.t.on", "do": [{"comment": {"text": "on"}}]})");
    CHECK(w.comments(w.deal()) == std::vector<std::string>{"on"});
    CHECK(w.comments(w.deal({{"amount", 11}})) == std::vector<std::string>{"big", "on"});
    w.must("set_setting", {{"key", "t.on"}, {"value", false}});
    CHECK(w.comments(w.deal({{"amount", 10}})).empty());
}

TEST_CASE("steps: set, create with link, move, notify, message, withdraw, if", "[automation]") {
    World w;
    w.robot("t.r", "{" + head_of + R"("trigger": {"on": "stage_entered", "stage": "b"}, "do": [
        {"set": {"note": "\"n\" + title", "amount": "2 * 3"}},
        {"create": {"type": "t.job", "pipeline": "t.jobs", "values": {"title": "\"Job for \" + title", "deal": "this"}, "link": "job"}},
        {"notify": {"to": "role:t.head", "text": "Look at {title}"}},
        {"message": {"channel": "sms", "to": "client.phone", "text": {"en": "Dear {client.title}", "ru": "Здравствуйте, {client.title}"}}},
        {"task": {"key": "old", "title": "Old"}},
        {"withdraw_task": {"task": "old", "reason": "No more"}},
        {"if": "amount = 6", "then": [{"move": {"to": "c", "comment": "On"}}], "else": [{"comment": {"text": "never"}}]}]})");
    const RowId client = w.must("create", {{"type", "client"}, {"values", {{"title", "Ada"}, {"phone", "+48 600"}, {"language", "ru"}}}}).record;
    const RowId deal = w.deal({{"client", {{"ref", w.id(client)}}}});
    const Outcome moved = w.move(deal, "b");
    for (const Error& e : moved.problems) UNSCOPED_INFO(describe(e));
    REQUIRE(moved.problems.empty());
    const auto r = *record(*w.ws, deal);
    CHECK(r.text("note") == "nOrder");
    CHECK(r.get("amount") == Value(6));
    CHECK(w.stage(deal) == "c");
    CHECK(w.comments(deal) == std::vector<std::string>{"On"});
    const Ref* job = r.get("job").as<Ref>();
    REQUIRE(job);
    const auto made = *record(*w.ws, *w.ws->row_of(job->id));
    CHECK(made.title() == "Job for Order");
    CHECK(made.text("stage") == "new");
    CHECK(made.get("deal") == Value(Ref{w.ws->id_of(deal)}));
    CHECK(made.get("owner") == r.get("owner"));
    REQUIRE(notifications(*w.ws, w.head, true).size() == 1);
    CHECK(notifications(*w.ws, w.head, true)[0].text == "Look at Order");
    const auto sent = messages(*w.ws, deal);
    REQUIRE(sent.size() == 1);
    CHECK(sent[0].text == "Здравствуйте, Ada");
    CHECK(sent[0].to == "+48 600");
    CHECK(sent[0].state == "queued");
    CHECK(w.tasks_named(deal, "old")[0].state == "withdrawn");
}

TEST_CASE("if_open: another task, the same kept, the same updated", "[automation]") {
    World w;
    const auto robot = [&](const std::string& mode) {
        w.robot("t." + mode, "{" + head_of + R"("trigger": {"on": "field_changed", "field": "note"}, "do": [
            {"task": {"key": ")" + mode + R"(", "title": "{note}", "if_open": ")" + mode + R"("}}]})");
    };
    robot("another");
    robot("keep");
    robot("update");
    const RowId deal = w.deal();
    w.set(deal, {{"note", "1"}});
    w.set(deal, {{"note", "2"}});
    CHECK(w.tasks_named(deal, "another").size() == 2);
    REQUIRE(w.tasks_named(deal, "keep").size() == 1);
    CHECK(w.tasks_named(deal, "keep")[0].title == "1");
    REQUIRE(w.tasks_named(deal, "update").size() == 1);
    CHECK(w.tasks_named(deal, "update")[0].title == "2");
    w.complete(deal, "update");
    w.set(deal, {{"note", "3"}});
    CHECK(w.tasks_named(deal, "update").size() == 2);
}

TEST_CASE("a task of the same key leaves what asks for a decision alone", "[automation]") {
    World w;
    w.robot("t.asks", "{" + head_of + R"("trigger": {"on": "record_created"}, "do": [{"approval": {"key": "k", "title": "Decide", "approvers": ["owner"]}, "approved": [], "rejected": []}]})");
    w.robot("t.tells", "{" + head_of + R"("trigger": {"on": "field_changed", "field": "note"}, "do": [{"task": {"key": "k", "title": "{note}", "if_open": "update"}}]})");
    const RowId deal = w.deal();
    w.set(deal, {{"note", "1"}});
    w.set(deal, {{"note", "2"}});
    const auto named = w.tasks_named(deal, "k");
    REQUIRE(named.size() == 2);
    for (const Task& t : named) CHECK(t.title == (t.kind == "approval" ? "Decide" : "2"));
    for (const Task& t : named)
        if (t.kind == "approval") w.must("decide", {{"task", w.id(t.row)}, {"verdict", "approve"}}, t.assignee);
    CHECK(w.count("SELECT count(*) FROM e_firing WHERE automation = 't.asks' AND state = 'done'") == 1);
}

TEST_CASE("robots answer in the order of their definitions and see what came before", "[automation]") {
    World w;
    w.robot("t.z", "{" + head_of + R"("trigger": {"on": "stage_entered", "stage": "b"}, "do": [{"move": {"to": "a"}}]})");
    w.robot("t.a", "{" + head_of + R"("trigger": {"on": "stage_entered", "stage": "b"}, "do": [{"comment": {"text": "still here"}}]})");
    const RowId deal = w.deal();
    w.move(deal, "b");
    CHECK(w.stage(deal) == "a");
    CHECK(w.comments(deal).empty());
}

TEST_CASE("a failing step takes nothing with it, is recorded and can be run again", "[automation]") {
    World w;
    w.robot("t.r", "{" + head_of + R"("trigger": {"on": "stage_entered", "stage": "b"}, "do": [
        {"comment": {"text": "before"}},
        {"id": "sms", "message": {"channel": "sms", "to": "client.phone", "text": "Hello"}},
        {"comment": {"text": "after"}}]})");
    const RowId deal = w.deal();
    const Outcome moved = w.move(deal, "b");
    REQUIRE(moved.problems.size() == 1);
    CHECK(moved.problems[0].code == "message.no_address");
    CHECK(moved.problems[0].args.at("step") == "sms");
    CHECK(w.stage(deal) == "b");
    CHECK(w.comments(deal) == std::vector<std::string>{"before"});
    CHECK(w.state("t.r") == "failed");
    w.restart();
    const RowId firing = w.count("SELECT id FROM e_firing WHERE automation = 't.r'");
    CHECK(w.must("retry", {{"firing", firing}}).problems.size() == 1);
    const RowId client = w.must("create", {{"type", "client"}, {"values", {{"title", "Ada"}, {"phone", "1"}}}}).record;
    w.set(deal, {{"client", {{"ref", w.id(client)}}}});
    CHECK(w.must("retry", {{"firing", firing}}).problems.empty());
    CHECK(messages(*w.ws, deal).size() == 1);
    CHECK(w.comments(deal) == std::vector<std::string>{"before", "after"});
    CHECK(w.state("t.r") == "done");
    CHECK(w.refused("retry", {{"firing", firing}}).code == "firing.not_failed");
    CHECK(w.count("SELECT count(*) FROM e_token") == 0);
}

TEST_CASE("a move that a gate refuses is a problem of the operation, not a refusal", "[automation]") {
    World w;
    w.robot("t.r", "{" + head_of + R"("trigger": {"on": "stage_entered", "stage": "b"}, "do": [{"move": {"to": "c"}}]})");
    const RowId deal = w.deal();
    const Outcome moved = w.move(deal, "b");
    REQUIRE(moved.problems.size() == 1);
    CHECK(moved.problems[0].code == "stage.gate_refused");
    CHECK(moved.problems[0].details.size() == 1);
    CHECK(w.stage(deal) == "b");
}

TEST_CASE("robots that set each other off are stopped, by name and without losing work", "[automation]") {
    World w;
    w.robot("t.go", "{" + head_of + R"("trigger": {"on": "stage_entered", "stage": "b"}, "do": [{"move": {"to": "a"}}]})");
    w.robot("t.back", "{" + head_of + R"("trigger": {"on": "stage_entered", "stage": "a"}, "when": "note = \"loop\"", "do": [{"move": {"to": "b"}}]})");
    const RowId deal = w.deal({{"note", "loop"}});
    const auto loops = w.count("SELECT count(*) FROM e_firing WHERE state = 'failed'");
    CHECK(loops == 1);
    CHECK(w.count("SELECT count(*) FROM e_firing") == automation::Engine::deepest + 2);
    const RowId failed = w.count("SELECT id FROM e_firing WHERE state = 'failed'");
    w.set(deal, {{"note", "no more"}});
    CHECK(w.must("retry", {{"firing", failed}}).problems.empty());
    CHECK(w.stage(deal) == "a");
}

TEST_CASE("undo takes back what automation did and frees the keys", "[automation]") {
    World w;
    w.robot("t.r", "{" + head_of + R"("trigger": {"on": "stage_entered", "stage": "b"}, "scope": "record", "do": [
        {"task": {"key": "x", "title": "X", "checklist": ["1"]}}, {"message": {"channel": "sms", "to": "\"1\"", "text": "T"}}]})");
    const RowId deal = w.deal();
    const Outcome moved = w.move(deal, "b");
    w.must("undo", {{"operation", moved.operation}});
    CHECK(w.stage(deal) == "a");
    CHECK(w.all_tasks(deal).empty());
    CHECK(w.firings("t.r") == 0);
    const Outcome again = w.move(deal, "b");
    CHECK(w.all_tasks(deal).size() == 1);
    CHECK(w.firings("t.r") == 1);
    // Once a message has gone out there is no way back.
    REQUIRE(w.ws->db().exec("UPDATE r_message SET state = 'sent' WHERE deleted_at IS NULL").ok());
    CHECK(w.refused("undo", {{"operation", again.operation}}).code == "undo.message_sent");
}

TEST_CASE("a person starts a robot by hand", "[automation]") {
    World w;
    w.robot("t.r", "{" + head_of + R"("trigger": {"on": "manual", "in": "b"}, "when": "amount > 0", "scope": "record", "do": [{"comment": {"text": "by hand"}}]})");
    const RowId deal = w.deal();
    const Json start = {{"automation", "t.r"}, {"record", w.id(deal)}};
    CHECK(w.refused("start", start).code == "automation.not_in_stage");
    w.move(deal, "b");
    CHECK(w.refused("start", start).code == "automation.condition_false");
    w.set(deal, {{"amount", 1}});
    w.must("start", start);
    CHECK(w.comments(deal) == std::vector<std::string>{"by hand"});
    CHECK(w.refused("start", start).code == "automation.already");
    CHECK(w.refused("start", {{"automation", "t.no"}, {"record", w.id(deal)}}).code == "automation.unknown");
}
