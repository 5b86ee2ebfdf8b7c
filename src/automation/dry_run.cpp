#include "automation/dry_run.h"

#include <algorithm>

#include "model/queries.h"
#include "model/rehearsal.h"

namespace potok::automation {

namespace {

constexpr std::size_t most_problems = 100;

bool same(const Effect& a, const Effect& b) {
    return a.kind == b.kind && a.title == b.title && a.who == b.who;
}

// Only what others set off: it has no say of its own in when it runs.
bool is_helper(const Automation& a) {
    return std::all_of(a.triggers.begin(), a.triggers.end(), [](const Trigger& t) {
        return t.kind == Trigger::Kind::called || t.kind == Trigger::Kind::manual;
    });
}

using ByRecord = std::map<model::RowId, std::vector<Effect>>;

void add(ByRecord& to, std::map<Effect::Kind, DryRun::Sum>& sums, int DryRun::Sum::*side, std::vector<Effect> effects) {
    for (Effect& e : effects) {
        if (e.kind == Effect::Kind::timer) continue;
        ++(sums[e.kind].*side);
        to[e.record].push_back(std::move(e));
    }
}

}  // namespace

Result<DryRun> dry_run(Engine& engine, model::Workspace& ws, const model::Definition& changed, Instant until) {
    POTOK_TRY(const auto parsed, parse_automation(changed, ws.catalog()));
    std::set<std::string> theirs = {changed.key}, helpers;
    for (const auto& a : engine.registry(ws).all())
        if (a->key != changed.key && is_helper(*a)) helpers.insert(a->key);
    theirs.insert(helpers.begin(), helpers.end());

    SeededRandom random(1);
    Engine fresh(engine.locales());
    model::Environment environment;
    environment.random = &random;
    environment.reactor = &fresh;
    environment.zones = ws.zones();
    POTOK_TRY(const auto rehearsal, model::Rehearsal::prepare(ws, environment, parsed->type, theirs,
                                                              [&](const model::Definition& d) { return helpers.contains(d.key); }, changed));
    DryRun out;
    ByRecord then, now;
    const Language language = ws.info().language;
    model::Rehearsal::Told told;
    told.then = [&](const model::Outcome& o) { add(then, out.sums, &DryRun::Sum::then, effects(ws, o, language)); };
    told.now = [&](const model::Outcome& o) {
        add(now, out.sums, &DryRun::Sum::now, effects(rehearsal->workspace(), o, language));
        for (const Error& e : o.problems)
            if (out.problems.size() < most_problems) out.problems.push_back(e);
    };
    POTOK_CHECK(rehearsal->run(until, told));
    out.records = model::all_records(ws, parsed->type).size();
    out.facts = rehearsal->facts();
    out.left_out = rehearsal->left_out();
    for (auto& [record, effects] : now) then.try_emplace(record);
    for (auto& [record, before] : then) {
        std::vector<Effect> after = std::move(now[record]);
        std::erase_if(before, [&](const Effect& e) {
            const auto twin = std::find_if(after.begin(), after.end(), [&](const Effect& other) { return same(e, other); });
            if (twin == after.end()) return false;
            after.erase(twin);
            return true;
        });
        if (!before.empty() || !after.empty()) out.cases.push_back({record, std::move(before), std::move(after)});
    }
    return out;
}

}  // namespace potok::automation
