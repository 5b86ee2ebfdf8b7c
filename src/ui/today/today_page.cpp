#include "ui/today/today_page.h"

#include <algorithm>

#include "generated/icons.h"
#include "ui/app/state_bar.h"
#include "ui/board/deal_card.h"
#include "ui/forms/field_edit.h"
#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/notice.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

constexpr float gap = 16;
float line_height(const Ui& ui) { return ui.phone() ? 60.f : 44.f; }

}  // namespace

void TodayPage::take(Desk& desk, const model::Outcome& outcome) {
    if (!outcome.changes.empty()) stale_ = true;
    (void)desk;
}

// Read when it is looked at, not with every change that comes while another page is shown.
void TodayPage::read(Desk& desk) {
    stale_ = false;
    const Zone& zone = desk.zone();
    const Date day = today(desk);
    day_ = day.days;
    late_.clear(), today_.clear(), tomorrow_.clear(), undated_.clear();
    week_.fill(0);
    const Date monday{day.days - (weekday(day) - 1)};
    const auto start_of = [&](std::int64_t days) { return zone.to_instant({Date{static_cast<std::int32_t>(days)}, TimeOfDay{}}); };
    const auto put = [&](Item item) {
        if (!item.at) return undated_.push_back(std::move(item));
        const Date on = zone.to_local(*item.at).date;
        if (const auto n = on.days - monday.days; n >= 0 && n < 7) ++week_[static_cast<std::size_t>(n)];
        if (on < day) {
            if (item.task) late_.push_back(std::move(item));
        } else if (on == day) {
            today_.push_back(std::move(item));
        } else if (on.days == day.days + 1) {
            tomorrow_.push_back(std::move(item));
        }
    };
    for (model::Task& task : model::tasks(desk.ws(), {desk.actor(), {}, true})) {
        if (task.kind == "approval") continue;  // decided, not ticked off
        put({task.due, {}, std::move(task.title), std::move(task.record_title), task.row, 0, task.record, task.kind, task.checks_done, task.checks_total, task.by_robot});
    }
    for (model::Event& event : model::events(desk.ws(), start_of(monday.days), start_of(std::max(monday.days + 7, day.days + 2)))) {
        bool mine = event.person == desk.actor();
        if (!mine && event.person == 0 && event.record) {
            const auto record = model::record(desk.ws(), event.record);
            const Ref* owner = record ? record->get("owner").as<Ref>() : nullptr;
            mine = owner && desk.ws().row_of(owner->id) == desk.actor();
        }
        if (mine) put({event.from, event.to, std::move(event.title), std::move(event.record_title), 0, event.row, event.record, "meeting", 0, 0, false});
    }
    const auto by_time = [](const Item& a, const Item& b) { return *a.at < *b.at; };
    for (auto* list : {&late_, &today_, &tomorrow_}) std::stable_sort(list->begin(), list->end(), by_time);
    done_ = model::tasks_done(desk.ws(), desk.actor(), start_of(day.days), start_of(day.days + 1));
    approvals_ = model::approvals_for(desk.ws(), desk.actor(), desk.now());
    read_lines(desk);
    idle_ = model::without_next_step(desk.ws(), desk.actor());
    told_ = model::notifications(desk.ws(), desk.actor(), true);
}

void TodayPage::frame(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    if (stale_ || today(desk).days != day_) read(desk);
    ui.host().redraw_after(60);  // the line of the hour
    Rect rest = area;
    if (ui.phone()) {
        week_strip(desk, rest.cut_top(64));
    } else {
        header(desk, rest.cut_top(56));
        state_bar(desk, rest);
        week_strip(desk, rest.cut_top(52));
    }
    if (!ui.editing_text() && ui.key(ImGuiKey_N) && !ImGui::GetIO().KeyCtrl) desk.ask_task(0);
    ScrollArea scroll(ui, "today", rest);
    Rect r = Rect(scroll.content()).inset(ui.phone() ? 16.f : 20.f, 0);
    const float top = r.y;
    r.h = 1e6f;
    if (!ui.phone()) r.cut_top(2);  // the upper edge of the cards, which the area would cut
    float height;
    if (ui.narrow()) {
        if (ui.phone()) r.cut_top(approvals_row(desk, r));
        r.cut_top(column(desk, r));
        r.cut_top(side(desk, r));
        height = r.y - top;
    } else {
        const Rect right = r.cut_right(std::min(430.f, r.w * 0.4f), gap);
        height = std::max(column(desk, r), side(desk, right));
    }
    scroll.set_content_height(height + 18);
}

