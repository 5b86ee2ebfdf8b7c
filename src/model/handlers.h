// What each command does. One function a command; the table that binds names to them is in `commands.cpp`.
#pragma once

#include "model/command_args.h"

namespace potok::model::handlers {

// records.cpp
Status create(Operation& op);
Status create_many(Operation& op);
Status change_many(Operation& op);
inline constexpr std::size_t most_rows = 500;  // of create_many and change_many: a transaction stays short
Status set_fields(Operation& op);
Status move(Operation& op);
Status remove(Operation& op);
Status restore(Operation& op);
Status comment(Operation& op);
// tasks.cpp
Status create_task(Operation& op);
Status update_task(Operation& op);
Status complete_task(Operation& op);
Status reopen_task(Operation& op);
Status add_check_item(Operation& op);
Status set_check_item(Operation& op);
// decisions.cpp
Status decide(Operation& op);
Status delegate_task(Operation& op);
// bookings.cpp
Status book(Operation& op);
Status rebook(Operation& op);
Status release(Operation& op);
// incoming.cpp
Status attach(Operation& op);
Status detach(Operation& op);
Status receive_event(Operation& op);
Status read_notification(Operation& op);
// definitions.cpp
Status set_setting(Operation& op);
Status define(Operation& op);
Status undefine(Operation& op);
Status publish(Operation& op);
Status install_pack(Operation& op);
Status update_pack(Operation& op);
// people.cpp
Status create_person(Operation& op);
Status set_roles(Operation& op);
// documents.cpp
Status add_line(Operation& op);
Status change_line(Operation& op);
Status remove_line(Operation& op);
Status copy_lines(Operation& op);
Status issue_invoice(Operation& op);
Status correct_invoice(Operation& op);
Status issue_offer(Operation& op);
Status revise_offer(Operation& op);
Status decide_offer(Operation& op);
Status invoice_offer(Operation& op);
Status set_schedule(Operation& op);
Status issue_instalment(Operation& op);
// made_documents.cpp
Status make_document(Operation& op);
// payments.cpp
Status record_payment(Operation& op);
Status allocate_payment(Operation& op);
// outbox.cpp
Status send_message(Operation& op);
Status report_delivery(Operation& op);
Status settle_message(Operation& op);
// relations.cpp
Status relate(Operation& op);
Status unrelate(Operation& op);
Status merge_records(Operation& op);
// queues.cpp
Status next(Operation& op);
Status release_claim(Operation& op);
Status move_work(Operation& op);
// undo.cpp
Status undo(Operation& op);
Status undo_run(Operation& op);

// What `set_fields`, `move` and `delete` do to one record, rights and gates included.
Status set_values(Operation& op, RowId record, const Values& values);
struct MoveTo {
    std::string to, from, comment, lost_reason;
    Values values;
};
Status move_record(Operation& op, RowId record, const MoveTo& how);
Status remove_record(Operation& op, RowId record);

// The stage a record is in, when it is on a pipeline.
const Stage* stage_of(Operation& op, RowId record);
// Refuses an act without comment where the record's stage asks for one. Error: stage.comment_required.
Status require_comment(Operation& op, RowId record, const std::string& comment);
// Sets the fields that a task's form asks for and looks whether all it requires is there. `changes` gets what was changed, as
// {"field": [before, after]}. Errors: task.field_not_asked, task.form_incomplete (details: gate.field_missing, gate.file_missing).
Status fill_form(Operation& op, RowId task, RowId record, const Values& values, bool require_all, Json& changes);
// Deletes a record and what lives only with it: its open tasks, its bookings and events.
Status remove_with_belongings(Operation& op, const RecordType& type, RowId record);
// Refuses where a booking that has come back stands on another one's time. Error: booking.conflict.
Status check_still_free(Operation& op, RowId booking);
// Puts a comment on a record in the actor's name.
Status add_comment(Operation& op, RowId record, const std::string& text, std::string_view kind);

}  // namespace potok::model::handlers

namespace potok::model {

// Runs the handler of the operation's command. Error: command.unknown.
Status dispatch(Operation& op);
std::vector<std::string> command_names();

}  // namespace potok::model
