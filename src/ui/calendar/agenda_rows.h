// One entry as a row of a list: when, what, about what or with whom.
#pragma once

#include "ui/calendar/calendar_data.h"

namespace potok::ui {

float agenda_row_height(const Ui& ui);
// True when it was activated; it then opens the entry. `tab_stop`: whether Tab stops at it.
Press agenda_row(Desk& desk, const Rect& r, const CalendarItem& item, int hue, int position, int set_size, bool tab_stop);

}  // namespace potok::ui
