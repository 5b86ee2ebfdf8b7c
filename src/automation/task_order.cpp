#include "automation/task_order.h"

#include <map>
#include <vector>

#include "automation/definition.h"

namespace potok::automation {

namespace {

// What comes of a place in a graph before anybody has to do anything.
struct Next {
    std::set<std::string> tasks, stages;
};

const TaskStep* given_by(const Node& n) { return n.approval ? &n.approval->task : std::get_if<TaskStep>(&n.action); }

bool waits_for_task(const Node& n) {
    for (const Wait& w : n.waits)
        if (w.kind == Wait::Kind::task) return true;
    return false;
}

Next next_of(const Graph& graph, std::vector<int> open) {
    Next out;
    std::set<int> seen;
    const auto go_on = [&](const Node& n) {
        for (const int flow : n.out) open.push_back(graph.flows[static_cast<std::size_t>(flow)].to);
    };
    while (!open.empty()) {
        const int at = open.back();
        open.pop_back();
        if (at < 0 || !seen.insert(at).second) continue;
        const Node& n = graph.nodes[static_cast<std::size_t>(at)];
        if (const TaskStep* task = given_by(n); task && !task->key.empty()) out.tasks.insert(task->key);
        if (const auto* move = std::get_if<MoveStep>(&n.action)) out.stages.insert(move->to);
        if (n.kind == Node::Kind::user_task || n.kind == Node::Kind::approval) continue;  // what follows waits for a person
        if (n.kind == Node::Kind::catch_event && waits_for_task(n)) continue;
        if (n.kind == Node::Kind::subprocess) {
            open.push_back(n.inner);
            continue;
        }
        if (n.kind == Node::Kind::end && n.parent >= 0) go_on(graph.nodes[static_cast<std::size_t>(n.parent)]);
        go_on(n);
    }
    return out;
}

std::vector<int> behind(const Graph& graph, const Node& n) {
    std::vector<int> out;
    for (const int flow : n.out) out.push_back(graph.flows[static_cast<std::size_t>(flow)].to);
    return out;
}

}  // namespace

TaskOrder task_order(const model::Catalog& catalog) {
    TaskOrder order;
    std::map<std::string, std::set<std::string>> leads_to, given_on;  // stages ("pipeline/stage"): by which tasks; which tasks
    const auto stages_of = [&](const Automation& a, const std::string& stage) {
        std::vector<std::string> out;
        for (const auto& pipeline : catalog.pipelines())
            if (pipeline->type == a.type && a.is_about(pipeline->key) && pipeline->stage(stage)) out.push_back(pipeline->key + "/" + stage);
        return out;
    };
    for (const model::Definition* definition : catalog.definitions_of("automation")) {
        const auto parsed = parse_automation(*definition, catalog);
        if (!parsed.ok()) continue;
        const Automation& a = **parsed;
        const auto after = [&](const std::string& task, const Next& next) {
            for (const std::string& other : next.tasks)
                if (other != task) order.emplace(task, other);
            for (const std::string& stage : next.stages)
                for (const std::string& place : stages_of(a, stage)) leads_to[place].insert(task);
        };
        for (const Trigger& t : a.triggers) {
            if (t.kind == Trigger::Kind::task_done)
                for (const std::string& task : t.names) after(task, next_of(a.graph, {0}));
            if (t.kind == Trigger::Kind::stage_entered)
                for (const std::string& stage : t.names)
                    for (const std::string& place : stages_of(a, stage)) {
                        const Next next = next_of(a.graph, {0});
                        given_on[place].insert(next.tasks.begin(), next.tasks.end());
                    }
        }
        for (const Node& n : a.graph.nodes) {
            const TaskStep* task = given_by(n);
            if (task && !task->key.empty() && (n.kind == Node::Kind::user_task || n.kind == Node::Kind::approval)) after(task->key, next_of(a.graph, behind(a.graph, n)));
            for (const Wait& w : n.waits)
                if (n.kind == Node::Kind::catch_event && w.kind == Wait::Kind::task && !w.name.empty()) after(w.name, next_of(a.graph, behind(a.graph, n)));
        }
    }
    for (const auto& pipeline : catalog.pipelines())
        for (const model::Stage& stage : pipeline->stages) {
            const std::string place = pipeline->key + "/" + stage.key;
            std::set<std::string> before = leads_to[place];
            for (const model::Gate& gate : stage.gates) before.insert(gate.tasks.begin(), gate.tasks.end());
            for (const std::string& one : before)
                for (const std::string& other : given_on[place])
                    if (one != other) order.emplace(one, other);
        }
    return order;
}

}  // namespace potok::automation
