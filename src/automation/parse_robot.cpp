// A robot's list of steps as a graph.
#include "automation/parser.h"

namespace potok::automation {

namespace {

constexpr int deepest = 16;  // lists of steps within lists of steps

// Flows that have left a node and not yet arrived anywhere.
struct Loose {
    int from = 0;
    Formula when;
    bool otherwise = false;
};
using Ends = std::vector<Loose>;

std::vector<JsonReader> elements(const JsonReader& list) {
    std::vector<JsonReader> out;
    for (std::size_t i = 0; i < list.json().size(); ++i)
        out.emplace_back(list.json()[i], list.path() + "/" + std::to_string(i), list.sink());
    return out;
}

class RobotCompiler {
public:
    RobotCompiler(Parser& parser, Graph& graph) : parser_(parser), graph_(graph) {}

    Ends steps(const std::vector<JsonReader>& items, const std::string& place, Ends from, int depth) {
        for (std::size_t i = 0; i < items.size(); ++i) {
            const JsonReader& r = items[i];
            if (depth > deepest) r.fail("automation.too_deep");
            if (from.empty()) r.fail("automation.unreachable");
            if (r.failed()) return {};
            const std::string id = r.json().is_object() ? r.text("id") : "";
            from = step(r, id.empty() ? place + "/" + std::to_string(i) : id, std::move(from), depth);
        }
        return from;
    }

    void end(const JsonReader& r, const std::string& id, const Ends& from) {
        if (!from.empty()) node(r, Node::Kind::end, id, from);
    }

private:
    Parser& parser_;
    Graph& graph_;
    int parent_ = -1;  // the sub-process that a loop or a `try` around has become

    int node(const JsonReader& r, Node::Kind kind, const std::string& id, const Ends& from, Action action = {}) {
        Node n;
        n.kind = kind;
        n.id = id;
        n.path = r.path();
        n.action = std::move(action);
        n.parent = parent_;
        const int index = add_node(graph_, std::move(n));
        for (const Loose& l : from) add_flow(graph_, l.from, index, l.when, l.otherwise);
        return index;
    }
    Node& at(int index) { return graph_.nodes[static_cast<std::size_t>(index)]; }

    Ends step(const JsonReader& r, const std::string& id, Ends from, int depth) {
        Parser::only_with_actions(r, {"id", "when", "wait", "parallel", "if", "then", "else", "stop", "for_each", "as", "sequential", "until",
                                      "do", "try", "on_error", "approval", "approved", "rejected", "returned", "call"});
        if (r.failed()) return {};
        int kinds = 0;
        bool is_action = false;
        for (const auto key : Parser::action_keys()) {
            if (!r.has(key)) continue;
            ++kinds;
            is_action = true;
        }
        for (const std::string_view key : {"wait", "parallel", "if", "stop", "for_each", "try", "approval", "call"}) kinds += r.has(key) ? 1 : 0;
        if (kinds != 1) r.fail("automation.one_action");
        if (!r.has("if") && (r.has("then") || r.has("else"))) r.fail("automation.then_without_if");
        for (const auto& [part, whole] : {std::pair{"do", "for_each"}, {"as", "for_each"}, {"sequential", "for_each"}, {"until", "for_each"},
                                          {"on_error", "try"}, {"approved", "approval"}, {"rejected", "approval"}, {"returned", "approval"}})
            if (r.has(part) && !r.has(whole)) r.fail("automation.part_without_whole", {{"part", part}, {"whole", whole}}, part);
        if (graph_.index_of(id) >= 0) r.fail("automation.duplicate_id", {{"id", id}}, "id");
        const Formula when = parser_.formula(r, "when", Formula::Expect::truth);
        if (r.failed()) return {};

        const bool watched = r.has("task") && (r.child("task").boolean("wait", false) || r.child("task").has("late"));
        if (is_action && !watched) {
            const int n = node(r, Node::Kind::action, id, from, parser_.action(r));
            at(n).when = when;
            return {{n, {}, false}};
        }
        Ends passed_over;
        if (!when.empty()) {
            const int choice = node(r, Node::Kind::exclusive, id + "/when", from);
            from = {{choice, when, false}};
            passed_over = {{choice, {}, true}};
        }
        Ends out = compound(r, id, from, depth);
        out.insert(out.end(), passed_over.begin(), passed_over.end());
        return out;
    }

