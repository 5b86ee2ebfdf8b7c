// The plan's bars: drawn, linked, carried to other days.
#include <algorithm>
#include <array>
#include <cmath>

#include "generated/icons.h"
#include "ui/calendar/plan_view.h"
#include "ui/kit/paint.h"
#include "ui/kit/text.h"

namespace potok::ui {

namespace {

constexpr float bar_end = 8;  // of a bar's end: taken hold of there it becomes longer
const char* icon_of(const PlanBar& bar) {
    if (bar.instalment) return icon::banknote;
    if (bar.item.kind == CalendarItem::Kind::booking) return icon::calendar_range;
    if (bar.item.kind == CalendarItem::Kind::event) return icon::calendar;
    return bar.done ? icon::circle_check : icon::circle;
}

}  // namespace

Rect PlanView::rect_of(Desk& desk, const PlanBar& bar, const Rect& row) const {
    const bool phone = desk.ui().phone();
    const float y = phone ? row.y + 28 : row.y + 7, h = phone ? 14.f : 20.f;
    const float a = x(desk, bar.item.from), b = x(desk, bar.item.to);
    if (bar.instalment) return {a + day_width_ / 2 - h / 2, y, h, h};
    return {a, y, std::max(8.f, b - a), h};
}

void PlanView::draw_bar(Desk& desk, const PlanBar& bar, const Rect& r, bool lifted) const {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const StageColors hue = t.stage(data_->hue(bar.item));
    if (bar.instalment) {  // a day, not a stretch
        const Point c = r.center();
        const float s = r.h / 2 - 2;
        const std::array<Point, 4> points = {Point{c.x, c.y - s}, Point{c.x + s, c.y}, Point{c.x, c.y + s}, Point{c.x - s, c.y}};
        ui.draw().AddQuadFilled({points[0].x, points[0].y}, {points[1].x, points[1].y}, {points[2].x, points[2].y}, {points[3].x, points[3].y}, bar.movable ? hue.soft : hue.solid);
        polyline(ui, points, hue.solid, 1.5f, true);
        return;
    }
    const bool late = bar.item.deadline() && !bar.done && bar.item.to < desk.now();
    if (lifted) shadow(ui, r, Elevation::drag, 5);
    fill(ui, r, bar.done ? with_alpha(hue.soft, 0.6f) : hue.soft, 5);
    if (late) outline(ui, r, t.danger, 5, 1.5f);
    else if (!bar.done || t.name == ThemeName::contrast) outline(ui, r, hue.solid, 5, 1);
    if (lifted) outline_around(ui, r, t.accent, 5, 1.5f);
    if (bar.done) fill(ui, {r.x, r.bottom() - 2, r.w, 2}, hue.solid, 1);
}

void PlanView::bar_row(Desk& desk, const Rect& r, const Row& row, std::size_t index) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const PlanBar& bar = projects_[row.project].bars[*row.bar];
    Group group(ui, bar.item.row, {.role = Role::row, .rect = r});
    const float names = ui.phone() ? r.w : left_ - r.x;
    Rect name{r.x + (ui.phone() ? 16.f : 40.f), r.y, names - (ui.phone() ? 24.f : 48.f), ui.phone() ? 26.f : r.h};
    draw_icon(ui, name.cut_left(14, 8), icon_of(bar), 14, bar.done ? t.success : t.text3);
    ui.tree().add({.id = ui.id("name"), .role = Role::rowheader, .name = bar.item.title, .rect = name});
    draw_text(ui, name, bar.item.title, {.style = TextStyle::small, .color = bar.done ? t.text2 : t.text});
    const std::string when = bar.instalment ? ui.locale().date(bar.item.first)
                                            : ui.locale().day_month(bar.item.first) + " – " + ui.locale().day_month(bar.item.last);
    const Rect at = rect_of(desk, bar, r);
    ui.push_clip({left_, r.y, r.right() - left_, r.h});
    std::string said = bar.item.second.empty() ? when : bar.item.second + ", " + when;
    if (bar.done) said += ", " + desk.tr("plan.done");
    const Press press = ui.press({.id = ui.id("bar"), .role = Role::gridcell, .name = bar.item.title, .description = said,
                                  .states = bar.movable ? State::state_draggable : State::state_none, .rect = at.intersect({left_, r.y, r.right() - left_, r.h})},
                                 {.tab_stop = index == current_, .draggable = bar.movable});
    const bool stretches = !bar.instalment && !bar.done;
    const bool at_edge = stretches && (bar.item.deadline() || ui.pointer().x > at.right() - bar_end);
    if (press.drag_started) {
        drag_.begin(bar.item.row, at, ui.pointer());
        resizing_ = at_edge;
    }
    if (press.hovered && at_edge && bar.movable) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    if (drag_.carries(bar.item.row)) {
        const float by = day_width_ * std::round((drag_.ghost().x - at.x) / day_width_);
        Rect shown = at;
        if (resizing_) shown.w = std::max(8.f, at.w + by);
        else shown.x += by;
        draw_bar(desk, bar, shown, true);
        const Date end{(resizing_ ? bar.item.last.days : bar.item.first.days) + static_cast<int>(std::lround(by / day_width_))};
        draw_text(ui, {shown.right() + 6, shown.y, 120, shown.h}, ui.locale().weekday_short(end) + " " + ui.locale().day_month(end),
                  {.style = TextStyle::caption, .weight = Weight::strong, .color = t.text});
    } else {
        draw_bar(desk, bar, at, false);
        if (!ui.phone() && at.right() + 8 < r.right() && at.right() >= left_)
            draw_text(ui, {at.right() + 13, at.y, r.right() - at.right() - 15, at.h}, bar.item.second, {.style = TextStyle::caption, .color = t.text3});
    }
    if (press.ring) focus_ring(ui, at, 5);
    if (press.hovered) ui.tip(ui.id("bar"), at, bar.item.title + "\n" + said);
    ui.pop_clip();
    if (focus_current_ && index == current_) {  // may have come into view only now
        focus_current_ = false;
        ui.focus().set(ui.id("bar"), true);
        ui.host().request_redraw();
    } else if (press.focused && !focus_current_) {
        current_ = index;
        keys(desk, bar, index);
    }
    if (press.clicked) desk.open_record(bar.item.record);
}

