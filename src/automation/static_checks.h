// What can be seen wrong in definitions without running them: ways that lead nowhere, robots that drive each other in a circle,
// work for roles that nobody has, times that never come. What is wrong beyond doubt is refused when a definition is put in; these
// are findings for whoever designs it to judge.
#pragma once

#include <string>
#include <vector>

#include "automation/engine.h"

namespace potok::automation {

struct Finding {
    enum class Weight { fault, doubt };  // will not work; may not work as meant
    Weight weight = Weight::fault;
    std::string definition;  // key of the automation or pipeline
    Error what;              // check.*: sentence and remedy as for errors; place = JSON path or stage key
};

// check.stage_unreachable, check.stage_dead_end          of pipelines
// check.node_dead_end                                     a step from which no end can be reached
// check.loop {others}                                     robots that set each other off without waiting
// check.role_empty {role}                                 asks people of a role that nobody has
// check.no_substitute {role, person}                      everybody of the role is away today without a substitute
// check.never_worked                                      strikes only on days off
// check.outside_hours {time}                              falls outside the hours of every working day
// check.call_unknown, check.call_refused {process}        calls or starts what cannot be
// check.signal_unheard, check.signal_unthrown {signal}
// check.table                                             a decision table with a gap, an overlap, a rule that never applies (detail)
// check.broken                                            a definition that no longer fits (detail: why)
// Sorted by definition, in their order.
std::vector<Finding> check_definitions(Engine& engine, model::Workspace& workspace, Instant now);

}  // namespace potok::automation
