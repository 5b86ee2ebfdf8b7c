// The week's items: laid side by side where they overlap, drawn, dragged to another time or made longer.
#include <algorithm>

#include "generated/icons.h"
#include "ui/calendar/week_page.h"
#include "ui/kit/paint.h"
#include "ui/kit/text.h"

namespace potok::ui {

namespace {
constexpr std::int64_t minute_ms = 60'000;
}

void WeekPage::day_items(Desk& desk, int day, const WeekLayout& layout, float top) {
    const Zone& zone = desk.zone();
    const Date date{layout.first().days + day};
    std::vector<std::size_t> members;
    std::vector<Interval> intervals;
    for (std::size_t i = 0; i < items_.size(); ++i) {
        const Item& it = items_[i];
        if (!shows(it) || it.kind == Item::Kind::task || is_long(desk, it) || zone.to_local(it.from).date != date) continue;
        members.push_back(i);
        intervals.push_back({it.from.ms, std::max(it.to.ms, it.from.ms + 30 * minute_ms)});
    }
    const std::vector<Lane> lanes = pack_lanes(intervals);
    for (std::size_t k = 0; k < members.size(); ++k) {
        const float width = (layout.width(day) - 6) / static_cast<float>(lanes[k].lanes);
        const float y0 = top + layout.y(zone.to_local({intervals[k].from}).time);
        const float y1 = y0 + static_cast<float>(intervals[k].to - intervals[k].from) / 60'000.f;  // 60 px an hour
        item(desk, members[k], {layout.x(day) + 3 + width * static_cast<float>(lanes[k].lane), y0 + 1, width - 2, y1 - y0 - 2});
    }
}

void WeekPage::long_items(Desk& desk, const Rect& row, const WeekLayout& layout) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    hline(ui, row.x, row.bottom() - 1, row.w, t.line);
    label(ui, "all_day", {row.x, row.y, 48, row.h}, desk.tr("calendar.all_day"), {.style = TextStyle::caption, .color = t.text3, .align = Align::right});
    // As many side by side as there is room for; further ones are on the crews' page.
    float free_from = layout.x(0);
    for (std::size_t i = 0; i < items_.size(); ++i) {
        const Item& it = items_[i];
        if (!shows(it) || !is_long(desk, it)) continue;
        const int a = std::clamp(desk.zone().to_local(it.from).date.days - layout.first().days, 0, layout.days() - 1);
        const int b = std::clamp(desk.zone().to_local(it.to + -1).date.days - layout.first().days, 0, layout.days() - 1);
        const float left = std::max(layout.x(a) + 3, free_from);
        const Rect r{left, row.y + 4, layout.x(b + 1) - left - 5, 22};
        if (r.w < 24) continue;
        free_from = r.right() + 2;
        const StageColors hue = t.stage(it.hue);
        const Press press = ui.press({.id = ui.id(it.row), .role = Role::button, .name = it.title, .description = it.second, .rect = r});
        fill(ui, r, hue.soft, 6);
        draw_text(ui, r.inset(8, 0), it.second.empty() ? it.title : it.title + ", " + it.second,
                  {.style = TextStyle::small, .weight = Weight::strong, .color = hue.text});
        if (press.ring) focus_ring(ui, r, 6);
        if (press.clicked && it.record) desk.open_record(it.record);
    }
}

// One chip a day: the task that is due, or how many are. Dragged to another day it keeps its hour.
void WeekPage::deadlines(Desk& desk, const Rect& row, const WeekLayout& layout) {
    Ui& ui = desk.ui();
    hline(ui, row.x, row.bottom() - 1, row.w, ui.theme().line);
    draw_icon(ui, {row.x + 20, row.y, 28, row.h - 1}, icon::list_checks, 14, ui.theme().text3);
    for (std::size_t i = 0; i < items_.size(); ++i) {
        const Item& it = items_[i];
        const int day = desk.zone().to_local(it.to).date.days - layout.first().days;
        if (!shows(it) || it.kind != Item::Kind::task || day < 0 || day >= layout.days()) continue;
        item(desk, i, {layout.x(day) + 3, row.y + 4, layout.width(day) - 8, 22});
    }
}

