// The right side of today: what waits for a decision, the queues, what stands still, what one has been told.
#include <algorithm>

#include "generated/icons.h"
#include "model/queue.h"
#include "ui/board/board_stream.h"
#include "ui/board/effects_summary.h"
#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/paint.h"
#include "ui/kit/text.h"
#include "ui/people.h"
#include "ui/today/today_page.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

constexpr float side_gap = 16;
constexpr std::size_t most = 5;  // rows of a panel
float side_row_height(const Ui& ui) { return ui.phone() ? 60.f : 48.f; }

// Nothing has to be filled in or said: one press decides.
bool at_once(const model::Approval& a) {
    return !a.needs_comment("approve") && std::none_of(a.form.begin(), a.form.end(), [](const auto& asked) { return asked.required; });
}

}  // namespace

float TodayPage::side(Desk& desk, Rect r) {
    const float top = r.y;
    r.h = 1e6f;
    if (!approvals_.empty() && !desk.ui().phone()) r.cut_top(approvals(desk, r), side_gap);
    if (!lines_.empty()) r.cut_top(lines(desk, r), side_gap);
    if (!idle_.empty()) r.cut_top(idle(desk, r), side_gap);
    if (!told_.empty()) r.cut_top(told(desk, r), side_gap);
    return r.y - top;
}

float TodayPage::approvals_row(Desk& desk, Rect r) {
    if (approvals_.empty()) return 0;
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const Rect row = r.cut_top(52);
    const std::string title = desk.tr("today.approvals"), count = std::to_string(approvals_.size());
    card_surface(ui, row, 10);
    const Press press = ui.press({.id = ui.id("approvals"), .role = Role::link, .name = title, .value = count, .rect = row});
    if (press.ring) focus_ring(ui, row, 10);
    if (press.clicked) desk.go(Route::to(Page::approvals));
    Rect in = row.inset(16, 0);
    draw_icon(ui, in.cut_left(20, 12), icon::stamp, 20, t.accent_text);
    draw_icon(ui, in.cut_right(16, 8), icon::chevron_right, 16, t.text3);
    const TextSpec strong{.weight = Weight::strong, .align = Align::right};
    draw_text(ui, in.cut_right(text_width(ui, count, strong) + 1, 8), count, strong);
    draw_text(ui, in, title);
    return 52 + 12;
}

float TodayPage::approvals(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const std::size_t n = std::min(most, approvals_.size());
    const float h = side_row_height(ui), height = 44 + h * static_cast<float>(n) + 8;
    card_surface(ui, {r.x, r.y, r.w, height}, 10);
    Rect in = r.inset(16, 0);
    {
        Rect head = Rect(in).cut_top(44);
        const std::string all = desk.tr("today.all");
        const float width = text_width(ui, all, {.weight = Weight::strong}) + 1;
        if (link(ui, head.cut_right(width).middle(24), "all_approvals", all)) desk.go(Route::to(Page::approvals));
    }
    panel_head(desk, in, "approvals", desk.tr("today.approvals"), std::to_string(approvals_.size()));
    Group group(ui, "approvals_list", {.role = Role::list, .name = desk.tr("today.approvals"), .rect = {r.x, r.y, r.w, height}});
    const model::Approval* approved = nullptr;
    for (std::size_t i = 0; i < n; ++i) {
        const model::Approval& a = approvals_[i];
        Rect row = in.cut_top(h);
        IdScope scope(ui, a.task);
        hline(ui, row.x, row.y, row.w, t.line);
        const bool quick = at_once(a);
        const std::string word = desk.tr(quick ? "approvals.approve" : "today.look");
        if (button_right(ui, row, {.key = "decide", .label = word, .kind = ButtonKind::soft, .small = true}, 12)) {
            if (quick) approved = &a;
            else desk.go(Route::to(Page::approvals));
        }
        ui.tree().add({.id = ui.id("row"), .role = Role::listitem, .name = a.title, .description = a.record_title, .rect = row});
        const model::RowId face = a.owner ? a.owner : a.assignee;
        draw_avatar(ui, row.cut_left(26, 10).middle(26), model::title_of(desk.ws(), face), face);
        Rect words = row.middle(36);
        draw_text(ui, words.cut_top(18), a.title);
        draw_text(ui, words, a.record_title, {.style = TextStyle::small, .color = t.text3});
    }
    if (approved) {
        auto done = desk.run(desk.compose().decide(approved->task, "approve", {}, {}));
        if (done.ok()) desk.tell(desk.tr("approvals.approved") + ": " + approved->title, effects_sentence(desk, *done));
    }
    return height;
}

