// The plan: projects as rows over the days (a Gantt chart), with the stages they have stood in, their tasks, bookings, events and
// instalments as bars, and arrows from each to what waits for it. A bar is dragged to other days, its end to a later one; what would then
// end before what it waits for has its arrow in red.
#pragma once

#include <set>

#include "ui/board/drag.h"
#include "ui/calendar/plan.h"

namespace potok::ui {

class PlanView {
public:
    void frame(Desk& desk, const Rect& area, CalendarData& data, Date first, int days);
    bool active() const { return drag_.active(); }
    // The first day shown and how many, for a day that one is at.
    static Date first_day(Ui& ui, Date shown);
    static int days(const Ui& ui);

    const std::vector<PlanProject>& projects() const { return projects_; }

private:
    struct Row {
        std::size_t project = 0;
        std::optional<std::size_t> bar;  // nothing: the project itself
    };
    void read(Desk& desk, Date first, int days);
    void bar_of_choices(Desk& desk, Rect row);
    void heads(Desk& desk, Rect area);
    void ground(Desk& desk, const Rect& view);
    void project_row(Desk& desk, const Rect& r, const Row& row);
    void bar_row(Desk& desk, const Rect& r, const Row& row, std::size_t index);
    void draw_bar(Desk& desk, const PlanBar& bar, const Rect& r, bool lifted) const;
    void links(Desk& desk, const Rect& view, float top);
    void link(Ui& ui, Point from, Point to, bool broken) const;
    void carry(Desk& desk);
    void drop(Desk& desk, const PlanBar& bar, int days);
    void keys(Desk& desk, const PlanBar& bar, std::size_t index);
    Rect rect_of(Desk& desk, const PlanBar& bar, const Rect& row) const;
    float x(Desk& desk, Instant at) const;
    float row_height(const Ui& ui) const { return ui.phone() ? 48.f : 34.f; }

    CalendarData* data_ = nullptr;
    std::vector<PlanProject> projects_;
    std::vector<Row> rows_;
    automation::TaskOrder order_;
    std::optional<std::uint64_t> order_of_;  // version of the catalog
    int edition_ = -1;
    CalendarChoice arranged_;
    int pipeline_ = 0;                       // 0: all of them
    std::set<model::RowId> folded_;
    bool stale_ = true;
    Date first_;
    int days_ = 0;
    float left_ = 0, day_width_ = 20;        // where the first day begins
    Drag drag_;
    bool resizing_ = false;
    std::size_t current_ = 0;                // the row that Tab stops at
    bool focus_current_ = false;
};

}  // namespace potok::ui
