#include "ui/calendar/calendar_page.h"

#include <algorithm>

#include "ui/app/state_bar.h"
#include "ui/forms/field_edit.h"
#include "ui/kit/paint.h"
#include "ui/kit/week_start.h"

namespace potok::ui {

namespace {
constexpr std::string_view setting_key = "calendar";
}

CalendarPage::CalendarPage(Desk& desk) {
    data_.choice = calendar_choice_from(desk.ui().host().setting(setting_key));
    cursor_ = data_.shown = today(desk);
}

void CalendarPage::keep(Desk& desk) { desk.ui().host().set_setting(setting_key, to_text(data_.choice)); }

CalendarView CalendarPage::view_of(Desk& desk) const {
    const bool phone = desk.ui().phone();
    const auto asked = calendar_view_from(desk.route().key);
    const CalendarView view = asked ? *asked : data_.choice.view.value_or(phone ? CalendarView::agenda : CalendarView::week);
    return phone && view == CalendarView::week ? CalendarView::day : view;  // there is room for one day
}

void CalendarPage::take(Desk&, const model::Outcome& outcome) {
    for (const auto& change : outcome.changes) {
        if (!change.type) continue;
        const std::string_view type = change.type->key;
        if (type == "booking" || type == "event" || type == "task" || type == "resource" || change.type->on_pipeline) return data_.forget();
    }
}

void CalendarPage::show(Desk& desk, CalendarView view, Date day) {
    data_.shown = cursor_ = day;
    Route route = Route::to(Page::calendar);
    if (!desk.route().key.empty() || view != view_) route.key = word_of(view);
    if (!(day == today(desk))) route.day = day;
    if (view != view_ && data_.choice.view != view) {
        data_.choice.view = view;
        keep(desk);
    }
    desk.replace(route);
}

Date CalendarPage::stepped(int times) const {
    if (view_ == CalendarView::month || view_ == CalendarView::agenda) return add_months(data_.shown, times);
    if (view_ == CalendarView::plan) return {data_.shown.days + (days_ - 14 > 0 ? days_ - 14 : 7) * times};  // two weeks stay in view
    // A week goes on by its first day; fewer days by as many as are shown.
    return {(days_ == 7 ? data_.shown.days : first_.days) + days_ * times};
}

void CalendarPage::frame(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    view_ = view_of(desk);
    data_.shown = desk.route().day.value_or(today(desk));
    if (view_ == CalendarView::month) {
        const MonthWeeks weeks = MonthView::period(ui, data_.shown);
        first_ = weeks.first;
        days_ = weeks.days();
    } else if (view_ == CalendarView::week) {
        days_ = ui.narrow() ? 3 : 7;
        first_ = days_ == 7 ? week_start(data_.shown, first_weekday(ui)) : data_.shown;
    } else if (view_ == CalendarView::plan) {
        days_ = PlanView::days(ui);
        first_ = PlanView::first_day(ui, data_.shown);
    } else {
        days_ = 1;
        first_ = data_.shown;
    }
    if (!wants_frame() && view_ != CalendarView::agenda) data_.read(desk, first_, days_);

    keys(desk);
    Rect rest = area;
    if (ui.phone()) {
        phone_header(desk, rest.cut_top(52 + 48));
    } else {
        header(desk, rest.cut_top(56));
        state_bar(desk, rest);
    }
    if (has_side(ui)) {
        const Rect left = rest.cut_left(208);
        vline(ui, left.right() - 1, left.y, left.h, ui.theme().line);
        side(desk, Rect{left.x + 20, left.y + 4, left.w - 36, left.h - 8});
    }
    if (view_ != CalendarView::day && view_ != CalendarView::week) hline(ui, rest.x, rest.y, rest.w, ui.theme().line);
    switch (view_) {
    case CalendarView::month: month_.frame(desk, rest, data_); break;
    case CalendarView::week:
    case CalendarView::day: week_.frame(desk, rest, data_, first_, days_); break;
    case CalendarView::agenda: agenda_.frame(desk, rest, data_); break;
    case CalendarView::plan: plan_.frame(desk, rest, data_, first_, days_); break;
    }
    grant(desk);
    entry_.frame(desk);
}

void CalendarPage::grant(Desk& desk) {
    const auto day = std::exchange(data_.wish_day, std::nullopt);
    const auto view = std::exchange(data_.wish_view, std::nullopt);
    if (day || view) show(desk, view.value_or(view_), day.value_or(data_.shown));
    if (const auto entry = std::exchange(data_.wish_entry, std::nullopt)) entry_.begin(desk, *entry);
}

void CalendarPage::keys(Desk& desk) {
    Ui& ui = desk.ui();
    const ImGuiIO& io = ImGui::GetIO();
    if (ui.editing_text() || io.KeyCtrl || io.KeyAlt) return;
    if (ui.key(ImGuiKey_T)) {
        show(desk, view_, today(desk));
        if (month_.has_focus(ui)) month_.focus_day(ui, data_.shown);
    }
    if (ui.key(ImGuiKey_N)) data_.wish_entry = {new_anchor_, data_.shown, std::nullopt};
    constexpr std::pair<ImGuiKey, CalendarView> views[] = {
        {ImGuiKey_1, CalendarView::day}, {ImGuiKey_2, CalendarView::week}, {ImGuiKey_3, CalendarView::month}, {ImGuiKey_4, CalendarView::agenda},
        {ImGuiKey_5, CalendarView::plan}};
    for (const auto& [key, view] : views)
        if (ui.key(key)) show(desk, view, data_.shown);
    if (view_ == CalendarView::agenda || month_.has_focus(ui)) return;  // they have these keys themselves
    if (ui.key(ImGuiKey_PageUp)) show(desk, view_, stepped(-1));
    if (ui.key(ImGuiKey_PageDown)) show(desk, view_, stepped(1));
}

}  // namespace potok::ui
