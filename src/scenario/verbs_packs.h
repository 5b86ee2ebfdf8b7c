// Verbs about packs that are updated. Their part of the table of verbs.h.
#pragma once

#include "scenario/verbs.h"

namespace potok::scenario {

void add_pack_verbs(std::vector<Verb>& table);

}  // namespace potok::scenario
