// The calendar's header and its side: which period, which view, which calendars.
#include <algorithm>

#include "generated/icons.h"
#include "ui/calendar/calendar_page.h"
#include "ui/calendar/calendar_print.h"
#include "ui/forms/field_edit.h"
#include "ui/kit/button.h"
#include "ui/kit/choice.h"
#include "ui/kit/date_picker.h"
#include "ui/kit/field.h"
#include "ui/kit/overlay.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/select.h"
#include "ui/kit/text.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

constexpr CalendarView tab_views[] = {CalendarView::day, CalendarView::week, CalendarView::month, CalendarView::agenda, CalendarView::plan};
constexpr const char* view_keys[] = {"calendar.day", "calendar.week", "calendar.month", "calendar.agenda", "calendar.plan"};
constexpr const char* kind_keys[] = {"calendar.bookings", "calendar.events", "calendar.tasks"};
constexpr const char* colour_keys[] = {"calendar.colour_kind", "calendar.colour_person", "calendar.colour_stage"};

// "16–22 November 2026", "30 November – 6 December 2026", "18 November 2026"
std::string period_name(const Locale& locale, Date first, int days) {
    const Date last{first.days + days - 1};
    if (days == 1) return locale.date_long(first);
    const YearMonthDay a = civil(first), b = civil(last);
    if (a.month == b.month && a.year == b.year) return std::to_string(a.day) + "–" + locale.date_long(last);
    return locale.day_month(first) + " – " + locale.date(last);
}

}  // namespace

std::string CalendarPage::title(Desk& desk) const {
    const Locale& locale = desk.ui().locale();
    if (view_ == CalendarView::month) return locale.month_year(data_.shown);
    if (view_ == CalendarView::agenda) return locale.month_year(agenda_.top_day().value_or(data_.shown));
    if (desk.ui().phone()) return days_ == 1 ? locale.date(first_) : locale.day_month(first_) + " – " + locale.day_month({first_.days + days_ - 1});
    return period_name(locale, first_, days_);
}

void CalendarPage::steps(Desk& desk, Rect row, float side) {
    Ui& ui = desk.ui();
    const std::string today_label = desk.tr("calendar.today");
    const ButtonSpec today_spec{.key = "today", .label = today_label, .small = true};
    if (icon_button(ui, row.cut_left(side, 2).middle(side), "previous", icon::chevron_left, desk.tr("calendar.earlier"))) show(desk, view_, stepped(-1));
    const bool to_today = ui.phone() ? icon_button(ui, row.cut_left(side, 2).middle(side), "today", icon::calendar_check, today_label, 20)
                                     : button(ui, row.cut_left(button_width(ui, today_spec), 2).middle(button_height(ui, true)), today_spec);
    if (to_today) show(desk, view_, today(desk));
    if (icon_button(ui, row.cut_left(side).middle(side), "next", icon::chevron_right, desk.tr("calendar.later"))) show(desk, view_, stepped(1));
}

void CalendarPage::header(Desk& desk, Rect row) {
    Ui& ui = desk.ui();
    row = Rect{row.x + 20, row.y, row.w - 36, row.h};
    const std::string add = desk.tr("calendar.new_event");
    const ButtonSpec new_spec{.key = "new", .label = add, .kind = ButtonKind::primary, .icon = icon::plus, .icon_only = ui.narrow(), .shortcut = "N"};
    new_anchor_ = Rect(row).cut_right(button_width(ui, new_spec)).middle(button_height(ui));
    if (button_right(ui, row, new_spec, 12)) data_.wish_entry = {new_anchor_, data_.shown, std::nullopt};
    if (icon_button(ui, row.cut_right(32, 4).middle(32), "print", icon::file_down, desk.tr("calendar.print"))) print(desk);
    if (!has_side(ui)) calendars_button(desk, row.cut_right(32, 8).middle(32));
    if (!ui.narrow() && button_right(ui, row, {.key = "crews", .label = desk.tr("nav.crews"), .kind = ButtonKind::ghost, .icon = icon::calendar_range}, 12))
        desk.go(Route::to(Page::crews));
    views(desk, row);
    const std::string name = title(desk), today_label = desk.tr("calendar.today");
    const TextSpec spec{.style = TextStyle::title};
    const float buttons = 2 * 28 + button_width(ui, {.key = "today", .label = today_label, .small = true}) + 16;
    heading(ui, "title", row.cut_left(std::min(text_width(ui, name, spec) + 2, row.w - buttons), 12), 1, name, spec);
    steps(desk, row, 28);
}

