#include "ui/calendar/week_page.h"

#include <algorithm>
#include <map>

#include "generated/icons.h"
#include "ui/app/state_bar.h"
#include "ui/forms/field_edit.h"
#include "ui/kit/button.h"
#include "ui/kit/choice.h"
#include "ui/kit/date_picker.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

int stage_hue(Desk& desk, model::RowId record, const std::string& stage_key) {
    const auto data = record ? model::record(desk.ws(), record) : std::nullopt;
    const auto* pipeline = data ? desk.ws().catalog().pipeline(data->text("pipeline")) : nullptr;
    const auto* stage = pipeline ? pipeline->stage(stage_key.empty() ? data->text("stage") : stage_key) : nullptr;
    return stage ? stage->hue : 0;
}

// "16–22 November 2026", "30 November – 6 December 2026", "18 November 2026"
std::string period_name(const Locale& locale, Date first, int days) {
    const Date last{first.days + days - 1};
    if (days == 1) return locale.date_long(first);
    const YearMonthDay a = civil(first), b = civil(last);
    if (a.month == b.month && a.year == b.year) return std::to_string(a.day) + "–" + locale.date_long(last);
    return locale.day_month(first) + " – " + locale.date(last);
}

}  // namespace

WeekPage::WeekPage(Desk& desk) {
    cursor_ = shown_ = desk.zone().to_local(desk.now()).date;
    // Who answers for nothing of his own would look at an empty week.
    const auto person = model::person(desk.ws(), desk.actor());
    mine_only_ = !person || std::find(person->roles.begin(), person->roles.end(), "administrator") == person->roles.end();
}

bool WeekPage::is_mine(Desk& desk, model::RowId record) const {
    const auto data = model::record(desk.ws(), record);
    const Ref* owner = data ? data->get("owner").as<Ref>() : nullptr;
    return owner && owner->id == desk.ws().id_of(desk.actor());
}

void WeekPage::read(Desk& desk, Date first, int days) {
    if (!stale_ && first == read_first_ && days == read_days_) return;
    stale_ = false;
    read_first_ = first;
    read_days_ = days;
    items_.clear();
    const Instant from = desk.zone().to_instant({first, {}}), to = desk.zone().to_instant({{first.days + days}, {}});
    for (const model::Booking& b : model::bookings(desk.ws(), from, to)) {
        if (mine_only_ && b.record && !is_mine(desk, b.record)) continue;
        const std::string title = b.record_title.empty() ? b.title : b.record_title;
        items_.push_back({Item::Kind::booking, b.row, b.record, title, b.resource_name, b.from, b.to, stage_hue(desk, b.record, b.stage), 1});
    }
    for (const model::Event& e : model::events(desk.ws(), from, to))
        if (!mine_only_ || e.person == desk.actor() || e.person == 0)
            items_.push_back({Item::Kind::event, e.row, e.record, e.title, e.record_title, e.from, e.to, 5, 1});
    model::TaskFilter filter;
    if (mine_only_) filter.assignee = desk.actor();
    // What is due on one day stands together, above the hours: deadlines take no time.
    std::map<std::int32_t, std::vector<model::Task>> due;
    for (model::Task& t : model::tasks(desk.ws(), filter))
        if (t.due && *t.due >= from && *t.due < to) due[desk.zone().to_local(*t.due).date.days].push_back(std::move(t));
    for (const auto& [day, tasks] : due) {
        const model::Task& t = tasks.front();
        Item item{Item::Kind::task, t.row, t.record, t.title, t.record_title, *t.due, *t.due, stage_hue(desk, t.record, ""), static_cast<int>(tasks.size())};
        if (item.count > 1) {
            item.title = desk.plural("calendar.deadlines", item.count);
            item.second.clear();
            for (const model::Task& each : tasks) item.second += (item.second.empty() ? "" : "\n") + each.title;
            item.record = 0;
            item.hue = 0;
        }
        items_.push_back(std::move(item));
    }
    std::sort(items_.begin(), items_.end(), [](const Item& a, const Item& b) { return a.from != b.from ? a.from < b.from : a.row < b.row; });
}

void WeekPage::take(Desk&, const model::Outcome& outcome) {
    for (const auto& change : outcome.changes) {
        if (!change.type) continue;
        const std::string_view type = change.type->key;
        if (type == "booking" || type == "event" || type == "task" || change.type->on_pipeline) stale_ = true;
    }
}

void WeekPage::show(Desk& desk, Date day) {
    shown_ = cursor_ = day;
    Route route = Route::to(Page::calendar);
    if (day != desk.zone().to_local(desk.now()).date) route.day = day;
    desk.replace(route);
}

