// Board layout: where columns stand, how far the board scrolls sideways, and how it scrolls by itself while something is
// dragged near an edge. Pure arithmetic in logical pixels. (Within a column the kit's scroll area places the rows.)
#pragma once

#include "ui/geometry.h"

namespace potok::ui {

struct BoardMetrics {
    float column = 236;        // width of a column
    float gap = 8;             // between columns
    float header = 54;         // name, count and sum of a column
    float padding = 6;         // left and right of the cards
    float card = 136;          // height of a card
    float step = 144;          // from one card to the next
    float left = 16;           // before the first column
    float pitch() const { return column + gap; }
    // Of a stage's name in its header: dot at the left, count and "add" at the right.
    float name_width() const { return column - 2 * padding - 12 - 16 - 8 - 22 - 22; }
};

// Horizontal: pixels the board is scrolled to the right, 0 … max.
float max_scroll_x(int columns, float view_width, const BoardMetrics& m);
Rect column_rect(int index, const Rect& view, float scroll_x, const BoardMetrics& m);
// The column under x, -1 between and beside them. The gap to the right counts to a column so that a drag never flickers.
int column_at(float x, int columns, const Rect& view, float scroll_x, const BoardMetrics& m);
// The columns that can be seen: [first, last).
struct VisibleColumns {
    int first = 0, last = 0;
};
VisibleColumns visible_columns(int columns, const Rect& view, float scroll_x, const BoardMetrics& m);
// How far to scroll so that the column is whole in view.
float scroll_to_column(int index, float scroll_x, int columns, float view_width, const BoardMetrics& m);

// Speed in pixels per second at which a view scrolls by itself while something is dragged near its edges: 0 in the
// middle, up to ±900 at the very edge and beyond, negative towards the start.
float edge_speed(float position, float start, float end);

}  // namespace potok::ui
