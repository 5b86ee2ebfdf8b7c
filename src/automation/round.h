// What a round of changes means to automation. It is drawn out of the changes before anything new is done, since what is done
// adds to them. Inside automation/ only.
#pragma once

#include "automation/engine.h"

namespace potok::automation {

struct Engine::Round {
    struct Touched {
        RowId record = 0;
        const model::RecordType* type = nullptr;
        int depth = 0;
        bool itself = false;   // a field of the record's own, not only of what belongs to it
        bool created = false;
        bool stage = false;    // entered a stage
        bool closed = false;   // … a won or lost one
        bool deleted = false;
    };
    struct TaskEnd {
        RowId record = 0, task = 0;
        std::string key;
        bool done = false;  // else withdrawn or deleted
    };
    struct Event {
        RowId record = 0;
        std::string name;
    };
    std::vector<Candidate> candidates;  // in the order of the changes, then of the definitions
    std::vector<Touched> touched;       // in order of first touch
    std::vector<TaskEnd> task_ends;
    std::vector<Event> events;
    std::vector<RowId> retimed_tasks;  // made, reopened, or with another due time
    bool definitions = false;

    Touched& touch(RowId record, const model::RecordType* type, int depth);
};

}  // namespace potok::automation
