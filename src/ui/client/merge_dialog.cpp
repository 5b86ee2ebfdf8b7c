#include "ui/client/merge_dialog.h"

#include <algorithm>

#include "generated/icons.h"
#include "ui/card/card_commands.h"
#include "ui/kit/button.h"
#include "ui/kit/choice.h"
#include "ui/kit/overlay.h"
#include "ui/kit/paint.h"
#include "ui/kit/text.h"
#include "ui/value_text.h"

namespace potok::ui {

std::string reasons_text(Desk& desk, const model::DuplicatePair& pair) {
    using Kind = model::DuplicateReason::Kind;
    std::string out;
    for (const model::DuplicateReason& reason : pair.reasons) {
        const char* key = reason.kind == Kind::tax_number ? "duplicates.tax_number"
                          : reason.kind == Kind::email ? "duplicates.email"
                          : reason.kind == Kind::phone ? "duplicates.phone"
                          : reason.kind == Kind::name ? "duplicates.name"
                          : reason.kind == Kind::similar_name ? "duplicates.similar_name"
                                                              : "duplicates.other_tax_number";
        out += (out.empty() ? "" : ", ") + desk.tr(key, {{"value", reason.value}});
    }
    return out;
}

void MergeDialog::begin(Desk& desk, model::RowId first, model::RowId second) {
    *this = MergeDialog();
    const auto a = model::record(desk.ws(), first), b = model::record(desk.ws(), second);
    if (!a || !b || a->type != b->type) return;
    const model::Record* both[2] = {&*a, &*b};
    for (int i = 0; i < 2; ++i) {
        sides_[i].row = both[i]->row;
        sides_[i].title = both[i]->title();
        if (const Instant* at = both[i]->get("created_at").as<Instant>()) sides_[i].since = desk.ui().locale().date(desk.zone().to_local(*at).date);
    }
    for (const model::Field& field : a->type->fields) {
        if (field.system || field.kind == model::FieldKind::files || field.kind == model::FieldKind::json) continue;
        Row row;
        row.field = &field;
        row.label = field.label.in(desk.language());
        for (int i = 0; i < 2; ++i) {
            row.raw[i] = both[i]->get(field.key);
            row.values[i] = value_text(desk.ws(), desk.ui().locale(), field, row.raw[i]);
        }
        if (row.values[0] == row.values[1]) continue;
        row.choice = row.values[0].empty() ? 1 : 0;
        rows_.push_back(std::move(row));
    }
    open_ = true;
}

float MergeDialog::row_height(Ui& ui, const Row& row, float width) const {
    const float half = (width - 12) / 2 - 34;
    const float text = std::max(paragraph_height(ui, row.values[0], half, {.max_lines = 4}), paragraph_height(ui, row.values[1], half, {.max_lines = 4}));
    return 18 + std::max(ui.phone() ? 44.f : 32.f, text + 12) + 8;
}

void MergeDialog::draw_row(Desk& desk, Rect r, Row& row) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    Group group(ui, "field:" + row.field->key, {.role = Role::radiogroup, .name = row.label, .rect = r});
    draw_text(ui, r.cut_top(18), row.label, {.style = TextStyle::small, .color = t.text3});
    r.h -= 8;
    for (int i = 0; i < 2; ++i) {
        const Rect box = part(r, i, 2, 12);
        const bool on = row.choice == i;
        const std::string empty = desk.tr("duplicates.empty"), value = row.values[i].empty() ? empty : row.values[i];
        const Press press = ui.press({.id = ui.id(static_cast<std::int64_t>(i)), .role = Role::radio, .name = value, .description = sides_[i].title,
                                      .states = on ? state_checked : state_none, .position = i + 1, .set_size = 2, .rect = box});
        fill(ui, box, on ? t.accent_soft : with_alpha(t.hover, press.hover), 6);
        outline(ui, box, on ? t.accent : t.line_strong, 6, on ? 1.5f : 1.f);
        if (press.ring) focus_ring(ui, box, 6);
        Rect in = box.inset(10, 6);
        const Rect mark = in.cut_left(14, 8);
        ring(ui, {mark.center().x, in.y + 10}, 7, on ? t.accent : t.control, 1.5f);
        if (on) disc(ui, {mark.center().x, in.y + 10}, 3.5f, t.accent);
        draw_paragraph(ui, in, value, {.color = row.values[i].empty() ? t.text3 : t.text, .max_lines = 4});
        if (press.clicked) row.choice = i;
    }
}

