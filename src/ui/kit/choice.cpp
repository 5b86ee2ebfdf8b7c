#include "ui/kit/choice.h"

#include <cmath>
#include <string>

#include <generated/icons.h>

#include "ui/kit/paint.h"
#include "ui/kit/text.h"
#include "ui/kit/tokens.h"

namespace potok::ui {

int roving_key(const Ui& ui, int current, int count, bool horizontal, bool vertical) {
    if (count <= 0) return -1;
    int to = current;
    if ((horizontal && ui.key(ImGuiKey_LeftArrow, true)) || (vertical && ui.key(ImGuiKey_UpArrow, true))) --to;
    if ((horizontal && ui.key(ImGuiKey_RightArrow, true)) || (vertical && ui.key(ImGuiKey_DownArrow, true))) ++to;
    if (ui.key(ImGuiKey_Home)) to = 0;
    if (ui.key(ImGuiKey_End)) to = count - 1;
    if (to == current) return -1;
    return (to + count) % count;
}

namespace {

// The item at which the group's Tab stop lies: the current one, or the first that can be chosen.
int stop_of(std::span<const Choice> items, int current) {
    if (current >= 0 && current < static_cast<int>(items.size())) return current;
    for (std::size_t i = 0; i < items.size(); ++i)
        if (!items[i].disabled) return static_cast<int>(i);
    return -1;
}

// Moves the choice by arrow keys; skips what is disabled.
bool arrow_choice(Ui& ui, NodeId group, std::span<const Choice> items, int index, bool horizontal, bool vertical, int& current) {
    const int count = static_cast<int>(items.size());
    int to = roving_key(ui, index, count, horizontal, vertical);
    if (to < 0) return false;
    const int step = to == (index + count - 1) % count ? count - 1 : 1;
    for (int tries = 0; tries < count && items[static_cast<std::size_t>(to)].disabled; ++tries) to = (to + step) % count;
    if (items[static_cast<std::size_t>(to)].disabled || to == current) return false;
    current = to;
    const NodeId id = child_id(group, static_cast<std::int64_t>(to));
    ui.focus().set(id, true);
    ui.focus().reveal(id);
    ui.host().request_redraw();
    return true;
}

Node item_node(NodeId group, Role role, const Choice& c, std::size_t i, std::size_t n, bool on, State state, const Rect& r) {
    Node node{.id = child_id(group, static_cast<std::int64_t>(i)), .role = role, .name = c.label, .rect = r};
    node.position = static_cast<int>(i) + 1;
    node.set_size = static_cast<int>(n);
    if (on) node.states |= state;
    if (c.disabled) node.states |= state_disabled;
    return node;
}

float icon_and_label(Ui& ui, const Choice& c, const TextSpec& spec) {
    float w = text_width(ui, c.label, spec);
    if (!c.icon.empty()) w += 14 + 6;
    if (c.count >= 0) w += 6 + text_width(ui, std::to_string(c.count), {.style = TextStyle::body});
    return w;
}

void draw_icon_and_label(Ui& ui, Rect r, const Choice& c, const TextSpec& spec) {
    if (!c.icon.empty()) draw_icon(ui, r.cut_left(14, 6), c.icon, 14, spec.color);
    r.w += 1;
    const float used = draw_text(ui, r, c.label, spec);
    if (c.count >= 0)
        draw_text(ui, {r.x + used + 6, r.y, r.w, r.h}, std::to_string(c.count), {.color = ui.theme().text3});
}

}  // namespace

bool checkbox(Ui& ui, const Rect& r, std::string_view key, std::string_view label, Check state, bool disabled, bool struck) {
    Node node{.id = ui.id(key), .role = Role::checkbox, .name = label, .rect = r};
    if (state == Check::on) node.states |= state_checked;
    if (state == Check::mixed) node.states |= state_mixed;
    if (disabled) node.states |= state_disabled;
    const Press p = ui.press(node);
    const Theme& t = ui.theme();
    const float size = ui.phone() ? 20 : 16;
    const Rect box{r.x, std::round(r.y + (r.h - size) / 2), size, size};
    if (disabled) {
        fill(ui, box, t.hover, tokens::radius_check);
    } else if (state == Check::off) {
        fill(ui, box, blend(t.surface, t.dark ? t.pressed : t.hover, p.hover), tokens::radius_check);
        outline(ui, box, blend(t.control, t.text, p.hover * 0.35f), tokens::radius_check, 1.5f);
    } else {
        fill(ui, box, blend(t.accent, t.accent_hover, p.hover), tokens::radius_check);
    }
    if (state != Check::off) {
        const Color mark = disabled ? t.disabled : t.on_accent;
        const float s = size / 16;
        const Point tick[] = {{box.x + 4.2f * s, box.y + 8.4f * s}, {box.x + 6.9f * s, box.y + 11 * s}, {box.x + 11.8f * s, box.y + 5.2f * s}};
        const Point dash[] = {{box.x + 4.5f * s, box.y + 8 * s}, {box.x + 11.5f * s, box.y + 8 * s}};
        if (state == Check::on)
            polyline(ui, tick, mark, 1.6f * s);
        else
            polyline(ui, dash, mark, 1.6f * s);
    }
    if (p.ring) focus_ring(ui, box, tokens::radius_check);
    if (!label.empty())
        draw_text(ui, {box.right() + 8, r.y, r.right() - box.right() - 8, r.h}, label,
                  {.color = disabled ? t.disabled : struck && state == Check::on ? t.text2 : t.text});
    return p.clicked;
}

bool toggle_switch(Ui& ui, const Rect& r, std::string_view key, std::string_view label, bool on, bool disabled, bool show_label) {
    Node node{.id = ui.id(key), .role = Role::switch_, .name = label, .rect = r};
    if (on) node.states |= state_checked;
    if (disabled) node.states |= state_disabled;
    const Press p = ui.press(node);
    const Theme& t = ui.theme();
    const Rect track{r.x, std::round(r.y + (r.h - 18) / 2), 32, 18};
    const float at = ui.tween(node.id, "on", on ? 1.f : 0.f, tokens::motion_move);
    fill(ui, track, disabled ? t.hover : blend(blend(t.control, t.text2, p.hover * 0.4f), blend(t.accent, t.accent_hover, p.hover), at), 9);
    disc(ui, {track.x + 9 + 14 * at, track.y + 9}, 7, disabled ? t.line_strong : t.surface);
    if (p.ring) focus_ring(ui, track, 9);
    if (show_label)
        draw_text(ui, {track.right() + 8, r.y, r.right() - track.right() - 8, r.h}, label, {.color = disabled ? t.disabled : t.text});
    return p.clicked;
}

bool radio_group(Ui& ui, const Rect& r, std::string_view key, std::string_view label, std::span<const Choice> items, int& current,
                 float row_height, bool horizontal) {
    Group group(ui, key, {.role = Role::radiogroup, .name = label, .rect = r});
    const int stop = stop_of(items, current);
    bool changed = false;
    Rect rest = r;
    const Theme& t = ui.theme();
    for (std::size_t i = 0; i < items.size(); ++i) {
        const Choice& c = items[i];
        const bool on = static_cast<int>(i) == current;
        const float width = horizontal ? 24 + text_width(ui, c.label) + 2 : r.w;
        const Rect row = horizontal ? rest.cut_left(width, 18) : rest.cut_top(row_height);
        const Press p = ui.press(item_node(group.id(), Role::radio, c, i, items.size(), on, state_checked, row),
                                 {.tab_stop = static_cast<int>(i) == stop});
        if (p.clicked && !on) current = static_cast<int>(i), changed = true;
        if (!changed && p.focused && arrow_choice(ui, group.id(), items, static_cast<int>(i), true, true, current)) changed = true;
        const Point at{row.x + 8, std::round(row.y + row.h / 2)};
        disc(ui, at, 8, c.disabled ? t.hover : blend(t.surface, t.hover, p.hover));
        if (on)
            ring(ui, at, 8, c.disabled ? t.disabled : t.accent, 5);
        else
            ring(ui, at, 8, c.disabled ? t.line_strong : blend(t.control, t.text, p.hover * 0.35f), 1.5f);
        if (p.ring) focus_ring(ui, {at.x - 8, at.y - 8, 16, 16}, 8);
        draw_text(ui, {row.x + 24, row.y, row.w - 24, row.h}, c.label, {.color = c.disabled ? t.disabled : t.text});
    }
    return changed;
}

float segments_width(Ui& ui, std::span<const Choice> items) {
    float width = 4 + 2 * static_cast<float>(items.size() - 1);
    for (const Choice& c : items)
        width += std::ceil(20 + icon_and_label(ui, c, {.style = TextStyle::small, .weight = Weight::strong}));
    return width;
}

bool segments(Ui& ui, const Rect& r, std::string_view key, std::string_view label, std::span<const Choice> items, int& current) {
    Group group(ui, key, {.role = Role::radiogroup, .name = label, .rect = r});
    const Theme& t = ui.theme();
    fill(ui, r, t.track, 8);
    Rect rest = r.inset(2);
    const int stop = stop_of(items, current);
    const float extra = std::max(0.f, (r.w - segments_width(ui, items)) / static_cast<float>(items.size()));
    bool changed = false;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const Choice& c = items[i];
        const bool on = static_cast<int>(i) == current;
        const float label_width = icon_and_label(ui, c, {.style = TextStyle::small, .weight = Weight::strong});
        const Rect part_rect = rest.cut_left(std::ceil(20 + label_width) + extra, 2);
        const Press p = ui.press(item_node(group.id(), Role::radio, c, i, items.size(), on, state_checked, part_rect),
                                 {.tab_stop = static_cast<int>(i) == stop});
        if (p.clicked && !on) current = static_cast<int>(i), changed = true;
        if (!changed && p.focused && arrow_choice(ui, group.id(), items, static_cast<int>(i), true, true, current)) changed = true;
        if (on) {
            shadow(ui, part_rect, Elevation::e1, 6);
            fill(ui, part_rect, t.segment, 6);
        } else {
            fill(ui, part_rect, with_alpha(t.pressed, p.hover * 0.6f), 6);
        }
        const TextSpec spec{.style = TextStyle::small, .weight = on ? Weight::strong : Weight::regular,
                            .color = c.disabled ? t.disabled : on ? t.text : t.text2};
        const float width = icon_and_label(ui, c, spec);
        draw_icon_and_label(ui, part_rect.centered(width, part_rect.h), c, spec);
        if (p.ring) focus_ring(ui, part_rect, 6, t.track);
    }
    return changed;
}

