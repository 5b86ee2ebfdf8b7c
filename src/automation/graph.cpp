// Building a graph, and what must hold of every graph.
#include <algorithm>

#include "automation/parser.h"

namespace potok::automation {

int add_node(Graph& graph, Node node) {
    graph.nodes.push_back(std::move(node));
    return static_cast<int>(graph.nodes.size()) - 1;
}

int add_flow(Graph& graph, int from, int to, Formula when, bool otherwise) {
    const int index = static_cast<int>(graph.flows.size());
    graph.flows.push_back({from, to, std::move(when), otherwise});
    graph.nodes[static_cast<std::size_t>(from)].out.push_back(index);
    graph.nodes[static_cast<std::size_t>(to)].in.push_back(index);
    return index;
}

int Graph::index_of(std::string_view id) const {
    for (std::size_t i = 0; i < nodes.size(); ++i)
        if (nodes[i].id == id) return static_cast<int>(i);
    return -1;
}

bool Graph::can_wait() const {
    return std::any_of(nodes.begin(), nodes.end(), [](const Node& n) {
        switch (n.kind) {
            case Node::Kind::user_task:
            case Node::Kind::approval:
            case Node::Kind::catch_event:
            case Node::Kind::event_gateway:
            case Node::Kind::call:
                return true;
            default:
                return false;
        }
    });
}

namespace {

using K = Node::Kind;

bool is_catch(const Graph& graph, int flow) {
    return graph.nodes[static_cast<std::size_t>(graph.flows[static_cast<std::size_t>(flow)].to)].kind == K::catch_event;
}

Status check_node(const Graph& graph, const Node& n) {
    const auto fault = [&](const char* code) { return error(code, {{"node", n.id}}, n.path); };
    if (n.kind == K::end || n.kind == K::terminate || n.kind == K::error_end) {
        if (!n.out.empty()) return fault("automation.end_goes_on");
    }
    if (n.kind == K::start && !n.in.empty()) return fault("automation.start_entered");
    if (n.kind == K::boundary && !n.in.empty()) return fault("automation.boundary_entered");
    if (n.kind == K::exclusive) {
        int plain = 0;
        for (const int f : n.out) plain += graph.flows[static_cast<std::size_t>(f)].when.empty() ? 1 : 0;
        if (n.out.empty() || plain == 0) return fault("automation.gateway_without_default");
        if (plain > 1) return fault("automation.gateway_ambiguous");
    } else if (n.kind == K::inclusive) {
        const bool conditional = std::any_of(n.out.begin(), n.out.end(), [&](int f) { return !graph.flows[static_cast<std::size_t>(f)].when.empty(); });
        const bool sure = std::any_of(n.out.begin(), n.out.end(), [&](int f) { return graph.flows[static_cast<std::size_t>(f)].when.empty(); });
        const auto defaults = std::count_if(n.out.begin(), n.out.end(), [&](int f) { return graph.flows[static_cast<std::size_t>(f)].otherwise; });
        if (n.out.empty() || (conditional && !sure)) return fault("automation.gateway_without_default");
        if (defaults > 1) return fault("automation.gateway_ambiguous");
    } else {
        for (const int f : n.out)
            if (!graph.flows[static_cast<std::size_t>(f)].when.empty()) return fault("automation.condition_not_on_gateway");
    }
    if (n.compensates && (!n.in.empty() || !n.out.empty())) return fault("automation.compensation_has_flows");
    if (n.compensates && n.kind != K::action && n.kind != K::user_task) return fault("automation.compensation_kind");
    if (n.kind == K::event_gateway) {
        if (n.out.empty()) return fault("automation.gateway_without_default");
        for (const int f : n.out)
            if (!is_catch(graph, f)) return fault("automation.gateway_without_catch");
    }
    return {};
}

}  // namespace

Status check_graph(const Graph& graph) {
    for (const Node& n : graph.nodes) POTOK_CHECK(check_node(graph, n));
    std::vector<bool> seen(graph.nodes.size());
    std::vector<int> todo = {0};
    while (!todo.empty()) {
        const auto i = static_cast<std::size_t>(todo.back());
        todo.pop_back();
        if (seen[i]) continue;
        seen[i] = true;
        for (const int f : graph.nodes[i].out) todo.push_back(graph.flows[static_cast<std::size_t>(f)].to);
        for (const int b : graph.nodes[i].boundaries) todo.push_back(b);
        if (graph.nodes[i].inner >= 0) todo.push_back(graph.nodes[i].inner);
        if (graph.nodes[i].compensation >= 0) todo.push_back(graph.nodes[i].compensation);
    }
    for (std::size_t i = 0; i < seen.size(); ++i)
        if (!seen[i]) return error("automation.unreachable", {{"node", graph.nodes[i].id}}, graph.nodes[i].path);
    return {};
}

}  // namespace potok::automation
