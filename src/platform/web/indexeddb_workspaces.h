// The workspaces that this browser profile holds.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"

namespace potok::platform {

void list_workspaces(std::function<void(Result<std::vector<std::string>>)> done);
// With its attachments. Tabs that have it open lose their handle.
void delete_workspace(const std::string& name, std::function<void(Status)> done);
// Asks the browser to keep this site's data when room gets scarce (it may ask the person, or just decide). To be called
// once there is something worth keeping. False: it may be evicted.
void request_persistence(std::function<void(bool)> done);

}  // namespace potok::platform
