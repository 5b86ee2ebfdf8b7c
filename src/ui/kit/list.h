// Rows: navigation, lists, tables.
#pragma once

#include <span>
#include <string_view>

#include "ui/kit/ui.h"

namespace potok::ui {

struct NavItemSpec {
    std::string_view key;
    std::string_view label;
    std::string_view icon = {};
    std::int64_t count = -1;
    bool hot = false;      // the counter in an accent pill
    bool current = false;
    bool sub = false;      // 28 high, indented 34
    bool folded = false;   // the icon alone, the label as a tip
    int level = 0;
};
bool nav_item(Ui& ui, const Rect& r, const NavItemSpec& spec);
// An item of the phone's bottom bar: icon over label.
bool bottom_bar_item(Ui& ui, const Rect& r, std::string_view key, std::string_view icon, std::string_view label, bool current);

// The ground of a row that reacts: hover, selected, ring. What is in it draws the caller.
struct RowSpec {
    std::string_view name = {};     // what a screen reader says for the whole row
    std::string_view description = {};
    Role role = Role::listitem;
    bool selected = false;
    bool edge = false;              // 3 px accent edge of two-pane pages
    bool line = true;               // hairline below
    int position = 0, set_size = 0;
    bool tab_stop = true;
    float radius = 0;
};
Press list_row(Ui& ui, NodeId id, const Rect& r, const RowSpec& spec);

struct Column {
    std::string_view label;
    float width = 0;    // 0: shares what is left
    bool right = false; // numbers
    int sorted = 0;     // 1 ascending, -1 descending
    bool sortable = false;
};
// Draws the header (32 high) and returns the index of a column whose label was activated, or -1.
int table_header(Ui& ui, const Rect& r, std::string_view key, std::span<const Column> columns);
// The rectangle of a cell with its padding of 10 taken off.
Rect cell(const Rect& row, std::span<const Column> columns, std::size_t index);

}  // namespace potok::ui
