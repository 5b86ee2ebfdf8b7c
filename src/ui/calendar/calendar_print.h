// The calendar on paper: what is seen, as a PDF file of A4 sheets to print. A month as a grid, a week as columns, a day and the agenda as a
// list, a plan as bars over the days.
#pragma once

#include <string>

#include "ui/calendar/calendar_data.h"
#include "ui/calendar/plan.h"

namespace potok::ui {

// `title` stands at the head. Errors: font.malformed
Result<std::string> print_month(Desk& desk, const CalendarData& data, const std::string& title);
Result<std::string> print_week(Desk& desk, const CalendarData& data, Date first, int days, const std::string& title);
// `items` of [first, first + days); days without any are left out.
Result<std::string> print_list(Desk& desk, const CalendarData& data, const std::vector<CalendarItem>& items, Date first, int days, const std::string& title);
Result<std::string> print_plan(Desk& desk, const CalendarData& data, const std::vector<PlanProject>& projects, Date first, int days, const std::string& title);

}  // namespace potok::ui
