#include "ui/calendar/week_view.h"

#include <algorithm>
#include <map>

#include "generated/icons.h"
#include "model/trips.h"
#include "ui/forms/field_edit.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"

namespace potok::ui {

namespace {
constexpr float heads_height = 52, strip_row = 26;
constexpr int most_long_rows = 3;
}  // namespace

void WeekView::arrange(Desk& desk, Date first, int days) {
    if (edition_ == data_->edition() && arranged_ == data_->choice && first == first_ && static_cast<std::size_t>(days) == columns_.size()) return;
    edition_ = data_->edition();
    first_ = first;
    arranged_ = data_->choice;
    items_.clear();
    // What is due on one day stands together, above the hours: deadlines take no time.
    std::map<std::int32_t, std::vector<const CalendarItem*>> due;
    for (const CalendarItem& item : data_->items()) {
        if (!data_->shows(item)) continue;
        if (item.deadline()) due[item.first.days].push_back(&item);
        else items_.push_back(item);
    }
    for (const auto& [day, tasks] : due) {
        CalendarItem item = *tasks.front();
        item.count = static_cast<int>(tasks.size());
        if (item.count > 1) {
            item.title = desk.plural("calendar.deadlines", item.count);
            item.second.clear();
            for (const CalendarItem* each : tasks) item.second += (item.second.empty() ? "" : "\n") + each->title;
            item.record = item.person = 0;
            item.stage_hue = 0;
        }
        items_.push_back(std::move(item));
    }
    any_due_ = !due.empty();
    std::vector<DaySpan> spans;
    long_index_.clear();
    for (std::size_t i = 0; i < items_.size(); ++i) {
        if (!items_[i].over_days()) continue;
        const Date last{std::min(items_[i].last.days, first.days + days - 1)};
        if (last < items_[i].first) continue;
        spans.push_back({items_[i].first, last});
        long_index_.push_back(i);
    }
    long_ = month_week(spans, first, most_long_rows);
    long_rows_ = 0;
    for (const MonthSegment& s : long_.segments) long_rows_ = std::max(long_rows_, s.lane + 1);
    for (const int hidden : long_.hidden)
        if (hidden > 0) long_rows_ = most_long_rows;
    columns_.assign(static_cast<std::size_t>(days), {});
    constexpr std::int64_t least = 30 * 60'000;  // what is shorter is drawn so long
    for (std::size_t i = 0; i < items_.size(); ++i) {
        const CalendarItem& it = items_[i];
        const int day = it.first.days - first.days;
        if (it.deadline() || it.over_days() || day < 0 || day >= days) continue;
        columns_[static_cast<std::size_t>(day)].members.push_back(i);
        columns_[static_cast<std::size_t>(day)].times.push_back({it.from.ms, std::max(it.to.ms, it.from.ms + least)});
    }
    for (Column& column : columns_) column.lanes = pack_lanes(column.times);
    read_travel(desk);
}

// How long each appointment's person is on the way there.
void WeekView::read_travel(Desk& desk) {
    travel_.clear();
    std::map<model::RowId, std::pair<Instant, Instant>> people;  // from the first of their events to the last
    for (const CalendarItem& item : items_) {
        if (item.kind != CalendarItem::Kind::event || item.person == 0) continue;
        const auto [at, fresh] = people.emplace(item.person, std::pair(item.from, item.to));
        if (!fresh) at->second.second = std::max(at->second.second, item.to);
    }
    for (const auto& [person, span] : people)
        for (const model::Trip& trip : model::trips(desk.ws(), person, span.first, span.second)) travel_[trip.appointment] = trip.travel;
}

void WeekView::frame(Desk& desk, const Rect& area, CalendarData& data, Date first, int days) {
    data_ = &data;
    moved_ = false;
    arrange(desk, first, days);
    const WeekLayout layout(first, days, area);
    Rect rest = area;
    day_heads(desk, rest.cut_top(heads_height), layout);
    if (long_rows_ > 0) long_items(desk, rest.cut_top(4 + strip_row * static_cast<float>(long_rows_)), layout);
    if (any_due_) deadlines(desk, rest.cut_top(30), layout);
    grid(desk, rest, layout);
}

void WeekView::day_heads(Desk& desk, const Rect& row, const WeekLayout& layout) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const Date now = today(desk);
    hline(ui, row.x, row.bottom() - 1, row.w, t.line);
    for (int i = 0; i < layout.days(); ++i) {
        const Date day{layout.first().days + i};
        const std::string holiday = holiday_name(desk, day);
        const bool is_today = day == now, off = weekday(day) > 5, feast = !holiday.empty() || is_holiday(desk.ws().working_calendar(), day);
        const Rect whole{layout.x(i) + 8, row.y, layout.width(i) - 10, row.h};
        Rect in = holiday.empty() ? whole : Rect{whole.x, whole.y + 4, whole.w, 28};
        const std::string name = ui.locale().weekday_short(day), number = std::to_string(civil(day).day);
        IdScope scope(ui, i);
        const std::string said = name + " " + number + (holiday.empty() ? "" : ", " + holiday);
        const Press press = ui.press({.id = ui.id("day"), .role = Role::button, .name = said, .states = is_today ? State::state_current : State::state_none, .rect = whole},
                                     {.tab_stop = false});
        if (press.clicked && layout.days() > 1) data_->wish_view = CalendarView::day, data_->wish_day = day;
        const TextSpec day_spec{.weight = is_today ? Weight::strong : Weight::regular, .color = is_today ? t.accent_text : t.text3};
        in.cut_left(draw_text(ui, in, name, day_spec) + 6);
        const TextSpec lead{.style = TextStyle::lead, .color = is_today ? t.on_accent : feast ? t.danger : off ? t.text3 : t.text, .align = is_today ? Align::center : Align::left};
        const Rect box = is_today ? Rect(in.cut_left(28)).middle(28) : in;
        if (is_today) disc(ui, box.center(), 14, t.accent);
        draw_text(ui, box, number, lead);
        if (!holiday.empty()) draw_text(ui, {whole.x, row.y + 32, whole.w, 16}, holiday, {.style = TextStyle::caption, .color = t.danger});
    }
}

