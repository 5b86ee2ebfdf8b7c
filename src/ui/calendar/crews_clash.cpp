// What to do about a crew that is wanted twice: the refusal offers the next free time of the same crew, and crews that are free.
#include <algorithm>

#include "generated/icons.h"
#include "ui/calendar/crews_page.h"
#include "ui/kit/button.h"
#include "ui/kit/overlay.h"
#include "ui/kit/paint.h"
#include "ui/kit/text.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

constexpr int days_ahead = 60;  // how far the next free time is looked for
constexpr std::size_t most_crews = 2;

const std::string& name_of(const model::Booking& b) { return b.record_title.empty() ? b.title : b.record_title; }

}  // namespace

// The first beginning on or after `from` at which the crew has `length` of working time free in one go.
std::optional<Instant> CrewsPage::next_free(Desk& desk, model::RowId crew, Instant from, std::int64_t length, model::RowId except) const {
    const WorkingCalendar& calendar = desk.ws().working_calendar();
    const Zone& zone = desk.zone();
    const Date first = zone.to_local(from).date;
    for (int i = 0; i < days_ahead; ++i) {
        const Date day{first.days + i};
        const auto spans = calendar.spans(day);
        if (spans.empty()) continue;
        Instant begin = zone.to_instant({day, spans.front().from});
        if (begin < from) begin = from;
        // Behind each booking that is in the way, as long as the day lasts.
        for (;;) {
            const auto in_the_way = model::booking_conflicts(desk.ws(), crew, begin, axis_->end_of(begin, length), except);
            if (in_the_way.empty()) return begin;
            begin = std::max_element(in_the_way.begin(), in_the_way.end(), [](const auto& a, const auto& b) { return a.to < b.to; })->to;
            if (begin >= zone.to_instant({day, spans.back().to})) break;
        }
    }
    return std::nullopt;
}

void CrewsPage::open_clash(Desk& desk, const Rect& anchor, model::RowId crew, model::RowId booking, model::RowId record, Instant from, Instant to) {
    clash_ = Clash();
    clash_->anchor = anchor;
    clash_->booking = booking;
    clash_->record = record;
    const auto others = model::booking_conflicts(desk.ws(), crew, from, to, booking);
    if (others.empty()) {
        clash_.reset();
        return;
    }
    const std::string wanted = model::title_of(desk.ws(), record ? record : booking);
    clash_->title = desk.tr("crews.twice", {{"resource", model::title_of(desk.ws(), crew)}, {"when", span_text(desk, from, to)}});
    clash_->text = desk.tr("crews.overlaps", {{"name", wanted}, {"other", name_of(others.front())}});
    const std::int64_t length = std::max<std::int64_t>(desk.ws().working_calendar().working_time_between(from, to), 30 * 60'000);
    if (const auto free = next_free(desk, crew, from, length, booking)) {
        const Instant end = axis_->end_of(*free, length);
        clash_->remedies.push_back({desk.tr("crews.move_to", {{"when", span_text(desk, *free, end)}}), crew, *free, end});
    }
    const auto wanted_one = std::ranges::find_if(crews_, [&](const model::Resource& r) { return r.row == crew; });
    for (const model::Resource& other : crews_) {
        if (wanted_one == crews_.end() || other.kind != wanted_one->kind) continue;  // a van is no way out for a crew
        if (clash_->remedies.size() > most_crews) break;
        if (other.row == crew || !model::booking_conflicts(desk.ws(), other.row, from, to, booking).empty()) continue;
        clash_->remedies.push_back({desk.tr("crews.give_to", {{"resource", other.name}}), other.row, from, to});
    }
}

void CrewsPage::clash(Desk& desk) {
    if (!clash_) return;
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    constexpr float width = 320;
    const TextSpec title{.weight = Weight::strong}, text{.style = TextStyle::small, .color = t.text2};
    const float inner = (ui.phone() ? ui.screen().w - 16 : width) - 28;
    const float title_height = paragraph_height(ui, clash_->title, inner - 22, title), text_height = paragraph_height(ui, clash_->text, inner, text);
    const float row = button_height(ui, !ui.phone()) + 6;
    const float height = 28 + title_height + 6 + text_height + 10 + row * static_cast<float>(clash_->remedies.size());
    int chosen = -1;
    const bool stay = popover(ui, {.key = "clash", .name = clash_->title, .anchor = clash_->anchor, .width = width, .height = height}, [&](Rect box) {
        box = box.inset(14, 14);
        box.h = 10000;
        Rect head = box.cut_top(title_height, 6);
        draw_icon(ui, Rect(head.cut_left(16, 6)).cut_top(20), icon::triangle_alert, 16, t.danger);
        heading_paragraph(ui, "title", head, 2, clash_->title, title);
        label_paragraph(ui, "text", box.cut_top(text_height, 10), clash_->text, text);
        for (std::size_t i = 0; i < clash_->remedies.size(); ++i) {
            IdScope scope(ui, static_cast<std::int64_t>(i));
            const ButtonSpec spec{.key = "remedy", .label = clash_->remedies[i].label, .kind = i == 0 ? ButtonKind::soft : ButtonKind::secondary, .small = !ui.phone()};
            Rect line = box.cut_top(row - 6, 6);
            if (!ui.phone()) line.w = std::min(line.w, button_width(ui, spec));
            if (button(ui, line, spec)) chosen = static_cast<int>(i);
        }
    });
    if (chosen >= 0) {
        const Clash clash = *clash_;
        const Remedy& remedy = clash.remedies[static_cast<std::size_t>(chosen)];
        const std::string crew = model::title_of(desk.ws(), remedy.crew), when = span_text(desk, remedy.from, remedy.to);
        const RunOptions told{.done = desk.tr("crews.booked", {{"resource", crew}, {"when", when}})};
        if (clash.booking) desk.act(desk.compose().rebook(clash.booking, remedy.crew, remedy.from, remedy.to), told);
        else desk.act(desk.compose().book(remedy.crew, remedy.from, remedy.to, clash.record), told);
        stale_ = true;
    }
    if (!stay || chosen >= 0) clash_.reset();
}

}  // namespace potok::ui
