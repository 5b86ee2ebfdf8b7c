#include "ui/approvals/approvals_page.h"

#include <algorithm>

#include "generated/icons.h"
#include "ui/app/state_bar.h"
#include "ui/card/task_panel.h"
#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/choice.h"
#include "ui/kit/list.h"
#include "ui/kit/notice.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"
#include "ui/people.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

constexpr float list_width = 372, row_height = 88;
constexpr int most_decided = 200;

}  // namespace

void ApprovalsPage::read(Desk& desk) {
    mine_ = model::approvals_for(desk.ws(), desk.actor(), desk.now());
    awaited_ = model::approvals_awaited(desk.ws(), desk.actor(), desk.now());
    decided_ = model::decisions_by(desk.ws(), desk.actor(), most_decided);
    const auto& list = shown();
    if (tab_ != Tab::mine || list.empty()) {
        form_.reset();
        form_open_ = false;
        selected_ = std::min(selected_, list.empty() ? 0 : list.size() - 1);
        return;
    }
    const auto at = form_ ? std::find_if(list.begin(), list.end(), [&](const auto& a) { return a.task == form_->approval().task; }) : list.end();
    // What has been decided leaves its place to the next one.
    if (at == list.end()) form_open_ = false;
    select(desk, at != list.end() ? static_cast<std::size_t>(at - list.begin()) : std::min(selected_, list.size() - 1));
}

void ApprovalsPage::take(Desk& desk, const model::Outcome& outcome) {
    absences_.take(desk, outcome);
    const model::RowId about = form_ ? form_->approval().record : 0;
    for (const auto& change : outcome.changes) {
        if (!change.type) continue;
        const std::string& type = change.type->key;
        if (type == "task" || type == "decision" || type == "absence" || (about != 0 && (change.row == about || change.subject == about))) return read(desk);
    }
}

void ApprovalsPage::select(Desk& desk, std::size_t index) {
    selected_ = index;
    if (tab_ != Tab::mine) return;
    const model::Approval& chosen = mine_[index];
    if (form_ && form_->approval().task == chosen.task) form_->refresh(desk, chosen);
    else form_ = std::make_unique<ApprovalForm>(desk, chosen);
}

void ApprovalsPage::frame(Desk& desk, const Rect& area) {
    keys(desk);
    if (desk.ui().phone()) {
        phone(desk, area);
    } else {
        Rect rest = area;
        header(desk, rest.cut_top(56));
        state_bar(desk, rest);
        hline(desk.ui(), rest.x, rest.y, rest.w, desk.ui().theme().line);
        rest.cut_top(1);
        if (tab_ == Tab::decided) {
            decided_list(desk, rest);
        } else if (shown().empty()) {
            empty(desk, rest);
        } else {
            const Rect left = rest.cut_left(std::min(list_width, rest.w * 0.45f));
            vline(desk.ui(), left.right() - 1, left.y, left.h, desk.ui().theme().line);
            list(desk, left);
            if (tab_ == Tab::others) awaited_detail(desk, rest);
            else if (form_) form_->draw(desk, rest);
        }
    }
    absences_.frame(desk);
}

void ApprovalsPage::header(Desk& desk, Rect row) {
    Ui& ui = desk.ui();
    row = Rect{row.x + 20, row.y, row.w - 36, row.h};
    if (button_right(ui, row, {.key = "open-absences", .label = desk.tr("absences.title"), .kind = ButtonKind::ghost, .icon = icon::calendar_off, .opens_popup = true, .expanded = absences_.is_open()}, 16))
        absences_.open(desk);
    const TextSpec spec{.style = TextStyle::title};
    const std::string title = desk.tr("nav.approvals");
    heading(ui, "title", row.cut_left(text_width(ui, title, spec) + 1, 16), 1, title, spec);
    tabs_row(desk, row);
}

void ApprovalsPage::tabs_row(Desk& desk, Rect row) {
    Ui& ui = desk.ui();
    const std::string mine = desk.tr("approvals.tab_mine"), others = desk.tr("approvals.tab_others"), decided = desk.tr("approvals.tab_decided"), name = desk.tr("approvals.tabs");
    const Choice choices[] = {{.label = mine, .count = static_cast<int>(mine_.size())}, {.label = others, .count = static_cast<int>(awaited_.size())}, {.label = decided}};
    int current = static_cast<int>(tab_);
    const bool changed = ui.phone() ? tabs(ui, row, "tabs", name, choices, current)
                                    : segment_tabs(ui, row.cut_left(segment_tabs_width(ui, choices)).middle(32), "tabs", name, choices, current);
    if (!changed) return;
    tab_ = static_cast<Tab>(current);
    selected_ = 0;
    form_.reset();
    read(desk);
}

