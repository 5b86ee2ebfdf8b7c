// What automation did in an operation, or would do: for the preview on a drop and the toast after it. Drawn from the changes of
// an outcome, so that Workspace::preview and Workspace::apply are read alike.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/workspace.h"

namespace potok::automation {

struct Effect {
    enum class Kind {
        task,            // title; who: assignee; due
        withdrawn_task,  // title
        message,         // title: its text; who: the address
        notification,    // title: its text; who: the person
        comment,         // title: its text
        move,            // title: label of the stage
        fields,          // title: labels of the fields, joined by commas
        record,          // a new one: title
        timer,           // title: label of the automation that waits; due
    };
    Kind kind = Kind::task;
    std::string title, who;
    std::optional<Instant> due;
    std::string automation;   // key
    model::RowId record = 0;  // it belongs to
};

// In the order in which they happened. What a person did is not among them.
std::vector<Effect> effects(const model::Workspace& workspace, const model::Outcome& outcome, Language language);

}  // namespace potok::automation
