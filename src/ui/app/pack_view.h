// Packs as first start and the page of packs show them: a card to choose by, and what is in one.
#pragma once

#include "ui/app/start_pack.h"
#include "ui/kit/ui.h"

namespace potok::ui {

std::string_view pack_glyph(const std::string& icon);

constexpr float pack_card_height = 141;

struct PackCard {
    NodeId id = 0;
    Role role = Role::radio;
    bool on = false;
    int position = 0, set_size = 0;   // among the cards
    std::string_view note = {};       // at its head, in place of its language
};
Press pack_card(Ui& ui, const Rect& r, const StartPack& pack, const PackCard& card);

// Its stages, its first robots, and how much of everything there is: as much as fits into the rectangle. `facts` at its right, or
// (narrow) left out.
void pack_contents(Ui& ui, Rect r, const StartPack& pack, bool facts = true);
// Stages with their colours, one behind the other, in as many lines as they need; returns the height they take.
float pack_stages(Ui& ui, const Rect& r, const StartPack& pack);

}  // namespace potok::ui