void PlanView::keys(Desk& desk, const PlanBar& bar, std::size_t index) {
    Ui& ui = desk.ui();
    const int side = (ui.key(ImGuiKey_RightArrow) ? 1 : 0) - (ui.key(ImGuiKey_LeftArrow) ? 1 : 0);
    if (ImGui::GetIO().KeyShift) {
        if (side == 0 || !bar.movable) return;
        const PlanBar moved = bar;
        resizing_ = moved.item.deadline() && !moved.instalment;
        return drop(desk, moved, side);
    }
    const int step = (ui.key(ImGuiKey_DownArrow, true) ? 1 : 0) - (ui.key(ImGuiKey_UpArrow, true) ? 1 : 0);
    for (auto next = static_cast<std::ptrdiff_t>(index) + step; step != 0 && next >= 0 && next < static_cast<std::ptrdiff_t>(rows_.size()); next += step) {
        const Row& row = rows_[static_cast<std::size_t>(next)];
        if (!row.bar) continue;
        current_ = static_cast<std::size_t>(next);
        focus_current_ = true;
        return;
    }
}

void PlanView::carry(Desk& desk) {
    if (!drag_.active()) return;
    Ui& ui = desk.ui();
    const Drag::Event event = drag_.update({ui.pointer(), ImGui::IsMouseDown(0), ui.escape()});
    if (event != Drag::Event::dropped) return;
    for (const PlanProject& p : projects_)
        for (const PlanBar& bar : p.bars) {
            if (bar.item.row != drag_.what()) continue;
            const PlanBar moved = bar;
            return drop(desk, moved, static_cast<int>(std::lround((drag_.ghost().x - rect_of(desk, moved, {}).x) / day_width_)));
        }
}

// So many days later, at the same local time; at an end that end alone.
void PlanView::drop(Desk& desk, const PlanBar& bar, int days) {
    if (days == 0) return;
    const auto later = [&](Instant at) {
        LocalDateTime local = desk.zone().to_local(at);
        local.date.days += days;
        return desk.zone().to_instant(local);
    };
    if (bar.instalment) {
        const RunOptions told{.done = desk.tr("calendar.moved", {{"name", bar.item.title}})};
        desk.act(desk.compose().set_field(bar.item.row, "due", Value(Date{bar.item.first.days + days})), told);
    } else if (resizing_) {
        const Instant end = later(bar.item.to);
        if (bar.item.from < end || bar.item.deadline()) move_item(desk, bar.item, bar.item.from, end);
    } else {
        move_item(desk, bar.item, later(bar.item.from), later(bar.item.to));
    }
}

// Arrows of the projects in view, over their bars.
void PlanView::links(Desk& desk, const Rect& view, float top) {
    Ui& ui = desk.ui();
    const float h = row_height(ui);
    ui.push_clip({left_, view.y, view.right() - left_, view.h});
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        if (rows_[i].bar) continue;
        const PlanProject& p = projects_[rows_[i].project];
        const float y = top + h * static_cast<float>(i);
        if (folded_.contains(p.record) || y > view.bottom() || y + h * static_cast<float>(p.bars.size() + 1) < view.y) continue;
        for (const PlanLink& l : p.links) {
            const Rect a = rect_of(desk, p.bars[l.before], {view.x, y + h * static_cast<float>(l.before + 1), view.w, h});
            const Rect b = rect_of(desk, p.bars[l.after], {view.x, y + h * static_cast<float>(l.after + 1), view.w, h});
            link(ui, {a.right(), a.center().y}, {b.x, b.center().y}, l.broken);
        }
    }
    ui.pop_clip();
}

// Right angles from an end to a begin; where the begin is earlier, back between the rows.
void PlanView::link(Ui& ui, Point from, Point to, bool broken) const {
    const Theme& t = ui.theme();
    const Color color = broken ? t.danger : t.control;
    constexpr float out = 7, head = 5;
    const float tip = to.x - 1;
    if (tip - out >= from.x + 2) {
        const float bend = std::max(from.x + 4, std::min(from.x + out, tip - out));
        const std::array<Point, 4> way = {from, Point{bend, from.y}, Point{bend, to.y}, Point{tip, to.y}};
        polyline(ui, way, color, 1.5f);
    } else {
        const float between = from.y < to.y ? to.y - row_height(ui) / 2 : to.y + row_height(ui) / 2;
        const std::array<Point, 6> way = {from, Point{from.x + out, from.y}, Point{from.x + out, between}, Point{tip - out, between}, Point{tip - out, to.y}, Point{tip, to.y}};
        polyline(ui, way, color, 1.5f);
    }
    ui.draw().AddTriangleFilled({to.x, to.y}, {to.x - head - 1, to.y - head + 1}, {to.x - head - 1, to.y + head - 1}, color);
}

}  // namespace potok::ui
