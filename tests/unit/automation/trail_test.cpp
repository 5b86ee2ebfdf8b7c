// Where a run has been, for the diagram on a record's card.
#include "automation/trail.h"

#include "fixture.h"

using namespace potok;
using namespace potok::automation::test;

namespace {

const std::string head = R"({"label": "P", "pipeline": "t.deals", "trigger": {"on": "stage_entered", "stage": "b"}, "ground": "open", )";

std::vector<std::string> places(const std::vector<automation::Stop>& stops) {
    std::vector<std::string> out;
    for (const auto& s : stops) out.push_back(s.node + (s.until ? "" : " *"));
    return out;
}

}  // namespace

TEST_CASE("a run is told stop by stop, with the place it stands at", "[automation][trail]") {
    World w;
    w.robot("t.p", head + R"("scope": "record", "nodes": [
        {"id": "start", "type": "startEvent"},
        {"id": "measure", "type": "userTask", "task": {"key": "measure", "title": "Measure"}},
        {"id": "note", "type": "scriptTask", "set": {"amount": "1"}},
        {"id": "sign", "type": "userTask", "task": {"key": "sign", "title": "Sign"}},
        {"id": "pause", "type": "intermediateCatchEvent", "wait": {"elapsed": "PT24H"}},
        {"id": "end", "type": "endEvent"}],
      "flows": [{"from": "start", "to": "measure"}, {"from": "measure", "to": "note"}, {"from": "note", "to": "sign"},
                {"from": "sign", "to": "pause"}, {"from": "pause", "to": "end"}]})");
    const RowId deal = w.deal(), other = w.deal();
    w.move(deal, "b");
    w.move(other, "b");
    auto runs = automation::runs_of(*w.ws, deal, 10);
    REQUIRE(runs.size() == 1);
    CHECK(places(automation::trail_of(*w.ws, runs[0])) == std::vector<std::string>{"measure *"});
    w.pass(hour);
    w.complete(deal, "measure");
    runs = automation::runs_of(*w.ws, deal, 10);
    auto stops = automation::trail_of(*w.ws, runs[0]);
    CHECK(places(stops) == std::vector<std::string>{"measure", "sign *"});
    CHECK(*stops[0].until - stops[0].at == hour);
    w.complete(deal, "sign");
    CHECK(places(automation::trail_of(*w.ws, runs[0])) == std::vector<std::string>{"measure", "sign", "pause *"});
    w.pass(day);
    runs = automation::runs_of(*w.ws, deal, 10);
    CHECK(runs[0].state == "done");
    CHECK(places(automation::trail_of(*w.ws, runs[0])) == std::vector<std::string>{"measure", "sign", "pause"});
    // The other record's run is another story.
    CHECK(places(automation::trail_of(*w.ws, automation::runs_of(*w.ws, other, 10)[0])) == std::vector<std::string>{"measure *"});
}

TEST_CASE("what was let go is told apart from what was gone through", "[automation][trail]") {
    World w;
    w.robot("t.p", R"({"label": "P", "pipeline": "t.deals", "trigger": {"on": "stage_entered", "stage": "b"}, "nodes": [
        {"id": "start", "type": "startEvent"}, {"id": "sign", "type": "userTask", "task": {"key": "sign", "title": "Sign"}}, {"id": "end", "type": "endEvent"}],
      "flows": [{"from": "start", "to": "sign"}, {"from": "sign", "to": "end"}]})");
    const RowId deal = w.deal();
    w.move(deal, "b");
    w.pass(hour);
    w.move(deal, "a");  // its ground was the stage
    const auto runs = automation::runs_of(*w.ws, deal, 10);
    REQUIRE(runs.size() == 1);
    CHECK(runs[0].state == "withdrawn");
    const auto stops = automation::trail_of(*w.ws, runs[0]);
    REQUIRE(stops.size() == 1);
    CHECK(stops[0].withdrawn);
    CHECK(automation::runs_of(*w.ws, w.deal(), 10).empty());
}

TEST_CASE("an approval of several people is one stop", "[automation][trail]") {
    World w;
    w.must("create_person", {{"name", "Hubert"}, {"roles", Json::array({"t.head"})}});
    w.robot("t.p", head + R"("nodes": [
        {"id": "start", "type": "startEvent"},
        {"id": "ask", "type": "approvalTask", "approval": {"key": "ask", "title": "Agree?", "approvers": "role:t.head", "rule": "all"}},
        {"id": "end", "type": "endEvent"}],
      "flows": [{"from": "start", "to": "ask"}, {"from": "ask", "to": "end"}]})");
    const RowId deal = w.deal();
    w.move(deal, "b");
    const auto runs = automation::runs_of(*w.ws, deal, 10);
    REQUIRE(runs.size() == 1);
    CHECK(places(automation::trail_of(*w.ws, runs[0])) == std::vector<std::string>{"ask *"});
}
