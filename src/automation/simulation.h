// The work of the days ahead, simulated: a copy of the workspace in memory in which what the recorded history teaches goes on. Records
// come in as on recorded days; people work off their tasks one at a time, in working hours; what they did to a record while it was in a
// stage they do again. Everything is done by commands, so rights, gates, robots and timers answer as they would. Nothing of the
// workspace itself changes, and the same seed gives the same result.
//
// What is learnt, each drawn evenly among what is recorded (empirical distributions; no formula between):
// - a day's arrivals: those of a recorded day of the same weekday;
// - the work on a task: working time from when it was given, or from when the person had done the task before, whichever is later, to
//   its being done; with what the person wrote or decided;
// - a stay in a stage: what people and connected systems did to the record until it left, in order, each so long after the stay began
//   or after so many tasks of it were done; where it went is one of these acts.
#pragma once

#include <map>

#include "automation/engine.h"
#include "base/job.h"

namespace potok::automation {

struct SimulationOrder {
    int days = 30;         // ahead, from `start`; at most 366
    int repetitions = 20;  // each drawn anew; at most 1,000
    std::uint64_t seed = 1;
    Instant start;
    // What if:
    std::map<std::string, int> arrivals;   // pipeline → percent of the recorded ones; absent: 100
    std::map<std::string, int> resources;  // kind → so many more
    std::map<std::string, int> people;     // role → so many more
    std::vector<model::Definition> changed;  // automations in place of those of their key
};

// Over the repetitions: 10th percentile, median, 90th (nearest rank).
struct Spread {
    std::int64_t low = 0, middle = 0, high = 0;
    bool operator==(const Spread&) const = default;
};

struct Simulation {
    struct Pipeline {
        std::string key;
        Spread arrived, won, lost;
        std::map<std::string, Spread> won_sum;  // minor units by currency, of the type's amount
        bool operator==(const Pipeline&) const = default;
    };
    struct Stage {
        std::string pipeline, stage;
        Spread entered, left;
        Spread stay_median, stay_most;  // ms from entering to leaving, of those that left: median and 90th percentile
        Spread at_work;                 // records in it on average, in thousandths
        std::vector<Spread> by_day;     // records in it at the end of each day
        bool operator==(const Stage&) const = default;
    };
    struct Person {
        std::string name;
        Spread done;                    // tasks
        Spread busy;                    // thousandths of the working time
        Spread wait_median, wait_most;  // working ms from a task's being given to its being begun
        std::vector<Spread> by_day;     // tasks that wait or are in hand at the end of each day
        bool operator==(const Person&) const = default;
    };
    struct Resource {
        std::string name, kind;
        Spread busy;  // thousandths of the working time booked
        bool operator==(const Resource&) const = default;
    };
    std::vector<Pipeline> pipelines;
    std::vector<Stage> stages;
    std::vector<Person> people;        // who were given any task
    std::vector<Resource> resources;
    std::map<std::string, Spread> refused;  // error code → acts that were refused: where the history does not fit what is tried
    std::vector<Error> gaps;           // what the history does not teach: simulation.*
    std::size_t operations = 0;        // recorded, learnt from
    bool operator==(const Simulation& other) const {
        return pipelines == other.pipelines && stages == other.stages && people == other.people && resources == other.resources &&
               refused == other.refused && operations == other.operations;
    }
};

// A slice is a simulated day. Engine, workspace and result outlive the job; dropping the job leaves nothing behind.
// Errors: simulation.too_little_history (details: what is missing), simulation.order, pipeline.unknown, simulation.no_kind, role.unknown,
// those of parse_automation; store.limit.
Job simulate(Engine& engine, model::Workspace& workspace, SimulationOrder order, Simulation& result);

// All of it at once.
Result<Simulation> simulate_at_once(Engine& engine, model::Workspace& workspace, const SimulationOrder& order);

}  // namespace potok::automation
