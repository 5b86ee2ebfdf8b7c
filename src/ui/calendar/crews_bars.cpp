// The crews' rows and the hand: bars, the tray, what is being dragged and where it would go.
#include <algorithm>

#include "generated/icons.h"
#include "ui/calendar/crews_page.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"

namespace potok::ui {

namespace {

constexpr std::int64_t half_hour = 30 * 60'000;
constexpr float tray_step = 84;

// "9" for "9:00": a bar has little room.
std::string short_hours(std::string time) {
    if (time.ends_with(":00")) time.resize(time.size() - 3);
    return time;
}

std::string title_of(const model::Booking& b) { return b.record_title.empty() ? b.title : b.record_title; }

}  // namespace

std::string CrewsPage::span_text(Desk& desk, Instant from, Instant to) {
    const Locale& locale = desk.ui().locale();
    const LocalDateTime a = desk.zone().to_local(from), b = desk.zone().to_local(to);
    const std::string start = locale.weekday_short(a.date) + " " + locale.day_month(a.date) + " " + locale.time(a.time);
    return a.date == b.date ? start + "–" + locale.time(b.time)
                            : start + " – " + locale.weekday_short(b.date) + " " + locale.day_month(b.date) + " " + locale.time(b.time);
}

void CrewsPage::row(Desk& desk, std::size_t index, const Rect& r) {
    Ui& ui = desk.ui();
    const model::Resource& crew = crews_[index];
    Group group(ui, crew.row, {.role = Role::row, .name = crew.name, .rect = r});
    const float names = axis_->day_x(0) - r.x;
    Rect name{r.x + 20, r.y + 14, names - 28, r.h - 20};
    const auto data = model::record(desk.ws(), crew.row);
    const std::string members = data ? data->text("members") : std::string();
    ui.tree().add({.id = ui.id("name"), .role = Role::rowheader, .name = crew.name, .description = members, .rect = name});
    draw_text(ui, name.cut_top(20), crew.name, {.weight = Weight::strong});
    draw_text(ui, name.cut_top(16), members, {.style = TextStyle::small, .color = ui.theme().text2});
    const Rect days{axis_->day_x(0), r.y, r.right() - axis_->day_x(0), r.h};
    Group cell(ui, "days", {.role = Role::gridcell, .name = crew.name, .rect = days});
    ui.push_clip(days);
    for (const Bar& b : bars_[index]) bar(desk, index, b, r);
    ui.pop_clip();
}

void CrewsPage::draw_bar(Desk& desk, const Bar& bar, const Rect& r, bool conflict, bool lifted, float room) const {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const StageColors hue = t.stage(bar.hue);
    if (lifted) shadow(ui, r, Elevation::drag, 8);
    fill(ui, r, hue.soft, 8);
    fill(ui, {r.x, r.y, 4, r.h}, hue.solid, 4, Corners::left);
    if (conflict) outline(ui, r, t.danger, 8, 1.5f);
    if (lifted) outline_around(ui, r, t.accent, 8, 2);
    Rect in{r.x + 10, r.y + 7, r.w - 13, r.h - 10};
    // A short job's name stands beside its bar, as far as there is room.
    const bool beside = in.w < 34;
    const Color color = beside ? t.text2 : hue.text;
    if (beside) in = {r.right() + 4, r.y + 7, room - 6, r.h - 10};
    if (beside && in.w < 34) return;
    Rect first = in.cut_top(16);
    if (conflict && first.w > 40) draw_icon(ui, first.cut_right(14, 4), icon::triangle_alert, 14, t.danger);
    const TextSpec title{.style = TextStyle::caption, .weight = Weight::strong, .color = color, .max_lines = r.h < 44 ? 1 : 3,
                         .whole_words = true};
    const float used = draw_paragraph(ui, {first.x, first.y, first.w, r.h}, title_of(bar.booking), title);
    if (r.h < 44) return;
    in.cut_top(used - 16);
    const LocalDateTime from = desk.zone().to_local(bar.booking.from), to = desk.zone().to_local(bar.booking.to);
    draw_text(ui, in.cut_top(16), short_hours(ui.locale().time(from.time)) + "–" + short_hours(ui.locale().time(to.time)), {.style = TextStyle::caption, .color = color});
}

void CrewsPage::bar(Desk& desk, std::size_t index, const Bar& b, const Rect& row) {
    Ui& ui = desk.ui();
    const bool conflict = b.lane.lanes > 1;
    const float x0 = axis_->x(b.booking.from) + 2, x1 = std::max(x0 + 20, axis_->x(b.booking.to) - 2);
    const float height = conflict ? (80.f - 3 * static_cast<float>(b.lane.lanes - 1)) / static_cast<float>(b.lane.lanes) : 80.f;
    Rect r{x0, row.y + 8 + (height + 3) * static_cast<float>(b.lane.lane), x1 - x0, height};
    std::string said = span_text(desk, b.booking.from, b.booking.to);
    if (conflict) said += ", " + desk.tr("crews.double");
    const Press press = ui.press({.id = ui.id(b.booking.row), .role = Role::button, .name = title_of(b.booking), .description = said,
                                  .states = state_draggable | (conflict ? State::state_invalid : State::state_none), .rect = r},
                                 {.draggable = true});
    const bool at_edge = ui.pointer().x > r.right() - 8;
    if (press.drag_started) {
        drag_.begin(b.booking.row, r, ui.pointer());
        hold_ = at_edge ? Hold::resize : Hold::move;
    }
    if (press.hovered && at_edge) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    if (drag_.carries(b.booking.row)) {
        if (hold_ == Hold::move) {
            fill(ui, r, with_alpha(ui.theme().hover, 0.75f), 8);
            return;
        }
        if (to_crew_ >= 0) r.w = std::max(20.f, axis_->x(to_to_) - 2 - r.x);
    }
    float next = axis_->right();  // where the crew's next bar begins
    for (const Bar& other : bars_[index])
        if (other.booking.from > b.booking.from) next = std::min(next, axis_->x(other.booking.from));
    draw_bar(desk, b, r, conflict || (drag_.carries(b.booking.row) && to_taken_), false, conflict ? 0 : std::min(next - r.right(), axis_->day_width() - r.w));
    if (press.hovered) ui.tip(ui.id(b.booking.row), r, title_of(b.booking) + ", " + said);
    if (press.ring) focus_ring(ui, r, 8);
    if (focus_booking_ == b.booking.row && !press.focused) ui.focus().set(ui.id(std::exchange(focus_booking_, 0)), true);
    if (press.focused && ImGui::GetIO().KeyShift) bar_keys(desk, index, b, r);
    if (press.clicked && conflict) open_clash(desk, r, b.booking.resource, b.booking.row, b.booking.record, b.booking.from, b.booking.to);
    else if (press.clicked && b.booking.record) desk.open_record(b.booking.record);
}

void CrewsPage::settle(Desk& desk, const Bar& bar, std::size_t crew, Instant from, Instant to, const Rect& anchor) {
    const model::Booking booking = bar.booking;
    const model::RowId resource = crews_[crew].row;
    if (!model::booking_conflicts(desk.ws(), resource, from, to, booking.row).empty()) return open_clash(desk, anchor, resource, booking.row, booking.record, from, to);
    desk.act(desk.compose().rebook(booking.row, resource, from, to), {.done = desk.tr("crews.moved", {{"name", title_of(booking)}, {"when", span_text(desk, from, to)}})});
    stale_ = true;
}

// With Shift the arrows move what has the focus: to the next day that is worked, or to another crew.
void CrewsPage::bar_keys(Desk& desk, std::size_t index, const Bar& b, const Rect& r) {
    Ui& ui = desk.ui();
    const int days = (ui.key(ImGuiKey_RightArrow) ? 1 : 0) - (ui.key(ImGuiKey_LeftArrow) ? 1 : 0), rows = (ui.key(ImGuiKey_DownArrow) ? 1 : 0) - (ui.key(ImGuiKey_UpArrow) ? 1 : 0);
    if (days != 0) {
        const WorkingCalendar& calendar = desk.ws().working_calendar();
        LocalDateTime at = desk.zone().to_local(b.booking.from);
        constexpr int longest = 31;  // a calendar without a working day is no reason to go on for ever
        for (int i = 0; i < longest; ++i) {
            at.date.days += days;
            if (calendar.is_working_day(at.date)) break;
        }
        const Instant from = desk.zone().to_instant(at);
        const std::int64_t length = calendar.working_time_between(b.booking.from, b.booking.to);
        settle(desk, b, index, from, length > 0 ? axis_->end_of(from, length) : from + (b.booking.to - b.booking.from), r);
    } else if (rows != 0) {
        const auto to = static_cast<std::ptrdiff_t>(index) + rows;
        if (to < 0 || to >= static_cast<std::ptrdiff_t>(crews_.size())) return;
        focus_booking_ = b.booking.row;
        settle(desk, b, static_cast<std::size_t>(to), b.booking.from, b.booking.to, r);
    }
}

void CrewsPage::tray(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    fill(ui, r, t.sunken);
    vline(ui, r.x, r.y, r.h, t.line);
    Group group(ui, "tray", {.role = Role::complementary, .name = desk.tr("crews.unscheduled"), .rect = r});
    Rect head = Rect(r.cut_top(44)).inset(12, 0);
    const std::string name = desk.tr("crews.unscheduled");
    const TextSpec title{.weight = Weight::strong};
    heading(ui, "title", head.cut_left(text_width(ui, name, title) + 1, 6), 2, name, title);
    draw_text(ui, head, std::to_string(tray_.size()), {.color = t.text3});
    ScrollArea scroll(ui, "jobs", r);
    const auto rows = scroll.rows(static_cast<std::int64_t>(tray_.size()), tray_step);
    for (std::int64_t i = rows.first; i < rows.last; ++i) {
        const Job& job = tray_[static_cast<std::size_t>(i)];
        const Rect card{r.x + 12, scroll.row_y(i, tray_step) + 1, r.w - 24, tray_step - 8};
        const Press press = ui.press({.id = ui.id(job.record), .role = Role::button, .name = job.title, .description = job.second,
                                      .states = state_draggable, .rect = card},
                                     {.draggable = true});
        if (press.drag_started) {
            drag_.begin(job.record, card, ui.pointer());
            hold_ = Hold::job;
        }
        if (drag_.carries(job.record)) {
            fill(ui, card, with_alpha(t.hover, 0.75f), 8);
            continue;
        }
        card_surface(ui, card);
        Rect in = card.inset(12, 10);
        const TextSpec strong{.weight = Weight::strong, .max_lines = 2};
        const float height = paragraph_height(ui, job.title, in.w - 30, strong);
        in = in.middle(height + 16);
        Rect first = in.cut_top(height);
        fill(ui, Rect(first.cut_left(4, 8)).cut_top(20).middle(16), t.stage(job.hue).solid, 2);
        draw_icon(ui, Rect(first.cut_right(14, 4)).cut_top(20), icon::grip_vertical, 14, t.text3);
        draw_paragraph(ui, first, job.title, strong);
        draw_text(ui, in.cut_top(16), job.second, {.style = TextStyle::small, .color = t.text2});
        if (press.ring) focus_ring(ui, card, 8, t.sunken);
        if (press.clicked) desk.ask_book(job.record);
    }
    if (tray_.empty()) draw_paragraph(ui, r.inset(16, 4), desk.tr("crews.all_scheduled"), {.style = TextStyle::small, .color = t.text3});
}

// Where the thing in the hand would go: crew, begin and end, and whether that time is taken.
void CrewsPage::carry(Desk& desk, const Rect& rows) {
    if (!drag_.active()) return;
    Ui& ui = desk.ui();
    const Drag::Event event = drag_.update({ui.pointer(), ImGui::IsMouseDown(0), ui.escape()});
    const Rect ghost = drag_.ghost();
    const Bar* carried = nullptr;
    for (const auto& row : bars_)
        for (const Bar& b : row)
            if (b.booking.row == drag_.what()) carried = &b;

    to_crew_ = -1;
    const bool inside = rows.contains(drag_.pointer()) && drag_.pointer().x >= axis_->day_x(0);
    const int crew = inside ? static_cast<int>((drag_.pointer().y - rows.y) / crew_row_height) : -1;
    if (crew >= 0 && crew < static_cast<int>(crews_.size())) {
        const WorkingCalendar& calendar = desk.ws().working_calendar();
        to_crew_ = crew;
        if (hold_ == Hold::resize && carried) {
            for (std::size_t i = 0; i < crews_.size(); ++i)
                if (crews_[i].row == carried->booking.resource) to_crew_ = static_cast<int>(i);
            to_from_ = carried->booking.from;
            to_to_ = std::max(axis_->at(drag_.pointer().x, half_hour), to_from_ + half_hour);
        } else {
            to_from_ = axis_->at(hold_ == Hold::job ? drag_.pointer().x : ghost.x, half_hour);
            // A job without a date takes a day; one that moves keeps its length in working time.
            const std::int64_t day = calendar.working_time_between(axis_->days().front().start, axis_->days().front().end);
            std::int64_t length = day > 0 ? day : 8 * 2 * half_hour;
            if (carried) length = calendar.working_time_between(carried->booking.from, carried->booking.to);
            to_to_ = length > 0 ? axis_->end_of(to_from_, length) : to_from_ + (carried ? carried->booking.to - carried->booking.from : half_hour);
        }
        to_taken_ = !model::booking_conflicts(desk.ws(), crews_[static_cast<std::size_t>(to_crew_)].row, to_from_, to_to_, carried ? carried->booking.row : 0).empty();
    }
    if (event != Drag::Event::dropped || to_crew_ < 0) return;
    const model::RowId resource = crews_[static_cast<std::size_t>(to_crew_)].row;
    if (to_taken_) {
        const float x0 = axis_->x(to_from_), x1 = std::max(x0 + 24, axis_->x(to_to_));
        open_clash(desk, {x0, rows.y + crew_row_height * static_cast<float>(to_crew_) + 8, x1 - x0, 80}, resource, carried ? drag_.what() : 0,
                   carried ? carried->booking.record : drag_.what(), to_from_, to_to_);
    } else if (hold_ == Hold::job) {
        desk.act(desk.compose().book(resource, to_from_, to_to_, drag_.what()),
                 {.done = desk.tr("crews.booked", {{"resource", crews_[static_cast<std::size_t>(to_crew_)].name}, {"when", span_text(desk, to_from_, to_to_)}})});
    } else if (carried && (resource != carried->booking.resource || to_from_ != carried->booking.from || to_to_ != carried->booking.to)) {
        settle(desk, *carried, static_cast<std::size_t>(to_crew_), to_from_, to_to_, {});
    }
    stale_ = true;
}

void CrewsPage::target(Desk& desk, const Rect& rows) {
    if (!drag_.active()) return;
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    if (to_crew_ >= 0 && hold_ != Hold::resize) {
        const float x0 = axis_->x(to_from_) + 2, x1 = std::max(x0 + 20, axis_->x(to_to_) - 2);
        const Rect hole{x0, rows.y + crew_row_height * static_cast<float>(to_crew_) + 8, x1 - x0, 80};
        fill(ui, hole, to_taken_ ? t.danger_soft : t.accent_soft, 8);
        outline(ui, hole, to_taken_ ? t.danger : t.accent, 8, 2);
    }
    Rect ghost = drag_.ghost();
    if (hold_ == Hold::resize) ghost = Rect{drag_.pointer().x - 80, drag_.pointer().y + 12, 168, 0};
    else ghost.w = 168, ghost.h = 75;
    ui.begin_layer(ui.id("ghost"), ghost, {.trap = false, .blocks = false, .initial_focus = false});
    if (hold_ != Hold::resize) {
        Bar shown;
        for (const auto& row : bars_)
            for (const Bar& b : row)
                if (b.booking.row == drag_.what()) shown = b;
        for (const Job& job : tray_)
            if (job.record == drag_.what()) shown.booking.title = job.title, shown.hue = job.hue;
        fill(ui, ghost, t.surface, 8);
        draw_bar(desk, shown, {ghost.x, ghost.y, ghost.w, 40}, false, false, 0);
        shadow(ui, ghost, Elevation::drag, 8);
        outline_around(ui, ghost, t.accent, 8, 1.5f);
    }
    if (to_crew_ >= 0) {
        const std::string when = to_taken_ ? desk.tr("crews.taken", {{"resource", crews_[static_cast<std::size_t>(to_crew_)].name}}) : span_text(desk, to_from_, to_to_);
        const Rect line{ghost.x + 8, ghost.y + (hold_ == Hold::resize ? 0.f : 48.f), 240, 20};
        fill(ui, line.expand(2), to_taken_ ? t.danger_soft : t.raised, 4);
        draw_text(ui, line, when, {.style = TextStyle::caption, .weight = Weight::strong, .color = to_taken_ ? t.danger : t.text});
    }
    ui.end_layer();
}

}  // namespace potok::ui
