#include "ui/semantics.h"

#include <array>
#include <cassert>
#include <cstring>

namespace potok::ui {

namespace {

constexpr std::uint64_t fnv_offset = 1469598103934665603ull;
constexpr std::uint64_t fnv_prime = 1099511628211ull;

std::uint64_t mix(std::uint64_t h, const void* data, std::size_t size) {
    const auto* p = static_cast<const unsigned char*>(data);
    for (std::size_t i = 0; i < size; ++i) h = (h ^ p[i]) * fnv_prime;
    return h;
}

// Strings of one frame. Chunks are kept from frame to frame.
class TextArena {
public:
    void clear() { chunk_ = 0, used_ = 0; }
    std::string_view copy(std::string_view s) {
        if (s.empty()) return {};
        if (chunks_.empty() || used_ + s.size() > sizes_[chunk_]) next(s.size());
        char* to = chunks_[chunk_].get() + used_;
        std::memcpy(to, s.data(), s.size());
        used_ += s.size();
        return {to, s.size()};
    }

private:
    void next(std::size_t need) {
        if (!chunks_.empty()) ++chunk_;
        while (chunk_ < chunks_.size() && sizes_[chunk_] < need) ++chunk_;
        if (chunk_ >= chunks_.size()) {
            const std::size_t size = std::max<std::size_t>(need, 32 * 1024);
            chunks_.push_back(std::make_unique<char[]>(size));
            sizes_.push_back(size);
            chunk_ = chunks_.size() - 1;
        }
        used_ = 0;
    }
    std::vector<std::unique_ptr<char[]>> chunks_;
    std::vector<std::size_t> sizes_;
    std::size_t chunk_ = 0, used_ = 0;
};

constexpr std::array role_names = {
    "generic",  "alert",    "alertdialog", "application", "banner",   "button",           "cell",   "checkbox",
    "columnheader", "combobox", "complementary", "dialog", "form",    "grid",             "gridcell", "group",
    "heading",  "img",      "link",        "list",        "listbox",  "listitem",         "main",   "menu",
    "menuitem", "menuitemcheckbox", "meter", "navigation", "note",    "option",           "progressbar", "radio",
    "radiogroup", "region", "row",         "rowheader",   "search",   "searchbox",        "separator", "spinbutton",
    "status",   "switch",   "tab",         "table",       "tablist",  "tabpanel",         "text",   "textbox",
    "timer",    "toolbar",  "tooltip",     "tree",        "treeitem"};
static_assert(role_names.size() == static_cast<std::size_t>(Role::treeitem) + 1);

}  // namespace

std::string_view aria_role(Role role) { return role_names[static_cast<std::size_t>(role)]; }

NodeId child_id(NodeId parent, std::string_view key) {
    const std::uint64_t h = mix(mix(fnv_offset, &parent, sizeof parent), key.data(), key.size());
    return h ? h : 1;
}

NodeId child_id(NodeId parent, std::int64_t key) {
    const unsigned char tag = 0xff;  // no UTF-8 text has this byte, so a number never meets a name
    const std::uint64_t h = mix(mix(mix(fnv_offset, &parent, sizeof parent), &tag, 1), &key, sizeof key);
    return h ? h : 1;
}

struct SemanticsTree::Frame {
    std::vector<Node> nodes;
    TextArena text;
    std::vector<std::uint32_t> slots;  // open addressing: index + 1 into nodes, 0 is free
    std::size_t mask = 0;

