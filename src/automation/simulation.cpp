#include "automation/simulation.h"

#include <algorithm>

#include "automation/simulation_history.h"
#include "automation/simulation_run.h"
#include "model/queries.h"

namespace potok::automation {

namespace {

constexpr int fewest_days = 7;       // of history: every weekday once
constexpr int most_days = 366, most_repetitions = 1000;

// Nearest rank: the smallest value that so many percent of all are not above. 0 where there is none.
std::int64_t percentile(std::vector<std::int64_t> values, int percent) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    const std::size_t rank = (values.size() * static_cast<std::size_t>(percent) + 99) / 100;
    return values[std::max<std::size_t>(rank, 1) - 1];
}

// One figure over all repetitions.
template <class Figure>
Spread spread(const std::vector<Tally>& all, Figure figure) {
    std::vector<std::int64_t> values;
    values.reserve(all.size());
    for (const Tally& t : all) values.push_back(figure(t));
    return {percentile(values, 10), percentile(values, 50), percentile(values, 90)};
}

template <class Series>
std::vector<Spread> by_day(const std::vector<Tally>& all, int days, Series series) {
    std::vector<Spread> out;
    for (std::size_t d = 0; d < static_cast<std::size_t>(days); ++d)
        out.push_back(spread(all, [&](const Tally& t) { return series(t)[d]; }));
    return out;
}

std::int64_t thousandths(std::int64_t part, std::int64_t whole) { return whole == 0 ? 0 : (part * 1000 + whole / 2) / whole; }

std::string label_of(const model::Workspace& ws, const model::Pipeline& pipeline) { return pipeline.label.in(ws.info().language); }

std::string stage_label(const model::Workspace& ws, const std::string& pipeline, const std::string& stage) {
    const model::Pipeline* p = ws.catalog().pipeline(pipeline);
    const model::Stage* s = p ? p->stage(stage) : nullptr;
    return s ? label_of(ws, *p) + " · " + s->label.in(ws.info().language) : stage;
}

Status check(const model::Workspace& ws, const SimulationOrder& order) {
    const auto bad = [](const char* what, int most) { return error("simulation.order", {{"what", what}, {"most", std::to_string(most)}}, what); };
    if (order.days < 1 || order.days > most_days) return bad("days", most_days);
    if (order.repetitions < 1 || order.repetitions > most_repetitions) return bad("repetitions", most_repetitions);
    for (const auto& [pipeline, percent] : order.arrivals) {
        if (!ws.catalog().pipeline(pipeline)) return error("pipeline.unknown", {{"pipeline", pipeline}, {"type", ""}}, "arrivals/" + pipeline);
        if (percent < 0 || percent > 10'000) return bad("arrivals", 10'000);
    }
    for (const auto& [kind, more] : order.resources) {
        if (model::resources(ws, kind).empty()) return error("simulation.no_kind", {{"kind", kind}}, "resources/" + kind);
        if (more < 0 || more > 100) return bad("resources", 100);
    }
    for (const auto& [role, more] : order.people) {
        if (!ws.catalog().role(role)) return error("role.unknown", {{"role", role}}, "people/" + role);
        if (more < 0 || more > 100) return bad("people", 100);
    }
    for (const model::Definition& d : order.changed) {
        const auto parsed = parse_automation(d, ws.catalog());
        if (!parsed.ok()) return parsed.error();
    }
    return {};
}

Status enough(const model::Workspace& ws, const WorkHistory& history, std::vector<Error>& gaps) {
    Error missing = error("simulation.too_little_history");
    if (history.days.size() < fewest_days)
        missing.details.push_back(error("simulation.few_days", {{"n", std::to_string(history.days.size())}, {"need", std::to_string(fewest_days)}}));
    bool any = false;
    for (const auto& pipeline : ws.catalog().pipelines()) {
        any = any || history.arrived.contains(pipeline->key);
        if (!history.arrived.contains(pipeline->key)) gaps.push_back(error("simulation.no_arrivals", {{"pipeline", label_of(ws, *pipeline)}}));
    }
    if (!any) missing.details.insert(missing.details.end(), gaps.begin(), gaps.end());
    if (history.stays.empty()) missing.details.push_back(error("simulation.no_stays"));
    return missing.details.empty() ? Status() : Status(missing);
}

void put_pipelines(Simulation& out, const model::Workspace& ws, const std::vector<Tally>& all, int days) {
    for (const auto& pipeline : ws.catalog().pipelines()) {
        const std::string& key = pipeline->key;
        Simulation::Pipeline p;
        p.key = key;
        p.arrived = spread(all, [&](const Tally& t) { return t.pipelines.at(key).arrived; });
        p.won = spread(all, [&](const Tally& t) { return t.pipelines.at(key).won; });
        p.lost = spread(all, [&](const Tally& t) { return t.pipelines.at(key).lost; });
        std::set<std::string> currencies;
        for (const Tally& t : all)
            for (const auto& [currency, sum] : t.pipelines.at(key).won_sum) currencies.insert(currency);
        for (const std::string& currency : currencies)
            p.won_sum[currency] = spread(all, [&](const Tally& t) {
                const auto& sums = t.pipelines.at(key).won_sum;
                const auto found = sums.find(currency);
                return found == sums.end() ? 0 : found->second;
            });
        out.pipelines.push_back(std::move(p));
        for (const auto& stage : pipeline->stages) {
            const std::pair place(key, stage.key);
            Simulation::Stage s;
            s.pipeline = key;
            s.stage = stage.key;
            s.entered = spread(all, [&](const Tally& t) { return t.stages.at(place).entered; });
            s.left = spread(all, [&](const Tally& t) { return static_cast<std::int64_t>(t.stages.at(place).stays.size()); });
            s.stay_median = spread(all, [&](const Tally& t) { return percentile(t.stages.at(place).stays, 50); });
            s.stay_most = spread(all, [&](const Tally& t) { return percentile(t.stages.at(place).stays, 90); });
            s.at_work = spread(all, [&](const Tally& t) { return thousandths(t.stages.at(place).time_inside, t.time); });
            s.by_day = by_day(all, days, [&](const Tally& t) -> const auto& { return t.stages.at(place).by_day; });
            out.stages.push_back(std::move(s));
        }
    }
}

void put_people(Simulation& out, const std::vector<Tally>& all, int days) {
    for (const auto& [row, named] : all.front().people) {
        const RowId person = row;
        const auto of = [person](const Tally& t) -> const Tally::Person& { return t.people.at(person); };
        if (std::all_of(all.begin(), all.end(), [&](const Tally& t) { return of(t).waits.empty(); })) continue;
        Simulation::Person p;
        p.name = named.name;
        p.done = spread(all, [&](const Tally& t) { return of(t).done; });
        p.busy = spread(all, [&](const Tally& t) { return thousandths(of(t).busy, t.working_time); });
        p.wait_median = spread(all, [&](const Tally& t) { return percentile(of(t).waits, 50); });
        p.wait_most = spread(all, [&](const Tally& t) { return percentile(of(t).waits, 90); });
        p.by_day = by_day(all, days, [&](const Tally& t) -> const auto& { return of(t).by_day; });
        out.people.push_back(std::move(p));
    }
    for (const auto& [row, named] : all.front().resources) {
        const RowId resource = row;
        out.resources.push_back({named.name, named.kind, spread(all, [&](const Tally& t) { return thousandths(t.resources.at(resource).busy, t.working_time); })});
    }
}

void put_rest(Simulation& out, const model::Workspace& ws, const std::vector<Tally>& all) {
    std::set<std::string> codes, tasks;
    std::set<std::pair<std::string, std::string>> stages;
    for (const Tally& t : all) {
        for (const auto& [code, n] : t.refused) codes.insert(code);
        tasks.insert(t.unknown_tasks.begin(), t.unknown_tasks.end());
        stages.insert(t.unknown_stages.begin(), t.unknown_stages.end());
    }
    for (const std::string& code : codes)
        out.refused[code] = spread(all, [&](const Tally& t) {
            const auto found = t.refused.find(code);
            return found == t.refused.end() ? 0 : found->second;
        });
    for (const auto& [pipeline, stage] : stages) out.gaps.push_back(error("simulation.never_left", {{"stage", stage_label(ws, pipeline, stage)}}));
    for (const std::string& key : tasks) out.gaps.push_back(error("simulation.unknown_task", {{"task", key}}));
}

}  // namespace

