// The board: one pipeline's records in columns, the stream above them. Virtual: only what can be seen is drawn, however many
// records there are.
#pragma once

#include <memory>
#include <optional>

#include "model/board.h"
#include "ui/board/board_layout.h"
#include "ui/board/drag.h"
#include "ui/board/drop_preview.h"
#include "ui/desk.h"

namespace potok::ui {

class BoardPage final : public PageView {
public:
    BoardPage(Desk& desk, const model::Pipeline& pipeline);

    void frame(Desk& desk, const Rect& area) override;
    void take(Desk& desk, const model::Outcome& outcome) override;
    bool wants_frame() const override { return drag_.active(); }

    const model::Board& board() const { return board_; }

private:
    // board_page.cpp
    void header(Desk& desk, Rect row);
    void keys(Desk& desk);
    void show_card(int column, std::int64_t row);
    void stage_by_key(Desk& desk, int step);
    void stream(Desk& desk, const Rect& strip, const Rect& columns);
    // board_filters.cpp
    void filters(Desk& desk, Rect row);
    void apply(Desk& desk, const model::BoardFilter& filter);
    // board_columns.cpp
    void columns(Desk& desk, const Rect& view);
    float header_height(Desk& desk) const;
    void column(Desk& desk, int index, const Rect& r);
    void column_header(Desk& desk, int index, Rect r, bool target);
    void cards(Desk& desk, int index, const Rect& view, bool target);
    void card(Desk& desk, int index, std::int64_t row, const Rect& r);
    void carry(Desk& desk, const Rect& view);
    void ghost(Desk& desk);
    // board_phone.cpp
    void phone(Desk& desk, Rect area);

    std::string pipeline_key_;
    model::Board board_;
    BoardMetrics metrics_;
    float scroll_x_ = 0;
    Drag drag_;
    int drag_from_ = -1;                       // column it was taken from
    bool card_focused_ = false;                // the focus was on a card in the last frame
    std::optional<DropPreview> preview_;
    int focus_column_ = 0;                     // where the keyboard is among the cards
    std::int64_t focus_row_ = 0;
    int reveal_column_ = -1;                   // bring this card into view and give it the focus
    std::int64_t reveal_row_ = 0;
    bool owner_menu_ = false;
    Rect owner_anchor_;
    std::string search_;
    int phone_stage_ = 0;
    float swipe_ = 0;
};

}  // namespace potok::ui
