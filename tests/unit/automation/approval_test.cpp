// Approvals, forms of tasks, substitution and delegation.
#include "fixture.h"

using namespace potok;
using namespace potok::automation::test;

namespace {

struct Office : World {
    RowId anna = 0, bartek = 0, celina = 0;

    Office() {
        define("role", "t.board", R"({"label": "Board", "grants": [{"type": "*", "verbs": ["read"]}]})");
        anna = must("create_person", {{"name", "Anna B"}, {"roles", {"t.board"}}}).record;
        bartek = must("create_person", {{"name", "Bartek B"}, {"roles", {"t.board"}}}).record;
        celina = must("create_person", {{"name", "Celina B"}, {"roles", {"t.board"}}}).record;
    }
    void approval(const std::string& members) {
        robot("t.p", R"({"label": "P", "pipeline": "t.deals", "trigger": {"on": "stage_entered", "stage": "b"}, "ground": "record", "do": [
            {"approval": {"key": "terms", "title": "Terms of {title}", )" + members + R"(},
             "approved": [{"comment": {"text": "approved"}}], "rejected": [{"comment": {"text": "rejected"}}], "returned": [{"comment": {"text": "returned"}}]},
            {"comment": {"text": "after"}}]})");
    }
    std::vector<Task> open(RowId deal) {
        std::vector<Task> out;
        for (Task& t : tasks_named(deal, "terms"))
            if (t.state == "open") out.push_back(std::move(t));
        return out;
    }
    RowId task_of(RowId deal, RowId person) {
        for (const Task& t : open(deal))
            if (t.assignee == person) return t.row;
        FAIL("no open task for that person");
        return 0;
    }
    Json verdict(RowId deal, RowId person, const std::string& word, const std::string& comment = "because") {
        return {{"task", id(task_of(deal, person))}, {"verdict", word}, {"comment", comment}};
    }
    void decide(RowId deal, RowId person, const std::string& word) { must("decide", verdict(deal, person, word), person); }
    RowId begin() {
        const RowId made = deal();
        move(made, "b");
        return made;
    }
    void done_with(RowId deal, const std::string& outcome) {
        CHECK(comments(deal) == std::vector<std::string>{outcome, "after"});
        CHECK(open(deal).empty());
        CHECK(state("t.p") == "done");
        CHECK(count("SELECT count(*) FROM e_token") == 0);
        CHECK(count("SELECT count(*) FROM e_wait") == 0);
    }
};

}  // namespace

TEST_CASE("one of a role decides: whoever has least to do", "[automation][approval]") {
    Office w;
    w.approval(R"("approvers": "role:t.board")");
    w.must("create_task", {{"title", "busy"}, {"assignee", w.id(w.anna)}});
    const RowId deal = w.begin();
    REQUIRE(w.open(deal).size() == 1);
    CHECK(w.open(deal)[0].title == "Terms of Order");
    w.decide(deal, w.bartek, "approve");
    w.done_with(deal, "approved");
}

TEST_CASE("all must approve, one refusal is enough", "[automation][approval]") {
    Office w;
    w.approval(R"("approvers": "role:t.board", "rule": "all")");
    const RowId yes = w.begin();
    CHECK(w.open(yes).size() == 3);
    w.decide(yes, w.anna, "approve");
    w.restart();
    w.decide(yes, w.celina, "approve");
    CHECK(w.comments(yes).empty());
    w.decide(yes, w.bartek, "approve");
    w.done_with(yes, "approved");
    const RowId no = w.begin();
    w.decide(no, w.anna, "approve");
    w.decide(no, w.bartek, "reject");
    w.done_with(no, "rejected");
}

TEST_CASE("any one approves; only when all refuse it is rejected", "[automation][approval]") {
    Office w;
    w.approval(R"("approvers": "role:t.board", "rule": "any")");
    const RowId yes = w.begin();
    w.decide(yes, w.anna, "reject");
    w.decide(yes, w.bartek, "approve");
    w.done_with(yes, "approved");
    const RowId no = w.begin();
    for (const RowId p : {w.anna, w.bartek, w.celina}) w.decide(no, p, "reject");
    w.done_with(no, "rejected");
}

