// What the robots did because of one command, in one line.
#pragma once

#include <string>

#include "ui/desk.h"

namespace potok::ui {

// "By the robots: 2 tasks, 1 message"; "" when they did nothing.
std::string effects_sentence(Desk& desk, const model::Outcome& outcome);

}  // namespace potok::ui
