#include "ui/card/task_panel.h"

#include <algorithm>

#include "generated/icons.h"
#include "ui/board/deal_card.h"
#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/choice.h"
#include "ui/kit/field.h"
#include "ui/kit/paint.h"
#include "ui/kit/progress.h"
#include "ui/kit/text.h"
#include "ui/people.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {
constexpr std::int64_t day_ms = 86'400'000;
float check_row(const Ui& ui) { return ui.phone() ? 40.f : 30.f; }
float pad_y(const Ui& ui) { return ui.phone() ? 14.f : 12.f; }
}  // namespace

DueMark due_mark(Desk& desk, const std::optional<Instant>& due) {
    DueMark mark;
    if (!due) return mark;
    const Instant now = desk.now();
    mark.late = *due < now;
    mark.soon = !mark.late && *due - now < day_ms;
    const LocalDateTime at = desk.zone().to_local(*due);
    std::string when = desk.ui().locale().relative_day(at.date, desk.zone().to_local(now).date);
    if (!desk.ui().phone()) when += ", " + desk.ui().locale().time(at.time);
    mark.text = desk.tr(mark.late ? "tasks.was_due" : "tasks.due", {{"when", when}});
    return mark;
}

TaskPanel::TaskPanel(Desk& desk, const model::Task& task) : task_(task) { read(desk); }

void TaskPanel::read(Desk& desk) {
    if (auto fresh = model::task(desk.ws(), task_.row)) task_ = *fresh;
    items_ = model::check_items(desk.ws(), task_.row);
    assignee_ = task_.assignee ? model::title_of(desk.ws(), task_.assignee) : std::string();
}

float TaskPanel::height(Desk& desk, float width) const {
    Ui& ui = desk.ui();
    float h = 2 * pad_y(ui) + head_layout(desk, width - 32).height + 8 + button_height(ui, true);
    if (!task_.description.empty())
        h += 4 + paragraph_height(ui, task_.description, width - 32, {.style = TextStyle::small, .max_lines = 6});
    if (!items_.empty()) h += 24 + check_row(ui) * static_cast<float>(items_.size());
    if (adding_) h += ui.control_height() + 4;
    return h;
}

// The title takes a second line where it needs one. Where that is not enough beside the due time, as on the phone, the due time
// stands below.
TaskPanel::HeadLayout TaskPanel::head_layout(Desk& desk, float width) const {
    Ui& ui = desk.ui();
    const DueMark due = due_mark(desk, task_.due);
    const float room = width - 24 - (assignee_.empty() ? 0.f : 30.f);
    const float beside = room - (due.text.empty() ? 0.f : badge_width(ui, due.text, icon::clock) + 8);
    const TextSpec strong{.weight = Weight::strong};
    const bool below = !due.text.empty() && (ui.phone() || paragraph_height(ui, task_.title, beside, strong) > 2 * line_height(ui, TextStyle::body));
    const float title = std::max(24.f, 4 + paragraph_height(ui, task_.title, below ? room : beside, {.weight = Weight::strong, .max_lines = 2}));
    return {.height = title + (below ? badge_height + 6 : 0), .due_below = below};
}

void TaskPanel::head(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const bool below = head_layout(desk, r.w).due_below;
    const auto first = [](const Rect& cut) { return Rect{cut.x, cut.y, cut.w, 24}; };  // marks stand beside the first line
    draw_icon(ui, first(r.cut_left(16, 8)), task_icon(task_.kind), 16, t.accent_text);
    if (!assignee_.empty()) draw_avatar(ui, first(r.cut_right(22, 8)).middle(22), assignee_, task_.assignee);
    const DueMark due = due_mark(desk, task_.due);
    if (!due.text.empty()) {
        const Rect mark = below ? Rect(r.cut_bottom(badge_height, 6)) : first(r.cut_right(badge_width(ui, due.text, icon::clock), 8)).middle(badge_height);
        badge(ui, {mark.x, mark.y}, due.text, due.late ? Tone::danger : due.soon ? Tone::warning : Tone::neutral, icon::clock);
    }
    ui.tree().add({.id = ui.id("title"), .role = Role::heading, .name = task_.title, .level = 3, .rect = r});
    draw_paragraph(ui, {r.x, r.y + 2, r.w, r.h}, task_.title, {.weight = Weight::strong, .max_lines = 2});
}