TEST_CASE("n of m: enough approve, or too few still can", "[automation][approval]") {
    Office w;
    w.approval(R"("approvers": "role:t.board", "rule": "some", "enough": "2")");
    const RowId yes = w.begin();
    w.decide(yes, w.anna, "approve");
    w.decide(yes, w.bartek, "reject");
    w.decide(yes, w.celina, "approve");
    w.done_with(yes, "approved");
    const RowId no = w.begin();
    w.decide(no, w.anna, "reject");
    w.decide(no, w.bartek, "reject");
    w.done_with(no, "rejected");
}

TEST_CASE("in sequence: the next is asked when the one before has approved", "[automation][approval]") {
    Office w;
    w.approval(R"("approvers": ["owner", "role:t.board"], "rule": "sequence", "may_return": true)");
    const RowId deal = w.deal({{"owner", {{"ref", w.id(w.head)}}}});
    w.move(deal, "b");
    CHECK(w.open(deal).size() == 1);
    w.decide(deal, w.head, "approve");
    w.decide(deal, w.anna, "approve");
    w.restart();
    CHECK(w.open(deal).size() == 1);
    w.decide(deal, w.bartek, "return");
    w.done_with(deal, "returned");
}

TEST_CASE("only who is asked decides, with a word that is asked for and a reason for a refusal", "[automation][approval]") {
    Office w;
    w.approval(R"("approvers": "role:t.board", "rule": "all")");
    const RowId deal = w.begin();
    CHECK(w.refused("decide", w.verdict(deal, w.anna, "approve"), w.bartek).code == "task.not_yours");
    CHECK(w.refused("decide", w.verdict(deal, w.anna, "approve"), w.admin).code == "task.not_yours");
    CHECK(w.refused("decide", w.verdict(deal, w.anna, "return"), w.anna).code == "task.verdict_unknown");
    CHECK(w.refused("decide", w.verdict(deal, w.anna, "reject", ""), w.anna).code == "task.comment_required");
    CHECK(w.refused("complete_task", {{"task", w.id(w.task_of(deal, w.anna))}}).code == "task.decide_instead");
    const RowId plain = w.must("create_task", {{"title", "plain"}}).record;
    CHECK(w.refused("decide", {{"task", w.id(plain)}, {"verdict", "approve"}}).code == "task.nothing_to_decide");
    CHECK(w.comments(deal).empty());
}

TEST_CASE("fields of the form land on the record, and the decision keeps old and new", "[automation][approval]") {
    Office w;
    w.approval(R"("approvers": "role:t.board", "form": ["note", {"field": "amount", "required": true}])");
    const RowId deal = w.begin();
    Json yes = w.verdict(deal, w.anna, "approve", "");
    CHECK(w.refused("decide", yes, w.anna).code == "task.form_incomplete");
    yes["values"] = {{"colour", "white"}};
    CHECK(w.refused("decide", yes, w.anna).code == "task.field_not_asked");
    yes["values"] = {{"amount", {{"n", "12.5"}}}};
    w.must("decide", yes, w.anna);
    CHECK(to_json(record(*w.ws, deal)->get("amount")) == Json{{"n", "12.5"}});
    const auto decisions = find_records(*w.ws, "decision", "record", Value(Ref{w.ws->id_of(deal)}));
    REQUIRE(decisions.size() == 1);
    const auto kept = record(*w.ws, decisions[0]);
    CHECK(kept->text("verdict") == "approve");
    CHECK(Json::parse(kept->text("changes")) == Json{{"amount", {nullptr, {{"n", "12.5"}}}}});
    CHECK(kept->get("person") == Value(Ref{w.ws->id_of(w.anna)}));
    w.done_with(deal, "approved");
}

