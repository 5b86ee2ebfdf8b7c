// Where a definition comes from.
#pragma once

#include <set>
#include <string>
#include <utility>

#include "model/workspace.h"

namespace potok::model {

// Kind and key of the definitions that a pack brought and that the workspace has changed since (pack_update.h). Error: db.*
Result<std::set<std::pair<std::string, std::string>>> changed_here(const Workspace& ws);

}  // namespace potok::model
