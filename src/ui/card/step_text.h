// The steps of an automation in words: what a node of a process, or a line of a robot, does.
#pragma once

#include <string>
#include <string_view>

#include "automation/definition.h"
#include "ui/desk.h"

namespace potok::ui {

struct StepText {
    std::string title;      // "Sign the contract", "Pause of 2 days"
    std::string kind;       // "Task", "Approval", "Pause"; empty where the title says it
    std::string_view icon;  // Lucide glyph
};

// `record`: texts with expressions are written for it. `label`: what the definition calls the node, in the reader's language; may be empty.
StepText step_text(Desk& desk, const automation::Node& node, model::RowId record, std::string_view label = {});
// Labels that a definition's JSON gives its nodes: id and text.
std::vector<std::pair<std::string, std::string>> node_labels(std::string_view body, Language language);

}  // namespace potok::ui
