// The app's typefaces inside Dear ImGui. Sizes given to ImGui are CSS sizes (the em), so 13 means what the mockups mean by 13.
#pragma once

#include <string_view>

struct ImFont;
struct ImFontLoader;

namespace potok::ui {

struct Fonts {
    ImFont* regular = nullptr;   // weight 400
    ImFont* semibold = nullptr;  // weight 600
    ImFont* icons = nullptr;     // Lucide
    float ascent = 0.96875f;     // of the text face, in em
    float descent = 0.2412f;
    float steps = 2;             // of a pixel: both rasterisers draw letters twice as wide, so they may stand on halves
    float icon_ascent = 1;       // baseline of the icon face below the top of its em square
};

struct FontFiles {
    std::string_view regular, semibold, icons;  // TTF or OTF; the bytes must outlive the ImGui context
};

// Adds the faces to the current context's atlas. `loader` rasterises the text faces; null takes ImGui's own.
// Where a file is empty ImGui's built-in face stands in (tests without assets).
Fonts load_fonts(const FontFiles& files, const ImFontLoader* loader = nullptr);

// Ascent and descent (both positive) of a TTF or OTF in em, from its hhea table; false when the file is not one.
bool font_metrics(std::string_view file, float& ascent, float& descent);

}  // namespace potok::ui
