// What the recorded history teaches a simulation (simulation.h).
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "model/workspace.h"

namespace potok::automation {

// Something that was done to a case (a record on a pipeline), as a command that can be done to another one. In its arguments
// "@case" stands for the case, "@new <type>" for the newest thing of that type that belongs to it.
struct Deed {
    std::string command;
    Json args;
    model::RowId actor = 0;
    Instant at;
    bool outside = false;    // by a connected system: at any hour
    int after_tasks = 0;     // so many tasks of the stay were done before it
    std::int64_t lag = 0;    // since the last of these, or since the stay began: working ms, from outside ms
};

struct Stay {
    std::vector<Deed> deeds;
};

struct TaskWork {
    struct Sample {
        std::int64_t ms = 0;  // working time
        Deed done;            // complete_task or decide, without the task
    };
    std::vector<Sample> samples;
    int given = 0;
};

struct RecordedDay {
    Date date;
    std::map<std::string, std::vector<Deed>> arrivals;  // pipeline → what made the records, in order
};

struct WorkHistory {
    std::vector<RecordedDay> days;  // every one from the first operation on a pipeline to the day before
    std::map<std::pair<std::string, std::string>, std::vector<Stay>> stays;  // pipeline, stage: those that ended
    std::map<std::string, TaskWork> work;  // by task key; "" for tasks by hand
    std::map<std::string, int> arrived;    // by pipeline
    std::size_t operations = 0;
};

Result<WorkHistory> learn(const model::Workspace& workspace, Instant until);

// Dates and moments in a deed's arguments, as many days later as the deed itself; a working day stays a working day.
Json shifted(const model::Workspace& workspace, const Json& args, Instant from, Instant to);

}  // namespace potok::automation
