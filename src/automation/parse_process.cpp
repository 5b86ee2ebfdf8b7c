// A process's nodes and flows as a graph.
#include <algorithm>

#include "automation/parser.h"

namespace potok::automation {

using K = Node::Kind;

namespace {

constexpr int deepest_scope = 8;  // sub-processes within sub-processes

struct Word {
    std::string_view word;
    K kind;
};
constexpr Word node_words[] = {{"startEvent", K::start},
                               {"endEvent", K::end},
                               {"terminateEndEvent", K::terminate},
                               {"errorEndEvent", K::error_end},
                               {"serviceTask", K::action},
                               {"scriptTask", K::action},
                               {"sendTask", K::action},
                               {"businessRuleTask", K::action},
                               {"intermediateThrowEvent", K::action},
                               {"userTask", K::user_task},
                               {"approvalTask", K::approval},
                               {"receiveTask", K::catch_event},
                               {"callActivity", K::call},
                               {"subProcess", K::subprocess},
                               {"compensateThrowEvent", K::compensate},
                               {"exclusiveGateway", K::exclusive},
                               {"inclusiveGateway", K::inclusive},
                               {"parallelGateway", K::parallel},
                               {"eventBasedGateway", K::event_gateway},
                               {"intermediateCatchEvent", K::catch_event},
                               {"boundaryEvent", K::boundary}};

bool is_activity(K kind) {
    return kind == K::action || kind == K::user_task || kind == K::approval || kind == K::subprocess || kind == K::call;
}

}  // namespace

Node Parser::process_node(const JsonReader& r) {
    Node n;
    n.path = r.path();
    n.id = r.required_text("id");
    const std::string type = r.required_text("type");
    const auto* word = std::find_if(std::begin(node_words), std::end(node_words), [&](const Word& w) { return w.word == type; });
    if (word == std::end(node_words)) {
        std::string known;
        for (const Word& w : node_words) known += (known.empty() ? "" : ", ") + std::string(w.word);
        if (!type.empty()) r.fail("json.not_one_of", {{"key", "type"}, {"value", type}, {"known", known}}, "type");
        return n;
    }
    n.kind = word->kind;
    const bool looped = r.has("loop") && is_activity(n.kind);
    if (looped) {
        r.child("loop").only({"over", "as", "sequential", "until"});
        n.loop = enter_loop(r.child("loop"), "over");
    }
    const auto must = [&](std::string_view key) {
        if (!r.has(key)) r.fail("json.missing_key", {{"key", std::string(key)}}, key);
        return r.has(key);
    };
    switch (n.kind) {
        case K::action: {
            only_with_actions(r, {"id", "type", "label", "loop", "compensated_by"});
            int actions = 0;
            for (const auto key : action_keys()) actions += r.has(key) ? 1 : 0;
            if (actions != 1)
                r.fail("automation.one_action");
            else
                n.action = action(r);
            break;
        }
        case K::user_task:
            r.only({"id", "type", "label", "task", "loop", "compensated_by"});
            if (!must("task")) break;
            n.action = task(r.child("task"));
            if (r.child("task").has("wait") || r.child("task").has("late")) r.fail("automation.task_of_process", {}, "task");
            break;
        case K::approval:
            r.only({"id", "type", "label", "approval", "compensated_by"});
            if (!must("approval")) break;
            n.approval = approval(r.child("approval"));
            if (r.child("approval").has("late")) r.fail("automation.task_of_process", {}, "approval");
            break;
        case K::call:
            r.only({"id", "type", "label", "call", "loop", "compensated_by"});
            if (must("call")) n.call = call(r.child("call"));
            break;
        case K::subprocess:
            r.only({"id", "type", "label", "nodes", "flows", "loop", "compensated_by"});
            break;
        case K::compensate:
            r.only({"id", "type", "label", "activity"});
            n.name = r.text("activity");
            break;
        case K::error_end:
            r.only({"id", "type", "label", "error"});
            n.name = r.required_text("error");
            break;
        case K::catch_event:
        case K::boundary:
            if (n.kind == K::boundary)
                r.only({"id", "type", "label", "wait", "attached_to", "interrupting"});
            else
                r.only({"id", "type", "label", "wait"});
            if (!must("wait")) break;
            n.waits = waits(r.child("wait"));
            n.interrupting = r.boolean("interrupting", true);
            for (const Wait& w : n.waits) {
                if (w.kind == Wait::Kind::error && (n.kind != K::boundary || !n.interrupting)) r.fail("automation.error_on_boundary", {}, "wait");
                if (w.repeat > 1 && (n.kind != K::boundary || n.interrupting)) r.fail("automation.bad_repeat", {}, "wait");
            }
            break;
        default:
            r.only({"id", "type", "label"});
    }
    if (looped && n.kind != K::subprocess) leave_loop();
    return n;
}

// The nodes and flows of a process or of a sub-process in it. The start comes first, wherever it was written.
void Parser::process_scope(const JsonReader& body, Graph& graph, int parent, int depth) {
    if (depth > deepest_scope) body.fail("automation.too_deep");
    const std::vector<JsonReader> nodes = body.items("nodes");
    struct Read {
        int index;
        const JsonReader* reader;
    };
    std::vector<Read> read;
    for (const bool start : {true, false}) {
        for (const JsonReader& r : nodes) {
            if (body.failed()) return;
            if ((r.text("type") == "startEvent") != start) continue;
            Node n = process_node(r);
            if (r.failed()) return;
            if (start && !read.empty()) r.fail("automation.one_start", {{"node", n.id}});
            if (graph.index_of(n.id) >= 0) r.fail("automation.duplicate_id", {{"id", n.id}}, "id");
            n.parent = parent;
            const bool scope = n.kind == K::subprocess, looped = n.loop.has_value();
            const int index = add_node(graph, std::move(n));
            read.push_back({index, &r});
            if (!scope) continue;
            const int inner = static_cast<int>(graph.nodes.size());
            process_scope(r, graph, index, depth + 1);
            graph.nodes[static_cast<std::size_t>(index)].inner = inner;
            if (looped) leave_loop();
        }
        if (start && read.empty()) body.fail("automation.one_start", {}, "nodes");
    }
    if (body.failed()) return;
    const auto in_scope = [&](const std::string& id) {
        const int index = graph.index_of(id);
        return index >= 0 && graph.nodes[static_cast<std::size_t>(index)].parent == parent ? index : -1;
    };
    for (const Read& entry : read) {
        const JsonReader& r = *entry.reader;
        Node& n = graph.nodes[static_cast<std::size_t>(entry.index)];
        if (n.kind == K::boundary) {
            const std::string name = r.text("attached_to");
            n.host = in_scope(name);
            const K host = n.host < 0 ? K::start : graph.nodes[static_cast<std::size_t>(n.host)].kind;
            const bool only_error = std::all_of(n.waits.begin(), n.waits.end(), [](const Wait& w) { return w.kind == Wait::Kind::error; });
            const bool fits = host == K::catch_event || (is_activity(host) && (host != K::action || only_error));
            if (!fits) return r.fail("automation.boundary_host", {{"node", n.id}, {"host", name}}, "attached_to");
            graph.nodes[static_cast<std::size_t>(n.host)].boundaries.push_back(entry.index);
        }
        if (r.has("compensated_by")) {
            const std::string name = r.required_text("compensated_by");
            n.compensation = in_scope(name);
            if (n.compensation < 0) return r.fail("automation.unknown_node", {{"node", name}}, "compensated_by");
            graph.nodes[static_cast<std::size_t>(n.compensation)].compensates = true;
        }
        if (n.kind == K::compensate && !n.name.empty() && graph.index_of(n.name) < 0)
            return r.fail("automation.unknown_node", {{"node", n.name}}, "activity");
    }
    for (const JsonReader& r : body.items("flows")) {
        r.only({"from", "to", "when", "default"});
        const int from = in_scope(r.required_text("from")), to = in_scope(r.required_text("to"));
        for (const std::string_view key : {"from", "to"})
            if ((key == "from" ? from : to) < 0) r.fail("automation.unknown_node", {{"node", r.text(key)}}, key);
        const Formula when = formula(r, "when", Formula::Expect::truth);
        const bool otherwise = r.boolean("default", false);
        if (otherwise && !when.empty()) r.fail("automation.default_with_condition", {}, "when");
        if (r.failed()) return;
        add_flow(graph, from, to, when, otherwise);
    }
}

Graph Parser::process(const JsonReader& body) {
    Graph graph;
    process_scope(body, graph, -1, 0);
    return graph;
}

}  // namespace potok::automation
