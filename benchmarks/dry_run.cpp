// bench: A dry run of a changed definition over 10,000 recorded deals, with a difference that is known beforehand
//
// Each deal is made, moved three times, its task completed by a person and a field set: history of people and of two robots. The
// changed definition asks for more than half of the amounts the present one asks for.
#include <chrono>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "automation/dry_run.h"
#include "db/connection.h"
#include "model/queries.h"

using namespace potok;
using namespace potok::model;

namespace {

constexpr int deals = 10'000;

std::string robot(const std::string& when) {
    return R"({"label": "R", "pipeline": "t.deals", "trigger": {"on": "stage_entered", "stage": "b"}, "scope": "record", "ground": "open", "when": ")" + when +
           R"(", "do": [{"task": {"key": "check", "title": "Check {title}", "assignee": "owner", "due": {"working_days": 2}, "wait": true,
              "late": [{"after": {"elapsed": "PT24H"}, "do": [{"comment": {"text": "late"}}]}]}}, {"comment": {"text": "checked"}}]})";
}

}  // namespace

int main() {
    SeededRandom random(1);
    automation::Engine engine;
    auto db = db::Connection::open_memory();
    WorkspaceInfo info;
    info.name = "Bench";
    info.zone = "UTC";
    Instant now{1'772'000'000'000};
    auto ws = Workspace::create(std::make_unique<db::Connection>(std::move(*db)), info, "Anna", {&random, nullptr, &engine}, now).value();
    const auto must = [&](const std::string& name, Json args) {
        now = now + 1000;
        auto outcome = ws->apply(Command{name, std::move(args)}, ws->administrator(), now);
        if (!outcome.ok()) {
            std::fprintf(stderr, "%s: %s\n", name.c_str(), describe(outcome.error()).c_str());
            std::exit(1);
        }
        return *outcome;
    };
    const auto define = [&](const char* kind, const char* key, const std::string& body) { must("define", {{"kind", kind}, {"key", key}, {"body", Json::parse(body)}}); };
    define("type", "t.deal", R"({"label": "Deal", "on_pipeline": true, "fields": [{"key": "amount", "label": "Amount", "kind": "number"}, {"key": "note", "label": "Note", "kind": "text"}]})");
    define("pipeline", "t.deals", R"({"label": "Deals", "type": "t.deal", "stages": [{"key": "a", "label": "A"}, {"key": "b", "label": "B"}, {"key": "c", "label": "C"}, {"key": "won", "label": "Won", "kind": "won"}]})");
    define("automation", "t.other", R"({"label": "O", "pipeline": "t.deals", "trigger": {"on": "stage_entered", "stage": "c"}, "do": [{"comment": {"text": "in c"}}]})");
    define("automation", "t.r", robot("amount >= 50"));
    int less = 0;
    for (int i = 0; i < deals; ++i) {
        const int amount = i % 100;
        less += amount >= 50 && amount < 75 ? 1 : 0;
        const RowId deal = must("create", {{"type", "t.deal"}, {"values", {{"title", "Order " + std::to_string(i)}, {"amount", amount}}}}).record;
        const std::string id = ws->id_of(deal).str();
        must("move", {{"record", id}, {"to", "b"}});
        must("set_fields", {{"record", id}, {"values", {{"note", "seen"}}}});
        TaskFilter filter;
        filter.record = deal;
        for (const Task& task : tasks(*ws, filter)) must("complete_task", {{"task", ws->id_of(task.row).str()}});
        must("move", {{"record", id}, {"to", "c"}});
        must("move", {{"record", id}, {"to", "won"}});
    }
    Definition changed;
    changed.kind = "automation";
    changed.key = "t.r";
    changed.version = 2;
    changed.body = Json::parse(robot("amount >= 75"));
    const auto start = std::chrono::steady_clock::now();
    const auto run = automation::dry_run(engine, *ws, changed, now);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (!run.ok() || static_cast<int>(run->cases.size()) != less || run->records != deals) {
        std::fprintf(stderr, "the difference is not the one known beforehand: %zu cases, %d expected\n", run.ok() ? run->cases.size() : 0, less);
        return 1;
    }
    const auto figure = [](const std::string& name, double value, const char* unit, Json goal) {
#ifdef __EMSCRIPTEN__
        const std::string where = " (wasm)";
#else
        const std::string where = " (native)";
#endif
        std::printf("%s\n", Json{{"figure", name + where}, {"value", value}, {"unit", unit}, {"goal", goal}, {"holds", goal.is_null() ? Json() : Json(value <= goal.get<double>())}, {"peer", nullptr}, {"ratio", nullptr}}.dump().c_str());
    };
#ifdef __EMSCRIPTEN__
    figure("dry run over 10,000 recorded deals", seconds, "s", nullptr);
#else
    figure("dry run over 10,000 recorded deals", seconds, "s", 3.0);
#endif
    figure("  recorded changes gone through", static_cast<double>(run->facts), "", nullptr);
    figure("  cases that differ, as known beforehand", static_cast<double>(run->cases.size()), "", nullptr);
    return 0;
}
