// bench: A stage move with five robots, and actions a second; history and full text on, one transaction per command, in memory
//
// The five robots give a task with a checklist of three, a comment, a notification, a field and a queued message. A figure's peer is
// what Odoo 19 takes for a move with one rule (66 ms) and does in actions a second (53) on such a machine.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <memory>
#include <nlohmann/json.hpp>
#include <numeric>

#include "automation/engine.h"
#include "db/connection.h"
#include "db/log_format.h"
#include "model/queries.h"

using namespace potok;
using namespace potok::model;

namespace {

constexpr int moves = 4000;
constexpr int actions_a_move = 5;

double ms_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

// Of this thread: what is left of the time when nothing else runs on the machine. WebAssembly has no such clock.
double processor_ms() {
#ifdef __EMSCRIPTEN__
    return 0;
#else
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
#endif
}

void figure(const std::string& name, double value, const char* unit, double goal, bool less_is_better, double peer) {
#ifdef __EMSCRIPTEN__
    const std::string where = " (wasm)";
#else
    const std::string where = " (native)";
#endif
    const bool holds = less_is_better ? value <= goal : value >= goal;
    const double ratio = less_is_better ? peer / value : value / peer;
    std::printf("%s\n", Json{{"figure", name + where}, {"value", value}, {"unit", unit}, {"goal", goal}, {"holds", holds},
                             {"peer", peer}, {"ratio", ratio}}.dump().c_str());
}

int fail(const std::string& what, const Error& e) {
    std::fprintf(stderr, "%s: %s\n", what.c_str(), describe(e).c_str());
    return 1;
}

}  // namespace

int main() {
    SeededRandom random(1);
    automation::Engine engine;
    // What a commit writes: the pages it changed, as the browser's log record has them. Put into that form after the clock has been
    // read: what is measured ends with the commit in memory.
    db::PageStore pages;
    db::CommitBatch committed;
    pages.set_commit_listener([&](db::CommitBatch batch) { committed = std::move(batch); });
    std::vector<std::size_t> written;
    std::vector<double> logged;  // KiB
    const auto log_size = [](const db::CommitBatch& batch) {
        std::size_t bytes = 0;
        for (const db::LogEntry& entry : db::encode_batch(batch, 1, {})) bytes += entry.bytes.size();
        return static_cast<double>(bytes) / 1024;
    };
    auto db = db::Connection::open_store(pages);
    if (!db.ok()) return fail("open", db.error());
    WorkspaceInfo info;
    info.name = "Bench";
    info.zone = "UTC";
    Instant now{1'772'000'000'000};
    auto made = Workspace::create(std::make_unique<db::Connection>(std::move(*db)), info, "Anna", {&random, nullptr, &engine}, now);
    if (!made.ok()) return fail("create", made.error());
    Workspace& ws = **made;
    const auto apply = [&](const std::string& name, Json args) {
        now = now + 1000;
        return ws.apply(Command{name, std::move(args)}, ws.administrator(), now);
    };
    const auto define = [&](const char* kind, const std::string& key, const std::string& body) {
        return apply("define", {{"kind", kind}, {"key", key}, {"body", Json::parse(body)}});
    };
    if (auto r = define("type", "t.deal", R"({"label": "Deal", "on_pipeline": true, "fields": [
        {"key": "amount", "label": "Amount", "kind": "money"}, {"key": "phone", "label": "Phone", "kind": "phone"},
        {"key": "note", "label": "Note", "kind": "text", "searchable": true}]})"); !r.ok()) return fail("type", r.error());
    if (auto r = define("pipeline", "t.deals", R"({"label": "Deals", "type": "t.deal", "stages": [{"key": "a", "label": "A"}, {"key": "b", "label": "B"}]})"); !r.ok())
        return fail("pipeline", r.error());
    const std::string steps[] = {R"({"task": {"key": "call", "title": "Call {title}", "assignee": "owner", "due": {"working_days": 3}, "checklist": ["One", "Two", "Three"]}})",
                                 R"({"comment": {"text": "{title} has come to B"}})", R"({"notify": {"to": "owner", "text": "{title} has come"}})",
                                 R"json({"set": {"note": "\"seen \" + string(today())"}})json",
                                 R"({"message": {"channel": "sms", "to": "phone", "text": "We begin with {title}"}})"};
    int n = 0;
    for (const std::string& step : steps) {
        const auto r = define("automation", "t.r" + std::to_string(n++), R"({"label": "R", "pipeline": "t.deals",
            "trigger": {"on": "stage_entered", "stage": "b"}, "when": "phone != null", "do": [)" + step + "]}");
        if (!r.ok()) return fail("robot", r.error());
    }
    std::vector<std::string> deals;
    for (int i = 0; i < moves; ++i) {
        const auto r = apply("create", {{"type", "t.deal"}, {"values", {{"title", "Order " + std::to_string(i)}, {"phone", "+48 600 100 200"}}}});
        if (!r.ok()) return fail("create", r.error());
        deals.push_back(ws.id_of(r->record).str());
    }
    std::vector<double> times, processor;
    double total = 0;
    for (const std::string& deal : deals) {
        const auto start = std::chrono::steady_clock::now();
        const double worked = processor_ms();
        const auto r = apply("move", {{"record", deal}, {"to", "b"}});
        times.push_back(ms_since(start));
        processor.push_back(processor_ms() - worked);
        if (!r.ok()) return fail("move", r.error());
        if (!r->problems.empty()) return fail("robot", r->problems.front());
        total += times.back();
        written.push_back(committed.pages.size());
        logged.push_back(log_size(committed));
    }
    std::sort(times.begin(), times.end());
    std::sort(processor.begin(), processor.end());
    figure("stage move, five robots, p50", times[times.size() / 2], "ms", 1.0, true, 66);
    figure("stage move, five robots, p99", times[times.size() * 99 / 100], "ms", 5.0, true, 66);
#ifdef __EMSCRIPTEN__
    const double goal = 15'000;
#else
    const double goal = 50'000, worked = std::accumulate(processor.begin(), processor.end(), 0.0);
    figure("stage move, processor time, p50", processor[processor.size() / 2], "ms", 1.0, true, 66);
    figure("stage move, processor time, p99", processor[processor.size() * 99 / 100], "ms", 5.0, true, 66);
    figure("actions a second of processor time", 1000.0 * moves * actions_a_move / worked, "1/s", goal, false, 53);
#endif
    figure("actions a second, one move of five a transaction", 1000.0 * moves * actions_a_move / total, "1/s", goal, false, 53);
#ifndef __EMSCRIPTEN__
    std::sort(written.begin(), written.end());
    std::sort(logged.begin(), logged.end());
    figure("stage move, pages changed, p50", static_cast<double>(written[written.size() / 2]), "pages", 48, true, 44);
    figure("stage move, written to the log, p50", logged[logged.size() / 2], "KiB", 60, true, 176);
    figure("stage move, written to the log, p99", logged[logged.size() * 99 / 100], "KiB", 60, true, 176);
#endif
    return 0;
}
