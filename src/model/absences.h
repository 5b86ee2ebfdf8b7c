// Who stands in for whom: absences with their dates, recorded as rows of the type `absence` (person, from, to, substitute).
#pragma once

#include <string>
#include <vector>

#include "model/workspace.h"

namespace potok::model {

// Who acts for the person at that moment: themselves, or while they are absent their substitute, and that one's substitute when
// absent too. Somebody absent without a substitute, or a ring of absent people, stays as asked.
RowId stand_in(const Workspace& ws, RowId person, Instant now);
bool is_absent(const Workspace& ws, RowId person, Instant now);
// May `actor` do what is `person`'s to do: as that person, or in their place?
bool acts_for(const Workspace& ws, RowId actor, RowId person, Instant now);

struct Absence {
    RowId row = 0, person = 0, substitute = 0;  // substitute: 0 = nobody
    Date from, to;                              // both days included
    std::string reason;
};
// Those that are not over on `day`, by their first day.
std::vector<Absence> absences_from(const Workspace& ws, Date day);

}  // namespace potok::model
