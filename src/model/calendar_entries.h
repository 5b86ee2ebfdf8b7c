// What stands in the calendar of a resource (its bookings) or of a person (their events), as a feed for other calendar programs needs it:
// each entry with how often it was changed and when last, and what was called off as long as others may still show it.
#pragma once

#include <string>
#include <vector>

#include "model/workspace.h"

namespace potok::model {

struct CalendarEntry {
    Uuid id;                 // stays the same for ever
    Instant from, to;
    std::string title;       // of the entry, else of its record
    std::string details;     // the record and its client with telephone, a note
    std::string place;       // the address on the record, else that of its client
    int changes = 0;         // since it was made
    Instant made, changed;
    bool cancelled = false;  // deleted, or given to another resource or person
};

inline constexpr int calendar_kept_days = 90;

// Entries that end, or were changed last, at most calendar_kept_days before `now`; by start, then by age. `whom`: a resource or a person.
std::vector<CalendarEntry> calendar_entries(const Workspace& ws, RowId whom, Instant now);

}  // namespace potok::model
