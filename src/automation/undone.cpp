// One run taken back as a unit: which firings belong to it, and what becomes of them.
#include <algorithm>

#include "automation/engine.h"
#include "automation/executor.h"
#include "db/connection.h"

namespace potok::automation {

Result<std::vector<RowId>> Engine::run_of(model::Workspace& workspace, RowId firing) {
    if (!load_firing(workspace.db(), firing)) return error("firing.unknown", {{"firing", std::to_string(firing)}}, "firing");
    std::vector<RowId> out = {firing};
    db::Statement s = workspace.db().prepare("SELECT id, set_off_by FROM e_firing WHERE id > ?1 AND set_off_by IS NOT NULL ORDER BY id");
    s.bind(1, firing);
    POTOK_CHECK(s.each([&](db::Statement& row) {  // what sets off is older than what it sets off
        if (std::binary_search(out.begin(), out.end(), row.i64(1))) out.push_back(row.i64(0));
    }));
    return out;
}

bool Engine::is_undone(model::Workspace& workspace, RowId firing) {
    const auto row = load_firing(workspace.db(), firing);
    return row && row->undone != 0;
}

Status Engine::mark_undone(model::Operation& op, std::span<const RowId> firings) {
    State& st = state(op);
    registry_.refresh(op.catalog());
    for (const RowId id : firings) {
        const auto live = load_firing(op.db(), id);
        if (live && (live->state == "running" || live->state == "failed"))
            POTOK_CHECK(end_firings(op, st, {id, {}, 0, "automation.reason.undone"}));
        auto row = load_firing(op.db(), id);
        if (!row || row->undone != 0) continue;
        row->state = "withdrawn";
        row->reason = "automation.reason.undone";
        row->key.clear();
        row->undone = op.id();
        POTOK_CHECK(save_firing(op, *row));
    }
    return {};
}

}  // namespace potok::automation
