// The agenda: one day after the other with what is on it, as far back and as far ahead as anything is stored. It reads a quarter at a
// time, when the list is scrolled near an end.
#pragma once

#include "ui/calendar/calendar_data.h"

namespace potok::ui {

class AgendaView {
public:
    void frame(Desk& desk, const Rect& area, CalendarData& data);
    // The day at the top of what can be seen.
    std::optional<Date> top_day() const { return top_day_; }

private:
    struct Day {
        Date date;
        std::vector<std::size_t> items;  // of items_
        double y = 0, height = 0;
    };
    void read(Desk& desk, const CalendarData& data);
    void arrange(Desk& desk, const CalendarData& data);
    bool extend(Desk& desk, bool back);  // false where nothing more is stored
    void day(Desk& desk, const Rect& r, const Rect& view, const Day& day, const CalendarData& data);

    std::vector<CalendarItem> items_;
    std::vector<Day> days_;
    Date first_, last_;          // read, the last one not
    std::optional<Date> least_, most_;  // with anything stored
    Date at_;                    // what the list was opened at
    int version_ = -1;
    bool mine_ = false, to_day_ = false;
    CalendarChoice arranged_;
    float width_ = 0;
    double height_ = 0;
    std::optional<Date> top_day_;
    model::RowId current_ = 0;   // the row that Tab stops at
    bool focus_current_ = false;
};

}  // namespace potok::ui
