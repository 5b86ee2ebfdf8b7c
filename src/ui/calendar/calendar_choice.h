// What one has chosen to see in the calendar: the view, which calendars, whose, and what the colours mean. Kept by the host as one line
// of JSON, for this device.
#pragma once

#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "model/catalog.h"

namespace potok::ui {

enum class CalendarView { month, week, day, agenda, plan };
inline constexpr int calendar_view_count = 5;
// The word in the address and in the choice: "month".
std::string_view word_of(CalendarView view);
std::optional<CalendarView> calendar_view_from(std::string_view word);

enum class CalendarColour { kind, person, stage };

struct CalendarChoice {
    std::optional<CalendarView> view;               // nothing chosen yet: it depends on the window
    std::array<bool, 3> kinds = {true, true, true};  // bookings, events, deadlines
    CalendarColour colour = CalendarColour::kind;
    std::optional<bool> mine_only;                   // nothing chosen yet: it depends on who looks
    std::set<model::RowId> hidden;                   // people; not kept: rows are of one workspace
    bool operator==(const CalendarChoice&) const = default;
};

std::string to_text(const CalendarChoice& choice);
// Whatever is missing or damaged is as in a choice that nobody made.
CalendarChoice calendar_choice_from(std::string_view text);

}  // namespace potok::ui
