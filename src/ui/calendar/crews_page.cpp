#include "ui/calendar/crews_page.h"

#include <algorithm>

#include "generated/icons.h"
#include "ui/app/state_bar.h"
#include "ui/calendar/week_layout.h"
#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/choice.h"
#include "ui/kit/notice.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"

namespace potok::ui {

namespace {

constexpr float name_column = 168, tray_width = 188, load_height = 104;
constexpr std::size_t most_jobs = 40;

int hue_of(Desk& desk, model::RowId record, const std::string& stage_key) {
    const auto data = record ? model::record(desk.ws(), record) : std::nullopt;
    const auto* pipeline = data ? desk.ws().catalog().pipeline(data->text("pipeline")) : nullptr;
    const auto* stage = pipeline ? pipeline->stage(stage_key) : nullptr;
    return stage ? stage->hue : 7;
}

}  // namespace

void CrewsPage::read(Desk& desk, Date first, int days) {
    if (!stale_ && first == read_first_ && days == read_days_) return;
    stale_ = false;
    read_first_ = first;
    read_days_ = days;
    // Crews first, then vehicles, rooms and what else can be booked.
    crews_ = model::resources(desk.ws(), "crew");
    crew_count_ = crews_.size();
    for (model::Resource& other : model::resources(desk.ws()))
        if (other.kind != "crew") crews_.push_back(std::move(other));
    const Zone& zone = desk.zone();
    const Date last{first.days + days};
    const auto all = model::bookings(desk.ws(), zone.to_instant({first, {}}), zone.to_instant({last, {}}));

    std::vector<Date> worked;  // days off on which somebody is booked all the same
    bars_.assign(crews_.size(), {});
    for (const model::Booking& b : all) {
        for (Date d = zone.to_local(b.from).date; d <= zone.to_local(b.to + -1).date; ++d.days)
            if (zone.to_local(b.from).date == d || zone.to_local(b.to + -1).date == d) worked.push_back(d);
        for (std::size_t i = 0; i < crews_.size(); ++i)
            if (crews_[i].row == b.resource) bars_[i].push_back({b, hue_of(desk, b.record, b.stage), {}});
    }
    for (auto& row : bars_) {
        std::vector<Interval> intervals;
        for (const Bar& bar : row) intervals.push_back({bar.booking.from.ms, bar.booking.to.ms});
        const auto lanes = pack_lanes(intervals);
        for (std::size_t i = 0; i < row.size(); ++i) row[i].lane = lanes[i];
    }
    legend_.clear();
    for (const auto& pipeline : desk.ws().catalog().pipelines())
        for (const model::Stage& stage : pipeline->stages) {
            const bool shown = std::any_of(bars_.begin(), bars_.end(), [&](const auto& row) {
                return std::any_of(row.begin(), row.end(), [&](const Bar& b) {
                    const auto* type = b.booking.record && b.booking.stage == stage.key ? desk.ws().type_of(b.booking.record) : nullptr;
                    return type && type->key == pipeline->type && b.hue == stage.hue;
                });
            });
            if (shown) legend_.emplace_back(stage.label.in(desk.language()), stage.hue);
        }
    axis_.emplace(desk.ws().working_calendar(), first, last, worked);
    read_tray(desk);
}

// Open records without a booking, the furthest on their way first, of pipelines whose records get crews: lately, or because a
// stage asks for it.
void CrewsPage::read_tray(Desk& desk) {
    tray_.clear();
    constexpr std::int64_t season = 120LL * 86'400'000;
    std::vector<model::RowId> booked_records;
    for (const model::Booking& b : model::bookings(desk.ws(), desk.now() + -season, desk.now() + season))
        if (b.record) booked_records.push_back(b.record);
    std::sort(booked_records.begin(), booked_records.end());
    for (const auto& pipeline : desk.ws().catalog().pipelines()) {
        const bool booked = std::any_of(booked_records.begin(), booked_records.end(), [&](model::RowId record) {
            const auto* type = desk.ws().type_of(record);
            return type && type->key == pipeline->type;
        });
        const bool asked = std::any_of(pipeline->stages.begin(), pipeline->stages.end(), [](const model::Stage& s) {
            return std::any_of(s.gates.begin(), s.gates.end(), [](const model::Gate& g) { return !g.booking.empty(); });
        });
        if (!booked && !asked) continue;
        for (auto stage = pipeline->stages.rbegin(); stage != pipeline->stages.rend(); ++stage) {
            if (stage->kind != model::StageKind::open) continue;
            for (const model::RowId record : model::find_records(desk.ws(), pipeline->type, "stage", Value(stage->key))) {
                if (tray_.size() >= most_jobs) return;
                if (std::binary_search(booked_records.begin(), booked_records.end(), record)) continue;
                if (!model::bookings_of(desk.ws(), record).empty()) continue;  // longer ago
                tray_.push_back({record, model::title_of(desk.ws(), record), stage->label.in(desk.language()), stage->hue});
            }
        }
    }
}

void CrewsPage::take(Desk&, const model::Outcome& outcome) {
    for (const auto& change : outcome.changes) {
        if (!change.type) continue;
        if (change.type->key == "booking" || change.type->key == "resource" || change.type->on_pipeline) stale_ = true;
    }
}

int CrewsPage::conflicts() const {
    int n = 0;
    for (const auto& row : bars_)
        for (const Bar& bar : row) n += bar.lane.lanes > 1 && bar.lane.lane > 0 ? 1 : 0;
    return n;
}

void CrewsPage::show(Desk& desk, Date day) {
    Route route = Route::to(Page::crews);
    if (monday_of(day) != monday_of(desk.zone().to_local(desk.now()).date)) route.day = day;
    desk.replace(route);
}

void CrewsPage::frame(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    const int days = span_ == 0 || ui.narrow() ? 7 : span_ == 1 ? 14 : 28;
    const Date first = monday_of(desk.route().day.value_or(desk.zone().to_local(desk.now()).date));
    if (!drag_.active()) read(desk, first, days);
    Rect rest = area;
    header(desk, rest.cut_top(ui.phone() ? 52.f : 56.f), first, days);
    if (!ui.phone()) state_bar(desk, rest);
    if (crews_.empty()) {
        const std::string title = desk.tr("crews.none"), text = desk.tr("crews.none_text"), add = desk.tr("crews.new_crew");
        if (empty_state(ui, rest.inset(24, 24), {.key = "empty", .title = title, .text = text, .icon = icon::users, .action = add, .action_icon = icon::plus}) == 1)
            desk.ask_create("resource", "", "");
        return;
    }
    if (ui.phone()) {
        phone(desk, rest);
        return;
    }
    if (!legend_.empty()) legend(desk, rest.cut_top(40));
    hline(ui, rest.x, rest.y, rest.w, ui.theme().line);
    if (!ui.narrow()) tray(desk, rest.cut_right(tray_width));
    board(desk, rest);
    clash(desk);
}

void CrewsPage::header(Desk& desk, Rect row, Date first, int days) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const Locale& locale = ui.locale();
    row = Rect{row.x + (ui.phone() ? 16.f : 20.f), row.y, row.w - (ui.phone() ? 24.f : 36.f), row.h};
    if (!ui.phone()) {
        if (button_right(ui, row, {.key = "book", .label = desk.tr("crews.book"), .kind = ButtonKind::primary, .icon = icon::plus}, 12)) desk.ask_book(0);
        if (!crews_.empty() && icon_button(ui, row.cut_right(32, 8).middle(32), "print", icon::file_down, desk.tr("calendar.print"))) print(desk, first, days);
        const std::string week = desk.tr("crews.week"), two = desk.tr("crews.two_weeks"), four = desk.tr("crews.four_weeks"), name = desk.tr("crews.span");
        const Choice choices[] = {{.label = week}, {.label = two}, {.label = four}};
        if (!ui.narrow() && segment_tabs(ui, row.cut_right(segment_tabs_width(ui, choices), 12).middle(32), "span", name, choices, span_)) stale_ = true;
    }
    const std::string today_label = desk.tr("calendar.today");
    const ButtonSpec today_spec{.key = "today", .label = today_label, .small = true};
    const float side = ui.phone() ? 44.f : 28.f;
    const std::string period = period_text(locale, first, days);
    const std::string title = ui.phone() ? period : desk.tr("nav.crews") + ", " + period;
    const TextSpec spec{.style = ui.phone() ? TextStyle::lead : TextStyle::title, .color = t.text};
    const float width = std::min(text_width(ui, title, spec) + 2, row.w - 2 * side - button_width(ui, today_spec) - 16);
    heading(ui, "title", row.cut_left(width, 12), 1, title, spec);
    if (icon_button(ui, row.cut_left(side, 2).middle(side), "previous", icon::chevron_left, desk.tr("calendar.earlier"))) show(desk, {first.days - days});
    if (button(ui, row.cut_left(button_width(ui, today_spec), 2).middle(button_height(ui, true)), today_spec))
        show(desk, desk.zone().to_local(desk.now()).date);
    if (icon_button(ui, row.cut_left(side).middle(side), "next", icon::chevron_right, desk.tr("calendar.later"))) show(desk, {first.days + days});
}

