// Many records at once, in slices: each slice is an operation of at most 500 rows with all that the automation does because of it, so
// that the app stays at hand and nothing is dropped. The slices of one act share a batch, which is undone as one. Jobs: base/job.h.
// Whoever stops a job half way has a batch of what was made so far.
#pragma once

#include <functional>

#include "base/job.h"
#include "model/workspace.h"

namespace potok::model {

struct BulkCreate {
    std::string type, pipeline, stage;         // as for `create`; the latter two may be empty
    std::function<std::optional<Json>()> next;  // the next row, {"field": canonical value}; nothing: that was the last
    std::int64_t total = 0;                     // rows, for the progress; 0 = unknown
    Uuid batch;
};

struct BulkResult {
    std::int64_t made = 0;      // records
    std::int64_t problems = 0;  // steps of robots that failed; each is recorded and can be run again
};

// Ends at the first row that is refused (place: "rows/<n>/<field>", counted from 0 over all slices); what was made before it stays.
// `clock` measures the slices, and is the time of each operation. Workspace, clock and result outlive the job.
Job create_in_bulk(Workspace& ws, BulkCreate what, RowId actor, Clock& clock, BulkResult& result);

// The whole batch, newest first. Where something later rests on a part of it, all of it stays as it was, and the reason is the job's
// result (undo.*).
Job undo_in_bulk(Workspace& ws, Uuid batch, RowId actor, Clock& clock);

}  // namespace potok::model
