// bench: Memory of a workspace of 100,000 deals, and what a day's work of 10,000 edits adds to it
//
// History and full text on, pages in memory as in a browser. "Beside the pages" is everything else on the heap: SQLite's cache, the
// workspace's own, what leaks. The pages grow, since history is kept; the rest must not.
#include <cstdio>
#include <malloc.h>
#include <memory>
#include <nlohmann/json.hpp>

#include "db/connection.h"
#include "db/page_store.h"
#include "model/queries.h"
#include "platform/common/library.h"

using namespace potok;

namespace {

constexpr int deals = 100'000, edits = 10'000, stages = 6;
constexpr double mb = 1024.0 * 1024.0;

#ifdef __EMSCRIPTEN__
constexpr const char* where = " (wasm)";
double in_use() { return static_cast<double>(static_cast<unsigned>(mallinfo().uordblks)); }
#else
constexpr const char* where = " (native)";
double in_use() {
    const struct mallinfo2 info = mallinfo2();
    return static_cast<double>(info.uordblks + info.hblkhd);
}
#endif

void figure(const std::string& name, double value, const char* unit, double goal = -1) {
    Json line{{"figure", name + where}, {"value", value}, {"unit", unit}, {"goal", nullptr}, {"holds", nullptr}, {"peer", nullptr}, {"ratio", nullptr}};
    if (goal >= 0) line["goal"] = goal, line["holds"] = value <= goal;
    std::printf("%s\n", line.dump().c_str());
    std::fflush(stdout);
}

struct Day {
    db::PageStore pages;
    SeededRandom random{1};
    Instant now{1'772'000'000'000};
    std::unique_ptr<model::Reactor> reactor = platform::make_reactor();
    std::unique_ptr<model::Workspace> ws;

    double pages_bytes() const { return static_cast<double>(pages.page_count()) * db::page_size; }
    Status run(const char* name, Json args, std::int64_t ms) {
        now = now + ms;
        auto done = ws->apply({name, std::move(args), {}}, ws->administrator(), now);
        return done.ok() ? Status() : Status(done.error());
    }
    Status open() {
        POTOK_TRY(auto zones, platform::zones());
        POTOK_TRY(auto connection, db::Connection::open_store(pages));
        model::WorkspaceInfo info;
        info.name = "Bench";
        POTOK_TRY(ws, model::Workspace::create(std::make_unique<db::Connection>(std::move(connection)), info, "Anna", {&random, zones, reactor.get()}, now));
        Json list = Json::array();
        for (int i = 0; i < stages; ++i) list.push_back({{"key", "s" + std::to_string(i)}, {"label", "Stage " + std::to_string(i + 1)}});
        POTOK_CHECK(run("define", {{"kind", "type"}, {"key", "deal"}, {"body", {{"label", "Deal"}, {"on_pipeline", true}, {"amount_field", "amount"},
            {"fields", {{{"key", "amount"}, {"label", "Amount"}, {"kind", "money"}}, {{"key", "town"}, {"label", "Town"}, {"kind", "text"}, {"searchable", true}}}}}}}, 1));
        return run("define", {{"kind", "pipeline"}, {"key", "deals"}, {"body", {{"label", "Deals"}, {"type", "deal"}, {"stages", list}}}}, 1);
    }
    Status fill() {
        for (int i = 0; i < deals; ++i)
            POTOK_CHECK(run("create", {{"type", "deal"}, {"values", {{"title", "Deal of customer " + std::to_string(i)}, {"town", "Tarnów"},
                {"amount", {{"m", std::to_string(1000 + i % 90'000) + ".00"}, {"c", "PLN"}}}}}, {"stage", "s" + std::to_string(i % stages)}}, 500));
        return {};
    }
    // Fields, moves, comments, tasks; now and then somebody searches.
    Status work(int count) {
        const auto first = ws->db().get_i64("SELECT min(id) FROM \"r_deal\"");
        const model::RowId from = first.ok() ? first->value_or(1) : 1;
        for (int i = 0; i < count; ++i) {
            const Json deal = ws->id_of(from + static_cast<model::RowId>(random.next() % deals)).str();
            constexpr std::int64_t pause = 8 * 3'600'000 / edits;  // ms: eight hours in all
            switch (i % 4) {
            case 0: POTOK_CHECK(run("set_fields", {{"record", deal}, {"values", {{"town", "Bochnia " + std::to_string(i)}}}}, pause)); break;
            case 1: POTOK_CHECK(run("move", {{"record", deal}, {"to", "s" + std::to_string(random.next() % stages)}}, pause)); break;
            case 2: POTOK_CHECK(run("comment", {{"record", deal}, {"text", "Called, will decide on Friday"}}, pause)); break;
            default: POTOK_CHECK(run("create_task", {{"record", deal}, {"title", "Call back"}}, pause)); break;
            }
            if (i % 50 == 0) (void)model::search(*ws, "customer 4" + std::to_string(i % 10), 50);
        }
        return {};
    }
};

int fail(const Error& e) {
    std::fprintf(stderr, "%s\n", describe(e).c_str());
    return 1;
}

}  // namespace

int main() {
    Day day;
    if (const Status s = day.open(); !s.ok()) return fail(s.error());
    if (const Status s = day.fill(); !s.ok()) return fail(s.error());
    figure("pages of 100,000 deals with their history and full text", day.pages_bytes() / mb, "MB", 150);
    if (const Status s = day.work(1000); !s.ok()) return fail(s.error());  // caches are full from here on
    const double pages_before = day.pages_bytes(), beside_before = in_use() - pages_before;
    figure("beside the pages", beside_before / mb, "MB", 20);
    if (const Status s = day.work(edits); !s.ok()) return fail(s.error());
    const double beside_after = in_use() - day.pages_bytes();
    figure("10,000 edits in eight hours: pages grow by", (day.pages_bytes() - pages_before) / mb, "MB");
    figure("10,000 edits in eight hours: what is beside the pages grows by", (beside_after - beside_before) / mb, "MB", 0.5);
    return 0;
}
