// Who stood in which stage from when until when, as rows that reports can add up: stage_visit(record, visit, pipeline, stage,
// entered, until). Drawn from the change stream in the same transaction, like the full text; it is no history of its own. A move that
// was undone has not been.
#pragma once

#include <vector>

#include "db/connection.h"
#include "model/change.h"

namespace potok::model {

// Takes in what an operation did, in order. `now`: when it did it.
Status follow_stages(db::Connection& db, const std::vector<Change>& changes, Instant now);

// The table, filled from the history: a step of the schema. And one record's part of it anew.
Status fill_stage_visits(db::Connection& db);
Status refill_stage_visits(db::Connection& db, const RecordType& type, RowId record);

}  // namespace potok::model
