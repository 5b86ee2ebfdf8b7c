#include "ui/calendar/month_view.h"

#include <algorithm>

#include "ui/forms/field_edit.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"
#include "ui/kit/week_start.h"

namespace potok::ui {

namespace {

constexpr float names_height = 32, number_height = 28, chip = 20, chip_step = 22, least_week = 96;

// How many chips have room below the number.
int lanes_of(float week_height) { return std::max(1, static_cast<int>((week_height - number_height - 4) / chip_step)); }

}  // namespace

MonthWeeks MonthView::period(Ui& ui, Date shown) { return weeks_of_month(shown, first_weekday(ui)); }

Rect MonthView::day_rect(const Rect& grid, const MonthWeeks& weeks, Date day) const {
    const int at = day.days - weeks.first.days;
    const float h = grid.h / static_cast<float>(weeks.weeks), w = grid.w / 7;
    return {grid.x + w * static_cast<float>(at % 7), grid.y + h * static_cast<float>(at / 7), w, h};
}

void MonthView::arrange(const MonthWeeks& weeks, int lanes) {
    if (edition_ == data_->edition() && lanes_ == lanes && arranged_ == data_->choice) return;
    edition_ = data_->edition();
    lanes_ = lanes;
    arranged_ = data_->choice;
    shown_.clear();
    std::vector<DaySpan> spans;
    by_day_.assign(static_cast<std::size_t>(weeks.days()), {});
    for (const CalendarItem& item : data_->items()) {
        if (!data_->shows(item)) continue;
        shown_.push_back(&item);
        spans.push_back({item.first, item.last});
        for (int d = std::max(0, item.first.days - weeks.first.days); d <= std::min(weeks.days() - 1, item.last.days - weeks.first.days); ++d)
            by_day_[static_cast<std::size_t>(d)].push_back(&item);
    }
    weeks_.clear();
    for (int w = 0; w < weeks.weeks; ++w) weeks_.push_back(month_week(spans, {weeks.first.days + w * 7}, lanes));
}

void MonthView::frame(Desk& desk, const Rect& area, CalendarData& data) {
    data_ = &data;
    moved_ = false;
    Ui& ui = desk.ui();
    if (ui.phone()) return phone(desk, area);
    const MonthWeeks weeks = period(ui, data.shown);
    Rect rest = area;
    Group group(ui, "month", {.role = Role::grid, .name = ui.locale().month_year(data.shown), .rect = area});
    grid_ = group.id();
    names(desk, rest.cut_top(names_height), weeks);
    ScrollArea scroll(ui, "weeks", rest);
    const float height = std::max(rest.h, least_week * static_cast<float>(weeks.weeks));
    scroll.set_content_height(height);
    const Rect grid{rest.x, scroll.content().y, rest.w, height};
    carry(desk, grid, weeks);

    // The ground of all days first: a bar may reach over several of them.
    for (int i = 0; i < weeks.days(); ++i) {
        const Date day{weeks.first.days + i};
        ground(desk, day_rect(grid, weeks, day), day);
    }
    arrange(weeks, lanes_of(height / static_cast<float>(weeks.weeks)));
    for (int w = 0; w < weeks.weeks; ++w) {
        const Date first{weeks.first.days + w * 7};
        const Rect row{grid.x, grid.y + height / static_cast<float>(weeks.weeks) * static_cast<float>(w), grid.w, height / static_cast<float>(weeks.weeks)};
        const MonthWeek& week = weeks_[static_cast<std::size_t>(w)];
        const NodeId row_id = child_id(grid_, -1 - w);
        ui.tree().add({.id = row_id, .role = Role::row, .rect = row});
        ui.tree().open(row_id);
        for (int d = 0; d < 7; ++d) {
            const Date day{first.days + d};
            const Rect r = day_rect(grid, weeks, day);
            std::size_t entries = static_cast<std::size_t>(week.hidden[static_cast<std::size_t>(d)]);
            for (const MonthSegment& s : week.segments) entries += s.from <= d && d <= s.to ? 1 : 0;
            // What lies in the cell has the pointer before the cell.
            ImGui::SetNextItemAllowOverlap();
            cell(desk, r, day, entries);
            const NodeId cell_id = child_id(grid_, day.days);
            ui.tree().open(cell_id);
            ui.push_id(cell_id);
            for (const MonthSegment& s : week.segments) {
                if (s.from != d) continue;
                const float right = day_rect(grid, weeks, {first.days + s.to}).right();
                bar(desk, *shown_[s.entry], s, {r.x + (s.begins ? 4.f : 0.f), r.y + number_height + chip_step * static_cast<float>(s.lane), right - r.x - (s.begins ? 4.f : 0.f) - (s.ends ? 5.f : 0.f), chip}, day);
            }
            if (const int more = week.hidden[static_cast<std::size_t>(d)]; more > 0) {
                const Rect at{r.x + 4, r.y + number_height + chip_step * static_cast<float>(lanes_ - 1), r.w - 8, chip};
                const std::string text = desk.plural("calendar.more", more);
                const Press press = ui.press({.id = ui.id("more"), .role = Role::button, .name = text, .rect = at}, {.tab_stop = day == data.shown});
                if (press.hover > 0) fill(ui, at, with_alpha(ui.theme().hover, press.hover), 5);
                draw_text(ui, at.inset(6, 0), text, {.style = TextStyle::caption, .weight = Weight::strong, .color = ui.theme().text2});
                if (press.ring) focus_ring(ui, at, 5);
                if (press.clicked) data.wish_view = CalendarView::day, data.wish_day = day;
            }
            ui.pop_id();
            ui.tree().close();
        }
        ui.tree().close();
    }
    if (!drag_.active()) return;
    for (const CalendarItem& item : data.items()) {
        if (!drag_.carries(item.row)) continue;
        const Rect over = day_rect(grid, weeks, to_);
        outline(ui, over.inset(1), ui.theme().accent, 6, 2);
        Rect ghost = drag_.ghost();
        ghost.w = std::min(ghost.w, over.w - 9);
        ghost.x = drag_.pointer().x - std::min(drag_.pointer().x - drag_.ghost().x, ghost.w - 8);
        draw_chip(ui, ghost, item, data.hue(item), start_text(desk, item), true);
    }
}

void MonthView::names(Desk& desk, const Rect& row, const MonthWeeks& weeks) const {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const NodeId id = ui.id("names");
    ui.tree().add({.id = id, .role = Role::row, .rect = row});
    ui.tree().open(id);
    for (int d = 0; d < 7; ++d) {
        const Date day{weeks.first.days + d};
        const Rect r = part(row, d, 7, 0);
        const std::string name = ui.locale().weekday_short(day);
        ui.tree().add({.id = child_id(id, d), .role = Role::columnheader, .name = desk.tr("weekday." + std::to_string(weekday(day))), .rect = r});
        draw_text(ui, r.inset(ui.phone() ? 0 : 10, 0), name, {.style = ui.phone() ? TextStyle::caption : TextStyle::small, .color = t.text3, .align = ui.phone() ? Align::center : Align::left});
    }
    ui.tree().close();
    hline(ui, row.x, row.bottom() - 1, row.w, t.line);
}

void MonthView::ground(Desk& desk, const Rect& r, Date day) const {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const bool this_month = civil(day).month == civil(data_->shown).month;
    const Date now = today(desk);
    if (!desk.ws().working_calendar().is_working_day(day)) fill(ui, r, t.sunken);
    if (drag_.active() && day == to_) fill(ui, r, t.accent_soft);
    hline(ui, r.x, r.bottom() - 1, r.w, t.line);
    vline(ui, r.x, r.y, r.h, t.line);
    Rect head{r.x + 6, r.y + 3, r.w - 12, number_height - 5};
    const bool first = civil(day).day == 1;
    const std::string number = first ? ui.locale().day_month(day) : std::to_string(civil(day).day);
    const std::string holiday = holiday_name(desk, day);
    const bool feast = is_holiday(desk.ws().working_calendar(), day) || !holiday.empty();
    const TextSpec spec{.style = TextStyle::small, .weight = this_month ? Weight::strong : Weight::regular,
                        .color = day == now ? t.on_accent : feast ? t.danger : this_month ? t.text : t.text3, .align = Align::center};
    const float width = std::max(23.f, text_width(ui, number, spec) + 10);
    const Rect mark = head.cut_left(width, 6);
    if (day == now) fill(ui, mark, t.accent, mark.h / 2);
    draw_text(ui, mark, number, spec);
    if (!holiday.empty()) draw_text(ui, head, holiday, {.style = TextStyle::caption, .color = t.danger});
}

void MonthView::cell(Desk& desk, const Rect& r, Date day, std::size_t entries) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    std::string name = ui.locale().date_long(day);
    if (const std::string holiday = holiday_name(desk, day); !holiday.empty()) name += ", " + holiday;
    const std::string said = desk.plural("calendar.entries", static_cast<std::int64_t>(entries));
    Node node{.id = child_id(grid_, day.days), .role = Role::gridcell, .name = name, .description = said, .rect = r};
    if (day == today(desk)) node.states |= state_current;
    if (day == data_->shown) node.states |= state_selected;
    const Press press = ui.press(node, {.tab_stop = day == data_->shown, .keyboard = false});
    if (press.ring) focus_ring(ui, r.inset(3), 5);
    else if (press.hovered && !drag_.active()) outline(ui, r.inset(1), t.line_strong, 4);
    if (press.clicked) {
        if (!(day == data_->shown) && civil(day).month == civil(data_->shown).month) data_->wish_day = day;
        data_->wish_entry = {r, day, std::nullopt};
    }
    if (press.focused && ui.focus().by_keyboard()) keys(desk, day, entries);
}

