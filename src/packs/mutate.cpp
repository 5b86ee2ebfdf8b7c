#include "packs/mutate.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

#include "base/clock.h"

namespace potok::packs {
namespace {

using Pointer = Json::json_pointer;

constexpr std::array<std::string_view, 3> timers = {"due", "late", "wait"};
constexpr std::array<std::string_view, 3> conditions = {"when", "enabled", "check"};
constexpr std::array<std::string_view, 4> stage_rules = {"comment_required", "from", "by_hand", "roles"};
constexpr std::array<std::string_view, 6> run_rules = {"scope", "ground", "withdraw_tasks", "if_open", "in", "checklist"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
}

bool is_gateway(const Json& node) { return node.value("type", "").ends_with("Gateway"); }
std::string id_of(const Json& node) { return node.value("id", ""); }

// Nodes that no flow leads to any longer go, and their flows.
void prune(Json& graph) {
    std::set<std::string> reached;
    for (const Json& n : graph["nodes"]) {
        const std::string type = n.value("type", "");
        if (type == "startEvent") reached.insert(id_of(n));
    }
    for (bool more = true; more;) {
        more = false;
        const auto reach = [&](const std::string& id) { more = reached.insert(id).second || more; };
        for (const Json& f : graph["flows"])
            if (reached.contains(f.value("from", ""))) reach(f.value("to", ""));
        for (const Json& n : graph["nodes"])
            if (n.contains("attached_to") && reached.contains(n.value("attached_to", ""))) reach(id_of(n));
    }
    const auto gone = [&](const std::string& id) { return !reached.contains(id); };
    auto& nodes = graph["nodes"].get_ref<Json::array_t&>();
    auto& flows = graph["flows"].get_ref<Json::array_t&>();
    std::erase_if(nodes, [&](const Json& n) { return gone(id_of(n)); });
    std::erase_if(flows, [&](const Json& f) { return gone(f.value("from", "")) || gone(f.value("to", "")); });
}

// A node is passed over: what led to it leads on.
void pass_over(Json& graph, const std::string& id) {
    auto& nodes = graph["nodes"].get_ref<Json::array_t&>();
    auto& flows = graph["flows"].get_ref<Json::array_t&>();
    std::string next;
    for (const Json& f : flows)
        if (f.value("from", "") == id) next = f.value("to", "");
    std::erase_if(nodes, [&](const Json& n) { return id_of(n) == id || n.value("attached_to", "") == id; });
    std::erase_if(flows, [&](const Json& f) { return f.value("from", "") == id; });
    for (Json& f : flows)
        if (f.value("to", "") == id) f["to"] = next;
    prune(graph);
}

class Finder {
public:
    Finder(const PackDefinition& definition, std::size_t index, std::vector<Mutation>& out) : definition_(definition), index_(index), out_(out) {}

    void find() {
        const Json& body = definition_.body;
        if (definition_.kind == "pipeline") {
            for (std::size_t i = 0; i < body["stages"].size(); ++i) stage(body["stages"][i], Pointer("/stages") / i);
        }
        if (definition_.kind == "automation") {
            out_.push_back({"robot", definition_.place + " without " + definition_.key, definition_.key, index_, nullptr});
            walk(body, Pointer());
        }
        if (definition_.kind == "decision" && body.contains("table") && body["table"].contains("rules")) {
            for (std::size_t i = 0; i < body["table"]["rules"].size(); ++i) element("table", Pointer("/table/rules"), i);
        }
        if (definition_.kind == "queue") queue(body);
    }

private:
    void add(std::string kind, const std::string& what, std::function<void(Json&)> change) {
        out_.push_back({std::move(kind), definition_.place + " (" + definition_.key + ") " + what, definition_.key, index_, std::move(change)});
    }
    void member(std::string kind, const Pointer& at, const std::string& name) {
        add(std::move(kind), "without " + (at / name).to_string(), [at, name](Json& body) {
            Json& container = body[at];
            container.erase(name);
            if (name == "wait") container.erase("late");  // nothing is late where nothing is waited for
            if (name == "check") container.erase("message");
        });
    }
    void element(std::string kind, const Pointer& at, std::size_t i) {
        add(std::move(kind), "without " + (at / i).to_string(), [at, i](Json& body) { body[at].erase(i); });
    }

    void stage(const Json& stage, const Pointer& at) {
        if (stage.contains("gates")) {
            for (std::size_t i = 0; i < stage["gates"].size(); ++i) {
                element("gate", at / "gates", i);
                if (stage["gates"][i].contains("when")) member("condition", at / "gates" / i, "when");
            }
        }
        for (const auto rule : stage_rules)
            if (stage.contains(rule)) member("rule", at, std::string(rule));
    }

    // Whom it is for, in what order, at what hours.
    void queue(const Json& body) {
        const Pointer top;
        for (const char* name : {"when", "stages", "kept_for", "hold"})
            if (body.contains(name)) member(name == std::string_view("when") ? "condition" : "rule", top, name);
        for (const char* part : {"order", "hours"}) {
            if (!body.contains(part)) continue;
            for (const auto& [name, value] : body[part].items()) member("rule", top / part, name);
        }
        if (body["workers"].contains("when")) member("condition", top / "workers", "when");
    }