float segment_tabs_width(Ui& ui, std::span<const Choice> items) {
    float width = 2 * static_cast<float>(items.size() - 1);
    for (const Choice& c : items) width += std::ceil(20 + icon_and_label(ui, c, {.weight = Weight::strong}));
    return width;
}

bool segment_tabs(Ui& ui, const Rect& r, std::string_view key, std::string_view label, std::span<const Choice> items, int& current) {
    Group group(ui, key, {.role = Role::tablist, .name = label, .rect = r});
    const Theme& t = ui.theme();
    const int stop = stop_of(items, current);
    Rect rest = r;
    bool changed = false;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const Choice& c = items[i];
        const bool on = static_cast<int>(i) == current;
        const TextSpec spec{.weight = on ? Weight::strong : Weight::regular,
                            .color = c.disabled ? t.disabled : on ? t.text : t.text2};
        const Rect tab = rest.cut_left(std::ceil(20 + icon_and_label(ui, c, {.weight = on ? Weight::strong : Weight::regular})), 2);
        const Press p = ui.press(item_node(group.id(), Role::tab, c, i, items.size(), on, state_selected, tab),
                                 {.tab_stop = static_cast<int>(i) == stop});
        if (p.clicked && !on) current = static_cast<int>(i), changed = true;
        if (!changed && p.focused && arrow_choice(ui, group.id(), items, static_cast<int>(i), true, false, current)) changed = true;
        fill(ui, tab, on ? t.pressed : with_alpha(t.hover, p.hover), tokens::radius_control);
        draw_icon_and_label(ui, tab.inset(10, 0), c, spec);
        if (p.ring) focus_ring(ui, tab, tokens::radius_control);
    }
    return changed;
}

