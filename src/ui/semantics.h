// The tree of the page: every widget says here, in the frame in which it is drawn, what it is, what it is called, what
// state it is in and where it stands. Screen readers (through a Mirror), the keyboard, tests and the desktop build all
// read this one tree. Roles and states carry their ARIA meaning.
//
// Building costs no allocation once the frames have settled: nodes and strings live in arenas that are reused.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/geometry.h"

namespace potok::ui {

// Stable from frame to frame: the hash of the keys on the way from the root. 0 is no node.
using NodeId = std::uint64_t;
NodeId child_id(NodeId parent, std::string_view key);
NodeId child_id(NodeId parent, std::int64_t key);

enum class Role : std::uint8_t {
    generic, alert, alertdialog, application, banner, button, cell, checkbox, columnheader, combobox, complementary,
    dialog, form, grid, gridcell, group, heading, img, link, list, listbox, listitem, main, menu, menuitem,
    menuitemcheckbox, meter, navigation, note, option, progressbar, radio, radiogroup, region, row, rowheader,
    search, searchbox, separator, spinbutton, status, switch_, tab, table, tablist, tabpanel, text, textbox, timer,
    toolbar, tooltip, tree, treeitem
};
std::string_view aria_role(Role role);

// States are flags. Where ARIA knows "absent", "false" and "true" there are two flags: whether it applies and whether it is so
// (`expandable`, `expanded`); for checkbox, radio, switch, option, tab and row the role itself says that it applies.
enum State : std::uint32_t {
    state_none = 0,
    state_disabled = 1u << 0,
    state_checked = 1u << 1,
    state_mixed = 1u << 2,
    state_expandable = 1u << 3,
    state_expanded = 1u << 4,
    state_selected = 1u << 5,
    state_pressable = 1u << 6,  // a toggle button
    state_pressed = 1u << 7,
    state_required = 1u << 8,
    state_invalid = 1u << 9,
    state_readonly = 1u << 10,
    state_multiline = 1u << 11,
    state_modal = 1u << 12,
    state_busy = 1u << 13,
    state_current = 1u << 14,    // aria-current: the page, stage or day one is on
    state_popup = 1u << 15,      // opens a menu, list or dialog
    state_focusable = 1u << 16,  // can take the focus
    state_tab_stop = 1u << 17,   // is reached by Tab (one per composite widget)
    state_polite = 1u << 18,     // changes are read out when there is time
    state_assertive = 1u << 19,  // changes are read out at once
    state_draggable = 1u << 20,
};
using States = std::uint32_t;

struct Node {
    NodeId id = 0;
    Role role = Role::generic;
    std::string_view name = {};
    std::string_view value = {};        // text of a field, "9/14" of a progress bar, the chosen option
    std::string_view description = {};  // hint or error
    States states = state_none;
    std::uint8_t level = 0;  // of a heading or tree item
    int position = 0;        // 1-based place in a set, 0 when it is in none
    int set_size = 0;        // size of that set, -1 when unknown
    Rect rect = {};
    NodeId parent = 0;  // filled in by the tree
    bool has(State s) const { return (states & s) != 0; }
};

// What a mirror has to do to follow the tree.
struct TreeUpdate {
    enum What : std::uint8_t { created = 1, content = 2, moved = 4 };
    struct Change {
        std::uint32_t index;  // into nodes
        std::uint8_t what;    // of What, or-ed
    };
    std::span<const Node> nodes;   // the whole tree in drawing order, parents before children
    std::vector<NodeId> removed;
    std::vector<Change> changed;
    bool order_changed = false;    // the sequence of (id, parent) is another one
    bool empty() const { return removed.empty() && changed.empty() && !order_changed; }
};

class SemanticsTree {
public:
    SemanticsTree();
    ~SemanticsTree();
    SemanticsTree(const SemanticsTree&) = delete;
    SemanticsTree& operator=(const SemanticsTree&) = delete;

    void begin_frame();
    // Adds a node below the open one. Strings are copied. An id that is already there in this frame is counted in
    // duplicates() and left out of the tree.
    void add(const Node& node);
    // Changes a node added in this frame (a container whose size shows only at its end). No effect when it is not there.
    void set_rect(NodeId id, const Rect& rect);
    void open(NodeId id);
    void open_root();  // what follows stands at the top whatever is open: dialogs, menus, toasts
    void close();
    // Finishes the frame and compares it with the one before.
    const TreeUpdate& end_frame();

    // The last finished frame.
    std::span<const Node> nodes() const;
    const Node* find(NodeId id) const;
    const TreeUpdate& update() const { return update_; }
    bool is_inside(NodeId id, NodeId ancestor) const;  // also true of the ancestor itself

    std::size_t duplicates() const { return duplicates_; }  // of the last finished frame

private:
    struct Frame;
    Frame* building() const;
    Frame* finished() const;

    std::unique_ptr<Frame> frames_[2];
    int current_ = 0;
    std::vector<NodeId> open_;
    std::size_t duplicates_ = 0, duplicates_building_ = 0;
    TreeUpdate update_;
};

}  // namespace potok::ui
