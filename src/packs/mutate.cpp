#include "packs/mutate.h"

#include <array>
#include <functional>

namespace potok::packs {
namespace {

// One place in a definition's body that can go: the container and what to take out of it.
struct Cut {
    std::string kind;
    Json::json_pointer container;
    std::string member;      // of an object; or
    std::size_t index = 0;   // of a list
    bool in_list = false;

    std::string name() const { return container.to_string() + "/" + (in_list ? std::to_string(index) : member); }
};

constexpr std::array<std::string_view, 3> timers = {"due", "late", "wait"};
constexpr std::array<std::string_view, 3> conditions = {"when", "enabled", "check"};
constexpr std::array<std::string_view, 7> rules = {"comment_required", "from", "by_hand", "scope",
                                                   "ground", "withdraw_tasks", "if_open"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, const std::string& name) {
    for (const auto n : names) {
        if (n == name) return true;
    }
    return false;
}

class Finder {
public:
    std::vector<Cut> find(const PackDefinition& definition) {
        if (definition.kind == "pipeline") {
            const Json& stages = definition.body["stages"];
            for (std::size_t i = 0; i < stages.size(); ++i) stage(stages[i], Json::json_pointer("/stages") / i);
        }
        if (definition.kind == "queue") queue(definition.body);
        if (definition.kind == "automation") walk(definition.body, Json::json_pointer());
        return std::move(cuts_);
    }

private:
    void member(std::string kind, const Json::json_pointer& at, const std::string& name) {
        cuts_.push_back({std::move(kind), at, name, 0, false});
    }
    void element(std::string kind, const Json::json_pointer& at, std::size_t index) {
        cuts_.push_back({std::move(kind), at, {}, index, true});
    }

    void stage(const Json& stage, const Json::json_pointer& at) {
        if (stage.contains("gates")) {
            const Json& gates = stage["gates"];
            for (std::size_t i = 0; i < gates.size(); ++i) {
                element("gate", at / "gates", i);
                if (gates[i].contains("when")) member("condition", at / "gates" / i, "when");
            }
        }
        for (const auto rule : rules) {
            if (stage.contains(rule)) member("rule", at, std::string(rule));
        }
    }

    // Whom it is for, in what order, at what hours.
    void queue(const Json& body) {
        const Json::json_pointer top;
        for (const char* name : {"when", "stages", "kept_for", "hold"})
            if (body.contains(name)) member(name == std::string_view("when") ? "condition" : "rule", top, name);
        for (const char* part : {"order", "hours"}) {
            if (!body.contains(part)) continue;
            for (const auto& [name, value] : body[part].items()) member("rule", top / part, name);
        }
        if (body["workers"].contains("when")) member("condition", top / "workers", "when");
    }

    // Steps, conditions, timers and scopes, however deep.
    void walk(const Json& node, const Json::json_pointer& at) {
        if (node.is_array()) {
            for (std::size_t i = 0; i < node.size(); ++i) walk(node[i], at / i);
            return;
        }
        if (!node.is_object()) return;
        for (const auto& [name, inner] : node.items()) {
            const bool steps = (name == "do" || name == "then" || name == "else") && inner.is_array();
            for (std::size_t i = 0; steps && i < inner.size(); ++i) element("step", at / name, i);
            if (name == "triggers") {
                for (std::size_t i = 0; i < inner.size(); ++i) element("step", at / name, i);
            }
            if (name == "late") {
                for (std::size_t i = 0; i < inner.size(); ++i) element("timer", at / name, i);
            } else if (is_one_of(timers, name)) {
                member("timer", at, name);
            } else if (is_one_of(conditions, name)) {
                member("condition", at, name);
            } else if (is_one_of(rules, name) || name == "in" || name == "checklist") {
                member("rule", at, name);
            }
            walk(inner, at / name);
        }
    }

    std::vector<Cut> cuts_;
};

void cut(Json& body, const Cut& c) {
    Json& container = body[c.container];
    if (c.in_list) {
        container.erase(c.index);
    } else {
        container.erase(c.member);
        if (c.member == "wait") container.erase("late");  // nothing is late where nothing is waited for
        if (c.member == "check") container.erase("message");
    }
}

}  // namespace

std::vector<Mutation> mutations(const Pack& pack) {
    std::vector<Mutation> out;
    for (std::size_t i = 0; i < pack.definitions.size(); ++i) {
        const PackDefinition& definition = pack.definitions[i];
        if (definition.kind == "automation") {
            Mutation m{"robot", definition.place + " without " + definition.key, definition.key, pack};
            m.pack.definitions.erase(m.pack.definitions.begin() + static_cast<std::ptrdiff_t>(i));
            out.push_back(std::move(m));
        }
        for (const Cut& c : Finder().find(definition)) {
            Mutation m{c.kind, definition.place + " (" + definition.key + ") without " + c.name(), definition.key, pack};
            cut(m.pack.definitions[i].body, c);
            out.push_back(std::move(m));
        }
    }
    return out;
}

}  // namespace potok::packs
