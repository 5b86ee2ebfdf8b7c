// Changes: what an operation did, in the order it did it. From this one stream live history, undo, triggers, mining, sync and
// the views.
#pragma once

#include <string>
#include <vector>

#include "model/catalog.h"

namespace potok::model {

// What brought a change about inside its operation: the person's own act, or a firing of an automation.
struct Cause {
    RowId firing = 0;        // row of the automation's firing; 0 = the act itself
    std::string automation;  // key of the definition, for people
};

struct Change {
    enum class Kind { inserted, updated, removed };
    Kind kind = Kind::updated;
    const RecordType* type = nullptr;
    RowId row = 0;
    RowId subject = 0;  // the record in whose timeline this belongs; 0 = none
    struct Delta {
        std::string field;
        Value before, after;
    };
    std::vector<Delta> deltas;  // inserted: before is null; one entry per written field
    Cause cause;

    const Delta* delta(std::string_view field) const;
};

}  // namespace potok::model
