// Verbs about the simulation: the work of the days ahead by what the history teaches, and what comes of it in the middle of its repetitions.
#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "automation/simulation.h"
#include "scenario/verbs_ahead.h"

namespace potok::scenario {

void add_dry_run_verbs(std::vector<Verb>& table);  // verbs_dry_run.cpp

namespace {

using automation::Simulation;
using automation::Spread;

Result<int> number(const std::string& text, const std::string& what) {
    int n = 0;
    const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (bad != std::errc() || end != text.data() + text.size()) return impossible(fmt::format("{} is no whole number: {}", what, text));
    return n;
}

// "arrivals of orders: 200", "more crew: 1", "more people seller: 1"
Status what_if(World& world, const std::string& key, const std::string& text, automation::SimulationOrder& order) {
    constexpr std::string_view arrivals = "arrivals of ", people = "more people ", resources = "more ";
    POTOK_TRY(const int n, number(text, key));
    if (key.starts_with(arrivals)) {
        order.arrivals[key.substr(arrivals.size())] = n;
    } else if (key.starts_with(people)) {
        POTOK_TRY(const std::string role, world.role(key.substr(people.size())));
        order.people[role] = n;
    } else if (key.starts_with(resources)) {
        order.resources[key.substr(resources.size())] = n;
    } else {
        return impossible("a simulation has \"arrivals of PIPELINE\", \"more KIND\", \"more people ROLE\", not " + key);
    }
    return {};
}

Status simulate(World& world, const Match& m, const Step& step) {
    auto* engine = dynamic_cast<automation::Engine*>(world.workspace().reactor());
    if (!engine) return impossible("there is no engine here");
    automation::SimulationOrder order;
    order.start = world.now();
    POTOK_TRY(order.days, number(m.text("ahead"), "days"));
    if (m.has("repetitions")) {
        POTOK_TRY(order.repetitions, number(m.text("repetitions"), "times"));
    }
    if (m.has("seed")) {
        POTOK_TRY(const int seed, number(m.text("seed"), "seed"));
        order.seed = static_cast<std::uint64_t>(seed);
    }
    for (const auto& [key, text] : step.pairs) POTOK_CHECK(what_if(world, key, text, order));
    if (m.has("automation")) {
        model::Definition changed;
        changed.kind = "automation";
        changed.key = m.text("automation");
        changed.body = Json::parse(step.block, nullptr, false);
        if (!changed.body.is_object()) return impossible("the block is not JSON");
        order.changed.push_back(std::move(changed));
    }
    const std::string before = world.workspace().history_hash();
    auto run = automation::simulate_at_once(*engine, world.workspace(), order);
    if (world.workspace().history_hash() != before) return unmet("that the workspace stays as it is", "it has changed");
    world.simulation.reset();
    if (run.ok()) world.simulation = std::make_shared<const Simulation>(std::move(run).value());
    else world.refuse(run.error());
    return {};
}

Status nothing_simulated() { return impossible("nothing has been simulated"); }

Status compare(const std::string& expected, std::int64_t found, const Spread& spread) {
    if (std::to_string(found) == expected) return {};
    return unmet(expected, fmt::format("{} (from {} to {})", found, spread.low, spread.high));
}

Status flow(World& world, const Match& m, const Step&) {
    if (!world.simulation) return nothing_simulated();
    for (const auto& p : world.simulation->pipelines) {
        if (p.key != m.text("pipeline")) continue;
        const Spread& s = m.has("arrived") ? p.arrived : m.has("won") ? p.won : p.lost;
        return compare(m.text("count"), s.middle, s);
    }
    return impossible("there is no pipeline " + m.text("pipeline"));
}

Status sum(World& world, const Match& m, const Step&) {
    if (!world.simulation) return nothing_simulated();
    for (const auto& p : world.simulation->pipelines) {
        if (p.key != m.text("pipeline")) continue;
        std::string all;
        for (const auto& [currency, s] : p.won_sum) {
            const std::string text = world.show(Value(Money{s.middle, currency}));
            if (text == m.text("sum")) return {};
            all += (all.empty() ? "" : "; ") + text;
        }
        return unmet(m.text("sum"), all.empty() ? "nothing won" : all);
    }
    return impossible("there is no pipeline " + m.text("pipeline"));
}

Status in_stage(World& world, const Match& m, const Step&) {
    if (!world.simulation) return nothing_simulated();
    for (const auto& s : world.simulation->stages) {
        if (s.pipeline != m.text("pipeline") || s.stage != m.text("stage")) continue;
        return compare(m.text("count"), s.by_day.back().middle, s.by_day.back());
    }
    return impossible("there is no stage " + m.text("stage"));
}

Status busy(World& world, const Match& m, const Step&) {
    if (!world.simulation) return nothing_simulated();
    for (const auto& p : world.simulation->people)
        if (p.name == m.text("name")) return compare(m.text("share"), (p.busy.middle + 5) / 10, p.busy);
    for (const auto& r : world.simulation->resources)
        if (r.name == m.text("name")) return compare(m.text("share"), (r.busy.middle + 5) / 10, r.busy);
    return unmet(m.text("name"), "nobody and nothing of that name has any work");
}

Status waits(World& world, const Match& m, const Step&) {
    if (!world.simulation) return nothing_simulated();
    POTOK_TRY(const std::int64_t ms, parse_span(m.text("span")));
    for (const auto& p : world.simulation->people)
        if (p.name == m.text("name")) return compare(std::to_string(ms), p.wait_median.middle, p.wait_median);
    return unmet(m.text("name"), "nobody of that name has any task");
}

Status refuses(World& world, const Match& m, const Step&) {
    if (!world.simulation) return nothing_simulated();
    std::string all;
    for (const auto& [code, n] : world.simulation->refused) {
        if (code == m.text("code")) return {};
        all += (all.empty() ? "" : ", ") + code;
    }
    return unmet(m.text("code"), all.empty() ? "nothing was refused" : all);
}

Status lacks(World& world, const Match& m, const Step&) {
    if (!world.simulation) return nothing_simulated();
    std::string all;
    for (const Error& gap : world.simulation->gaps) {
        if (gap.code == m.text("code")) return {};
        all += (all.empty() ? "" : "; ") + describe(gap);
    }
    return unmet(m.text("code"), all.empty() ? "nothing" : all);
}

}  // namespace

void add_ahead_verbs(std::vector<Verb>& table) {
    static constexpr std::string_view section = "Simulating the days ahead";
    add_dry_run_verbs(table);
    const auto add = [&](std::string_view pattern, std::string_view what, Handler run) {
        table.push_back(Verb{section, Pattern(pattern), what, run});
    };
    add("the next <ahead:number> days are simulated [<repetitions:number> times] [from seed <seed:number>] [with automation <automation:name>]",
        "The work ahead by what is recorded; nothing of the workspace changes. Pairs ask what if: `arrivals of PIPELINE` in percent, `more KIND` "
        "resources, `more people ROLE`; a block is the automation's other body.", simulate);
    add("expect <count:number> simulated records to be (arrived|won|lost) in <pipeline:name>", "The median of the repetitions.", flow);
    add("expect simulated wins of <sum:text> in <pipeline:name>", "The median of what the won ones are worth.", sum);
    add("expect <count:number> simulated records in <stage:name> of <pipeline:name> at the end", "The median of those that stand there.", in_stage);
    add("expect the simulation to keep <name> busy for <share:number> percent", "A person's or a resource's share of the working time; the median.", busy);
    add("expect simulated tasks of <name> to wait <span>", "Working time from being given to being begun; the median.", waits);
    add("expect the simulation to meet refusal <code:name>", "Some simulated act was refused so.", refuses);
    add("expect the simulation to miss <code:name>", "What the history does not teach is named.", lacks);
}

}  // namespace potok::scenario
