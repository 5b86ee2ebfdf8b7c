#include "model/rehearsal.h"

#include <nlohmann/json.hpp>

#include "model/queries.h"
#include "model/workspace_impl.h"

namespace potok::model {

struct Rehearsal::Happening {
    RowId operation = 0, actor = 0;
    Uuid id;
    Instant at;
    std::vector<StoredChange> facts, theirs;
};

Rehearsal::~Rehearsal() = default;

Result<std::unique_ptr<Rehearsal>> Rehearsal::prepare(const Workspace& original, Environment environment, std::string type,
                                                      std::set<std::string> theirs, const std::function<bool(const Definition&)>& keep,
                                                      const Definition& changed) {
    POTOK_TRY(db::Connection connection, original.db().clone_to_memory());
    const RecordType* records = original.catalog().type(type);
    if (!records) return error("type.unknown", {{"type", type}}, "/type");
    std::map<RowId, Uuid> made;
    {
        db::Connection& db = connection;
        POTOK_TRY(auto transaction, db.begin());
        // What the automations made is to be made anew, under the same ids.
        for (const std::string& automation : theirs) {
            db::Statement s = db.prepare("SELECT c.row, r.uid FROM change c JOIN record r ON r.id = c.row WHERE c.automation = ?1 AND c.kind = 0 AND c.type = r.type");
            s.bind(1, automation);
            POTOK_CHECK(s.each([&](db::Statement& row) { made[row.i64(0)] = row.uuid(1); }));
        }
        for (const auto& [row, id] : made) POTOK_CHECK(db.run("DELETE FROM record WHERE id = ?1", row));
        const std::string table = storage::sql_name(records->table);
        const auto remove_parts = [&](bool of_tasks) -> Status {
            for (const auto& t : original.catalog().types()) {
                if (!t->registered || t->subject_field.empty()) continue;
                const Field* subject = t->field(t->subject_field);
                if (!subject || (subject->target == "task") != of_tasks) continue;
                POTOK_CHECK(db.exec("DELETE FROM " + storage::sql_name(t->table) + " WHERE " + storage::column(*subject) + " IN (SELECT id FROM " +
                                    (of_tasks ? "r_task WHERE record IN (SELECT id FROM " + table + ")" : table) + ")"));
            }
            return {};
        };
        POTOK_CHECK(remove_parts(true));  // check items before the tasks by which they are found
        POTOK_CHECK(remove_parts(false));
        POTOK_CHECK(db.exec("DELETE FROM " + table + "; DELETE FROM change; DELETE FROM operation; DELETE FROM stage_visit;"
                            "DELETE FROM e_firing; DELETE FROM e_token; DELETE FROM e_wait; DELETE FROM e_counter"));
        for (const Definition* d : original.catalog().definitions_of("automation"))
            if (d->key == changed.key || !keep(*d)) POTOK_CHECK(db.run("DELETE FROM e_definition WHERE id = ?1", d->id));
        POTOK_CHECK(db.run("INSERT INTO e_definition(kind, key, pack, version, body) VALUES(?1, ?2, ?3, ?4, ?5)", changed.kind, changed.key,
                           changed.pack, changed.version, changed.body.dump()));
        POTOK_CHECK(transaction.commit());
    }
    if (!environment.documents) environment.documents = original.documents();
    POTOK_TRY(auto copy, Workspace::open(std::make_unique<db::Connection>(std::move(connection)), std::move(environment)));
    std::unique_ptr<Rehearsal> out(new Rehearsal(original, std::move(copy)));
    out->type_ = records;
    out->theirs_ = std::move(theirs);
    out->made_by_them_ = std::move(made);
    return out;
}

Status Rehearsal::run(Instant until, const Told& told) {
    POTOK_TRY(auto transaction, copy_->db().begin());  // never committed
    db::Statement s = original_.db().prepare(
        "SELECT c.id, c.operation, c.type, c.row, c.subject, c.kind, c.firing, c.automation, c.delta, o.at, o.actor, o.uid FROM change c "
        "JOIN operation o ON o.id = c.operation WHERE o.undone_by IS NULL AND o.undoes IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM e_firing f WHERE f.id = c.firing AND f.undone IS NOT NULL) ORDER BY c.id");
    Happening now;
    while (true) {
        POTOK_TRY(const bool more, s.step());
        if (!more || s.i64(1) != now.operation) {
            POTOK_CHECK(happen(now, told));
            if (!more) break;
            now = {s.i64(1), s.i64(10), s.uuid(11), s.instant(9), {}, {}};
        }
        StoredChange c = stored_change(s, original_.catalog());
        if (!c.type) continue;
        if (theirs_.contains(c.automation)) {
            now.theirs.push_back(std::move(c));
        } else if (c.type->registered) {
            const RecordType* subject = c.type == type_ ? type_ : original_.type_of(c.subject);
            if (subject == type_) now.facts.push_back(std::move(c));
        }
    }
    while (const auto due = copy_->reactor()->next_due(*copy_)) {
        if (*due > until) break;
        POTOK_CHECK(tick(*due, told));
    }
    return {};
}

Status Rehearsal::happen(const Happening& happening, const Told& told) {
    if (!happening.theirs.empty()) {
        Outcome then;
        then.operation = happening.operation;
        for (const StoredChange& c : happening.theirs) then.changes.push_back({c.kind, c.type, c.row, c.subject, c.deltas, {c.firing, c.automation}});
        told.then(then);
    }
    if (happening.facts.empty()) return {};
    while (const auto due = copy_->reactor()->next_due(*copy_)) {
        if (*due > happening.at) break;
        POTOK_CHECK(tick(*due, told));
    }
    const Command command{"rehearse", Json::object()};
    Operation op(*copy_, command, happening.actor, happening.at, 1, happening.id);
    POTOK_CHECK(write(op, happening));
    return carry_out(op, told);
}

Status Rehearsal::write(Operation& op, const Happening& happening) {
    for (const StoredChange& c : happening.facts) {
        RowId row = c.row;
        if (const auto made = made_by_them_.find(c.row); made != made_by_them_.end()) {
            const auto there = copy_->row_of(made->second);
            if (!there) {
                ++left_out_;
                continue;
            }
            row = *there;
        }
        const RecordType& type = *copy_->catalog().type(c.type->key);
        Values values;
        for (const auto& d : c.deltas) {
            const Field* f = type.field(d.field);
            if (f && storage::has_column(*f)) values.emplace_back(d.field, d.after);
        }
        ++facts_;
        const Status done = op.attempt([&]() -> Status {
            if (c.kind == Change::Kind::inserted && !op.get(row, type, "created_at").ok()) return op.reinsert(type, row, values);
            return op.update(type, row, values);
        });
        if (!done.ok()) {  // it speaks of something that is not there
            --facts_;
            ++left_out_;
        }
    }
    return {};
}

Status Rehearsal::tick(Instant at, const Told& told) {
    const Command command{"tick", Json::object()};
    Operation op(*copy_, command, copy_->robots(), at, 1, make_v8(at, "rehearsal", "tick"));
    POTOK_CHECK(copy_->reactor()->run_due(op));
    return carry_out(op, told);
}

Status Rehearsal::carry_out(Operation& op, const Told& told) {
    for (std::size_t seen = 0; seen < op.changes().size();) {
        const std::vector<Change> news(op.changes().begin() + static_cast<std::ptrdiff_t>(seen), op.changes().end());
        seen = op.changes().size();
        POTOK_CHECK(copy_->reactor()->react(op, news));
    }
    Outcome now;
    now.operation = 1;
    now.changes = op.changes();
    now.problems = std::move(op.problems);
    told.now(now);
    return {};
}

}  // namespace potok::model
