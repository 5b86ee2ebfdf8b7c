// A workspace whose database has been replaced by another state of itself.
#include <algorithm>

#include "model/workspace_impl.h"

namespace potok::model {

namespace {

bool shapes_the_catalog(const RecordType& type) { return type.key == "definition" || type.key == "setting_value"; }

}  // namespace

Result<Workspace::Mark> Workspace::mark() const {
    Mark mark;
    db::Statement last = impl_->db->prepare("SELECT id, uid FROM operation ORDER BY id DESC LIMIT 1");
    POTOK_TRY(const bool there, last.step());
    if (there) mark = {last.i64(0), last.uuid(1)};
    return mark;
}

Status Workspace::replaced(const Mark& known, std::vector<Change> taken_back) {
    Impl& self = *impl_;
    db::Connection& db = *self.db;
    POTOK_TRY(const auto id, db.get_text("SELECT value FROM workspace WHERE key = 'id'"));
    POTOK_TRY(const auto same, db.get_i64("SELECT 1 FROM operation WHERE id = ?1 AND uid = ?2", known.operation, known.id));
    if (id.value_or("") != self.info.id.str() || (known.operation != 0 && !same)) return error("workspace.another");
    self.ids->forget();
    POTOK_TRY(const auto operations, db.get_i64("SELECT max(id) FROM operation"));
    POTOK_TRY(const auto changes, db.get_i64("SELECT max(id) FROM change"));
    self.next_operation = operations.value_or(0) + 1;
    self.next_change = changes.value_or(0) + 1;

    // Definitions first: the changes may be of types that they bring.
    bool shaped = std::any_of(taken_back.begin(), taken_back.end(), [](const Change& c) { return shapes_the_catalog(*c.type); });
    for (const char* key : {"definition", "setting_value"}) {
        const RecordType* type = self.catalog.type(key);
        if (shaped || !type) continue;
        POTOK_TRY(const auto found, db.get_i64("SELECT 1 FROM change WHERE type = ?2 AND id > coalesce((SELECT last_change FROM operation WHERE id = ?1), 0) LIMIT 1", known.operation, type->id));
        shaped = found.has_value();
    }
    if (shaped) {
        POTOK_CHECK(self.load_catalog());
        POTOK_CHECK(self.load_settings());
    }

    struct Told {
        RowId row;
        Uuid id;
    };
    std::vector<Told> news;
    {
        db::Statement s = db.prepare("SELECT id, uid FROM operation WHERE id > ?1 ORDER BY id");
        s.bind(1, known.operation);
        POTOK_CHECK(s.each([&](db::Statement& row) { news.push_back({row.i64(0), row.uuid(1)}); }));
    }
    std::vector<Outcome> outcomes;
    if (!taken_back.empty()) outcomes.emplace_back().changes = std::move(taken_back);
    for (const Told& told : news) {
        Outcome outcome;
        outcome.operation = told.row;
        outcome.operation_id = told.id;
        POTOK_TRY(auto stored, changes_of(db, self.catalog, told.row));
        for (StoredChange& c : stored)
            outcome.changes.push_back({c.kind, c.type, c.row, c.subject, std::move(c.deltas), {c.firing, std::move(c.automation)}});
        outcomes.push_back(std::move(outcome));
    }
    const std::map<int, Listener> listeners = self.listeners;
    for (const Outcome& outcome : outcomes)
        for (const auto& [handle, listener] : listeners) listener(outcome);
    return {};
}

}  // namespace potok::model
