#include "ui/designer/trial.h"

#include <algorithm>

#include "base/clock.h"

namespace potok::ui {

namespace {

bool same(const automation::Finding& a, const automation::Finding& b) {
    return a.definition == b.definition && a.what.code == b.what.code && a.what.args == b.what.args;
}

model::Definition changed_definition(const model::Workspace& ws, const std::string& key, const Json& body) {
    const model::Definition* present = ws.catalog().definition("automation", key);
    return {present ? present->id : 0, "automation", key, present ? present->pack : std::string(), present ? present->version + 1 : 1, body};
}

}  // namespace

Result<Trial> try_out(model::Workspace& ws, const Draft& draft, model::RowId actor, Instant now) {
    auto* engine = dynamic_cast<automation::Engine*>(ws.reactor());
    if (!engine) return error("designer.no_automation");
    SeededRandom random(1);
    automation::Engine trial_engine(engine->locales());
    POTOK_TRY(const auto copy, ws.clone({&random, ws.zones(), &trial_engine, ws.documents()}));
    Trial out;
    const auto before = automation::check_definitions(trial_engine, *copy, now);
    for (const auto& [name, body] : draft.changes()) {
        if (name.first != "automation" || !body || !ws.catalog().definition("automation", name.second)) continue;
        auto preview = automation::preview_migration(trial_engine, *copy, changed_definition(ws, name.second, *body));
        if (preview.ok() && preview->running + preview->failed > 0) out.running.push_back({name.second, std::move(*preview)});
    }
    const auto done = copy->apply({"publish", {{"definitions", draft.definitions()}}}, actor, now);
    if (!done.ok()) {
        out.refusal = done.error();
        return out;
    }
    for (auto& finding : automation::check_definitions(trial_engine, *copy, now))
        if (std::ranges::none_of(before, [&](const auto& b) { return same(finding, b); })) out.findings.push_back(std::move(finding));
    return out;
}

Result<automation::DryRun> try_on_history(model::Workspace& ws, const std::string& key, const Json& body, Instant until) {
    auto* engine = dynamic_cast<automation::Engine*>(ws.reactor());
    if (!engine) return error("designer.no_automation");
    return automation::dry_run(*engine, ws, changed_definition(ws, key, body), until);
}

}  // namespace potok::ui
