#include "ui/semantics_dump.h"

#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace potok::ui {

namespace {

std::vector<std::string_view> state_words(const Node& n, bool focused) {
    std::vector<std::string_view> words;
    const auto say = [&](bool so, std::string_view word) {
        if (so) words.push_back(word);
    };
    say(focused, "focused");
    say(n.has(state_disabled), "disabled");
    say(n.has(state_checked), "checked");
    say(n.has(state_mixed), "mixed");
    say(n.has(state_expandable) && n.has(state_expanded), "expanded");
    say(n.has(state_expandable) && !n.has(state_expanded), "collapsed");
    say(n.has(state_selected), "selected");
    say(n.has(state_pressable) && n.has(state_pressed), "pressed");
    say(n.has(state_required), "required");
    say(n.has(state_invalid), "invalid");
    say(n.has(state_readonly), "readonly");
    say(n.has(state_multiline), "multiline");
    say(n.has(state_modal), "modal");
    say(n.has(state_busy), "busy");
    say(n.has(state_current), "current");
    say(n.has(state_popup), "popup");
    say(n.has(state_polite), "polite");
    say(n.has(state_assertive), "assertive");
    return words;
}

int whole(float v) { return static_cast<int>(std::lround(v)); }

// Depth of each node among those that are shown; -1 for what is left out.
std::vector<int> depths(std::span<const Node> nodes, const SemanticsTree& tree, bool generic) {
    std::vector<int> result;
    result.reserve(nodes.size());
    for (const Node& n : nodes) {
        if (n.role == Role::generic && !generic) {
            result.push_back(-1);
            continue;
        }
        int depth = 0;
        for (const Node* p = tree.find(n.parent); p; p = tree.find(p->parent))
            if (p->role != Role::generic || generic) ++depth;
        result.push_back(depth);
    }
    return result;
}

}  // namespace

std::string dump_text(const SemanticsTree& tree, NodeId focused, DumpOptions options) {
    std::string out;
    const auto nodes = tree.nodes();
    const auto depth = depths(nodes, tree, options.generic);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (depth[i] < 0) continue;
        const Node& n = nodes[i];
        out.append(static_cast<std::size_t>(depth[i]) * 2, ' ');
        out += aria_role(n.role);
        if (!n.name.empty()) out += fmt::format(" \"{}\"", n.name);
        if (!n.value.empty()) out += fmt::format(" = \"{}\"", n.value);
        if (!n.description.empty()) out += fmt::format(" ({})", n.description);
        if (n.level) out += fmt::format(" level {}", n.level);
        if (n.position) out += fmt::format(" {} of {}", n.position, n.set_size);
        for (const auto word : state_words(n, n.id == focused)) out += fmt::format(" {}", word);
        if (options.rects)
            out += fmt::format(" [{} {} {} {}]", whole(n.rect.x), whole(n.rect.y), whole(n.rect.w), whole(n.rect.h));
        out += '\n';
    }
    return out;
}

std::string dump_json(const SemanticsTree& tree, NodeId focused, DumpOptions options) {
    using nlohmann::ordered_json;
    struct Open {
        int depth;
        ordered_json node;
    };
    std::vector<Open> stack;
    ordered_json roots = ordered_json::array();
    const auto close_to = [&](int depth) {
        while (!stack.empty() && stack.back().depth >= depth) {
            ordered_json done = std::move(stack.back().node);
            stack.pop_back();
            if (stack.empty())
                roots.push_back(std::move(done));
            else
                stack.back().node["children"].push_back(std::move(done));
        }
    };
    const auto nodes = tree.nodes();
    const auto depth = depths(nodes, tree, options.generic);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (depth[i] < 0) continue;
        const Node& n = nodes[i];
        close_to(depth[i]);
        ordered_json j;
        j["role"] = aria_role(n.role);
        if (!n.name.empty()) j["name"] = n.name;
        if (!n.value.empty()) j["value"] = n.value;
        if (!n.description.empty()) j["description"] = n.description;
        if (const auto words = state_words(n, n.id == focused); !words.empty()) j["states"] = words;
        if (n.level) j["level"] = n.level;
        if (n.position) j["position"] = n.position, j["set_size"] = n.set_size;
        if (options.rects) j["rect"] = {whole(n.rect.x), whole(n.rect.y), whole(n.rect.w), whole(n.rect.h)};
        stack.push_back({depth[i], std::move(j)});
    }
    close_to(0);
    return roots.dump(1);
}

}  // namespace potok::ui
