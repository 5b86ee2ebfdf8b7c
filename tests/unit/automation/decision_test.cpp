// Decision tables asked by steps and by business-rule tasks.
#include "automation/static_checks.h"
#include "fixture.h"

using namespace potok;
using namespace potok::automation::test;

namespace {

void route(World& w, const std::string& policy = "U") {
    w.define("decision", "t.route", R"json({"label": "Route", "pipeline": "t.deals", "table": {"hit_policy": ")json" + policy + R"json(",
        "inputs": [{"expression": "amount"}],
        "outputs": [{"name": "stage", "type": "string"}, {"name": "words", "type": "string"}],
        "rules": [{"when": ["< 10"], "then": ["\"b\"", "\"small\""]}, {"when": ["[10..100]"], "then": ["\"c\"", "\"middling \" + title"]}]}})json");
}
const std::string asks = R"({"label": "R", "pipeline": "t.deals", "trigger": {"on": "field_changed", "field": "amount"}, "do": [
    {"decide": {"table": "t.route", "as": "route", "set": {"note": "words"}}}, {"comment": {"text": "to {vars.route.stage}"}}]})";

}  // namespace

TEST_CASE("a step asks a table, names its answer and writes outputs into fields", "[automation][decision]") {
    World w;
    route(w);
    w.robot("t.r", asks);
    const RowId deal = w.deal();
    w.set(deal, {{"amount", 5}});
    w.set(deal, {{"amount", 50}});
    CHECK(record(*w.ws, deal)->text("note") == "middling Order");
    CHECK(w.comments(deal) == std::vector<std::string>{"to b", "to c"});
}

TEST_CASE("no rule that applies fails the step with the reason, and it can be run again", "[automation][decision]") {
    World w;
    route(w);
    w.robot("t.r", asks);
    const RowId deal = w.deal();
    const Outcome failed = w.set(deal, {{"amount", 500}});
    REQUIRE(failed.problems.size() == 1);
    CHECK(failed.problems[0].code == "decision.no_answer");
    REQUIRE_FALSE(failed.problems[0].details.empty());
    CHECK(failed.problems[0].details[0].code == "decision.no_rule");
    w.define("decision", "t.route", R"json({"label": "Route", "pipeline": "t.deals", "table": {"inputs": [{"expression": "amount"}],
        "outputs": [{"name": "stage", "type": "string", "default": "\"b\""}, {"name": "words", "type": "string", "default": "\"any\""}], "rules": [{"when": ["< 0"], "then": ["\"a\"", "\"none\""]}]}})json");
    w.must("retry", {{"firing", w.count("SELECT max(id) FROM e_firing WHERE state = 'failed'")}});
    CHECK(record(*w.ws, deal)->text("note") == "any");
}

TEST_CASE("a business-rule task routes a process", "[automation][decision][bpmn]") {
    World w;
    route(w);
    w.robot("t.p", R"({"label": "P", "pipeline": "t.deals", "trigger": {"on": "field_changed", "field": "amount"}, "nodes": [
        {"id": "start", "type": "startEvent"}, {"id": "rule", "type": "businessRuleTask", "decide": {"table": "t.route", "as": "route"}},
        {"id": "g", "type": "exclusiveGateway"}, {"id": "small", "type": "serviceTask", "comment": {"text": "small"}}, {"id": "big", "type": "serviceTask", "comment": {"text": "big"}}],
        "flows": [{"from": "start", "to": "rule"}, {"from": "rule", "to": "g"}, {"from": "g", "to": "small", "when": "vars.route.stage = \"b\""}, {"from": "g", "to": "big", "default": true}]})");
    const RowId deal = w.deal();
    w.set(deal, {{"amount", 1}});
    w.set(deal, {{"amount", 20}});
    CHECK(w.comments(deal) == std::vector<std::string>{"small", "big"});
}

TEST_CASE("faulty tables and questions are refused with their place", "[automation][decision]") {
    World w;
    route(w);
    const Error cell = w.refused("define", {{"kind", "decision"}, {"key", "t.x"}, {"body", Json::parse(R"json({"label": "X", "pipeline": "t.deals", "table": {"inputs": [{"expression": "amont"}],
        "outputs": [{"name": "o"}], "rules": [{"when": ["< 10"], "then": ["1"]}]}})json")}});
    CHECK(cell.code == "decision.faulty");
    REQUIRE_FALSE(cell.details.empty());
    CHECK(cell.details[0].place.find("/inputs/0/expression") != std::string::npos);
    const auto fault = [&](const std::string& step) {
        const Error e = w.faulty(R"({"label": "R", "pipeline": "t.deals", "trigger": {"on": "manual"}, "do": [{"decide": )" + step + "}]}");
        return e.code + " " + e.place;
    };
    CHECK(fault(R"({"table": "t.none", "as": "x"})") == "decision.unknown /do/0/decide/table");
    CHECK(fault(R"({"table": "t.route"})") == "automation.decision_unused /do/0/decide/table");
    CHECK(fault(R"({"table": "t.route", "set": {"note": "nothing"}})") == "automation.no_output /do/0/decide/set");
    CHECK(fault(R"({"table": "t.route", "set": {"nothing": "words"}})") == "field.unknown /do/0/decide/set/nothing");
    std::vector<std::string> found;
    for (const auto& f : automation::check_definitions(*w.engine, *w.ws, w.now)) found.push_back(f.definition + " " + f.what.code);
    CHECK_FALSE(found.empty());  // above 100 nothing applies
    CHECK(found.front() == "t.route check.table");
}