void WeekPage::frame(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    const Date now = desk.zone().to_local(desk.now()).date;
    shown_ = desk.route().day.value_or(now);
    const int days = ui.phone() ? 1 : span_ == 0 ? 1 : ui.narrow() ? 3 : 7;
    const Date first = days == 7 ? monday_of(shown_) : shown_;
    if (!drag_.active()) read(desk, first, days);

    Rect rest = area;
    Rect head = rest.cut_top(ui.phone() ? 52.f : 56.f);
    if (!ui.phone()) state_bar(desk, rest);
    if (!ui.narrow()) {
        const Rect left = rest.cut_left(208);
        vline(ui, left.right() - 1, left.y, left.h, ui.theme().line);
        side(desk, Rect{left.x + 20, left.y + 4, left.w - 36, left.h - 8});
    }
    const WeekLayout layout(first, days, rest);
    header(desk, head, layout);
    day_heads(desk, rest.cut_top(52), layout);
    const bool any_long = std::any_of(items_.begin(), items_.end(), [&](const Item& i) { return shows(i) && is_long(desk, i); });
    if (any_long) long_items(desk, rest.cut_top(30), layout);
    const bool any_due = std::any_of(items_.begin(), items_.end(), [&](const Item& i) { return shows(i) && i.kind == Item::Kind::task; });
    if (any_due) deadlines(desk, rest.cut_top(30), layout);
    grid(desk, rest, layout);
}

void WeekPage::header(Desk& desk, Rect row, const WeekLayout& layout) {
    Ui& ui = desk.ui();
    row = Rect{row.x + (ui.phone() ? 16.f : 20.f), row.y, row.w - (ui.phone() ? 24.f : 36.f), row.h};
    if (!ui.phone()) {
        if (button_right(ui, row, {.key = "new", .label = desk.tr("calendar.new_event"), .kind = ButtonKind::primary, .icon = icon::plus}, 12))
            desk.ask_create("event", "", "");
        if (button_right(ui, row, {.key = "crews", .label = desk.tr("nav.crews"), .kind = ButtonKind::ghost, .icon = icon::calendar_range}, 12))
            desk.go(Route::to(Page::crews));
    }
    const int step = layout.days();
    const float side = ui.phone() ? 44.f : 28.f;
    const std::string today_label = desk.tr("calendar.today"), name = period_name(ui.locale(), layout.first(), step);
    const ButtonSpec today_spec{.key = "today", .label = today_label, .small = true};
    if (!ui.phone() && !ui.narrow()) {
        const std::string day = desk.tr("calendar.day"), week = desk.tr("calendar.week"), span = desk.tr("crews.span");
        const Choice choices[] = {{.label = day}, {.label = week}};
        segment_tabs(ui, row.cut_right(segment_tabs_width(ui, choices), 8).middle(32), "span", span, choices, span_);
    }
    const TextSpec title{.style = ui.phone() ? TextStyle::lead : TextStyle::title};
    const float width = std::min(text_width(ui, name, title) + 2, row.w - 2 * side - button_width(ui, today_spec) - 16);
    if (ui.phone()) heading(ui, "title", Rect(row).cut_left(row.w - 2 * side - button_width(ui, today_spec) - 16), 1, name, title);
    else heading(ui, "title", row.cut_left(width, 12), 1, name, title);
    if (ui.phone()) row.cut_left(row.w - 2 * side - button_width(ui, today_spec) - 4);
    if (icon_button(ui, row.cut_left(side, 2).middle(side), "previous", icon::chevron_left, desk.tr("calendar.earlier")))
        show(desk, {layout.first().days - step});
    if (button(ui, row.cut_left(button_width(ui, today_spec), 2).middle(button_height(ui, true)), today_spec))
        show(desk, desk.zone().to_local(desk.now()).date);
    if (icon_button(ui, row.cut_left(side).middle(side), "next", icon::chevron_right, desk.tr("calendar.later")))
        show(desk, {layout.first().days + step});
}

