// The days ahead by what is recorded: histories whose continuation can be worked out by hand.
#include "automation/simulation.h"
#include "fixture.h"

using namespace potok;
using namespace potok::automation;
using namespace potok::automation::test;

namespace {

const std::string measuring = R"({"label": "M", "pipeline": "t.deals", "trigger": {"on": "record_created"}, "do": [{"task": {"key": "measure", "title": "Measure", "assignee": "owner"}}]})";

// To a time of the day that it is.
void until(World& w, int hour_of_day) {
    const std::int64_t ms = hour_of_day * hour - w.now.ms % day;
    if (ms > 0) w.pass(ms);
}
void next_day(World& w) { w.pass(day - w.now.ms % day); }
bool weekend(const World& w) { return w.now.ms / day % 7 == 2 || w.now.ms / day % 7 == 3; }  // 1970-01-01 was a Thursday

// From Monday to the Monday after, a deal at nine on each working day, measured for two hours, an hour later won: six of them. It ends
// on that Monday at eleven in the evening.
void even_days(World& w) {
    w.robot("t.m", measuring);
    for (int d = 0; d < 8; ++d) {
        if (!weekend(w)) {
            until(w, 9);
            const RowId deal = w.deal();
            until(w, 11);
            w.complete(deal, "measure");
            until(w, 12);
            w.move(deal, "won");
        }
        if (d < 7) next_day(w);
    }
    until(w, 23);
}

SimulationOrder order_of(const World& w, int days, int repetitions) {
    SimulationOrder order;
    order.start = w.now;
    order.days = days;
    order.repetitions = repetitions;
    return order;
}

Simulation simulated(World& w, const SimulationOrder& order) {
    auto run = simulate_at_once(*w.engine, *w.ws, order);
    if (!run.ok()) FAIL(describe(run.error()));
    return *run;
}

Error refusal(World& w, const SimulationOrder& order) {
    auto run = simulate_at_once(*w.engine, *w.ws, order);
    if (run.ok()) FAIL("it was simulated");
    return run.error();
}

Spread always(std::int64_t n) { return {n, n, n}; }

const Simulation::Stage& stage(const Simulation& s, const std::string& key) {
    for (const auto& g : s.stages)
        if (g.pipeline == "t.deals" && g.stage == key) return g;
    throw std::out_of_range(key);
}
const Simulation::Pipeline& deals(const Simulation& s) { return s.pipelines.front(); }

}  // namespace

TEST_CASE("what is even goes on evenly: arrivals, work, stays", "[automation][simulation]") {
    World w;
    even_days(w);
    const Simulation s = simulated(w, order_of(w, 8, 3));  // the hour that is left of Monday, Tuesday to Friday, a weekend, Monday
    CHECK(deals(s).arrived == always(5));
    CHECK(deals(s).won == always(5));
    CHECK(deals(s).lost == always(0));
    REQUIRE(s.people.size() == 1);
    CHECK(s.people[0].name == "Marek");
    CHECK(s.people[0].done == always(5));
    CHECK(s.people[0].busy == always(222));  // 10 of 45 hours
    CHECK(s.people[0].wait_most == always(0));
    CHECK(stage(s, "a").stay_median == always(3 * hour));
    CHECK(stage(s, "a").left == always(5));
    CHECK(stage(s, "won").by_day.back() == always(11));
    CHECK(s.refused.empty());
}

TEST_CASE("three at once wait for each other; more than a day's work makes a queue", "[automation][simulation]") {
    World w;
    even_days(w);
    SimulationOrder order = order_of(w, 8, 3);
    order.arrivals["t.deals"] = 300;
    const Simulation three = simulated(w, order);
    CHECK(three.people[0].busy == always(667));
    CHECK(three.people[0].wait_median == always(2 * hour));
    CHECK(three.people[0].wait_most == always(4 * hour));
    CHECK(deals(three).won == always(15));

    order.arrivals["t.deals"] = 500;  // ten hours of work come in on days of nine
    const Simulation five = simulated(w, order);
    CHECK(five.people[0].busy == always(1000));
    const std::vector<std::int64_t> queue = {0, 1, 1, 2, 2, 2, 2, 3};  // 4, 9, 13, 18 and 22 are done
    REQUIRE(five.people[0].by_day.size() == queue.size());
    for (std::size_t d = 0; d < queue.size(); ++d) CHECK(five.people[0].by_day[d] == always(queue[d]));

    order.arrivals["t.deals"] = 0;
    CHECK(deals(simulated(w, order)).arrived == always(0));
}

