// Soft shadows of cards as nine slices of a small blurred tile in the font atlas: 16 vertices and no texture switch each.
#pragma once

#include <map>
#include <tuple>

#include <imgui.h>

#include "ui/geometry.h"
#include "ui/kit/theme.h"

namespace potok::ui {

class ShadowAtlas {
public:
    // The shadow of a box with rounded corners, blurred with `sigma` (half of CSS's blur radius), logical pixels.
    void draw(ImDrawList& list, const Rect& box, float radius, float sigma, Color color);
    void begin_frame(float density);

private:
    struct Tile {
        ImFontAtlasRectId rect = ImFontAtlasRectId_Invalid;
        float reach = 0;   // how far the shadow goes out, logical pixels
        float corner = 0;  // size of a corner slice, logical pixels
    };
    const Tile& tile(float radius, float sigma);
    std::map<std::tuple<int, int>, Tile> tiles_;
    float density_ = 1;
};

// Coverage (0..1) of a rounded box of half size (hx, hy), blurred with sigma, at (x, y) from its centre. Rows exact by the
// Gaussian's integral, columns by sampling (after Evan Wallace, "Fast rounded rectangle shadows", 2013).
float blurred_box(float x, float y, float hx, float hy, float radius, float sigma);

}  // namespace potok::ui
