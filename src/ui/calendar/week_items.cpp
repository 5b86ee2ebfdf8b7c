// The week's entries: laid side by side where they overlap, drawn, dragged to another time or made longer.
#include <algorithm>

#include "generated/icons.h"
#include "ui/calendar/week_view.h"
#include "ui/kit/paint.h"
#include "ui/kit/text.h"

namespace potok::ui {

namespace {
constexpr std::int64_t minute_ms = 60'000;
constexpr float narrowest = 18;  // of entries side by side
constexpr float edge = 8;  // of an entry's lower end: taken hold of there it becomes longer
}  // namespace

int WeekView::most_lanes(const WeekLayout& layout, int day) const { return std::max(2, static_cast<int>((layout.width(day) - 6) / narrowest)); }

// How many entries of a day have no room, over the others: it has the pointer before them, and is drawn after them.
void WeekView::more_items(Desk& desk, int day, const WeekLayout& layout, const Rect& view, const std::function<void()>& others) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const int most = most_lanes(layout, day);
    const auto more = std::ranges::count_if(columns_[static_cast<std::size_t>(day)].lanes, [&](const Lane& l) { return l.lane >= most; });
    if (more == 0) return others();
    const Rect at{layout.x(day) + 3, view.y + 4, layout.width(day) - 8, 22};
    const std::string text = desk.plural("calendar.more", more);
    const Press press = ui.press({.id = ui.id("more"), .role = Role::button, .name = text, .rect = at});
    others();
    fill(ui, at, press.hover > 0.5f ? t.hover : t.raised, 5);
    outline(ui, at, t.line_strong, 5, 1);
    draw_text(ui, at.inset(6, 0), text, {.style = TextStyle::caption, .weight = Weight::strong, .color = t.text2});
    if (press.ring) focus_ring(ui, at, 5);
    if (press.clicked) data_->wish_view = CalendarView::agenda, data_->wish_day = Date{layout.first().days + day};
}

void WeekView::day_items(Desk& desk, int day, const WeekLayout& layout, float top) {
    const Zone& zone = desk.zone();
    const Column& column = columns_[static_cast<std::size_t>(day)];
    // Where more stand side by side than can be told apart, the first ones do.
    const int most = most_lanes(layout, day);
    for (std::size_t k = 0; k < column.members.size(); ++k) {
        const Lane& lane = column.lanes[k];
        if (lane.lane >= most) continue;
        const Interval& time = column.times[k];
        const CalendarItem& it = items_[column.members[k]];
        const float width = (layout.width(day) - 6) / static_cast<float>(std::min(lane.lanes, most));
        const float y0 = top + layout.y(zone.to_local({time.from}).time);
        const float y1 = y0 + static_cast<float>(time.to - time.from) / 60'000.f;  // 60 px an hour
        const Rect r{layout.x(day) + 3 + width * static_cast<float>(lane.lane), y0 + 1, width - 2, y1 - y0 - 2};
        if (const auto way = travel_.find(it.row); way != travel_.end() && !drag_.carries(it.row)) {
            // The way there, where nothing stands above it.
            const bool free = std::ranges::none_of(column.times, [&](const Interval& i) { return i.from < time.from && i.to > time.from - way->second; });
            if (free) travel(desk, {r.x, r.y - 19, r.w, 18}, way->second);
        }
        item(desk, column.members[k], r, Hold::move);
    }
}

void WeekView::travel(Desk& desk, const Rect& r, std::int64_t ms) const {
    Ui& ui = desk.ui();
    const Color color = ui.theme().text2;
    Rect in{r.x + 10, r.y, r.w - 12, r.h};
    const std::string text = ui.locale().plural("duration.minutes", ms / minute_ms);
    draw_icon(ui, in.cut_left(14, 5), icon::car, 14, color);
    draw_text(ui, in, text, {.style = TextStyle::caption, .color = color});
}

void WeekView::draw_item(Desk& desk, const CalendarItem& it, const Rect& r, bool lifted) const {
    Ui& ui = desk.ui();
    if (it.deadline() || it.over_days()) {
        const std::string shown = it.second.empty() || it.count > 1 ? it.title : it.title + ", " + it.second;
        CalendarItem named = it;
        named.title = shown;
        return draw_chip(ui, r, named, data_->hue(it), "", lifted);
    }
    const Theme& t = ui.theme();
    const StageColors hue = t.stage(data_->hue(it));
    if (lifted) shadow(ui, r, Elevation::drag, 6);
    fill(ui, r, hue.soft, 6);
    if (t.name == ThemeName::contrast) outline(ui, r, hue.solid, 6, 1);
    if (lifted) outline_around(ui, r, t.accent, 6, 1.5f);
    fill(ui, {r.x, r.y, t.stage_edge, r.h}, hue.solid, 3, Corners::left);
    // Where several share a day there is no room for words: the title goes on from line to line wherever it must.
    const bool narrow = r.w < 64;
    Rect in{r.x + (narrow ? 7.f : 10.f), r.y + (r.h < 30 ? 3.f : 5.f), r.w - (narrow ? 9.f : 14.f), r.h - 6};
    // The title takes as many lines as there is room for beside the second line.
    const bool second = !narrow && r.h > 38;
    const int lines = std::clamp(static_cast<int>((in.h - (second ? 16.f : 0.f)) / 16), 1, narrow ? 8 : 4);
    const TextSpec title{.style = narrow ? TextStyle::caption : TextStyle::small, .weight = Weight::strong, .color = hue.text, .max_lines = lines,
                         .whole_words = !narrow};
    const float used = lines > 1 ? draw_paragraph(ui, in, it.title, title) : (draw_text(ui, Rect(in).cut_top(16), it.title, title), 16.f);
    in.cut_top(used);
    if (second) draw_text(ui, in.cut_top(16), it.second.empty() ? start_text(desk, it) : start_text(desk, it) + ", " + it.second, {.style = TextStyle::caption, .color = hue.text});
}

