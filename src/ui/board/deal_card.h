// The card of a record on a board.
#pragma once

#include "model/board.h"
#include "ui/kit/ui.h"

namespace potok::ui {

struct CardLook {
    bool selected = false;
    bool lifted = false;  // in the hand: on raised, outline in accent, shadow
};

float deal_card_height(const Ui& ui);  // 136, on the phone 148
float deal_card_step(const Ui& ui);    // to the next card

// Draws the card; does not announce it.
void draw_deal_card(Ui& ui, const Rect& r, const model::CardFace& face, const Zone& zone, Instant now, const CardLook& look = {});
// Its old place while it is carried: a flat block with the name.
void draw_deal_place(Ui& ui, const Rect& r, const model::CardFace& face);
// What a screen reader says of it besides the title.
std::string deal_card_description(const Ui& ui, const model::CardFace& face, const Zone& zone, Instant now);

// Icon of a kind of task, Lucide glyph.
std::string_view task_icon(std::string_view kind);

}  // namespace potok::ui
