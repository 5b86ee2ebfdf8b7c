// The projects of a period: records on a pipeline with what is planned and done for each (tasks, bookings, events, instalments), the stages
// they have stood in, and what waits for what. Read from the workspace; nothing is drawn here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "automation/task_order.h"
#include "model/stage_history.h"
#include "ui/calendar/calendar_data.h"

namespace potok::ui {

struct PlanBar {
    CalendarItem item;      // of a task from when it was given until it is due, or was done
    bool done = false;      // such a task: nothing to move
    bool instalment = false;  // a day on which money is due
    bool movable = true;
    std::string key;        // of the task, or what an instalment waits for: "instalment:TASK"
    Instant made;
};

struct PlanLink {
    std::size_t before = 0, after = 0;  // bars of the project
    bool broken = false;                // `after` is to end before what it waits for
};

struct PlanProject {
    model::RowId record = 0;
    std::string title, stage;
    int hue = 0;
    std::vector<std::pair<model::StageVisit, int>> stages;  // with their hues
    std::vector<PlanBar> bars;      // by begin
    std::vector<PlanLink> links;
};

// What to link: the bars whose keys the order names one after the other. A task given before the one it would wait for is no successor
// of it; of several the latest one before counts; a link over a third bar that is linked both ways is left out.
std::vector<PlanLink> plan_links(const std::vector<PlanBar>& bars, const automation::TaskOrder& order);

// The records of `pipeline` (empty: of every one) that have something on [first, first + days), by their first begin; at most so many.
inline constexpr std::size_t most_projects = 200;
std::vector<PlanProject> read_plan(Desk& desk, const CalendarData& data, const automation::TaskOrder& order, Date first, int days, std::string_view pipeline);

}  // namespace potok::ui
