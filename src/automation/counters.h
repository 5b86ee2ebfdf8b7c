// Named whole numbers of the workspace that automation counts with: whose turn it is. Rows of the engine, so that history and undo
// cover them.
#pragma once

#include <string>

#include "model/operation.h"

namespace potok::automation {

std::int64_t counter_value(model::Operation& op, const std::string& name);  // 0 when never set
Status set_counter(model::Operation& op, const std::string& name, std::int64_t value);
Result<std::int64_t> count_up(model::Operation& op, const std::string& name);  // 1 the first time

}  // namespace potok::automation