void TodayPage::read_lines(Desk& desk) {
    lines_.clear();
    for (const model::Queue& queue : model::queues(desk.ws())) {
        if (!model::works_on(desk.ws(), queue, desk.actor())) continue;
        Line line{queue.key, queue.label.in(desk.language()), {}, 0, {}};
        if (const auto claim = model::held_claim(desk.ws(), queue.key, desk.actor())) {
            line.held = model::title_of(desk.ws(), claim->record);
            line.until = claim->until;
        }
        for (const model::Waiting& one : model::waiting(desk.ws(), queue, desk.now()))
            line.due += one.claimed_by == 0 && (!one.callback || *one.callback <= desk.now());
        lines_.push_back(std::move(line));
    }
}

// "Next" takes the best one in hand and goes to the queue, where the work is done.
float TodayPage::lines(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float h = side_row_height(ui), height = 44 + h * static_cast<float>(lines_.size()) + 8;
    if (!ui.phone()) card_surface(ui, {r.x, r.y, r.w, height}, 10);
    Rect in = ui.phone() ? r : r.inset(16, 0);
    panel_head(desk, in, "queues", desk.tr("today.queues"), {});
    Group group(ui, "queues_list", {.role = Role::list, .name = desk.tr("today.queues"), .rect = {r.x, r.y, r.w, height}});
    const Line* taken = nullptr;
    for (const Line& line : lines_) {
        Rect row = in.cut_top(h);
        IdScope scope(ui, line.key);
        hline(ui, row.x, row.y, row.w, t.line);
        const bool holds = !line.held.empty();
        const std::string word = desk.tr(holds ? "today.look" : "queue.next");
        const bool pressed = button_right(ui, row, {.key = "take", .label = word, .kind = ButtonKind::soft, .icon = holds ? std::string_view() : icon::phone_outgoing, .small = true}, 12);
        const std::string facts = holds ? line.held + ", " + desk.tr("queue.yours_until", {{"time", ui.locale().time(desk.zone().to_local(line.until).time)}})
                                        : desk.plural("queue.waiting", line.due);
        ui.tree().add({.id = ui.id("row"), .role = Role::listitem, .name = line.name, .description = facts, .rect = row});
        Rect words = row.middle(36);
        draw_text(ui, words.cut_top(18), line.name);
        draw_text(ui, words, facts, {.style = TextStyle::small, .color = t.text3});
        if (pressed) taken = &line;
    }
    if (taken) {
        const std::string key = taken->key;
        if (!taken->held.empty() || desk.run({"next", {{"queue", key}}}).ok()) desk.go(Route::queue(key));
    }
    return height;
}