void MergeDialog::frame(Desk& desk) {
    if (!open_) return;
    Ui& ui = desk.ui();
    const std::string title = desk.tr("duplicates.merge_title"), close = desk.tr("dialog.close"), keep = desk.tr("duplicates.keep"),
                      error = refusal_ ? ui.locale().sentence(*refusal_) : std::string(), same = desk.tr("duplicates.same");
    const float inner = ui.phone() ? ui.screen().w - 32 : 632;
    float height = 76 + (rows_.empty() ? 30.f : 0.f) + (refusal_ ? 30.f : 0.f);
    for (const Row& row : rows_) height += row_height(ui, row, inner);
    const bool stay = dialog(
        ui, {.key = "merge_dialog", .title = title, .width = 680, .body_height = height, .close_name = close},
        {.header = {},
         .body = [&](Rect r) {
             const Theme& t = ui.theme();
             r.h = 1e6f;
             // Which one stays: the other one's tasks, documents and history come to it.
             Rect head = r.cut_top(68, 8);
             {
                 Group group(ui, "kept", {.role = Role::radiogroup, .name = keep, .rect = head});
                 for (int i = 0; i < 2; ++i) {
                     const Rect box = part(head, i, 2, 12);
                     const bool on = keep_ == i;
                     const std::string facts = on ? keep : desk.tr("duplicates.goes");
                     const Press press = ui.press({.id = ui.id(static_cast<std::int64_t>(i)), .role = Role::radio, .name = sides_[i].title, .description = facts,
                                                   .states = on ? state_checked : state_none, .position = i + 1, .set_size = 2, .rect = box});
                     fill(ui, box, on ? t.accent_soft : with_alpha(t.hover, press.hover), 8);
                     outline(ui, box, on ? t.accent : t.line_strong, 8, on ? 2.f : 1.f);
                     if (press.ring) focus_ring(ui, box, 8);
                     Rect in = box.inset(12, 8);
                     draw_text(ui, in.cut_top(20), sides_[i].title, {.weight = Weight::strong});
                     draw_text(ui, in.cut_top(16), desk.tr("duplicates.since", {{"date", sides_[i].since}}), {.style = TextStyle::caption, .color = t.text3});
                     draw_text(ui, in, facts, {.style = TextStyle::caption, .color = on ? t.accent_text : t.text3});
                     if (press.clicked && !on) {
                         keep_ = i;
                         for (Row& row : rows_) row.choice = row.values[i].empty() ? 1 - i : i;
                     }
                 }
             }
             if (rows_.empty()) label(ui, "same", r.cut_top(30), same, {.color = t.text2});
             for (Row& row : rows_) draw_row(desk, r.cut_top(row_height(ui, row, r.w)), row);
             if (refusal_) label_paragraph(ui, "error", r.cut_top(30), error, {.style = TextStyle::small, .color = t.danger});
         },
         .footer = [&](Rect r) {
             if (button_right(ui, r, {.key = "merge", .label = desk.tr("duplicates.merge"), .kind = ButtonKind::primary, .icon = icon::merge})) submit(desk);
             if (button_left(ui, r, {.key = "cancel", .label = desk.tr("dialog.cancel"), .kind = ButtonKind::ghost})) open_ = false;
         }});
    if (!stay) open_ = false;
}

void MergeDialog::submit(Desk& desk) {
    FieldValues fields;
    for (const Row& row : rows_)
        if (row.choice != keep_) fields.emplace_back(row.field->key, row.raw[row.choice]);
    const Side &keep = sides_[keep_], &gone = sides_[1 - keep_];
    const auto done = desk.run(commands::merge(desk.ws(), keep.row, gone.row, fields), {.tell_refusal = false});
    if (!done.ok()) {
        refusal_ = done.error();
        return;
    }
    open_ = false;
    kept_ = keep.row;
    desk.tell_done(*done, desk.tr("duplicates.merged", {{"name", gone.title}, {"into", keep.title}}));
}

}  // namespace potok::ui
