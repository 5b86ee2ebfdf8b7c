#include <algorithm>

#include "model/handlers.h"
#include "model/queries.h"
#include "model/rights.h"
#include "model/workspace_impl.h"

namespace potok::model {

namespace {

std::string row_title(Operation& op, const StoredChange& c) {
    return c.type->registered ? title_of(op.workspace(), c.row) : c.type->label.in(op.workspace().info().language);
}

// A number that was given is corrected by a further document: taken back it would leave a gap, and the document may have gone out.
Status refuse_issued(const std::vector<StoredChange>& changes) {
    for (const StoredChange& c : changes) {
        if (c.type->key != "invoice" && c.type->key != "offer") continue;
        std::string number;
        for (const auto& d : c.deltas) {
            const std::string* text = d.field == "number" ? d.after.as<std::string>() : nullptr;
            if (text) number = *text;
        }
        if (!number.empty()) return error("undo.issued", {{"number", number}});
    }
    return {};
}

// Something later rests on a row when another operation, itself not undone, has touched it since.
Result<bool> touched_since(Operation& op, const StoredChange& c, RowId last_change) {
    auto n = op.db().get_i64(
        "SELECT 1 FROM change JOIN operation ON operation.id = change.operation WHERE change.type = ?1 AND change.row = ?2 "
        "AND change.id > ?3 AND operation.undone_by IS NULL AND operation.undoes IS NULL LIMIT 1",
        c.type->id, c.row, last_change);
    if (!n.ok()) return n.error();
    return n->has_value();
}

Status take_back(Operation& op, const StoredChange& c, RowId last_change) {
    switch (c.kind) {
        case Change::Kind::inserted: {
            POTOK_TRY(const bool touched, touched_since(op, c, last_change));
            if (touched) return error("undo.rests_on", {{"record", row_title(op, c)}});
            return handlers::remove_with_belongings(op, *c.type, c.row);
        }
        case Change::Kind::removed: {
            Values values;
            for (const auto& d : c.deltas) values.emplace_back(d.field, d.before);
            return op.reinsert(*c.type, c.row, values);
        }
        case Change::Kind::updated: {
            Values values;
            for (const auto& d : c.deltas) {
                POTOK_TRY(const Value current, op.get(c.row, *c.type, d.field));
                if (!(current == d.after)) {
                    const Field* f = c.type->field(d.field);
                    return error("undo.changed_since", {{"record", row_title(op, c)},
                                                        {"field", f ? f->label.in(op.workspace().info().language) : d.field}});
                }
                values.emplace_back(d.field, d.before);
            }
            POTOK_CHECK(op.update(*c.type, c.row, values));
            return c.type->key == "booking" ? handlers::check_still_free(op, c.row) : Status();
        }
    }
    return {};
}

}  // namespace

Status undo_operation(Operation& op, RowId operation) {
    Workspace& ws = op.workspace();
    auto last = op.db().get_i64("SELECT last_change FROM operation WHERE id = ?1", operation);
    if (!last.ok()) return last.error();
    if (ws.reactor()) POTOK_CHECK(ws.reactor()->may_undo(ws, operation));
    POTOK_TRY(std::vector<StoredChange> changes, changes_of(op.db(), op.catalog(), operation));
    POTOK_CHECK(refuse_issued(changes));
    // A decision is corrected by another one, never undone.
    for (const StoredChange& c : changes)
        if (c.kind == Change::Kind::inserted && c.type->key == "decision") return error("undo.decision_made", {{"decision", row_title(op, c)}});
    for (auto it = changes.rbegin(); it != changes.rend(); ++it) {
        if (it->type->key == "definition" || it->type->key == "setting_value") ws.impl().catalog_touched = true;
        POTOK_CHECK(take_back(op, *it, last->value_or(0)));
    }
    return op.db().run("UPDATE operation SET undone_by = ?1 WHERE id = ?2", op.id(), operation);
}

namespace handlers {

// The inverse of a whole group: the person's act and all that the automation did because of it.
Status undo(Operation& op) {
    const Json& args = op.command().args;
    const Json& id = args.contains("operation") ? args["operation"] : Json();
    RowId operation = 0;
    if (id.is_number_integer()) {
        operation = id.get<RowId>();
    } else if (id.is_string()) {
        POTOK_TRY(const Uuid uid, Uuid::parse(id.get<std::string>()));
        auto row = op.db().get_i64("SELECT id FROM operation WHERE uid = ?1", uid);
        if (!row.ok()) return row.error();
        operation = row->value_or(0);
    }
    db::Statement s = op.db().prepare("SELECT actor, undone_by FROM operation WHERE id = ?1");
    s.bind(1, operation);
    POTOK_TRY(const bool found, s.step());
    if (!found) return potok::error("undo.unknown", {}, "operation");
    if (!s.is_null(1)) return potok::error("undo.already", {}, "operation");
    const RowId actor = s.i64(0);
    s.reset();
    if (actor != op.actor()) POTOK_CHECK(require_right(op, Verb::admin, *op.catalog().type("definition"), 0, {}));
    op.result = operation;
    return undo_operation(op, operation);
}

}  // namespace handlers

}  // namespace potok::model
