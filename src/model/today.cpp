#include "model/today.h"

#include <algorithm>

#include "model/workspace_impl.h"

namespace potok::model {

std::vector<IdleRecord> without_next_step(const Workspace& ws, RowId owner) {
    std::vector<IdleRecord> out;
    for (const auto& type : ws.catalog().types()) {
        if (!type->on_pipeline || !type->registered) continue;
        const Field* title = type->field(type->title_field);
        const Field* amount = type->amount_field.empty() ? nullptr : type->field(type->amount_field);
        db::Statement s = ws.db().prepare(
            "SELECT id, " + (title ? storage::column(*title) : std::string("''")) + ", pipeline, stage, stage_since" +
            (amount ? ", " + storage::column(*amount) + ", " + storage::currency_column(*amount) : std::string(", NULL, NULL")) + " FROM " +
            storage::sql_name(type->table) + " t WHERE owner = ?1 AND deleted_at IS NULL AND NOT EXISTS "
            "(SELECT 1 FROM r_task WHERE record = t.id AND state = 'open' AND deleted_at IS NULL)");
        s.bind(1, owner);
        const Status read = s.each([&](db::Statement& row) {
            const Pipeline* pipeline = ws.catalog().pipeline(row.text(2));
            const Stage* stage = pipeline ? pipeline->stage(row.text(3)) : nullptr;
            if (!stage || stage->kind != StageKind::open) return;
            IdleRecord r{row.i64(0), row.string(1), row.string(2), row.string(3), row.instant(4), {}};
            if (!row.is_null(5)) r.amount = Money{row.i64(5), row.string(6)};
            out.push_back(std::move(r));
        });
        if (!read.ok()) return {};
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.since != b.since ? a.since < b.since : a.row < b.row; });
    return out;
}

std::int64_t tasks_done(const Workspace& ws, RowId person, Instant from, Instant to) {
    const auto n = ws.db().get_i64("SELECT count(*) FROM r_task WHERE done_by = ?1 AND done_at >= ?2 AND done_at < ?3 AND state = 'done' AND deleted_at IS NULL", person, from, to);
    return n.ok() ? n->value_or(0) : 0;
}

}  // namespace potok::model
