#include "model/stage_history.h"

#include "model/workspace_impl.h"

namespace potok::model {

std::vector<StageVisit> stage_history(const Workspace& ws, RowId record) {
    std::vector<StageVisit> out;
    db::Statement s = ws.db().prepare("SELECT pipeline, stage, entered, until FROM stage_visit WHERE record = ?1 ORDER BY visit");
    s.bind(1, record);
    const Status read = s.each([&](db::Statement& row) { out.push_back({row.string(0), row.string(1), row.instant(2), row.maybe_instant(3)}); });
    return read.ok() ? out : std::vector<StageVisit>{};
}

}  // namespace potok::model
