// Verbs about calendars that go out and come in as files. Their part of the table of verbs.h.
#pragma once

#include "scenario/verbs.h"

namespace potok::scenario {

void add_calendar_verbs(std::vector<Verb>& table);

}  // namespace potok::scenario
