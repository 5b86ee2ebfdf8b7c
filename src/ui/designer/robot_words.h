// Robots in words: what sets one off, what it does, which mark it bears.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "ui/desk.h"
#include "ui/kit/chip.h"

namespace potok::ui {

std::string trigger_words(Desk& desk, const Json& robot);
std::string steps_words(Desk& desk, const Json& robot, const Json& pipeline);  // "Task: Sign the contract; Move: Won"
struct RobotMark {
    std::string_view icon;
    Tone tone = Tone::accent;
};
RobotMark mark_of(const Json& robot);  // by its first step
// What the tasks that automations give are called, by key.
std::map<std::string, std::string> task_titles(Desk& desk);
std::string label_words(const Json& body, const std::string& otherwise, Language language);

}  // namespace potok::ui
