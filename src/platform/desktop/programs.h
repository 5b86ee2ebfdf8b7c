// What the desktop around the app does for it: choosing files, opening addresses. Programs are started without a shell.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace potok::platform {

// Paths chosen in a dialog of the system (empty when it was cancelled); nothing when there is no program for it.
std::optional<std::vector<std::string>> choose_files(bool several);
// Where to save; without a program for dialogs the Downloads folder, or the home folder. Empty when cancelled.
std::string choose_target(std::string_view name);
void open_with_system(std::string_view url);

}  // namespace potok::platform