TEST_CASE("a simulation changes nothing, and the same seed gives the same", "[automation][simulation]") {
    World w;
    w.robot("t.m", measuring);
    for (int d = 0; d < 20; ++d) {  // of uneven length, uneven outcome, two or three a day
        if (!weekend(w)) {
            until(w, 9);
            for (int i = 0; i < 2 + d % 2; ++i) {
                const RowId deal = w.deal();
                w.pass((1 + (d + i) % 3) * hour);
                w.complete(deal, "measure");
                w.move(deal, (d + i) % 2 == 0 ? "won" : "lost");
            }
        }
        next_day(w);
    }
    const std::string before = w.ws->history_hash();
    SimulationOrder order = order_of(w, 20, 12);
    const Simulation once = simulated(w, order), again = simulated(w, order);
    CHECK(once == again);
    CHECK(w.ws->history_hash() == before);
    order.seed = 2;
    CHECK_FALSE(simulated(w, order) == once);
    // Where they go is drawn as often as they went: by far most repetitions have both.
    CHECK(deals(once).won.low > 0);
    CHECK(deals(once).lost.low > 0);
    CHECK(deals(once).won.low < deals(once).won.high);
    CHECK(deals(once).won.middle + deals(once).lost.middle <= deals(once).arrived.high);
    CHECK(once.people[0].busy.low > 0);
    CHECK(once.people[0].busy.high < 1000);
}

TEST_CASE("a changed definition, and more people", "[automation][simulation]") {
    World w;
    even_days(w);
    SimulationOrder order = order_of(w, 8, 2);
    Definition changed;
    changed.kind = "automation";
    changed.key = "t.m";
    changed.body = Json::parse(R"({"label": "M", "pipeline": "t.deals", "trigger": {"on": "record_created"}, "do": [{"comment": {"text": "nothing"}}]})");
    order.changed = {changed};
    const Simulation without = simulated(w, order);
    CHECK(without.people.empty());
    CHECK(deals(without).won == always(5));
    // A task that nobody has ever done takes as long as others do.
    order.changed[0].body["do"] = Json::parse(R"([{"task": {"key": "new", "title": "New", "assignee": "role:t.head"}}])");
    order.people["t.head"] = 1;
    order.arrivals["t.deals"] = 200;
    const Simulation other = simulated(w, order);
    REQUIRE(other.people.size() == 2);  // Halina and one more, by their load
    CHECK(other.people[0].done == always(5));
    CHECK(other.people[1].done == always(5));
    CHECK(other.gaps.back().code == "simulation.unknown_task");
    order.changed[0].body = Json::parse(R"({"label": "M", "pipeline": "t.deals", "trigger": {"on": "stage_entered", "stage": "nowhere"}, "do": []})");
    CHECK_FALSE(refusal(w, order).code.empty());
}

