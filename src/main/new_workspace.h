// A new workspace made in memory, so that it reaches its place as one commit: whole, or not at all.
#pragma once

#include "db/bytes.h"
#include "ui/workspaces.h"

namespace potok {

// The file of a workspace with what `fill` puts in. `environment` has a reactor of its own.
Result<db::Bytes> new_workspace(const model::WorkspaceInfo& info, std::string_view administrator, const ui::Workspaces::Fill& fill,
                                model::Environment environment, Instant now);

}  // namespace potok
