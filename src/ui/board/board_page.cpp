#include "ui/board/board_page.h"

#include <algorithm>
#include <cmath>

#include "generated/icons.h"
#include "ui/app/state_bar.h"
#include "ui/board/board_stream.h"
#include "ui/kit/button.h"
#include "ui/kit/choice.h"
#include "ui/kit/text.h"

namespace potok::ui {

BoardPage::BoardPage(Desk& desk, const model::Pipeline& pipeline)
    : pipeline_key_(pipeline.key), board_(desk.ws(), pipeline) {
    board_.reload(desk.now());
}

void BoardPage::take(Desk& desk, const model::Outcome& outcome) {
    board_.take(outcome, desk.now());
    preview_.reset();
    const auto count = board_.columns().size();
    if (count > 0 && static_cast<std::size_t>(focus_column_) >= count) focus_column_ = 0, focus_row_ = 0;
}

void BoardPage::frame(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    IdScope scope(ui, pipeline_key_);
    constexpr std::int64_t fresh_for = 10 * 60'000;  // what stalls by standing still is no change anybody tells of
    if (!drag_.active() && desk.now() - board_.filled_at() > fresh_for) board_.set_filter(board_.filter(), desk.now());
    board_.set_language(desk.language());
    if (ui.phone()) {
        phone(desk, area);
        return;
    }
    keys(desk);
    Rect rest = area;
    header(desk, rest.cut_top(56));
    state_bar(desk, rest);
    filters(desk, rest.cut_top(44));
    const Rect strip = rest.cut_top(92).inset(16, 0);
    rest.cut_top(12);
    stream(desk, strip, rest);
    columns(desk, rest);
}

void BoardPage::header(Desk& desk, Rect row) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    row.cut_left(20);
    row.cut_right(16);
    const model::RecordType* type = desk.ws().catalog().type(board_.pipeline().type);
    if (button_right(ui, row, {.key = "new", .label = desk.tr("board.new", {{"type", type ? type->label.in(desk.language()) : ""}}),
                               .kind = ButtonKind::primary, .icon = icon::plus, .shortcut = "N"}, 12))
        desk.ask_create(board_.pipeline().type, board_.pipeline().key, "");

    const std::string as_board = desk.tr("list.board"), as_list = desk.tr("list.list"), view = desk.tr("list.view");
    const Choice views[] = {{.label = as_board, .icon = icon::square_kanban}, {.label = as_list, .icon = icon::list}};
    int shown = 0;
    if (!ui.narrow() && segment_tabs(ui, row.cut_right(segment_tabs_width(ui, views), 12).middle(32), "view", view, views, shown)) desk.go(Route::list(board_.pipeline().key));

    const std::string name = board_.pipeline().label.in(desk.language());
    const TextSpec title{.style = TextStyle::title};
    const float width = std::min(text_width(ui, name, title), row.w * 0.5f);
    heading(ui, "title", row.cut_left(width, 12), 1, name, title);
    std::int64_t open = 0;
    for (const auto& column : board_.columns())
        if (column.stage->kind == model::StageKind::open) open += static_cast<std::int64_t>(column.rows.size());
    const std::string count = desk.plural("board.open_records", open);
    const TextSpec quiet{.color = t.text3};
    label(ui, "count", row.cut_left(text_width(ui, count, quiet) + 1, 12), count, quiet);

    std::vector<std::pair<std::string, std::int64_t>> total;
    for (const auto& column : board_.columns()) {
        if (column.stage->kind != model::StageKind::open) continue;
        for (const auto& [currency, minor] : column.sums) {
            const auto at = std::find_if(total.begin(), total.end(), [&](const auto& s) { return s.first == currency; });
            if (at == total.end()) total.emplace_back(currency, minor);
            else at->second += minor;
        }
    }
    label(ui, "total", row, sums_text(ui.locale(), total), {.weight = Weight::strong});
}