TEST_CASE("every run keeps its decisions, the refused ones too", "[automation][approval]") {
    Office w;
    w.approval(R"("approvers": "role:t.board")");
    const RowId deal = w.begin();
    w.decide(deal, w.anna, "reject");
    w.move(deal, "a");
    w.move(deal, "b");
    w.decide(deal, w.anna, "approve");
    const auto decisions = find_records(*w.ws, "decision", "record", Value(Ref{w.ws->id_of(deal)}));
    REQUIRE(decisions.size() == 2);
    CHECK(record(*w.ws, decisions[0])->text("verdict") == "reject");
    CHECK(record(*w.ws, decisions[0])->text("comment") == "because");
    CHECK(record(*w.ws, decisions[0])->get("run") != record(*w.ws, decisions[1])->get("run"));
}

TEST_CASE("a decision is not undone, what was done before it neither", "[automation][approval]") {
    Office w;
    w.approval(R"("approvers": "role:t.board", "form": ["note"])");
    const RowId deal = w.deal();
    const Outcome moved = w.move(deal, "b");
    Json no = w.verdict(deal, w.anna, "reject");
    no["values"] = {{"note", "too dear"}};
    const Outcome decided = w.must("decide", no, w.anna);
    CHECK(w.refused("undo", {{"operation", decided.operation}}, w.anna).code == "undo.decision_made");
    CHECK(w.refused("undo", {{"operation", moved.operation}}).code == "undo.rests_on");
    CHECK(record(*w.ws, deal)->text("note") == "too dear");
    CHECK(find_records(*w.ws, "decision", "record", Value(Ref{w.ws->id_of(deal)})).size() == 1);
}

TEST_CASE("whoever is absent is stood in for on those days, along a chain but not round a ring", "[automation][approval]") {
    Office w;
    w.approval(R"("approvers": "owner")");
    const auto away = [&](RowId person, RowId substitute, const char* from, const char* to) {
        w.must("create", {{"type", "absence"}, {"values", {{"title", "Leave"}, {"person", {{"ref", w.id(person)}}}, {"substitute", {{"ref", w.id(substitute)}}},
                                                            {"from", {{"d", from}}}, {"to", {{"d", to}}}}}});
    };
    away(w.anna, w.bartek, "2026-03-02", "2026-03-03");
    away(w.bartek, w.celina, "2026-03-01", "2026-03-02");
    const auto asked = [&] {
        const RowId deal = w.deal({{"owner", {{"ref", w.id(w.anna)}}}});
        w.move(deal, "b");
        return deal;
    };
    const RowId first = asked();
    REQUIRE(w.open(first).size() == 1);
    CHECK(w.open(first)[0].assignee == w.celina);
    w.decide(first, w.celina, "approve");
    const auto decision = find_records(*w.ws, "decision", "record", Value(Ref{w.ws->id_of(first)}));
    CHECK(record(*w.ws, decision[0])->get("instead_of") == Value(Ref{w.ws->id_of(w.anna)}));
    w.pass(day);
    CHECK(w.open(asked())[0].assignee == w.bartek);
    w.pass(day);
    const RowId own = asked();
    CHECK(w.open(own)[0].assignee == w.anna);
    // Absent only after she was asked: the substitute may decide in her place.
    CHECK(w.refused("decide", w.verdict(own, w.anna, "approve"), w.celina).code == "task.not_yours");
    away(w.anna, w.celina, "2026-03-04", "2026-03-04");
    w.must("decide", w.verdict(own, w.anna, "approve"), w.celina);
    away(w.bartek, w.anna, "2026-03-04", "2026-03-05");
    away(w.anna, w.bartek, "2026-03-05", "2026-03-05");
    w.pass(day);
    CHECK(w.open(asked())[0].assignee == w.anna);
}

