#include "automation/static_checks.h"

#include <algorithm>
#include <functional>
#include <set>

#include "automation/reach.h"
#include "model/absences.h"
#include "model/definition_checks.h"
#include "model/queries.h"

namespace potok::automation {

namespace {

using Weight = Finding::Weight;
using Automations = std::vector<std::shared_ptr<const Automation>>;

class Checker {
public:
    Checker(Engine& engine, model::Workspace& ws, Instant now) : ws_(ws), now_(now), registry_(engine.registry(ws)), all_(registry_.all()) {}

    std::vector<Finding> run() {
        for (const auto& [key, why] : registry_.broken()) {
            Error e = error("check.broken");
            e.details.push_back(why);
            add(Weight::fault, key, std::move(e));
        }
        for (const model::Definition& d : ws_.catalog().definitions()) {
            const Status fits = model::check_expressions(ws_.catalog(), d);
            if (fits.ok()) continue;
            Error e = error("check.broken");
            e.details.push_back(fits.error());
            add(Weight::fault, d.key, std::move(e));
        }
        for (const auto& p : ws_.catalog().pipelines()) stages(*p);
        for (const model::Definition* d : ws_.catalog().definitions_of("decision")) table(*d);
        for (const auto& a : all_) {
            dead_ends(*a);
            people(*a);
            times(*a);
            others(*a);
        }
        loops();
        return std::move(found_);
    }

private:
    model::Workspace& ws_;
    Instant now_;
    Registry& registry_;
    const Automations& all_;
    std::vector<Finding> found_;

    void add(Weight weight, const std::string& definition, Error what) { found_.push_back({weight, definition, std::move(what)}); }

    // Which stages lead to which: by hand, and by the moves of robots.
    void stages(const model::Pipeline& p) {
        const std::size_t n = p.stages.size();
        std::vector<std::vector<bool>> leads(n, std::vector<bool>(n));
        for (std::size_t to = 0; to < n; ++to) {
            const model::Stage& target = p.stages[to];
            for (std::size_t from = 0; from < n; ++from) {
                const bool allowed = target.from.empty() || std::find(target.from.begin(), target.from.end(), p.stages[from].key) != target.from.end();
                leads[from][to] = from != to && target.by_hand && allowed;
            }
        }
        for (const auto& a : all_) {
            if (a->pipelines.empty() || !a->is_about(p.key)) continue;
            for (const Node& node : a->graph.nodes) {
                const auto* move = std::get_if<MoveStep>(&node.action);
                const int to = move ? p.index_of(move->to) : -1;
                if (to < 0) continue;
                for (std::size_t from = 0; from < n; ++from) leads[from][static_cast<std::size_t>(to)] = leads[from][static_cast<std::size_t>(to)] || from != static_cast<std::size_t>(to);
            }
        }
        std::vector<bool> seen(n);
        std::vector<std::size_t> todo = {0};
        while (!todo.empty()) {
            const std::size_t at = todo.back();
            todo.pop_back();
            if (seen[at]) continue;
            seen[at] = true;
            for (std::size_t to = 0; to < n; ++to)
                if (leads[at][to]) todo.push_back(to);
        }
        for (std::size_t i = 0; i < n; ++i) {
            const std::string label = p.stages[i].label.in(ws_.info().language);
            if (!seen[i]) add(Weight::fault, p.key, error("check.stage_unreachable", {{"stage", label}}, p.stages[i].key));
            const bool onward = std::find(leads[i].begin(), leads[i].end(), true) != leads[i].end();
            if (seen[i] && !onward && p.stages[i].kind == model::StageKind::open)
                add(Weight::fault, p.key, error("check.stage_dead_end", {{"stage", label}}, p.stages[i].key));
        }
    }

    void table(const model::Definition& d) {
        const auto parsed = expr::DecisionTable::parse(d.body.value("table", Json()));
        if (!parsed.ok()) return;  // check.broken of what asks it
        for (Error& finding : parsed->findings()) {
            Error e = error("check.table");
            e.details.push_back(std::move(finding));
            add(Weight::doubt, d.key, std::move(e));
        }
    }

    void dead_ends(const Automation& a) {
        const std::vector<bool> ends = reaches_an_end(a.graph);
        for (std::size_t i = 0; i < a.graph.nodes.size(); ++i) {
            const Node& n = a.graph.nodes[i];
            if (ends[i]) continue;
            return add(Weight::fault, a.key, error("check.node_dead_end", {{"node", n.id}}, n.path));
        }
    }

    void role(const Automation& a, const Node& n, const std::string& key) {
        if (key.empty()) return;
        const auto people = model::people_with_role(ws_, key);
        const model::Role* role = ws_.catalog().role(key);
        const std::string label = role ? role->label.in(ws_.info().language) : key;
        if (people.empty()) return add(Weight::doubt, a.key, error("check.role_empty", {{"role", label}}, n.path));
        const bool all_away = std::all_of(people.begin(), people.end(), [&](model::RowId p) {
            return model::is_absent(ws_, p, now_) && model::stand_in(ws_, p, now_) == p;
        });
        if (all_away) add(Weight::doubt, a.key, error("check.no_substitute", {{"role", label}}, n.path));
    }

    void people(const Automation& a) {
        for (const Node& n : a.graph.nodes) {
            if (n.approval)
                for (const auto& approver : n.approval->approvers) role(a, n, approver.role);
            if (const auto* task = std::get_if<TaskStep>(&n.action)) role(a, n, task->assignee_role);
            if (const auto* notify = std::get_if<NotifyStep>(&n.action)) role(a, n, notify->role);
            if (const auto* assign = std::get_if<AssignStep>(&n.action)) role(a, n, assign->role);
        }
    }

