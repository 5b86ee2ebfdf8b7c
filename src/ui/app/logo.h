// The mark of Potok: two waves on an accent ground.
#pragma once

#include "ui/kit/ui.h"

namespace potok::ui {

void draw_logo(Ui& ui, const Rect& r, float size);

}  // namespace potok::ui