void TodayPage::header(Desk& desk, Rect row) {
    Ui& ui = desk.ui();
    row = Rect{row.x + 20, row.y, row.w - 36, row.h};
    if (button_right(ui, row, {.key = "new", .label = desk.tr("tasks.new"), .kind = ButtonKind::primary, .icon = icon::plus}, 12)) desk.ask_task(0);
    if (button_right(ui, row, {.key = "week", .label = desk.tr("today.week"), .kind = ButtonKind::ghost, .icon = icon::calendar_days}, 4)) desk.go(Route::to(Page::calendar));
    if (button_right(ui, row, {.key = "tasks", .label = desk.tr("nav.tasks"), .kind = ButtonKind::ghost, .icon = icon::list_checks}, 4)) desk.go(Route::to(Page::tasks));
    const Date day = today(desk);
    const TextSpec title{.style = TextStyle::title};
    const std::string name = desk.tr("nav.today"), date = ui.locale().weekday_short(day) + ", " + ui.locale().date_long(day);
    heading(ui, "title", row.cut_left(text_width(ui, name, title) + 1, 12), 1, name, title);
    label(ui, "date", row, date, {.color = ui.theme().text2});
}

// The days of this week with how much there is on each; one leads to the calendar.
void TodayPage::week_strip(Desk& desk, Rect row) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const Date day = today(desk), monday{day.days - (weekday(day) - 1)};
    const int most = std::max(1, *std::max_element(week_.begin(), week_.end()));
    const bool phone = ui.phone();
    row = row.inset(phone ? 8.f : 20.f, phone ? 4.f : 4.f);
    Group group(ui, "week_days", {.role = Role::group, .name = desk.tr("today.week"), .rect = row});
    const int days = 7;
    for (int i = 0; i < days; ++i) {
        const Date d{monday.days + i};
        const int n = week_[static_cast<std::size_t>(i)];
        const Rect at = phone ? part(row, i, days, 2) : Rect{row.x + 98.f * static_cast<float>(i), row.y, 92, row.h - 4};
        const std::string name = ui.locale().weekday_short(d), number = std::to_string(civil(d).day), count = desk.plural("today.items", n);
        const bool current = d == day;
        const Press press = ui.press({.id = ui.id(d.days), .role = Role::link, .name = name + " " + number, .description = count, .states = current ? state_current : state_none, .rect = at});
        fill(ui, at, current ? t.segment : with_alpha(t.hover, press.hover), 8);
        if (press.ring) focus_ring(ui, at, 8);
        if (press.clicked) {
            Route route = Route::to(Page::calendar);
            route.day = d;
            desk.go(route);
        }
        Rect in = at.inset(phone ? 4.f : 10.f, 6);
        if (phone) {
            draw_text(ui, in.cut_top(16), name, {.style = TextStyle::caption, .color = t.text3, .align = Align::center});
            draw_text(ui, in.cut_top(22), number, {.weight = current ? Weight::strong : Weight::usual, .align = Align::center});
        } else {
            Rect line = in.cut_top(20);
            draw_text(ui, line.cut_right(24), std::to_string(n), {.style = TextStyle::small, .color = t.text3, .align = Align::right});
            draw_text(ui, line, name + " " + number, {.style = TextStyle::small, .weight = current ? Weight::strong : Weight::usual});
        }
        const float width = in.w * static_cast<float>(n) / static_cast<float>(most);
        const Rect bar{phone ? in.x + (in.w - width) / 2 : in.x, at.bottom() - 9, width, 3};
        if (n > 0) fill(ui, bar, d < day ? t.accent_line : t.accent, 1.5f);
    }
}

