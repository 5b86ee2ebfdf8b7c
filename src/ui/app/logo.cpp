#include "ui/app/logo.h"

#include <array>
#include <cmath>

#include "ui/kit/paint.h"

namespace potok::ui {

namespace {

// One wave of the mark in its 24-unit square: from (5, y) over (12, y) to (19, y), first up, then down.
void wave(Ui& ui, const Rect& r, float unit, float y, Color color) {
    std::array<Point, 17> points;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const float s = static_cast<float>(i) / static_cast<float>(points.size() - 1);
        const float rise = -std::sin(s * 2 * 3.14159265f) * 1.8f;
        points[i] = {r.x + (5 + 14 * s) * unit, r.y + (y + rise) * unit};
    }
    polyline(ui, points, color, 2.1f * unit);
}

}  // namespace

void draw_logo(Ui& ui, const Rect& r, float size) {
    const Theme& t = ui.theme();
    const Rect square = r.centered(size, size);
    const float unit = size / 24;
    fill(ui, square, t.accent, 7 * unit);
    wave(ui, square, unit, 9.2f, t.on_accent);
    wave(ui, square, unit, 14.8f, with_alpha(t.on_accent, 0.62f));
}

}  // namespace potok::ui