    void clear() {
        nodes.clear();
        text.clear();
        std::fill(slots.begin(), slots.end(), 0u);
    }
    void grow() {
        const std::size_t size = slots.empty() ? 256 : slots.size() * 2;
        slots.assign(size, 0u);
        mask = size - 1;
        for (std::uint32_t i = 0; i < nodes.size(); ++i) *slot(nodes[i].id) = i + 1;
    }
    std::uint32_t* slot(NodeId id) {
        std::size_t i = (id ^ (id >> 32)) & mask;
        while (slots[i] != 0 && nodes[slots[i] - 1].id != id) i = (i + 1) & mask;
        return &slots[i];
    }
    Node* find(NodeId id) {
        if (slots.empty()) return nullptr;
        const std::uint32_t found = *slot(id);
        return found ? &nodes[found - 1] : nullptr;
    }
};

SemanticsTree::SemanticsTree() {
    for (auto& f : frames_) f = std::make_unique<Frame>();
}
SemanticsTree::~SemanticsTree() = default;

SemanticsTree::Frame* SemanticsTree::building() const { return frames_[current_].get(); }
SemanticsTree::Frame* SemanticsTree::finished() const { return frames_[1 - current_].get(); }

void SemanticsTree::begin_frame() {
    building()->clear();
    open_.clear();
    duplicates_building_ = 0;
}

void SemanticsTree::add(const Node& node) {
    assert(node.id != 0);
    Frame& f = *building();
    if (f.nodes.size() * 2 >= f.slots.size()) f.grow();
    std::uint32_t* slot = f.slot(node.id);
    if (*slot != 0) {
        ++duplicates_building_;
        return;
    }
    f.nodes.push_back(node);
    Node& n = f.nodes.back();
    n.name = f.text.copy(node.name);
    n.value = f.text.copy(node.value);
    n.description = f.text.copy(node.description);
    n.parent = open_.empty() ? 0 : open_.back();
    *slot = static_cast<std::uint32_t>(f.nodes.size());
}

void SemanticsTree::set_rect(NodeId id, const Rect& rect) {
    if (Node* n = building()->find(id)) n->rect = rect;
}

void SemanticsTree::open(NodeId id) { open_.push_back(id); }
void SemanticsTree::open_root() { open_.push_back(0); }
void SemanticsTree::close() {
    assert(!open_.empty());
    open_.pop_back();
}

const TreeUpdate& SemanticsTree::end_frame() {
    assert(open_.empty());
    Frame& now = *building();
    Frame& before = *finished();
    update_.removed.clear();
    update_.changed.clear();
    update_.order_changed = now.nodes.size() != before.nodes.size();
    for (std::uint32_t i = 0; i < now.nodes.size(); ++i) {
        const Node& n = now.nodes[i];
        if (!update_.order_changed && (before.nodes[i].id != n.id || before.nodes[i].parent != n.parent))
            update_.order_changed = true;
        // The same place in the sequence holds the same node nearly always: look there first.
        const Node* old = i < before.nodes.size() && before.nodes[i].id == n.id ? &before.nodes[i] : before.find(n.id);
        if (!old) {
            update_.changed.push_back({i, TreeUpdate::created | TreeUpdate::content | TreeUpdate::moved});
            continue;
        }
        std::uint8_t what = 0;
        if (old->role != n.role || old->states != n.states || old->level != n.level || old->position != n.position ||
            old->set_size != n.set_size || old->name != n.name || old->value != n.value ||
            old->description != n.description)
            what |= TreeUpdate::content;
        if (!(old->rect == n.rect)) what |= TreeUpdate::moved;
        if (what) update_.changed.push_back({i, what});
    }
    if (update_.order_changed)
        for (const Node& old : before.nodes)
            if (!now.find(old.id)) update_.removed.push_back(old.id);
    update_.nodes = now.nodes;
    duplicates_ = duplicates_building_;
    current_ = 1 - current_;
    return update_;
}

std::span<const Node> SemanticsTree::nodes() const { return finished()->nodes; }
const Node* SemanticsTree::find(NodeId id) const { return id ? finished()->find(id) : nullptr; }

bool SemanticsTree::is_inside(NodeId id, NodeId ancestor) const {
    for (const Node* n = find(id); n; n = find(n->parent))
        if (n->id == ancestor) return true;
    return false;
}

}  // namespace potok::ui