void MonthView::keys(Desk& desk, Date day, std::size_t entries) {
    Ui& ui = desk.ui();
    Date to = day;
    const Date week = week_start(day, first_weekday(ui));
    if (ui.key(ImGuiKey_LeftArrow, true)) to.days -= 1;
    if (ui.key(ImGuiKey_RightArrow, true)) to.days += 1;
    if (ui.key(ImGuiKey_UpArrow, true)) to.days -= 7;
    if (ui.key(ImGuiKey_DownArrow, true)) to.days += 7;
    if (ui.key(ImGuiKey_PageUp, true)) to = add_months(day, -1);
    if (ui.key(ImGuiKey_PageDown, true)) to = add_months(day, 1);
    if (ui.key(ImGuiKey_Home)) to = week;
    if (ui.key(ImGuiKey_End)) to = {week.days + 6};
    if (!(to == day) && !moved_) {
        moved_ = true;  // the day it leads to is still to come in this frame, and would go on
        data_->wish_day = to;
        focus_day(ui, to);
    }
    if (ui.key(ImGuiKey_Enter) || ui.key(ImGuiKey_KeypadEnter)) {
        if (entries > 0) data_->wish_view = CalendarView::day, data_->wish_day = day;
        else data_->wish_entry = {ui.tree().find(child_id(grid_, day.days)) ? ui.tree().find(child_id(grid_, day.days))->rect : Rect{}, day, std::nullopt};
    }
}

