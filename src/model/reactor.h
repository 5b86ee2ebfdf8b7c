// Reactor: what answers to changes. Declared here, done by automation/, wired in main/.
#pragma once

#include <optional>
#include <span>

#include "model/operation.h"

namespace potok::model {

class Reactor {
public:
    virtual ~Reactor() = default;
    // The engine's own tables, created with the workspace (registered = false).
    virtual std::vector<RecordType> tables() const = 0;
    // Called inside the transaction with the changes since the last call, again and again until a call changes nothing.
    // An error here is our own failure and rolls the operation back; a failing action is a problem of the operation.
    virtual Status react(Operation& operation, std::span<const Change> changes) = 0;
    // The commands `tick`, `retry` and `start` (a person starts an automation with the trigger `manual` on a record).
    virtual Status run_due(Operation& operation) = 0;
    virtual Status retry(Operation& operation, RowId firing) = 0;
    virtual Status start(Operation& operation, std::string_view automation, RowId record) = 0;
    // Ends a firing that waits or has failed, by hand. Errors: firing.unknown, firing.over, right.refused.
    virtual Status stop(Operation& operation, RowId firing, const std::string& comment) = 0;
    // Takes the firings of a definition that wait by an earlier version over to the present one. `nodes`: old id → new id.
    // Errors: automation.unknown, migration.node_gone (details: a firing each).
    virtual Status migrate(Operation& operation, std::string_view automation, const Json& nodes) = 0;
    // When the next timer is due; nothing when there is none.
    virtual std::optional<Instant> next_due(Workspace& workspace) = 0;
    // One run of an automation as a unit, for `undo_run`: the firing and those it set off in their turn, by number.
    // Error: firing.unknown.
    virtual Result<std::vector<RowId>> run_of(Workspace& workspace, RowId firing) = 0;
    virtual bool is_undone(Workspace& workspace, RowId firing) = 0;
    // Ends what still waits in these firings, frees their keys and marks them as undone by this operation.
    virtual Status mark_undone(Operation& operation, std::span<const RowId> firings) = 0;
    // A definition changed: parse it now, so that a faulty one is refused with its place.
    virtual Status check_definition(const Workspace& workspace, const Definition& definition) = 0;
};

}  // namespace potok::model
