// What the actions of steps share. Inside automation/ only.
#pragma once

#include "automation/actions.h"
#include "model/queries.h"

namespace potok::automation::action {

using model::RecordType;
using model::Values;
using model::Workspace;

const RecordType& type(const ActionContext& c, std::string_view key);
// A text in the workspace's language.
std::string written(const ActionContext& c, const Text& text);
// The id of what a step makes: the same on every device and after every crash. A step that runs again in a loop makes the next one.
Uuid id_for(const ActionContext& c, const std::string& part);
// Inserts what a step makes, in the robots' name. `part` tells apart what one step makes several of; its id follows from the
// firing's key and from it.
Result<RowId> insert(const ActionContext& c, std::string_view type_key, Values values, const std::string& part);
// The person meant; of a role the one with least to do. `task`: the one it is for, where it is there already: whoever has it and
// the role keeps it. Null: nobody.
Value person_of(const ActionContext& c, const Formula& formula, const std::string& role, RowId task = 0);
// The people meant: one, a list, or everyone with the role.
std::vector<Value> people_of(const ActionContext& c, const Formula& formula, const std::string& role);
// A value, or why there is none (automation.no_value). Null as such is a value: it empties a field.
Result<Value> value_of(const ActionContext& c, const Formula& formula);

// Its result as a moment; anything but a moment or a date is an error (automation.no_time).
Result<Instant> moment_of(const ActionContext& c, const Formula& formula);
// What a step writes into a field of a record of `type`: a value, or a text in the workspace's language. JSON that came from outside has
// no types of its own: where an expression's type is not known, a text becomes the date, moment, number or amount that the field holds.
Result<Value> value_of(const ActionContext& c, const RecordType& type, const FieldValue& value);
Result<Values> values_of(const ActionContext& c, const RecordType& type, const std::vector<FieldValue>& values);
// A value that must be there. error: automation.no_value
Result<Value> needed(const ActionContext& c, const Formula& formula);
// A VAT rate: the code, or the text an expression gives; nothing stands for the standard rate.
Result<std::string> rate_of(const ActionContext& c, const std::string& code, const Formula& formula);
// The record an expression names; the firing's own when it is empty. error: automation.no_record
Result<RowId> record_of(const ActionContext& c, const Formula& formula);
Status comment(const ActionContext& c, RowId record, const Text& text, const char* kind, RowId& made);

// One function a kind of step.
Status perform_step(const ActionContext& c, const std::monostate& s, RowId& made);
Status perform_step(const ActionContext& c, const TaskStep& s, RowId& made);          // actions_tasks.cpp
Status perform_step(const ActionContext& c, const UpdateTaskStep& s, RowId& made);
Status perform_step(const ActionContext& c, const WithdrawTaskStep& s, RowId& made);
Status perform_step(const ActionContext& c, const CompleteTaskStep& s, RowId& made);
Status perform_step(const ActionContext& c, const CommentStep& s, RowId& made);       // actions_messages.cpp
Status perform_step(const ActionContext& c, const NotifyStep& s, RowId& made);
Status perform_step(const ActionContext& c, const MessageStep& s, RowId& made);
Status perform_step(const ActionContext& c, const WebhookStep& s, RowId& made);
Status perform_step(const ActionContext& c, const SetStep& s, RowId& made);           // actions_records.cpp
Status perform_step(const ActionContext& c, const MoveStep& s, RowId& made);
Status perform_step(const ActionContext& c, const CreateStep& s, RowId& made);
Status perform_step(const ActionContext& c, const InvoiceStep& s, RowId& made);       // actions_invoice.cpp
Status perform_step(const ActionContext& c, const IssueStep& s, RowId& made);
Status perform_step(const ActionContext& c, const ScheduleStep& s, RowId& made);      // actions_schedule.cpp
Status perform_step(const ActionContext& c, const DocumentStep& s, RowId& made);      // actions_documents.cpp
Status perform_step(const ActionContext& c, const PlanStep& s, RowId& made);          // actions_plan.cpp
Status perform_step(const ActionContext& c, const AssignStep& s, RowId& made);        // actions_resources.cpp
Status perform_step(const ActionContext& c, const BookStep& s, RowId& made);
Status perform_step(const ActionContext& c, const ReleaseStep& s, RowId& made);
Status perform_step(const ActionContext& c, const LetStep& s, RowId& made);           // actions_runs.cpp
Status perform_step(const ActionContext& c, const DecideStep& s, RowId& made);
Status perform_step(const ActionContext& c, const SignalStep& s, RowId& made);
Status perform_step(const ActionContext& c, const EmitStep& s, RowId& made);
Status perform_step(const ActionContext& c, const StartStep& s, RowId& made);
Status perform_step(const ActionContext& c, const StopStep& s, RowId& made);

}  // namespace potok::automation::action
