// What a Workspace is made of. Inside model/ only.
#pragma once

#include <map>

#include "db/connection.h"
#include "expr/expression.h"
#include "model/document_maker.h"
#include "model/queue.h"
#include "model/storage.h"
#include "model/timetable.h"
#include "model/workspace.h"

namespace potok::model {

struct Workspace::Impl {
    std::unique_ptr<db::Connection> db;
    std::unique_ptr<RecordIds> ids;
    Environment environment;
    WorkspaceInfo info;
    Catalog catalog;
    storage::SqlTexts sql{catalog};
    std::shared_ptr<const Zone> zone;
    RowId administrator = 0;
    RowId robots = 0;
    RowId next_operation = 1;
    RowId next_change = 1;
    std::map<int, Listener> listeners;
    int next_listener = 1;
    // Parsed when first asked for, dropped when definitions change.
    mutable std::map<std::string, WorkingCalendar> calendars;
    mutable std::uint64_t calendars_version = 0;
    mutable std::map<std::pair<RowId, std::string>, expr::Expression> expressions;
    mutable std::uint64_t expressions_version = 0;
    mutable std::vector<Queue> queues;
    mutable std::uint64_t queues_version = 0;
    mutable std::vector<Timetable> timetables;
    mutable std::uint64_t timetables_version = 0;
    std::map<std::string, Value> settings;
    std::optional<Error> read_only;  // why nothing may be written
    mutable std::optional<Value> settings_tree;  // as expressions see it
    mutable std::uint64_t settings_version = 0;
    mutable bool listing_documents = false;  // a checklist is being put together: its own conditions cannot ask for it
    bool catalog_touched = false;  // by the operation under way: reload on rollback

    // Core types, the engine's tables, then every definition row.
    Status load_catalog();
    Status load_settings();
    Result<bool> carried_out(const Uuid& operation) const;
    bool is_due(Workspace& self, const Command& command, Instant now) const;
    Result<Outcome> run(Workspace& self, const Command& command, RowId actor, Instant now, bool keep);
};

// The tables behind an operation's history; `history.cpp`.
struct StoredChange {
    RowId id = 0, operation = 0;
    const RecordType* type = nullptr;
    RowId row = 0, subject = 0;
    Change::Kind kind = Change::Kind::updated;
    RowId firing = 0;
    std::string automation;
    std::vector<Change::Delta> deltas;
};
std::string delta_text(const Change& change);  // JSON
Status write_history(Workspace::Impl& impl, const Operation& operation, const Uuid& id);
Result<std::vector<StoredChange>> changes_of(db::Connection& db, const Catalog& catalog, RowId operation);
// What these firings have changed, in all operations that are not undone; in order.
Result<std::vector<StoredChange>> changes_by(db::Connection& db, const Catalog& catalog, const std::vector<RowId>& firings);
StoredChange stored_change(const db::Statement& row, const Catalog& catalog);
// Columns that stored_change reads, in its order.
inline constexpr std::string_view change_columns = "id, operation, type, row, subject, kind, firing, automation, delta";

// Full text; `search.cpp`.
Status index_for_search(Workspace::Impl& impl, const std::vector<Change>& changes);

// `undo.cpp`
Status undo_operation(Operation& op, RowId operation);

}  // namespace potok::model
