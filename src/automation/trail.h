// Where a run of an automation has been: for the diagram on a record's card. Read from the history of its tokens, so it is what
// happened, not what the definition would have it be. Places a token passes through without waiting leave no row of their own; what
// lies between two stops is a matter of the graph.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "automation/registry.h"
#include "automation/tables.h"

namespace potok::automation {

struct Stop {
    RowId token = 0;
    std::string node;
    Instant at;                    // arrived
    std::optional<Instant> until;  // went on, or ended; nothing: it is still there
    bool withdrawn = false;        // it ended there with the whole run, or was let go
};

// Firings of a record that keep a definition (they have waited, or do), the latest first. `limit` at most.
std::vector<FiringRow> runs_of(const model::Workspace& workspace, RowId record, int limit);
// Its stops in the order of arrival; those of tokens that hold others (a sub-process, an approval) once. What was undone is left out.
std::vector<Stop> trail_of(const model::Workspace& workspace, const FiringRow& firing);

}  // namespace potok::automation
