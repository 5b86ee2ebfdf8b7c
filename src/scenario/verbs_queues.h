// Verbs about queues and what they hand out. Their part of the table of verbs.h.
#pragma once

#include "scenario/verbs.h"

namespace potok::scenario {

void add_queue_verbs(std::vector<Verb>& table);

}  // namespace potok::scenario