void MonthView::focus_day(Ui& ui, Date day) const {
    ui.focus().set(child_id(grid_, day.days), true);
    ui.host().request_redraw();
}

void MonthView::bar(Desk& desk, const CalendarItem& item, const MonthSegment& segment, const Rect& r, Date day) {
    Ui& ui = desk.ui();
    const std::string when = when_text(desk, item);
    const NodeId id = ui.id(item.row);
    const Press press = ui.press({.id = id, .role = Role::button, .name = item.title, .description = item.second.empty() ? when : item.second + ", " + when,
                                  .states = state_draggable, .rect = r},
                                 {.tab_stop = day == data_->shown, .draggable = true});
    if (press.drag_started) {
        drag_.begin(item.row, r, ui.pointer());
        const float width = r.w / static_cast<float>(segment.to - segment.from + 1);
        taken_at_ = to_ = {day.days + std::clamp(static_cast<int>((ui.pointer().x - r.x) / width), 0, segment.to - segment.from)};
    }
    if (drag_.carries(item.row)) {
        fill(ui, r, with_alpha(ui.theme().hover, 0.75f), 5);
        return;
    }
    draw_chip(ui, r, item, data_->hue(item), start_text(desk, item));
    if (press.hovered) ui.tip(id, r, item.title + (item.second.empty() ? "" : "\n" + item.second) + "\n" + when);
    if (press.ring) focus_ring(ui, r, 5);
    if (press.focused && ImGui::GetIO().KeyShift) {
        const int days = (ui.key(ImGuiKey_RightArrow) ? 1 : 0) - (ui.key(ImGuiKey_LeftArrow) ? 1 : 0) + (ui.key(ImGuiKey_DownArrow) ? 7 : 0) -
                         (ui.key(ImGuiKey_UpArrow) ? 7 : 0);
        if (days != 0) {
            const CalendarItem moved = item;  // reading anew takes the other away
            data_->wish_day = Date{day.days + days};
            ui.focus().set(child_id(child_id(grid_, day.days + days), moved.row), true);
            move_item_days(desk, moved, days);
            return;
        }
    }
    if (press.clicked) open_item(desk, item);
}

void MonthView::carry(Desk& desk, const Rect& grid, const MonthWeeks& weeks) {
    if (!drag_.active()) return;
    Ui& ui = desk.ui();
    const Drag::Event event = drag_.update({ui.pointer(), ImGui::IsMouseDown(0), ui.escape()});
    const Point p = drag_.pointer();
    const int column = std::clamp(static_cast<int>((p.x - grid.x) / (grid.w / 7)), 0, 6);
    const int row = std::clamp(static_cast<int>((p.y - grid.y) / (grid.h / static_cast<float>(weeks.weeks))), 0, weeks.weeks - 1);
    to_ = {weeks.first.days + row * 7 + column};
    if (event != Drag::Event::dropped || !grid.contains(p)) return;
    const auto found = std::ranges::find_if(data_->items(), [&](const CalendarItem& i) { return i.row == drag_.what(); });
    if (found == data_->items().end()) return;
    const CalendarItem item = *found;
    move_item_days(desk, item, to_.days - taken_at_.days);
}

}  // namespace potok::ui