    // Steps, conditions, timers and scopes, however deep.
    void walk(const Json& node, const Pointer& at) {
        if (node.is_array()) {
            for (std::size_t i = 0; i < node.size(); ++i) walk(node[i], at / i);
            return;
        }
        if (!node.is_object()) return;
        if (node.contains("nodes") && node.contains("flows")) graph(node, at);
        for (const auto& [name, inner] : node.items()) {
            if ((name == "do" || name == "then" || name == "else" || name == "approved" || name == "rejected" || name == "returned") && inner.is_array())
                steps(inner, at / name);
            if (name == "triggers" && inner.size() > 1)
                for (std::size_t i = 0; i < inner.size(); ++i) element("step", at / name, i);
            if (name == "late" && inner.is_array()) {
                for (std::size_t i = 0; i < inner.size(); ++i) element("timer", at / name, i);
            } else if (is_one_of(timers, name)) {
                if (!node.value("type", "").ends_with("Event")) member("timer", at, name);  // of an event it is all there is
            } else if (name == "when" && node.contains("from") && node.contains("to")) {
                add("route", "always " + (at / name).to_string(), [at](Json& body) { body[at]["when"] = "true"; });
            } else if (is_one_of(conditions, name)) {
                member("condition", at, name);
            } else if (is_one_of(run_rules, name)) {
                member("rule", at, name);
            }
            walk(inner, at / name);
        }
    }

    void steps(const Json& list, const Pointer& at) {
        for (std::size_t i = 0; i < list.size(); ++i) {
            element(list[i].contains("approval") ? "approval" : "step", at, i);
            if (!list[i].contains("if")) continue;
            // Always the one way, and always the other.
            for (const char* way : {"then", "else"}) {
                if (!list[i].contains(way)) continue;
                add("route", "always " + (at / i / way).to_string(), [at, i, way = std::string(way)](Json& body) {
                    Json& container = body[at];
                    const Json taken = container[i][way];
                    container.erase(i);
                    container.insert(container.begin() + static_cast<std::ptrdiff_t>(i), taken.begin(), taken.end());
                });
            }
        }
    }

    void graph(const Json& graph, const Pointer& at) {
        const auto ways_out = [&](const std::string& id) {
            return std::ranges::count_if(graph["flows"], [&](const Json& f) { return f.value("from", "") == id; });
        };
        for (const Json& n : graph["nodes"]) {
            const std::string id = id_of(n), type = n.value("type", "");
            if (type == "boundaryEvent") {
                add("timer", "without " + id, [at, id](Json& body) {
                    Json& g = body[at];
                    auto& nodes = g["nodes"].get_ref<Json::array_t&>();
                    std::erase_if(nodes, [&](const Json& node) { return id_of(node) == id; });
                    prune(g);
                });
            } else if (ways_out(id) == 1 && !is_gateway(n) && type != "startEvent") {
                const std::string kind = type == "approvalTask" ? "approval" : n.contains("wait") && type.ends_with("Event") ? "timer" : "step";
                add(kind, "past " + id, [at, id](Json& body) { pass_over(body[at], id); });
            }
            if (type != "exclusiveGateway" && type != "inclusiveGateway") continue;
            for (std::size_t i = 0; i < graph["flows"].size(); ++i) {
                const Json& f = graph["flows"][i];
                if (f.value("from", "") != id || !f.contains("when")) continue;
                add("route", "without the way " + id + " → " + f.value("to", ""), [at, i](Json& body) {
                    Json& g = body[at];
                    g["flows"].erase(i);
                    prune(g);
                });
            }
        }
    }

    const PackDefinition& definition_;
    std::size_t index_;
    std::vector<Mutation>& out_;
};

}  // namespace

std::vector<Mutation> mutations(const Pack& pack) {
    std::vector<Mutation> out;
    for (std::size_t i = 0; i < pack.definitions.size(); ++i) Finder(pack.definitions[i], i, out).find();
    return out;
}

Pack mutated(const Pack& pack, const Mutation& mutation) {
    Pack out = pack;
    if (mutation.change)
        mutation.change(out.definitions[mutation.definition].body);
    else
        out.definitions.erase(out.definitions.begin() + static_cast<std::ptrdiff_t>(mutation.definition));
    return out;
}

std::vector<Mutation> sample(std::vector<Mutation> all, std::size_t n, std::uint64_t seed) {
    if (n >= all.size()) return all;
    SeededRandom random(seed);
    std::vector<std::size_t> order(all.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = 0; i < n; ++i) std::swap(order[i], order[i + random.next() % (order.size() - i)]);
    order.resize(n);
    std::ranges::sort(order);
    std::vector<Mutation> out;
    for (const std::size_t i : order) out.push_back(std::move(all[i]));
    return out;
}

std::uint64_t seed_of(const Pack& pack) {
    std::uint64_t hash = 14695981039346656037u;  // FNV-1a, 64 bits
    for (const PackDefinition& d : pack.definitions) {
        for (const char c : d.body.dump()) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
    }
    return hash;
}

}  // namespace potok::packs
