#include "ui/kit/stream.h"

#include <algorithm>
#include <array>

namespace potok::ui {

void stream_band(Ui& ui, const Rect& r, std::span<const double> values, std::span<const double> stalled, int highlight) {
    constexpr std::size_t most = platform::StreamShape::max_segments;
    std::array<float, most> half{}, bed{};
    const std::size_t n = std::min(values.size(), most);
    double largest = 0;
    for (std::size_t i = 0; i < n; ++i) largest = std::max(largest, values[i]);
    if (n == 0) return;
    for (std::size_t i = 0; i < n; ++i) {
        half[i] = 1.5f + (largest > 0 ? 12 * static_cast<float>(std::max(0.0, values[i]) / largest) : 0.f);
        if (i < stalled.size() && stalled[i] > 0 && values[i] > 0)
            bed[i] = std::max(2.5f, 2 * half[i] * static_cast<float>(std::min(1.0, stalled[i] / values[i])));
    }
    const Theme& t = ui.theme();
    ui.effects().stream(ui.draw(), {.x = r.x, .y = r.y, .w = r.w, .h = r.h, .half_thickness = std::span(half).first(n),
                                    .bed = std::span(bed).first(n), .color_from = t.river_b, .color_to = t.river_a,
                                    .color_bed = t.stalled, .highlight = highlight});
}

}  // namespace potok::ui
