// bench: Thirty days ahead, twenty times over, by a history of a year: 2,600 deals with a task, a booking and three moves each
//
// Even arrivals and even work, so that the answer is known: every repetition must bring the same number of won deals.
#include <chrono>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "automation/simulation.h"
#include "db/connection.h"
#include "model/queries.h"

using namespace potok;
using namespace potok::model;

namespace {

constexpr std::int64_t minute = 60'000, hour = 60 * minute;
constexpr int a_day = 10, weeks = 52, days_ahead = 30, repetitions = 20;

void figure(const std::string& name, double value, const char* unit) {
#ifdef __EMSCRIPTEN__
    const std::string where = " (wasm)";
#else
    const std::string where = " (native)";
#endif
    std::printf("%s\n", Json{{"figure", name + where}, {"value", value}, {"unit", unit}, {"goal", nullptr}, {"holds", nullptr}, {"peer", nullptr}, {"ratio", nullptr}}.dump().c_str());
}

}  // namespace

int main() {
    SeededRandom random(1);
    automation::Engine engine;
    auto db = db::Connection::open_memory();
    WorkspaceInfo info;
    info.name = "Bench";
    info.zone = "UTC";
    const Instant monday = parse_instant("2026-03-02T00:00:00Z").value();
    Instant now = monday;
    auto ws = Workspace::create(std::make_unique<db::Connection>(std::move(*db)), info, "Anna", {&random, nullptr, &engine}, now).value();
    const auto must = [&](const std::string& name, Json args) {
        auto outcome = ws->apply(Command{name, std::move(args)}, ws->administrator(), now);
        if (!outcome.ok()) {
            std::fprintf(stderr, "%s: %s\n", name.c_str(), describe(outcome.error()).c_str());
            std::exit(1);
        }
        return *outcome;
    };
    const auto define = [&](const char* kind, const char* key, const std::string& body) { must("define", {{"kind", kind}, {"key", key}, {"body", Json::parse(body)}}); };
    define("type", "t.deal", R"({"label": "Deal", "on_pipeline": true, "amount_field": "amount", "fields": [{"key": "amount", "label": "Amount", "kind": "money"}]})");
    define("pipeline", "t.deals", R"({"label": "Deals", "type": "t.deal", "stages": [{"key": "a", "label": "A"}, {"key": "b", "label": "B"}, {"key": "won", "label": "Won", "kind": "won"}]})");
    define("automation", "t.r", R"({"label": "R", "pipeline": "t.deals", "trigger": {"on": "stage_entered", "stage": "b"}, "do": [{"task": {"key": "measure", "title": "Measure", "assignee": "owner"}}]})");
    const std::string crew = ws->id_of(must("create", {{"type", "resource"}, {"values", {{"title", "Crew"}, {"kind", "crew"}}}}).record).str();
    for (int d = 0; d < 7 * weeks; ++d) {
        if (d % 7 > 4) continue;
        for (int i = 0; i < a_day; ++i) {
            now = monday + d * 24 * hour + 9 * hour + i * 50 * minute;
            const std::string id = ws->id_of(must("create", {{"type", "t.deal"}, {"values", {{"title", "Order"}, {"amount", {{"m", "1000.00"}, {"c", "PLN"}}}}}}).record).str();
            must("move", {{"record", id}, {"to", "b"}});
            now = now + 30 * minute;
            TaskFilter filter;
            filter.record = *ws->row_of(*Uuid::parse(id));
            for (const Task& task : tasks(*ws, filter)) must("complete_task", {{"task", ws->id_of(task.row).str()}});
            must("book", {{"resource", crew}, {"record", id}, {"from", to_json(Value(now))}, {"to", to_json(Value(now + 15 * minute))}});
            must("move", {{"record", id}, {"to", "won"}});
        }
    }
    now = monday + 7 * weeks * 24 * hour;
    automation::SimulationOrder order;
    order.start = now;
    order.days = days_ahead;
    order.repetitions = repetitions;
    const auto start = std::chrono::steady_clock::now();
    const auto run = automation::simulate_at_once(engine, *ws, order);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    constexpr int working_days = 22;  // of the thirty, from a Monday on
    if (!run.ok() || run->pipelines.front().won != automation::Spread{working_days * a_day, working_days * a_day, working_days * a_day}) {
        std::fprintf(stderr, "not the result known beforehand: %s\n", run.ok() ? std::to_string(run->pipelines.front().won.middle).c_str() : describe(run.error()).c_str());
        return 1;
    }
    figure("30 days ahead, 20 times, by a year of history", seconds, "s");
    figure("  simulated deals a second", working_days * a_day * repetitions / seconds, "1/s");
    return 0;
}
