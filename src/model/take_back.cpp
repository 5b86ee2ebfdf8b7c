// Back to an earlier state, exactly: what a device does with the commands that it has carried out ahead of the server, before the
// server's changes come in and its own are carried out anew on top of them (design: sync).
//
// Not an undo: an undo is a further operation, this is as if the operations had never been. Every row that any of them wrote is in the
// history with its values before and after, so the history itself is the way back.
#include <algorithm>
#include <set>

#include "model/stage_visits.h"
#include "model/workspace_impl.h"

namespace potok::model {

namespace {

class TakingBack {
public:
    explicit TakingBack(Workspace::Impl& impl) : impl_(impl), db_(*impl.db) {}

    Status row(const StoredChange& c) {
        switch (c.kind) {
            case Change::Kind::inserted: return erase(c);
            case Change::Kind::removed: return insert(c);
            case Change::Kind::updated: return restore(c);
        }
        return {};
    }
    // Numbers that AUTOINCREMENT has given are free again.
    Status free_numbers(const std::set<const RecordType*>& types, RowId last_change) {
        for (const RecordType* type : types) {
            if (type->registered) continue;
            POTOK_TRY(const auto highest,
                      db_.get_i64("SELECT max(row) FROM change WHERE type = ?1 AND id <= ?2", type->id, last_change));
            if (highest)
                POTOK_CHECK(db_.run("UPDATE sqlite_sequence SET seq = ?2 WHERE name = ?1", type->table, *highest));
            else
                POTOK_CHECK(db_.run("DELETE FROM sqlite_sequence WHERE name = ?1", type->table));
        }
        return {};
    }

private:
    Workspace::Impl& impl_;
    db::Connection& db_;

    Status erase(const StoredChange& c) {
        POTOK_CHECK(db_.run("DELETE FROM " + storage::sql_name(c.type->table) + " WHERE id = ?1", c.row));
        return c.type->registered ? db_.run("DELETE FROM record WHERE id = ?1", c.row) : Status();
    }
    Status insert(const StoredChange& c) {
        db::Statement s = db_.prepare(impl_.sql.of(*c.type).insert);
        s.bind(1, c.row);
        int index = 2;
        for (const Field& f : c.type->fields) {
            if (!storage::has_column(f)) continue;
            const auto delta = std::find_if(c.deltas.begin(), c.deltas.end(), [&](const auto& d) { return d.field == f.key; });
            index = storage::bind(*impl_.ids, s, index, f, delta == c.deltas.end() ? Value() : delta->before);
        }
        return s.run();
    }
    Status restore(const StoredChange& c) {
        std::string sql = "UPDATE " + storage::sql_name(c.type->table) + " SET ";
        int n = 1;
        std::vector<const Field*> fields;
        for (const Change::Delta& d : c.deltas) {
            const Field* f = c.type->field(d.field);
            if (!f || !storage::has_column(*f)) return error("history.unreadable", {{"change", std::to_string(c.id)}});
            if (n > 1) sql += ", ";
            sql += storage::column(*f) + " = ?" + std::to_string(++n);
            if (f->kind == FieldKind::money) sql += ", " + storage::currency_column(*f) + " = ?" + std::to_string(++n);
            fields.push_back(f);
        }
        if (fields.empty()) return {};
        db::Statement s = db_.prepare(sql + " WHERE id = ?1");
        s.bind(1, c.row);
        int index = 2;
        for (std::size_t i = 0; i < fields.size(); ++i) index = storage::bind(*impl_.ids, s, index, *fields[i], c.deltas[i].before);
        return s.run();
    }
};

}  // namespace

Status Workspace::take_back(const Mark& to) {
    Impl& self = *impl_;
    if (self.read_only) return *self.read_only;
    db::Connection& db = *self.db;
    POTOK_TRY(const auto known, db.get_i64("SELECT last_change FROM operation WHERE id = ?1 AND uid = ?2", to.operation, to.id));
    if (to.operation != 0 && !known) return error("workspace.another");
    const RowId last_change = known.value_or(0);
    std::vector<StoredChange> stored;  // the newest first
    bool complete = true;
    {
        db::Statement s = db.prepare("SELECT " + std::string(change_columns) + " FROM change WHERE id > ?1 ORDER BY id DESC");
        s.bind(1, last_change);
        POTOK_CHECK(s.each([&](db::Statement& row) {
            stored.push_back(stored_change(row, self.catalog));
            complete = complete && stored.back().type;
        }));
    }
    if (!complete) return error("history.unreadable", {{"change", std::to_string(last_change + 1)}});
    std::vector<Change> inverse;
    {
        POTOK_TRY(auto transaction, db.begin());
        TakingBack taking(self);
        std::set<const RecordType*> types;
        for (const StoredChange& c : stored) {
            POTOK_CHECK(taking.row(c));
            types.insert(c.type);
            Change change{Change::Kind::updated, c.type, c.row, c.subject, {}, {}};
            if (c.kind == Change::Kind::inserted) change.kind = Change::Kind::removed;
            if (c.kind == Change::Kind::removed) change.kind = Change::Kind::inserted;
            for (const auto& d : c.deltas) change.deltas.push_back({d.field, d.after, d.before});
            inverse.push_back(std::move(change));
        }
        POTOK_CHECK(taking.free_numbers(types, last_change));
        POTOK_CHECK(db.run("DELETE FROM change WHERE id > ?1", last_change));
        POTOK_CHECK(db.run("DELETE FROM operation WHERE id > ?1", to.operation));
        POTOK_CHECK(db.run("DELETE FROM batch WHERE operation > ?1", to.operation));
        POTOK_CHECK(db.run("UPDATE operation SET undone_by = NULL WHERE undone_by > ?1", to.operation));
        std::set<std::pair<const RecordType*, RowId>> moved;
        for (const Change& c : inverse)
            if (c.type->on_pipeline && moved.emplace(c.type, c.row).second) POTOK_CHECK(refill_stage_visits(db, *c.type, c.row));
        std::vector<Change> texts = inverse;
        for (Change& c : texts) c.kind = Change::Kind::updated;  // full text: look at each row as it is now
        POTOK_CHECK(index_for_search(self, texts));
        POTOK_CHECK(transaction.commit());
    }
    return replaced(to, std::move(inverse));
}

}  // namespace potok::model
