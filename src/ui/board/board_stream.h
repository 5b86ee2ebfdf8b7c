// The stream above the board: a band whose thickness is the money in each stage, an amber bed in it for what has stalled, the
// numbers beside it. The white frame is the part of the board in view; it can be dragged, and each segment is a place to
// drop a card.
#pragma once

#include "model/board.h"
#include "ui/kit/ui.h"

namespace potok::ui {

struct StreamInput {
    const model::Board* board = nullptr;
    float view_from = 0, view_to = 1;  // part of the board in view, 0 … 1
    int drop = -1;                     // column a card is over
    bool labels = true;                // false on the phone: the band alone
    int highlight = -1;                // phone: the stage shown
};

struct StreamEvents {
    int clicked = -1;             // a segment was activated
    bool scrolled = false;
    float view_from = 0;          // where the frame was dragged to
};

// What the band shows per stage: the money in it (units, not minor ones), or the number of records where none has an amount;
// and how much of that has stalled.
struct StreamValues {
    std::vector<double> all, stalled;
};
StreamValues stream_values(const std::vector<model::Board::Column>& columns);

StreamEvents stream_strip(Ui& ui, const Rect& r, const StreamInput& input);
int stream_segment_at(const Rect& r, float x, int segments);
// "184 600 ₽", or several currencies joined by " + ".
std::string sums_text(const Locale& locale, const std::vector<std::pair<std::string, std::int64_t>>& sums);

}  // namespace potok::ui
