#include "ui/tasks/tasks_page.h"

#include <algorithm>

#include "generated/icons.h"
#include "ui/app/state_bar.h"
#include "ui/board/deal_card.h"
#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/choice.h"
#include "ui/kit/list.h"
#include "ui/kit/notice.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"
#include "ui/people.h"

namespace potok::ui {

namespace {

constexpr const char* group_keys[due_group_count] = {"tasks.group_overdue", "tasks.group_today", "tasks.group_week", "tasks.group_later",
                                                     "tasks.group_undated"};
float task_height(const Ui& ui) { return ui.phone() ? 80.f : 44.f; }
constexpr float head_height = 40;

}  // namespace

TasksPage::TasksPage(Desk& desk) { read(desk); }

void TasksPage::read(Desk& desk) {
    const model::RowId chosen = open_ ? open_->row() : 0;
    model::TaskFilter filter;
    if (whose_ == 0) filter.assignee = desk.actor();
    const TaskGroups groups = group_tasks(model::tasks(desk.ws(), filter), desk.now(), desk.zone());
    rows_.clear();
    for (int g = 0; g < due_group_count; ++g) {
        const auto& tasks = groups[static_cast<DueGroup>(g)];
        counts_[static_cast<std::size_t>(g)] = tasks.size();
        for (const model::Task& task : tasks) rows_.push_back({task, static_cast<DueGroup>(g)});
    }
    if (rows_.empty()) {
        open_.reset();
        selected_ = 0;
        return;
    }
    const auto at = std::find_if(rows_.begin(), rows_.end(), [&](const Row& r) { return r.task.row == chosen; });
    // A completed task leaves its place to the next one.
    select(desk, at != rows_.end() ? static_cast<std::size_t>(at - rows_.begin()) : std::min(selected_, rows_.size() - 1));
}

void TasksPage::take(Desk& desk, const model::Outcome& outcome) {
    for (const auto& change : outcome.changes)
        if (change.type && (change.type->key == "task" || change.type->key == "check_item")) {
            read(desk);
            return;
        }
}

void TasksPage::select(Desk& desk, std::size_t index) {
    selected_ = index;
    if (open_ && open_->row() == rows_[index].task.row) open_->read(desk);
    else open_.emplace(desk, rows_[index].task);
}

void TasksPage::frame(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    keys(desk);
    Rect rest = area;
    if (ui.phone()) {
        Rect top = rest.cut_top(44).inset(16, 0);
        whose(desk, top);
    } else {
        header(desk, rest.cut_top(56));
        state_bar(desk, rest);
    }
    if (rows_.empty()) {
        const std::string title = desk.tr(whose_ == 0 ? "tasks.all_done" : "tasks.none"), text = desk.tr("tasks.all_done_text"),
                          add = desk.tr("tasks.new");
        if (empty_state(ui, rest.inset(24, 24), {.key = "empty", .title = title, .text = text, .action = add, .action_icon = icon::plus}) == 1)
            desk.ask_task(0);
        return;
    }
    if (!ui.narrow()) {
        const Rect right = rest.cut_right(440);
        detail(desk, right);
    }
    list(desk, rest);
}

void TasksPage::header(Desk& desk, Rect row) {
    Ui& ui = desk.ui();
    row = Rect{row.x + 20, row.y, row.w - 36, row.h};
    if (button_right(ui, row, {.key = "new", .label = desk.tr("tasks.new"), .kind = ButtonKind::primary, .icon = icon::plus}, 16)) desk.ask_task(0);
    whose(desk, row);
    const Date day = desk.zone().to_local(desk.now()).date;
    const Locale& locale = ui.locale();
    const std::string title = locale.relative_day(day, day) + ", " + locale.day_month(day);
    const TextSpec spec{.style = TextStyle::title};
    std::string capital = desk.tr("nav.tasks");
    heading(ui, "title", row.cut_left(text_width(ui, capital, spec) + 1, 12), 1, capital, spec);
    label(ui, "day", row, title, {.color = ui.theme().text3});
}

// Takes its place from the right of the row, on a phone all of it.
void TasksPage::whose(Desk& desk, Rect& row) {
    Ui& ui = desk.ui();
    const std::string mine = desk.tr("tasks.mine"), all = desk.tr("tasks.everybody"), name = desk.tr("tasks.whose");
    const Choice choices[] = {{.label = mine, .icon = icon::user}, {.label = all, .icon = icon::users}};
    const bool changed = ui.phone() ? tabs(ui, row, "whose", name, choices, whose_)
                                    : segment_tabs(ui, row.cut_right(segment_tabs_width(ui, choices), 12).middle(32), "whose", name, choices, whose_);
    if (changed) read(desk);
}

void TasksPage::list(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    ScrollArea scroll(ui, "tasks", area);
    const float h = task_height(ui);
    Rect r = Rect(scroll.content()).inset(ui.phone() ? 16.f : 20.f, 0);
    const float top = r.y;
    r.h = 1e6f;
    Group group(ui, "list", {.role = Role::list, .name = desk.tr("nav.tasks"), .rect = area});
    std::size_t index = 0;
    for (int g = 0; g < due_group_count; ++g) {
        const std::size_t count = counts_[static_cast<std::size_t>(g)];
        if (count == 0) continue;
        r.cut_top(group_head(desk, r, static_cast<DueGroup>(g), count));
        const float list_top = r.y;
        // Only what can be seen is drawn, however many there are.
        const float above = std::max(0.f, area.y - list_top);
        const auto first = std::min(count, static_cast<std::size_t>(above / h));
        const auto last = std::min(count, static_cast<std::size_t>(std::max(0.f, area.bottom() - list_top) / h) + 1);
        for (std::size_t i = first; i < last; ++i)
            row(desk, rows_[index + i], {r.x, list_top + h * static_cast<float>(i), r.w, h}, index + i);
        if (reveal_ && selected_ >= index && selected_ < index + count) {
            reveal_ = false;
            const Rect at{r.x, list_top + h * static_cast<float>(selected_ - index), r.w, h};
            ui.reveal(at);
            const IdScope scope(ui, rows_[selected_].task.row);
            ui.focus().set(ui.id("row"), true);
        }
        index += count;
        r.cut_top(h * static_cast<float>(count), 16);
    }
    scroll.set_content_height(r.y - top + 8);
}

float TasksPage::group_head(Desk& desk, Rect r, DueGroup group, std::size_t count) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    Rect row = r.cut_top(head_height);
    const char* key = group_keys[static_cast<std::size_t>(group)];
    const std::string name = desk.tr(key);
    const TextSpec spec{.weight = Weight::strong, .color = group == DueGroup::overdue ? t.danger : t.text};
    if (group == DueGroup::overdue) draw_icon(ui, row.cut_left(16, 6), icon::circle_alert, 16, t.danger);
    heading(ui, key, row.cut_left(text_width(ui, name, spec) + 1, 8), 2, name, spec);
    draw_text(ui, row, std::to_string(count), {.color = t.text3});
    return head_height;
}