void ApprovalsPage::empty(Desk& desk, const Rect& area) {
    const bool mine = tab_ == Tab::mine;
    const std::string title = desk.tr(mine ? "approvals.none" : "approvals.none_awaited"), text = desk.tr(mine ? "approvals.none_text" : "approvals.none_awaited_text");
    empty_state(desk.ui(), area.inset(24, 24), {.key = "empty", .title = title, .text = text, .icon = icon::stamp});
}

void ApprovalsPage::list(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    Rect rest = area;
    if (!ui.phone() && tab_ == Tab::mine) {
        Rect hint = Rect(rest.cut_bottom(36)).inset(20, 0);
        const std::string text = desk.tr("approvals.keys");
        draw_icon(ui, hint.cut_left(16, 8), icon::keyboard, 14, ui.theme().text3);
        label(ui, "keys", hint, text, {.style = TextStyle::small, .color = ui.theme().text3});
    }
    ScrollArea scroll(ui, "approvals", rest);
    const auto& list = shown();
    const auto rows = scroll.rows(static_cast<std::int64_t>(list.size()), row_height);
    Group group(ui, "list", {.role = Role::list, .name = desk.tr("nav.approvals"), .rect = rest});
    for (std::int64_t i = rows.first; i < rows.last; ++i)
        row(desk, list[static_cast<std::size_t>(i)], {rest.x, scroll.row_y(i, row_height), rest.w - (ui.phone() ? 0.f : 1.f), row_height}, static_cast<std::size_t>(i));
    if (reveal_) {
        reveal_ = false;
        ui.reveal({rest.x, scroll.row_y(static_cast<std::int64_t>(selected_), row_height), rest.w, row_height});
        ui.focus().set(ui.id(list[selected_].task), true);
    }
}

void ApprovalsPage::row(Desk& desk, const model::Approval& approval, const Rect& r, std::size_t index) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const bool selected = index == selected_ && !ui.phone();
    const DueMark due = due_mark(desk, approval.due);
    const bool instead = tab_ == Tab::mine && approval.assignee != desk.actor();
    const std::string person = tab_ == Tab::others ? desk.tr("approvals.decides", {{"person", model::title_of(desk.ws(), approval.assignee)}})
                               : instead ? desk.tr("approvals.for", {{"person", model::title_of(desk.ws(), approval.assignee)}}) : std::string();
    std::string facts = approval.record_title;
    for (const std::string* more : {&due.text, &person})
        if (!more->empty()) facts += ", " + *more;
    const Press press = list_row(ui, ui.id(approval.task), r,
                                 {.name = approval.title, .description = facts, .selected = selected, .edge = selected, .position = static_cast<int>(index + 1),
                                  .set_size = static_cast<int>(shown().size()), .tab_stop = index == selected_});
    if (press.clicked) {
        select(desk, index);
        if (ui.phone() && tab_ == Tab::mine) form_open_ = true;
        else if (ui.phone() && approval.record) desk.open_record(approval.record);
    }
    if (press.double_clicked && approval.record) desk.open_record(approval.record);
    Rect in = r.inset(ui.phone() ? 16.f : 20.f, 10);
    const model::RowId face = approval.owner ? approval.owner : approval.assignee;
    draw_avatar(ui, Rect(in.cut_left(28, 12)).cut_top(28), model::title_of(desk.ws(), face), face);
    Rect first = in.cut_top(20, 2);
    const std::string age = span_text(ui.locale(), desk.now() - approval.asked_at);
    const TextSpec quiet{.style = TextStyle::small, .weight = due.late ? Weight::strong : Weight::usual, .color = due.late ? t.danger : t.text3, .align = Align::right};
    draw_text(ui, first.cut_right(text_width(ui, age, quiet) + 1, 8), age, quiet);
    draw_text(ui, first, approval.title, {.weight = Weight::strong});
    draw_text(ui, in.cut_top(18, 4), approval.record_title, {.color = t.text2});
    float x = in.x;
    const auto mark = [&](const std::string& text, Tone tone, std::string_view glyph) {
        const float width = badge_width(ui, text, glyph);
        if (text.empty() || (x > in.x && x + width > in.right())) return;
        x += badge(ui, {x, in.y}, text, tone, glyph) + 6;
    };
    mark(due.text, due.late ? Tone::danger : due.soon ? Tone::warning : Tone::neutral, {});
    mark(person, Tone::info, icon::user);
}

