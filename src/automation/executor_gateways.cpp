// Gateways: where tokens choose, split and meet.
#include "automation/executor.h"
#include "model/workspace.h"

namespace potok::automation {

using K = Node::Kind;

void Executor::enter_event_gateway(Index token, const Node& at) {
    for (const int f : at.out) {
        const Node& catching = node(graph().flows[static_cast<std::size_t>(f)].to);
        const auto there = await(token, catching, false);
        if (!there.ok()) return fail(token, there.error());
        if (!*there) continue;
        tokens_[token].new_waits.clear();
        follow(token, f);
        ready_.erase(token);
        return leave(token, catching);
    }
    wait_here(token);
}

void Executor::choose(Index token, const Node& at) {
    int otherwise = -1;
    for (const int f : at.out) {
        const Flow& flow = graph().flows[static_cast<std::size_t>(f)];
        if (flow.otherwise || flow.when.empty())
            otherwise = f;
        else if (flow.when.holds(moment(token)))
            return follow(token, f);
    }
    assert(otherwise >= 0);  // check_graph
    follow(token, otherwise);
}

// Inclusive: every flow whose condition holds, else the default.
void Executor::choose_all(Index token, const Node& at) {
    std::vector<int> taken;
    int otherwise = -1;
    for (const int f : at.out) {
        const Flow& flow = graph().flows[static_cast<std::size_t>(f)];
        if (flow.otherwise)
            otherwise = f;
        else if (flow.when.empty() || flow.when.holds(moment(token)))
            taken.push_back(f);
    }
    if (taken.empty()) taken.push_back(otherwise);  // check_graph: there is one
    for (std::size_t i = 1; i < taken.size(); ++i)
        follow(add_token(tokens_[token].parent, at.id, tokens_[token].row.data.locals), taken[i]);
    follow(token, taken.front());
}

// Parallel: one token on each incoming flow becomes one; then out on all.
void Executor::join(Index token, const Node& at) {
    if (at.in.size() < 2) return leave(token, at);
    wait_here(token, TokenRow::State::joining);
    std::vector<Index> arrived;
    for (const int f : at.in) {
        Index i = 0;
        while (i < tokens_.size() && (tokens_[i].gone || tokens_[i].row.state != TokenRow::State::joining || tokens_[i].row.node != at.id ||
                                      tokens_[i].parent != tokens_[token].parent || tokens_[i].row.arrived_by != f))
            ++i;
        if (i == tokens_.size()) return;
        arrived.push_back(i);
    }
    for (const Index i : arrived)
        if (i != token) tokens_[i].gone = true;
    leave(token, at);
}

namespace {

// Flows into `gateway` that can be reached from `start` without passing through the gateway.
std::vector<bool> reached(const Graph& graph, int start, int gateway) {
    std::vector<bool> seen(graph.nodes.size()), flows(graph.flows.size());
    std::vector<int> todo = {start};
    while (!todo.empty()) {
        const int at = todo.back();
        todo.pop_back();
        if (at == gateway || seen[static_cast<std::size_t>(at)]) continue;
        seen[static_cast<std::size_t>(at)] = true;
        const Node& n = graph.nodes[static_cast<std::size_t>(at)];
        for (const int f : n.out) {
            flows[static_cast<std::size_t>(f)] = true;
            todo.push_back(graph.flows[static_cast<std::size_t>(f)].to);
        }
        for (const int b : n.boundaries) todo.push_back(b);
    }
    return flows;
}

}  // namespace

// Inclusive: when nothing else moves, a join goes on whose missing flows no token can reach any more (BPMN 2.0, 13.4.3): none of
// the same scope, that is, which could not as well come by a flow that has its token already. True: one went on.
bool Executor::join_inclusive() {
    for (Index first = 0; first < tokens_.size(); ++first) {
        if (tokens_[first].gone || tokens_[first].row.state != TokenRow::State::joining) continue;
        const int gateway = graph().index_of(tokens_[first].row.node);
        const Node& at = node(gateway);
        if (at.kind != K::inclusive) continue;
        std::vector<bool> filled(graph().flows.size());
        std::vector<Index> arrived;
        for (Index i = 0; i < tokens_.size(); ++i) {
            const Token& t = tokens_[i];
            if (t.gone || t.row.state != TokenRow::State::joining || t.row.node != at.id || t.parent != tokens_[first].parent) continue;
            const auto flow = static_cast<std::size_t>(t.row.arrived_by);
            if (filled[flow]) continue;  // a second token on the same flow is for the next time
            filled[flow] = true;
            arrived.push_back(i);
        }
        bool open = true;
        for (Index i = 0; i < tokens_.size() && open; ++i) {
            const Token& t = tokens_[i];
            if (t.gone || t.parent != tokens_[first].parent || t.row.node == at.id) continue;
            const std::vector<bool> can = reached(graph(), graph().index_of(t.row.node), gateway);
            bool missing = false, there = false;
            for (const int f : at.in) {
                if (!can[static_cast<std::size_t>(f)]) continue;
                (filled[static_cast<std::size_t>(f)] ? there : missing) = true;
            }
            open = !missing || there;
        }
        if (!open) continue;
        for (const Index i : arrived)
            if (i != first) tokens_[i].gone = true;
        tokens_[first].changed = true;
        choose_all(first, at);
        return true;
    }
    return false;
}

}  // namespace potok::automation
