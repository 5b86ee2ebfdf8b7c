// potok dry-run, potok simulate: what would be, without changing the file.
#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "automation/dry_run.h"
#include "automation/simulation.h"
#include "main/cli.h"
#include "main/open_file.h"
#include "model/queries.h"
#include "packs/schema.h"

namespace potok::cli {
namespace {

using automation::Spread;

Result<std::vector<model::Definition>> definitions_in(const std::string& file, const std::optional<std::string>& key) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return error("cli.no_file", {{"file", file}});
    std::ostringstream text;
    text << in.rdbuf();
    POTOK_TRY(const Json json, packs::parse_json(text.str(), file));
    std::vector<model::Definition> out;
    for (const Json& body : json.is_array() ? json : Json::array({json})) {
        if (!body.is_object() || !body.contains("key") || !body["key"].is_string())
            return error("cli.usage", {{"message", file + ": an automation has a \"key\""}});
        if (key && body["key"] != *key) continue;
        model::Definition d;
        d.kind = "automation";
        d.key = body["key"].get<std::string>();
        d.body = body;
        out.push_back(std::move(d));
    }
    if (out.empty()) return error("cli.usage", {{"message", fmt::format("{} has no automation {}", file, key.value_or(""))}});
    return out;
}

automation::Engine& engine_of(OpenFile& w) { return dynamic_cast<automation::Engine&>(*w.reactor); }

// --- dry run -------------------------------------------------------------------------------------------------------------

constexpr const char* effect_words[] = {"task", "withdrawn task", "message", "notification", "comment", "move", "fields", "record", "timer"};

void print(const model::Workspace& ws, const automation::DryRun& run) {
    for (const auto& c : run.cases) {
        fmt::print("{}\n", model::title_of(ws, c.record));
        const auto side = [&](const char* sign, const std::vector<automation::Effect>& effects) {
            for (const auto& e : effects)
                fmt::print("  {} {}: {}{}\n", sign, effect_words[static_cast<std::size_t>(e.kind)], e.title, e.who.empty() ? "" : " → " + e.who);
        };
        side("-", c.no_longer);
        side("+", c.newly);
    }
    for (const auto& [kind, sum] : run.sums) fmt::print("{:<16} {:>7} then {:>7} now\n", effect_words[static_cast<std::size_t>(kind)], sum.then, sum.now);
    for (const Error& e : run.problems) fmt::print("would fail: {}\n", describe(e));
    fmt::print("{} records, {} differ; {} recorded changes gone through, {} left out\n", run.records, run.cases.size(), run.facts, run.left_out);
}

Status do_dry_run(const Arguments& a) {
    POTOK_TRY(const std::string file, a.word(0, "FILE"));
    POTOK_TRY(const std::string definition, a.word(1, "DEFINITION.json"));
    POTOK_TRY(const Instant now, a.at());
    POTOK_TRY(auto definitions, definitions_in(definition, a.option("--key")));
    if (definitions.size() > 1) return error("cli.usage", {{"message", definition + " has several automations: choose with --key"}});
    OpenFile w;
    POTOK_CHECK(w.open(file));
    model::Definition& changed = definitions.front();
    const model::Definition* present = w.workspace->catalog().definition("automation", changed.key);
    changed.version = present ? present->version + 1 : 1;
    POTOK_TRY(const auto run, automation::dry_run(engine_of(w), *w.workspace, changed, now));
    print(*w.workspace, run);
    return {};
}

// --- simulation ----------------------------------------------------------------------------------------------------------

Result<int> number(const std::string& name, const std::string& text) {
    int n = 0;
    const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (bad != std::errc() || end != text.data() + text.size()) return error("cli.usage", {{"message", fmt::format("{} needs a whole number, not {}", name, text)}});
    return n;
}

// "a=1,b=2"
Status pairs(const Arguments& a, const std::string& name, std::map<std::string, int>& out) {
    const auto given = a.option(name);
    if (!given) return {};
    std::istringstream parts(*given);
    for (std::string part; std::getline(parts, part, ',');) {
        const std::size_t sign = part.find('=');
        if (sign == std::string::npos) return error("cli.usage", {{"message", name + " is written NAME=NUMBER,NAME=NUMBER"}});
        POTOK_TRY(out[part.substr(0, sign)], number(name, part.substr(sign + 1)));
    }
    return {};
}

std::string plain(const Spread& s) { return fmt::format("{:>7} ({}–{})", s.middle, s.low, s.high); }
std::string hours(const Spread& s) {
    const auto h = [](std::int64_t ms) { return fmt::format("{}.{}", ms / 3'600'000, ms / 360'000 % 10); };
    return fmt::format("{:>7} h ({}–{})", h(s.middle), h(s.low), h(s.high));
}
std::string tenths(const Spread& s, const char* unit) {  // of thousandths
    const auto t = [](std::int64_t n) { return fmt::format("{}.{}", n / 10, n % 10); };
    return fmt::format("{:>7}{} ({}–{})", t(s.middle), unit, t(s.low), t(s.high));
}

void print(const model::Workspace& ws, const automation::Simulation& s) {
    const Language language = ws.info().language;
    fmt::print("the median of the repetitions (10th–90th percentile); learnt from {} recorded operations\n\n", s.operations);
    for (const auto& p : s.pipelines) {
        fmt::print("{}\n  came in {}   won {}   lost {}\n", ws.catalog().pipeline(p.key)->label.in(language), plain(p.arrived), plain(p.won), plain(p.lost));
        for (const auto& [currency, sum] : p.won_sum) fmt::print("  won for {} minor units of {}\n", plain(sum), currency);
        for (const auto& stage : s.stages) {
            if (stage.pipeline != p.key) continue;
            fmt::print("  {}: entered {}   left {}   at the end {}   stayed {}, most {}\n", ws.catalog().pipeline(p.key)->stage(stage.stage)->label.in(language),
                       plain(stage.entered), plain(stage.left), plain(stage.by_day.back()), hours(stage.stay_median), hours(stage.stay_most));
        }
    }
    for (const auto& p : s.people)
        fmt::print("{}: busy {}   tasks done {}   they waited {}, most {}\n", p.name, tenths(p.busy, " %"), plain(p.done), hours(p.wait_median), hours(p.wait_most));
    for (const auto& r : s.resources) fmt::print("{} ({}): booked {}\n", r.name, r.kind, tenths(r.busy, " %"));
    for (const auto& [code, n] : s.refused) fmt::print("refused {}: {}\n", plain(n), code);
    for (const Error& gap : s.gaps) fmt::print("not learnt: {}\n", describe(gap));
}

Json json(const Spread& s) { return {s.low, s.middle, s.high}; }
Json json(const std::vector<Spread>& all) {
    Json out = Json::array();
    for (const Spread& s : all) out.push_back(json(s));
    return out;
}

Json json(const automation::Simulation& s) {
    Json out = {{"operations", s.operations}, {"pipelines", Json::array()}, {"stages", Json::array()}, {"people", Json::array()},
                {"resources", Json::array()}, {"refused", Json::object()}, {"gaps", Json::array()}};
    for (const auto& p : s.pipelines) {
        Json sums = Json::object();
        for (const auto& [currency, sum] : p.won_sum) sums[currency] = json(sum);
        out["pipelines"].push_back({{"pipeline", p.key}, {"arrived", json(p.arrived)}, {"won", json(p.won)}, {"lost", json(p.lost)}, {"won_sum", std::move(sums)}});
    }
    for (const auto& g : s.stages)
        out["stages"].push_back({{"pipeline", g.pipeline}, {"stage", g.stage}, {"entered", json(g.entered)}, {"left", json(g.left)},
                                 {"stay_median", json(g.stay_median)}, {"stay_most", json(g.stay_most)}, {"at_work", json(g.at_work)}, {"by_day", json(g.by_day)}});
    for (const auto& p : s.people)
        out["people"].push_back({{"name", p.name}, {"done", json(p.done)}, {"busy", json(p.busy)}, {"wait_median", json(p.wait_median)},
                                 {"wait_most", json(p.wait_most)}, {"by_day", json(p.by_day)}});
    for (const auto& r : s.resources) out["resources"].push_back({{"name", r.name}, {"kind", r.kind}, {"busy", json(r.busy)}});
    for (const auto& [code, n] : s.refused) out["refused"][code] = json(n);
    for (const Error& gap : s.gaps) out["gaps"].push_back(describe(gap));
    return out;
}

Status do_simulate(const Arguments& a) {
    POTOK_TRY(const std::string file, a.word(0, "FILE"));
    automation::SimulationOrder order;
    POTOK_TRY(order.start, a.at());
    if (a.option("--days")) {
        POTOK_TRY(order.days, number("--days", *a.option("--days")));
    }
    if (a.option("--times")) {
        POTOK_TRY(order.repetitions, number("--times", *a.option("--times")));
    }
    if (a.option("--seed")) {
        POTOK_TRY(const int seed, number("--seed", *a.option("--seed")));
        order.seed = static_cast<std::uint64_t>(seed);
    }
    POTOK_CHECK(pairs(a, "--arrivals", order.arrivals));
    POTOK_CHECK(pairs(a, "--more", order.resources));
    POTOK_CHECK(pairs(a, "--people", order.people));
    if (a.option("--automation")) {
        POTOK_TRY(order.changed, definitions_in(*a.option("--automation"), std::nullopt));
    }
    OpenFile w;
    POTOK_CHECK(w.open(file));
    POTOK_TRY(const auto result, automation::simulate_at_once(engine_of(w), *w.workspace, order));
    if (a.has("--json")) fmt::print("{}\n", json(result).dump(1));
    else print(*w.workspace, result);
    return {};
}

}  // namespace

int dry_run(const Arguments& a) { return finish(do_dry_run(a)); }
int simulate(const Arguments& a) { return finish(do_simulate(a)); }

}  // namespace potok::cli