void TasksPage::row(Desk& desk, const Row& row, const Rect& r, std::size_t index) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const model::Task& task = row.task;
    const bool late = row.group == DueGroup::overdue;
    const DueMark due = due_mark(desk, task.due);
    std::string facts = task.record_title;
    if (!due.text.empty()) facts += (facts.empty() ? "" : ", ") + due.text;
    const bool selected = index == selected_ && !ui.narrow();
    const bool phone = ui.phone();
    Rect line = r.inset(4, 4);
    const Rect time = line.cut_left(phone ? 64.f : 88.f, phone ? 0.f : 12.f);
    const float box = phone ? 44.f : 24.f;
    const Rect tick = line.cut_left(box, phone ? 4.f : 8.f).middle(box);
    IdScope scope(ui, task.row);
    // Before the row, in which it lies: of two things in one place the first has the pointer.
    const Press complete = ui.press({.id = ui.id("complete"), .role = Role::button, .name = desk.tr("tasks.complete") + ": " + task.title, .rect = tick});
    const Press press = list_row(ui, ui.id("row"), r,
                                 {.name = task.title, .description = facts, .selected = selected, .edge = selected,
                                  .position = static_cast<int>(index + 1), .set_size = static_cast<int>(rows_.size()), .tab_stop = index == selected_});
    if (press.focused) row_focused_ = true;
    if (press.focused && index != selected_ && ui.focus().by_keyboard()) select(desk, index);
    if (press.clicked) {
        select(desk, index);
        if (ui.narrow() && task.record) desk.open_record(task.record);
    }
    if (press.double_clicked && task.record) desk.open_record(task.record);

    draw_icon(ui, tick, icon::circle, 18, complete.hover > 0 ? t.accent_text : t.control);
    if (complete.ring) focus_ring(ui, tick, 6);
    if (complete.clicked) desk.ask_complete(task.row);
    std::string when;
    if (task.due) {
        const LocalDateTime at = desk.zone().to_local(*task.due);
        when = row.group == DueGroup::today ? ui.locale().time(at.time)
                                            : ui.locale().relative_day(at.date, desk.zone().to_local(desk.now()).date);
    }
    draw_text(ui, time, when,
              {.style = phone ? TextStyle::small : TextStyle::body, .weight = late ? Weight::strong : Weight::usual, .color = late ? t.danger : t.text3,
               .align = phone ? Align::left : Align::right});
    if (task.by_robot && !phone) {
        const std::string robot = desk.tr("history.robot");
        const Rect at = line.cut_right(badge_width(ui, robot, icon::bot), 8).middle(badge_height);
        badge(ui, {at.x, at.y}, robot, Tone::accent, icon::bot);
    }
    if (phone) {  // the title has two lines, what it belongs to and the check list stand below
        const TextSpec title{.max_lines = 2};
        Rect in = line.middle(paragraph_height(ui, task.title, line.w, title) + line_height(ui, TextStyle::small) + 2);
        in.cut_top(draw_paragraph(ui, in, task.title, title), 2);
        if (task.checks_total > 0) {
            const std::string done = std::to_string(task.checks_done) + "/" + std::to_string(task.checks_total);
            const TextSpec spec{.style = TextStyle::small, .weight = Weight::strong, .color = task.checks_done == task.checks_total ? t.success : t.warning};
            draw_text(ui, in.cut_right(text_width(ui, done, spec) + 1, 8), done, spec);
        }
        draw_text(ui, in, task.record_title, {.style = TextStyle::small, .color = t.text3});
        return;
    }
    if (task.checks_total > 0) {
        const std::string checks = desk.tr("move.done_of", {{"n", std::to_string(task.checks_done)}, {"of", std::to_string(task.checks_total)}});
        const Rect at = line.cut_right(badge_width(ui, checks, icon::list_checks), 8).middle(badge_height);
        badge(ui, {at.x, at.y}, checks, task.checks_done == task.checks_total ? Tone::success : Tone::warning, icon::list_checks);
    }
    if (whose_ == 1 && task.assignee)
        draw_avatar(ui, line.cut_right(24, 8).middle(24), model::title_of(desk.ws(), task.assignee), task.assignee);
    draw_icon(ui, Rect(line.cut_left(16, 8)), task_icon(task.kind), 16, t.text3);
    if (task.record_title.empty()) {
        draw_text(ui, line, task.title);
    } else {
        draw_text(ui, line.cut_top(line.h / 2), task.title);
        draw_text(ui, line, task.record_title, {.style = TextStyle::small, .color = t.text3});
    }
}

