// Where the keyboard is. The order of Tab is the order in which widgets are drawn; it comes from the tree of the last frame.
#pragma once

#include <vector>

#include "ui/semantics.h"

namespace potok::ui {

class Focus {
public:
    NodeId current() const { return current_; }
    bool has(NodeId id) const { return id != 0 && id == current_; }
    // The ring shows only when the keyboard brought the focus here.
    bool ring(NodeId id) const { return has(id) && visible_; }
    void set(NodeId id, bool by_keyboard);
    void clear() { set(0, false); }
    bool by_keyboard() const { return visible_; }
    void note_keyboard() { visible_ = true; }
    void note_pointer() { visible_ = false; }

    // Moves to the next or previous tab stop inside `trap` (0: anywhere), round and round. Where the focus has gone
    // from the tree it goes on from the place it had.
    void move(const SemanticsTree& tree, NodeId trap, bool backwards);
    // The first tab stop inside `trap`; nothing happens when there is none.
    void move_first(const SemanticsTree& tree, NodeId trap, bool by_keyboard);
    // After each frame: remembers the place, and lets go of a widget that is not drawn any more.
    void follow(const SemanticsTree& tree);

    // True once for the widget that has to scroll itself into view.
    bool take_reveal(NodeId id);
    void reveal(NodeId id) { reveal_ = id; }

private:
    std::vector<NodeId> stops(const SemanticsTree& tree, NodeId trap) const;
    NodeId current_ = 0, reveal_ = 0;
    std::size_t place_ = 0;  // index of the current node in the tree
    int missing_ = 0;
    bool visible_ = false;
};

}  // namespace potok::ui