void CalendarPage::views(Desk& desk, Rect& row) {
    Ui& ui = desk.ui();
    std::string labels[calendar_view_count];
    for (int i = 0; i < calendar_view_count; ++i) labels[i] = desk.tr(view_keys[i]);
    int current = static_cast<int>(std::ranges::find(tab_views, view_) - std::begin(tab_views));
    const std::string name = desk.tr("calendar.view");
    bool changed = false;
    if (ui.narrow()) {
        Option options[calendar_view_count];
        for (int i = 0; i < calendar_view_count; ++i) options[i].label = labels[i];
        changed = select(ui, row.cut_right(132, 12).middle(32), {.key = "view", .label = name}, options, current) && current >= 0;
    } else {
        Choice choices[calendar_view_count];
        for (int i = 0; i < calendar_view_count; ++i) choices[i].label = labels[i];
        changed = segment_tabs(ui, row.cut_right(segment_tabs_width(ui, choices), 8).middle(32), "view", name, choices, current);
    }
    if (changed) show(desk, tab_views[current], data_.shown);
}

void CalendarPage::phone_header(Desk& desk, Rect area) {
    Ui& ui = desk.ui();
    Rect row = area.cut_top(52);
    row = Rect{row.x + 16, row.y, row.w - 24, row.h};
    const std::string name = title(desk);
    new_anchor_ = row.cut_right(44).middle(44);
    if (icon_button(ui, new_anchor_, "new", icon::plus, desk.tr("calendar.new_event"), 20)) data_.wish_entry = {new_anchor_, data_.shown, std::nullopt};
    calendars_button(desk, row.cut_right(44).middle(44));
    steps(desk, row.cut_right(3 * 44 + 4), 44);
    heading(ui, "title", row, 1, name, {.style = TextStyle::lead});
    phone_views(desk, Rect(area).inset(16, 2));
}

void CalendarPage::phone_views(Desk& desk, Rect row) {
    Ui& ui = desk.ui();
    constexpr CalendarView phone_order[] = {CalendarView::agenda, CalendarView::day, CalendarView::month, CalendarView::plan};
    const std::string agenda = desk.tr("calendar.agenda"), day = desk.tr("calendar.day"), month = desk.tr("calendar.month"), plan = desk.tr("calendar.plan"), name = desk.tr("calendar.view");
    const Choice choices[] = {{.label = agenda}, {.label = day}, {.label = month}, {.label = plan}};
    int current = static_cast<int>(std::ranges::find(phone_order, view_) - std::begin(phone_order));
    if (segments(ui, row, "view", name, choices, current)) show(desk, phone_order[current], data_.shown);
}

void CalendarPage::side(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const IdScope scope(ui, "side");
    const std::string previous = desk.tr("calendar.previous_month"), next = desk.tr("calendar.next_month"), name = desk.tr("nav.calendar");
    const WorkingCalendar& calendar = desk.ws().working_calendar();
    std::optional<Date> chosen = data_.shown;
    if (month_grid(ui, Rect(r.cut_top(month_height + 8, 12)), {.key = "month", .label = name, .today = today(desk), .previous_name = previous, .next_name = next,
                                                               .day_off = [&](Date d) { return is_holiday(calendar, d); }},
                   cursor_, chosen) &&
        chosen && !(*chosen == data_.shown))
        show(desk, view_, *chosen);
    ScrollArea scroll(ui, "calendars", r);
    const float height = calendars_height(desk);
    scroll.set_content_height(height);
    Rect body = scroll.content();
    body.h = height;
    calendars(desk, body);
}

float CalendarPage::calendars_height(Desk& desk) const {
    const float row = desk.ui().phone() ? 44.f : 28.f;
    const std::size_t people = data_.mine_only(desk) ? 0 : model::people(desk.ws()).size();
    return 32 + 4 * row + static_cast<float>(people) * row + 16 + labelled_colour_height(desk.ui());
}

float CalendarPage::labelled_colour_height(Ui& ui) { return labelled_height(ui, {.label = "x"}) + 8; }