std::string CrewsPage::period_text(const Locale& locale, Date first, int days) const {
    const Date last = axis_ && !axis_->days().empty() ? axis_->days().back().date : Date{first.days + days - 1};
    const bool one_month = civil(first).month == civil(last).month;
    return (one_month ? std::to_string(civil(first).day) + "–" : locale.day_month(first) + " – ") + locale.day_month(last);
}

// What the colours mean, and how many bookings overlap.
void CrewsPage::legend(Desk& desk, Rect row) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    row = Rect{row.x + 20, row.y, row.w - 36, row.h - 8};
    if (const int n = conflicts(); n > 0) {
        const std::string text = desk.plural("crews.conflicts", n);
        const Rect at = row.cut_left(badge_width(ui, text, icon::triangle_alert), 12).middle(badge_height);
        badge(ui, {at.x, at.y}, text, Tone::danger, icon::triangle_alert);
        ui.tree().add({.id = ui.id("conflicts"), .role = Role::status, .name = text, .rect = at});
    }
    const TextSpec quiet{.style = TextStyle::small, .color = t.text2};
    for (auto entry = legend_.rbegin(); entry != legend_.rend(); ++entry) {
        const float width = text_width(ui, entry->first, quiet) + 1;
        if (row.w < width + 14) break;
        const Rect text = row.cut_right(width, 6), dot = row.cut_right(8, 14);
        disc(ui, dot.center(), 4, t.stage(entry->second).solid);
        label(ui, "stage/" + entry->first, text, entry->first, quiet);
    }
}

