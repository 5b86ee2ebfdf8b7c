// Queues: records that wait for somebody to take them up, handed out one at a time. A definition of kind "queue" says which records,
// who works on it, in what order and for how long a hand-out is theirs alone. docs/queues.md says what the JSON means.
//
// Commands: next {queue}, release_claim {record, comment?}, move_work {queue, records[], to?} (handlers_queues.cpp).
// A hand-out is a record of type `claim`. While it is open nobody else gets its record, from whatever queue. It ends when the record
// leaves the queue (`done`), when it is given back (`released`), when its time is over (`expired`) or by the manager (`moved`).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/operation.h"

namespace potok::model {

struct Queue {
    std::string key, pack;
    Label label;
    std::string type, pipeline;          // pipeline may be empty: every record of the type
    std::vector<std::string> stages;     // empty: the pipeline's open ones
    std::string when;                    // FEEL over the record; empty: all
    std::vector<std::string> roles;      // whoever has one of them works on it
    std::string fits;                    // FEEL over the record, `me` is who asks; empty: everybody who works on it
    std::vector<std::string> managers;   // roles that see the load and move work
    std::string priority;                // FEEL, a number: more goes first; empty: all alike
    std::string callback;                // datetime field: not before; once come, before all else
    std::string since;                   // date or datetime field: waiting since; empty: in the stage since, or made
    std::string kept_for;                // reference to a person: for that one as long as they are there; may be empty
    std::string calendar;                // working calendar of the queue; empty: handed out at any hour
    std::string person_calendar;         // FEEL, `me` is who asks: key of that person's working calendar; empty: any hour
    std::int64_t hold = 30 * 60'000;     // ms for which a hand-out is exclusive
    // For whoever works on it: fields shown, words to say (FEEL over the record), and what may come of it: records of a type that point
    // to the queue's record, one button for each option of a choice field.
    std::vector<std::string> facts;
    std::string script;
    std::string result_type, result_link, result_field;
    std::vector<std::string> result_options;  // in the order of the buttons; empty: all of the field
    std::vector<std::pair<std::string, std::vector<std::string>>> result_asks;  // option: fields that its button asks for
    // One of them may stand for an appointment in a free slot, which is then what is made (timetable.h).
    struct Slots {
        std::string option, timetable;   // timetable empty: none
        std::string people, place, length;  // FEEL over the record, with `me`: whose, where, a duration
        std::vector<std::pair<std::string, std::string>> values;  // further fields of the appointment: FEEL
        int days = 14;                   // how far ahead
    } slots;

    bool has_stage(std::string_view stage) const;
};

// Errors name the JSON path: json.*, type.unknown, pipeline.unknown, stage.unknown, role.unknown, calendar.unknown, field.unknown,
// queue.bad_field, queue.bad_hold.
Result<Queue> parse_queue(const Definition& definition, const Catalog& catalog);
// The same and its expressions, compiled against the types there are; errors: those of expressions, with the path.
Status check_queue(const Definition& definition, const Catalog& catalog);

// In order of definition; parsed once, until a definition changes.
const std::vector<Queue>& queues(const Workspace& ws);
const Queue* queue(const Workspace& ws, std::string_view key);

bool works_on(const Workspace& ws, const Queue& queue, RowId person);   // by role
bool manages(const Workspace& ws, const Queue& queue, RowId person);    // by role; administrators do
std::vector<RowId> workers(const Workspace& ws, const Queue& queue);    // by name

struct Claim {
    RowId row = 0, record = 0, person = 0;
    std::string queue;
    Instant since, until;
    std::optional<Instant> ended_at;
    std::string outcome;  // "", "done", "released", "expired", "moved"
};
// The open one: of a record; of a person in a queue.
std::optional<Claim> claim_of(const Workspace& ws, RowId record);
std::optional<Claim> held_claim(const Workspace& ws, std::string_view queue, RowId person);

// A record that is in a queue now.
struct Waiting {
    RowId record = 0;
    std::optional<Instant> callback;  // due when it has come
    Decimal priority;
    Instant since;
    RowId kept_for = 0;
    RowId claimed_by = 0;
};
// All of them: first those that can be handed out, in the order in which a person gets them, then those whose callback lies ahead, the
// nearest first. Claimed ones stand among them.
std::vector<Waiting> waiting(const Workspace& ws, const Queue& queue, Instant now);

struct Load {
    RowId person = 0;
    RowId claim = 0;             // open
    int kept = 0;                // records that wait for this person, claimed by nobody
    int due = 0, ahead = 0;      // of those: callback come, callback to come
    int handed = 0, done = 0;    // claims since `from`, and how many of them ended as done
};
// Of everyone who works on it, by name, and of those who only hold something.
std::vector<Load> load(const Workspace& ws, const Queue& queue, Instant from, Instant now);

// What `next` would give this person: an open claim they hold, or a record to be claimed. Errors, each a reason: queue.not_worker,
// queue.away, queue.closed {at}, queue.off_hours {at}, queue.empty, queue.none_until {at}, queue.none_fits {n}.
struct Choice {
    RowId record = 0;
    std::optional<Claim> held;
};
Result<Choice> choose(const Workspace& ws, const Queue& queue, RowId person, Instant now);

// Is it for this person, by the queue's condition?
bool fits(const Workspace& ws, const Queue& queue, RowId record, RowId person, Instant now);

// Ends the open claim.
Status end_claim(Operation& op, RowId claim, std::string_view outcome, std::string_view note = {});
// Ends the claims whose time is over at `now`.
Status expire_claims(Operation& op, Instant now);
// A record was touched: its claim ends as done where it has left the queue.
Status tend_claim(Operation& op, RowId record, Instant now);

}  // namespace potok::model
