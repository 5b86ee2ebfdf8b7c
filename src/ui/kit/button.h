// Buttons and links.
#pragma once

#include "ui/kit/ui.h"

namespace potok::ui {

enum class ButtonKind : std::uint8_t {
    secondary,       // surface with a line
    primary,         // accent; one in view at most
    ghost,           // quiet: no line, second-level text
    soft,            // accent-soft fill
    danger_outline,  // something risky
    danger,          // what cannot be undone
};

struct ButtonSpec {
    std::string_view key;
    std::string_view label;  // the accessible name as well
    ButtonKind kind = ButtonKind::secondary;
    std::string_view icon = {};
    bool icon_only = false;  // square; the label is shown as a tip
    bool small = false;      // 28 instead of 32 high, 12 px text
    bool disabled = false;
    bool busy = false;       // a spinner instead of the icon; does not react
    bool pressed = false;    // a toggle that is on; needs `toggle`
    bool toggle = false;
    bool opens_popup = false, expanded = false;
    std::string_view tip = {};  // shown on hover; for a disabled button the reason
    std::string_view shortcut = {};
};

// True when it was activated. The rectangle's height is what the button takes: use button_height.
bool button(Ui& ui, const Rect& r, const ButtonSpec& spec);
float button_width(Ui& ui, const ButtonSpec& spec);
float button_height(const Ui& ui, bool small = false);
// Cut from the right or left end of a row and centred in its height, as wide as its label needs.
bool button_right(Ui& ui, Rect& row, const ButtonSpec& spec, float gap = 8);
bool button_left(Ui& ui, Rect& row, const ButtonSpec& spec, float gap = 8);

// A square button of one glyph without ground: in headers, rows, tables. `label` is its name and its tip.
bool icon_button(Ui& ui, const Rect& r, std::string_view key, std::string_view glyph, std::string_view label,
                 float size = 16, Color color = 0);

bool link(Ui& ui, const Rect& r, std::string_view key, std::string_view text, bool strong = true);

// A turning arc: something is under way. Asks for frames only while it is drawn.
void spinner(Ui& ui, const Rect& r, float size, Color color);

}  // namespace potok::ui