void WeekPage::draw_item(Ui& ui, const Item& it, const Rect& r, bool lifted) const {
    const Theme& t = ui.theme();
    const StageColors hue = t.stage(it.hue);
    const bool deadline = it.kind == Item::Kind::task;
    if (lifted) shadow(ui, r, Elevation::drag, 6);
    fill(ui, r, deadline ? t.surface : hue.soft, 6);
    if (deadline) outline(ui, r, hue.solid, 6, 1.5f);
    if (lifted) outline_around(ui, r, t.accent, 6, 1.5f);
    fill(ui, {r.x, r.y, t.stage_edge, r.h}, hue.solid, 3, Corners::left);
    // Where several share a day there is no room for words: the title goes on from line to line wherever it must.
    const bool narrow = r.w < 64;
    Rect in{r.x + (narrow ? 7.f : 10.f), r.y + (r.h < 30 ? 3.f : 5.f), r.w - (narrow ? 9.f : 14.f), r.h - 6};
    // The title takes as many lines as there is room for beside the second line.
    const bool second = !narrow && r.h > 38 && !it.second.empty();
    const int lines = std::clamp(static_cast<int>((in.h - (second ? 16.f : 0.f)) / 16), 1, narrow ? 8 : 4);
    const TextSpec title{.style = narrow ? TextStyle::caption : TextStyle::small, .weight = Weight::strong, .color = hue.text, .max_lines = lines,
                         .whole_words = !narrow};
    const float used = lines > 1 ? draw_paragraph(ui, in, it.title, title) : (draw_text(ui, Rect(in).cut_top(16), it.title, title), 16.f);
    in.cut_top(used);
    if (second) draw_text(ui, in.cut_top(16), it.second, {.style = TextStyle::caption, .color = hue.text});
}

void WeekPage::item(Desk& desk, std::size_t index, const Rect& r) {
    Ui& ui = desk.ui();
    const Item& it = items_[index];
    const Zone& zone = desk.zone();
    const bool deadline = it.kind == Item::Kind::task;
    std::string when = ui.locale().day_month(zone.to_local(it.from).date);
    if (it.count == 1) when += ", " + ui.locale().time(zone.to_local(it.from).time);
    if (!deadline) when += "–" + ui.locale().time(zone.to_local(it.to).time);
    const Press press = ui.press({.id = ui.id(it.row), .role = Role::button, .name = it.title,
                                  .description = it.second.empty() ? when : it.second + ", " + when, .states = state_draggable, .rect = r},
                                 {.draggable = it.kind != Item::Kind::event && it.count == 1});
    if (press.drag_started) {
        drag_.begin(it.row, r, ui.pointer());
        resizing_ = it.kind == Item::Kind::booking && ui.pointer().y > r.bottom() - 8;
    }
    if (drag_.carries(it.row) && !resizing_) {
        fill(ui, r, with_alpha(ui.theme().hover, 0.75f), 6);
        return;
    }
    Rect shown = r;
    if (drag_.carries(it.row)) shown.h = std::max(14.f, drag_.pointer().y - r.y);
    draw_item(ui, it, shown, false);
    if (press.hovered) ui.tip(ui.id(it.row), r, it.count > 1 ? it.second : it.title + "\n" + when);
    if (press.hovered && it.kind == Item::Kind::booking && ui.pointer().y > r.bottom() - 8) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
    if (press.ring) focus_ring(ui, r, 6);
    if (press.clicked) {
        if (it.count > 1) desk.go(Route::to(Page::tasks));
        else desk.open_record(it.record ? it.record : it.row);
    }
}

void WeekPage::carry(Desk& desk, const WeekLayout& layout, float top) {
    if (!drag_.active()) return;
    Ui& ui = desk.ui();
    const Rect at = drag_.ghost();
    if (drag_.update({ui.pointer(), ImGui::IsMouseDown(0), ui.escape()}) != Drag::Event::dropped) return;
    const auto found = std::find_if(items_.begin(), items_.end(), [&](const Item& i) { return i.row == drag_.what(); });
    if (found == items_.end()) return;
    const Item it = *found;
    if (resizing_) {
        const LocalDateTime end = layout.at(drag_.pointer(), top, 15);
        const Instant to = desk.zone().to_instant({desk.zone().to_local(it.from).date, end.time});
        if (to > it.from) drop(desk, it, it.from, to);
        return;
    }
    const LocalDateTime place = layout.at({drag_.pointer().x, at.y}, top, 15);
    if (it.kind == Item::Kind::task) {
        const LocalDateTime due = desk.zone().to_local(it.to);
        if (place.date != due.date) drop(desk, it, it.from, desk.zone().to_instant({place.date, due.time}));
        return;
    }
    const Instant from = desk.zone().to_instant(place);
    if (from != it.from) drop(desk, it, from, from + (it.to - it.from));
}

void WeekPage::drop(Desk& desk, const Item& it, Instant from, Instant to) {
    const RunOptions told{.done = desk.tr("calendar.moved", {{"name", it.title}})};
    if (it.kind == Item::Kind::booking) desk.act(desk.compose().rebook(it.row, {}, from, to), told);
    if (it.kind == Item::Kind::task) desk.act(desk.compose().set_task_due(it.row, to), told);
    stale_ = true;
}

}  // namespace potok::ui
