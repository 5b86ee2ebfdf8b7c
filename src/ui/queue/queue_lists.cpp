// Callbacks to come, the line, the people and their load, and moving work between them.
#include <algorithm>

#include "generated/icons.h"
#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/list.h"
#include "ui/kit/paint.h"
#include "ui/kit/select.h"
#include "ui/kit/text.h"
#include "ui/people.h"
#include "ui/queue/queue_page.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

constexpr float head_height = 40, row_height = 44, phone_row = 56;
constexpr std::size_t most_shown = 200;

float section(Desk& desk, Rect r, std::string_view key, const std::string& name, std::int64_t count) {
    Ui& ui = desk.ui();
    Rect row = r.cut_top(head_height);
    const TextSpec spec{.weight = Weight::strong};
    heading(ui, key, row.cut_left(text_width(ui, name, spec) + 1, 8), 2, name, spec);
    if (count >= 0) draw_text(ui, row, std::to_string(count), {.color = ui.theme().text3});
    return head_height;
}

}  // namespace

// What a person of the queue may see: what is kept for them, and what they may read anyway.
float QueuePage::upcoming(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const float top = r.y;
    const model::RecordType* type = desk.ws().catalog().type(queue_.type);
    if (!type) return 0;
    std::vector<const model::Waiting*> rows;
    for (const model::Waiting& w : waiting_) {
        if (!w.callback || *w.callback <= desk.now() || (w.kept_for != 0 && w.kept_for != desk.actor())) continue;
        if (w.kept_for == desk.actor() || model::may(desk.ws(), desk.actor(), model::Verb::read, *type, w.record)) rows.push_back(&w);
    }
    Group group(ui, "upcoming", {.role = Role::region, .name = desk.tr("queue.upcoming"), .rect = r});
    r.cut_top(section(desk, r, "upcoming_head", desk.tr("queue.upcoming"), static_cast<std::int64_t>(rows.size())));
    if (rows.empty()) r.cut_top(label_paragraph(ui, "none", r, desk.tr("queue.no_upcoming"), {.color = ui.theme().text3}));
    for (std::size_t i = 0; i < std::min(rows.size(), most_shown); ++i) waiting_row(desk, *rows[i], r.cut_top(ui.phone() ? phone_row : row_height), false);
    return r.y - top;
}

float QueuePage::line(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const float top = r.y;
    Group group(ui, "line", {.role = Role::region, .name = desk.tr("queue.line"), .rect = r});
    r.cut_top(section(desk, r, "line_head", desk.tr("queue.line"), static_cast<std::int64_t>(waiting_.size())));
    if (waiting_.empty()) r.cut_top(label_paragraph(ui, "none", r, desk.tr("queue.line_empty"), {.color = ui.theme().text3}));
    for (std::size_t i = 0; i < std::min(waiting_.size(), most_shown); ++i) waiting_row(desk, waiting_[i], r.cut_top(ui.phone() ? phone_row : row_height), true);
    if (waiting_.size() > most_shown)
        label(ui, "more", r.cut_top(32), desk.tr("queue.more", {{"n", std::to_string(waiting_.size() - most_shown)}}), {.color = ui.theme().text3});
    return r.y - top;
}

void QueuePage::waiting_row(Desk& desk, const model::Waiting& w, const Rect& r, bool tick) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const std::string title = model::title_of(desk.ws(), w.record);
    std::string when;
    if (w.callback)
        when = due_text(ui.locale(), desk.zone(), *w.callback, desk.now(), true);
    else
        when = desk.tr("queue.waits", {{"span", span_text(ui.locale(), desk.now() - w.since)}});
    const model::RowId whose = w.claimed_by != 0 ? w.claimed_by : w.kept_for;
    std::string facts = when;
    if (whose != 0) facts += ", " + desk.tr(w.claimed_by != 0 ? "queue.held_by" : "queue.kept_for", {{"person", model::title_of(desk.ws(), whose)}});
    IdScope scope(ui, w.record);
    Rect in = r.inset(4, 4);
    const float box = ui.phone() ? 44.f : 28.f;
    const bool on = ticked_.contains(w.record);
    const Rect box_at = tick ? Rect(in.cut_left(box, 4)).middle(box) : Rect();
    // Before the row, in which it lies: of two things in one place the first has the pointer.
    const Press press_tick = tick ? ui.press({.id = ui.id("tick"), .role = Role::checkbox, .name = desk.tr("queue.choose", {{"name", title}}),
                                              .states = on ? state_checked : state_none, .rect = box_at})
                                  : Press();
    const Press press = list_row(ui, ui.id("row"), r, {.name = title, .description = facts});
    if (tick) {
        draw_icon(ui, box_at, on ? icon::square_check : icon::square, 18, on ? t.accent_text : t.control);
        if (press_tick.ring) focus_ring(ui, box_at, 6);
        if (press_tick.clicked) {
            if (on) ticked_.erase(w.record);
            else ticked_.insert(w.record);
        }
    }
    if (whose != 0) draw_avatar(ui, Rect(in.cut_right(24, 8)).middle(24), model::title_of(desk.ws(), whose), whose);
    if (w.claimed_by != 0) {
        const std::string held = desk.tr("queue.held");
        const Rect at = in.cut_right(badge_width(ui, held, icon::hand), 8).middle(badge_height);
        badge(ui, {at.x, at.y}, held, Tone::accent, icon::hand);
    }
    if (press.clicked) desk.open_record(w.record);
    const bool due = w.callback && *w.callback <= desk.now();
    draw_text(ui, in.cut_top(in.h / 2), title);
    draw_text(ui, in, facts, {.style = TextStyle::small, .color = due ? t.warning : t.text3});
}

