#include <algorithm>

#include "model/handlers.h"
#include "model/queries.h"
#include "model/rights.h"
#include "model/settlement.h"
#include "model/workspace_impl.h"

namespace potok::model::handlers {

const Stage* stage_of(Operation& op, RowId record) {
    const RecordType* type = op.workspace().type_of(record);
    if (!type || !type->on_pipeline) return nullptr;
    const auto pipeline = op.get(record, *type, "pipeline");
    const auto stage = op.get(record, *type, "stage");
    if (!pipeline.ok() || !stage.ok() || pipeline->is_null() || stage->is_null()) return nullptr;
    const Pipeline* p = op.catalog().pipeline(*pipeline->as<std::string>());
    return p ? p->stage(*stage->as<std::string>()) : nullptr;
}

Status require_comment(Operation& op, RowId record, const std::string& comment) {
    const Stage* stage = record ? stage_of(op, record) : nullptr;
    if (!stage || !stage->comment_required || !comment.empty()) return {};
    return potok::error("stage.comment_required", {{"stage", stage->label.in(op.workspace().info().language)}}, "comment");
}

Status remove_with_belongings(Operation& op, const RecordType& type, RowId record) {
    POTOK_CHECK(op.remove(type, record));
    if (!type.registered) return {};
    for (const std::string_view key : {"task", "booking", "event"}) {
        const RecordType& t = *op.catalog().type(key);
        if (&t == &type) continue;
        std::vector<RowId> rows;
        db::Statement s = op.db().prepare("SELECT id FROM " + storage::sql_name(t.table) + " WHERE record = ?1 AND deleted_at IS NULL" +
                                          (key == "task" ? " AND state = 'open'" : "") + " ORDER BY id");
        s.bind(1, record);
        POTOK_CHECK(s.each([&](db::Statement& row) { rows.push_back(row.i64(0)); }));
        for (const RowId row : rows) POTOK_CHECK(op.remove(t, row));
    }
    return {};
}

Status add_comment(Operation& op, RowId record, const std::string& text, std::string_view kind) {
    if (text.empty()) return {};
    const RecordType& type = *op.catalog().type("comment");
    POTOK_CHECK(op.insert(type, {{"record", Value(record)}, {"text", Value(text)}, {"kind", Value(std::string(kind))}}));
    return {};
}

namespace {

// A record and what went with it, bookings only where their time is still free.
Status restore_with_belongings(Operation& op, const RecordType& type, RowId record) {
    POTOK_TRY(const Value gone, op.get(record, type, "deleted_at"));
    POTOK_CHECK(op.restore(type, record));
    const Instant* at = gone.as<Instant>();
    if (!at) return {};
    for (const std::string_view key : {"task", "booking", "event"}) {
        const RecordType& t = *op.catalog().type(key);
        std::vector<RowId> rows;
        db::Statement s = op.db().prepare("SELECT id FROM " + storage::sql_name(t.table) + " WHERE record = ?1 AND deleted_at = ?2 ORDER BY id");
        s.bind(1, record).bind(2, *at);
        POTOK_CHECK(s.each([&](db::Statement& row) { rows.push_back(row.i64(0)); }));
        for (const RowId row : rows) {
            const Status back = op.attempt([&]() -> Status {
                POTOK_CHECK(op.restore(t, row));
                return key == "booking" ? check_still_free(op, row) : Status();
            });
            if (!back.ok() && back.error().code != "booking.conflict") return back;
        }
    }
    return {};
}

// Fields the engine keeps itself are not to be written by hand.
Status refuse_system_fields(const RecordType& type, const Values& values) {
    for (const auto& [key, value] : values) {
        const Field* f = type.field(key);
        if (f && f->system) return potok::error("field.system", {{"field", key}, {"type", type.key}}, key);
    }
    return {};
}

std::vector<std::string> keys_of(const Values& values) {
    std::vector<std::string> out;
    for (const auto& [key, value] : values) out.push_back(key);
    return out;
}

}  // namespace

namespace {

// What `create` and each row of `create_many` give.
struct Draft {
    std::string type, pipeline, stage;
    Values values;
    std::optional<Uuid> id;
};

Status make(Operation& op, Draft draft) {
    const std::string &type_key = draft.type, &pipeline_key = draft.pipeline, &stage_key = draft.stage;
    Values& values = draft.values;
    const std::optional<Uuid>& id = draft.id;
    const RecordType* type = op.catalog().type(type_key);
    if (!type || !type->registered || type_key == "person")
        return potok::error("type.unknown", {{"type", type_key}}, "type");
    POTOK_CHECK(refuse_system_fields(*type, values));
    POTOK_CHECK(require_right(op, Verb::create, *type, 0, {}));
    if (type->on_pipeline) {
        const Pipeline* pipeline = nullptr;
        for (const auto& p : op.catalog().pipelines()) {
            if (pipeline_key.empty() ? p->type == type_key : p->key == pipeline_key) {
                pipeline = p.get();
                break;
            }
        }
        if (!pipeline || pipeline->type != type_key)
            return potok::error("pipeline.unknown", {{"pipeline", pipeline_key}, {"type", type_key}}, "pipeline");
        const Stage* stage = stage_key.empty() ? &pipeline->stages.front() : pipeline->stage(stage_key);
        if (!stage) return potok::error("stage.unknown", {{"stage", stage_key}}, "stage");
        values.emplace_back("pipeline", Value(pipeline->key));
        values.emplace_back("stage", Value(pipeline->stages.front().key));
        values.emplace_back("stage_since", Value(op.now()));
        values.emplace_back("stage_visit", Value(1));
        if (std::none_of(values.begin(), values.end(), [](const auto& v) { return v.first == "owner"; }))
            values.emplace_back("owner", Value(op.actor()));
        POTOK_TRY(op.result, op.insert(*type, values, id));
        // Starting further on is a move like any other: the gates between are asked.
        if (stage != &pipeline->stages.front()) POTOK_CHECK(op.move(op.result, stage->key, true));
        return {};
    }
    POTOK_TRY(op.result, op.insert(*type, values, id));
    return {};
}

}  // namespace

Status create(Operation& op) {
    Args args(op);
    Draft draft{args.text("type"), args.text("pipeline", true), args.text("stage", true), args.values("values"), args.id("id")};
    POTOK_CHECK(args.status());
    return make(op, std::move(draft));
}

// All of them or none; a row that cannot be is named by its place: "rows/17/amount".
Status create_many(Operation& op) {
    Args args(op);
    const Draft common{args.text("type"), args.text("pipeline", true), args.text("stage", true), {}, {}};
    op.batch = args.id("batch");
    POTOK_CHECK(args.status());
    const Json& rows = args.json("rows");
    if (!rows.is_array() || rows.size() > most_rows)
        return potok::error("command.too_many_rows", {{"most", std::to_string(most_rows)}}, "rows");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::string place = "rows/" + std::to_string(i);
        Draft draft = common;
        if (!rows[i].is_object()) return potok::error("command.argument_type", {{"argument", place}, {"command", "create_many"}}, place);
        for (const auto& [key, json] : rows[i].items()) {
            auto value = value_from_json(json);
            if (!value.ok()) return potok::error("command.argument_type", {{"argument", key}, {"command", "create_many"}}, place + "/" + key);
            draft.values.emplace_back(key, std::move(*value));
        }
        const Status made = make(op, std::move(draft));
        if (made.ok()) continue;
        Error e = made.error();
        e.place = e.place.empty() ? place : place + "/" + e.place;
        return e;
    }
    op.kept_args = Json{{"type", common.type}, {"count", rows.size()}};  // the rows are in the history already
    return {};
}

