// Verbs about the dry run: a changed definition tried out on the history, and how it differs from what was done.
#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "automation/dry_run.h"
#include "scenario/verbs_ahead.h"

namespace potok::scenario {
namespace {

using automation::DryRun;
using automation::Effect;

constexpr std::string_view kind_words[] = {"task", "withdrawal", "message", "notification", "comment", "move", "change", "creation"};

Effect::Kind kind_of(const Match& m) {
    for (std::size_t i = 0; i < std::size(kind_words); ++i)
        if (m.has(kind_words[i])) return static_cast<Effect::Kind>(i);
    return Effect::Kind::task;  // the pattern has no other word
}

std::string line(World& world, const DryRun::Case& c) {
    std::string out = model::title_of(world.workspace(), c.record) + ":";
    const auto add = [&](const char* side, const std::vector<Effect>& effects) {
        for (const Effect& e : effects) out += fmt::format(" {} {} \"{}\"", side, kind_words[static_cast<std::size_t>(e.kind)], e.title);
    };
    add("no longer", c.no_longer);
    add("newly", c.newly);
    return out;
}

std::string all_cases(World& world) {
    std::string out;
    for (const auto& c : world.trial->cases) out += (out.empty() ? "" : "; ") + line(world, c);
    return out.empty() ? "no difference" : out;
}

Status nothing_tried() { return impossible("no definition has been tried out"); }

Status try_out(World& world, const Match& m, const Step& step) {
    model::Workspace& ws = world.workspace();
    auto* engine = dynamic_cast<automation::Engine*>(ws.reactor());
    if (!engine) return impossible("there is no engine here");
    const Json body = Json::parse(step.block, nullptr, false);
    if (!body.is_object()) return impossible("the block is not JSON");
    model::Definition changed;
    changed.kind = "automation";
    changed.key = m.text("automation");
    const model::Definition* present = ws.catalog().definition("automation", changed.key);
    changed.version = present ? present->version + 1 : 1;
    changed.body = body;
    auto run = automation::dry_run(*engine, ws, changed, world.now());
    world.trial.reset();
    if (run.ok()) world.trial = std::make_shared<const DryRun>(std::move(run).value());
    else world.refuse(run.error());
    return {};
}

Status expect_cases(World& world, const Match& m, const Step&) {
    if (!world.trial) return nothing_tried();
    if (std::to_string(world.trial->cases.size()) == m.text("count")) return {};
    return unmet(m.text("count"), fmt::format("{}: {}", world.trial->cases.size(), all_cases(world)));
}

Status expect_effect(World& world, const Match& m, const Step& step) {
    if (!world.trial) return nothing_tried();
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    for (const DryRun::Case& c : world.trial->cases) {
        if (c.record != record) continue;
        for (const Effect& e : m.has("newly") ? c.newly : c.no_longer)
            if (e.kind == kind_of(m) && e.title == m.text("title")) return {};
    }
    return unmet(step.source, all_cases(world));
}

Status expect_sum(World& world, const Match& m, const Step&) {
    if (!world.trial) return nothing_tried();
    const auto found = world.trial->sums.find(kind_of(m));
    const DryRun::Sum sum = found == world.trial->sums.end() ? DryRun::Sum{} : found->second;
    if (std::to_string(sum.then) == m.text("before") && std::to_string(sum.now) == m.text("after")) return {};
    return unmet(fmt::format("{} then and {} now", m.text("before"), m.text("after")), fmt::format("{} and {}", sum.then, sum.now));
}

Status expect_failed(World& world, const Match& m, const Step&) {
    if (!world.trial) return nothing_tried();
    std::string all;
    for (const Error& e : world.trial->problems) {
        const std::string text = describe(e);
        if (text.find(m.text("code")) != std::string::npos) return {};
        all += (all.empty() ? "" : "; ") + text;
    }
    return unmet("a step that fails with " + m.text("code"), all.empty() ? "none failed" : all);
}

Status expect_left_out(World& world, const Match& m, const Step&) {
    if (!world.trial) return nothing_tried();
    if (std::to_string(world.trial->left_out) == m.text("count")) return {};
    return unmet(m.text("count"), fmt::format("{} of {}", world.trial->left_out, world.trial->facts + world.trial->left_out));
}

}  // namespace

void add_dry_run_verbs(std::vector<Verb>& table) {
    static constexpr std::string_view section = "Trying out on the history";
    const auto add = [&](std::string_view pattern, std::string_view what, Handler run) {
        table.push_back(Verb{section, Pattern(pattern), what, run});
    };
    add("automation <automation:name> is tried out on the history",
        "A dry run: what the automation would have done to each record by the body in the block, beside what was done. Nothing changes.", try_out);
    add("expect the trial to differ for <count:number> records", "How many records would have met something else.", expect_cases);
    add("expect the trial to have (newly|no-longer) (task|withdrawal|message|notification|comment|move|change|creation) <title:text> of <record>",
        "What the changed automation would have done to that record and the present one did not, or the other way round.", expect_effect);
    add("expect the trial to count <before:number> then and <after:number> now of (task|withdrawal|message|notification|comment|move|change|creation)",
        "How many there were of that kind in all, and how many there would have been.", expect_sum);
    add("expect the trial to fail with <code:name>", "Some step of the changed automation would have failed with that error.", expect_failed);
    add("expect the trial to leave out <count:number> changes", "What people did to things that the changed automation would not have made.", expect_left_out);
}

}  // namespace potok::scenario