float QueuePage::team(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float top = r.y;
    Group group(ui, "team", {.role = Role::region, .name = desk.tr("queue.team"), .rect = r});
    r.cut_top(section(desk, r, "team_head", desk.tr("queue.team"), static_cast<std::int64_t>(load_.size())));
    if (load_.empty()) r.cut_top(label_paragraph(ui, "none", r, desk.tr("queue.no_team"), {.color = t.text3}));
    int most = 1;
    for (const model::Load& l : load_) most = std::max(most, l.kept);
    for (const model::Load& l : load_) {
        Rect row = r.cut_top(56);
        IdScope scope(ui, l.person);
        const std::string name = model::title_of(desk.ws(), l.person);
        const std::string kept = desk.tr("queue.load", {{"kept", std::to_string(l.kept)}, {"due", std::to_string(l.due)}});
        const std::string today = desk.tr("queue.today", {{"done", std::to_string(l.done)}, {"handed", std::to_string(l.handed)}});
        const std::string facts = kept + ", " + today;
        ui.tree().add({.id = ui.id("load"), .role = Role::listitem, .name = name + ": " + facts + (l.claim != 0 ? ", " + desk.tr("queue.held") : ""), .rect = row});
        hline(ui, row.x, row.bottom() - 1, row.w, t.line);
        draw_avatar(ui, Rect(row.cut_left(28, 10)).middle(28), name, l.person);
        if (l.claim != 0) draw_icon(ui, Rect(row.cut_right(16, 8)).middle(16), icon::phone_call, 16, t.accent_text);
        Rect in = row.middle(44);
        draw_text(ui, in.cut_top(20), name);
        draw_text(ui, in.cut_top(18), facts, {.style = TextStyle::small, .color = l.due > 0 ? t.warning : t.text3});
        const Rect bar{in.x, in.y + 1, in.w, 3};
        fill(ui, bar, t.line, 2);
        fill(ui, {bar.x, bar.y, bar.w * static_cast<float>(l.kept) / static_cast<float>(most), bar.h}, t.accent, 2);
    }
    return r.y - top;
}

void QueuePage::moving_bar(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    Group group(ui, "moving", {.role = Role::toolbar, .name = desk.tr("queue.moving"), .rect = r});
    fill(ui, r, t.surface, 0);
    hline(ui, r.x, r.y, r.w, t.line);
    Rect in = r.inset(16, 8);
    const std::string chosen = ui.locale().plural("queue.chosen", static_cast<std::int64_t>(ticked_.size()));
    std::vector<std::string> names;
    for (const model::Load& l : load_) names.push_back(model::title_of(desk.ws(), l.person));
    std::vector<Option> options;
    for (const std::string& name : names) options.push_back({.label = name});
    const std::string hand = desk.tr("queue.hand_over"), free = desk.tr("queue.free"), who = desk.tr("queue.to_whom");
    if (move_to_ >= static_cast<int>(load_.size())) move_to_ = -1;
    if (!queue_.kept_for.empty()) {
        if (button_right(ui, in, {.key = "hand", .label = hand, .kind = ButtonKind::primary, .icon = icon::arrow_right_left, .icon_only = ui.phone(), .disabled = move_to_ < 0}))
            return move_to(desk, load_[static_cast<std::size_t>(move_to_)].person);
        select(ui, Rect(in.cut_right(ui.phone() ? 140.f : 200.f, 8)).middle(ui.control_height()), {.key = "who", .label = who, .placeholder = who}, options, move_to_);
    }
    if (button_right(ui, in, {.key = "free", .label = free, .kind = ButtonKind::ghost, .icon = icon::undo_2, .icon_only = ui.phone()})) return move_to(desk, 0);
    if (!ui.phone()) label(ui, "chosen", in, chosen, {.weight = Weight::strong});
}

void QueuePage::move_to(Desk& desk, model::RowId person) {
    Json records = Json::array();
    for (const model::RowId row : ticked_) records.push_back(desk.ws().id_of(row).str());
    model::Command command{"move_work", {{"queue", queue_.key}, {"records", std::move(records)}}};
    if (person != 0) command.args["to"] = to_json(Value(desk.ws().id_of(person)));
    const auto n = static_cast<std::int64_t>(ticked_.size());
    const std::string done = person != 0 ? desk.plural("queue.moved_to", n, {{"person", model::title_of(desk.ws(), person)}}) : desk.plural("queue.freed", n);
    if (desk.act(command, {.done = done})) ticked_.clear();
}

}  // namespace potok::ui
