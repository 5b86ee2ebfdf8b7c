// How much is done.
#pragma once

#include "ui/kit/ui.h"

namespace potok::ui {

// A bar of the rectangle's height (3 on cards, 4 usual, 6 in dialogs), 0..1. With a name it is announced.
void progress_bar(Ui& ui, const Rect& r, float share, Color color = 0);
void progress_bar(Ui& ui, const Rect& r, std::string_view key, std::string_view name, float share, Color color = 0);
// Bar and "9/14" at the right: how complete a record is. Green when all is there. Drawn only.
void completeness(Ui& ui, const Rect& r, int done, int all);
// The channel of stages on a deal card: a piece per stage with a gap of 3, the current one half filled. Drawn only.
void stage_channel(Ui& ui, const Rect& r, int stages, int current);
// Grey lines where content will be.
void skeleton(Ui& ui, const Rect& r, float share, bool strong);

}  // namespace potok::ui
