// The board's columns: headers, cards, and the hand that carries a card from one to another.
#include <algorithm>

#include "generated/icons.h"
#include "ui/board/board_page.h"
#include "ui/board/board_stream.h"
#include "ui/board/deal_card.h"
#include "ui/kit/button.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"

namespace potok::ui {

void BoardPage::columns(Desk& desk, const Rect& view) {
    Ui& ui = desk.ui();
    const int n = static_cast<int>(board_.columns().size());
    const float max_x = max_scroll_x(n, view.w, metrics_);
    if (ui.hovers(view)) {
        const ImGuiIO& io = ImGui::GetIO();
        float wheel = io.MouseWheelH;
        if (io.KeyShift && wheel == 0) wheel = io.MouseWheel;
        scroll_x_ -= wheel * 80;
    }
    scroll_x_ = std::clamp(scroll_x_, 0.f, max_x);
    metrics_.header = header_height(desk);

    carry(desk, view);
    ui.push_clip(view);
    const VisibleColumns seen = visible_columns(n, view, scroll_x_, metrics_);
    for (int i = seen.first; i < seen.last; ++i) column(desk, i, column_rect(i, view, scroll_x_, metrics_));
    ui.pop_clip();
    if (scroll_x_ < max_x) {  // more to the right
        const Color sheet = ui.theme().sheet;
        gradient_h(ui, {view.right() - 40, view.y, 40, view.h}, with_alpha(sheet, 0), sheet);
    }
    ghost(desk);
}

// All headers are as high as the longest name of a stage asks for: one line, or two.
float BoardPage::header_height(Desk& desk) const {
    bool two = false;
    for (const auto& col : board_.columns())
        two = two || text_width(desk.ui(), col.stage->label.in(desk.language()), {.weight = Weight::strong}) > metrics_.name_width();
    return BoardMetrics().header + (two ? line_height(desk.ui(), TextStyle::body) : 0);
}

void BoardPage::column(Desk& desk, int index, const Rect& r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const auto& col = board_.columns()[static_cast<std::size_t>(index)];
    const bool target = drag_.active() && drag_.target() == index && index != drag_from_;
    const bool refused = target && preview_ && preview_->refusal;
    fill(ui, r, target && !refused ? t.accent_soft : t.sunken, 10, Corners::top);
    if (target && !refused) outline(ui, {r.x, r.y, r.w, r.h + 12}, t.accent_line, 10);

    const std::string name = col.stage->label.in(desk.language());
    Group group(ui, "stage/" + col.stage->key, {.role = Role::group, .name = name, .description = col.stage->hint.in(desk.language()),
                                     .rect = r});
    Rect in = r.inset(metrics_.padding, 0);
    column_header(desk, index, in.cut_top(metrics_.header), target);
    cards(desk, index, in, target);
}

void BoardPage::column_header(Desk& desk, int index, Rect r, bool target) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const auto& col = board_.columns()[static_cast<std::size_t>(index)];
    r = Rect{r.x + 6, r.y + 10, r.w - 12, r.h - 18};

    const TextSpec strong{.weight = Weight::strong, .max_lines = 2};
    const std::string name = col.stage->label.in(desk.language());
    const float name_height = paragraph_height(ui, name, metrics_.name_width(), strong);
    Rect name_box = Rect(r.cut_top(name_height));
    Rect first = Rect(name_box).cut_top(20);
    disc(ui, {first.x + 4, first.center().y}, 4, t.stage(col.stage->hue).solid);
    first.cut_left(16);
    const std::string count = std::to_string(col.rows.size());
    if (index == 0) {  // records start in the first stage; further on is a move
        const model::RecordType* type = desk.ws().catalog().type(board_.pipeline().type);
        if (icon_button(ui, first.cut_right(24).centered(24, 24).moved(4, 0), "add", icon::plus,
                        desk.tr("board.add", {{"type", type ? type->label.in(desk.language()) : std::string()}}), 16, t.text3))
            desk.ask_create(board_.pipeline().type, board_.pipeline().key, "");
    }
    const TextSpec count_spec{.style = TextStyle::small, .color = t.text3};
    const float count_width = text_width(ui, count, count_spec);
    const float name_width = std::min(text_width(ui, name, strong), metrics_.name_width());
    name_box.cut_left(16);
    name_box.w = metrics_.name_width() + 0.5f;
    heading_paragraph(ui, "name", name_box, 2, name, strong);
    first.cut_left(name_width + 8);
    label(ui, "count", first.cut_left(count_width + 1), count, count_spec);

    Rect second = r.cut_bottom(16);  // all sums on one line, whatever the names take
    second.cut_left(16);
    if (target && !(preview_ && preview_->refusal)) {
        const model::CardFace& face = board_.face(drag_.what(), desk.now());
        if (face.has_amount) {
            const std::string plus = "+ " + ui.locale().money(face.amount);
            const TextSpec spec{.style = TextStyle::small, .weight = Weight::strong, .color = t.accent_text, .align = Align::right};
            draw_text(ui, second.cut_right(text_width(ui, plus, spec), 8), plus, spec);
        }
    }
    label(ui, "sum", second, sums_text(ui.locale(), col.sums), {.style = TextStyle::small, .color = t.text2});
}