float TodayPage::column(Desk& desk, Rect r) {
    const float top = r.y;
    r.cut_top(plan(desk, r), gap);
    if (!tomorrow_.empty()) r.cut_top(tomorrow(desk, r), gap);
    return r.y - top;
}

// A panel's ground is drawn before what stands on it: as tall as it was in the last frame.
float TodayPage::panel_head(Desk& desk, Rect& r, std::string_view key, const std::string& title, const std::string& note) {
    Ui& ui = desk.ui();
    Rect row = r.cut_top(44);
    const TextSpec strong{.weight = Weight::strong};
    heading(ui, key, row.cut_left(text_width(ui, title, strong) + 1, 8), 2, title, strong);
    label(ui, std::string(key) + "/note", row, note, {.color = ui.theme().text3});
    return 44;
}

float TodayPage::plan(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const float top = r.y, h = line_height(ui);
    const std::size_t n = late_.size() + today_.size() + undated_.size();
    const float height = 44 + (n == 0 ? 220.f : h * static_cast<float>(n) + (today_.empty() ? 0.f : 14.f) + (undated_.empty() ? 0.f : 28.f)) + 8;
    const bool ground = !ui.phone();
    if (ground) card_surface(ui, {r.x, r.y, r.w, height}, 10);
    Rect in = ground ? r.inset(16, 0) : r;
    in.h = 1e6f;
    const std::string done = done_ > 0 ? desk.plural("today.done", done_) + ", " : std::string();
    panel_head(desk, in, "plan", desk.tr("today.plan"), done + desk.plural("today.items", static_cast<std::int64_t>(late_.size() + today_.size())));
    Group group(ui, "plan_list", {.role = Role::list, .name = desk.tr("today.plan"), .rect = {r.x, r.y, r.w, height}});
    if (n == 0) {
        const std::string title = desk.tr("today.free"), text = desk.tr("today.free_text"), add = desk.tr("tasks.new");
        if (empty_state(ui, in.cut_top(220), {.key = "empty", .title = title, .text = text, .action = add, .action_icon = icon::plus}) == 1) desk.ask_task(0);
        return height;
    }
    for (const Item& one : late_) in.cut_top(item(desk, one, in, true, ground));
    bool line = false;
    for (const Item& one : today_) {
        if (!line && one.at && *one.at > desk.now()) line = true, in.cut_top(now_line(desk, in));
        in.cut_top(item(desk, one, in, one.task && *one.at < desk.now(), ground));
    }
    if (!line && !today_.empty()) in.cut_top(now_line(desk, in));
    if (!undated_.empty()) {
        heading(ui, "undated", in.cut_top(28), 3, desk.tr("tasks.group_undated"), {.style = TextStyle::small, .color = ui.theme().text3});
        for (const Item& one : undated_) in.cut_top(item(desk, one, in, false, ground));
    }
    return std::max(height, in.y - top + 8);
}

float TodayPage::tomorrow(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const float height = 44 + line_height(ui) * static_cast<float>(tomorrow_.size()) + 8;
    const bool ground = !ui.phone();
    if (ground) card_surface(ui, {r.x, r.y, r.w, height}, 10);
    Rect in = ground ? r.inset(16, 0) : r;
    in.h = 1e6f;
    panel_head(desk, in, "tomorrow", desk.tr("today.tomorrow"), std::to_string(tomorrow_.size()));
    Group group(ui, "tomorrow_list", {.role = Role::list, .name = desk.tr("today.tomorrow"), .rect = {r.x, r.y, r.w, height}});
    for (const Item& one : tomorrow_) in.cut_top(item(desk, one, in, false, ground));
    return height;
}

