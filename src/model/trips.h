// The ways to the appointments that a person has, by the timetables (timetable.h): from the appointment before on the same day, or from
// where their day begins.
#pragma once

#include "model/timetable.h"

namespace potok::model {

struct Trip {
    RowId appointment = 0;  // where it leads
    Instant arrive;         // when that begins
    std::int64_t travel = 0;  // ms, more than none
};
// To appointments that begin in [from, to), by begin. Of timetables without a table of ways there are none.
std::vector<Trip> trips(const Workspace& ws, RowId person, Instant from, Instant to);

}  // namespace potok::model
