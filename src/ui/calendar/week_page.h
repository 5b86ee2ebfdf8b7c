// The week: events, bookings and the deadlines of tasks, on the hours of each day. Three days below 1024, one on the phone. What is
// shown can be dragged to another time; a click opens the record.
#pragma once

#include <array>
#include <optional>

#include "ui/board/drag.h"
#include "ui/calendar/lanes.h"
#include "ui/calendar/week_layout.h"
#include "ui/desk.h"

namespace potok::ui {

class WeekPage final : public PageView {
public:
    explicit WeekPage(Desk& desk);
    void frame(Desk& desk, const Rect& area) override;
    void take(Desk& desk, const model::Outcome& outcome) override;
    bool wants_frame() const override { return drag_.active(); }

    struct Item {
        enum class Kind { booking, event, task } kind = Kind::booking;
        model::RowId row = 0, record = 0;
        std::string title, second;
        Instant from, to;
        int hue = 0;
        int count = 1;  // deadlines drawn as one
    };

private:
    void read(Desk& desk, Date first, int days);
    void header(Desk& desk, Rect row, const WeekLayout& layout);
    void side(Desk& desk, Rect r);
    void day_heads(Desk& desk, const Rect& row, const WeekLayout& layout);
    void long_items(Desk& desk, const Rect& row, const WeekLayout& layout);
    void grid(Desk& desk, const Rect& area, const WeekLayout& layout);
    void ground(Desk& desk, const Rect& view, const WeekLayout& layout, float top);
    void deadlines(Desk& desk, const Rect& row, const WeekLayout& layout);
    void day_items(Desk& desk, int day, const WeekLayout& layout, float top);
    void item(Desk& desk, std::size_t index, const Rect& r);
    void draw_item(Ui& ui, const Item& item, const Rect& r, bool lifted) const;
    void now_line(Desk& desk, const WeekLayout& layout, float top);
    void carry(Desk& desk, const WeekLayout& layout, float top);
    void drop(Desk& desk, const Item& item, Instant from, Instant to);
    bool is_long(Desk& desk, const Item& item) const;  // over midnight: belongs above the hours
    bool is_mine(Desk& desk, model::RowId record) const;
    bool shows(const Item& item) const { return kinds_[static_cast<std::size_t>(item.kind)]; }
    void show(Desk& desk, Date day);

    Date shown_, cursor_;
    std::vector<Item> items_;
    Date read_first_;
    int read_days_ = 0;
    bool stale_ = true;
    std::array<bool, 3> kinds_ = {true, true, true};
    bool mine_only_ = true;
    int span_ = 1;                // 0 a day, 1 a week
    Drag drag_;
    bool resizing_ = false;
    bool scrolled_ = false;       // to the beginning of work, once
};

}  // namespace potok::ui
