// The keyboard in the table, and the editing of one cell: in its place, or in a box beside it where a row is too low.
#include <algorithm>

#include "generated/icons.h"
#include "ui/kit/button.h"
#include "ui/kit/overlay.h"
#include "ui/kit/paint.h"
#include "ui/kit/text.h"
#include "ui/list/list_page.h"

namespace potok::ui {

namespace {

using model::FieldKind;

bool needs_room(const model::Field& field) { return field.kind == FieldKind::long_text || field.kind == FieldKind::multi || field.kind == FieldKind::datetime; }

bool opens_a_list(const model::Field& field) { return field.kind == FieldKind::choice || field.kind == FieldKind::reference || field.kind == FieldKind::date; }

}  // namespace

void ListPage::begin_edit(Desk& desk, model::RowId row, std::size_t column) {
    const ListColumn& c = columns_[column];
    if (!c.editable || !editable(desk)) return;
    const auto record = model::record(desk.ws(), row);
    if (!record) return;
    const Value value = record->get(c.key);
    if (c.field->kind == FieldKind::boolean) {  // there is nothing to open
        const bool* on = value.as<bool>();
        desk.act(desk.compose().set_field(row, c.key, Value(!(on && *on))));
        return;
    }
    editing_ = Editing{row, column, FieldEdit(desk, *c.field, value), value, needs_room(*c.field), 0, {}};
    cursor_ = row;
    cursor_column_ = column;
    desk.ui().host().request_redraw();
}

void ListPage::finish_edit(Desk& desk) {
    Editing& e = *editing_;
    const Value value = e.edit.value();
    if (!(value == e.before)) {
        auto saved = desk.run(desk.compose().set_field(e.row, columns_[e.column].key, value), {.tell_refusal = false});
        if (!saved.ok()) {  // it stays open, with the reason
            e.edit.error = saved.error();
            desk.tell_refusal(saved.error());
            return;
        }
    }
    editing_.reset();
    desk.ui().host().request_redraw();
}

void ListPage::edit_in_cell(Desk& desk, const Rect& r) {
    Ui& ui = desk.ui();
    Editing& e = *editing_;
    const ListColumn& c = columns_[e.column];
    const NodeId cell = ui.id(c.key);
    bool done = false, left = false, by_key = false;
    {
        Group group(ui, c.key, {.role = Role::gridcell, .name = column_label(desk, c), .rect = r});
        const NodeId control = ui.id("field/" + c.field->key);
        if (e.frames == 0) ui.focus().set(control, true);
        if (e.frames == 1 && opens_a_list(*c.field)) ui.activate(control);
        done = e.edit.draw(desk, r.inset(2, 2), false);
        const bool on_top = ui.key_layer();
        const bool unchanged = e.frames > 0 && !opens_a_list(*c.field) && ui.key(ImGuiKey_Enter);
        if (on_top && (ui.key(ImGuiKey_Escape) || unchanged)) left = by_key = true;
        if (e.frames > 3 && on_top && ui.focus_now() != 0 && !ui.tree().is_inside(ui.focus_now(), cell) && !ui.focus().has(control)) left = true;
    }
    if (++e.frames < 3) ui.host().request_redraw();
    if (done) {
        finish_edit(desk);
        if (!editing_) ui.focus().set(cell, true);
    } else if (left) {
        editing_.reset();
        if (by_key) ui.focus().set(cell, true);
        ui.host().request_redraw();
    }
}

void ListPage::edit_aside(Desk& desk) {
    if (!editing_ || !editing_->aside) return;
    Ui& ui = desk.ui();
    Editing& e = *editing_;
    const ListColumn& c = columns_[e.column];
    const std::string name = column_label(desk, c);
    const float width = std::max(320.f, e.cell.w), height = e.edit.height(desk, width - 24) + 24 + button_height(ui) + 12;
    bool save = false;
    const bool stay = popover(ui, {.key = "edit", .name = name, .anchor = e.cell, .width = width, .height = height}, [&](Rect r) {
        r = r.inset(12, 12);
        e.edit.draw(desk, r.cut_top(e.edit.height(desk, r.w), 12));
        Rect foot = r.cut_top(button_height(ui));
        if (button_right(ui, foot, {.key = "save", .label = desk.tr("list.save"), .kind = ButtonKind::primary})) save = true;
    });
    if (save) finish_edit(desk);
    else if (!stay) editing_.reset();
}

void ListPage::toggle(model::RowId row) {
    if (!selection_.erase(row)) selection_.insert(row);
}

void ListPage::select_all() {
    for (std::size_t i = 0; i < query_.size(); ++i) selection_.insert(query_.row(i));
}

void ListPage::place_cursor(Desk& desk, std::size_t line, bool extend) {
    if (lines() == 0) return;
    line = std::min(line, lines() - 1);
    if (extend) {
        selection_.clear();
        for (std::size_t i = std::min(anchor_, line); i <= std::max(anchor_, line) && i < lines(); ++i)
            if (const Line at = line_at(i); !at.head) selection_.insert(query_.row(at.row));
    } else {
        anchor_ = line;
    }
    const Line at = line_at(line);
    if (!at.head) cursor_ = query_.row(at.row);
    reveal_ = true;
    desk.ui().host().request_redraw();
}

// Heads of groups are passed over.
void ListPage::move_cursor(Desk& desk, int rows, int columns) {
    if (lines() == 0) return;
    cursor_column_ = static_cast<std::size_t>(std::clamp(static_cast<int>(cursor_column_) + columns, 0, static_cast<int>(columns_.size()) - 1));
    auto line = static_cast<std::int64_t>(line_of_row(query_.index_of(cursor_)));
    const auto last = static_cast<std::int64_t>(lines()) - 1;
    line = std::clamp<std::int64_t>(line + rows, 0, last);
    const int step = rows < 0 ? -1 : 1;
    while (line >= 0 && line <= last && line_at(static_cast<std::size_t>(line)).head) line += step;
    if (line < 0 || line > last) return;
    place_cursor(desk, static_cast<std::size_t>(line), ImGui::GetIO().KeyShift && rows != 0);
    // The cell that has the cursor is drawn, and has the focus, in the next frame.
    Ui& ui = desk.ui();
    IdScope grid(ui, "grid");
    IdScope row(ui, cursor_);
    ui.focus().set(ui.id(columns_[cursor_column_].key), true);
}

void ListPage::keys(Desk& desk) {
    Ui& ui = desk.ui();
    if (ui.phone() || editing_ || ui.editing_text() || !ui.key_layer()) return;
    const ImGuiIO& io = ImGui::GetIO();
    if (grid_focused_ || ui.focus_now() == 0) {
        if (ui.shortcut(ImGuiMod_Ctrl | ImGuiKey_A)) return select_all();
        if (ui.shortcut(ImGuiMod_Ctrl | ImGuiKey_C)) return copy(desk);
    }
    if (!io.KeyCtrl && !io.KeyAlt && ui.key(ImGuiKey_N) && may_create_) {
        if (pipeline_) desk.ask_create(type_key_, pipeline_key_, "");
        else focus_new_ = 2, ui.host().request_redraw();
        return;
    }
    if (!selection_.empty() && !job_ && ui.key(ImGuiKey_Escape)) return selection_.clear();
    if (lines() == 0 || cursor_ == 0) return;
    if (!grid_focused_) {
        if (ui.focus_now() == 0 && (ui.key(ImGuiKey_DownArrow) || ui.key(ImGuiKey_UpArrow))) move_cursor(desk, 0, 0);
        return;
    }
    constexpr int page = 20;
    if (ui.key(ImGuiKey_DownArrow, true)) move_cursor(desk, 1, 0);
    else if (ui.key(ImGuiKey_UpArrow, true)) move_cursor(desk, -1, 0);
    else if (ui.key(ImGuiKey_RightArrow, true)) move_cursor(desk, 0, 1);
    else if (ui.key(ImGuiKey_LeftArrow, true)) move_cursor(desk, 0, -1);
    else if (ui.key(ImGuiKey_PageDown, true)) move_cursor(desk, page, 0);
    else if (ui.key(ImGuiKey_PageUp, true)) move_cursor(desk, -page, 0);
    else if (ui.key(ImGuiKey_Home)) move_cursor(desk, io.KeyCtrl ? -static_cast<int>(lines()) : 0, -static_cast<int>(columns_.size()));
    else if (ui.key(ImGuiKey_End)) move_cursor(desk, io.KeyCtrl ? static_cast<int>(lines()) : 0, static_cast<int>(columns_.size()));
    else if (ui.key(ImGuiKey_Space)) toggle(cursor_);
    else if (ui.key(ImGuiKey_Enter) || ui.key(ImGuiKey_F2)) {
        if (columns_[cursor_column_].editable && editable(desk)) begin_edit(desk, cursor_, cursor_column_);
        else desk.open_record(cursor_);
    } else if (ui.key(ImGuiKey_O)) {
        desk.open_record(cursor_);
    } else if (ui.key(ImGuiKey_H)) {
        history_of_ = cursor_;
        history_ = timeline_items(model::timeline(desk.ws(), cursor_, 200));
    }
}

}  // namespace potok::ui