void BoardPage::cards(Desk& desk, int index, const Rect& view, bool target) {
    Ui& ui = desk.ui();
    const auto& col = board_.columns()[static_cast<std::size_t>(index)];
    const float step = deal_card_step(ui), height = deal_card_height(ui);
    const float gap = std::round(step * ui.tween(ui.id("gap"), "gap", target && !(preview_ && preview_->refusal) ? 1.f : 0.f, 140));
    ScrollArea area(ui, "cards", view, {.bar = false, .pad_end = 8});
    if (reveal_column_ == index) {
        const double top = static_cast<double>(reveal_row_) * step, bottom = top + step;
        double& offset = area.state().offset;
        offset = std::clamp(offset, bottom - view.h, top);
        offset = std::max(offset, 0.0);
    }
    const auto rows = area.rows(static_cast<std::int64_t>(col.rows.size()), step, gap);
    if (gap > 1) {
        const Rect hole{view.x + 1, area.content().y + 1, view.w - 2, gap - (step - height) - 1};
        fill(ui, hole, with_alpha(ui.theme().surface, 0.55f), 8);
        outline(ui, hole, ui.theme().accent, 8, 2);
    }
    for (std::int64_t row = rows.first; row < rows.last; ++row)
        card(desk, index, row, {view.x, area.row_y(row, step, gap) + 1, view.w, height});
    if (col.rows.empty() && gap < 1)
        draw_paragraph(ui, view.inset(6, 10), desk.tr(board_.filter() == model::BoardFilter{} ? "board.empty_stage" : "board.none_match"),
                       {.style = TextStyle::small, .color = ui.theme().text3});
}

void BoardPage::card(Desk& desk, int index, std::int64_t row, const Rect& r) {
    Ui& ui = desk.ui();
    const auto& col = board_.columns()[static_cast<std::size_t>(index)];
    const model::RowId record = col.rows[static_cast<std::size_t>(row)];
    const model::CardFace& face = board_.face(record, desk.now());
    const NodeId id = ui.id(record);
    if (reveal_column_ == index && reveal_row_ == row) {
        ui.focus().set(id, true);
        reveal_column_ = -1;
    }
    const bool current = index == focus_column_ && row == focus_row_;
    const Press press = ui.press({.id = id,
                                  .role = Role::button,
                                  .name = face.title,
                                  .description = deal_card_description(ui, face, desk.zone(), desk.now()),
                                  .states = state_draggable,
                                  .position = static_cast<int>(row + 1),
                                  .set_size = static_cast<int>(col.rows.size()),
                                  .rect = r},
                                 {.tab_stop = current || (row == 0 && focus_column_ != index), .draggable = true});
    if (press.focused) focus_column_ = index, focus_row_ = row, card_focused_ = true;
    if (press.drag_started) {
        drag_.begin(record, r, ui.pointer());
        drag_from_ = index;
        preview_.reset();
    }
    if (drag_.carries(record)) {
        draw_deal_place(ui, r, face);
        return;
    }
    draw_deal_card(ui, r, face, desk.zone(), desk.now());
    if (press.hover > 0 && !drag_.active()) outline_around(ui, r, with_alpha(ui.theme().line_strong, press.hover), 8);
    if (press.ring) focus_ring(ui, r, 8, ui.theme().sunken);
    if (press.clicked) desk.open_record(record);
    if (press.context) desk.ask_where_to(record);
}

// Moves the hand: target under the pointer, scrolling near the edges, the preview, the drop.
void BoardPage::carry(Desk& desk, const Rect& view) {
    if (!drag_.active()) return;
    Ui& ui = desk.ui();
    const int n = static_cast<int>(board_.columns().size());
    const std::int64_t time = desk.now().ms;
    // The card may have been scrolled out of what is drawn; the button itself tells whether it is still held.
    const bool held = ImGui::IsMouseDown(0);
    const Drag::Event event = drag_.update({ui.pointer(), held, ui.escape()});
    if (event == Drag::Event::cancelled) {
        preview_.reset();
        return;
    }
    if (event == Drag::Event::dropped) {
        const int target = drag_.target();
        preview_.reset();
        if (target >= 0 && target != drag_from_)
            desk.ask_move(drag_.what(), board_.columns()[static_cast<std::size_t>(target)].stage->key);
        return;
    }
    const float speed = edge_speed(ui.pointer().x, view.x, view.right());
    if (speed != 0) {
        scroll_x_ = std::clamp(scroll_x_ + speed * ui.dt(), 0.f, max_scroll_x(n, view.w, metrics_));
        ui.host().request_redraw();
    }
    if (ui.pointer().y >= view.y) drag_.over(column_at(ui.pointer().x, n, view, scroll_x_, metrics_), time);
    const std::string stage = drag_.target() < 0 ? "" : board_.columns()[static_cast<std::size_t>(drag_.target())].stage->key;
    if (preview_ && preview_->stage != stage) preview_.reset();
    if (!preview_ && drag_.target() != drag_from_ && drag_.preview_due(time)) preview_ = preview_drop(desk, drag_.what(), stage);
    if (const std::int64_t wait = drag_.waiting_ms(time); wait >= 0)
        ui.host().redraw_after(static_cast<double>(wait) / 1000.0);
}

void BoardPage::ghost(Desk& desk) {
    if (!drag_.active()) return;
    Ui& ui = desk.ui();
    // A layer of its own lifts the card above everything; it takes neither focus nor pointer.
    const Rect r = drag_.ghost();
    ui.begin_layer(ui.id("ghost"), r, {.trap = false, .blocks = false, .initial_focus = false});
    draw_deal_card(ui, r, board_.face(drag_.what(), desk.now()), desk.zone(), desk.now(), {.lifted = true});
    if (preview_) draw_drop_preview(ui, r, *preview_);
    ui.end_layer();
}

}  // namespace potok::ui
