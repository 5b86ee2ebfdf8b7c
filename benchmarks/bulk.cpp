// bench: 100,000 records in slices through five robots, history and full text on; then 10,000 timers that fall due at one moment
//
// The robots make a task, set a field, make a linked record, comment on the change of that field, and wait a day. Slices are made as the
// app makes them: as many rows as fit some milliseconds.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "automation/engine.h"
#include "db/connection.h"
#include "model/bulk.h"
#include "model/queries.h"
#include "platform/common/system.h"

using namespace potok;
using namespace potok::model;

namespace {

#ifdef __EMSCRIPTEN__
constexpr int records = 20'000;  // the pace is the same, the heap of 32 bits smaller
const char* const where = " (wasm)";
#else
constexpr int records = 100'000;
const char* const where = " (native)";
#endif
constexpr int timers = 10'000;

double now_s() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void figure(const std::string& name, double value, const char* unit) {
    std::printf("%s\n", Json({{"figure", name + where}, {"value", value}, {"unit", unit}, {"goal", nullptr}, {"holds", nullptr}, {"peer", nullptr}, {"ratio", nullptr}}).dump().c_str());
}

}  // namespace

int main() {
    SeededRandom random(1);
    automation::Engine engine;
    platform::SystemClock clock;
    auto db = db::Connection::open_memory();
    WorkspaceInfo info;
    info.name = "Bench";
    info.zone = "UTC";
    auto ws = Workspace::create(std::make_unique<db::Connection>(std::move(*db)), info, "Anna", {&random, nullptr, &engine}, clock.now()).value();
    const auto define = [&](const char* kind, const char* key, const std::string& body) {
        const auto outcome = ws->apply({"define", {{"kind", kind}, {"key", key}, {"body", Json::parse(body)}}}, ws->administrator(), clock.now());
        if (outcome.ok()) return;
        std::fprintf(stderr, "%s: %s\n", key, describe(outcome.error()).c_str());
        std::exit(1);
    };
    define("type", "t.deal", R"({"label": "Deal", "on_pipeline": true, "fields": [{"key": "amount", "label": "Amount", "kind": "number"}, {"key": "note", "label": "Note", "kind": "text"}, {"key": "job", "label": "Job", "kind": "reference", "target": "t.job"}]})");
    define("type", "t.job", R"({"label": "Job", "on_pipeline": true, "fields": []})");
    define("pipeline", "t.deals", R"({"label": "Deals", "type": "t.deal", "stages": [{"key": "a", "label": "A"}, {"key": "won", "label": "Won", "kind": "won"}]})");
    define("pipeline", "t.jobs", R"({"label": "Jobs", "type": "t.job", "stages": [{"key": "new", "label": "New"}]})");
    const std::string head = R"({"label": "R", "pipeline": "t.deals", "trigger": )";
    define("automation", "t.r1", head + R"({"on": "record_created"}, "do": [{"task": {"key": "k", "title": "Call {title}", "assignee": "owner"}}]})");
    define("automation", "t.r2", head + R"({"on": "record_created"}, "do": [{"set": {"note": "\"new\""}}]})");
    define("automation", "t.r3", head + R"({"on": "record_created"}, "do": [{"create": {"type": "t.job", "pipeline": "t.jobs", "values": {"title": "title"}, "link": "job"}}]})");
    define("automation", "t.r4", head + R"({"on": "field_changed", "field": "note"}, "do": [{"comment": {"text": "noted"}}]})");
    define("automation", "t.r5", head + R"({"on": "record_created"}, "when": "amount < )" + std::to_string(timers) + R"(", "do": [{"wait": {"days": 1}}, {"comment": {"text": "a day later"}}]})");

    BulkCreate what;
    what.type = "t.deal";
    what.batch = make_v7(clock.now(), random);
    what.total = records;
    what.next = [i = 0]() mutable -> std::optional<Json> {
        if (i == records) return {};
        Json row = {{"title", "Deal " + std::to_string(i)}, {"amount", i}};
        ++i;
        return row;
    };
    BulkResult result;
    std::vector<double> slices;
    const double began = now_s();
    Job job = create_in_bulk(*ws, std::move(what), ws->administrator(), clock, result);
    while (!job.done()) {
        const double from = now_s();
        job.step();
        slices.push_back((now_s() - from) * 1000);
    }
    const double took = now_s() - began;
    const auto firings = ws->db().get_i64("SELECT count(*) FROM e_firing").value().value_or(0);
    if (!job.result().ok() || result.made != records || result.problems != 0 || firings != 4LL * records + timers) {
        std::fprintf(stderr, "not all of them ran: %lld records, %lld firings\n", static_cast<long long>(result.made), static_cast<long long>(firings));
        return 1;
    }
    std::sort(slices.begin(), slices.end());
    figure("records a second, each through five robots", records / took, "1/s");
    figure("robots run a second", static_cast<double>(firings) / took, "1/s");
    figure("a slice, p50", slices[slices.size() / 2], "ms");
    figure("a slice, p99", slices[slices.size() * 99 / 100], "ms");

    const Instant later = clock.now() + std::int64_t{2} * 86'400'000;
    const double woke = now_s();
    std::vector<double> ticks;
    for (bool more = true; more;) {
        const double from = now_s();
        const auto ran = ws->run_due(later);
        if (!ran.ok()) return 1;
        more = *ran;
        ticks.push_back((now_s() - from) * 1000);
    }
    const auto said = ws->db().get_i64("SELECT count(*) FROM r_comment WHERE text = 'a day later'").value().value_or(0);
    if (said != timers) return 1;
    std::sort(ticks.begin(), ticks.end());
    figure("timers caught up a second", timers / (now_s() - woke), "1/s");
    figure("a slice of timers, p99", ticks[ticks.size() * 99 / 100], "ms");
    return 0;
}
