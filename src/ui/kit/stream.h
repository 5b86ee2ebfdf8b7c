// The stream: a smooth band whose thickness is a quantity per segment, with an amber bed for what has stalled. It always
// has numbers beside it.
#pragma once

#include <span>

#include "ui/kit/ui.h"

namespace potok::ui {

// Half thickness = 1.5 + 12 × value / largest value, so the band is 3 + 24 × share high; the bed at least 2.5.
// `highlight` dims all but one segment (the phone's strip). Drawn only: the segments' names and sums are the page's.
void stream_band(Ui& ui, const Rect& r, std::span<const double> values, std::span<const double> stalled, int highlight = -1);

}  // namespace potok::ui