void WeekView::item(Desk& desk, std::size_t index, const Rect& r, Hold hold) {
    Ui& ui = desk.ui();
    const CalendarItem& it = items_[index];
    std::string when = when_text(desk, it);
    if (const auto way = travel_.find(it.row); way != travel_.end()) when += ", " + desk.tr("calendar.travel", {{"time", ui.locale().plural("duration.minutes", way->second / minute_ms)}});
    const NodeId id = ui.id(it.row);
    const Press press = ui.press({.id = id, .role = Role::button, .name = it.title, .description = it.second.empty() ? when : it.second + ", " + when,
                                  .states = state_draggable, .rect = r},
                                 {.draggable = it.count == 1});
    const bool at_edge = hold == Hold::move && ui.pointer().y > r.bottom() - edge;
    if (press.drag_started) {
        drag_.begin(it.row, r, ui.pointer());
        hold_ = at_edge ? Hold::resize : hold;
        taken_at_ = Date{};  // known where the layout is: in carry
    }
    if (drag_.carries(it.row) && hold_ != Hold::resize) {
        fill(ui, r, with_alpha(ui.theme().hover, 0.75f), 6);
        return;
    }
    Rect shown = r;
    if (drag_.carries(it.row)) shown.h = std::max(14.f, drag_.pointer().y - r.y);
    draw_item(desk, it, shown, false);
    if (press.hovered) ui.tip(id, r, it.count > 1 ? it.second : it.title + "\n" + when);
    if (press.hovered && at_edge) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
    if (press.ring) focus_ring(ui, r, 6);
    if (press.focused && ImGui::GetIO().KeyShift && it.count == 1) item_keys(desk, it);
    if (press.clicked) open_item(desk, it);
}

// With Shift the arrows move what has the focus: to another day, or by a quarter of an hour.
void WeekView::item_keys(Desk& desk, const CalendarItem& it) {
    Ui& ui = desk.ui();
    const int days = (ui.key(ImGuiKey_RightArrow) ? 1 : 0) - (ui.key(ImGuiKey_LeftArrow) ? 1 : 0);
    const int quarters = (ui.key(ImGuiKey_DownArrow) ? 1 : 0) - (ui.key(ImGuiKey_UpArrow) ? 1 : 0);
    if (days != 0) move_item_days(desk, it, days);
    else if (quarters != 0 && !it.over_days()) move_item(desk, it, it.from + quarters * 15 * minute_ms, it.to + quarters * 15 * minute_ms);
}

void WeekView::carry(Desk& desk, const WeekLayout& layout, float top) {
    if (!drag_.active()) return;
    Ui& ui = desk.ui();
    if (taken_at_ == Date{}) taken_at_ = {layout.first().days + layout.day_at(drag_.pointer().x)};
    if (drag_.update({ui.pointer(), ImGui::IsMouseDown(0), ui.escape()}) != Drag::Event::dropped) return;
    const auto found = std::ranges::find_if(items_, [&](const CalendarItem& i) { return i.row == drag_.what(); });
    if (found == items_.end()) return;
    const CalendarItem it = *found;
    if (hold_ == Hold::days) return move_item_days(desk, it, layout.first().days + layout.day_at(drag_.pointer().x) - taken_at_.days);
    if (hold_ == Hold::resize) {
        const Instant to = desk.zone().to_instant({it.first, layout.at(drag_.pointer(), top, 15).time});
        if (it.from < to && to != it.to) move_item(desk, it, it.from, to);
        return;
    }
    const Instant from = desk.zone().to_instant(layout.at({drag_.pointer().x, drag_.ghost().y}, top, 15));
    if (from != it.from) move_item(desk, it, from, from + (it.to - it.from));
}

// What is in the hand, with the time at which it would be let go.
void WeekView::ghost(Desk& desk, const WeekLayout& layout, float top) {
    if (!drag_.active() || hold_ == Hold::resize) return;
    Ui& ui = desk.ui();
    for (const CalendarItem& it : items_) {
        if (!drag_.carries(it.row)) continue;
        const Rect ghost = drag_.ghost();
        draw_item(desk, it, ghost, true);
        const LocalDateTime at = layout.at({drag_.pointer().x, ghost.y}, top, 15);
        const std::string when = ui.locale().weekday_short(at.date) + " " + (hold_ == Hold::days ? std::to_string(civil(at.date).day) : ui.locale().time(at.time));
        const TextSpec spec{.style = TextStyle::caption, .weight = Weight::strong, .color = ui.theme().text};
        const Rect line{ghost.x, ghost.bottom() + 4, text_width(ui, when, spec) + 16, 20};
        fill(ui, line, ui.theme().raised, 5);
        outline(ui, line, ui.theme().line_strong, 5, 1);
        draw_text(ui, line.inset(8, 0), when, spec);
    }
}

}  // namespace potok::ui
