// bench: a client with 10,000 entries among 2,000 other clients: the first page of its timeline, one by text, the counts of each kind
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "db/connection.h"
#include "model/bulk.h"
#include "model/client_view.h"
#include "model/queries.h"
#include "platform/common/system.h"

using namespace potok;
using namespace potok::model;

namespace {

#ifdef __EMSCRIPTEN__
const char* const where = " (wasm)";
#else
const char* const where = " (native)";
#endif

double now_ms() {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void figure(const std::string& name, double value) {
    constexpr double goal = 100;
    std::printf("%s\n", Json({{"figure", name + where}, {"value", value}, {"unit", "ms"}, {"goal", goal}, {"holds", value < goal}, {"peer", nullptr}, {"ratio", nullptr}}).dump().c_str());
}

template <class F>
double median(F&& what) {
    std::vector<double> runs;
    for (int i = 0; i < 9; ++i) {
        const double begun = now_ms();
        what();
        runs.push_back(now_ms() - begun);
    }
    std::sort(runs.begin(), runs.end());
    return runs[4];
}

}  // namespace

int main() {
    SeededRandom random(1);
    platform::SystemClock clock;
    auto db = db::Connection::open_memory();
    WorkspaceInfo info;
    info.name = "Bench";
    info.zone = "UTC";
    auto ws = Workspace::create(std::make_unique<db::Connection>(std::move(*db)), info, "Anna", {&random, nullptr, nullptr}, clock.now()).value();
    const RowId admin = ws->administrator();
    const auto run = [&](const char* command, Json args) {
        auto outcome = ws->apply({command, std::move(args)}, admin, clock.now());
        if (!outcome.ok()) {
            std::fprintf(stderr, "%s: %s\n", command, describe(outcome.error()).c_str());
            std::exit(1);
        }
        return outcome->record;
    };
    run("define", {{"kind", "type"}, {"key", "t.deal"}, {"body", Json::parse(R"({"label": "Deal", "on_pipeline": true, "fields": [{"key": "client", "label": "Client", "kind": "reference", "target": "client"}]})")}});
    run("define", {{"kind", "pipeline"}, {"key", "t.deals"}, {"body", Json::parse(R"({"label": "Deals", "type": "t.deal", "stages": [{"key": "a", "label": "A"}]})")}});
    std::vector<RowId> clients, deals;
    const auto id = [&](RowId row) { return ws->id_of(row).str(); };
    for (int i = 0; i < 2'000; ++i) {
        clients.push_back(run("create", {{"type", "client"}, {"values", {{"title", "Client " + std::to_string(i)}}}}));
        deals.push_back(run("create", {{"type", "t.deal"}, {"values", {{"title", "Deal " + std::to_string(i)}, {"client", {{"ref", id(clients.back())}}}}}}));
        run("comment", {{"record", id(deals.back())}, {"text", "A word about delivery"}});
    }
    const RowId big = clients[1'000];
    std::vector<RowId> own{deals[1'000]};
    for (int i = 0; i < 199; ++i)
        own.push_back(run("create", {{"type", "t.deal"}, {"values", {{"title", "Order " + std::to_string(i)}, {"client", {{"ref", id(big)}}}}}}));
    for (int i = 0; i < 9'800; ++i) {
        const std::string on = id(own[static_cast<std::size_t>(i) % own.size()]);
        if (i % 2 == 0) run("comment", {{"record", on}, {"text", "Delivery of part " + std::to_string(i)}});
        else run("create_task", {{"record", on}, {"title", "Ask about part " + std::to_string(i)}});
    }
    const Instant now = clock.now();
    const auto page = [&](const ClientFilter& filter) {
        const auto circle = client_circle(*ws, big, admin, now).value();
        return client_page(*ws, circle, filter, admin, now).value();
    };
    figure("first page of a client with 10,000 entries", median([&] { page({}); }));
    ClientFilter by_text;
    by_text.text = "part 42";
    figure("the same by text", median([&] { page(by_text); }));
    figure("entries of each kind counted", median([&] { client_counts(*ws, client_circle(*ws, big, admin, now).value(), {}, admin, now).value(); }));
}
