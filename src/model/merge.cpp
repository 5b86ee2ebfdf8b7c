#include "model/merge.h"

#include <algorithm>
#include <set>

#include "model/handlers.h"
#include "model/queries.h"
#include "model/rights.h"
#include "model/workspace_impl.h"

namespace potok::model {

namespace {

// Types whose records are one by accident only, or are what others rest on.
bool may_be_merged(const RecordType& type) {
    static constexpr std::string_view never[] = {"person", "task", "comment", "booking", "attachment", "message", "notification",
                                                 "payment", "check_item", "incoming", "offer", "invoice", "line", "instalment",
                                                 "allocation", "relation"};
    return type.registered && std::find(std::begin(never), std::end(never), type.key) == std::end(never);
}

// Every reference to `merge`, deleted rows included: they may be restored. What happened outside the records (firings, waits) stays where
// it was, and ends with the record that is gone.
Status point_elsewhere(Operation& op, const RecordType& of, RowId keep, RowId merge) {
    for (const auto& type : op.catalog().types()) {
        if (!type->registered) continue;
        for (const Field& f : type->fields) {
            if (f.kind != FieldKind::reference || (f.target != of.key && f.target != "*")) continue;
            std::vector<RowId> rows;
            {
                db::Statement s = op.db().prepare("SELECT id FROM " + storage::sql_name(type->table) + " WHERE " + storage::column(f) + " = ?1 ORDER BY id");
                s.bind(1, merge);
                POTOK_CHECK(s.each([&](db::Statement& row) { rows.push_back(row.i64(0)); }));
            }
            for (const RowId row : rows) {
                if (row == keep || row == merge) continue;  // of each other: looked at with their own fields
                POTOK_CHECK(op.update(*type, row, {{f.key, Value(keep)}}));
            }
        }
    }
    return {};
}

Status tidy_relations(Operation& op, RowId keep) {
    struct Row {
        RowId row, from, to;
        std::string kind;
    };
    std::vector<Row> all;
    {
        db::Statement s = op.db().prepare(
            "SELECT id, \"from\", \"to\", kind FROM r_relation WHERE (\"from\" = ?1 OR \"to\" = ?1) AND deleted_at IS NULL ORDER BY id");
        s.bind(1, keep);
        POTOK_CHECK(s.each([&](db::Statement& row) { all.push_back({row.i64(0), row.i64(1), row.i64(2), row.string(3)}); }));
    }
    std::set<std::tuple<RowId, RowId, std::string>> seen;
    for (const Row& r : all) {
        if (r.from != r.to && seen.emplace(r.from, r.to, r.kind).second) continue;
        POTOK_CHECK(op.remove(*op.catalog().type("relation"), r.row));
    }
    return {};
}

bool refers_to(const Workspace& ws, const Value& value, RowId row) {
    const Ref* r = value.as<Ref>();
    return r && ws.row_of(r->id) == row;
}

}  // namespace

Status merge_records(Operation& op, RowId keep, RowId merge, const Values& fields) {
    const Workspace& ws = op.workspace();
    if (keep == merge) return error("merge.itself", {{"record", title_of(ws, keep)}}, "merge");
    const auto kept = record(ws, keep), merged = record(ws, merge);
    if (!kept || !merged || kept->type != merged->type || !may_be_merged(*kept->type))
        return error("merge.types", {{"keep", title_of(ws, keep)}, {"merge", title_of(ws, merge)}}, "merge");
    if (kept->deleted || merged->deleted) return error("merge.deleted", {{"record", (kept->deleted ? kept : merged)->title()}}, kept->deleted ? "keep" : "merge");
    const RecordType& type = *kept->type;
    Values values;
    for (const Field& f : type.fields) {
        if (!storage::has_column(f)) continue;
        const auto chosen = std::find_if(fields.begin(), fields.end(), [&](const auto& v) { return v.first == f.key; });
        if (chosen != fields.end()) {
            if (f.system) return error("field.system", {{"field", f.key}, {"type", type.key}}, f.key);
            values.emplace_back(f.key, chosen->second);
        } else if (!f.system && storage::is_empty(kept->get(f.key)) && !storage::is_empty(merged->get(f.key))) {
            if (!refers_to(ws, merged->get(f.key), keep)) values.emplace_back(f.key, merged->get(f.key));
        } else if (refers_to(ws, kept->get(f.key), merge)) {
            values.emplace_back(f.key, Value());  // it named what it now is itself
        }
    }
    for (const auto& [key, value] : fields) {
        if (!type.field(key)) return error("field.unknown", {{"field", key}, {"type", type.key}}, key);
    }
    op.relinking = true;
    const Status pointed = point_elsewhere(op, type, keep, merge);
    op.relinking = false;
    POTOK_CHECK(pointed);
    POTOK_CHECK(tidy_relations(op, keep));
    POTOK_CHECK(op.remove(type, merge));  // before its unique values are taken over
    POTOK_CHECK(op.update(type, keep, values));
    POTOK_CHECK(op.insert(*op.catalog().type("merge"), {{"kept", Value(keep)}, {"merged", Value(merge)}}));
    return {};
}

std::vector<RowId> merged_into(const Workspace& ws, RowId record) {
    std::vector<RowId> out;
    db::Statement s = ws.db().prepare(
        "WITH RECURSIVE gone(id) AS (SELECT merged FROM e_merge WHERE kept = ?1 UNION SELECT m.merged FROM e_merge m JOIN gone ON m.kept = gone.id) "
        "SELECT id FROM gone WHERE id <> ?1 ORDER BY id");
    s.bind(1, record);
    const Status read = s.each([&](db::Statement& row) { out.push_back(row.i64(0)); });
    return read.ok() ? out : std::vector<RowId>{};
}

RowId kept_of(const Workspace& ws, RowId record) {
    RowId at = record;
    for (int step = 0; step < 1000; ++step) {  // a record restored and merged again may close a circle
        auto next = ws.db().get_i64("SELECT kept FROM e_merge WHERE merged = ?1 ORDER BY id DESC LIMIT 1", at);
        if (!next.ok() || !*next) break;
        const RecordType* type = ws.type_of(at);
        auto gone = ws.db().get_i64("SELECT deleted_at FROM " + storage::sql_name(type->table) + " WHERE id = ?1", at);
        if (!gone.ok() || !*gone) break;  // it lives again
        at = **next;
    }
    return at;
}

namespace handlers {

Status merge_records(Operation& op) {
    Args args(op);
    const RowId keep = args.record("keep");
    const RowId merge = args.record("merge");
    const Values fields = args.values("fields");
    POTOK_CHECK(args.status());
    const RecordType& type = *op.workspace().type_of(keep);
    POTOK_CHECK(require_right(op, Verb::update, type, keep, {}));
    POTOK_CHECK(require_right(op, Verb::remove, *op.workspace().type_of(merge), merge, {}));
    op.result = keep;
    return model::merge_records(op, keep, merge, fields);
}

}  // namespace handlers

}  // namespace potok::model
