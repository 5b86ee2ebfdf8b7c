// Dates and times: typed or chosen from a month.
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "base/value.h"
#include "ui/kit/ui.h"

namespace potok::ui {

struct DateSpec {
    std::string_view key;
    std::string_view label;
    std::string_view placeholder = {};
    std::string_view description = {};
    Date today = {};
    std::string_view previous_name = {}, next_name = {};  // of the month's buttons
    std::string_view clear = {};                // caption of a button that takes the date away; empty: none
    std::function<bool(Date)> day_off = {};     // shown in red; weekends are second-level anyway
    std::optional<Date> earliest = {}, latest = {};
    bool disabled = false, required = false, error = false, plain = false;
};
bool date_field(Ui& ui, const Rect& r, const DateSpec& spec, std::optional<Date>& value);

struct TimeSpec {
    std::string_view key;
    std::string_view label;
    std::string_view placeholder = {};
    std::string_view description = {};
    int step_minutes = 30;
    int from_hour = 0, to_hour = 24;
    bool disabled = false, required = false, error = false;
};
bool time_field(Ui& ui, const Rect& r, const TimeSpec& spec, std::optional<TimeOfDay>& value);

// The month itself: 230 wide, 24 + 4 + 16 + 6 × 26 high. Arrow keys move by days and weeks, PageUp and PageDown by months.
bool month_grid(Ui& ui, const Rect& r, const DateSpec& spec, Date& cursor, std::optional<Date>& value);
constexpr float month_width = 206, month_height = 204;

}  // namespace potok::ui