void BoardPage::stream(Desk& desk, const Rect& strip, const Rect& columns) {
    Ui& ui = desk.ui();
    const int n = static_cast<int>(board_.columns().size());
    const float content = 2 * metrics_.left + static_cast<float>(n) * metrics_.pitch() - metrics_.gap;
    // A card held over the strip is over that stage.
    if (drag_.active() && strip.contains(ui.pointer()))
        drag_.over(stream_segment_at(strip, ui.pointer().x, n), desk.now().ms);
    const StreamEvents events = stream_strip(ui, strip,
                                             {.board = &board_,
                                              .view_from = std::clamp(scroll_x_ / content, 0.f, 1.f),
                                              .view_to = std::clamp((scroll_x_ + columns.w) / content, 0.f, 1.f),
                                              .drop = drag_.active() && drag_.target() != drag_from_ ? drag_.target() : -1});
    if (events.clicked >= 0) {
        scroll_x_ = scroll_to_column(events.clicked, scroll_x_, n, columns.w, metrics_);
        show_card(events.clicked, 0);
    }
    if (events.scrolled) scroll_x_ = events.view_from * content;
}

// Brings a card into view and gives it the focus; the columns carry it out when they are drawn.
void BoardPage::show_card(int column, std::int64_t row) {
    const auto count = static_cast<std::int64_t>(board_.columns()[static_cast<std::size_t>(column)].rows.size());
    focus_column_ = column;
    focus_row_ = std::clamp<std::int64_t>(row, 0, std::max<std::int64_t>(count - 1, 0));
    reveal_column_ = count > 0 ? column : -1;
    reveal_row_ = focus_row_;
}

void BoardPage::stage_by_key(Desk& desk, int step) {
    const auto& from = board_.columns()[static_cast<std::size_t>(focus_column_)];
    const int to = focus_column_ + step;
    if (to < 0 || to >= static_cast<int>(board_.columns().size())) return;
    if (focus_row_ >= static_cast<std::int64_t>(from.rows.size())) return;
    desk.ask_move(from.rows[static_cast<std::size_t>(focus_row_)], board_.columns()[static_cast<std::size_t>(to)].stage->key);
}

void BoardPage::keys(Desk& desk) {
    Ui& ui = desk.ui();
    const bool on_card = std::exchange(card_focused_, false);
    if (!ui.editing_text() && ui.key(ImGuiKey_N) && !ImGui::GetIO().KeyCtrl)
        desk.ask_create(board_.pipeline().type, board_.pipeline().key, "");
    if (!on_card || board_.columns().empty()) return;
    const int n = static_cast<int>(board_.columns().size());
    if (ui.shortcut(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_RightArrow)) return stage_by_key(desk, 1);
    if (ui.shortcut(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_LeftArrow)) return stage_by_key(desk, -1);
    if (ui.key(ImGuiKey_M)) {
        const auto& rows = board_.columns()[static_cast<std::size_t>(focus_column_)].rows;
        if (focus_row_ < static_cast<std::int64_t>(rows.size())) desk.ask_where_to(rows[static_cast<std::size_t>(focus_row_)]);
        return;
    }
    const auto sideways = [&](int step) {
        for (int c = focus_column_ + step; c >= 0 && c < n; c += step) {
            if (board_.columns()[static_cast<std::size_t>(c)].rows.empty()) continue;
            show_card(c, focus_row_);
            const float width = ui.screen().w - 240;
            scroll_x_ = scroll_to_column(c, scroll_x_, n, width, metrics_);
            return;
        }
    };
    if (ui.key(ImGuiKey_DownArrow, true)) show_card(focus_column_, focus_row_ + 1);
    else if (ui.key(ImGuiKey_UpArrow, true)) show_card(focus_column_, focus_row_ - 1);
    else if (ui.key(ImGuiKey_PageDown, true)) show_card(focus_column_, focus_row_ + 4);
    else if (ui.key(ImGuiKey_PageUp, true)) show_card(focus_column_, focus_row_ - 4);
    else if (ui.key(ImGuiKey_Home)) show_card(focus_column_, 0);
    else if (ui.key(ImGuiKey_End)) show_card(focus_column_, INT64_MAX);
    else if (ui.key(ImGuiKey_RightArrow)) sideways(1);
    else if (ui.key(ImGuiKey_LeftArrow)) sideways(-1);
}

}  // namespace potok::ui
