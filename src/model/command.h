// Commands: everything that anybody can do. A command is data (name and arguments), so that it can be stored, sent, replayed
// and written in a scenario. `model/commands.cpp` holds the table of all of them with the arguments each one takes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/change.h"

namespace potok::model {

// name            arguments (canonical values; ? = optional)
// ------------    ------------------------------------------------------------------------------------------------
// create          type, values{}, pipeline?, stage?, id?        a record; on a pipeline it starts in the first stage
// create_many     type, rows[], pipeline?, stage?, batch?        at most 500, all or none; bulk.h makes as many as there are
// change_many     records[], values{}?, to?, comment?, lost_reason?, remove?, batch?   at most 500, all or none; bulk.h changes any number
// set_fields      record, values{}
// move            record, to, from?, comment?, lost_reason?, values{}?   values are set first: the gate dialog in one act
// delete          record                                         reversible
// restore         record
// comment         record, text
// create_task     record?, title, assignee?, due?, description?, checklist[]?, kind?
// update_task     task, title?, assignee?, due?, description?
// complete_task   task, comment?, values{}?                      values: of the fields that the task's form asks for
// decide          task, verdict, comment?, values{}?             approve, reject or return what a task of an approval asks
// delegate_task   task, to, comment?                             gives a task of one's own to another person
// reopen_task     task
// add_check_item  task, text          set_check_item  item, done
// book            resource, from, to, record?, title?            refused when it overlaps another booking of the resource
// rebook          booking, resource?, from?, to?                 release  booking
// attach          record, field?, name, media_type, size, sha256, kind?      detach  attachment
// receive_event   event, external_id, record?, data{}            payment, call, form, message; a repeat changes nothing
// set_setting     key, value
// define          kind, key, body, pack?                         undefine  kind, key
// publish         definitions[]                                {kind, key, body?}: several at once, all or none; without a body: taken away.
//                                                              Refused where records use what would go, or another definition breaks
// install_pack    manifest{}, definitions[]                      all or nothing
// update_pack     manifest{}, definitions[], choices{}?, migrate[]?   merged with one's own changes (pack_update.h)
// create_person   name, roles[], language?, zone?, email?, phone?   set_roles  person, roles[]
// add_line        document, title, price, quantity?, unit?, discount?, vat?   to a draft offer or invoice, or to a record of a pack
// change_line     line, values{}      remove_line  line          copy_lines  from, to
// issue_invoice   invoice, date?, sale_date?, due?, series?      gives the number; from then on it is corrected, never changed or undone
// correct_invoice invoice, reason, lines[]?, date?               {line, quantity?, price?, vat? …}; a line alone is taken back; none: all are
// issue_offer     offer, date?, series?      revise_offer  offer    a new version, a draft until it is issued
// decide_offer    offer, accepted, reason?   invoice_offer  offer   a draft invoice with its lines
// set_schedule    record, total?, parts[] | every{}, start?, client?, vat?, prices?   (model/schedule.h)
// issue_instalment  instalment, date?, due?, series?             what is due, once
// make_document   record, template, as?, replace?                a document from a template; again: a new version (made_documents.h)
// record_payment  amount, invoice? | parts[]?, record?, refunds?, received_at?, purpose?, source?, comment?   below zero: a refund
// allocate_payment  payment, invoice, amount?
// send_message    message                                        takes a message of the outbox in hand (outbox.h)
// report_delivery message, attempt, outcome, id?, why?           sent, refused, unreached, unknown
// settle_message  message, verdict                               a person decides: sent, again, withdrawn
// relate          from, to, kind, note?      unrelate  relation
// merge_records   keep, merge, fields{}?                         all that names `merge` names `keep` from then on; undone as one
// next            queue                                          hands out what comes next in the queue; again: what one holds (queue.h)
// release_claim   record, comment?                               puts back what next gave
// move_work       queue, records[], to?                          to another person of the queue, or with none to all
// undo            operation (public id)                          the inverse of the whole group
// undo_run        firing                                         the inverse of one run of an automation and of what that set off
// read_notification  notification
// tick            —                                              runs the timers that are due at `now`
// retry           firing                                         runs a failed action again
// start           automation, record                             starts an automation by hand
// stop            firing, comment?                               ends one that is under way
// migrate         automation, nodes{}?                           takes what is under way over to the present definition
struct Command {
    std::string name;
    Json args = Json::object();
    // Names the act itself, where it is sent from one place to another: the operation gets this public id, the ids of what it
    // makes derive from it, and a repeat changes nothing. Nil: a fresh one.
    Uuid id = {};
};

Json to_json(const Command& command);
Result<Command> command_from_json(const Json& json);

// What came of a command that was carried out.
struct Outcome {
    RowId operation = 0;            // row in `operation`; 0 when nothing changed (a repeat)
    Uuid operation_id;
    RowId record = 0;               // what `create`, `create_task`, `book`, `attach` … made
    std::vector<Change> changes;
    std::vector<Error> problems;    // automation that failed inside its savepoint: recorded, can be run again
};

}  // namespace potok::model
