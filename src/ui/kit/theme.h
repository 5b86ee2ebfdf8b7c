// The colours of one theme, ready for drawing. Widgets ask the theme, never tokens.h.
#pragma once

#include <cstdint>

namespace potok::ui {

enum class ThemeName { light, dark, contrast };

// 0xAABBGGRR, as Dear ImGui takes it.
using Color = std::uint32_t;

constexpr Color rgb(std::uint32_t hex) {
    return 0xff000000u | ((hex & 0xffu) << 16) | (hex & 0xff00u) | ((hex >> 16) & 0xffu);
}
Color with_alpha(Color c, float alpha);       // multiplies the alpha
Color blend(Color from, Color to, float t);   // 0 is from, 1 is to

struct StageColors {
    Color solid, soft, text;
};

struct Theme {
    ThemeName name = ThemeName::light;
    bool dark = false;  // dark or contrast
    Color canvas, sheet, surface, raised, sunken, track, segment, hover, pressed, line, line_strong, control;
    Color text, text2, text3, disabled;
    Color accent, accent_hover, accent_pressed, accent_soft, accent_line, accent_text, on_accent;
    Color danger, danger_soft, danger_line, warning, warning_soft, warning_line;
    Color success, success_soft, success_line, info, info_soft, info_line;
    Color focus, scrim, stalled, river_a, river_b;
    float scrim_alpha = 0.34f;
    float stage_edge = 3;  // px; 4 in high contrast

    StageColors stage(int index) const;  // hues in the order of pipelines; repeats after the twelfth
    Color chart(int series) const;
    Color shadow(float alpha) const;  // the shadow colour at a token's alpha
    // On raised surfaces of the dark theme lines and hover are a step lighter, as a surface gets lighter as it rises.
    Theme on_raised() const;
};

const Theme& theme_of(ThemeName name);

}  // namespace potok::ui
