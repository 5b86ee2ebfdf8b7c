// bench: Reports over 100,000 deals and 300,000 moves of three years: each kind of tile, what rights and FEEL cost; native and node
//
// History and full text on, workspace in memory. A tile is asked from nothing and answers with every record behind each figure; the
// period is all three years (the dearest), or one month. Goal: 100 ms natively for what SQL alone answers, over a month.
#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "db/connection.h"
#include "model/report_data.h"
#include "platform/common/library.h"
#include "support/figure.h"

using namespace potok;
using namespace potok::bench;
using model::RowId;

namespace {

constexpr int deals = 100'000, people = 20;
constexpr std::int64_t step_ms = 3LL * 365 * 86'400'000 / (deals * 5);
constexpr double goal_ms = native ? 100 : 300;

constexpr const char* definition = R"json({"label": "R", "tiles": [
    {"key": "number", "label": "N", "kind": "number", "pipeline": "deals", "measure": {"of": "won", "figure": "sum", "field": "amount"}},
    {"key": "funnel", "label": "F", "kind": "funnel", "pipeline": "deals"},
    {"key": "trend", "label": "T", "kind": "trend", "pipeline": "deals", "per": "week", "measures": [{"key": "w", "label": "W", "of": "won", "figure": "sum", "field": "amount"}]},
    {"key": "league", "label": "L", "kind": "league", "pipeline": "deals", "by": "owner", "measures": [
        {"key": "new", "label": "N"}, {"key": "open", "label": "O", "of": "open"}, {"key": "won", "label": "W", "of": "won"}, {"key": "lost", "label": "L", "of": "lost"},
        {"key": "rate", "label": "R", "figure": "conversion"}, {"key": "sum", "label": "S", "of": "won", "figure": "sum", "field": "amount"},
        {"key": "stage", "label": "D", "figure": "stage_time"}]},
    {"key": "times", "label": "S", "kind": "stage_time", "pipeline": "deals"},
    {"key": "ageing", "label": "A", "kind": "ageing", "pipeline": "deals", "date": "due", "amount": "amount"},
    {"key": "list", "label": "I", "kind": "list", "pipeline": "deals", "of": "dated", "when": "amount.amount > 57000"},
    {"key": "tasks", "label": "I", "kind": "list", "pipeline": "deals", "of": "dated", "when": "count(tasks[state = \"open\"]) > 0"}]})json";