void CalendarPage::calendars(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float row = ui.phone() ? 44.f : 28.f;
    const auto line = [&](std::string_view key, const std::string& label, bool on, int hue) {
        Rect at = r.cut_top(row);
        if (hue >= 0) disc(ui, at.cut_right(16).center(), 5, t.stage(hue).solid);
        return checkbox(ui, at, key, label, on ? Check::on : Check::off);
    };
    CalendarChoice& choice = data_.choice;
    const bool by_kind = choice.colour == CalendarColour::kind, by_person = choice.colour == CalendarColour::person;
    heading(ui, "calendars", r.cut_top(32), 2, desk.tr("calendar.shown"), {.weight = Weight::strong});
    bool changed = false;
    for (std::size_t i = 0; i < choice.kinds.size(); ++i)
        if (line(kind_keys[i], desk.tr(kind_keys[i]), choice.kinds[i], by_kind ? kind_hue(static_cast<CalendarItem::Kind>(i)) : -1)) {
            choice.kinds[i] = !choice.kinds[i];
            changed = true;
        }
    r.cut_top(8);
    std::string labels[3];
    Option options[3];
    for (std::size_t i = 0; i < 3; ++i) labels[i] = desk.tr(colour_keys[i]), options[i].label = labels[i];
    int colour = static_cast<int>(choice.colour);
    const std::string name = desk.tr("calendar.colour");
    if (select(ui, labelled(ui, r.cut_top(labelled_colour_height(ui)), {.label = name}), {.key = "colour", .label = name}, options, colour) && colour >= 0) {
        choice.colour = static_cast<CalendarColour>(colour);
        changed = true;
    }
    r.cut_top(4);
    const bool mine = data_.mine_only(desk);
    if (line("mine", desk.tr("calendar.mine_only"), mine, by_person && mine ? person_hue(desk.actor()) : -1)) {
        choice.mine_only = !mine;
        changed = true;
    }
    if (!mine)
        for (const model::Person& person : model::people(desk.ws())) {
            const IdScope scope(ui, person.row);
            const bool on = !choice.hidden.contains(person.row);
            if (!line("person", person.name, on, by_person ? person_hue(person.row) : -1)) continue;
            if (on) choice.hidden.insert(person.row);
            else choice.hidden.erase(person.row);
        }
    if (changed) keep(desk);
}

// Where there is no side for them.
void CalendarPage::calendars_button(Desk& desk, const Rect& r) {
    Ui& ui = desk.ui();
    const std::string name = desk.tr("calendar.shown");
    if (icon_button(ui, r, "shown", icon::list_filter, name)) calendars_open_ = true, calendars_anchor_ = r;
    if (!calendars_open_) return;
    const float button_row = ui.phone() ? 44.f + 12 : 0.f;
    const float height = calendars_height(desk) + button_row, shown = std::min(height, ui.screen().h * 0.7f - 24);
    const bool stay = popover(ui, {.key = "calendars", .name = name, .anchor = calendars_anchor_, .width = 280, .height = shown + 24, .align_right = true}, [&](Rect box) {
        box = box.inset(16, 12);
        ScrollArea scroll(ui, "calendars", box);
        scroll.set_content_height(height);
        Rect body = scroll.content();
        body.h = height;
        if (ui.phone() && button(ui, body.cut_top(44, 12), {.key = "print", .label = desk.tr("calendar.print"), .icon = icon::file_down})) print(desk);
        calendars(desk, body);
    });
    if (!stay) calendars_open_ = false;
}

// What is seen, as a file that any program prints.
void CalendarPage::print(Desk& desk) {
    constexpr int agenda_days = 31;
    const std::string name = title(desk);
    Result<std::string> made = error("font.malformed");
    switch (view_) {
    case CalendarView::month: made = print_month(desk, data_, name); break;
    case CalendarView::week: made = print_week(desk, data_, first_, days_, name); break;
    case CalendarView::day: made = print_list(desk, data_, data_.items(), first_, 1, name); break;
    case CalendarView::plan: made = print_plan(desk, data_, plan_.projects(), first_, days_, name); break;
    case CalendarView::agenda: {
        // From what stands at the top, a month.
        const Date first = agenda_.top_day().value_or(data_.shown);
        made = print_list(desk, data_, calendar_items(desk, first, agenda_days, data_.mine_only(desk)), first, agenda_days, period_name(desk.ui().locale(), first, agenda_days));
        break;
    }
    }
    if (!made.ok()) return desk.tell_refusal(made.error());
    desk.ui().host().save_file(platform::memory_file(desk.tr("nav.calendar") + ", " + name + ".pdf", "application/pdf", std::move(*made)), {}, [&desk](Status saved) {
        if (!saved.ok() && saved.error().code != "file.cancelled") desk.tell_refusal(saved.error());
    });
}

}  // namespace potok::ui