void TasksPage::detail(Desk& desk, const Rect& area) {
    if (!open_) return;
    Ui& ui = desk.ui();
    vline(ui, area.x, area.y, area.h, ui.theme().line);
    Group group(ui, "detail", {.role = Role::region, .name = open_->task().title, .rect = area});
    ScrollArea scroll(ui, "detail", area);
    Rect r = Rect(scroll.content()).inset(20, 16);
    const float top = scroll.content().y;
    r.h = 1e6f;
    open_->draw(desk, r.cut_top(open_->height(desk, r.w), 12));
    if (open_->task().record) {
        const std::string open = desk.tr("tasks.open_record", {{"name", open_->task().record_title}});
        const ButtonSpec spec{.key = "record", .label = open, .icon = icon::arrow_up_right};
        Rect line = r.cut_top(button_height(ui), 8);
        if (button(ui, line.cut_left(std::min(button_width(ui, spec), line.w)), spec)) desk.open_record(open_->task().record);
    }
    scroll.set_content_height(r.y - top + 16);
}

void TasksPage::keys(Desk& desk) {
    Ui& ui = desk.ui();
    const bool on_row = std::exchange(row_focused_, false);
    if (!ui.editing_text() && ui.key(ImGuiKey_N) && !ImGui::GetIO().KeyCtrl) desk.ask_task(0);
    if (!on_row || rows_.empty()) return;
    std::size_t next = selected_;
    if (ui.key(ImGuiKey_DownArrow, true)) next = std::min(selected_ + 1, rows_.size() - 1);
    else if (ui.key(ImGuiKey_UpArrow, true)) next = selected_ > 0 ? selected_ - 1 : 0;
    else if (ui.key(ImGuiKey_Home)) next = 0;
    else if (ui.key(ImGuiKey_End)) next = rows_.size() - 1;
    else if (ui.key(ImGuiKey_C) && !ImGui::GetIO().KeyCtrl && !ImGui::GetIO().KeyAlt) return desk.ask_complete(rows_[selected_].task.row);
    else if (ui.key(ImGuiKey_O) && rows_[selected_].task.record) return desk.open_record(rows_[selected_].task.record);
    else return;
    select(desk, next);
    reveal_ = true;
}

}  // namespace potok::ui
