// Check boxes, radio buttons, switches, segments and tabs. Of each group only the current item is a tab stop; arrow keys
// move inside it.
#pragma once

#include <span>
#include <string_view>

#include "ui/kit/ui.h"

namespace potok::ui {

enum class Check : std::uint8_t { off, on, mixed };

// Box and label; the whole rectangle reacts. True when it was toggled: the caller changes the state.
// `struck`: the label is second-level text once checked (a finished check-list item).
bool checkbox(Ui& ui, const Rect& r, std::string_view key, std::string_view label, Check state, bool disabled = false,
              bool struck = false);
bool toggle_switch(Ui& ui, const Rect& r, std::string_view key, std::string_view label, bool on, bool disabled = false,
                   bool show_label = true);

struct Choice {
    std::string_view label;
    std::string_view icon = {};
    int count = -1;  // shown behind the label
    bool disabled = false;
};

// Each returns whether another item was chosen; `current` is changed.
bool radio_group(Ui& ui, const Rect& r, std::string_view key, std::string_view label, std::span<const Choice> items,
                 int& current, float row_height = 28, bool horizontal = false);
// A filled track with one raised segment (day, week, month): role radiogroup.
bool segments(Ui& ui, const Rect& r, std::string_view key, std::string_view label, std::span<const Choice> items, int& current);
float segments_width(Ui& ui, std::span<const Choice> items);
// Quiet buttons side by side, the current one on `pressed` (board, list, crews): role tablist, 32 high.
bool segment_tabs(Ui& ui, const Rect& r, std::string_view key, std::string_view label, std::span<const Choice> items, int& current);
float segment_tabs_width(Ui& ui, std::span<const Choice> items);
// Underlined tabs, 40 high, with a line under all of them.
bool tabs(Ui& ui, const Rect& r, std::string_view key, std::string_view label, std::span<const Choice> items, int& current);

// For other composites: which item the arrow keys lead to from `current`, or -1. Home and End go to the ends.
int roving_key(const Ui& ui, int current, int count, bool horizontal, bool vertical);

}  // namespace potok::ui
