#include "ui/asks/create_dialog.h"

#include <algorithm>

#include "generated/icons.h"
#include "ui/forms/field_grid.h"
#include "ui/kit/button.h"
#include "ui/kit/overlay.h"
#include "ui/kit/text.h"

namespace potok::ui {

void CreateDialog::begin(Desk& desk, std::string_view type, std::string_view pipeline, std::string_view stage) {
    *this = CreateDialog();
    const model::RecordType* t = desk.ws().catalog().type(type);
    if (!t) return;
    type_ = type, pipeline_ = pipeline, stage_ = stage;
    const model::Pipeline* board = desk.ws().catalog().pipeline(pipeline);
    const auto on_card = [&](const std::string& key) {
        return board && std::find(board->card_fields.begin(), board->card_fields.end(), key) != board->card_fields.end();
    };
    for (const model::Field& field : t->fields) {
        if (field.system || field.kind == model::FieldKind::files || field.kind == model::FieldKind::json) continue;
        const bool name = field.key == t->title_field, amount = field.key == t->amount_field;
        // A type without a board is small: all of it is asked for.
        if (board && !name && !amount && !field.required && !on_card(field.key)) continue;
        if (!board && (field.key == "owner" || field.target == "*")) continue;
        auto preset = value_from_json(field.default_value);
        Value value = preset.ok() ? *preset : Value();
        if (field.key == "owner") value = Value(desk.ws().id_of(desk.actor()));
        edits_.emplace_back(desk, field, value);
    }
    open_ = true;
}

void CreateDialog::submit(Desk& desk) {
    FieldValues values;
    for (const FieldEdit& edit : edits_)
        if (!edit.empty()) values.emplace_back(edit.field().key, edit.value());
    refusal_.reset();
    auto made = desk.run(desk.compose().create(type_, values, pipeline_, stage_), {.tell_refusal = false});
    if (made.ok()) {
        open_ = false;
        desk.tell_done(*made, desk.tr("create.done", {{"name", model::title_of(desk.ws(), made->record)}}));
        return;
    }
    if (!blame_field(edits_, made.error())) refusal_ = made.error();
}

void CreateDialog::frame(Desk& desk) {
    if (!open_) return;
    Ui& ui = desk.ui();
    const model::RecordType* type = desk.ws().catalog().type(type_);
    if (!type) {
        open_ = false;
        return;
    }
    const float width = edits_.size() > 3 ? 680.f : 440.f;
    const float inner = ui.phone() ? ui.screen().w - 32 : width - 48;
    const std::string title = desk.tr("create.title", {{"type", type->label.in(desk.language())}}), close = desk.tr("dialog.close");
    const float height = 32 + field_grid(desk, {0, 0, inner, 0}, edits_, false).height + (refusal_ ? 36.f : 0.f);
    const bool stay = dialog(ui, {.key = "create", .title = title, .width = width, .body_height = height, .close_name = close},
                             {.header = {},
                              .body = [&](Rect r) {
                                  r.cut_top(8);
                                  r.h = 100000;
                                  r.cut_top(field_grid(desk, r, edits_).height, 12);
                                  if (refusal_)
                                      label(ui, "refusal", Rect{r.x, r.y, r.w, 24}, ui.locale().sentence(*refusal_), {.color = ui.theme().danger});
                              },
                              .footer = [&](Rect r) {
                                  if (button_right(ui, r, {.key = "create", .label = desk.tr("create.create"), .kind = ButtonKind::primary, .icon = icon::plus}))
                                      submit(desk);
                                  if (button_left(ui, r, {.key = "cancel", .label = desk.tr("dialog.cancel"), .kind = ButtonKind::ghost})) open_ = false;
                              }});
    if (!stay) open_ = false;
    if (open_ && ui.shortcut(ImGuiMod_Ctrl | ImGuiKey_Enter)) submit(desk);
}

}  // namespace potok::ui
