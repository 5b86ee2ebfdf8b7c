// What opens above the page: dialogs, menus, popovers, sheets. The page says in every frame that they are open; each call
// returns whether it should stay so.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "ui/kit/ui.h"

namespace potok::ui {

struct DialogSpec {
    std::string_view key;
    std::string_view title;
    float width = 440;       // 440 to confirm, 680 for the gate; on the phone a sheet from below
    float body_height = 0;   // what body() needs; more than the window can show scrolls
    float footer_height = 64;  // 0: no footer
    float header_height = 0;   // for header(): instead of the plain title line
    std::string_view close_name = {};  // name of the close button; empty: none
    bool alert = false;      // role alertdialog
};
struct DialogParts {
    std::function<void(Rect)> header = {};  // optional
    std::function<void(Rect)> body = {};
    std::function<void(Rect)> footer = {};  // buttons: primary at the right
};
// False when Escape, the close button or a press outside asks for it to be closed.
bool dialog(Ui& ui, const DialogSpec& spec, const DialogParts& parts);

// Title, a sentence, two buttons: 440 wide.
enum class Answer : std::uint8_t { open, yes, no };
struct ConfirmSpec {
    std::string_view key, title, text = {}, yes = {}, no = {};
    bool danger = false;
};
Answer confirm(Ui& ui, const ConfirmSpec& spec);

struct MenuItem {
    std::string_view label;
    std::string_view icon = {};
    std::string_view shortcut = {};
    bool disabled = false;
    bool danger = false;
    bool checkable = false, checked = false;
    bool separator_before = false;
};
// Returns the index chosen, -1 while it is open, -2 when it was dismissed.
constexpr int menu_open = -1, menu_dismissed = -2;
int menu(Ui& ui, std::string_view key, const Rect& anchor, std::string_view name, std::span<const MenuItem> items,
         float width = 0);

// A raised box beside an anchor: below it, or above where there is no room; on the phone a sheet from below.
struct PopoverSpec {
    std::string_view key;
    std::string_view name = {};
    Rect anchor = {};
    float width = 280, height = 200;  // of the whole box
    Role role = Role::dialog;
    bool initial_focus = true;
    bool align_right = false;
};
bool popover(Ui& ui, const PopoverSpec& spec, const std::function<void(Rect)>& body);

// A panel at the right edge (from below on the phone), full height.
bool side_sheet(Ui& ui, std::string_view key, std::string_view title, float width, std::string_view close_name,
                const std::function<void(Rect)>& body);

// Where a box of this size goes beside an anchor without leaving the window.
Rect place_beside(const Ui& ui, const Rect& anchor, float width, float height, bool align_right = false);

}  // namespace potok::ui
