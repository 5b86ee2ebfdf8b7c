// A process's nodes and flows as a graph, and what must hold of every graph.
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
        return n.kind == Node::Kind::user_task || n.kind == Node::Kind::catch_event || n.kind == Node::Kind::event_gateway;
    });
}

namespace {

using K = Node::Kind;

bool is_catch(const Graph& graph, int flow) {
    return graph.nodes[static_cast<std::size_t>(graph.flows[static_cast<std::size_t>(flow)].to)].kind == K::catch_event;
}

Status check_node(const Graph& graph, const Node& n) {
    const auto fault = [&](const char* code) { return error(code, {{"node", n.id}}, n.path); };
    if (n.kind == K::end || n.kind == K::terminate) {
        if (!n.out.empty()) return fault("automation.end_goes_on");
    }
    if (n.kind == K::start && !n.in.empty()) return fault("automation.start_entered");
    if (n.kind == K::boundary && !n.in.empty()) return fault("automation.boundary_entered");
    if (n.kind == K::exclusive) {
        int plain = 0;
        for (const int f : n.out) plain += graph.flows[static_cast<std::size_t>(f)].when.empty() ? 1 : 0;
        if (n.out.empty() || plain == 0) return fault("automation.gateway_without_default");
        if (plain > 1) return fault("automation.gateway_ambiguous");
    } else {
        for (const int f : n.out)
            if (!graph.flows[static_cast<std::size_t>(f)].when.empty()) return fault("automation.condition_not_on_gateway");
    }
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
    }
    for (std::size_t i = 0; i < seen.size(); ++i)
        if (!seen[i]) return error("automation.unreachable", {{"node", graph.nodes[i].id}}, graph.nodes[i].path);
    return {};
}

Node Parser::process_node(const JsonReader& r) {
    struct Word {
        std::string_view word;
        K kind;
    };
    static constexpr Word words[] = {{"startEvent", K::start},
                                     {"endEvent", K::end},
                                     {"terminateEndEvent", K::terminate},
                                     {"serviceTask", K::action},
                                     {"scriptTask", K::action},
                                     {"sendTask", K::action},
                                     {"userTask", K::user_task},
                                     {"exclusiveGateway", K::exclusive},
                                     {"parallelGateway", K::parallel},
                                     {"eventBasedGateway", K::event_gateway},
                                     {"intermediateCatchEvent", K::catch_event},
                                     {"boundaryEvent", K::boundary}};
    Node n;
    n.path = r.path();
    n.id = r.required_text("id");
    const std::string type = r.required_text("type");
    const auto* word = std::find_if(std::begin(words), std::end(words), [&](const Word& w) { return w.word == type; });
    if (word == std::end(words)) {
        std::string known;
        for (const Word& w : words) known += (known.empty() ? "" : ", ") + std::string(w.word);
        if (!type.empty()) r.fail("json.not_one_of", {{"key", "type"}, {"value", type}, {"known", known}}, "type");
        return n;
    }
    n.kind = word->kind;
    switch (n.kind) {
        case K::action: {
            r.only({"id", "type", "label", "task", "update_task", "withdraw_task", "comment", "notify", "message", "set", "move",
                    "create"});
            const std::size_t frame = r.has("label") ? 3 : 2;
            if (r.json().size() != frame + 1)
                r.fail("automation.one_action");
            else
                n.action = action(r);
            break;
        }
        case K::user_task:
            r.only({"id", "type", "label", "task"});
            if (!r.has("task")) r.fail("json.missing_key", {{"key", "task"}}, "task");
            n.action = task(r.child("task"));
            if (r.child("task").has("wait") || r.child("task").has("late")) r.fail("automation.task_of_process", {}, "task");
            break;
        case K::catch_event:
        case K::boundary:
            if (n.kind == K::boundary)
                r.only({"id", "type", "label", "wait", "attached_to", "interrupting"});
            else
                r.only({"id", "type", "label", "wait"});
            if (!r.has("wait")) r.fail("json.missing_key", {{"key", "wait"}}, "wait");
            n.waits = waits(r.child("wait"));
            n.interrupting = r.boolean("interrupting", true);
            break;
        default:
            r.only({"id", "type", "label"});
    }
    return n;
}

Graph Parser::process(const JsonReader& body) {
    Graph graph;
    const std::vector<JsonReader> nodes = body.items("nodes");
    std::vector<std::string> hosts;
    // The start comes first, wherever it was written.
    for (const bool start : {true, false}) {
        for (const JsonReader& r : nodes) {
            Node n = process_node(r);
            if (r.failed()) return graph;
            if ((n.kind == K::start) != start) continue;
            if (start && !graph.nodes.empty()) r.fail("automation.one_start", {{"node", n.id}});
            if (graph.index_of(n.id) >= 0) r.fail("automation.duplicate_id", {{"id", n.id}}, "id");
            hosts.push_back(r.text("attached_to"));
            add_node(graph, std::move(n));
        }
        if (start && graph.nodes.empty()) body.fail("automation.one_start", {}, "nodes");
        if (body.failed()) return graph;
    }
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        Node& n = graph.nodes[i];
        if (n.kind != K::boundary) continue;
        n.host = graph.index_of(hosts[i]);
        const bool fits = n.host >= 0 && (graph.nodes[static_cast<std::size_t>(n.host)].kind == K::user_task ||
                                          graph.nodes[static_cast<std::size_t>(n.host)].kind == K::catch_event);
        if (!fits) {
            body.fail("automation.boundary_host", {{"node", n.id}, {"host", hosts[i]}}, "nodes");
            return graph;
        }
        graph.nodes[static_cast<std::size_t>(n.host)].boundaries.push_back(static_cast<int>(i));
    }
    for (const JsonReader& r : body.items("flows")) {
        r.only({"from", "to", "when", "default"});
        const int from = graph.index_of(r.required_text("from")), to = graph.index_of(r.required_text("to"));
        for (const std::string_view key : {"from", "to"})
            if ((key == "from" ? from : to) < 0) r.fail("automation.unknown_node", {{"node", r.text(key)}}, key);
        const Formula when = formula(r, "when", Formula::Expect::truth);
        const bool otherwise = r.boolean("default", false);
        if (otherwise && !when.empty()) r.fail("automation.default_with_condition", {}, "when");
        if (r.failed()) return graph;
        add_flow(graph, from, to, when, otherwise);
    }
    return graph;
}

}  // namespace potok::automation