void CrewsPage::board(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    Rect rest = area;
    const float names = ui.narrow() ? 96.f : name_column;
    const float day_width = std::max(span_ == 2 ? 30.f : 56.f, (area.w - names) / static_cast<float>(std::max<std::size_t>(1, axis_->days().size())));
    axis_->place(area.x + names, day_width);

    Group group(ui, "crews", {.role = Role::grid, .name = desk.tr("nav.crews"), .rect = rest});
    const Rect head = rest.cut_top(44);
    const NodeId heads = ui.id("days");
    ui.tree().add({.id = heads, .role = Role::row, .name = desk.tr("crews.span"), .rect = head});
    ui.tree().open(heads);
    const Date today = desk.zone().to_local(desk.now()).date;
    for (std::size_t i = 0; i < axis_->days().size(); ++i) {
        const Date day = axis_->days()[i].date;
        const bool now = day == today;
        IdScope scope(ui, day.days);
        const std::string number = std::to_string(civil(day).day), name = ui.locale().weekday_short(day) + " " + number;
        const bool tight = day_width < 56;  // there is room for the number alone
        const Rect at{axis_->day_x(i) + (tight ? 5.f : 10.f), head.y, day_width - (tight ? 5.f : 10.f), head.h};
        ui.tree().add({.id = ui.id("day"), .role = Role::columnheader, .name = name, .states = now ? State::state_current : State::state_none, .rect = at});
        draw_text(ui, at, tight ? number : name, {.weight = now ? Weight::strong : Weight::regular, .color = now ? t.accent_text : t.text2});
    }
    ui.tree().close();
    const float rows_height = crew_row_height * static_cast<float>(crews_.size());
    ScrollArea scroll(ui, "rows", rest);
    scroll.set_content_height(rows_height + load_height);
    const float top = scroll.content().y;
    const Rect rows{rest.x, top, rest.w, rows_height};
    carry(desk, rows);
    ground(desk, rest, top, rows_height);
    target(desk, rows);
    const Instant now = desk.now();
    if (!axis_->days().empty() && now >= axis_->days().front().start && now <= axis_->days().back().end) {
        const float x = axis_->x(now);
        fill(ui, {x - 1, rest.y, 2, std::min(rest.bottom(), top + rows_height) - rest.y}, t.danger);
        disc(ui, {x, rest.y}, 4, t.danger);
    }
    for (std::size_t i = 0; i < crews_.size(); ++i) row(desk, i, {rest.x, top + crew_row_height * static_cast<float>(i), rest.w, crew_row_height});
    load(desk, {rest.x, top + rows_height, rest.w, load_height});
}

