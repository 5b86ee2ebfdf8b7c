// Verbs about messages on their way out. Their part of the table of verbs.h.
#pragma once

#include "scenario/verbs.h"

namespace potok::scenario {

void add_outbox_verbs(std::vector<Verb>& table);

}  // namespace potok::scenario