float TodayPage::now_line(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    Rect row = r.cut_top(14);
    const std::string time = ui.locale().time(desk.zone().to_local(desk.now()).time);
    draw_text(ui, row.cut_left(ui.phone() ? 64.f : 60.f, 6), time, {.style = TextStyle::caption, .weight = Weight::strong, .color = t.danger, .align = Align::right});
    disc(ui, {row.x + 4, row.center().y}, 4, t.danger);
    fill(ui, {row.x, row.center().y - 1, row.w, 2}, t.danger, 1);
    return 14;
}

float TodayPage::item(Desk& desk, const Item& one, Rect r, bool late, bool ground) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float height = line_height(ui);
    const Rect row = r.cut_top(height);
    const model::RowId id = one.task ? one.task : one.event;
    IdScope scope(ui, id);
    const Locale& locale = ui.locale();
    std::string when;
    if (one.at) {
        const LocalDateTime at = desk.zone().to_local(*one.at);
        when = at.date.days < day_ ? (at.date.days == day_ - 1 ? locale.relative_day(at.date, Date{static_cast<std::int32_t>(day_)}) : locale.day_month(at.date)) : locale.time(at.time);
    }
    std::string second = one.second;
    if (one.until && one.at) second += (second.empty() ? "" : ", ") + span_text(locale, *one.until - *one.at);
    Rect line = row;
    const Rect time = line.cut_left(ui.phone() ? 64.f : 60.f, 6);
    const float box = ui.phone() ? 44.f : 28.f;
    const Rect tick = line.cut_left(box, 6).middle(box);
    // Before the row, in which it lies: of two things in one place the first has the pointer.
    const Press complete = one.task ? ui.press({.id = ui.id("complete"), .role = Role::button, .name = desk.tr("tasks.complete") + ": " + one.title, .rect = tick}) : Press();
    const Press press = ui.press({.id = ui.id("item"), .role = Role::listitem, .name = one.title, .description = when + (second.empty() ? "" : ", ") + second, .rect = row});
    if (press.hover > 0) fill(ui, ground ? row.inset(-8, 0) : row, with_alpha(t.hover, press.hover), 6);
    hline(ui, row.x, row.bottom() - 1, row.w, t.line);
    if (press.ring) focus_ring(ui, row, 6);
    if (press.clicked && one.record) desk.open_record(one.record);
    draw_text(ui, time, when, {.weight = late ? Weight::strong : Weight::usual, .color = late ? t.danger : t.text3, .align = Align::right});
    if (one.task) {
        draw_icon(ui, tick, icon::square, 18, complete.hover > 0 ? t.accent_text : t.control);
        if (complete.ring) focus_ring(ui, tick, 6);
        if (complete.clicked) desk.ask_complete(one.task);
    } else {
        draw_icon(ui, tick, icon::users, 16, t.info);
    }
    if (one.checks_total > 0) {
        const std::string checks = desk.tr("move.done_of", {{"n", std::to_string(one.checks_done)}, {"of", std::to_string(one.checks_total)}});
        const Rect at = line.cut_right(badge_width(ui, checks, icon::list_checks), 8).middle(badge_height);
        badge(ui, {at.x, at.y}, checks, one.checks_done == one.checks_total ? Tone::success : Tone::warning, icon::list_checks);
    } else if (one.robot && !ui.phone()) {
        const std::string robot = desk.tr("history.robot");
        const Rect at = line.cut_right(badge_width(ui, robot, icon::bot), 8).middle(badge_height);
        badge(ui, {at.x, at.y}, robot, Tone::accent, icon::bot);
    }
    if (second.empty()) {
        draw_text(ui, line, one.title);
    } else {
        Rect words = line.middle(ui.phone() ? 44.f : 36.f);
        draw_text(ui, words.cut_top(words.h / 2), one.title);
        draw_text(ui, words, second, {.style = TextStyle::small, .color = t.text3});
    }
    return height;
}

}  // namespace potok::ui
