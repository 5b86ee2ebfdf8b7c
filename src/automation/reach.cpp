#include "automation/reach.h"

#include <algorithm>

namespace potok::automation {

namespace {

using K = Node::Kind;

bool waits(const Node& n) {
    return n.kind == K::user_task || n.kind == K::approval || n.kind == K::catch_event || n.kind == K::event_gateway || n.kind == K::boundary;
}

// Nodes that a firing comes to before it waits for anything.
std::vector<bool> at_once(const Graph& graph) {
    std::vector<bool> seen(graph.nodes.size());
    std::vector<int> todo = {0};
    while (!todo.empty()) {
        const auto at = static_cast<std::size_t>(todo.back());
        todo.pop_back();
        if (seen[at]) continue;
        seen[at] = true;
        const Node& n = graph.nodes[at];
        if (n.inner >= 0) todo.push_back(n.inner);
        if (waits(n)) continue;
        for (const int f : n.out) todo.push_back(graph.flows[static_cast<std::size_t>(f)].to);
    }
    return seen;
}

bool answers(const Automation& other, Trigger::Kind kind, const std::string& type, const auto& fits) {
    if (other.type != type) return false;
    return std::any_of(other.triggers.begin(), other.triggers.end(), [&](const Trigger& t) { return t.kind == kind && fits(t); });
}

bool listens_to_related(const Automation& other, const char* type, Trigger::Kind kind) {
    return std::any_of(other.triggers.begin(), other.triggers.end(), [&](const Trigger& t) { return t.kind == kind && t.type == type; });
}

// Some field that is written is one that the other listens to, be it of this record or of another.
bool writes(const std::vector<FieldValue>& values, const Automation& one, const Automation& other) {
    return std::ranges::any_of(values, [&](const FieldValue& v) {
        const std::string type = v.of.empty() ? one.type : v.of.type().record;
        return answers(other, Trigger::Kind::field_changed, type, [&](const Trigger& t) { return t.names_it(v.field); });
    });
}

}  // namespace

std::vector<bool> reaches_an_end(const Graph& graph) {
    const std::size_t n = graph.nodes.size();
    std::vector<bool> out(n);
    for (std::size_t i = 0; i < n; ++i) out[i] = graph.nodes[i].out.empty() && graph.nodes[i].kind != K::subprocess;
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t i = 0; i < n; ++i) {
            if (out[i]) continue;
            const Node& node = graph.nodes[i];
            bool ends = node.out.empty() && node.inner >= 0 && out[static_cast<std::size_t>(node.inner)];
            for (const int f : node.out) ends = ends || out[static_cast<std::size_t>(graph.flows[static_cast<std::size_t>(f)].to)];
            for (const int b : node.boundaries) ends = ends || out[static_cast<std::size_t>(b)];
            if (!ends) continue;
            out[i] = changed = true;
        }
    }
    return out;
}

bool has_choice(const Graph& graph) {
    return std::any_of(graph.nodes.begin(), graph.nodes.end(), [](const Node& n) { return n.kind == K::exclusive || n.kind == K::inclusive || !n.when.empty(); });
}

bool sets_off(const Automation& one, const Automation& other, const Registry& registry) {
    const std::vector<bool> now = at_once(one.graph);
    using T = Trigger::Kind;
    const auto any = [](const Trigger&) { return true; };
    for (std::size_t i = 0; i < one.graph.nodes.size(); ++i) {
        if (!now[i]) continue;
        const Node& n = one.graph.nodes[i];
        if (n.call && n.call->automation == other.key) return true;
        if (const auto* move = std::get_if<MoveStep>(&n.action)) {
            const bool same = one.pipelines.empty() || std::ranges::any_of(one.pipelines, [&](const auto& p) { return other.is_about(p); });
            if (writes(move->values, one, other)) return true;
            if (same && answers(other, T::stage_entered, one.type, [&](const Trigger& t) { return t.names_it(move->to); })) return true;
            // Where it comes from is not known: a robot that names another stage it must have left may answer.
            if (same && answers(other, T::stage_left, one.type, [&](const Trigger& t) { return t.names.size() != 1 || t.names.front() != move->to; })) return true;
        } else if (const auto* set = std::get_if<SetStep>(&n.action)) {
            if (writes(set->values, one, other)) return true;
        } else if (const auto* assign = std::get_if<AssignStep>(&n.action)) {
            if (answers(other, T::field_changed, one.type, [&](const Trigger& t) { return t.names_it(assign->field); })) return true;
        } else if (const auto* create = std::get_if<CreateStep>(&n.action)) {
            if (answers(other, T::record_created, create->type, any)) return true;
            if (answers(other, T::stage_entered, create->type, [&](const Trigger& t) { return t.names.empty(); })) return true;
            if (!create->link.empty() && answers(other, T::field_changed, one.type, [&](const Trigger& t) { return t.names_it(create->link); })) return true;
        } else if (std::get_if<TaskStep>(&n.action) || n.approval) {
            if (other.type == one.type && listens_to_related(other, "task", T::related_created)) return true;
        } else if (std::get_if<CommentStep>(&n.action)) {
            if (other.type == one.type && listens_to_related(other, "comment", T::related_created)) return true;
        } else if (std::get_if<DocumentStep>(&n.action)) {
            if (other.type == one.type && listens_to_related(other, "attachment", T::related_created)) return true;
        } else if (const auto* done = std::get_if<CompleteTaskStep>(&n.action)) {
            if (answers(other, T::task_done, one.type, [&](const Trigger& t) { return t.names_it(done->task); })) return true;
        } else if (const auto* signal = std::get_if<SignalStep>(&n.action)) {
            for (const Trigger& t : other.triggers)
                if (t.kind == T::signal_received && t.event == signal->name) return true;
        } else if (const auto* emit = std::get_if<EmitStep>(&n.action)) {
            for (const Trigger& t : other.triggers)
                if (t.kind == T::event_received && t.event == emit->event) return true;
        } else if (const auto* start = std::get_if<StartStep>(&n.action)) {
            if (start->automation == other.key && registry.find(other.key)) return true;
        }
    }
    return false;
}

}  // namespace potok::automation