TEST_CASE("a task is delegated by whose it is, and stays on record as theirs", "[automation][approval]") {
    Office w;
    w.approval(R"("approvers": "role:t.board")");
    const RowId deal = w.begin();
    const RowId task = w.task_of(deal, w.anna);
    CHECK(w.refused("delegate_task", {{"task", w.id(task)}, {"to", w.id(w.celina)}}, w.bartek).code == "task.not_yours");
    w.must("delegate_task", {{"task", w.id(task)}, {"to", w.id(w.celina)}, {"comment", "you know them better"}}, w.anna);
    CHECK(w.refused("decide", {{"task", w.id(task)}, {"verdict", "approve"}}, w.anna).code == "task.not_yours");
    w.must("decide", {{"task", w.id(task)}, {"verdict", "approve"}}, w.celina);
    const auto decision = find_records(*w.ws, "decision", "record", Value(Ref{w.ws->id_of(deal)}));
    CHECK(record(*w.ws, decision[0])->get("instead_of") == Value(Ref{w.ws->id_of(w.anna)}));
}

TEST_CASE("nobody to ask fails the step, and it can be run again once there is somebody", "[automation][approval]") {
    Office w;
    w.approval(R"("approvers": "owner")");
    const RowId deal = w.deal({{"owner", nullptr}});
    const Outcome moved = w.move(deal, "b");
    REQUIRE(moved.problems.size() == 1);
    CHECK(moved.problems[0].code == "automation.nobody");
    w.set(deal, {{"owner", {{"ref", w.id(w.anna)}}}});
    w.must("retry", {{"firing", w.count("SELECT max(id) FROM e_firing")}});
    w.decide(deal, w.anna, "approve");
    w.done_with(deal, "approved");
}

TEST_CASE("reminders go by working time, and an escalation takes the decision away", "[automation][approval]") {
    Office w;
    w.approval(R"("approvers": "owner", "late": [
        {"after": {"working_time": "PT4H", "repeat": 2}, "do": [{"notify": {"to": "owner", "text": "Please decide"}}]},
        {"after": {"working_time": "PT16H"}, "interrupting": true, "do": [{"comment": {"text": "escalated"}}]}])");
    const RowId deal = w.deal({{"owner", {{"ref", w.id(w.anna)}}}});
    w.now = parse_instant("2026-03-06T16:00:00Z").value();  // Friday: two hours of work are left
    w.move(deal, "b");
    w.pass(2 * day);
    CHECK(w.count("SELECT count(*) FROM r_notification") == 0);
    w.pass(day);
    CHECK(w.count("SELECT count(*) FROM r_notification") == 2);  // Monday at 11 and 15
    w.pass(day);
    CHECK(w.open(deal).empty());
    CHECK(w.comments(deal) == std::vector<std::string>{"escalated", "after"});
    CHECK(w.count("SELECT count(*) FROM e_wait") == 0);
}

TEST_CASE("a task with a form closes only when what it asks for is there", "[automation][approval]") {
    Office w;
    w.robot("t.p", R"({"label": "P", "pipeline": "t.deals", "trigger": {"on": "stage_entered", "stage": "b"}, "do": [
        {"task": {"key": "number", "title": "Enter the number", "assignee": "owner", "form": [{"field": "note", "required": true}]}}]})");
    const RowId deal = w.deal({{"owner", {{"ref", w.id(w.head)}}}});
    w.move(deal, "b");
    const std::string task = w.id(w.tasks_named(deal, "number")[0].row);
    const Error refused = w.refused("complete_task", {{"task", task}}, w.head);
    CHECK(refused.code == "task.form_incomplete");
    REQUIRE(refused.details.size() == 1);
    CHECK(refused.details[0].place == "note");
    CHECK(w.refused("complete_task", {{"task", task}, {"values", {{"amount", 1}}}}, w.head).code == "task.field_not_asked");
    w.must("complete_task", {{"task", task}, {"values", {{"note", "K-7/2026"}}}}, w.head);
    CHECK(record(*w.ws, deal)->text("note") == "K-7/2026");
}