class Company {
public:
    Status fill() {
        auto memory = db::Connection::open_memory();
        auto zones = platform::zones();
        if (!memory.ok()) return memory.error();
        if (!zones.ok()) return zones.error();
        POTOK_TRY(ws, model::Workspace::create(std::make_unique<db::Connection>(std::move(*memory)), {}, "Anna", {&random_, *zones}, now));
        Json stages = Json::array();
        for (const char* key : {"request", "offer", "contract", "works"}) stages.push_back({{"key", key}, {"label", key}});
        stages.push_back({{"key", "won"}, {"label", "Won"}, {"kind", "won"}});
        stages.push_back({{"key", "lost"}, {"label", "Lost"}, {"kind", "lost"}});
        POTOK_CHECK(must("define", {{"kind", "type"}, {"key", "deal"}, {"body", {{"label", "Deal"}, {"on_pipeline", true}, {"amount_field", "amount"},
            {"fields", {{{"key", "amount"}, {"label", "Amount"}, {"kind", "money"}}, {{"key", "due"}, {"label", "Due"}, {"kind", "date"}},
                        {{"key", "town"}, {"label", "Town"}, {"kind", "text"}}, {{"key", "street"}, {"label", "Street"}, {"kind", "text"}}}}}}}));
        POTOK_CHECK(must("define", {{"kind", "pipeline"}, {"key", "deals"}, {"body", {{"label", "Deals"}, {"type", "deal"}, {"stages", stages}}}}));
        POTOK_CHECK(must("define", {{"kind", "role"}, {"key", "rep"}, {"body", {{"label", "Rep"}, {"grants", {{{"type", "deal"}, {"verbs", {"read"}}, {"where", "owner = me"}}}}}}}));
        POTOK_CHECK(must("define", {{"kind", "report"}, {"key", "bench"}, {"body", Json::parse(definition)}}));
        std::vector<RowId> team;
        for (int i = 0; i < people; ++i) {
            POTOK_CHECK(must("create_person", {{"name", "Rep " + std::to_string(i)}, {"roles", {"rep"}}}));
            team.push_back(last);
        }
        rep = team.front();
        const char* ways[][4] = {{"offer", "contract", "works", "won"}, {"offer", "contract", "offer", "lost"}, {"offer", "contract", "", ""}, {"offer", "lost", "", ""}};
        for (int i = 0; i < deals; ++i) {
            Json values = {{"title", "Deal of customer " + std::to_string(i)}, {"town", "Tarnów"}, {"street", "ul. Krakowska " + std::to_string(i % 400)},
                           {"owner", {{"ref", ws->id_of(team[static_cast<std::size_t>(i % people)]).str()}}},
                           {"due", {{"d", format_iso(Date{20'000 + i % 1'200})}}},
                           {"amount", {{"m", std::to_string(1000 + i % 90'000) + ".00"}, {"c", i % 10 == 0 ? "EUR" : "PLN"}}}};
            POTOK_CHECK(must("create", {{"type", "deal"}, {"values", values}}));
            const std::string id = ws->id_of(last).str();
            for (const char* stage : ways[i % 4])
                if (*stage != 0) POTOK_CHECK(must("move", {{"record", id}, {"to", stage}}));
        }
        return {};
    }

    Result<double> ask(const model::ReportTile& tile, RowId actor, model::Period period) {
        std::vector<double> times;
        for (int i = 0; i < 3; ++i) {
            const double start = processor_ms();
            POTOK_TRY(const model::ReportData data, model::ask_report(*ws, tile, {actor, now, period, {}}));
            times.push_back(processor_ms() - start);
            if (data.rows.empty() && data.items.empty() && tile.key != "tasks") return error("bench.nothing", {{"tile", tile.key}, {"actor", std::to_string(actor)}, {"from", format_iso(period.from)}});
        }
        std::sort(times.begin(), times.end());
        return times[1];
    }

    std::unique_ptr<model::Workspace> ws;
    Instant now{1'700'000'000'000};
    RowId rep = 0;

private:
    SeededRandom random_{1};
    RowId last = 0;

    Status must(const char* name, Json args) {
        now = now + step_ms;
        POTOK_TRY(const auto done, ws->apply({name, std::move(args)}, ws->administrator(), now));
        if (done.record != 0) last = done.record;
        return {};
    }
};

Status measure() {
    Company c;
    POTOK_CHECK(c.fill());
    POTOK_TRY(const auto report, model::report_of(c.ws->catalog(), "bench"));
    const Date today = c.ws->zone().to_local(c.now).date;
    const model::Period all{{today.days - 1200}, today}, month{{today.days - 400}, {today.days - 370}};
    for (const model::ReportTile& tile : report.tiles) {
        const bool feel = !tile.when.empty();
        POTOK_TRY(const double one_month, c.ask(tile, c.ws->administrator(), month));
        POTOK_TRY(const double three_years, c.ask(tile, c.ws->administrator(), all));
        POTOK_TRY(const double own, c.ask(tile, c.rep, month));
        const std::string name = feel ? tile.key + " with FEEL" : tile.key;
        figure(name + ", a month", one_month, "ms", feel ? std::nullopt : std::optional(goal_ms));
        figure(name + ", three years", three_years, "ms", {});
        figure(name + ", a month, own deals only", own, "ms", {});
    }
    return {};
}

}  // namespace

int main() {
    const Status done = measure();
    if (!done.ok()) std::fprintf(stderr, "%s\n", describe(done.error()).c_str());
    return done.ok() ? 0 : 1;
}
