// Working off what steps left to be done: firings begun, answered and ended by others, signals.
#include <algorithm>

#include "automation/engine.h"
#include "automation/executor.h"
#include "automation/round.h"
#include "db/connection.h"
#include "model/queries.h"

namespace potok::automation {

using model::RecordType;

Status Engine::run_errand(model::Operation& op, State& st, const Errand& errand) {
    if (const auto* b = std::get_if<Begin>(&errand)) return begin(op, st, *b);
    if (const auto* r = std::get_if<Return>(&errand)) return give_back(op, st, *r);
    if (const auto* t = std::get_if<Throw>(&errand)) return broadcast(op, st, *t);
    return end_firings(op, st, std::get<End>(errand));
}

Status Engine::begin(model::Operation& op, State& st, const Begin& b) {
    const auto refuse = [&](Error why) -> Status {
        if (b.caller != 0) return give_back(op, st, {b.caller, {}, std::move(why)});
        op.problems.push_back(std::move(why));
        return {};
    };
    const Automation* a = registry_.find(b.automation);
    if (!a) return refuse(error("automation.unknown", {{"automation", b.automation}}));
    const auto door = std::find_if(a->triggers.begin(), a->triggers.end(), [&](const Trigger& t) {
        return t.kind == Trigger::Kind::called || (t.kind == Trigger::Kind::manual && b.caller == 0);
    });
    const RecordType* type = op.workspace().type_of(b.record);
    if (door == a->triggers.end() || !type || type->key != a->type) return refuse(error("automation.not_callable", {{"automation", a->key}}));
    const std::shared_ptr<const Automation> kept = registry_.shared(*a);
    Candidate c;
    c.automation = kept.get();
    c.trigger = &*door;
    c.record = b.record;
    c.data.vars = b.vars;
    c.occasion = b.occasion;
    c.called = true;
    c.caller = b.caller;
    c.set_off_by = b.from;
    const auto from = st.depth.find(b.from);
    c.depth = from == st.depth.end() ? 0 : from->second + 1;
    POTOK_TRY(const Verdict verdict, fire(op, st, c));
    switch (verdict) {
        case Verdict::fired:
        case Verdict::already:
            return {};
        case Verdict::off:
            return refuse(error("automation.off", {{"automation", a->key}}));
        case Verdict::elsewhere:
            return refuse(error("automation.not_in_stage", {{"automation", a->key}}));
        case Verdict::condition:
            return refuse(error("automation.condition_false", {{"automation", a->key}, {"condition", a->when.source()}}));
    }
    return {};
}

// The token that waited for a called firing goes on, or meets its error.
Status Engine::give_back(model::Operation& op, State& st, const Return& answer) {
    const RowId firing = firing_of(op.db(), answer.token);
    if (firing == 0) return {};  // no longer there
    auto executor = wake(op, st, firing);
    if (!executor.ok()) {
        op.problems.push_back(executor.error());
        return {};
    }
    const auto former = std::exchange(op.cause, model::Cause{firing, (*executor)->automation().key});
    const Status done = (*executor)->returned(answer.token, answer.vars, answer.error);
    op.cause = former;
    return done;
}

Status Engine::broadcast(model::Operation& op, State& st, const Throw& signal) {
    const auto from = st.depth.find(signal.from);
    const int depth = from == st.depth.end() ? 0 : from->second + 1;
    for (const WaitRow& w : waits_for_signal(op.db(), signal.name)) {
        int& theirs = st.depth[w.firing];
        theirs = std::max(theirs, depth);
        if (load_wait(op.db(), w.row)) POTOK_CHECK(come(op, st, w));
    }
    const model::Workspace& ws = op.workspace();
    const RecordType* thrower = ws.type_of(signal.record);
    for (const auto& a : std::vector(registry_.all())) {
        for (const Trigger& t : a->triggers) {
            if (t.kind != Trigger::Kind::signal_received || t.event != signal.name) continue;
            std::vector<RowId> records;
            if (!t.via.empty())
                records = model::find_records(ws, a->type, t.via, Value(Ref{ws.id_of(signal.record)}));
            else if (thrower && thrower->key == a->type)
                records.push_back(signal.record);
            for (const RowId record : records) {
                Candidate c;
                c.automation = a.get();
                c.trigger = &t;
                c.record = record;
                c.depth = depth;
                c.set_off_by = signal.from;
                c.occasion = op.public_id().str() + " " + std::to_string(signal.from);
                const auto verdict = fire(op, st, c);
                if (!verdict.ok()) return verdict.error();
            }
        }
    }
    return {};
}

Status Engine::end_firings(model::Operation& op, State& st, const End& end) {
    std::vector<RowId> firings;
    if (end.firing != 0)
        firings.push_back(end.firing);
    else
        firings = live_firings_of(op.db(), end.automation, end.record);
    for (const RowId firing : firings) {
        const auto row = load_firing(op.db(), firing);
        if (!row || (row->state != "running" && row->state != "failed")) continue;
        auto executor = wake(op, st, firing);
        if (!executor.ok()) {
            op.problems.push_back(executor.error());
            continue;
        }
        const auto former = std::exchange(op.cause, model::Cause{firing, (*executor)->automation().key});
        const Status done = (*executor)->withdraw(end.reason);
        op.cause = former;
        POTOK_CHECK(done);
    }
    return {};
}

}  // namespace potok::automation
