// A week, three days or one: events and bookings on the hours of each day, above them what lasts over days and what is due. What is shown
// can be dragged to another time or made longer; a click on a free hour makes a new entry, one on an entry opens it.
#pragma once

#include <functional>
#include <map>

#include "ui/board/drag.h"
#include "ui/calendar/calendar_data.h"
#include "ui/calendar/lanes.h"
#include "ui/calendar/month_layout.h"
#include "ui/calendar/week_layout.h"

namespace potok::ui {

class WeekView {
public:
    void frame(Desk& desk, const Rect& area, CalendarData& data, Date first, int days);
    bool active() const { return drag_.active(); }

private:
    enum class Hold { move, resize, days };
    struct Column {  // a day: what stands on its hours, and where
        std::vector<std::size_t> members;  // of items_
        std::vector<Interval> times;
        std::vector<Lane> lanes;
    };
    void arrange(Desk& desk, Date first, int days);
    void read_travel(Desk& desk);
    void day_heads(Desk& desk, const Rect& row, const WeekLayout& layout);
    void long_items(Desk& desk, Rect area, const WeekLayout& layout);
    void grid(Desk& desk, const Rect& area, const WeekLayout& layout);
    void ground(Desk& desk, const Rect& view, const WeekLayout& layout, float top);
    void columns(Desk& desk, const Rect& view, const WeekLayout& layout, float top);
    void deadlines(Desk& desk, const Rect& row, const WeekLayout& layout);
    void day_items(Desk& desk, int day, const WeekLayout& layout, float top);
    int most_lanes(const WeekLayout& layout, int day) const;
    void more_items(Desk& desk, int day, const WeekLayout& layout, const Rect& view, const std::function<void()>& others);
    void item(Desk& desk, std::size_t index, const Rect& r, Hold hold);
    void item_keys(Desk& desk, const CalendarItem& item);
    void travel(Desk& desk, const Rect& r, std::int64_t ms) const;
    void draw_item(Desk& desk, const CalendarItem& item, const Rect& r, bool lifted) const;
    void now_line(Desk& desk, const WeekLayout& layout, float top);
    void carry(Desk& desk, const WeekLayout& layout, float top);
    void ghost(Desk& desk, const WeekLayout& layout, float top);

    CalendarData* data_ = nullptr;
    std::vector<CalendarItem> items_;  // those shown; what is due on one day as one
    std::vector<Column> columns_;
    Date first_;
    int edition_ = -1;
    CalendarChoice arranged_;
    MonthWeek long_;                   // of items_ that last over days
    std::vector<std::size_t> long_index_;
    std::map<model::RowId, std::int64_t> travel_;  // by appointment: ms on the way there
    int long_rows_ = 0;
    bool any_due_ = false;
    Drag drag_;
    Hold hold_ = Hold::move;
    Date taken_at_;
    bool moved_ = false;     // by a key, in this frame
    bool scrolled_ = false;  // to the beginning of work, once
};

}  // namespace potok::ui
