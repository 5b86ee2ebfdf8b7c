#include "ui/kit/focus.h"

#include <algorithm>

namespace potok::ui {

void Focus::set(NodeId id, bool by_keyboard) {
    if (current_ != id) missing_ = 0;
    current_ = id;
    visible_ = by_keyboard;
}

std::vector<NodeId> Focus::stops(const SemanticsTree& tree, NodeId trap) const {
    std::vector<NodeId> result;
    for (const Node& n : tree.nodes())
        if (n.has(state_tab_stop) && !n.has(state_disabled) && (trap == 0 || tree.is_inside(n.id, trap)))
            result.push_back(n.id);
    return result;
}

void Focus::move(const SemanticsTree& tree, NodeId trap, bool backwards) {
    const auto order = stops(tree, trap);
    if (order.empty()) return;
    const auto here = std::find(order.begin(), order.end(), current_);
    std::size_t next;
    if (here != order.end()) {
        const auto at = static_cast<std::size_t>(here - order.begin());
        next = backwards ? (at + order.size() - 1) % order.size() : (at + 1) % order.size();
    } else {
        // Not a tab stop (an item inside a composite, or gone): the nearest stop in the wanted direction.
        const auto nodes = tree.nodes();
        std::size_t place = place_;
        for (std::size_t i = 0; i < nodes.size(); ++i)
            if (nodes[i].id == current_) place = i;
        const bool nowhere = current_ == 0 && place_ == 0;
        next = backwards ? order.size() - 1 : 0;
        if (!nowhere) {
            std::size_t before = 0;
            for (std::size_t i = 0; i < nodes.size() && i < place; ++i)
                if (before < order.size() && nodes[i].id == order[before]) ++before;
            next = backwards ? (before + order.size() - 1) % order.size() : before % order.size();
        }
    }
    set(order[next], true);
    reveal_ = order[next];
}

void Focus::move_first(const SemanticsTree& tree, NodeId trap, bool by_keyboard) {
    const auto order = stops(tree, trap);
    if (order.empty()) return;
    set(order.front(), by_keyboard);
    reveal_ = order.front();
}

void Focus::follow(const SemanticsTree& tree) {
    if (!current_) return;
    const auto nodes = tree.nodes();
    if (place_ < nodes.size() && nodes[place_].id == current_) {
        missing_ = 0;
        return;
    }
    for (std::size_t i = 0; i < nodes.size(); ++i)
        if (nodes[i].id == current_) {
            place_ = i;
            missing_ = 0;
            return;
        }
    if (++missing_ > 2) current_ = 0, missing_ = 0;
}

bool Focus::take_reveal(NodeId id) {
    if (reveal_ != id || id == 0) return false;
    reveal_ = 0;
    return true;
}

}  // namespace potok::ui
