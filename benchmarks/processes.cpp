// bench: Instances of a BPMN process a second beside npm's bpmn-engine, and what one that waits takes
//
// The flow: start, five tasks, an exclusive gateway with a condition, end. Ours: each task writes a field of the record, an instance
// is a command of its own in a transaction of its own, history and full text on, store: memory. What waits: the same flow with a
// timer before its end, 10,000 records at once; "memory" is all pages that the workspace grew by, history of the start included.
#include <chrono>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "automation/engine.h"
#include "db/connection.h"
#include "model/workspace.h"

using namespace potok;
using namespace potok::model;

namespace {

constexpr int instances = 5'000, waiting = 10'000, tasks = 5;

void figure(const std::string& name, double value, const char* unit, Json goal = nullptr, bool less_is_better = false) {
#ifdef __EMSCRIPTEN__
    const std::string where = " (wasm)";
#else
    const std::string where = " (native)";
#endif
    const Json holds = goal.is_null() ? Json() : Json(less_is_better ? value <= goal.get<double>() : value >= goal.get<double>());
    std::printf("%s\n", Json{{"figure", name + where}, {"value", value}, {"unit", unit}, {"goal", goal}, {"holds", holds}, {"peer", nullptr}, {"ratio", nullptr}}.dump().c_str());
}

struct Bench {
    SeededRandom random{1};
    automation::Engine engine;
    Instant now{1'772'000'000'000};
    std::unique_ptr<Workspace> ws;

    Bench() {
        auto db = db::Connection::open_memory();
        WorkspaceInfo info;
        info.name = "Bench";
        info.zone = "UTC";
        ws = Workspace::create(std::make_unique<db::Connection>(std::move(*db)), info, "Anna", {&random, nullptr, &engine}, now).value();
        must("define", {{"kind", "type"}, {"key", "t.deal"}, {"body", {{"label", "Deal"}, {"on_pipeline", true}, {"fields", Json::array({
            Json{{"key", "n"}, {"label", "N"}, {"kind", "number"}}})}}}});
        must("define", {{"kind", "pipeline"}, {"key", "t.deals"}, {"body", {{"label", "Deals"}, {"type", "t.deal"}, {"stages", Json::array({Json{{"key", "a"}, {"label", "A"}}})}}}});
    }
    Outcome must(const std::string& name, Json args) {
        now = now + 1000;
        auto outcome = ws->apply(Command{name, std::move(args)}, ws->administrator(), now);
        if (!outcome.ok() || !outcome->problems.empty()) {
            std::fprintf(stderr, "%s: %s\n", name.c_str(), describe(outcome.ok() ? outcome->problems.front() : outcome.error()).c_str());
            std::exit(1);
        }
        return *outcome;
    }
    void process(const std::string& key, bool waits) {
        Json nodes = Json::array({Json{{"id", "start"}, {"type", "startEvent"}}}), flows = Json::array();
        std::string last = "start";
        const auto add = [&](Json node) {
            flows.push_back({{"from", last}, {"to", node["id"]}});
            last = node["id"].get<std::string>();
            nodes.push_back(std::move(node));
        };
        for (int i = 1; i <= tasks; ++i)
            add({{"id", "task" + std::to_string(i)}, {"type", "scriptTask"}, {"set", {{"n", "if n = null then 1 else n + 1"}}}});
        add({{"id", "which"}, {"type", "exclusiveGateway"}});
        if (waits) nodes.push_back({{"id", "wait"}, {"type", "intermediateCatchEvent"}, {"wait", {{"days", 30}}}});
        for (const char* id : {"end", "other"}) nodes.push_back({{"id", id}, {"type", "endEvent"}});
        flows.push_back({{"from", "which"}, {"to", waits ? "wait" : "end"}, {"when", "n >= 5"}});
        flows.push_back({{"from", "which"}, {"to", "other"}, {"default", true}});
        if (waits) flows.push_back({{"from", "wait"}, {"to", "end"}});
        must("define", {{"kind", "automation"}, {"key", key}, {"body", {{"label", "P"}, {"pipeline", "t.deals"}, {"trigger", {{"on", "manual"}}}, {"ground", "record"}, {"nodes", nodes}, {"flows", flows}}}});
    }
    std::vector<std::string> deals(int n) {
        std::vector<std::string> out;
        for (int i = 0; i < n; ++i) out.push_back(ws->id_of(must("create", {{"type", "t.deal"}, {"values", {{"title", "D"}}}}).record).str());
        return out;
    }
    double pages() { return static_cast<double>(ws->db().get_i64("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")->value_or(0)); }
};

}  // namespace

int main() {
    {
        Bench b;
        b.process("t.p", false);
        const auto all = b.deals(instances);
        const auto start = std::chrono::steady_clock::now();
        for (const std::string& deal : all) b.must("start", {{"automation", "t.p"}, {"record", deal}});
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        const auto done = b.ws->db().get_i64("SELECT count(*) FROM e_firing WHERE state = 'done'");
        if (done->value_or(0) != instances) return 1;
        figure("instances a second, five tasks each, a transaction each", instances / seconds, "1/s");
        figure("actions a second, five in a transaction, one firing", instances * tasks / seconds, "1/s",
#ifdef __EMSCRIPTEN__
               15'000
#else
               50'000
#endif
        );
    }
    {
        Bench b;
        b.process("t.w", true);
        const auto all = b.deals(waiting);
        const double before = b.pages();
        for (const std::string& deal : all) b.must("start", {{"automation", "t.w"}, {"record", deal}});
        const auto running = b.ws->db().get_i64("SELECT count(*) FROM e_firing WHERE state = 'running'");
        if (running->value_or(0) != waiting) return 1;
        figure("memory of an instance that waits, history of its start included", (b.pages() - before) / waiting, "bytes", 2048, true);
    }
    return 0;
}
