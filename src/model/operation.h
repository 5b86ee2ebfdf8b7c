// Operation: one command being carried out, inside one transaction. The only place where rows are written.
//
// Command handlers (model/) and automation actions (automation/) write through it; it keeps history rows, search text and the
// list of changes in step with the tables.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/command.h"

namespace potok::db {
class Connection;
}

namespace potok::model {

class Rehearsal;
class Workspace;

using Values = std::vector<std::pair<std::string, Value>>;  // field key → value, in the order written

class Operation {
public:
    Workspace& workspace() { return workspace_; }
    db::Connection& db();
    const Catalog& catalog() const;
    Instant now() const { return now_; }
    RowId actor() const { return actor_; }           // person row; robots act as the robots' own person
    const Command& command() const { return command_; }
    RowId id() const { return id_; }
    const Uuid& public_id() const { return public_id_; }

    // Inserts a row. `id`: for registered types the public id, made by v7 when absent. References are checked to exist.
    // Errors: field.unknown, field.type, field.required, field.not_unique, reference.missing ... with place = field key.
    Result<RowId> insert(const RecordType& type, const Values& values, std::optional<Uuid> id = {});
    // Writes only what differs; nothing when all is as it was.
    Status update(const RecordType& type, RowId row, const Values& values);
    // Registered types are marked deleted (reversible); engine rows are removed, the history keeps their values.
    Status remove(const RecordType& type, RowId row);
    Status restore(const RecordType& type, RowId row);

    // Moves a record to another stage of its pipeline, gates checked. `by_hand` also checks who may and from where.
    // Errors: stage.gate_refused (details = each missing item), stage.not_from_here, stage.not_by_hand, stage.comment_required,
    // stage.reason_required, stage.moved_meanwhile.
    Status move(RowId record, std::string_view to, bool by_hand);

    // Reading inside the operation sees what it has written.
    Result<Value> get(RowId row, const RecordType& type, std::string_view field);

    Cause cause;  // set by automation while it acts
    const std::vector<Change>& changes() const { return changes_; }
    std::vector<Error> problems;
    bool relinking = false;  // a merge points references elsewhere: issued documents let it (documents.h)
    RowId result = 0;
    std::optional<Uuid> batch;       // of which this operation is a part: undone with it
    std::optional<Json> kept_args;   // what history keeps of the arguments; absent: all
    RowId undoes = 0;  // the operation that this one takes back, wholly or in part
    std::shared_ptr<void> reactor_state;  // what the reactor keeps for the length of this operation

    // Runs `body` inside a SAVEPOINT: on error all it wrote, its changes included, is taken back and the error returned.
    Status attempt(const std::function<Status()>& body);

    // For `undo`: puts a removed engine row back under its old number.
    Status reinsert(const RecordType& type, RowId row, const Values& values);

private:
    friend class Workspace;
    friend class Rehearsal;
    Operation(Workspace& workspace, const Command& command, RowId actor, Instant now, RowId id, Uuid public_id);
    Workspace& workspace_;
    const Command& command_;
    RowId actor_;
    Instant now_;
    RowId id_;
    Uuid public_id_;
    SeededRandom random_;  // ids of what it makes follow from its own
    std::vector<Change> changes_;

    Result<RowId> write_new(const RecordType& type, const Values& complete, RowId row);
    Result<RowId> revive(const RecordType& type, RowId row, const Values& complete);
    Result<Values> complete(const RecordType& type, const Values& values);
    Result<RowId> register_id(const RecordType& type, const std::optional<Uuid>& id, bool& revived);
    Status check_unique(const RecordType& type, const Field& field, const Value& value, RowId except);
    Status run_check(const RecordType& type, RowId row, const Values& written);
    RowId subject_of(const RecordType& type, RowId row, const std::vector<Change::Delta>& deltas);
    Status note(Change change);
};

}  // namespace potok::model
