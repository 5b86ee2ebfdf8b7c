// The charts of reports. Drawn only: what can be pressed and read aloud is the page's.
#pragma once

#include <span>
#include <vector>

#include "ui/kit/ui.h"

namespace potok::ui {

// The stream of a funnel: a band whose thickness is how many have come that far.
void funnel_band(Ui& ui, const Rect& r, std::span<const double> values);

// The steps of an axis from 0 to at least `largest`, at most five: 0, 50, 100, 150.
std::vector<double> axis_steps(double largest);

struct TrendChart {
    std::vector<std::vector<double>> series;  // one value a step
    std::vector<double> before;               // of the first series; may be empty
    int highlight = -1;                       // step under the pointer
    bool bars = false;                        // else a line over a soft ground
};
// Grid, its labels at the left (`axis` wide), then the steps side by side over the rest. Returns where the steps are drawn.
Rect trend_chart(Ui& ui, const Rect& r, const TrendChart& chart);

}  // namespace potok::ui
