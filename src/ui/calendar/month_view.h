// The month: weeks as rows, entries as bars over their days, "+n more" where there is no room. An entry is dragged to another day; a click
// on a day makes a new one; the arrow keys go from day to day. On a phone the days have dots, and the chosen day's entries stand below.
#pragma once

#include "ui/board/drag.h"
#include "ui/calendar/calendar_data.h"
#include "ui/calendar/month_layout.h"

namespace potok::ui {

class MonthView {
public:
    void frame(Desk& desk, const Rect& area, CalendarData& data);
    bool active() const { return drag_.active(); }
    bool has_focus(const Ui& ui) const { return grid_ != 0 && ui.tree().is_inside(ui.focus_now(), grid_); }
    void focus_day(Ui& ui, Date day) const;
    // The first day shown and how many.
    static MonthWeeks period(Ui& ui, Date shown);

private:
    void names(Desk& desk, const Rect& row, const MonthWeeks& weeks) const;
    void ground(Desk& desk, const Rect& cell, Date day) const;
    void cell(Desk& desk, const Rect& r, Date day, std::size_t entries);
    void bar(Desk& desk, const CalendarItem& item, const MonthSegment& segment, const Rect& r, Date day);
    void keys(Desk& desk, Date day, std::size_t entries);
    void carry(Desk& desk, const Rect& grid, const MonthWeeks& weeks);
    void phone(Desk& desk, const Rect& area);
    void arrange(const MonthWeeks& weeks, int lanes);
    Rect day_rect(const Rect& grid, const MonthWeeks& weeks, Date day) const;

    CalendarData* data_ = nullptr;
    // Of the entries as they were last read, and of what is shown of them.
    std::vector<const CalendarItem*> shown_;
    std::vector<MonthWeek> weeks_;
    std::vector<std::vector<const CalendarItem*>> by_day_;
    int edition_ = -1, lanes_ = 0;
    CalendarChoice arranged_;
    NodeId grid_ = 0;
    Drag drag_;
    bool moved_ = false;  // by a key, in this frame
    Date taken_at_, to_;  // the day it was taken hold of on, and the one it is over
};

}  // namespace potok::ui
