// Which task comes after which, by the definitions alone: for plans that draw what waits for what.
//
// `after` follows `before` when being done with `before` is what lets it be given: a robot answers to it, a process goes on to it, a stage
// that asks for `before` (a gate) or that `before` leads to gives it on entry. Only the next ones are named, not all that follow from them.
#pragma once

#include <set>
#include <string>
#include <utility>

#include "model/catalog.h"

namespace potok::automation {

// Task keys (before, after).
using TaskOrder = std::set<std::pair<std::string, std::string>>;

// Definitions that do not fit the catalog are passed over.
TaskOrder task_order(const model::Catalog& catalog);

}  // namespace potok::automation
