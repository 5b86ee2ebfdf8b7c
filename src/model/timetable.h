// Timetables: who is where when. A definition of kind "timetable" says which records are people's appointments, and how long it takes from
// one place to the next (a table that people edit). From then on no appointment may be written that cannot be kept, and free slots
// can be asked for. docs/queues.md says what the JSON means.
//
// Who writes them is checked in Operation, the step `plan` is automation/actions_plan.cpp.
// A person is taken by the appointments of every timetable, by events of their own (type `event`), and while they are away.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/operation.h"

namespace potok::model {

struct Timetable {
    std::string key, pack;
    Label label;
    std::string type;                 // of the appointments
    std::string person, from, to;     // their fields
    std::string place;                // FEEL over an appointment; empty: it has none, nobody travels
    std::string when;                 // FEEL over an appointment: it counts only when true; empty: all
    std::string hours;                // FEEL, `me` is the person: key of their working calendar; empty or null: the workspace's own
    std::string home;                 // FEEL, `me` is the person: the place their day begins and ends at; empty or null: anywhere
    std::string travel_type, travel_from, travel_to, travel_minutes;  // the table of ways; either direction holds for both
    std::int64_t otherwise = 0;       // ms between places that the table does not know
    std::int64_t step = 15 * 60'000;  // ms: slots begin at multiples of it after the beginning of work
};

// Errors name the JSON path: json.*, type.unknown, field.unknown, timetable.bad_field, timetable.bad_time.
Result<Timetable> parse_timetable(const Definition& definition, const Catalog& catalog);
// The same and its expressions, compiled.
Status check_timetable(const Definition& definition, const Catalog& catalog);
const std::vector<Timetable>& timetables(const Workspace& ws);  // in order of definition; parsed once
const Timetable* timetable(const Workspace& ws, std::string_view key);

// How long it takes, in ms. The same place, or one that is null: no time.
std::int64_t travel_time(const Workspace& ws, const Timetable& timetable, const Value& from, const Value& to);

// Can this person keep an appointment there then? Looks at working hours, absences, what they have already (but for `except`) and the ways
// before and after it. Errors: timetable.backwards, timetable.away, timetable.off_hours, timetable.taken {with, from, to},
// timetable.too_far {with, minutes, gap}.
Status check_slot(const Workspace& ws, const Timetable& timetable, RowId person, const Value& place, Instant from, Instant to, RowId except = 0);

struct SlotRequest {
    std::vector<RowId> people;
    Value place;
    std::int64_t length = 0;   // ms
    Instant from, to;          // slots lie within
    std::size_t most = 20;     // at most 500
};
struct Slot {
    RowId person = 0;
    Instant from, to;
    std::int64_t travel = 0;   // ms on the way there
};
// By beginning, then the shorter way, then the order of people. Errors: timetable.bad_time (no length, or more than 60 days).
Result<std::vector<Slot>> free_slots(const Workspace& ws, const Timetable& timetable, const SlotRequest& request);

// Refuses what was written where it makes an appointment ahead that cannot be kept. Asked after each write of a record.
Status check_appointment(Operation& op, const RecordType& type, RowId row, const Values& written);

}  // namespace potok::model
