#include <map>

#include "model/merge.h"
#include "model/queries.h"
#include "model/workspace_impl.h"

namespace potok::model {

std::vector<TimelineEntry> timeline(const Workspace& ws, RowId record, int limit, std::optional<RowId> before) {
    std::vector<TimelineEntry> out;
    struct Group {
        RowId actor = 0;
        Instant at;
        std::string command;
        Uuid id;
        bool undone = false;
    };
    std::map<RowId, Group> groups;
    std::map<RowId, std::string> names;
    db::Connection& db = ws.db();
    {
        // What was merged into it has brought its history along.
        std::string merged;
        for (const RowId row : merged_into(ws, record)) merged += ", " + std::to_string(row);
        db::Statement s = db.prepare("SELECT " + std::string(change_columns) + " FROM change WHERE " +
                                     (merged.empty() ? "subject = ?1" : "subject IN (?1" + merged + ")") +
                                     " AND id < ?2 ORDER BY id DESC LIMIT ?3");
        s.bind(1, record).bind(2, before.value_or(INT64_MAX)).bind(3, limit);
        const Status read = s.each([&](db::Statement& row) {
            StoredChange c = stored_change(row, ws.catalog());
            if (!c.type) return;
            TimelineEntry e;
            e.operation = c.operation;
            e.change = c.id;
            e.kind = c.kind;
            e.type = c.type;
            e.row = c.row;
            e.automation = std::move(c.automation);
            e.deltas = std::move(c.deltas);
            out.push_back(std::move(e));
        });
        if (!read.ok()) return {};
    }
    for (TimelineEntry& e : out) {
        auto [it, fresh] = groups.try_emplace(e.operation);
        if (fresh) {
            db::Statement s = db.prepare("SELECT actor, at, command, uid, undone_by FROM operation WHERE id = ?1");
            s.bind(1, e.operation);
            const auto found = s.step();
            if (found.ok() && *found) it->second = {s.i64(0), s.instant(1), s.string(2), s.uuid(3), !s.is_null(4)};
        }
        const Group& g = it->second;
        e.actor = e.automation.empty() ? g.actor : ws.robots();
        e.at = g.at;
        e.command = g.command;
        e.operation_id = g.id;
        e.undone = g.undone;
        auto [name, unnamed] = names.try_emplace(e.actor);
        if (unnamed) name->second = title_of(ws, e.actor);
        e.actor_name = name->second;
    }
    return out;
}

namespace {

OperationInfo read_operation(const db::Statement& row) {
    OperationInfo o;
    o.row = row.i64(0);
    o.actor = row.i64(1);
    o.at = row.instant(2);
    o.command = row.string(3);
    o.args = Json::parse(row.text(4), nullptr, false);
    o.undone = !row.is_null(5);
    o.is_undo = !row.is_null(6);
    o.id = row.uuid(7);
    return o;
}

constexpr std::string_view operation_columns = "SELECT id, actor, at, command, args, undone_by, undoes, uid FROM operation";

}  // namespace

std::vector<OperationInfo> operations(const Workspace& ws, int limit) {
    std::vector<OperationInfo> out;
    db::Statement s = ws.db().prepare(std::string(operation_columns) + " ORDER BY id DESC LIMIT ?1");
    s.bind(1, limit);
    const Status read = s.each([&](db::Statement& row) { out.push_back(read_operation(row)); });
    return read.ok() ? out : std::vector<OperationInfo>{};
}

std::optional<OperationInfo> last_undoable(const Workspace& ws, RowId actor) {
    db::Statement s = ws.db().prepare(std::string(operation_columns) +
                                      " WHERE actor = ?1 AND undone_by IS NULL AND undoes IS NULL AND command <> 'read_notification' "
                                      "ORDER BY id DESC LIMIT 1");
    s.bind(1, actor);
    const auto found = s.step();
    return found.ok() && *found ? std::optional(read_operation(s)) : std::nullopt;
}

}  // namespace potok::model
