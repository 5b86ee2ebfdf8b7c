#include "model/open_counts.h"

#include <algorithm>
#include <vector>

#include "model/queries.h"
#include "model/storage.h"

namespace potok::model {

namespace {

const std::string* text_of(const Value& value) { return value.as<std::string>(); }

// The pipeline in which a record with these values is under way; empty when it is not.
std::string under_way(const Workspace& ws, const Value& pipeline, const Value& stage, bool deleted) {
    const std::string* key = text_of(pipeline);
    const Pipeline* p = key && !deleted ? ws.catalog().pipeline(*key) : nullptr;
    const Stage* s = p && text_of(stage) ? p->stage(*text_of(stage)) : nullptr;
    return s && s->kind == StageKind::open ? *key : std::string();
}

}  // namespace

void OpenCounts::count(const Workspace& ws) {
    open_.clear();
    for (const auto& pipeline : ws.catalog().pipelines()) {
        const RecordType* type = ws.catalog().type(pipeline->type);
        if (!type) continue;
        db::Statement s = ws.db().prepare("SELECT stage, count(*) FROM " + storage::sql_name(type->table) +
                                          " WHERE pipeline = ?1 AND deleted_at IS NULL GROUP BY stage");
        s.bind(1, pipeline->key);
        std::int64_t open = 0;
        const Status read = s.each([&](db::Statement& row) {
            const Stage* stage = pipeline->stage(row.string(0));
            if (stage && stage->kind == StageKind::open) open += row.i64(1);
        });
        open_[pipeline->key] = read.ok() ? open : 0;
    }
}

void OpenCounts::take(const Workspace& ws, const Outcome& outcome) {
    std::vector<RowId> seen;
    for (const Change& first : outcome.changes) {
        if (!first.type || !first.type->on_pipeline || std::find(seen.begin(), seen.end(), first.row) != seen.end()) continue;
        seen.push_back(first.row);
        const auto now = record(ws, first.row);
        if (!now) continue;
        // What it was before: the first change that names a field has it, the others did not touch it.
        const auto before = [&](std::string_view field) -> Value {
            for (const Change& c : outcome.changes)
                if (c.type == first.type && c.row == first.row)
                    if (const Change::Delta* d = c.delta(field)) return d->before;
            return now->get(field);
        };
        const std::string was = under_way(ws, before("pipeline"), before("stage"), !before("deleted_at").is_null());
        const std::string is = under_way(ws, now->get("pipeline"), now->get("stage"), now->deleted);
        if (was == is) continue;
        if (!was.empty()) --open_[was];
        if (!is.empty()) ++open_[is];
    }
}

std::int64_t OpenCounts::of(const std::string& pipeline) const {
    const auto at = open_.find(pipeline);
    return at == open_.end() ? 0 : at->second;
}

}  // namespace potok::model