void WeekView::long_items(Desk& desk, Rect area, const WeekLayout& layout) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    hline(ui, area.x, area.bottom() - 1, area.w, t.line);
    label(ui, "all_day", {area.x, area.y + 2, 48, strip_row}, desk.tr("calendar.all_day"), {.style = TextStyle::caption, .color = t.text3, .align = Align::right});
    for (const MonthSegment& s : long_.segments) {
        const float left = layout.x(s.from) + (s.begins ? 3.f : 0.f), right = layout.x(s.to + 1) - (s.ends ? 5.f : 0.f);
        item(desk, long_index_[s.entry], {left, area.y + 4 + strip_row * static_cast<float>(s.lane), right - left, 22}, Hold::days);
    }
    for (int d = 0; d < layout.days(); ++d) {
        const int more = long_.hidden[static_cast<std::size_t>(d)];
        if (more == 0) continue;
        const IdScope scope(ui, d);
        const Rect at{layout.x(d) + 3, area.y + 4 + strip_row * (most_long_rows - 1), layout.width(d) - 8, 22};
        const std::string text = desk.plural("calendar.more", more);
        const Press press = ui.press({.id = ui.id("more"), .role = Role::button, .name = text, .rect = at});
        if (press.hover > 0) fill(ui, at, with_alpha(t.hover, press.hover), 5);
        draw_text(ui, at.inset(6, 0), text, {.style = TextStyle::caption, .weight = Weight::strong, .color = t.text2});
        if (press.ring) focus_ring(ui, at, 5);
        if (press.clicked) data_->wish_view = CalendarView::agenda, data_->wish_day = Date{layout.first().days + d};
    }
}

// One chip a day: the task that is due, or how many are. Dragged to another day it keeps its hour.
void WeekView::deadlines(Desk& desk, const Rect& row, const WeekLayout& layout) {
    Ui& ui = desk.ui();
    hline(ui, row.x, row.bottom() - 1, row.w, ui.theme().line);
    draw_icon(ui, {row.x + 20, row.y, 28, row.h - 1}, icon::list_checks, 14, ui.theme().text3);
    for (std::size_t i = 0; i < items_.size(); ++i) {
        const int day = items_[i].first.days - layout.first().days;
        if (!items_[i].deadline() || day < 0 || day >= layout.days()) continue;
        item(desk, i, {layout.x(day) + 3, row.y + 4, layout.width(day) - 8, 22}, Hold::days);
    }
}

void WeekView::grid(Desk& desk, const Rect& area, const WeekLayout& layout) {
    Ui& ui = desk.ui();
    ScrollArea scroll(ui, "hours", area);
    scroll.set_content_height(layout.day_height());
    if (!scrolled_) {
        // An hour before work begins.
        scrolled_ = true;
        TimeOfDay begin{8 * 3'600'000};
        for (int i = 0; i < 7; ++i)
            if (const auto spans = desk.ws().working_calendar().spans({layout.first().days + i}); !spans.empty()) {
                begin = spans.front().from;
                break;
            }
        scroll.state().content = layout.day_height();
        scroll.state().offset = std::max(0.0, static_cast<double>(layout.y(begin)) - 60);
    }
    const float top = scroll.content().y;
    carry(desk, layout, top);
    ground(desk, area, layout, top);
    columns(desk, area, layout, top);
    now_line(desk, layout, top);
    ghost(desk, layout, top);
}