Job simulate(Engine& engine, model::Workspace& ws, SimulationOrder order, Simulation& result) {
    result = {};
    if (const Status right = check(ws, order); !right.ok()) co_return right;
    const auto history = learn(ws, order.start);
    if (!history.ok()) co_return history.error();
    if (const Status taught = enough(ws, *history, result.gaps); !taught.ok()) co_return taught;
    result.operations = history->operations;
    std::vector<Tally> all;
    const std::int64_t total = std::int64_t{order.repetitions} * order.days;
    for (int r = 0; r < order.repetitions; ++r) {
        auto run = SimulationRun::prepare(engine, ws, order, *history, r);
        if (!run.ok()) co_return run.error();
        for (int d = 0; d < order.days; ++d) {
            if (const Status passed = (*run)->day(d); !passed.ok()) co_return passed;
            co_yield {"simulation.simulating", std::int64_t{r} * order.days + d + 1, total};
        }
        (*run)->finish();
        all.push_back((*run)->tally());
    }
    put_pipelines(result, ws, all, order.days);
    put_people(result, all, order.days);
    put_rest(result, ws, all);
    co_return Status();
}

Result<Simulation> simulate_at_once(Engine& engine, model::Workspace& ws, const SimulationOrder& order) {
    Simulation result;
    Job job = simulate(engine, ws, order, result);
    while (!job.done()) job.step();
    if (!job.result().ok()) return job.result().error();
    return result;
}

}  // namespace potok::automation
