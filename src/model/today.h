// What a person's day is made of beside their tasks: records of theirs that nothing is going to happen to, and what they have done.
#pragma once

#include "model/queries.h"

namespace potok::model {

struct IdleRecord {
    RowId row = 0;
    std::string title, pipeline, stage;  // keys of the latter two
    Instant since;                       // in this stage
    std::optional<Money> amount;
};
// Under way (in a stage that neither won nor lost), `owner`'s, and without an open task: longest in its stage first.
std::vector<IdleRecord> without_next_step(const Workspace& ws, RowId owner);
// Tasks that the person has done in [from, to).
std::int64_t tasks_done(const Workspace& ws, RowId person, Instant from, Instant to);

}  // namespace potok::model
