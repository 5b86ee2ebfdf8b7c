// What can follow from what: within a graph, and from one definition to another. For checks that look without running.
#pragma once

#include <vector>

#include "automation/registry.h"

namespace potok::automation {

// For each node: can an end be reached from it?
std::vector<bool> reaches_an_end(const Graph& graph);
// Does what it does depend on a condition?
bool has_choice(const Graph& graph);
// Can `one` do something, without waiting for anything, that `other` answers to?
bool sets_off(const Automation& one, const Automation& other, const Registry& registry);

}  // namespace potok::automation
