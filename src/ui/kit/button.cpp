#include "ui/kit/button.h"

#include <cmath>

#include "ui/kit/paint.h"
#include "ui/kit/text.h"
#include "ui/kit/tokens.h"

namespace potok::ui {

namespace {

struct Look {
    Color ground, ground_hover, ground_pressed, text, text_hover, line;
    Weight weight;
};

Look look_of(const Theme& t, ButtonKind kind) {
    const Color none = with_alpha(t.hover, 0);
    const Color raised_hover = t.dark ? t.pressed : t.hover;
    switch (kind) {
        case ButtonKind::primary:
            return {t.accent, t.accent_hover, t.accent_pressed, t.on_accent, t.on_accent, 0, Weight::strong};
        case ButtonKind::ghost: return {none, t.hover, t.pressed, t.text2, t.text, 0, Weight::regular};
        case ButtonKind::soft:
            return {t.accent_soft, blend(t.accent_soft, t.accent_line, 0.35f), blend(t.accent_soft, t.accent_line, 0.6f),
                    t.accent_text, t.accent_text, 0, Weight::strong};
        case ButtonKind::danger_outline:
            return {none, t.danger_soft, t.danger_soft, t.danger, t.danger, t.danger_line, Weight::strong};
        case ButtonKind::danger:
            return {t.danger, blend(t.danger, t.text, 0.12f), blend(t.danger, t.text, 0.24f),
                    t.dark ? theme_of(ThemeName::dark).surface : t.surface, t.dark ? theme_of(ThemeName::dark).surface : t.surface,
                    0, Weight::strong};
        case ButtonKind::secondary: break;
    }
    return {t.surface, raised_hover, t.pressed, t.text, t.text, t.line_strong, Weight::strong};
}

float icon_size(const ButtonSpec& spec, const Ui& ui) { return ui.phone() ? 20.f : spec.small ? 14.f : 16.f; }
float pad(const ButtonSpec& spec, const Ui& ui) { return spec.small && !ui.phone() ? 10.f : 12.f; }
TextSpec text_spec(const ButtonSpec& spec, const Ui& ui, Weight weight) {
    return {.style = spec.small && !ui.phone() ? TextStyle::small : TextStyle::body, .weight = weight};
}

}  // namespace

float button_height(const Ui& ui, bool small) {
    if (ui.phone()) return tokens::size_control_phone;
    return small ? tokens::size_control_small : tokens::size_control;
}

float button_width(Ui& ui, const ButtonSpec& spec) {
    if (spec.icon_only) return button_height(ui, spec.small);
    float width = 2 * pad(spec, ui) + text_width(ui, spec.label, text_spec(spec, ui, look_of(ui.theme(), spec.kind).weight));
    if (!spec.icon.empty() || spec.busy) width += icon_size(spec, ui) + 6;
    return std::ceil(width);
}

bool button(Ui& ui, const Rect& r, const ButtonSpec& spec) {
    Node node{.id = ui.id(spec.key), .role = Role::button, .name = spec.label, .rect = r};
    if (spec.disabled || spec.busy) node.states |= state_disabled;
    if (spec.busy) node.states |= state_busy;
    if (spec.toggle) node.states |= state_pressable | (spec.pressed ? state_pressed : 0u);
    if (spec.opens_popup) node.states |= state_popup | state_expandable | (spec.expanded ? state_expanded : 0u);
    if (spec.disabled) node.description = spec.tip;
    const Press p = ui.press(node);

    const Theme& t = ui.theme();
    const float radius = ui.phone() ? 8 : tokens::radius_control;
    Look look = look_of(t, spec.kind);
    Color ground = blend(look.ground, look.ground_hover, p.hover), text = blend(look.text, look.text_hover, p.hover);
    if (p.held && p.hovered) ground = look.ground_pressed;
    if (spec.toggle && spec.pressed) ground = t.pressed, text = t.text;
    if (spec.disabled) ground = t.hover, text = t.disabled, look.line = 0;
    if (look.line) outline_around(ui, r, look.line, radius);
    fill(ui, r, ground, radius);

    const float icon = icon_size(spec, ui);
    if (spec.icon_only) {
        if (spec.busy)
            spinner(ui, r, icon, text);
        else
            draw_icon(ui, r, spec.icon, icon, text);
    } else {
        const TextSpec ts = [&] {
            TextSpec s = text_spec(spec, ui, look.weight);
            s.color = text;
            return s;
        }();
        const bool has_icon = !spec.icon.empty() || spec.busy;
        const float room = r.w - 2 * 6 - (has_icon ? icon + 6 : 0);
        const float label = std::min(room, text_width(ui, spec.label, ts));
        float x = r.x + (r.w - label - (has_icon ? icon + 6 : 0)) / 2;
        if (spec.busy)
            spinner(ui, {x, r.y, icon, r.h}, icon, text);
        else if (has_icon)
            draw_icon(ui, {x, r.y, icon, r.h}, spec.icon, icon, text);
        if (has_icon) x += icon + 6;
        draw_text(ui, {std::round(x), r.y, label + 0.5f, r.h}, spec.label, ts);
    }
    if (p.ring) focus_ring(ui, r, radius);
    if (p.hovered) {
        const std::string_view tip = !spec.tip.empty() ? spec.tip : spec.icon_only ? spec.label : std::string_view{};
        ui.tip(node.id, r, tip);
    }
    return p.clicked;
}

bool button_right(Ui& ui, Rect& row, const ButtonSpec& spec, float gap) {
    return button(ui, row.cut_right(button_width(ui, spec), gap).middle(button_height(ui, spec.small)), spec);
}

bool button_left(Ui& ui, Rect& row, const ButtonSpec& spec, float gap) {
    return button(ui, row.cut_left(button_width(ui, spec), gap).middle(button_height(ui, spec.small)), spec);
}

bool icon_button(Ui& ui, const Rect& r, std::string_view key, std::string_view glyph, std::string_view label, float size,
                 Color color) {
    const NodeId id = ui.id(key);
    const Press p = ui.press({.id = id, .role = Role::button, .name = label, .rect = r});
    const Theme& t = ui.theme();
    fill(ui, r, p.held && p.hovered ? t.pressed : with_alpha(t.dark ? t.pressed : t.hover, p.hover), tokens::radius_control);
    draw_icon(ui, r, glyph, size, color ? color : blend(t.text3, t.text, p.hover));
    if (p.ring) focus_ring(ui, r, tokens::radius_control);
    if (p.hovered) ui.tip(id, r, label);
    return p.clicked;
}

bool link(Ui& ui, const Rect& r, std::string_view key, std::string_view text, bool strong) {
    const Press p = ui.press({.id = ui.id(key), .role = Role::link, .name = text, .rect = r}, {.hand = true});
    const Color color = ui.theme().accent_text;
    const float width = draw_text(ui, r, text, {.weight = strong ? Weight::strong : Weight::regular, .color = color});
    if (p.hover > 0) fill(ui, {r.x, r.y + r.h / 2 + 8, width, 1}, with_alpha(color, p.hover));
    if (p.ring) focus_ring(ui, {r.x - 2, r.y, width + 4, r.h}, 4);
    return p.clicked;
}

void spinner(Ui& ui, const Rect& r, float size, Color color) {
    const Point c = r.center();
    const double turn = std::fmod(ui.host().seconds(), 0.9) / 0.9;
    const float start = static_cast<float>(turn) * 6.2831853f;
    ImDrawList& list = ui.draw();
    list.PathArcTo({c.x, c.y}, size * 0.375f, start, start + 4.7f, 24);
    list.PathStroke(color, ImDrawFlags_None, std::max(1.3f, size / 12));
    ui.host().redraw_after(0.03);
}

}  // namespace potok::ui