float TodayPage::idle(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const std::size_t n = std::min(most, idle_.size());
    const float h = side_row_height(ui), height = 44 + h * static_cast<float>(n) + 8;
    if (!ui.phone()) card_surface(ui, {r.x, r.y, r.w, height}, 10);
    Rect in = ui.phone() ? r : r.inset(16, 0);
    std::vector<std::pair<std::string, std::int64_t>> sums;
    for (const auto& one : idle_) {
        if (!one.amount) continue;
        const auto at = std::find_if(sums.begin(), sums.end(), [&](const auto& s) { return s.first == one.amount->currency; });
        if (at == sums.end()) sums.emplace_back(one.amount->currency, one.amount->minor);
        else at->second += one.amount->minor;
    }
    std::string note = std::to_string(idle_.size());
    if (!sums.empty()) note += ", " + sums_text(ui.locale(), sums);
    panel_head(desk, in, "idle", desk.tr("today.idle"), note);
    Group group(ui, "idle_list", {.role = Role::list, .name = desk.tr("today.idle"), .rect = {r.x, r.y, r.w, height}});
    for (std::size_t i = 0; i < n; ++i) {
        const model::IdleRecord& one = idle_[i];
        const Rect row = in.cut_top(h);
        IdScope scope(ui, one.row);
        const model::Pipeline* pipeline = desk.ws().catalog().pipeline(one.pipeline);
        const model::Stage* stage = pipeline ? pipeline->stage(one.stage) : nullptr;
        const std::string facts = (stage ? stage->label.in(desk.language()) : one.stage) + ", " + span_text(ui.locale(), desk.now() - one.since);
        // The row ends before its button: of two things in one place the first has the pointer.
        Rect line = row;
        const bool step = button_right(ui, line, {.key = "step", .label = desk.tr("today.step"), .kind = ButtonKind::ghost, .icon = icon::plus, .small = true}, 8);
        const Press press = ui.press({.id = ui.id("row"), .role = Role::listitem, .name = one.title, .description = facts, .rect = line});
        if (step) desk.ask_task(one.row);
        if (press.hover > 0) fill(ui, line, with_alpha(t.hover, press.hover), 6);
        hline(ui, row.x, row.y, row.w, t.line);
        if (press.ring) focus_ring(ui, line, 6);
        if (press.clicked) desk.open_record(one.row);
        if (one.amount) {
            const std::string amount = ui.locale().money(*one.amount);
            const TextSpec right{.align = Align::right};
            draw_text(ui, line.cut_right(text_width(ui, amount, right) + 1, 8), amount, right);
        }
        Rect words = line.middle(36);
        draw_text(ui, words.cut_top(18), one.title);
        draw_text(ui, words, facts, {.style = TextStyle::small, .color = t.text3});
    }
    return height;
}

float TodayPage::told(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const std::size_t n = std::min(most, told_.size());
    const float h = side_row_height(ui), height = 44 + h * static_cast<float>(n) + 8;
    if (!ui.phone()) card_surface(ui, {r.x, r.y, r.w, height}, 10);
    Rect in = ui.phone() ? r : r.inset(16, 0);
    {
        Rect head = Rect(in).cut_top(44);
        const std::string all = desk.tr("today.all");
        const float width = text_width(ui, all, {.weight = Weight::strong}) + 1;
        if (link(ui, head.cut_right(width).middle(24), "all_notifications", all)) desk.go(Route::to(Page::notifications));
    }
    panel_head(desk, in, "told", desk.tr("nav.notifications"), std::to_string(told_.size()));
    Group group(ui, "told_list", {.role = Role::list, .name = desk.tr("nav.notifications"), .rect = {r.x, r.y, r.w, height}});
    const model::Notification* chosen = nullptr;
    for (std::size_t i = 0; i < n; ++i) {
        const model::Notification& one = told_[i];
        const Rect row = in.cut_top(h);
        IdScope scope(ui, one.row);
        const std::string when = moment_text(ui.locale(), desk.zone(), one.at, desk.now());
        const Press press = ui.press({.id = ui.id("row"), .role = Role::listitem, .name = one.text, .description = when, .rect = row});
        if (press.hover > 0) fill(ui, row, with_alpha(t.hover, press.hover), 6);
        hline(ui, row.x, row.y, row.w, t.line);
        if (press.ring) focus_ring(ui, row, 6);
        if (press.clicked) chosen = &one;
        Rect line = row;
        draw_icon(ui, line.cut_left(16, 8), icon::bell, 16, t.accent_text);
        const TextSpec quiet{.style = TextStyle::small, .color = t.text3, .align = Align::right};
        draw_text(ui, line.cut_right(text_width(ui, when, quiet) + 1, 8), when, quiet);
        draw_text(ui, line, one.text);
    }
    if (chosen) {
        const model::RowId record = chosen->record;
        desk.act(desk.compose().read_notification(chosen->row));
        if (record) desk.open_record(record);
    }
    return height;
}

}  // namespace potok::ui
