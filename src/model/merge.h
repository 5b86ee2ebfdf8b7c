// Two records that are one: everything that names the one names the other from then on.
#pragma once

#include <vector>

#include "model/operation.h"

namespace potok::model {

// Into `keep`: the values of `fields`; else its own; where it has none, those of `merge`. Tasks, documents, invoices, relations, whatever
// refers to `merge` refers to `keep`; relations that would then be to itself or twice are removed. `merge` is marked deleted. One
// operation, undone as one; the history of what was merged stays in the timeline of what was kept.
// Errors: merge.itself, merge.types (not of one type, or of one that is not merged: people, engine rows), merge.deleted, those of update.
Status merge_records(Operation& op, RowId keep, RowId merge, const Values& fields);

// What was merged into a record, directly or by way of others; without the record itself.
std::vector<RowId> merged_into(const Workspace& ws, RowId record);
// Where a merged record has gone: the record that was kept last; the record itself where it was not merged.
RowId kept_of(const Workspace& ws, RowId record);

}  // namespace potok::model