    void due(const Automation& a, const Node& n, const TimeSpec& spec) {
        if (!spec.time || spec.kind != TimeSpec::Kind::working_days) return;
        const model::Workspace& ws = ws_;
        const Date today = ws.zone().to_local(now_).date;
        for (int d = 0; d < 28; ++d)
            for (const auto& span : ws.working_calendar(spec.calendar).spans({today.days + d}))
                if (*spec.time >= span.from && *spec.time <= span.to) return;
        add(Weight::doubt, a.key, error("check.outside_hours", {{"time", format_iso(*spec.time).substr(0, 5)}}, n.path));
    }

    void times(const Automation& a) {
        const Date today = ws_.zone().to_local(now_).date;
        for (const Trigger& t : a.triggers)
            if (t.schedule && t.schedule->never_on_a_working_day(today, ws_.working_calendar(t.calendar)))
                add(Weight::doubt, a.key, error("check.never_worked", {}, "/trigger"));
        for (const Node& n : a.graph.nodes) {
            if (const auto* task = std::get_if<TaskStep>(&n.action); task && task->due) due(a, n, *task->due);
            if (n.approval && n.approval->task.due) due(a, n, *n.approval->task.due);
        }
    }

    // What other definitions it counts on.
    void others(const Automation& a) {
        const auto callee = [&](const Node& n, const std::string& key, bool waits) {
            const Automation* other = registry_.find(key);
            if (!other) return add(Weight::fault, a.key, error("check.call_unknown", {{"process", key}}, n.path));
            const bool open = std::any_of(other->triggers.begin(), other->triggers.end(), [&](const Trigger& t) {
                return t.kind == Trigger::Kind::called || (t.kind == Trigger::Kind::manual && !waits);
            });
            if (!open) add(Weight::fault, a.key, error("check.call_refused", {{"process", other->label.in(ws_.info().language)}}, n.path));
        };
        for (const Node& n : a.graph.nodes) {
            if (n.call) callee(n, n.call->automation, true);
            if (const auto* start = std::get_if<StartStep>(&n.action)) callee(n, start->automation, false);
            if (const auto* signal = std::get_if<SignalStep>(&n.action); signal && !heard(signal->name))
                add(Weight::doubt, a.key, error("check.signal_unheard", {{"signal", signal->name}}, n.path));
            for (const Wait& w : n.waits)
                if (w.kind == Wait::Kind::signal && !thrown(w.name)) add(Weight::fault, a.key, error("check.signal_unthrown", {{"signal", w.name}}, n.path));
        }
        for (const Trigger& t : a.triggers)
            if (t.kind == Trigger::Kind::signal_received && !thrown(t.event))
                add(Weight::fault, a.key, error("check.signal_unthrown", {{"signal", t.event}}, "/trigger"));
    }

    bool heard(const std::string& signal) const {
        return std::any_of(all_.begin(), all_.end(), [&](const auto& a) {
            return std::any_of(a->triggers.begin(), a->triggers.end(), [&](const Trigger& t) { return t.kind == Trigger::Kind::signal_received && t.event == signal; }) ||
                   std::any_of(a->graph.nodes.begin(), a->graph.nodes.end(), [&](const Node& n) {
                       return std::any_of(n.waits.begin(), n.waits.end(), [&](const Wait& w) { return w.kind == Wait::Kind::signal && w.name == signal; });
                   });
        });
    }
    bool thrown(const std::string& signal) const {
        return std::any_of(all_.begin(), all_.end(), [&](const auto& a) {
            return std::any_of(a->graph.nodes.begin(), a->graph.nodes.end(), [&](const Node& n) {
                const auto* step = std::get_if<SignalStep>(&n.action);
                return step && step->name == signal;
            });
        });
    }

    // Circles of definitions that set each other off at once. Scope `record` fires once and so breaks a circle.
    void loops() {
        const std::size_t n = all_.size();
        std::vector<std::vector<std::size_t>> leads(n);
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j)
                if (all_[j]->scope.kind != Scope::Kind::record && sets_off(*all_[i], *all_[j], registry_)) leads[i].push_back(j);
        std::set<std::set<std::size_t>> told;
        std::vector<std::size_t> path;
        std::vector<char> state(n);  // 0 not seen, 1 on the path, 2 done
        const std::function<void(std::size_t)> visit = [&](std::size_t at) {
            state[at] = 1;
            path.push_back(at);
            for (const std::size_t next : leads[at]) {
                if (state[next] == 1) {
                    const auto from = std::find(path.begin(), path.end(), next);
                    if (told.insert(std::set<std::size_t>(from, path.end())).second) tell_loop({from, path.end()});
                } else if (state[next] == 0) {
                    visit(next);
                }
            }
            path.pop_back();
            state[at] = 2;
        };
        for (std::size_t i = 0; i < n; ++i)
            if (state[i] == 0) visit(i);
    }

    void tell_loop(const std::vector<std::size_t>& circle) {
        std::string names;
        bool conditional = false;
        for (const std::size_t i : circle) {
            names += (names.empty() ? "" : " → ") + all_[i]->label.in(ws_.info().language);
            conditional = conditional || !all_[i]->when.empty() || has_choice(all_[i]->graph);
        }
        add(conditional ? Weight::doubt : Weight::fault, all_[circle.front()]->key, error("check.loop", {{"others", names}}));
    }
};

}  // namespace

std::vector<Finding> check_definitions(Engine& engine, model::Workspace& workspace, Instant now) {
    std::vector<Finding> found = Checker(engine, workspace, now).run();
    std::stable_sort(found.begin(), found.end(), [](const Finding& a, const Finding& b) { return a.definition < b.definition; });
    return found;
}

}  // namespace potok::automation
