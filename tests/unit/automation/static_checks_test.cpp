// Findings about definitions that have not run.
#include "automation/static_checks.h"
#include "fixture.h"

using namespace potok;
using namespace potok::automation;
using namespace potok::automation::test;

namespace {

std::vector<std::string> found(World& w) {
    std::vector<std::string> out;
    for (const Finding& f : check_definitions(*w.engine, *w.ws, w.now))
        out.push_back(f.definition + " " + f.what.code + (f.what.place.empty() ? "" : " " + f.what.place) + (f.weight == Finding::Weight::doubt ? " ?" : ""));
    return out;
}
using Found = std::vector<std::string>;

std::string robot(const std::string& trigger, const std::string& rest) {
    return R"({"label": "R", "pipeline": "t.deals", "trigger": )" + trigger + ", " + rest + "}";
}

}  // namespace

TEST_CASE("definitions in order give no findings", "[automation][check]") {
    World w;
    w.robot("t.r", robot(R"({"on": "stage_entered", "stage": "b"})", R"("do": [{"task": {"key": "k", "title": "K", "assignee": "role:t.head"}}])"));
    CHECK(found(w).empty());
}

TEST_CASE("stages that no way leads to or from", "[automation][check]") {
    World w;
    w.define("pipeline", "t.deals", R"({"label": "Deals", "type": "t.deal", "stages": [
        {"key": "a", "label": "A"}, {"key": "b", "label": "B", "by_hand": false}, {"key": "c", "label": "C", "by_hand": false},
        {"key": "d", "label": "D", "from": ["b"]}, {"key": "won", "label": "Won", "kind": "won", "from": ["d"]}]})");
    CHECK(found(w) == Found{"t.deals check.stage_dead_end a", "t.deals check.stage_unreachable b", "t.deals check.stage_unreachable c", "t.deals check.stage_unreachable d",
                            "t.deals check.stage_unreachable won"});
    w.robot("t.r", robot(R"({"on": "stage_entered", "stage": "a"})", R"("do": [{"move": {"to": "b"}}])"));
    CHECK(found(w) == Found{"t.deals check.stage_unreachable c"});
}

TEST_CASE("a circle without a way out", "[automation][check]") {
    World w;
    w.robot("t.p", robot(R"({"on": "stage_entered", "stage": "b"})", R"("nodes": [{"id": "start", "type": "startEvent"}, {"id": "m", "type": "exclusiveGateway"},
        {"id": "t", "type": "userTask", "task": {"key": "t", "title": "T"}}],
        "flows": [{"from": "start", "to": "m"}, {"from": "m", "to": "t"}, {"from": "t", "to": "m"}])"));
    CHECK(found(w) == Found{"t.p check.node_dead_end /nodes/0"});
}

TEST_CASE("robots that drive each other in a circle", "[automation][check]") {
    World w;
    w.robot("t.a", robot(R"({"on": "stage_entered", "stage": "b"})", R"("do": [{"set": {"note": "\"x\""}}])"));
    CHECK(found(w).empty());
    w.robot("t.b", robot(R"({"on": "field_changed", "field": "note"})", R"("do": [{"move": {"to": "b"}}])"));
    CHECK(found(w) == Found{"t.a check.loop"});
    w.robot("t.b", robot(R"({"on": "field_changed", "field": "note"})", R"("when": "amount > 1", "do": [{"move": {"to": "b"}}])"));
    CHECK(found(w) == Found{"t.a check.loop ?"});
    w.robot("t.b", robot(R"({"on": "field_changed", "field": "note"})", R"("scope": "record", "do": [{"move": {"to": "b"}}])"));
    CHECK(found(w).empty());
    w.robot("t.b", robot(R"({"on": "field_changed", "field": "note"})", R"("do": [{"wait": {"days": 1}}, {"move": {"to": "b"}}])"));
    CHECK(found(w).empty());
}

TEST_CASE("work for roles that nobody has, or whose people are all away", "[automation][check]") {
    World w;
    w.define("role", "t.board", R"({"label": "Board", "grants": []})");
    w.robot("t.r", robot(R"({"on": "stage_entered", "stage": "b"})", R"("do": [{"approval": {"key": "k", "title": "K", "approvers": "role:t.board"}}])"));
    CHECK(found(w) == Found{"t.r check.role_empty /do/0 ?"});
    const RowId anna = w.must("create_person", {{"name", "Anna"}, {"roles", {"t.board"}}}).record;
    CHECK(found(w).empty());
    const RowId away = w.must("create", {{"type", "absence"}, {"values", {{"title", "Leave"}, {"person", {{"ref", w.id(anna)}}}, {"from", {{"d", "2026-03-01"}}}, {"to", {{"d", "2026-03-09"}}}}}}).record;
    CHECK(found(w) == Found{"t.r check.no_substitute /do/0 ?"});
    w.set(away, {{"substitute", {{"ref", w.id(w.head)}}}});
    CHECK(found(w).empty());
}

TEST_CASE("times that never come in working hours", "[automation][check]") {
    World w;
    w.robot("t.r", robot(R"({"on": "periodic", "cron": "0 9 * * 6,0"})", R"("do": [{"task": {"key": "k", "title": "K", "due": {"working_days": 1, "time": "06:00"}}}])"));
    CHECK(found(w) == Found{"t.r check.never_worked /trigger ?", "t.r check.outside_hours /do/0 ?"});
}

TEST_CASE("calls and signals that reach nobody", "[automation][check]") {
    World w;
    w.robot("t.r", robot(R"({"on": "stage_entered", "stage": "b"})", R"("do": [{"call": {"process": "t.gone"}}, {"signal": "t.s"}, {"wait": {"signal": "t.other"}}])"));
    w.robot("t.q", robot(R"({"on": "stage_entered", "stage": "b"})", R"("do": [{"start": {"process": "t.r"}}])"));
    CHECK(found(w) == Found{"t.q check.call_refused /do/0", "t.r check.call_unknown /do/0", "t.r check.signal_unheard /do/1 ?", "t.r check.signal_unthrown /do/2"});
    w.robot("t.gone", robot(R"({"on": "called"})", R"("do": [{"wait": {"signal": "t.s"}}, {"signal": "t.other"}])"));
    w.robot("t.r", robot(R"({"on": "manual"})", R"("do": [{"call": {"process": "t.gone"}}, {"signal": "t.s"}, {"wait": {"signal": "t.other"}}])"));
    CHECK(found(w).empty());
}

TEST_CASE("a definition that a change elsewhere has broken", "[automation][check]") {
    World w;
    w.robot("t.r", robot(R"({"on": "stage_entered", "stage": "b"})", R"("do": [{"set": {"note": "\"x\""}}])"));
    w.define("pipeline", "t.deals", R"({"label": "Deals", "type": "t.deal", "stages": [{"key": "a", "label": "A"}, {"key": "won", "label": "Won", "kind": "won"}]})");
    CHECK(found(w) == Found{"t.r check.broken"});
}
