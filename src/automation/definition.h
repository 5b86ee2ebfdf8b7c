// A parsed automation: what sets it off, how often, what its waiting stands on, and the graph it runs. docs/automation.md says
// what the JSON means; a robot's list of steps has become a graph here, so nothing below this file knows the two spellings.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "automation/schedule.h"
#include "automation/steps.h"

namespace potok::automation {

struct Trigger {
    enum class Kind {
        stage_entered,
        stage_left,
        field_changed,
        record_created,
        related_created,
        related_changed,
        task_done,
        task_overdue,
        event_received,
        before_date,
        after_date,
        manual,
        signal_received,
        periodic,
        called,
    };
    static constexpr std::size_t kinds = 15;
    Kind kind = Kind::manual;
    std::vector<std::string> in;     // stages the record must be in; empty = any
    std::vector<std::string> names;  // stages, fields or task keys; empty = any
    std::string type;                // related_*: type key
    std::string event;               // event_received; signal_received: the signal
    std::string via;                 // signal_received: the reference of this type that points at the thrower; empty = the thrower itself
    // before_date, after_date: how far from the field's date
    enum class Offset { none, days, elapsed, working_days } offset = Offset::none;
    std::int64_t amount = 0;  // days, or ms when elapsed
    std::optional<TimeOfDay> at;
    std::string calendar;     // key of the working calendar; empty: the workspace's own
    // periodic
    std::optional<Schedule> schedule;
    bool each = false;  // what was slept through is made up for one by one; else the last one stands for all

    bool names_it(std::string_view name) const;
};

struct Scope {
    enum class Kind { operation, stage_visit, record, value } kind = Kind::operation;
    std::string field;  // value
};

struct Ground {
    enum class Kind { stage, open, record, value, condition } kind = Kind::record;
    std::string field;  // value
    Formula condition;
};

// What a token waits for. `any` holds the alternatives of one wait; each of them is simple.
struct Wait {
    enum class Kind { time, due_of_task, task, event, condition, signal, error } kind = Kind::time;
    TimeSpec time;
    std::string name;  // task key, event, signal, code of the error (empty: any)
    Formula condition;
    int repeat = 1;    // time on a boundary that does not interrupt: how often
};

// An activity done once for each item of a list.
struct Loop {
    Formula over;     // a list; or a number: so many times
    std::string as;   // what the item is called inside
    bool sequential = false;
    Formula until;    // enough: what is left is let go
};

// Another definition run as a part of this one.
struct Call {
    std::string automation;
    Formula record;  // empty: this one
    std::vector<std::pair<std::string, Formula>> in, out;  // vars there from here; vars here from there
};

struct Node {
    enum class Kind {
        start,
        end,
        terminate,
        error_end,         // ends its scope with an error (`name`), for a boundary around it to catch
        action,
        user_task,         // action is a TaskStep; waits until that task is done or withdrawn
        approval,          // waits until it is decided; vars.<id> is the outcome
        subprocess,        // `inner` is its start
        call,
        compensate,        // runs the compensation of what was done, latest first
        exclusive,
        inclusive,
        parallel,
        event_gateway,     // the nodes after it are catches
        catch_event,
        boundary,          // on `host`
    };
    Kind kind = Kind::start;
    std::string id;    // of the process's node, or the step's place: "do/0/late/0/do/1"
    std::string path;  // JSON path, for errors
    Formula when;      // action: passed over unless true
    Action action;
    std::vector<Wait> waits;  // catch_event, boundary: the first one counts
    std::string name;         // error_end: the error; compensate: the activity, empty = all of its scope
    std::optional<Loop> loop;
    std::shared_ptr<const ApprovalStep> approval;
    std::shared_ptr<const Call> call;
    int parent = -1;          // the sub-process it stands in
    int inner = -1;           // subprocess: its start
    int compensation = -1;    // the node that takes it back
    bool compensates = false; // it is such a node: no flows
    int host = -1;            // boundary
    bool interrupting = true;
    std::vector<int> in, out;      // flows
    std::vector<int> boundaries;   // nodes
};

struct Flow {
    int from = 0, to = 0;
    Formula when;
    bool otherwise = false;  // taken when no other is
};

struct Graph {
    std::vector<Node> nodes;  // [0] is the start
    std::vector<Flow> flows;

    bool can_wait() const;  // an instance may outlive its operation
    int index_of(std::string_view id) const;  // -1
};

struct Automation {
    std::string key, pack;
    int version = 1;
    Label label;
    std::vector<std::string> pipelines;  // none: it is about all records of the type
    std::string type;
    std::vector<Trigger> triggers;
    Formula when, enabled;
    Scope scope;
    std::vector<Ground> grounds;
    bool withdraw_all = false;
    std::vector<std::string> withdraw_tasks;
    Graph graph;
    std::string body;       // as JSON text: kept with what waits, so that it ends by the version it began with
    std::string body_hash;  // SHA-256 of it

    bool is_about(std::string_view pipeline) const;
};

// Parses and checks a definition of kind "automation" against the catalog: types, fields, stages, roles, every expression.
// Errors: json.*, automation.*, expr.*, *.unknown; place = JSON path inside the body.
Result<std::unique_ptr<Automation>> parse_automation(const model::Definition& definition, const model::Catalog& catalog);

}  // namespace potok::automation
