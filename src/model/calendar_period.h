// What calendars ask besides bookings and events (queries.h): the deadlines of a period, and how far what is stored reaches.
#pragma once

#include "model/queries.h"

namespace potok::model {

// Open tasks due in [from, to), by due; of one assignee or of everybody.
std::vector<Task> tasks_due(const Workspace& ws, Instant from, Instant to, std::optional<RowId> assignee = {});

// From the first begin to the last end of bookings, events and deadlines of open tasks; nothing when there are none.
struct CalendarBounds {
    Instant first, last;
};
std::optional<CalendarBounds> calendar_bounds(const Workspace& ws);

}  // namespace potok::model
