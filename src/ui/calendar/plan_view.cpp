#include "ui/calendar/plan_view.h"

#include <algorithm>

#include "generated/icons.h"
#include "ui/forms/field_edit.h"
#include "ui/kit/button.h"
#include "ui/kit/notice.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/select.h"
#include "ui/kit/text.h"
#include "ui/kit/week_start.h"

namespace potok::ui {

namespace {
constexpr float names_width = 264, plan_heads = 44;
}

int PlanView::days(const Ui& ui) { return ui.phone() ? 14 : ui.narrow() ? 28 : 42; }
// The week before stays in view: what a plan begins with has begun already.
Date PlanView::first_day(Ui& ui, Date shown) { return {week_start(shown, first_weekday(ui)).days - (ui.phone() ? 0 : 7)}; }

float PlanView::x(Desk& desk, Instant at) const {
    const LocalDateTime local = desk.zone().to_local(at);
    const float day = static_cast<float>(local.date.days - first_.days) + static_cast<float>(local.time.ms) / static_cast<float>(ms_per_day);
    return left_ + day_width_ * day;
}

void PlanView::read(Desk& desk, Date first, int days) {
    const model::Catalog& catalog = desk.ws().catalog();
    if (order_of_ != catalog.version()) {
        order_of_ = catalog.version();
        order_ = automation::task_order(catalog);
        stale_ = true;
    }
    if (stale_ || edition_ != data_->edition() || !(arranged_ == data_->choice) || !(first == first_) || days != days_) {
        edition_ = data_->edition();
        arranged_ = data_->choice;
        first_ = first;
        days_ = days;
        const auto& pipelines = catalog.pipelines();
        if (pipeline_ > static_cast<int>(pipelines.size())) pipeline_ = 0;
        projects_ = read_plan(desk, *data_, order_, first, days, pipeline_ == 0 ? std::string_view() : std::string_view(pipelines[static_cast<std::size_t>(pipeline_ - 1)]->key));
        stale_ = true;
    }
    if (!stale_) return;
    stale_ = false;
    rows_.clear();
    for (std::size_t p = 0; p < projects_.size(); ++p) {
        rows_.push_back({p, {}});
        if (folded_.contains(projects_[p].record)) continue;
        for (std::size_t b = 0; b < projects_[p].bars.size(); ++b) rows_.push_back({p, b});
    }
    // Tab stops at a bar.
    if (current_ < rows_.size() && rows_[current_].bar) return;
    const auto bar = std::ranges::find_if(rows_, [](const Row& r) { return r.bar.has_value(); });
    current_ = bar == rows_.end() ? 0 : static_cast<std::size_t>(bar - rows_.begin());
}

void PlanView::frame(Desk& desk, const Rect& area, CalendarData& data, Date first, int days) {
    data_ = &data;
    Ui& ui = desk.ui();
    if (!drag_.active()) read(desk, first, days);
    Rect rest = area;
    bar_of_choices(desk, rest.cut_top(ui.phone() ? 52.f : 44.f));
    hline(ui, rest.x, rest.y, rest.w, ui.theme().line);
    if (projects_.empty()) {
        const std::string title = desk.tr("plan.none"), text = desk.tr("plan.none_text");
        empty_state(ui, rest.inset(24, 24), {.key = "empty", .title = title, .text = text, .icon = icon::calendar_range});
        return;
    }
    left_ = rest.x + (ui.phone() ? 0.f : ui.narrow() ? 180.f : names_width);
    day_width_ = (rest.right() - left_) / static_cast<float>(days_);
    Group group(ui, "plan", {.role = Role::grid, .name = desk.tr("calendar.plan"), .rect = rest});
    heads(desk, rest.cut_top(plan_heads));
    ScrollArea scroll(ui, "rows", rest);
    const float height = row_height(ui);
    const auto shown = scroll.rows(static_cast<std::int64_t>(rows_.size()), height);
    carry(desk);
    ground(desk, rest);
    const float top = scroll.row_y(0, height);
    const float now = x(desk, desk.now());
    if (now >= left_ && now <= rest.right()) {
        fill(ui, {now - 1, rest.y, 2, std::min(rest.bottom(), top + height * static_cast<float>(rows_.size())) - rest.y},
             ui.phone() ? with_alpha(ui.theme().danger, 0.3f) : ui.theme().danger);  // there it runs through the names
        disc(ui, {now, rest.y}, 4, ui.theme().danger);
    }
    for (std::int64_t i = shown.first; i < shown.last; ++i) {
        const auto index = static_cast<std::size_t>(i);
        const Rect r{rest.x, scroll.row_y(i, height), rest.w, height};
        if (rows_[index].bar) bar_row(desk, r, rows_[index], index);
        else project_row(desk, r, rows_[index]);
    }
    links(desk, rest, top);
    if (focus_current_) {
        ui.reveal({rest.x, top + height * static_cast<float>(current_), rest.w, height});
        ui.host().request_redraw();
    }
}

void PlanView::bar_of_choices(Desk& desk, Rect row) {
    Ui& ui = desk.ui();
    row = Rect{row.x + (ui.phone() ? 16.f : 20.f), row.y, row.w - (ui.phone() ? 32.f : 36.f), row.h};
    std::vector<std::string> names{desk.tr("plan.all")};
    for (const auto& pipeline : desk.ws().catalog().pipelines()) names.push_back(pipeline->label.in(desk.language()));
    std::vector<Option> options;
    for (const std::string& name : names) options.push_back({.label = name});
    const std::string label_text = desk.tr("plan.pipeline");
    if (select(ui, row.cut_left(std::min(240.f, row.w), 16).middle(ui.phone() ? 44.f : 28.f), {.key = "pipeline", .label = label_text}, options, pipeline_)) {
        pipeline_ = std::max(0, pipeline_);
        edition_ = -1;
    }
    if (row.w < 200) return;
    std::size_t broken = 0;
    for (const PlanProject& p : projects_) broken += static_cast<std::size_t>(std::ranges::count_if(p.links, &PlanLink::broken));
    std::string said = desk.plural("plan.projects", static_cast<std::int64_t>(projects_.size()));
    if (projects_.size() >= most_projects) said = desk.tr("plan.first_ones", {{"n", std::to_string(most_projects)}});
    label(ui, "count", row.cut_left(text_width(ui, said) + 2, 16), said, {.color = ui.theme().text3});
    if (broken > 0) label(ui, "broken", row, desk.plural("plan.broken", static_cast<std::int64_t>(broken)), {.weight = Weight::strong, .color = ui.theme().danger});
}

void PlanView::heads(Desk& desk, Rect area) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    hline(ui, area.x, area.bottom() - 1, area.w, t.line);
    const Date now = today(desk);
    const bool every = day_width_ >= 21;
    Group row(ui, "days", {.role = Role::row, .rect = area});
    for (int d = 0; d < days_; ++d) {
        const Date day{first_.days + d};
        const Rect r{left_ + day_width_ * static_cast<float>(d), area.y, day_width_, area.h};
        const bool month = d == 0 || civil(day).day == 1, week = week_start(day, first_weekday(ui)) == day;
        const std::string holiday = holiday_name(desk, day);
        IdScope scope(ui, day.days);
        ui.tree().add({.id = ui.id("day"), .role = Role::columnheader, .name = ui.locale().date_long(day) + (holiday.empty() ? "" : ", " + holiday),
                       .states = day == now ? State::state_current : State::state_none, .rect = r});
        if (month && !(d == 0 && civil({day.days + 4}).day <= 4))
            draw_text(ui, {r.x + 4, r.y + 4, 140, 16}, ui.locale().month_year(day), {.style = TextStyle::caption, .weight = Weight::strong, .color = t.text2});
        if (!every && !week) continue;
        const TextSpec spec{.style = TextStyle::caption, .weight = day == now ? Weight::strong : Weight::regular,
                            .color = day == now ? t.accent_text : !holiday.empty() ? t.danger : weekday(day) > 5 ? t.text3 : t.text2,
                            .align = every ? Align::center : Align::left};
        draw_text(ui, {r.x + (every ? 0.f : 4.f), r.y + 22, every ? r.w : 40.f, 16}, std::to_string(civil(day).day), spec);
    }
}

