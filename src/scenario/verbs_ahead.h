// Verbs about what would be: a changed definition tried out on the history, the work simulated ahead. Their part of the table of verbs.h.
#pragma once

#include "scenario/verbs.h"

namespace potok::scenario {

void add_ahead_verbs(std::vector<Verb>& table);

}  // namespace potok::scenario