    Ends compound(const JsonReader& r, const std::string& id, const Ends& from, int depth) {
        if (r.has("stop")) {
            node(r, Node::Kind::terminate, id, from);
            return {};
        }
        if (r.has("wait")) {
            const int n = node(r, Node::Kind::catch_event, id, from);
            at(n).waits = parser_.waits(r.child("wait"));
            return {{n, {}, false}};
        }
        if (r.has("if")) return choice(r, id, from, depth);
        if (r.has("parallel")) return parallel(r, id, from, depth);
        if (r.has("for_each")) return loop(r, id, from, depth);
        if (r.has("try")) return guarded(r, id, from, depth);
        if (r.has("approval")) return approval(r, id, from, depth);
        if (r.has("call")) {
            const int n = node(r, Node::Kind::call, id, from);
            at(n).call = parser_.call(r.child("call"));
            return {{n, {}, false}};
        }
        return watched_task(r.child("task"), id, from, depth);
    }

    Ends choice(const JsonReader& r, const std::string& id, const Ends& from, int depth) {
        const Formula condition = parser_.formula(r, "if", Formula::Expect::truth);
        if (condition.empty()) r.fail("json.missing_key", {{"key", "if"}}, "if");
        if (!r.has("then")) r.fail("json.missing_key", {{"key", "then"}}, "then");
        const int n = node(r, Node::Kind::exclusive, id, from);
        Ends out = steps(r.items("then"), id + "/then", {{n, condition, false}}, depth + 1);
        const Ends other = steps(r.items("else"), id + "/else", {{n, {}, true}}, depth + 1);
        out.insert(out.end(), other.begin(), other.end());
        return out;
    }

    Ends parallel(const JsonReader& r, const std::string& id, const Ends& from, int depth) {
        const int split = node(r, Node::Kind::parallel, id, from);
        const std::vector<JsonReader> branches = r.items("parallel");
        if (branches.size() < 2) r.fail("automation.parallel_lists", {}, "parallel");
        Ends joining;
        for (std::size_t i = 0; i < branches.size(); ++i) {
            const std::string place = id + "/" + std::to_string(i);
            if (!branches[i].json().is_array() || branches[i].json().empty()) branches[i].fail("automation.parallel_lists");
            if (branches[i].failed()) return {};
            const Ends ends = steps(elements(branches[i]), place, {{split, {}, false}}, depth + 1);
            if (ends.empty()) continue;
            // The join counts its incoming flows, so each branch comes to it by exactly one.
            const bool single = ends.size() == 1 && ends.front().when.empty() && !ends.front().otherwise;
            joining.push_back(single ? ends.front() : Loose{node(r, Node::Kind::exclusive, place + "/end", ends), {}, false});
        }
        if (joining.empty()) return {};
        return {{node(r, Node::Kind::parallel, id + "/join", joining), {}, false}};
    }

    // What is done when a task or an approval is late. Ends of what interrupts it are added to `done`.
    void lates(const JsonReader& r, const std::string& id, int host, Ends& done, int depth) {
        const std::vector<JsonReader> lates = r.items("late");
        for (std::size_t i = 0; i < lates.size(); ++i) {
            const JsonReader& l = lates[i];
            l.only({"after", "interrupting", "do"});
            if (!l.has("after")) l.fail("json.missing_key", {{"key", "after"}}, "after");
            if (!l.has("do")) l.fail("json.missing_key", {{"key", "do"}}, "do");
            if (l.failed()) return;
            const std::string place = id + "/late/" + std::to_string(i);
            const int boundary = node(l, Node::Kind::boundary, place, {});
            Wait w;
            if (l.json()["after"] == "due") {
                w.kind = Wait::Kind::due_of_task;
                if (!r.has("due")) l.fail("automation.no_due", {}, "after");
            } else {
                w = parser_.waits(l.child("after")).front();
                if (w.kind != Wait::Kind::time) l.fail("automation.one_time", {}, "after");
            }
            at(boundary).waits.push_back(std::move(w));
            at(boundary).host = host;
            at(boundary).interrupting = l.boolean("interrupting", false);
            if (at(boundary).interrupting && at(boundary).waits.front().repeat > 1) l.fail("automation.bad_repeat", {}, "after");
            at(host).boundaries.push_back(boundary);
            const Ends ends = steps(l.items("do"), place + "/do", {{boundary, {}, false}}, depth + 1);
            if (at(boundary).interrupting)
                done.insert(done.end(), ends.begin(), ends.end());
            else
                end(l, place + "/end", ends);
        }
    }