void TaskPanel::draw(Desk& desk, const Rect& r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const DueMark due = due_mark(desk, task_.due);
    std::string facts = assignee_;
    if (!due.text.empty()) facts += (facts.empty() ? "" : ", ") + due.text;
    Group group(ui, task_.row, {.role = Role::group, .name = task_.title, .description = facts, .rect = r});
    panel_surface(ui, r);
    Rect in = r.inset(16, pad_y(ui));
    head(desk, in.cut_top(head_layout(desk, in.w).height));
    if (!task_.description.empty()) {
        in.cut_top(4);
        const TextSpec small{.style = TextStyle::small, .color = t.text2, .max_lines = 6};
        label_paragraph(ui, "description", in.cut_top(paragraph_height(ui, task_.description, in.w, small)), task_.description, small);
    }
    if (!items_.empty()) {
        const int done = static_cast<int>(std::count_if(items_.begin(), items_.end(), [](const auto& i) { return i.done; }));
        const int all = static_cast<int>(items_.size());
        Rect line = Rect(in.cut_top(24)).inset(0, 2);
        const std::string so_far = desk.tr("move.done_of", {{"n", std::to_string(done)}, {"of", std::to_string(all)}});
        const TextSpec quiet{.style = TextStyle::small, .color = t.text3, .align = Align::right};
        draw_text(ui, line.cut_right(text_width(ui, so_far, quiet) + 1, 8), so_far, quiet);
        progress_bar(ui, line.middle(4), "progress", so_far, static_cast<float>(done) / static_cast<float>(all));
        for (const model::CheckItem& item : items_) {
            Rect row = in.cut_top(check_row(ui));
            if (item.done && item.done_at) {
                const std::string when = moment_text(ui.locale(), desk.zone(), *item.done_at, desk.now());
                draw_text(ui, row.cut_right(text_width(ui, when, quiet) + 1, 8), when, quiet);
            }
            IdScope scope(ui, item.row);
            if (checkbox(ui, row, "done", item.text, item.done ? Check::on : Check::off, task_.state != "open", true))
                desk.act(desk.compose().set_check_item(item.row, !item.done));
        }
    }
    if (adding_) {
        const std::string name = desk.tr("tasks.new_item");
        const FieldEvents field = text_field(ui, in.cut_top(ui.control_height(), 4), {.key = "new_item", .label = name, .placeholder = name, .focus_now = new_item_.empty() && !ui.editing_text()}, new_item_);
        if (field.submitted && !new_item_.empty() && desk.act(desk.compose().add_check_item(task_.row, new_item_))) new_item_.clear();
        if (field.left && !field.submitted) adding_ = false;
    }
    in.cut_top(8);
    foot(desk, in);
}

void TaskPanel::foot(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const int open = static_cast<int>(std::count_if(items_.begin(), items_.end(), [](const auto& i) { return !i.done; }));
    const std::string left = open > 0 ? desk.plural("tasks.items_left", open) : std::string();
    if (button_left(ui, r, {.key = "complete", .label = desk.tr("tasks.complete"), .kind = ButtonKind::soft, .icon = icon::check,
                            .small = true, .disabled = open > 0, .tip = left}))
        desk.ask_complete(task_.row);
    if (!adding_ && icon_button(ui, r.cut_right(28).middle(28), "add_item", icon::list_plus, desk.tr("tasks.add_item"), 16)) adding_ = true;
    if (!left.empty()) label(ui, "left", r, left, {.style = TextStyle::small, .color = ui.theme().text3});
}

}  // namespace potok::ui