void ApprovalsPage::decided_list(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    if (decided_.empty()) {
        const std::string title = desk.tr("approvals.none_decided"), text = desk.tr("approvals.none_decided_text");
        empty_state(ui, area.inset(24, 24), {.key = "empty", .title = title, .text = text, .icon = icon::stamp});
        return;
    }
    ScrollArea scroll(ui, "decided", area);
    Rect r = Rect(scroll.content()).inset(ui.phone() ? 16.f : 20.f, 4);
    r.w = std::min(r.w, 760.f);
    const float top = scroll.content().y;
    r.h = 1e6f;
    Group group(ui, "list", {.role = Role::list, .name = desk.tr("approvals.tab_decided"), .rect = area});
    for (const model::Decision& decision : decided_) {
        const model::RecordType* type = decision.record ? desk.ws().type_of(decision.record) : nullptr;
        const float height = draw_decision(desk, r, decision, type, r.y < area.bottom() && r.y > area.y - 400);
        Rect row = r.cut_top(height);
        if (row.overlaps(area) && decision.record) {
            IdScope scope(ui, decision.row);
            const std::string name = decision.record_title;
            const float width = std::min(text_width(ui, name, {.weight = Weight::strong}) + 1, row.w * 0.4f);
            if (!ui.phone() && link(ui, {row.right() - width, row.y + 6, width, 24}, "open", name)) desk.open_record(decision.record);
        }
        hline(ui, r.x, r.y - 1, r.w, ui.theme().line);
    }
    scroll.set_content_height(r.y - top + 16);
}

// What another person has to decide can be looked at only.
void ApprovalsPage::awaited_detail(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    const model::Approval& a = awaited_[std::min(selected_, awaited_.size() - 1)];
    Group group(ui, a.task, {.role = Role::region, .name = a.title, .rect = area});
    Rect r = area.inset(24, 14);
    Rect line = r.cut_top(28);
    if (a.record && button_right(ui, line, {.key = "card", .label = desk.tr("approvals.card"), .kind = ButtonKind::ghost, .icon = icon::square_arrow_out_up_right})) desk.open_record(a.record);
    heading(ui, "title", line, 2, a.title, {.style = TextStyle::title});
    const std::string facts = a.record_title + ", " + desk.tr("approvals.decides", {{"person", model::title_of(desk.ws(), a.assignee)}}) + ", " +
                              desk.tr("approvals.asked", {{"when", moment_text(ui.locale(), desk.zone(), a.asked_at, desk.now())}});
    const TextSpec quiet{.color = ui.theme().text2};
    r.cut_top(label_paragraph(ui, "facts", Rect(r).cut_top(paragraph_height(ui, facts, r.w, quiet)), facts, quiet), 8);
    if (!a.description.empty()) label_paragraph(ui, "description", r, a.description);
}

void ApprovalsPage::phone(Desk& desk, Rect area) {
    Ui& ui = desk.ui();
    if (form_open_ && form_) {
        Rect bar = area.cut_top(44);
        if (icon_button(ui, bar.cut_left(52).centered(44, 44), "back", icon::arrow_left, desk.tr("approvals.back"), 20)) form_open_ = false;
        draw_text(ui, bar, desk.tr("approvals.place", {{"n", std::to_string(selected_ + 1)}, {"of", std::to_string(mine_.size())}}), {.color = ui.theme().text3});
        form_->draw(desk, area);
        return;
    }
    Rect top = area.cut_top(44);
    if (icon_button(ui, top.cut_right(52).centered(44, 44), "open-absences", icon::calendar_off, desk.tr("absences.title"), 20)) absences_.open(desk);
    tabs_row(desk, top.inset(12, 0));
    if (tab_ == Tab::decided) decided_list(desk, area);
    else if (shown().empty()) empty(desk, area);
    else list(desk, area);
}

void ApprovalsPage::keys(Desk& desk) {
    Ui& ui = desk.ui();
    const ImGuiIO& io = ImGui::GetIO();
    if (ui.editing_text() || io.KeyCtrl || io.KeyAlt) return;
    const auto& list = shown();
    if (tab_ == Tab::decided || list.empty()) return;
    const bool on_list = ui.focus_now() == 0 || std::any_of(list.begin(), list.end(), [&](const auto& a) {
        const Node* node = ui.tree().find(ui.focus_now());
        return node && node->role == Role::listitem && node->name == a.title;
    });
    std::size_t next = selected_;
    if (ui.key(ImGuiKey_J, true) || (on_list && ui.key(ImGuiKey_DownArrow, true))) next = std::min(selected_ + 1, list.size() - 1);
    else if (ui.key(ImGuiKey_K, true) || (on_list && ui.key(ImGuiKey_UpArrow, true))) next = selected_ > 0 ? selected_ - 1 : 0;
    if (next != selected_) {
        select(desk, next);
        reveal_ = true;
        return;
    }
    if (ui.key(ImGuiKey_O) && list[selected_].record) return desk.open_record(list[selected_].record);
    if (!form_ || tab_ != Tab::mine || (ui.phone() && !form_open_)) return;
    if (ui.key(ImGuiKey_A)) form_->decide(desk, "approve");
    else if (ui.key(ImGuiKey_R)) form_->decide(desk, "reject");
    else if (ui.key(ImGuiKey_B)) form_->decide(desk, "return");
    else if (ui.key(ImGuiKey_D)) form_->ask_delegate();
}

}  // namespace potok::ui
