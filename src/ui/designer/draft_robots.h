// Edits of an automation's JSON, as far as a robot is plain: on or off, its name, its condition, where it stands, new ones of common kinds. Pure functions.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/designer/draft.h"

namespace potok::ui {

// A robot as it stands in a column.
struct RobotPlace {
    std::string key;
    std::string stage;        // "" where it is about every stage
    bool on_entry = false;    // set off by entering the stage; else by something that happens
    bool process = false;     // a flow chart
    bool elsewhere = false;   // about several pipelines or a type: what is changed here changes there too
};

// The automations about records of that pipeline, in the order of their definitions, new ones of the draft last. One that names several
// stages stands in each of them.
std::vector<RobotPlace> robots_of(const model::Catalog& catalog, const Draft& draft, const std::string& pipeline);

bool is_switched_off(const Json& robot);  // by the designer: "enabled" is "false"
// Off keeps nothing of an `enabled` of its own; on gives back that of `published` (may be null).
Json switched(Json robot, bool on, const Json* published);
Json with_condition(Json robot, std::string_view feel);  // "" takes it out
// To another stage: the trigger stage_entered or stage_left that names one stage, else the "in" of every trigger. False where it names several or none.
bool to_stage(Json& robot, std::string_view stage);
// A key that is free, made from another.
std::string free_key(const model::Catalog& catalog, const Draft& draft, std::string_view wish);

// Common kinds to begin with, entering a stage: task, message, notify, comment, move.
enum class RobotKind { task, sms, notify, comment, move };
Json new_robot(RobotKind kind, const std::string& key, const std::string& pipeline, const std::string& stage, const std::string& next_stage, const std::string& name,
               Language language);

// The first step that has this action, looked for in the plain list of steps only; null where there is none.
Json* plain_step(Json& robot, std::string_view action);

}  // namespace potok::ui