void PlanView::ground(Desk& desk, const Rect& view) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    for (int d = 0; d < days_; ++d) {
        const Date day{first_.days + d};
        const Rect r{left_ + day_width_ * static_cast<float>(d), view.y, day_width_, view.h};
        if (!desk.ws().working_calendar().is_working_day(day)) fill(ui, r, t.sunken);
        if (week_start(day, first_weekday(ui)) == day) vline(ui, r.x, r.y, r.h, civil(day).day <= 7 ? t.line_strong : t.line);
    }
}

// The project: its name, and the stages it has stood in as a band.
void PlanView::project_row(Desk& desk, const Rect& r, const Row& row) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const PlanProject& p = projects_[row.project];
    Group group(ui, static_cast<std::int64_t>(p.record), {.role = Role::row, .rect = r});
    hline(ui, r.x, r.y, r.w, t.line);
    const bool folded = folded_.contains(p.record);
    const float names = ui.phone() ? r.w : left_ - r.x;
    Rect name{r.x + (ui.phone() ? 8.f : 12.f), r.y, names - 20, ui.phone() ? 26.f : r.h};
    {
        Group head(ui, "head", {.role = Role::rowheader, .name = p.title, .description = p.stage, .rect = name});
        const float box = ui.phone() ? 32.f : 24.f;
        const Rect arrow = name.cut_left(box, 2).middle(std::min(box, name.h));
        const std::string fold = desk.tr(folded ? "plan.unfold" : "plan.fold", {{"name", p.title}});
        if (icon_button(ui, arrow, "fold", folded ? icon::chevron_right : icon::chevron_down, fold, 14)) {
            if (folded) folded_.erase(p.record);
            else folded_.insert(p.record);
            stale_ = true;
        }
        const Press press = ui.press({.id = ui.id("name"), .role = Role::link, .name = p.title, .rect = name});
        draw_text(ui, name, p.title, {.weight = Weight::strong, .color = press.hover > 0.5f ? t.accent_text : t.text});
        if (press.ring) focus_ring(ui, name.inset(-2, 4), 4);
        if (press.clicked) desk.open_record(p.record);
    }

    ui.push_clip({left_, r.y, r.right() - left_, r.h});
    const float band = ui.phone() ? r.y + 30 : r.center().y - 4;
    std::string said;
    float end = left_;
    for (const auto& [visit, hue] : p.stages) {
        const float a = x(desk, visit.entered), b = visit.until ? x(desk, *visit.until) : x(desk, desk.now());
        if (b < left_ || a > r.right()) continue;
        const Rect part{a, band, std::max(3.f, b - a - 2), 8};
        fill(ui, part, t.stage(hue).solid, 4);
        end = std::max(end, part.right());
        const auto* pipeline = desk.ws().catalog().pipeline(visit.pipeline);
        const auto* stage = pipeline ? pipeline->stage(visit.stage) : nullptr;
        if (!stage) continue;
        const std::string name_of = stage->label.in(desk.language()), since = ui.locale().day_month(desk.zone().to_local(visit.entered).date);
        said += (said.empty() ? "" : "; ") + name_of + " " + since;
        if (ui.hovers(part.expand(4))) ui.tip(ui.id("stage/" + visit.stage + std::to_string(visit.entered.ms)), part, name_of + "\n" + since + (visit.until ? " – " + ui.locale().day_month(desk.zone().to_local(*visit.until).date) : ""));
    }
    if (end + 40 < r.right()) draw_text(ui, {end + 12, band - 6, r.right() - end - 16, 20}, p.stage, {.style = TextStyle::caption, .weight = Weight::strong, .color = t.text2});
    ui.tree().add({.id = ui.id("stages"), .role = Role::gridcell, .name = said, .rect = {left_, r.y, r.right() - left_, r.h}});
    ui.pop_clip();
}

}  // namespace potok::ui
