#include "model/recorded.h"

#include <nlohmann/json.hpp>

#include "model/workspace_impl.h"

namespace potok::model {

Status recorded(const Workspace& ws, const std::function<Status(const RecordedOperation&)>& told) {
    db::Statement s = ws.db().prepare(
        "SELECT c.id, c.operation, c.type, c.row, c.subject, c.kind, c.firing, c.automation, c.delta, o.at, o.actor, o.command, o.args, "
        "EXISTS (SELECT 1 FROM batch b WHERE b.operation = o.id) FROM change c JOIN operation o ON o.id = c.operation "
        "WHERE o.undone_by IS NULL AND o.undoes IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM e_firing f WHERE f.id = c.firing AND f.undone IS NOT NULL) ORDER BY c.id");
    RecordedOperation now;
    while (true) {
        POTOK_TRY(const bool more, s.step());
        if (!more || s.i64(1) != now.row) {
            if (now.row != 0) POTOK_CHECK(told(now));
            if (!more) return {};
            now = {s.i64(1), s.i64(10), s.instant(9), s.string(11), Json::parse(s.text(12), nullptr, false), s.boolean(13), {}};
        }
        StoredChange c = stored_change(s, ws.catalog());
        if (c.type) now.changes.push_back({c.kind, c.type, c.row, c.subject, std::move(c.deltas), {c.firing, std::move(c.automation)}});
    }
}

}  // namespace potok::model
