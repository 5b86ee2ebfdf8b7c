// Many records at once, in slices: each slice is an operation of at most 500 rows with all that the automation does because of it, so
// that the app stays at hand and nothing is dropped. The slices of one act share a batch, which is undone as one. Jobs: base/job.h.
// Whoever stops a job half way has a batch of what was made so far.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

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

// One change of many records, in slices as well: fields set, moved on, or deleted.
struct BulkChange {
    std::vector<RowId> records;
    Json values = Json::object();        // {"field": canonical value}; may be empty
    std::string to, comment, lost_reason;  // a stage, and what it may ask for
    bool remove = false;
    Uuid batch;
};

struct BulkChanged {
    std::int64_t changed = 0;
    std::vector<std::pair<RowId, Error>> refused;  // left as they were, each with its reason
    std::int64_t problems = 0;
};

// Carries out a command as whoever asked; in a tab that follows another one, that is not Workspace::apply.
using Apply = std::function<Result<Outcome>(const Command&)>;

// What is refused for one record is left out; the others are changed. The result is an error only where nothing at all can be done
// (workspace.read_only, db.*). `ws`, `clock` and `result` outlive the job.
Job change_in_bulk(const Workspace& ws, BulkChange what, Apply apply, Clock& clock, BulkChanged& result);

// The whole batch, newest first. Where something later rests on a part of it, all of it stays as it was, and the reason is the job's
// result (undo.*).
Job undo_in_bulk(Workspace& ws, Uuid batch, RowId actor, Clock& clock);
Job undo_in_bulk(const Workspace& ws, Uuid batch, Apply apply);

}  // namespace potok::model