// A column a day: a click on a free place of it makes an entry there.
void WeekView::columns(Desk& desk, const Rect& view, const WeekLayout& layout, float top) {
    Ui& ui = desk.ui();
    Group group(ui, "days", {.role = Role::grid, .name = desk.tr("nav.calendar"), .rect = view});
    const NodeId row = ui.id("row");
    ui.tree().add({.id = row, .role = Role::row, .rect = view});
    ui.tree().open(row);
    for (int day = 0; day < layout.days(); ++day) {
        const Date date{layout.first().days + day};
        const Rect r{layout.x(day), top, layout.width(day), layout.day_height()};
        const NodeId id = child_id(group.id(), date.days);
        ImGui::SetNextItemAllowOverlap();
        const Press press = ui.press({.id = id, .role = Role::gridcell, .name = ui.locale().date_long(date),
                                      .states = date == today(desk) ? State::state_current : State::state_none, .rect = r},
                                     {.tab_stop = date == data_->shown || layout.days() == 1});
        if (press.clicked) {
            const bool pointed = !ui.focus().by_keyboard() && ui.hovers(r);
            data_->wish_entry = {r.intersect(view), date, std::nullopt};
            if (pointed) {
                TimeOfDay from = layout.at(ui.pointer(), top, 30).time;
                // The half hour that was pointed at, not the nearest line.
                if (top + layout.y(from) > ui.pointer().y) from.ms = std::max(0, from.ms - 30 * 60'000);
                data_->wish_entry->from = from;
                data_->wish_entry->at = {r.x, top + layout.y(from), r.w, 30};
            }
        }
        if (press.focused && ui.focus().by_keyboard()) {
            const int step = (ui.key(ImGuiKey_RightArrow, true) ? 1 : 0) - (ui.key(ImGuiKey_LeftArrow, true) ? 1 : 0);
            if (step != 0 && !moved_) {
                moved_ = true;  // the day it leads to may still come in this frame, and would go on
                data_->wish_day = Date{date.days + step};
                ui.focus().set(child_id(group.id(), date.days + step), true);
                ui.host().request_redraw();
            }
        }
        ui.tree().open(id);
        ui.push_id(id);
        more_items(desk, day, layout, view, [&] { day_items(desk, day, layout, top); });
        ui.pop_id();
        ui.tree().close();
        if (press.ring) focus_ring(ui, r.intersect(view).inset(3), 5);
    }
    ui.tree().close();
}

void WeekView::ground(Desk& desk, const Rect& view, const WeekLayout& layout, float top) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const WorkingCalendar& calendar = desk.ws().working_calendar();
    for (int i = 0; i < layout.days(); ++i) {
        const float x = layout.x(i), w = layout.width(i);
        float y = top;  // what lies between working spans is on sunken
        for (const auto& span : calendar.spans({layout.first().days + i})) {
            fill(ui, {x, y, w, top + layout.y(span.from) - y}, t.sunken);
            y = top + layout.y(span.to);
        }
        fill(ui, {x, y, w, top + layout.day_height() - y}, t.sunken);
        vline(ui, x, view.y, view.h, t.line);
    }
    const LocalDateTime now = desk.zone().to_local(desk.now());
    const int today = now.date.days - layout.first().days;
    for (int hour = 0; hour < 24; ++hour) {
        const float y = top + layout.y({hour * 3'600'000});
        if (y < view.y - 20 || y > view.bottom()) continue;
        const bool beside_now = today >= 0 && today < layout.days() && std::abs(top + layout.y(now.time) - y) < 12;
        hline(ui, layout.x(0), y, view.right() - layout.x(0), t.line);
        if (hour > 0 && !beside_now)
            draw_text(ui, {view.x, y - 8, 48, 16}, ui.locale().time({hour * 3'600'000}),
                      {.style = TextStyle::caption, .color = t.text3, .align = Align::right});
    }
}

void WeekView::now_line(Desk& desk, const WeekLayout& layout, float top) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const LocalDateTime now = desk.zone().to_local(desk.now());
    const int day = now.date.days - layout.first().days;
    if (day < 0 || day >= layout.days()) return;
    const float y = top + layout.y(now.time);
    fill(ui, {layout.x(day), y - 1, layout.width(day), 2}, t.danger);
    disc(ui, {layout.x(day), y}, 4, t.danger);
    const std::string text = ui.locale().time(now.time);
    const Rect box{layout.x(0) - 56, y - 8, 48, 16};
    fill(ui, box, t.sheet);
    draw_text(ui, box, text, {.style = TextStyle::caption, .weight = Weight::strong, .color = t.danger, .align = Align::right});
    ui.host().redraw_after(60.0 - static_cast<double>(now.time.ms % 60'000) / 1000.0);
}

}  // namespace potok::ui