TEST_CASE("who books a crew that is taken gets it later, or another one", "[automation][simulation]") {
    World w;
    w.must("create", {{"type", "resource"}, {"values", {{"title", "Crew"}, {"kind", "crew"}}}});
    const RowId crew = resources(*w.ws, "crew").front().row;
    for (int d = 0; d < 8; ++d) {
        if (!weekend(w)) {
            until(w, 9);
            const RowId deal = w.deal();
            until(w, 10);
            w.must("book", {{"resource", w.id(crew)}, {"record", w.id(deal)}, {"from", to_json(Value(w.now))}, {"to", to_json(Value(w.now + 3 * hour))}});
            until(w, 11);
            w.move(deal, "won");
        }
        if (d < 7) next_day(w);
    }
    until(w, 23);
    SimulationOrder order = order_of(w, 5, 2);  // Tuesday to Friday
    const auto busy = [](const Simulation& s) {
        std::vector<std::int64_t> out;
        for (const auto& r : s.resources) out.push_back(r.busy.middle);
        return out;
    };
    CHECK(busy(simulated(w, order)) == std::vector<std::int64_t>{333});
    order.arrivals["t.deals"] = 200;
    CHECK(busy(simulated(w, order)) == std::vector<std::int64_t>{667});
    order.resources["crew"] = 1;
    CHECK(busy(simulated(w, order)) == std::vector<std::int64_t>{333, 333});
}

TEST_CASE("what the history lacks is named", "[automation][simulation]") {
    World w;
    SimulationOrder order = order_of(w, 5, 2);
    const Error nothing = refusal(w, order);
    CHECK(nothing.code == "simulation.too_little_history");
    std::vector<std::string> codes;
    for (const Error& e : nothing.details) codes.push_back(e.code);
    CHECK(codes == std::vector<std::string>{"simulation.few_days", "simulation.no_arrivals", "simulation.no_arrivals", "simulation.no_stays"});

    even_days(w);
    order.start = w.now;
    const Simulation s = simulated(w, order);
    REQUIRE(s.gaps.size() == 1);  // no job has ever come in
    CHECK(s.gaps[0].code == "simulation.no_arrivals");
    w.move(w.deal(), "b");  // from where nobody has gone on
    order.start = w.now;
    const Simulation stuck = simulated(w, order);
    REQUIRE(stuck.gaps.size() == 2);
    CHECK(stuck.gaps[1].code == "simulation.never_left");

    order.days = 0;
    CHECK(refusal(w, order).code == "simulation.order");
    order.days = 5;
    order.repetitions = 2000;
    CHECK(refusal(w, order).code == "simulation.order");
    order.repetitions = 2;
    order.resources["crane"] = 1;
    CHECK(refusal(w, order).code == "simulation.no_kind");
    order.resources.clear();
    order.people["t.nobody"] = 1;
    CHECK(refusal(w, order).code == "role.unknown");
    order.people.clear();
    order.arrivals["t.nowhere"] = 50;
    CHECK(refusal(w, order).code == "pipeline.unknown");
}

TEST_CASE("a refused move is tried again, and counted", "[automation][simulation]") {
    World w;
    for (int d = 0; d < 8; ++d) {
        if (!weekend(w)) {
            until(w, 9);
            const RowId deal = w.deal();
            until(w, 10);
            w.move(deal, "b");
        }
        if (d < 7) next_day(w);
    }
    w.define("pipeline", "t.deals", R"({"label": "Deals", "type": "t.deal", "stages": [
        {"key": "a", "label": "A"}, {"key": "b", "label": "B", "gates": [{"fields": ["amount"]}]}, {"key": "won", "label": "Won", "kind": "won"}]})");
    const Simulation s = simulated(w, order_of(w, 5, 2));
    CHECK(stage(s, "b").entered == always(0));
    CHECK(s.refused.at("stage.gate_refused").low >= 4);
}

TEST_CASE("a simulation is done in slices of a day and can be left off", "[automation][simulation]") {
    World w;
    even_days(w);
    Simulation result;
    {
        Job job = simulate(*w.engine, *w.ws, order_of(w, 8, 2), result);
        job.step();
        CHECK(job.progress().done == 1);
        CHECK(job.progress().total == 16);
        CHECK_FALSE(job.done());
    }
    CHECK(result.pipelines.empty());
    w.deal();  // the workspace is free
    Job job = simulate(*w.engine, *w.ws, order_of(w, 8, 2), result);
    while (!job.done()) job.step();
    CHECK(job.result().ok());
    CHECK(result.pipelines.size() == 2);
}