void CrewsPage::ground(Desk& desk, const Rect& view, float top, float height) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float bottom = std::min(view.bottom(), top + height), from = std::max(view.y, top);
    for (std::size_t i = 0; i < axis_->days().size(); ++i) {
        const float x = axis_->day_x(i), w = axis_->day_width();
        const bool off = axis_->days()[i].off;
        fill(ui, {off ? x : x + w * CrewAxis::work_share, from, off ? w : w * (1 - CrewAxis::work_share), bottom - from}, t.sunken);
        const bool gap = i > 0 && axis_->days()[i].date.days - axis_->days()[i - 1].date.days > 1;
        fill(ui, {x, view.y, gap ? 2.f : 1.f, bottom - view.y}, gap ? t.line_strong : t.line);
    }
    for (std::size_t i = 0; i <= crews_.size(); ++i) hline(ui, view.x, top + crew_row_height * static_cast<float>(i), view.w, t.line);
}

// How much of each day's working time is booked, over all crews.
void CrewsPage::load(Desk& desk, const Rect& r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float names = axis_->day_x(0) - r.x;
    const std::string name = desk.tr("crews.load");
    Group load_row(ui, "load", {.role = Role::row, .name = name, .rect = r});
    const Rect head{r.x + 20, r.y + 12, names - 28, 20};
    ui.tree().add({.id = ui.id("name"), .role = Role::rowheader, .name = name, .rect = head});
    draw_text(ui, head, name, {.weight = Weight::strong});
    const WorkingCalendar& calendar = desk.ws().working_calendar();
    for (std::size_t i = 0; i < axis_->days().size(); ++i) {
        const CrewAxis::Day& day = axis_->days()[i];
        const std::int64_t one = calendar.working_time_between(day.start, day.end);
        if (one <= 0 || crew_count_ == 0) continue;
        std::int64_t booked = 0;
        for (std::size_t crew = 0; crew < crew_count_; ++crew)
            for (const Bar& bar : bars_[crew]) {
                const Instant from = std::max(bar.booking.from, day.start), to = std::min(bar.booking.to, day.end);
                if (from < to) booked += calendar.working_time_between(from, to);
            }
        const std::int64_t percent = booked * 100 / (one * static_cast<std::int64_t>(crew_count_));
        const bool over = percent > 100;
        const float height = std::min(56.f, static_cast<float>(percent) * 0.5f);
        const float side = axis_->day_width() < 56 ? 3.f : 10.f;
        const Rect column{axis_->day_x(i) + side, r.bottom() - 8 - height, axis_->day_width() - 2 * side, height};
        fill(ui, column, over ? t.danger_line : t.accent_line, 4, Corners::top);
        IdScope scope(ui, day.date.days);
        const Rect above{column.x, column.y - 20, column.w, 16};
        const std::string share = std::to_string(percent) + " %";
        ui.tree().add({.id = ui.id("share"), .role = Role::gridcell, .name = share, .rect = above});
        draw_text(ui, above, axis_->day_width() < 56 ? std::to_string(percent) : share,
              {.style = TextStyle::caption, .weight = over ? Weight::strong : Weight::regular, .color = over ? t.danger : t.text3, .align = Align::center});
    }
}

}  // namespace potok::ui