void WeekPage::side(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const IdScope scope(ui, "side");
    const std::string previous = desk.tr("calendar.previous_month"), next = desk.tr("calendar.next_month"), name = desk.tr("nav.calendar");
    const WorkingCalendar& calendar = desk.ws().working_calendar();
    std::optional<Date> chosen = shown_;
    const Date before = shown_;
    if (month_grid(ui, Rect(r.cut_top(month_height + 8, 12)), {.key = "month", .label = name, .today = desk.zone().to_local(desk.now()).date,
                                                               .previous_name = previous, .next_name = next,
                                                               .day_off = [&](Date d) { return is_holiday(calendar, d); }},
                   cursor_, chosen) &&
        chosen && *chosen != before)
        show(desk, *chosen);
    heading(ui, "calendars", r.cut_top(32), 2, desk.tr("calendar.shown"), {.weight = Weight::strong});
    const char* keys[] = {"calendar.bookings", "calendar.events", "calendar.tasks"};
    for (std::size_t i = 0; i < kinds_.size(); ++i)
        if (checkbox(ui, r.cut_top(28), keys[i], desk.tr(keys[i]), kinds_[i] ? Check::on : Check::off)) kinds_[i] = !kinds_[i];
    r.cut_top(8);
    if (checkbox(ui, r.cut_top(28), "mine", desk.tr("calendar.mine_only"), mine_only_ ? Check::on : Check::off)) {
        mine_only_ = !mine_only_;
        stale_ = true;
    }
}

void WeekPage::day_heads(Desk& desk, const Rect& row, const WeekLayout& layout) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const Date now = desk.zone().to_local(desk.now()).date;
    hline(ui, row.x, row.bottom() - 1, row.w, t.line);
    for (int i = 0; i < layout.days(); ++i) {
        const Date day{layout.first().days + i};
        const bool is_today = day == now, off = weekday(day) > 5;
        Rect in{layout.x(i) + 8, row.y, layout.width(i) - 8, row.h};
        const std::string name = ui.locale().weekday_short(day), number = std::to_string(civil(day).day);
        IdScope scope(ui, i);
        ui.tree().add({.id = ui.id("day"), .role = Role::columnheader, .name = name + " " + number,
                       .states = is_today ? State::state_current : State::state_none, .rect = in});
        const TextSpec day_spec{.weight = is_today ? Weight::strong : Weight::regular, .color = is_today ? t.accent_text : t.text3};
        const float used = draw_text(ui, in, name, day_spec);
        in.cut_left(used + 6);
        const TextSpec lead{.style = TextStyle::lead, .color = is_today ? t.on_accent : off ? t.text3 : t.text, .align = is_today ? Align::center : Align::left};
        const Rect box = is_today ? Rect(in.cut_left(28)).middle(28) : in;
        if (is_today) disc(ui, box.center(), 14, t.accent);
        draw_text(ui, box, number, lead);
    }
}

bool WeekPage::is_long(Desk& desk, const Item& item) const {
    return item.kind != Item::Kind::task && desk.zone().to_local(item.from).date != desk.zone().to_local(item.to + -1).date;
}

void WeekPage::grid(Desk& desk, const Rect& area, const WeekLayout& layout) {
    Ui& ui = desk.ui();
    Group group(ui, "hours", {.role = Role::grid, .name = desk.tr("nav.calendar"), .rect = area});
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
    for (int day = 0; day < layout.days(); ++day) day_items(desk, day, layout, top);
    now_line(desk, layout, top);
    if (drag_.active()) {
        for (const Item& it : items_) {
            if (!drag_.carries(it.row)) continue;
            const Rect ghost = drag_.ghost();
            const LocalDateTime at = layout.at({drag_.pointer().x, ghost.y}, top, 15);
            const TimeOfDay time = it.kind == Item::Kind::task ? desk.zone().to_local(it.to).time : at.time;
            const std::string when = ui.locale().weekday_short(at.date) + " " + ui.locale().time(time);
            if (!resizing_) {
                draw_item(ui, it, ghost, true);
                draw_text(ui, {ghost.x + 10, ghost.bottom() - 20, ghost.w - 14, 16}, when,
                          {.style = TextStyle::caption, .weight = Weight::strong, .color = ui.theme().stage(it.hue).text});
            }
        }
    }
}

void WeekPage::ground(Desk& desk, const Rect& view, const WeekLayout& layout, float top) {
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
    for (int hour = 0; hour < 24; ++hour) {
        const float y = top + layout.y({hour * 3'600'000});
        if (y < view.y - 20 || y > view.bottom()) continue;
        const LocalDateTime now = desk.zone().to_local(desk.now());
        const int today = now.date.days - layout.first().days;
        const bool beside_now = today >= 0 && today < layout.days() && std::abs(top + layout.y(now.time) - y) < 12;
        hline(ui, layout.x(0), y, view.right() - layout.x(0), t.line);
        if (hour > 0 && !beside_now)
            draw_text(ui, {view.x, y - 8, 48, 16}, ui.locale().time({hour * 3'600'000}),
                      {.style = TextStyle::caption, .color = t.text3, .align = Align::right});
    }
}

void WeekPage::now_line(Desk& desk, const WeekLayout& layout, float top) {
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
