// What a drop would do, worked out by carrying the move out and taking it back: what the robots would make, or what is missing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/desk.h"

namespace potok::ui {

struct DropPreview {
    model::RowId record = 0;
    std::string stage;
    std::optional<Error> refusal;     // nothing: it may be dropped (what is asked for on the way is no refusal)
    int missing = 0;                  // items a gate misses
    struct Line {
        std::string_view icon;        // Lucide glyph
        std::string title;            // "2 tasks for A. Wrona", "1 SMS"
        std::vector<std::string> details;
    };
    std::vector<Line> lines;
};

DropPreview preview_drop(Desk& desk, model::RowId record, std::string_view to);

// Beside the card in the hand: 16 to the right of it, or to the left near the window's edge.
void draw_drop_preview(Ui& ui, const Rect& ghost, const DropPreview& preview);
// The same as part of a page: the phone's Move to… list. Returns the height taken.
float draw_preview_lines(Ui& ui, const Rect& area, const DropPreview& preview);

}  // namespace potok::ui
