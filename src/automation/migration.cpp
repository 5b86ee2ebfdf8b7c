#include "automation/migration.h"

#include <algorithm>

#include "automation/executor.h"
#include "db/connection.h"

namespace potok::automation {

namespace {

const Node* find(const Graph& graph, const std::string& id) {
    const int index = graph.index_of(id);
    return index < 0 ? nullptr : &graph.nodes[static_cast<std::size_t>(index)];
}

// The JSON of a node, by the path it was read from.
Json source_of(const Automation& a, const Node& node) {
    const Json body = Json::parse(a.body, nullptr, false);
    try {
        const auto pointer = Json::json_pointer(node.path);
        return body.contains(pointer) ? body[pointer] : Json();
    } catch (const Json::exception&) {
        return {};
    }
}

// The flow of the present graph that runs between the same nodes as the one the token came by; -1 when there is none.
template <class Renamed>
int arrival(const Graph& before, const TokenRow& token, const Graph& now, Renamed renamed) {
    if (token.arrived_by < 0 || token.arrived_by >= static_cast<int>(before.flows.size())) return -1;
    const Flow& old = before.flows[static_cast<std::size_t>(token.arrived_by)];
    const int from = now.index_of(renamed(before.nodes[static_cast<std::size_t>(old.from)].id));
    const int to = now.index_of(renamed(before.nodes[static_cast<std::size_t>(old.to)].id));
    for (std::size_t i = 0; i < now.flows.size(); ++i)
        if (now.flows[i].from == from && now.flows[i].to == to) return static_cast<int>(i);
    return -1;
}

bool same_triggers(const Json& one, const Json& other) {
    return one.value("trigger", Json()) == other.value("trigger", Json()) && one.value("triggers", Json()) == other.value("triggers", Json());
}

}  // namespace

Result<MigrationPreview> preview_migration(Engine& engine, model::Workspace& ws, const model::Definition& changed) {
    POTOK_TRY(const auto next, parse_automation(changed, ws.catalog()));
    MigrationPreview out;
    const Automation* present = engine.registry(ws).find(changed.key);
    if (present) {
        const Json before = Json::parse(present->body, nullptr, false);
        out.triggers_changed = !same_triggers(before, changed.body);
        out.condition_changed = present->when.source() != next->when.source();
        for (const Node& n : present->graph.nodes) {
            const Node* theirs = find(next->graph, n.id);
            if (!theirs)
                out.gone.push_back(n.id);
            else if (theirs->kind != n.kind || source_of(*present, n) != source_of(*next, *theirs))
                out.changed.push_back(n.id);
        }
        for (const Node& n : next->graph.nodes)
            if (!find(present->graph, n.id)) out.added.push_back(n.id);
    }
    for (const RowId row : live_firings_of(ws.db(), changed.key, 0)) {
        const auto firing = load_firing(ws.db(), row);
        if (!firing) continue;
        (firing->state == "failed" ? out.failed : out.running) += 1;
        const auto version = engine.registry(ws).version(ws.db(), ws.catalog(), firing->flow);
        for (const TokenRow& token : load_tokens(ws.db(), row)) {
            auto at = std::find_if(out.standings.begin(), out.standings.end(), [&](const auto& s) { return s.node == token.node; });
            if (at == out.standings.end()) {
                const Node* old = version.ok() ? find((*version)->graph, token.node) : nullptr;
                const Node* theirs = find(next->graph, token.node);
                out.standings.push_back({token.node, 0, theirs && old && theirs->kind == old->kind});
                at = out.standings.end() - 1;
            }
            ++at->tokens;
        }
    }
    return out;
}

Status Engine::migrate(model::Operation& op, std::string_view key, const Json& nodes) {
    State& st = state(op);
    registry_.refresh(op.catalog());
    const Automation* present = registry_.find(key);
    if (!present) return error("automation.unknown", {{"automation", std::string(key)}}, "automation");
    const auto renamed = [&](const std::string& id) {
        return nodes.is_object() && nodes.contains(id) && nodes[id].is_string() ? nodes[id].get<std::string>() : id;
    };
    Error refused = error("migration.node_gone", {{"automation", std::string(key)}}, "nodes");
    const model::RecordType &token_type = *op.catalog().type("token"), &wait_type = *op.catalog().type("wait");
    for (const RowId row : live_firings_of(op.db(), key, 0)) {
        auto firing = load_firing(op.db(), row);
        POTOK_TRY(const auto version, registry_.version(op.db(), op.catalog(), firing->flow));
        if (version->body_hash == present->body_hash) continue;
        const auto fits = [&](const std::string& id) {
            const Node *old = find(version->graph, id), *now = find(present->graph, renamed(id));
            if (old && now && old->kind == now->kind) return true;
            refused.details.push_back(error("migration.stands_at", {{"firing", std::to_string(row)}, {"node", id}}));
            return false;
        };
        const auto former = std::exchange(op.cause, model::Cause{row, present->key});
        const Status done = [&]() -> Status {
            for (const TokenRow& t : load_tokens(op.db(), row)) {
                if (!fits(t.node)) continue;
                const int by = arrival(version->graph, t, present->graph, renamed);
                if (by < 0 && t.state == TokenRow::State::joining) {
                    refused.details.push_back(error("migration.stands_at", {{"firing", std::to_string(row)}, {"node", t.node}}));
                    continue;
                }
                POTOK_CHECK(op.update(token_type, t.row, {{"node", Value(renamed(t.node))}, {"arrived_by", Value(by)}}));
            }
            for (const WaitRow& w : waits_of_firing(op.db(), row))
                if (fits(w.node)) POTOK_CHECK(op.update(wait_type, w.row, {{"node", Value(renamed(w.node))}}));
            POTOK_TRY(firing->flow, keep_flow(op, *present));
            firing->version = present->version;
            return save_firing(op, *firing);
        }();
        op.cause = former;
        POTOK_CHECK(done);
        st.depth[row] = 0;
    }
    return refused.details.empty() ? Status() : Status(refused);
}

}  // namespace potok::automation