Status set_values(Operation& op, RowId record, const Values& values) {
    const RecordType& type = *op.workspace().type_of(record);
    POTOK_CHECK(refuse_system_fields(type, values));
    POTOK_CHECK(require_right(op, Verb::update, type, record, keys_of(values)));
    op.result = record;
    return op.update(type, record, values);
}

Status set_fields(Operation& op) {
    Args args(op);
    const RowId record = args.record("record");
    const Values values = args.values("values");
    POTOK_CHECK(args.status());
    return set_values(op, record, values);
}

Status move(Operation& op) {
    Args args(op);
    const RowId record = args.record("record");
    const MoveTo how{args.text("to"), args.text("from", true), args.text("comment", true), args.text("lost_reason", true), args.values("values")};
    POTOK_CHECK(args.status());
    return move_record(op, record, how);
}

Status move_record(Operation& op, RowId record, const MoveTo& how) {
    const auto& [to, from, text, lost_reason, values] = how;
    const RecordType& type = *op.workspace().type_of(record);
    if (!type.on_pipeline) return potok::error("record.not_on_pipeline");
    POTOK_CHECK(require_right(op, Verb::move, type, record, {}));
    POTOK_TRY(const Value stage_now, op.get(record, type, "stage"));
    const std::string current = stage_now.is_null() ? "" : *stage_now.as<std::string>();
    op.result = record;
    if (current == to) return {};  // already where it should go
    if (!from.empty() && from != current)
        return potok::error("stage.moved_meanwhile", {{"stage", current}, {"expected", from}}, "from");
    POTOK_TRY(const Value pipeline_key, op.get(record, type, "pipeline"));
    const Pipeline* pipeline = pipeline_key.is_null() ? nullptr : op.catalog().pipeline(*pipeline_key.as<std::string>());
    const Stage* target = pipeline ? pipeline->stage(to) : nullptr;
    if (!target) return potok::error("stage.unknown", {{"stage", to}}, "to");
    if (!values.empty()) {
        POTOK_CHECK(refuse_system_fields(type, values));
        POTOK_CHECK(require_right(op, Verb::update, type, record, keys_of(values)));
        POTOK_CHECK(op.update(type, record, values));
    }
    const Language language = op.workspace().info().language;
    const Stage* left = pipeline->stage(current);
    if (text.empty() && ((left && left->comment_required) || target->comment_required)) {
        const Stage& asks = target->comment_required ? *target : *left;
        return potok::error("stage.comment_required", {{"stage", asks.label.in(language)}}, "comment");
    }
    if (target->kind == StageKind::lost && !pipeline->lost_reasons.empty()) {
        const bool known = std::any_of(pipeline->lost_reasons.begin(), pipeline->lost_reasons.end(),
                                       [&](const Option& o) { return o.key == lost_reason; });
        if (lost_reason.empty()) return potok::error("stage.reason_required", {{"stage", target->label.in(language)}}, "lost_reason");
        if (!known) return potok::error("field.option_unknown", {{"field", "lost_reason"}, {"value", lost_reason}}, "lost_reason");
        POTOK_CHECK(op.update(type, record, {{"lost_reason", Value(lost_reason)}}));
    }
    POTOK_CHECK(op.move(record, to, true));
    return add_comment(op, record, text, target->kind == StageKind::lost ? "lost" : "move");
}

