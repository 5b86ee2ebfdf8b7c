// The calendar: a month, a week, a day, a list of days or the plan of projects; bookings, events and the deadlines of tasks as calendars in colour that can be
// shown or hidden. The view one chose stays for the next time; the address may name another one.
#pragma once

#include "ui/calendar/agenda_view.h"
#include "ui/calendar/calendar_data.h"
#include "ui/calendar/month_view.h"
#include "ui/calendar/plan_view.h"
#include "ui/calendar/quick_entry.h"
#include "ui/calendar/week_view.h"

namespace potok::ui {

class CalendarPage final : public PageView {
public:
    explicit CalendarPage(Desk& desk);
    void frame(Desk& desk, const Rect& area) override;
    void take(Desk& desk, const model::Outcome& outcome) override;
    bool wants_frame() const override { return month_.active() || week_.active() || plan_.active(); }

private:
    CalendarView view_of(Desk& desk) const;
    bool has_side(const Ui& ui) const { return !ui.narrow() && view_ != CalendarView::plan; }  // a plan needs the width
    void header(Desk& desk, Rect row);
    void phone_header(Desk& desk, Rect area);
    void views(Desk& desk, Rect& row);        // as tabs where there is room
    void phone_views(Desk& desk, Rect row);
    void steps(Desk& desk, Rect row, float side);
    void side(Desk& desk, Rect r);
    void calendars(Desk& desk, Rect r);       // which are shown, whose, in what colour
    void calendars_button(Desk& desk, const Rect& r);
    float calendars_height(Desk& desk) const;
    static float labelled_colour_height(Ui& ui);
    void print(Desk& desk);
    void keys(Desk& desk);
    void grant(Desk& desk);                   // what the view wished for
    Date stepped(int times) const;
    std::string title(Desk& desk) const;
    void show(Desk& desk, CalendarView view, Date day);
    void keep(Desk& desk);

    CalendarData data_;
    CalendarView view_ = CalendarView::week;
    Date first_, cursor_;
    int days_ = 7;
    MonthView month_;
    WeekView week_;
    AgendaView agenda_;
    PlanView plan_;
    QuickEntry entry_;
    bool calendars_open_ = false;
    Rect calendars_anchor_, new_anchor_;
};

}  // namespace potok::ui
