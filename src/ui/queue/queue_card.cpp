// What is in hand: the record with its facts, the words to say, a button for each result.
#include <algorithm>

#include "generated/icons.h"
#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/paint.h"
#include "ui/kit/progress.h"
#include "ui/kit/text.h"
#include "ui/queue/queue_page.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

constexpr float pad = 20, fact_height = 28, fact_label = 150;

}  // namespace

float QueuePage::hand(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float p = ui.phone() ? 16.f : pad;
    const auto body = [&](Rect in, bool draw) { return record_ ? in_hand(desk, in, draw) : nothing_in_hand(desk, in, draw); };
    const float height = body(Rect{0, 0, r.w - 2 * p, 100000}, false) + 2 * p;
    const Rect box = r.cut_top(height);
    Group group(ui, "hand", {.role = Role::region, .name = desk.tr("queue.in_hand"), .rect = box});
    fill(ui, box, t.accent_soft, 10);
    outline(ui, box, t.accent_line, 10);
    body(Rect{box.x + p, box.y + p, box.w - 2 * p, 100000}, true);
    return height;
}

float QueuePage::nothing_in_hand(Desk& desk, Rect r, bool draw) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float top = r.y;
    const std::string day = desk.tr("queue.today", {{"done", std::to_string(mine_.done)}, {"handed", std::to_string(mine_.handed)}});
    Rect first = r.cut_top(20, 8);
    if (draw) label(ui, "today", first, day, {.style = TextStyle::small, .color = t.text2});
    const std::string title = refusal_ ? ui.locale().sentence(*refusal_) : ui.locale().plural("queue.waiting", ready_);
    const TextSpec big{.style = TextStyle::lead};
    const float title_h = paragraph_height(ui, title, r.w, big);
    const Rect title_at = r.cut_top(title_h, 4);
    if (draw) heading_paragraph(ui, "state", title_at, 2, title, big);
    const std::string text = refusal_ ? ui.locale().remedy(*refusal_) : desk.tr("queue.next_text");
    const float text_h = paragraph_height(ui, text, r.w, {});
    const Rect text_at = r.cut_top(text_h, 16);
    if (draw) label_paragraph(ui, "text", text_at, text, {.color = t.text2});
    Rect row = r.cut_top(ui.phone() ? 44.f : 36.f);
    if (draw) {
        const std::string name = desk.tr("queue.next");
        if (button_left(ui, row, {.key = "next", .label = name, .kind = ButtonKind::primary, .icon = icon::phone_outgoing, .shortcut = "N"})) next(desk);
    }
    return r.y - top;
}

float QueuePage::in_hand(Desk& desk, Rect r, bool draw) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float top = r.y;
    Rect first = r.cut_top(20, 6);
    if (draw) {
        const std::string left = desk.tr("queue.yours_until", {{"time", ui.locale().time(desk.zone().to_local(claim_->until).time)}});
        const std::string day = desk.tr("queue.today", {{"done", std::to_string(mine_.done)}, {"handed", std::to_string(mine_.handed)}});
        const TextSpec small{.style = TextStyle::small, .color = t.text2};
        label(ui, "today", first.cut_right(text_width(ui, day, small) + 1, 12), day, small);
        label(ui, "until", first, left, small);
    }
    const std::string title = record_->title();
    const TextSpec big{.style = TextStyle::title, .max_lines = 2};
    const Rect title_at = r.cut_top(paragraph_height(ui, title, r.w, big), 10);
    if (draw) heading_paragraph(ui, "title", title_at, 2, title, big);
    const float label_w = ui.phone() ? 116.f : fact_label;
    for (const std::string& key : queue_.facts) {
        const model::Field* f = record_->type->field(key);
        if (!f || record_->get(key).is_null()) continue;
        const std::string value = value_text(desk.ws(), ui.locale(), *f, record_->get(key));
        if (value.empty()) continue;
        const float height = std::max(ui.phone() ? 32.f : fact_height, paragraph_height(ui, value, r.w - label_w, {}) + 8);
        Rect row = r.cut_top(height);
        if (!draw) continue;
        draw_paragraph(ui, Rect{row.x, row.y + 4, label_w - 8, row.h}, f->label.in(desk.language()), {.color = t.text2, .max_lines = 1});
        row.cut_left(label_w);
        const Rect at{row.x, row.y + 4, row.w, row.h - 4};
        IdScope scope(ui, key);
        const std::string said = f->label.in(desk.language()) + ": " + value;
        ui.tree().add({.id = ui.id("fact"), .role = Role::text, .name = said, .rect = at});
        draw_paragraph(ui, at, value, {.weight = f->kind == model::FieldKind::phone ? Weight::strong : Weight::usual});
    }
    if (!script_.empty()) {
        r.cut_top(8);
        const float w = r.w - 24, height = paragraph_height(ui, script_, w, {}) + 44;
        const Rect box = r.cut_top(height, 4);
        if (draw) {
            fill(ui, box, t.surface, 8);
            Rect in = box.inset(12, 10);
            label(ui, "script", in.cut_top(20, 4), desk.tr("queue.script"), {.style = TextStyle::small, .color = t.text3});
            label_paragraph(ui, "words", in, script_, {});
        }
    }
    r.cut_top(12);
    r.cut_top(results(desk, r, draw));
    return r.y - top;
}

float QueuePage::results(Desk& desk, Rect r, bool draw) {
    Ui& ui = desk.ui();
    const float top = r.y, row_h = ui.phone() ? 44.f : 32.f;
    Rect row = r.cut_top(row_h, 8);
    Rect rest = row;
    const auto place = [&](const ButtonSpec& spec) {
        const float width = ui.phone() ? r.w : button_width(ui, spec);
        if (width > rest.w && rest.w < row.w) rest = row = r.cut_top(row_h, 8);
        return Rect(rest.cut_left(std::min(width, rest.w), 8)).middle(row_h);
    };
    for (std::size_t i = 0; i < results_.size(); ++i) {
        const bool meeting = !queue_.slots.timetable.empty() && results_[i].key == queue_.slots.option;
        const std::string name = results_[i].label.in(desk.language()), key = std::to_string(i + 1);
        const ButtonSpec spec{.key = results_[i].key, .label = name, .kind = meeting ? ButtonKind::primary : ButtonKind::secondary,
                              .icon = meeting ? icon::calendar_plus : std::string_view(), .shortcut = i < 9 ? std::string_view(key) : std::string_view()};
        const Rect at = place(spec);
        if (draw && button(ui, at, spec)) {
            choose(desk, i);
            break;
        }
    }
    if (!ui.phone()) rest = row = r.cut_top(row_h, 0);
    const std::string open = desk.tr("queue.open_card"), back = desk.tr("queue.give_back");
    const ButtonSpec card{.key = "card", .label = open, .kind = ButtonKind::ghost, .icon = icon::arrow_up_right};
    const Rect card_at = place(card);
    if (draw && button(ui, card_at, card)) desk.open_record(record_->row);
    const ButtonSpec give{.key = "back", .label = back, .kind = ButtonKind::ghost, .icon = icon::undo_2};
    const Rect give_at = place(give);
    if (draw && button(ui, give_at, give)) release(desk);
    return r.y - top;
}

}  // namespace potok::ui
