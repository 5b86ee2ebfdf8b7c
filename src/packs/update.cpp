#include "packs/update.h"

#include <algorithm>

#include "automation/tables.h"

namespace potok::packs {

namespace {

// What the command would meet; the state of the workspace is as before.
std::optional<Error> refusal_of(model::Workspace& ws, const Pack& pack, const model::SideChoices& choices, const std::vector<std::string>& migrate,
                                model::RowId actor, Instant now) {
    auto done = ws.preview(update_command(pack, choices, migrate), actor, now);
    return done ? std::nullopt : std::optional(locate(pack, done.error()));
}

}  // namespace

std::vector<std::string> UpdatePreview::migratable() const {
    std::vector<std::string> out;
    for (const Running& r : running)
        if (r.can_migrate) out.push_back(r.automation);
    return out;
}

model::Command update_command(const Pack& pack, const model::SideChoices& choices, const std::vector<std::string>& migrate) {
    model::Command command = install_command(pack);
    command.name = "update_pack";
    Json sides = Json::object();
    for (const auto& [place, side] : choices) sides[place] = side == model::Side::theirs ? "theirs" : "mine";
    if (!sides.empty()) command.args["choices"] = std::move(sides);
    if (!migrate.empty()) command.args["migrate"] = migrate;
    return command;
}

Result<UpdatePreview> preview_update(model::Workspace& ws, const Pack& pack, const model::SideChoices& choices, model::RowId actor, Instant now) {
    const model::Command command = install_command(pack);
    UpdatePreview out;
    auto plan = model::plan_pack_update(ws, command.args["manifest"], command.args["definitions"], choices);
    if (!plan) return locate(pack, plan.error());
    out.plan = std::move(*plan);
    const auto note = [&](const std::string& automation, bool goes) {
        const auto runs = automation::live_firings_of(ws.db(), automation, 0);
        if (!runs.empty()) out.running.push_back({automation, static_cast<int>(runs.size()), goes, false, {}});
    };
    for (const auto& w : out.plan.writes)
        if (w.kind == "automation" && ws.catalog().definition(w.kind, w.key)) note(w.key, false);
    for (const auto& [kind, key] : out.plan.removals)
        if (kind == "automation") note(key, true);
    out.refusal = refusal_of(ws, pack, choices, {}, actor, now);
    if (out.refusal) return out;
    for (auto& r : out.running) {
        if (r.goes) continue;
        const auto refused = refusal_of(ws, pack, choices, {r.automation}, actor, now);
        r.can_migrate = !refused;
        if (refused) r.blocked = refused->details.empty() ? std::vector<Error>{*refused} : refused->details;
    }
    return out;
}

}  // namespace potok::packs
