// How the dialog that asks for what is missing looks: 680 wide, or 440 where it only asks for a reason or a comment.
#include <algorithm>

#include "generated/icons.h"
#include "ui/asks/move_dialog.h"
#include "ui/card/card_commands.h"
#include "ui/forms/field_grid.h"
#include "ui/kit/button.h"
#include "ui/kit/choice.h"
#include "ui/kit/field.h"
#include "ui/kit/overlay.h"
#include "ui/kit/paint.h"
#include "ui/kit/progress.h"
#include "ui/kit/text.h"

namespace potok::ui {

namespace {

constexpr float section_title = 30, ask_row_height = 44, section_gap = 16;

}  // namespace

float MoveDialog::body_height(Desk& desk, float width) {
    float h = 32;
    const auto add = [&](Item::Kind kind) {
        if (const int n = count(kind); n > 0) h += section_title + ask_row_height * static_cast<float>(n) + section_gap;
    };
    if (!edits_.empty()) {
        h += section_title + section_gap + field_grid(desk, {0, 0, width, 0}, edits_, false).height;
    }
    add(Item::Kind::file);
    add(Item::Kind::task);
    add(Item::Kind::booking);
    add(Item::Kind::check);
    if (ask_reason_) h += section_title + (desk.ui().phone() ? 44.f : 28.f) * static_cast<float>(reasons_.size()) + section_gap;
    if (ask_comment_) h += 20 + multiline_height(desk.ui(), comment_, width, 3, 8) + section_gap;
    if (refusal_) h += 40;
    return h - section_gap;
}

void MoveDialog::frame(Desk& desk) {
    if (!open_) return;
    Ui& ui = desk.ui();
    const float width = items_.empty() ? 440.f : 680.f;
    const std::string title = items_.empty() ? desk.tr("move.title", {{"stage", to_label_}})
                                             : desk.plural("move.missing", static_cast<std::int64_t>(items_.size()) - done_count(),
                                                           {{"of", std::to_string(items_.size())}});
    const std::string close = desk.tr("dialog.close");
    const bool stay = dialog(ui,
                             {.key = "move", .title = title, .width = width, .body_height = body_height(desk, ui.phone() ? ui.screen().w - 32 : width - 48),
                              .header_height = items_.empty() ? 100.f : 132.f, .close_name = close},
                             {.header = [&](Rect r) { header(desk, r); },
                              .body = [&](Rect r) { body(desk, r); },
                              .footer = [&](Rect r) { footer(desk, r); }});
    if (!stay) open_ = false;
}

void MoveDialog::header(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const TextSpec small{.style = TextStyle::small, .color = t.text2};
    r.cut_top(20);
    Rect way = r.cut_top(16, 4);
    const auto stage = [&](const std::string& name, int hue) {
        disc(ui, {way.x + 4, way.center().y}, 4, t.stage(hue).solid);
        way.cut_left(16);
        way.cut_left(draw_text(ui, {way.x, way.y, std::min(way.w, text_width(ui, name, small) + 1), way.h}, name, small), 8);
    };
    stage(from_label_, from_hue_);
    draw_icon(ui, way.cut_left(14, 8), icon::arrow_right, 14, t.text2);
    stage(to_label_, to_hue_);

    const std::string title = items_.empty() ? desk.tr("move.title", {{"stage", to_label_}})
                                             : desk.plural("move.missing", static_cast<std::int64_t>(items_.size()) - done_count(),
                                                           {{"of", std::to_string(items_.size())}});
    heading(ui, "title", r.cut_top(24, 4), 2, title, {.style = TextStyle::title});
    label(ui, "record", r.cut_top(20, 8), facts_.empty() ? title_ : title_ + " · " + facts_, {.color = t.text2});
    if (items_.empty()) return;
    const std::string so_far = desk.tr("move.done_of", {{"n", std::to_string(done_count())}, {"of", std::to_string(items_.size())}});
    Rect line = r.cut_top(20);
    const TextSpec strong{.weight = Weight::strong, .align = Align::right};
    draw_text(ui, line.cut_right(text_width(ui, so_far, strong) + 1, 12), so_far, strong);
    progress_bar(ui, line.middle(6), "progress", so_far,
                 static_cast<float>(done_count()) / static_cast<float>(std::max<std::size_t>(1, items_.size())));
}

void MoveDialog::body(Desk& desk, Rect r) {
    r.cut_top(16);
    r.h = 100000;
    fields(desk, r);
    rows(desk, r, Item::Kind::file, "move.documents");
    rows(desk, r, Item::Kind::task, "move.tasks");
    rows(desk, r, Item::Kind::booking, "move.bookings");
    rows(desk, r, Item::Kind::check, "move.checks");
    reason_and_comment(desk, r);
    if (!refusal_) return;
    Ui& ui = desk.ui();
    Rect line = r.cut_top(24);
    draw_icon(ui, line.cut_left(16, 8), icon::circle_alert, 16, ui.theme().danger);
    label(ui, "refusal", line, ui.locale().sentence(*refusal_), {.color = ui.theme().danger});
}

void MoveDialog::fields(Desk& desk, Rect& r) {
    if (edits_.empty()) return;
    Ui& ui = desk.ui();
    Rect head = r.cut_top(20, 10);
    heading(ui, "fields", head, 2, desk.tr("move.fields"), {.weight = Weight::strong});
    r.cut_top(field_grid(desk, r, edits_).height, section_gap);
}

void MoveDialog::rows(Desk& desk, Rect& r, Item::Kind kind, std::string_view title_key) {
    if (count(kind) == 0) return;
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    heading(ui, title_key, r.cut_top(20, 10), 2, desk.tr(title_key), {.weight = Weight::strong});
    for (Item& item : items_) {
        if (item.kind != kind) continue;
        IdScope scope(ui, item.key);
        Rect row = r.cut_top(ask_row_height);
        hline(ui, row.x, row.y, row.w, t.line);
        draw_icon(ui, row.cut_left(16, 12), item.done ? icon::circle_check : icon::circle_dashed, 16, item.done ? t.success : t.warning);
        const auto action = [&](const char* key, const char* text, std::string_view glyph) {
            return button_right(ui, row, {.key = key, .label = desk.tr(text), .icon = glyph, .small = true});
        };
        if (item.document && !item.done) document_action(desk, row, item);
        else if (kind == Item::Kind::file && !item.done && action("attach", "move.attach", icon::paperclip))
            desk.ask_attach(record_, item.key);
        if (kind == Item::Kind::task && item.task && !item.done && action("complete", "tasks.complete", icon::check))
            desk.ask_complete(item.task);
        if (kind == Item::Kind::booking && !item.done && action("book", "move.book", icon::calendar_plus))
            desk.ask_book(record_);
        const auto record = model::record(desk.ws(), record_);
        const std::string text = kind == Item::Kind::file && record ? record->type->field(item.key)
                                                                          ? record->type->field(item.key)->label.in(desk.language())
                                                                          : item.text
                                                                    : item.text;
        label(ui, "text", row, text, {.color = item.done ? t.text3 : t.text});
    }
    r.cut_top(0, section_gap);
}

// What brings the document a step on: made from its template, attached, or said to be signed.
void MoveDialog::document_action(Desk& desk, Rect& row, const Item& item) {
    const model::ChecklistItem& needed = *item.document;
    const auto action = [&](const char* key, const char* text, std::string_view glyph) {
        return button_right(desk.ui(), row, {.key = key, .label = desk.tr(text), .icon = glyph, .small = true});
    };
    if (needed.state == model::DocumentState::signing) {
        if (!action("signed", "papers.mark_signed", icon::file_check)) return;
        for (const model::RowId document : needed.documents)
            if (const auto r = model::record(desk.ws(), document); r && r->text("state") != "signed") desk.act(desk.compose().set_field(document, "state", Value("signed")));
    } else if (!needed.need.source.empty()) {
        if (action("make", "papers.make", icon::file_plus)) desk.act(commands::make_document(desk.ws(), record_, needed.need.source));
    } else if (action("attach", "move.attach", icon::paperclip)) {
        desk.ask_attach(record_, needed.need.field, needed.need.kind);
    }
}

void MoveDialog::reason_and_comment(Desk& desk, Rect& r) {
    Ui& ui = desk.ui();
    if (ask_reason_) {
        heading(ui, "reason_title", r.cut_top(20, 10), 2, desk.tr("move.reason"), {.weight = Weight::strong});
        std::vector<Choice> choices;
        for (const auto& [key, text] : reasons_) choices.push_back({.label = text});
        const float row = ui.phone() ? 44.f : 28.f;
        const std::string name = desk.tr("move.reason");
        radio_group(ui, r.cut_top(row * static_cast<float>(choices.size()), section_gap), "reason", name, choices, reason_, row);
    }
    if (ask_comment_) {
        const std::string name = desk.tr("move.comment");
        const float control = multiline_height(ui, comment_, r.w, 3, 8);
        const Rect area = labelled(ui, r.cut_top(20 + control, section_gap), {.label = name, .required = true, .control_height = control});
        if (text_field(ui, area, {.key = "comment", .label = name, .multiline = true, .required = true}, comment_).submitted && ready(desk))
            submit(desk, true);
    }
}

void MoveDialog::footer(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const bool can = ready(desk);
    const std::string why = can ? std::string() : desk.tr("move.not_yet");
    if (button_right(ui, r, {.key = "move", .label = desk.tr(edits_.empty() ? "move.move" : "move.save_and_move"),
                             .kind = ButtonKind::primary, .icon = icon::arrow_right, .disabled = !can, .tip = why}))
        submit(desk, true);
    const bool filled = std::any_of(edits_.begin(), edits_.end(), [](const FieldEdit& e) { return !e.empty(); });
    if (!edits_.empty() &&
        button_right(ui, r, {.key = "save", .label = desk.tr("move.save_only"), .disabled = !filled}))
        submit(desk, false);
    if (button_left(ui, r, {.key = "cancel", .label = desk.tr("dialog.cancel"), .kind = ButtonKind::ghost})) open_ = false;
}

}  // namespace potok::ui