bool tabs(Ui& ui, const Rect& r, std::string_view key, std::string_view label, std::span<const Choice> items, int& current) {
    Group group(ui, key, {.role = Role::tablist, .name = label, .rect = r});
    const Theme& t = ui.theme();
    hline(ui, r.x, r.bottom() - 1, r.w, t.line);
    Rect rest = r;
    const int stop = stop_of(items, current);
    bool changed = false;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const Choice& c = items[i];
        const bool on = static_cast<int>(i) == current;
        const TextSpec spec{.weight = on ? Weight::strong : Weight::regular,
                            .color = c.disabled ? t.disabled : on ? t.text : t.text2};
        const Rect tab = rest.cut_left(std::ceil(icon_and_label(ui, c, spec)), 20);
        const Press p = ui.press(item_node(group.id(), Role::tab, c, i, items.size(), on, state_selected, tab),
                                 {.tab_stop = static_cast<int>(i) == stop});
        if (p.clicked && !on) current = static_cast<int>(i), changed = true;
        if (!changed && p.focused && arrow_choice(ui, group.id(), items, static_cast<int>(i), true, false, current)) changed = true;
        TextSpec drawn = spec;
        if (!on && !c.disabled) drawn.color = blend(t.text2, t.text, p.hover);
        draw_icon_and_label(ui, tab, c, drawn);
        if (on) fill(ui, {tab.x, tab.bottom() - 2, tab.w, 2}, t.accent);
        if (p.ring) focus_ring(ui, tab.inset(-4, 6), 4);
    }
    return changed;
}

}  // namespace potok::ui