    // A list of steps as a sub-process of its own.
    int scope(const JsonReader& r, const std::string& id, const Ends& from, const std::vector<JsonReader>& items, const std::string& place, int depth) {
        const int outer = node(r, Node::Kind::subprocess, id, from);
        const int former = std::exchange(parent_, outer);
        const int start = node(r, Node::Kind::start, id + "/start", {});
        at(outer).inner = start;
        end(r, id + "/end", steps(items, place, {{start, {}, false}}, depth + 1));
        parent_ = former;
        return outer;
    }

    Ends loop(const JsonReader& r, const std::string& id, const Ends& from, int depth) {
        if (!r.has("do")) r.fail("json.missing_key", {{"key", "do"}}, "do");
        if (r.failed()) return {};
        Loop l = parser_.enter_loop(r, "for_each");
        const int n = scope(r, id, from, r.items("do"), id + "/do", depth);
        parser_.leave_loop();
        at(n).loop = std::move(l);
        return {{n, {}, false}};
    }

    Ends guarded(const JsonReader& r, const std::string& id, const Ends& from, int depth) {
        const int n = scope(r, id, from, r.items("try"), id + "/try", depth);
        const int boundary = node(r, Node::Kind::boundary, id + "/error", {});
        Wait w;
        w.kind = Wait::Kind::error;
        at(boundary).waits.push_back(std::move(w));
        at(boundary).host = n;
        at(n).boundaries.push_back(boundary);
        Ends out = {{n, {}, false}};
        const Ends caught = steps(r.items("on_error"), id + "/on_error", {{boundary, {}, false}}, depth + 1);
        out.insert(out.end(), caught.begin(), caught.end());
        return out;
    }

    Ends approval(const JsonReader& r, const std::string& id, const Ends& from, int depth) {
        const JsonReader asked = r.child("approval");
        const int host = node(r, Node::Kind::approval, id, from);
        at(host).approval = parser_.approval(asked);
        if (r.failed()) return {};
        const std::string key = at(host).approval->task.key;
        Ends late;
        lates(asked, id, host, late, depth);
        const int choice = node(r, Node::Kind::exclusive, id + "/outcome", {{host, {}, false}});
        Ends out;
        for (const char* outcome : {"approved", "rejected", "returned"}) {
            if (!r.has(outcome)) continue;
            const Formula is = parser_.compile(r.child(outcome), "vars." + key + " = \"" + outcome + "\"", Formula::Expect::truth);
            if (r.failed()) return {};
            const Ends ends = steps(r.items(outcome), id + "/" + outcome, {{choice, is, false}}, depth + 1);
            out.insert(out.end(), ends.begin(), ends.end());
        }
        out.push_back({choice, {}, true});
        out.insert(out.end(), late.begin(), late.end());
        return out;
    }

    // A task that is waited for, or watched on a branch of its own while the robot goes on.
    Ends watched_task(const JsonReader& r, const std::string& id, const Ends& from, int depth) {
        const bool wait = r.boolean("wait", false);
        int split = -1;
        Ends to_task = from;
        if (!wait) {
            split = node(r, Node::Kind::parallel, id + "/split", from);
            to_task = {{split, {}, false}};
        }
        const int host = node(r, Node::Kind::user_task, id, to_task, parser_.task(r));
        Ends done = {{host, {}, false}};
        lates(r, id, host, done, depth);
        if (r.failed()) return {};
        if (wait) return done;
        end(r, id + "/end", done);
        return {{split, {}, false}};
    }
};

}  // namespace

Graph Parser::robot(const JsonReader& body) {
    Graph graph;
    Node start;
    start.id = "start";
    start.path = "/do";
    add_node(graph, std::move(start));
    const std::vector<JsonReader> items = body.items("do");
    if (items.empty()) body.fail("automation.no_steps", {}, "do");
    RobotCompiler compiler(*this, graph);
    compiler.end(body, "end", compiler.steps(items, "do", {{0, {}, false}}, 0));
    return graph;
}

}  // namespace potok::automation
