// Verbs about reports. Their part of the table of verbs.h.
#pragma once

#include "scenario/verbs.h"

namespace potok::scenario {

void add_report_verbs(std::vector<Verb>& table);

}  // namespace potok::scenario
