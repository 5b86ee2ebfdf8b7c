#include <algorithm>

#include "model/definition_use.h"
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
        const bool made = c.type->key == "attachment";  // a further version of it bears the number that was given to the first
        if (c.type->key != "invoice" && c.type->key != "offer" && !made) continue;
        std::string number;
        bool given = !made;
        for (const auto& d : c.deltas) {
            const std::string* text = d.field == "number" ? d.after.as<std::string>() : nullptr;
            if (text) number = *text;
            given = given || (d.field == "n" && !d.after.is_null());
        }
        if (given && !number.empty()) return error("undo.issued", {{"number", number}});
    }
    return {};
}

// What has left the house cannot be taken back.
Status refuse_sent(Operation& op, const std::vector<StoredChange>& changes) {
    for (const StoredChange& c : changes) {
        if (c.type->key != "message") continue;
        POTOK_TRY(const Value state, op.get(c.row, *c.type, "state"));
        const std::string* word = state.as<std::string>();
        if (word && *word != "queued" && *word != "failed" && *word != "withdrawn")
            return error("undo.message_sent", {{"message", std::to_string(c.row)}});
    }
    return {};
}

// A decision is corrected by another one, never undone.
Status refuse_decided(Operation& op, const std::vector<StoredChange>& changes) {
    for (const StoredChange& c : changes)
        if (c.kind == Change::Kind::inserted && c.type->key == "decision") return error("undo.decision_made", {{"decision", row_title(op, c)}});
    return {};
}

// A stage, a field or a whole type that came with it may be in use by now.
Status refuse_used(Operation& op, const std::vector<StoredChange>& changes) {
    for (const StoredChange& c : changes) {
        if (c.type->key != "definition" || c.kind == Change::Kind::removed) continue;
        const auto& all = op.catalog().definitions();
        const auto present = std::ranges::find(all, c.row, &Definition::id);
        const auto body = std::ranges::find(c.deltas, "body", &Change::Delta::field);
        if (present == all.end() || body == c.deltas.end()) continue;
        const std::string* before = body->before.as<std::string>();
        const Json next = before ? Json::parse(*before, nullptr, false) : Json();
        POTOK_TRY(const auto uses, uses_lost(op.workspace(), *present, before ? &next : nullptr));
        if (!uses.empty())
            return error("undo.definition_used", {{"place", present->kind + "/" + present->key + (uses.front().path.empty() ? "" : "#" + uses.front().path)},
                                                  {"records", std::to_string(uses.front().records)}});
    }
    return {};
}

bool is_undone(Operation& op, RowId firing) {
    Reactor* reactor = op.workspace().reactor();
    return firing != 0 && reactor && reactor->is_undone(op.workspace(), firing);
}

// What is taken back as one.
struct Group {
    std::vector<StoredChange> changes;
    RowId last_change = 0;       // of an operation: what came after it
    std::vector<RowId> firings;  // of a run: what came after each change, but from the run itself; sorted
};

// Something later rests on a row when anything else, itself not undone, has touched it since.
Result<bool> touched_since(Operation& op, const StoredChange& c, const Group& group) {
    db::Statement s = op.db().prepare(
        "SELECT change.firing FROM change JOIN operation ON operation.id = change.operation WHERE change.type = ?1 AND change.row = ?2 "
        "AND change.id > ?3 AND operation.undone_by IS NULL AND operation.undoes IS NULL");
    s.bind(1, c.type->id).bind(2, c.row).bind(3, group.firings.empty() ? group.last_change : c.id);
    while (true) {
        POTOK_TRY(const bool found, s.step());
        if (!found) return false;
        const RowId firing = s.i64(0);
        if (!std::binary_search(group.firings.begin(), group.firings.end(), firing) && !is_undone(op, firing)) return true;
    }
}

Status take_back(Operation& op, const StoredChange& c, const Group& group) {
    switch (c.kind) {
        case Change::Kind::inserted: {
            POTOK_TRY(const bool touched, touched_since(op, c, group));
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

Status take_back(Operation& op, const Group& group) {
    POTOK_CHECK(refuse_sent(op, group.changes));
    POTOK_CHECK(refuse_issued(group.changes));
    POTOK_CHECK(refuse_decided(op, group.changes));
    POTOK_CHECK(refuse_used(op, group.changes));
    for (auto it = group.changes.rbegin(); it != group.changes.rend(); ++it) {
        if (it->type->key == "definition" || it->type->key == "setting_value") op.workspace().impl().catalog_touched = true;
        POTOK_CHECK(take_back(op, *it, group));
    }
    return {};
}

}  // namespace

Status undo_operation(Operation& op, RowId operation) {
    POTOK_TRY(const auto last, op.db().get_i64("SELECT last_change FROM operation WHERE id = ?1", operation));
    Group group;
    group.last_change = last.value_or(0);
    POTOK_TRY(group.changes, changes_of(op.db(), op.catalog(), operation));
    // What a run did that was undone by itself is no longer there.
    std::erase_if(group.changes, [&](const StoredChange& c) { return is_undone(op, c.firing); });
    POTOK_CHECK(take_back(op, group));
    // Where it took something back itself, that is there again, and can be undone anew.
    POTOK_CHECK(op.db().run("UPDATE operation SET undone_by = NULL WHERE undone_by = ?1", operation));
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
    op.result = op.undoes = operation;
    return undo_operation(op, operation);
}

// One run alone: what the person did who set it off stands.
Status undo_run(Operation& op) {
    Reactor* reactor = op.workspace().reactor();
    const Json& args = op.command().args;
    const Json& given = args.contains("firing") ? args["firing"] : Json();
    if (!given.is_number_integer()) return potok::error("command.argument_missing", {{"argument", "firing"}, {"command", "undo_run"}}, "firing");
    const RowId firing = given.get<RowId>();
    if (!reactor) return potok::error("firing.unknown", {{"firing", std::to_string(firing)}}, "firing");
    Group group;
    POTOK_TRY(group.firings, reactor->run_of(op.workspace(), firing));
    if (reactor->is_undone(op.workspace(), firing)) return potok::error("undo.already", {}, "firing");
    db::Statement s = op.db().prepare(
        "SELECT operation.id, operation.actor FROM change JOIN operation ON operation.id = change.operation "
        "WHERE change.type = ?1 AND change.row = ?2 ORDER BY change.id LIMIT 1");
    s.bind(1, op.catalog().type("firing")->id).bind(2, firing);
    POTOK_TRY(const bool found, s.step());
    const RowId actor = found ? s.i64(1) : 0;
    op.undoes = found ? s.i64(0) : 0;
    s.reset();
    if (actor != op.actor()) POTOK_CHECK(require_right(op, Verb::admin, *op.catalog().type("definition"), 0, {}));
    op.result = firing;
    POTOK_TRY(group.changes, changes_by(op.db(), op.catalog(), group.firings));
    POTOK_CHECK(reactor->mark_undone(op, group.firings));
    // The rows that the firings stood on have just been put away.
    std::erase_if(group.changes, [&](const StoredChange& c) {
        return !c.type->registered && (c.type->key == "firing" || c.type->key == "token" || c.type->key == "wait" || c.type->key == "flow");
    });
    return take_back(op, group);
}

}  // namespace handlers

}  // namespace potok::model
