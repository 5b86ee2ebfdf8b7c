#include "ui/calendar/agenda_view.h"

#include <algorithm>
#include <map>

#include "model/calendar_period.h"
#include "ui/calendar/agenda_rows.h"
#include "ui/forms/field_edit.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"

namespace potok::ui {

namespace {

constexpr int before = 30, ahead = 90, more = 92;  // days
constexpr int longest = 62;  // an entry that began so many days earlier still shows on its days
constexpr float head_phone = 40, free_height = 40, gap = 12;

}  // namespace

void AgendaView::read(Desk& desk, const CalendarData& data) {
    const bool mine = data.mine_only(desk);
    if (version_ == data.version() && mine == mine_ && !(data.shown < first_) && data.shown < last_) {
        if (!(at_ == data.shown)) at_ = data.shown, to_day_ = true;
        return;
    }
    const bool same = version_ >= 0 && mine == mine_ && !(data.shown < first_) && data.shown < last_;  // only something in it has changed
    version_ = data.version();
    mine_ = mine;
    if (!same) first_ = {data.shown.days - before}, last_ = {data.shown.days + ahead};
    if (!same || !(at_ == data.shown)) at_ = data.shown, to_day_ = true;
    items_ = calendar_items(desk, first_, last_.days - first_.days, mine);
    const auto bounds = model::calendar_bounds(desk.ws());
    least_.reset(), most_.reset();
    if (bounds) least_ = desk.zone().to_local(bounds->first).date, most_ = desk.zone().to_local(bounds->last).date;
    width_ = 0;
}

bool AgendaView::extend(Desk& desk, bool back) {
    if (!least_ || !most_) return false;
    if (back ? !(*least_ < first_) : !(last_ <= *most_)) return false;
    // Over a stretch without anything to the next one that has something.
    for (bool found = false; !found && (back ? *least_ < first_ : last_ <= *most_);) {
        const Date from = back ? Date{first_.days - more} : last_;
        auto part = calendar_items(desk, from, more, mine_);
        std::erase_if(part, [&](const CalendarItem& item) { return back ? !(item.first < first_) || !(item.last < first_) : item.first < last_; });
        found = !part.empty();
        if (back) {
            first_ = from;
            part.insert(part.end(), items_.begin(), items_.end());
            items_ = std::move(part);
        } else {
            last_ = {last_.days + more};
            items_.insert(items_.end(), part.begin(), part.end());
        }
    }
    width_ = 0;
    return true;
}

void AgendaView::arrange(Desk& desk, const CalendarData& data) {
    const bool phone = desk.ui().phone();
    std::map<std::int32_t, std::vector<std::size_t>> by_day;
    by_day[today(desk).days];  // stands there even when it is free
    if (!(at_ < first_) && at_ < last_) by_day[at_.days];
    for (std::size_t i = 0; i < items_.size(); ++i) {
        if (!data.shows(items_[i])) continue;
        const int from = std::max({items_[i].first.days, first_.days, items_[i].last.days - longest}), to = std::min(items_[i].last.days, last_.days - 1);
        for (int d = from; d <= to; ++d) by_day[d].push_back(i);
    }
    days_.clear();
    double y = 8;
    const float row = agenda_row_height(desk.ui()) + 2;
    for (auto& [date, items] : by_day) {
        Day day{{date}, std::move(items), y, 0};
        day.height = (phone ? head_phone : 0.f) + (day.items.empty() ? free_height : row * static_cast<float>(day.items.size())) + gap;
        y += day.height;
        days_.push_back(std::move(day));
    }
    height_ = y + 8;
    // One row is where Tab stops: that of before, else the first from the day on that was asked for.
    if (std::ranges::any_of(items_, [&](const CalendarItem& i) { return i.row == current_ && data.shows(i); })) return;
    current_ = 0;
    for (const CalendarItem& item : items_) {
        if (!data.shows(item) || item.first < first_) continue;
        current_ = item.row;
        if (!(item.first < at_)) break;
    }
}

void AgendaView::frame(Desk& desk, const Rect& area, CalendarData& data) {
    Ui& ui = desk.ui();
    read(desk, data);
    if (width_ != area.w || !(arranged_ == data.choice)) {
        arrange(desk, data);
        width_ = area.w;
        arranged_ = data.choice;
    }
    ScrollArea scroll(ui, "agenda", area);
    ScrollState& state = scroll.state();
    const auto y_of = [&](Date day) {
        const auto at = std::ranges::find_if(days_, [&](const Day& d) { return !(d.date < day); });
        return at == days_.end() ? height_ : at->y;
    };
    if (to_day_) {
        to_day_ = false;
        state.content = height_;
        state.offset = std::max(0.0, y_of(at_) - 8);
    }
    if (state.offset < 400 && !days_.empty()) {
        // What comes in above must not move what is being read.
        const Date top = days_.front().date;
        if (extend(desk, true)) {
            arrange(desk, data);
            width_ = area.w;
            state.offset += y_of(top) - 8;
            state.content = height_;
        }
    }
    if (state.offset + area.h + 400 > height_ && extend(desk, false)) {
        arrange(desk, data);
        width_ = area.w;
        state.content = height_;
    }
    scroll.set_content_height(height_);
    Group list(ui, "days", {.role = Role::region, .name = desk.tr("calendar.agenda"), .rect = area});
    const double top = scroll.offset();
    top_day_.reset();
    const bool moved = current_ != 0 && (ui.key(ImGuiKey_DownArrow, true) || ui.key(ImGuiKey_UpArrow, true)) && ui.tree().is_inside(ui.focus_now(), list.id());
    if (moved) {
        std::vector<model::RowId> order;
        for (const Day& d : days_)
            for (const std::size_t i : d.items)
                if (order.empty() || order.back() != items_[i].row) order.push_back(items_[i].row);
        const auto at = std::ranges::find(order, current_);
        if (at != order.end()) {
            if (ui.key(ImGuiKey_DownArrow, true) && at + 1 != order.end()) current_ = *(at + 1), focus_current_ = true;
            if (ui.key(ImGuiKey_UpArrow, true) && at != order.begin()) current_ = *(at - 1), focus_current_ = true;
        }
    }
    for (const Day& d : days_) {
        if (d.y + d.height < top || d.y > top + area.h) {
            if (!focus_current_ || std::ranges::none_of(d.items, [&](std::size_t i) { return items_[i].row == current_; })) continue;
            ui.reveal({area.x, area.y + static_cast<float>(d.y - top), area.w, static_cast<float>(d.height)});
        }
        if (!top_day_ && d.y + d.height - gap > top + 20) top_day_ = d.date;
        day(desk, {area.x, area.y + static_cast<float>(d.y - top), area.w, static_cast<float>(d.height)}, area, d, data);
    }
}

void AgendaView::day(Desk& desk, const Rect& rect, const Rect& view, const Day& d, const CalendarData& data) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const Date now = today(desk);
    const bool is_today = d.date == now, off = !desk.ws().working_calendar().is_working_day(d.date);
    const std::string holiday = holiday_name(desk, d.date);
    const IdScope scope(ui, d.date.days);
    Rect r = rect;
    const std::string said = day_text(desk, d.date);
    if (ui.phone()) {
        const Rect head = Rect(r.cut_top(head_phone)).inset(16, 0);
        heading(ui, "day", head, 2, said, {.weight = Weight::strong, .color = is_today ? t.accent_text : !holiday.empty() ? t.danger : off ? t.text2 : t.text});
        r = r.inset(8, 0);
    } else {
        Rect left = Rect(r.cut_left(168)).inset(20, 0);
        ui.tree().add({.id = ui.id("day"), .role = Role::heading, .name = said, .level = 2, .rect = left});
        Rect first = left.cut_top(agenda_row_height(ui));
        const Rect number = Rect(first.cut_left(36, 8)).centered(32, 32);
        if (is_today) fill(ui, number, t.accent, 16);
        const Color color = is_today ? t.on_accent : !holiday.empty() ? t.danger : off ? t.text3 : t.text;
        draw_text(ui, number, std::to_string(civil(d.date).day), {.style = TextStyle::lead, .color = color, .align = Align::center});
        const std::string month = desk.tr("month.short." + std::to_string(civil(d.date).month)) + (civil(d.date).year == civil(now).year ? "" : " " + std::to_string(civil(d.date).year));
        draw_text(ui, first, ui.locale().weekday_short(d.date) + ", " + month, {.style = TextStyle::small, .color = t.text3});
        if (!holiday.empty() && d.items.size() > 1) draw_paragraph(ui, left, holiday, {.style = TextStyle::caption, .color = t.danger, .max_lines = 2});
        r = Rect{r.x, r.y, r.w - 16, r.h};
        hline(ui, rect.x + 20, rect.bottom() - gap / 2, rect.w - 36, t.line);
    }
    if (d.items.empty()) {
        label(ui, "free", Rect(r.cut_top(free_height)).inset(8, 0), holiday.empty() || ui.phone() ? desk.tr("calendar.free") : holiday,
              {.style = TextStyle::small, .color = t.text3});
        return;
    }
    Group list(ui, "list", {.role = Role::list, .name = said, .rect = r});
    for (std::size_t i = 0; i < d.items.size(); ++i) {
        const CalendarItem& item = items_[d.items[i]];
        // Of one over several days the first row stands for it.
        const bool current = item.row == current_ && item.first == d.date;
        const Rect row = r.cut_top(agenda_row_height(ui), 2);
        if (!row.overlaps(view) && !(current && focus_current_)) continue;
        const Press press = agenda_row(desk, row, item, data.hue(item), static_cast<int>(i + 1), static_cast<int>(d.items.size()), current);
        if (press.focused) current_ = item.row;
        if (current && focus_current_) {
            focus_current_ = false;
            ui.focus().set(ui.id(item.row), true);
            ui.focus().reveal(ui.id(item.row));
            ui.host().request_redraw();
        }
    }
}

}  // namespace potok::ui
