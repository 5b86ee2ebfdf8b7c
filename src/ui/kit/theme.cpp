#include "ui/kit/theme.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/kit/tokens.h"

namespace potok::ui {

namespace {

Theme make(ThemeName name, const tokens::Colors& c) {
    Theme t;
    t.name = name;
    t.dark = name != ThemeName::light;
    t.canvas = rgb(c.canvas), t.sheet = rgb(c.sheet), t.surface = rgb(c.surface), t.raised = rgb(c.raised);
    t.sunken = rgb(c.sunken), t.track = rgb(c.track), t.segment = rgb(c.segment), t.hover = rgb(c.hover);
    t.pressed = rgb(c.pressed), t.line = rgb(c.line), t.line_strong = rgb(c.line_strong), t.control = rgb(c.control);
    t.text = rgb(c.text), t.text2 = rgb(c.text2), t.text3 = rgb(c.text3), t.disabled = rgb(c.disabled);
    t.accent = rgb(c.accent), t.accent_hover = rgb(c.accent_hover), t.accent_pressed = rgb(c.accent_pressed);
    t.accent_soft = rgb(c.accent_soft), t.accent_line = rgb(c.accent_line), t.accent_text = rgb(c.accent_text);
    t.on_accent = rgb(c.on_accent);
    t.danger = rgb(c.danger), t.danger_soft = rgb(c.danger_soft), t.danger_line = rgb(c.danger_line);
    t.warning = rgb(c.warning), t.warning_soft = rgb(c.warning_soft), t.warning_line = rgb(c.warning_line);
    t.success = rgb(c.success), t.success_soft = rgb(c.success_soft), t.success_line = rgb(c.success_line);
    t.info = rgb(c.info), t.info_soft = rgb(c.info_soft), t.info_line = rgb(c.info_line);
    t.focus = rgb(c.focus), t.scrim = rgb(c.scrim), t.stalled = rgb(c.stalled);
    t.river_a = rgb(c.river_a), t.river_b = rgb(c.river_b);
    t.scrim_alpha = name == ThemeName::light ? 0.34f : 0.6f;
    t.stage_edge = name == ThemeName::contrast ? 4.f : 3.f;
    return t;
}

const std::array<Theme, 3>& themes() {
    static const std::array<Theme, 3> all = {make(ThemeName::light, tokens::light), make(ThemeName::dark, tokens::dark),
                                             make(ThemeName::contrast, tokens::contrast)};
    return all;
}

}  // namespace

Color with_alpha(Color c, float alpha) {
    const float a = static_cast<float>(c >> 24) * std::clamp(alpha, 0.f, 1.f);
    return (c & 0x00ffffffu) | (static_cast<Color>(std::lround(a)) << 24);
}

Color blend(Color from, Color to, float t) {
    t = std::clamp(t, 0.f, 1.f);
    if (t <= 0) return from;
    if (t >= 1) return to;
    Color out = 0;
    for (int shift = 0; shift < 32; shift += 8) {
        const float a = static_cast<float>((from >> shift) & 0xffu), b = static_cast<float>((to >> shift) & 0xffu);
        out |= static_cast<Color>(std::lround(a + (b - a) * t)) << shift;
    }
    return out;
}

StageColors Theme::stage(int index) const {
    const auto& hues = dark ? tokens::stage_dark : tokens::stage_light;
    const auto& h = hues[static_cast<std::size_t>(index < 0 ? 0 : index) % hues.size()];
    if (name == ThemeName::contrast) return {rgb(h.solid), rgb(0x0A0A0A), rgb(0xFFFFFF)};
    return {rgb(h.solid), rgb(h.soft), rgb(h.text)};
}

Color Theme::chart(int series) const {
    const auto& colors = dark ? tokens::chart_dark : tokens::chart_light;
    return rgb(colors[static_cast<std::size_t>(series < 0 ? 0 : series) % colors.size()]);
}

Color Theme::shadow(float alpha) const {
    if (!dark) return with_alpha(rgb(0x1A160E), alpha);
    return with_alpha(rgb(0x000000), std::min(1.f, alpha * tokens::elevation_dark_factor));
}

Theme Theme::on_raised() const {
    Theme t = *this;
    if (name == ThemeName::dark) t.line = rgb(0x403E3A), t.hover = rgb(0x3C3935), t.surface = rgb(0x3C3935);
    return t;
}

const Theme& theme_of(ThemeName name) { return themes()[static_cast<std::size_t>(name)]; }

}  // namespace potok::ui
