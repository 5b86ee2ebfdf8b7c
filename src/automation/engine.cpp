#include "automation/engine.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "automation/decisions.h"
#include "automation/delivery.h"
#include "automation/executor.h"
#include "automation/round.h"
#include "automation/tables.h"
#include "db/connection.h"
#include "model/record_context.h"

namespace potok::automation {

using model::RecordType;

Engine::Engine(std::vector<Locale> locales) : locales_(std::move(locales)) {}

std::vector<RecordType> Engine::tables() const {
    return engine_tables();
}

Registry& Engine::registry(const model::Workspace& workspace) {
    registry_.refresh(workspace.catalog());
    return registry_;
}

Engine::State& Engine::state(model::Operation& op) {
    if (!op.reactor_state) {
        auto made = std::make_shared<State>();
        made->now = op.now();
        op.reactor_state = made;
    }
    return *static_cast<State*>(op.reactor_state.get());
}

Status Engine::react(model::Operation& op, std::span<const model::Change>) {
    return settle(op);
}

// Answers to changes until there are none: each round first lets go and wakes what waits, then sets off what is new.
Status Engine::settle(model::Operation& op) {
    State& st = state(op);
    while (true) {
        registry_.refresh(op.catalog());
        while (st.cursor < op.changes().size()) {
            const Round round = read(op, st);
            POTOK_CHECK(tend_clocks(op, st, round));
            POTOK_CHECK(tend_waiting(op, st, round));
            // What puts things back as they were sets nothing off.
            if (op.command().name == "undo_run") continue;
            for (const Candidate& c : round.candidates) {
                const auto verdict = fire(op, st, c);
                if (!verdict.ok()) return verdict.error();
            }
        }
        if (!st.agenda.empty()) {
            const Errand errand = std::move(st.agenda.front());
            st.agenda.pop_front();
            POTOK_CHECK(run_errand(op, st, errand));
            continue;
        }
        // What became due by what was done just now. A tick sees to that itself.
        const auto due = op.command().name == "tick" ? std::nullopt : next_wait(op.db(), st.now);
        if (!due) return {};
        POTOK_CHECK(run_wait(op, st, *due));
    }
}

Surroundings Engine::around(model::Operation& op, State& st) {
    return {op, locales_, st.now, st.agenda};
}

// Thousands may fall due at the same moment: a tick wakes some of those that wait, with all that comes of it, however much that is; the
// rest is left to the next one.
Status Engine::run_due(model::Operation& op) {
    constexpr int most = 100;
    State& st = state(op);
    registry_.refresh(op.catalog());
    const RowId old = last_wait(op.db());
    std::optional<Instant> last;
    for (int woken = 0;;) {
        const auto wait = next_wait(op.db(), op.now(), woken < most ? 0 : old);
        if (!wait) break;
        if (wait->row <= old) ++woken;
        st.now = last ? std::max(*last, *wait->due) : *wait->due;
        if (!last || *last != st.now) {  // another instant: robots that set each other off are counted anew
            st.depth.clear();
            st.fired.clear();
        }
        last = st.now;
        POTOK_CHECK(run_wait(op, st, *wait));
        POTOK_CHECK(settle(op));
    }
    st.now = op.now();
    return {};
}

Status Engine::start(model::Operation& op, std::string_view automation, RowId record) {
    State& st = state(op);
    registry_.refresh(op.catalog());
    const Automation* a = registry_.find(automation);
    if (!a) return error("automation.unknown", {{"automation", std::string(automation)}}, "automation");
    const auto manual = std::find_if(a->triggers.begin(), a->triggers.end(),
                                     [](const Trigger& t) { return t.kind == Trigger::Kind::manual; });
    const RecordType* type = op.workspace().type_of(record);
    if (manual == a->triggers.end() || !type || type->key != a->type)
        return error("automation.not_by_hand", {{"automation", a->key}}, "automation");
    Candidate c;
    c.automation = a;
    c.trigger = &*manual;
    c.record = record;
    c.occasion = op.public_id().str();
    POTOK_TRY(const Verdict verdict, fire(op, st, c));
    switch (verdict) {
        case Verdict::fired:
            return settle(op);
        case Verdict::off:
            return error("automation.off", {{"automation", a->key}}, "automation");
        case Verdict::already:
            return error("automation.already", {{"automation", a->key}}, "automation");
        case Verdict::elsewhere:
            return error("automation.not_in_stage", {{"automation", a->key}}, "automation");
        case Verdict::condition:
            return error("automation.condition_false", {{"automation", a->key}, {"condition", a->when.source()}}, "automation");
    }
    return {};
}

std::optional<Instant> Engine::next_due(model::Workspace& workspace) {
    return first_due(workspace.db());
}

Status Engine::check_definition(const model::Workspace& workspace, const model::Definition& definition) {
    if (definition.kind == "decision") return check_decision(definition, workspace.catalog());
    if (definition.kind == "connector") return check_connector(definition, workspace.catalog());
    const auto parsed = parse_automation(definition, workspace.catalog());
    return parsed.ok() ? Status() : parsed.error();
}

Standing standing_of(const model::Workspace& workspace, const RecordType& type, RowId record) {
    Standing s;
    const std::string table = "\"" + type.table + "\"";
    db::Statement q = workspace.db().prepare(
        type.on_pipeline ? "SELECT deleted_at, pipeline, stage, stage_visit FROM " + table + " WHERE id = ?1"
                         : "SELECT deleted_at FROM " + table + " WHERE id = ?1");
    q.bind(1, record);
    const auto found = q.step();
    if (!found.ok() || !*found) return s;
    s.there = q.is_null(0);
    if (!type.on_pipeline) return s;
    s.pipeline = q.string(1);
    s.stage = q.string(2);
    s.visit = q.i64(3);
    return s;
}

Value field_of(const model::Workspace& workspace, RowId record, std::string_view field) {
    return model::RecordContext(workspace, record, 0, Instant{}).name(field).value_or(Value());
}

bool in_place(const Automation& automation, const Trigger& trigger, const Standing& standing) {
    if (!automation.is_about(standing.pipeline)) return false;
    return trigger.in.empty() || std::find(trigger.in.begin(), trigger.in.end(), standing.stage) != trigger.in.end();
}

std::string firing_key(const model::Workspace& workspace, const Automation& automation, RowId record, const Standing& standing,
                       const std::string& occasion) {
    std::string key = automation.key + "|" + workspace.id_of(record).str() + "|";
    switch (automation.scope.kind) {
        case Scope::Kind::operation:
            return key + occasion;
        case Scope::Kind::stage_visit:
            return key + "visit " + std::to_string(standing.visit);
        case Scope::Kind::record:
            return key + "record";
        case Scope::Kind::value:
            return key + "value " + to_json(field_of(workspace, record, automation.scope.field)).dump();
    }
    return key;
}

namespace {

// What the firing's grounds have to be compared with later.
std::string ground_values(const model::Workspace& ws, const Automation& a, RowId record) {
    Json kept = Json::object();
    for (const Ground& g : a.grounds)
        if (g.kind == Ground::Kind::value) kept[g.field] = to_json(field_of(ws, record, g.field));
    return kept.empty() ? std::string() : kept.dump();
}

}  // namespace

Result<Engine::Verdict> Engine::fire(model::Operation& op, State& st, const Candidate& c) {
    const Automation& a = *c.automation;
    const model::Workspace& ws = op.workspace();
    const RecordType* type = op.catalog().type(a.type);
    const Standing standing = standing_of(ws, *type, c.record);
    if (!standing.there || !in_place(a, *c.trigger, standing)) return Verdict::elsewhere;
    if (c.trigger->kind == Trigger::Kind::stage_entered && c.visit != 0 && c.visit != standing.visit) return Verdict::elsewhere;
    const Moment moment{&op.workspace(), type, c.record, st.now, &c.data};
    if (!a.enabled.holds(moment)) return Verdict::off;
    if (!a.when.holds(moment)) return Verdict::condition;

    FiringRow f;
    if (c.called) {
        const std::string key = a.key + "|" + ws.id_of(c.record).str() + "|call " + c.occasion;
        f.key = key;
        for (int n = 2; find_firing(op.db(), f.key); ++n) f.key = key + "#" + std::to_string(n);  // a step in a loop calls again
    } else {
        f.key = firing_key(ws, a, c.record, standing, c.occasion);
        if (find_firing(op.db(), f.key)) return Verdict::already;
    }
    f.automation = a.key;
    f.version = a.version;
    f.record = c.record;
    f.at = st.now;
    f.visit = standing.visit;
    f.data = c.data;
    f.caller = c.caller;
    f.set_off_by = c.set_off_by;
    f.state = c.caller != 0 ? "running" : Executor::first_state(a);
    if (f.state == "done") {
        f.acted = true;
        f.ended_at = st.now;
    } else {
        f.ground = ground_values(ws, a, c.record);
        POTOK_TRY(f.flow, keep_flow(op, a));
    }
    const int count = ++st.fired[c.record];
    const bool refused = c.depth > deepest || count > most_for_a_record;
    if (refused) {
        f.state = "running";
        f.acted = false;
        f.ended_at.reset();
    }
    POTOK_TRY(f.row, insert_firing(op, f));
    st.depth[f.row] = c.depth;
    const auto shared = registry_.shared(a);
    Executor executor(around(op, st), shared, std::move(f));
    const auto former = std::exchange(op.cause, model::Cause{executor.firing().row, a.key});
    const Status done =
        refused ? executor.refuse(error("automation.loop", {{"automation", a.key}, {"depth", std::to_string(c.depth)}})) : executor.start();
    op.cause = former;
    if (!done.ok()) return done.error();
    // A condition that does not hold from the start is no ground to wait on.
    if (executor.firing().state == "running") {
        const std::string reason = lost_ground(executor, Round{});
        if (!reason.empty()) st.agenda.push_back(End{executor.firing().row, {}, 0, reason});
    }
    return Verdict::fired;
}

}  // namespace potok::automation
