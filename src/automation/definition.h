// A parsed automation: what sets it off, how often, what its waiting stands on, and the graph it runs. docs/automation.md says
// what the JSON means; a robot's list of steps has become a graph here, so nothing below this file knows the two spellings.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "automation/formula.h"
#include "model/catalog.h"

namespace potok::automation {

using model::Label;
using model::RowId;

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
    };
    static constexpr std::size_t kinds = 12;
    Kind kind = Kind::manual;
    std::vector<std::string> in;     // stages the record must be in; empty = any
    std::vector<std::string> names;  // stages, fields or task keys; empty = any
    std::string type;                // related_*: type key
    std::string event;               // event_received
    // before_date, after_date: how far from the field's date
    enum class Offset { none, days, elapsed, working_days } offset = Offset::none;
    std::int64_t amount = 0;  // days, or ms when elapsed
    std::optional<TimeOfDay> at;

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

// A point in time, counted from some instant. Exactly one kind; `amount` is a number or an expression.
struct TimeSpec {
    enum class Kind { elapsed, days, working_days, working_time, at } kind = Kind::elapsed;
    std::int64_t amount = 0;  // ms, or days
    Formula formula;          // in place of the amount; `at`: the date or instant itself
    std::optional<TimeOfDay> time;
};

struct TaskStep {
    std::string key;
    Text title, description;
    Formula assignee;           // a person; or
    std::string assignee_role;  // the first person with this role
    std::optional<TimeSpec> due;
    std::string kind = "todo";
    std::vector<Text> checklist;
    enum class IfOpen { another, keep, update } if_open = IfOpen::another;
};

struct UpdateTaskStep {
    std::string task;
    Text title, description;
    Formula assignee;
    std::string assignee_role;
    std::optional<TimeSpec> due;
};

struct WithdrawTaskStep {
    std::string task;
    Text reason;
};

struct CommentStep {
    Text text;
};

struct NotifyStep {
    Formula to;
    std::string role;  // all people with it
    Text text;
};

struct MessageStep {
    std::string channel, connector;
    Formula to;
    Text text;
};

struct SetStep {
    std::vector<std::pair<std::string, Formula>> values;
};

struct MoveStep {
    std::string to;
    Text comment;
};

struct CreateStep {
    std::string type, pipeline, link;
    std::vector<std::pair<std::string, Formula>> values;
};

using Action = std::variant<std::monostate, TaskStep, UpdateTaskStep, WithdrawTaskStep, CommentStep, NotifyStep, MessageStep,
                            SetStep, MoveStep, CreateStep>;

// What a token waits for. `any` holds the alternatives of one wait; each of them is simple.
struct Wait {
    enum class Kind { time, due_of_task, task, event, condition } kind = Kind::time;
    TimeSpec time;
    std::string name;  // task key or event
    Formula condition;
};

struct Node {
    enum class Kind {
        start,
        end,
        terminate,
        action,
        user_task,         // action is a TaskStep; waits until that task is done or withdrawn
        exclusive,
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
    std::string pipeline;  // may be empty
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
};

// Parses and checks a definition of kind "automation" against the catalog: types, fields, stages, roles, every expression.
// Errors: json.*, automation.*, expr.*, *.unknown; place = JSON path inside the body.
Result<std::unique_ptr<Automation>> parse_automation(const model::Definition& definition, const model::Catalog& catalog);

}  // namespace potok::automation
