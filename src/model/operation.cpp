#include "model/operation.h"

#include <algorithm>

#include "model/documents.h"
#include "model/gates.h"
#include "model/message_text.h"
#include "model/schedule.h"
#include "model/queries.h"
#include "model/record_context.h"
#include "model/timetable.h"
#include "model/workspace_impl.h"

namespace potok::model {

Operation::Operation(Workspace& workspace, const Command& command, RowId actor, Instant now, RowId id, Uuid public_id)
    : workspace_(workspace), command_(command), actor_(actor), now_(now), id_(id), public_id_(public_id),
      random_(public_id.tail()) {}  // never a std::hash: its width is the platform's

db::Connection& Operation::db() {
    return workspace_.db();
}

const Catalog& Operation::catalog() const {
    return workspace_.catalog();
}

namespace {

RecordIds& ids_of(Workspace& workspace) {
    return *workspace.impl().ids;
}

const Value* find(const Values& values, std::string_view field) {
    for (const auto& [key, value] : values) {
        if (key == field) return &value;
    }
    return nullptr;
}

std::vector<std::string> written_fields(const Change& change) {
    std::vector<std::string> out;
    for (const Change::Delta& d : change.deltas) out.push_back(d.field);
    return out;
}

}  // namespace

// Checks what was given and fills in defaults and the columns that the model keeps itself: a value per field, in their order.
Result<Values> Operation::complete(const RecordType& type, const Values& values) {
    for (const auto& [key, value] : values) {
        const Field* f = type.field(key);
        if (!f || !storage::has_column(*f))
            return potok::error("field.unknown", {{"field", key}, {"type", type.key}}, key);
    }
    Values out;
    out.reserve(type.fields.size());
    for (const Field& f : type.fields) {
        if (!storage::has_column(f)) continue;
        Value value;
        if (const Value* given = find(values, f.key)) {
            value = *given;
        } else if (!f.default_value.is_null()) {
            POTOK_TRY(value, value_from_json(f.default_value));
        } else if (type.registered && f.key == "created_at") {
            value = now_;
        } else if (type.registered && f.key == "created_by" && actor_ != 0) {
            value = Value(actor_);
        }
        POTOK_TRY(Value kept, storage::coerce(ids_of(workspace_), catalog(), f, value, workspace_.info().currency));
        if (f.required && storage::is_empty(kept))
            return potok::error("field.required", {{"field", f.key}, {"type", type.key}}, f.key);
        if (f.unique && type.registered) POTOK_CHECK(check_unique(type, f, kept, 0));
        out.emplace_back(f.key, std::move(kept));
    }
    return out;
}

Status Operation::check_unique(const RecordType& type, const Field& f, const Value& value, RowId except) {
    if (storage::is_empty(value)) return {};
    db::Statement s = db().prepare("SELECT id FROM " + storage::sql_name(type.table) + " WHERE " + storage::column(f) +
                                   " = ?1 AND id <> ?2 AND deleted_at IS NULL LIMIT 1");
    storage::bind(ids_of(workspace_), s, 1, f, value);
    s.bind(2, except);
    POTOK_TRY(const bool taken, s.step());
    if (taken) return potok::error("field.not_unique", {{"field", f.key}, {"record", std::to_string(s.i64(0))}}, f.key);
    return {};
}

Result<RowId> Operation::register_id(const RecordType& type, const std::optional<Uuid>& id, bool& revived) {
    revived = false;
    const Uuid uid = id ? *id : make_v7(now_, random_);
    if (id) {
        if (const auto existing = ids_of(workspace_).row_of(uid)) {
            // What automation made and an undo took back may be made again, under the same derived id.
            const auto deleted = get(*existing, type, "deleted_at");
            if (workspace_.type_of(*existing) == &type && deleted.ok() && !deleted->is_null()) {
                revived = true;
                return *existing;
            }
            return potok::error("id.taken", {{"id", uid.str()}});
        }
    }
    return ids_of(workspace_).add(uid, type.id);
}

Result<RowId> Operation::insert(const RecordType& type, const Values& values, std::optional<Uuid> id) {
    POTOK_TRY(Values all, complete(type, values));
    RowId row = 0;
    if (type.registered) {
        bool revived = false;
        POTOK_TRY(row, register_id(type, id, revived));
        if (revived) return revive(type, row, all);
    }
    return write_new(type, all, row);
}

Result<RowId> Operation::write_new(const RecordType& type, const Values& all, RowId row) {
    POTOK_CHECK(refuse_new_line(*this, type, all));
    {
        db::Statement s = db().prepare(workspace_.impl().sql.of(type).insert);
        if (row != 0)
            s.bind(1, row);
        else
            s.bind(1, nullptr);
        int index = 2;
        std::size_t at = 0;
        for (const Field& f : type.fields) {
            if (!storage::has_column(f)) continue;
            index = storage::bind(ids_of(workspace_), s, index, f, all[at++].second);
        }
        POTOK_CHECK(s.run());
    }
    if (row == 0) row = db().last_insert_id();
    POTOK_CHECK(run_check(type, row, all));
    if (type.registered && !timetables(workspace_).empty()) POTOK_CHECK(check_appointment(*this, type, row, all));
    Change change;
    change.kind = Change::Kind::inserted;
    change.type = &type;
    change.row = row;
    for (const auto& [key, value] : all) {
        if (!value.is_null()) change.deltas.push_back({key, Value(), value});
    }
    POTOK_CHECK(note(std::move(change)));
    return row;
}

Status Operation::reinsert(const RecordType& type, RowId row, const Values& values) {
    POTOK_TRY(const Values all, complete(type, values));
    POTOK_CHECK(write_new(type, all, row));
    return {};
}

Result<RowId> Operation::revive(const RecordType& type, RowId row, const Values& all) {
    POTOK_CHECK(update(type, row, all));  // deleted_at is among them, as null
    return row;
}

Status Operation::update(const RecordType& type, RowId row, const Values& values) {
    Change change;
    change.kind = Change::Kind::updated;
    change.type = &type;
    change.row = row;
    std::vector<const Field*> fields;
    std::optional<db::Statement> stored;  // the row as it is, read when the first value is compared with it
    for (const auto& [key, value] : values) {
        const Field* f = type.field(key);
        if (!f || !storage::has_column(*f))
            return potok::error("field.unknown", {{"field", key}, {"type", type.key}}, key);
        POTOK_TRY(Value kept, storage::coerce(ids_of(workspace_), catalog(), *f, value, workspace_.info().currency));
        if (!stored) {
            stored.emplace(db().prepare(workspace_.impl().sql.of(type).row));
            stored->bind(1, row);
            POTOK_TRY(const bool found, stored->step());
            if (!found) return potok::error("record.missing", {{"type", type.key}});
        }
        Value before = storage::read(ids_of(workspace_), *stored, workspace_.impl().sql.column(type, *f), *f);
        if (before == kept) continue;
        if (f->required && storage::is_empty(kept))
            return potok::error("field.required", {{"field", key}, {"type", type.key}}, key);
        if (f->unique && type.registered) POTOK_CHECK(check_unique(type, *f, kept, row));
        fields.push_back(f);
        change.deltas.push_back({key, std::move(before), std::move(kept)});
    }
    stored.reset();
    if (fields.empty()) return {};
    if (may_be_frozen(type)) POTOK_CHECK(refuse_frozen(*this, type, row, written_fields(change)));
    std::string sql = "UPDATE " + storage::sql_name(type.table) + " SET ";
    int n = 1;
    for (const Field* f : fields) {
        if (n > 1) sql += ", ";
        sql += storage::column(*f) + " = ?" + std::to_string(++n);
        if (f->kind == FieldKind::money) sql += ", " + storage::currency_column(*f) + " = ?" + std::to_string(++n);
    }
    {
        db::Statement s = db().prepare(sql + " WHERE id = ?1");
        s.bind(1, row);
        int index = 2;
        for (std::size_t i = 0; i < fields.size(); ++i)
            index = storage::bind(ids_of(workspace_), s, index, *fields[i], change.deltas[i].after);
        POTOK_CHECK(s.run());
        if (db().changes() != 1) return potok::error("record.missing", {{"type", type.key}});
    }
    Values written;
    for (const auto& d : change.deltas) written.emplace_back(d.field, d.after);
    POTOK_CHECK(run_check(type, row, written));
    if (type.registered && !timetables(workspace_).empty()) POTOK_CHECK(check_appointment(*this, type, row, written));
    return note(std::move(change));
}

// A field's own check ("amount > 0") sees the record as it now is.
Status Operation::run_check(const RecordType& type, RowId row, const Values& written) {
    for (const Field& f : type.fields) {
        if (f.check.empty()) continue;
        const Value* value = find(written, f.key);
        if (!value || value->is_null()) continue;
        const auto verdict = evaluate(workspace_, f.check, row, actor_, now_);
        if (!verdict.ok()) return verdict.error();
        if (const bool* ok = verdict->as<bool>(); ok && *ok) continue;
        return potok::error("field.check_failed",
                            {{"field", f.key}, {"message", filled(workspace_, f.check_message, row, actor_, now_)}}, f.key);
    }
    return {};
}

Status Operation::remove(const RecordType& type, RowId row) {
    if (type.registered) return update(type, row, {{"deleted_at", Value(now_)}});
    Change change;
    change.kind = Change::Kind::removed;
    change.type = &type;
    change.row = row;
    {
        db::Statement s = db().prepare(workspace_.impl().sql.of(type).row);
        s.bind(1, row);
        POTOK_TRY(const bool found, s.step());
        if (!found) return potok::error("record.missing", {{"type", type.key}});
        int column = 1;
        for (const Field& f : type.fields) {
            if (!storage::has_column(f)) continue;
            Value before = storage::read(ids_of(workspace_), s, column, f);
            if (!before.is_null()) change.deltas.push_back({f.key, std::move(before), Value()});
            column += storage::width(f);
        }
    }
    POTOK_CHECK(db().run("DELETE FROM " + storage::sql_name(type.table) + " WHERE id = ?1", row));
    return note(std::move(change));
}

Status Operation::restore(const RecordType& type, RowId row) {
    return update(type, row, {{"deleted_at", Value()}});
}

Result<Value> Operation::get(RowId row, const RecordType& type, std::string_view field) {
    const Field* f = type.field(field);
    if (!f || !storage::has_column(*f))
        return potok::error("field.unknown", {{"field", std::string(field)}, {"type", type.key}}, std::string(field));
    db::Statement s = db().prepare(workspace_.impl().sql.of(type, *f));
    s.bind(1, row);
    POTOK_TRY(const bool found, s.step());
    if (!found) return potok::error("record.missing", {{"type", type.key}});
    return storage::read(ids_of(workspace_), s, 0, *f);
}

Status Operation::move(RowId record, std::string_view to, bool by_hand) {
    const RecordType* type = workspace_.type_of(record);
    if (!type || !type->on_pipeline) return potok::error("record.not_on_pipeline");
    POTOK_TRY(const Value pipeline_key, get(record, *type, "pipeline"));
    const std::string* key = pipeline_key.as<std::string>();
    const Pipeline* pipeline = key ? catalog().pipeline(*key) : nullptr;
    if (!pipeline) return potok::error("record.not_on_pipeline");
    const Stage* target = pipeline->stage(to);
    if (!target) return potok::error("stage.unknown", {{"stage", std::string(to)}});
    POTOK_TRY(const Value current, get(record, *type, "stage"));
    const std::string* from = current.as<std::string>();
    if (from && *from == to) return {};
    if (by_hand) POTOK_CHECK(check_move_by_hand(workspace_, *pipeline, from ? *from : "", *target, actor_));
    const std::vector<Error> missing = missing_for(workspace_, record, to, now_);
    if (!missing.empty()) {
        Error refused = potok::error("stage.gate_refused",
                                     {{"stage", target->label.in(workspace_.info().language)},
                                      {"stage_key", target->key},
                                      {"n", std::to_string(missing.size())}});
        refused.details = missing;
        return refused;
    }
    POTOK_TRY(const Value visit, get(record, *type, "stage_visit"));
    const Decimal* n = visit.as<Decimal>();
    const std::int64_t next = n ? n->to_int64().value_or(0) + 1 : 1;
    Values values = {{"stage", Value(std::string(to))}, {"stage_since", Value(now_)}, {"stage_visit", Value(next)}};
    if (target->kind != StageKind::lost) values.emplace_back("lost_reason", Value());
    return update(*type, record, values);
}

Status Operation::attempt(const std::function<Status()>& body) {
    auto savepoint = db().savepoint();
    if (!savepoint.ok()) return savepoint.error();
    const std::size_t kept = changes_.size();
    const Status status = body();
    if (status.ok()) return savepoint->release();
    savepoint->rollback();
    ids_of(workspace_).forget();
    changes_.resize(kept);
    return status;
}

RowId Operation::subject_of(const RecordType& type, RowId row, const std::vector<Change::Delta>& deltas) {
    if (type.subject_field.empty()) return type.registered ? row : 0;
    RowId subject = 0;
    const auto in_deltas = std::find_if(deltas.begin(), deltas.end(), [&](const auto& d) { return d.field == type.subject_field; });
    Value ref;
    if (in_deltas != deltas.end() && !in_deltas->after.is_null()) {
        ref = in_deltas->after;
    } else if (auto stored = get(row, type, type.subject_field); stored.ok()) {
        ref = *stored;
    }
    if (const Ref* r = ref.as<Ref>()) subject = ids_of(workspace_).row_of(r->id).value_or(0);
    if (subject == 0) return type.registered ? row : 0;
    // A check item belongs to its task, and the task to its record.
    const RecordType* parent = workspace_.type_of(subject);
    if (!parent || parent->subject_field.empty()) return subject;
    const auto above = get(subject, *parent, parent->subject_field);
    if (!above.ok()) return subject;
    const Ref* r = above->as<Ref>();
    return r ? ids_of(workspace_).row_of(r->id).value_or(subject) : subject;
}

Status Operation::note(Change change) {
    change.subject = subject_of(*change.type, change.row, change.deltas);
    change.cause = cause;
    changes_.push_back(std::move(change));
    return is_milestone(changes_.back()) ? reach_milestones(*this, Change(changes_.back())) : Status();
}

}  // namespace potok::model
