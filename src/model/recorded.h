// What was done in a workspace, from the beginning, operation by operation: for whoever learns from it. Undone operations, undoings and
// runs that were taken back are left out.
#pragma once

#include <functional>

#include "model/workspace.h"

namespace potok::model {

struct RecordedOperation {
    RowId row = 0, actor = 0;
    Instant at;
    std::string command;
    Json args;           // as history keeps them
    bool part = false;   // of a batch: made wholesale, not one by one
    std::vector<Change> changes;  // in order, of types that there still are
};

// In order. The first error of `told` ends it.
Status recorded(const Workspace& workspace, const std::function<Status(const RecordedOperation&)>& told);

}  // namespace potok::model