Status remove(Operation& op) {
    Args args(op);
    const RowId record = args.record("record");
    POTOK_CHECK(args.status());
    return remove_record(op, record);
}

Status remove_record(Operation& op, RowId record) {
    const RecordType& type = *op.workspace().type_of(record);
    if (record == op.workspace().administrator() || record == op.workspace().robots())
        return potok::error("person.needed", {}, "record");
    POTOK_CHECK(require_right(op, Verb::remove, type, record, {}));
    op.result = record;
    POTOK_CHECK(remove_with_belongings(op, type, record));
    return resettle(op, type, record);
}

Status restore(Operation& op) {
    Args args(op);
    const RowId record = args.record("record");
    POTOK_CHECK(args.status());
    const RecordType& type = *op.workspace().type_of(record);
    POTOK_CHECK(require_right(op, Verb::remove, type, record, {}));
    op.result = record;
    // As it was before the deletion, tasks, bookings and timers too; where that cannot be any more, the record alone.
    auto deletion = op.db().get_i64(
        "SELECT max(operation.id) FROM change JOIN operation ON operation.id = change.operation WHERE change.type = ?1 AND change.row = ?2 "
        "AND operation.command = 'delete' AND operation.undone_by IS NULL",
        type.id, record);
    if (!deletion.ok()) return deletion.error();
    if (deletion->has_value() && op.attempt([&] { return undo_operation(op, **deletion); }).ok()) return {};
    POTOK_CHECK(restore_with_belongings(op, type, record));
    return resettle(op, type, record);
}

Status comment(Operation& op) {
    Args args(op);
    const RowId record = args.record("record");
    const std::string text = args.text("text");
    POTOK_CHECK(args.status());
    POTOK_CHECK(require_right(op, Verb::read, *op.workspace().type_of(record), record, {}));
    op.result = record;
    return add_comment(op, record, text, "comment");
}

}  // namespace potok::model::handlers
