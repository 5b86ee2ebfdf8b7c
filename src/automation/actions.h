// What a step does: tasks, comments, notifications, messages, fields, moves, new records. All of it is written through the
// operation, in the name of the robots' own person.
#pragma once

#include "automation/agenda.h"
#include "automation/definition.h"
#include "automation/tables.h"

namespace potok::automation {

// The languages' ways of writing; absent ones are plain.
class Locales {
public:
    Locales() = default;
    explicit Locales(std::vector<Locale> locales);
    const Locale& of(Language language) const;

private:
    Locale all_[3];
};

struct ActionContext {
    model::Operation& op;
    const Locales& locales;
    const Automation& automation;
    const FiringRow& firing;
    Moment moment;
    std::string step;  // id of the node: part of the ids of what it makes
    Agenda& agenda;    // what is to be done once the firing has been written
};

// Runs one action. `made` is the row of what it made (task, comment, message, record), 0 if nothing.
// Errors: those of the operation, and message.no_address, automation.nobody, automation.no_value.
Status perform(const ActionContext& context, const Action& action, RowId& made);

// Writes what a decision table said into the fields that the step names.
Status set_decided(const ActionContext& context, const DecideStep& step, const Value& said);

// Gives one approver of an approval their task. `part`: what tells it apart from the others'.
Status ask_approver(const ActionContext& context, const ApprovalStep& step, const Value& person, const std::string& part, RowId& made);

// Marks an open task as withdrawn; nothing when it is not open.
Status withdraw_task(model::Operation& op, RowId task, const std::string& reason);
// The latest living task of the record with that key, and its state; 0 when there is none.
RowId latest_task(db::Connection& db, RowId record, const std::string& key, std::string& state);
// Open tasks of the record with that key that the firing `run` gave; by id.
std::vector<RowId> open_tasks(db::Connection& db, RowId record, const std::string& key, RowId run);

}  // namespace potok::automation
