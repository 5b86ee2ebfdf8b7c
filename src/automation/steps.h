// What the steps of an automation do, as data: the actions of robots and of a process's tasks. docs/automation.md says what the
// JSON means.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "automation/document_step.h"
#include "automation/field_value.h"
#include "automation/formula.h"
#include "automation/invoice_step.h"
#include "automation/plan_step.h"
#include "base/calendar.h"
#include "expr/decision_table.h"
#include "model/catalog.h"

namespace potok::automation {

using model::Label;
using model::RowId;

// A point in time, counted from some instant. Exactly one kind; `amount` is a number or an expression.
struct TimeSpec {
    enum class Kind { elapsed, days, working_days, working_time, at } kind = Kind::elapsed;
    std::int64_t amount = 0;  // ms, or days
    Formula formula;          // in place of the amount; `at`: the date or instant itself
    std::optional<TimeOfDay> time;
    std::string calendar;     // key of the working calendar; empty: the workspace's own
};

// What whoever does a task fills in with it: fields of the record, whatever the person's own rights on them.
struct FormField {
    std::string field;
    std::string document;  // or: an item of the record's checklist (model/document_checklist.h)
    bool required = false;
};

struct TaskStep {
    std::string key;
    Text title, description;
    Formula assignee;           // a person; or
    std::string assignee_role;  // the one with this role who has least to do
    std::optional<TimeSpec> due;
    std::string kind = "todo";
    std::vector<Text> checklist;
    std::vector<FormField> form;
    std::string check;   // FEEL over the record as the form has left it; not true: the form is refused,
    Label check_message; // with this, values in braces
    enum class IfOpen { another, keep, update } if_open = IfOpen::another;
};

// People decide: a task each, and a rule that says what comes of it.
struct ApprovalStep {
    TaskStep task;  // key, texts, due time, form; the assignee is one of the approvers
    struct Approver {
        Formula person;    // a person or a list of them; or
        std::string role;  // everyone with it, or where one is to decide the one with least to do
    };
    std::vector<Approver> approvers;
    enum class Rule { one, all, any, some, sequence } rule = Rule::one;
    Formula enough;             // some: how many
    bool may_return = false;    // "back to whoever asks", beside yes and no
    enum class Comment { never, on_refusal, always } comment = Comment::on_refusal;
};

struct UpdateTaskStep {
    std::string task;
    Text title, description;
    Formula assignee;
    std::string assignee_role;
    std::optional<TimeSpec> due;
};

// Closes the latest open task of that key; none: nothing.
struct CompleteTaskStep {
    std::string task;
    std::vector<FieldValue> values;  // of its form
    Text comment;
    bool tick = false;               // what is open in its checklist is ticked; otherwise it keeps the task open
};

struct WithdrawTaskStep {
    std::string task;
    Text reason;
};

struct CommentStep {
    Text text;
    Formula record;  // empty: this one
};

struct NotifyStep {
    Formula to;        // a person or a list of them; or
    std::string role;  // all people with it
    Text text;
};

struct MessageStep {
    std::string channel, connector;
    Formula to;
    Text text;
};

// A message to another system: data rather than words.
struct WebhookStep {
    std::string connector;
    Text text;  // what people see of it; empty: the connector's label
    std::vector<std::pair<std::string, Formula>> data;
};

struct SetStep {
    std::vector<FieldValue> values;
};

struct MoveStep {
    std::string to;
    Text comment;
    std::vector<FieldValue> values;  // written first, so that gates see them
    Formula reason;                  // key of a lost reason; empty: none
};

struct CreateStep {
    std::string type, pipeline;
    std::string link, back;         // field of this record that gets the new one; field of the new one that gets this one
    std::vector<std::string> copy;  // fields taken over as they are
    std::vector<FieldValue> values;
    bool files = false;             // this record's documents, too
};

// Names of the run, for the steps after it: `vars.<name>`.
struct LetStep {
    std::vector<std::pair<std::string, Formula>> values;
};

// Asks a decision table.
struct DecideStep {
    std::string table;     // key of the definition
    std::shared_ptr<const expr::DecisionTable> rules;
    std::string as;        // vars.<as> gets what it says; empty: nothing does
    std::vector<std::pair<std::string, std::string>> set;  // field ← output; output empty: the only one
};

// A signal, to all who listen; an event, to one record.
struct SignalStep {
    std::string name;
};
struct EmitStep {
    std::string event;
    Formula record;  // empty: this one
    std::vector<std::pair<std::string, Formula>> data;
};

// Who takes care: by turns, or by who has least to do.
struct AssignStep {
    std::string field, role;
    enum class By { turns, load } by = By::load;
};

struct BookStep {
    Formula resource;  // a resource; or
    std::string kind;  // the first free one of this kind
    Formula from, to;
    std::string into;  // reference field of the record that gets the booking's resource; may be empty
};
struct ReleaseStep {
    std::string kind;  // empty: all
};

struct StartStep {
    std::string automation;
    Formula record;  // empty: this one
};
struct StopStep {
    std::string automation;
    Formula record;
    Text reason;
};

using Action = std::variant<std::monostate, TaskStep, UpdateTaskStep, WithdrawTaskStep, CommentStep, NotifyStep, MessageStep,
                            SetStep, MoveStep, CreateStep, LetStep, SignalStep, EmitStep, AssignStep, BookStep,
                            ReleaseStep, StartStep, StopStep, DecideStep, WebhookStep, InvoiceStep, DocumentStep, CompleteTaskStep, IssueStep,
                            ScheduleStep, PlanStep>;

}  // namespace potok::automation
