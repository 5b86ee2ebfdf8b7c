// Verbs about offers, invoices, payments, and about clients who are one or hang together. Their part of the table of verbs.h.
#pragma once

#include "scenario/verbs.h"

namespace potok::scenario {

// In the order in which they are tried.
void add_money_verbs(std::vector<Verb>& table);

}  // namespace potok::scenario
