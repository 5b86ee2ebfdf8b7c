// Firings that wait: waking them, and letting them go when their ground has gone.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "automation/executor.h"
#include "automation/round.h"
#include "db/connection.h"
#include "model/queue.h"

namespace potok::automation {

// The firing with its tokens, by the version of the definition it began with.
Result<std::unique_ptr<Executor>> Engine::wake(model::Operation& op, State& st, RowId firing) {
    auto row = load_firing(op.db(), firing);
    if (!row) return error("firing.unknown", {{"firing", std::to_string(firing)}});
    POTOK_TRY(auto automation, registry_.version(op.db(), op.catalog(), row->flow));
    auto executor = std::make_unique<Executor>(around(op, st), std::move(automation), std::move(*row));
    POTOK_CHECK(executor->load());
    return executor;
}

// Why the firing's ground has gone, as a key of the locale files; empty while it holds.
std::string Engine::lost_ground(const Executor& e, const Round& round) {
    const Moment m = e.moment();
    const Standing standing = standing_of(*m.workspace, *m.type, m.record);
    if (!standing.there) return "automation.reason.deleted";
    const auto touched = std::find_if(round.touched.begin(), round.touched.end(), [&](const auto& t) { return t.record == m.record; });
    for (const Ground& g : e.automation().grounds) {
        switch (g.kind) {
            case Ground::Kind::record:
                break;
            case Ground::Kind::stage:
                if (standing.visit != e.firing().visit) return "automation.reason.stage";
                break;
            case Ground::Kind::open:
                if (touched != round.touched.end() && touched->closed) return "automation.reason.closed";
                break;
            case Ground::Kind::value: {
                const Json kept = Json::parse(e.firing().ground, nullptr, false);
                if (kept.is_object() && kept.contains(g.field) && kept[g.field] != to_json(field_of(*m.workspace, m.record, g.field)))
                    return "automation.reason.value";
                break;
            }
            case Ground::Kind::condition:
                if (!g.condition.holds(m)) return "automation.reason.condition";
                break;
        }
    }
    return {};
}

Status Engine::tend_waiting(model::Operation& op, State& st, const Round& round) {
    for (const Round::Touched& t : round.touched) {
        if (t.created) continue;  // nothing can wait for it yet
        std::vector<WaitRow> come_now;
        for (const RowId firing : live_firings(op.db(), t.record)) {
            auto executor = wake(op, st, firing);
            if (!executor.ok()) {
                op.problems.push_back(executor.error());
                continue;
            }
            Executor& e = **executor;
            const auto former = std::exchange(op.cause, model::Cause{firing, e.automation().key});
            Status done;
            const std::string reason = e.firing().state == "running" ? lost_ground(e, round) : std::string();
            if (!reason.empty()) {
                done = e.withdraw(reason);
            } else {
                int& depth = st.depth[firing];
                depth = std::max(depth, t.depth);
                for (const WaitRow& w : e.waits()) {
                    const bool there = [&] {
                        switch (w.kind) {
                            case WaitRow::Kind::task:
                                return std::any_of(round.task_ends.begin(), round.task_ends.end(), [&](const Round::TaskEnd& end) {
                                    return w.task != 0 ? end.task == w.task
                                                       : end.done && end.record == t.record && end.key == w.name;
                                });
                            case WaitRow::Kind::event:
                                return std::any_of(round.events.begin(), round.events.end(), [&](const Round::Event& event) {
                                    return event.record == t.record && event.name == w.name;
                                });
                            case WaitRow::Kind::condition:
                                return e.condition_holds(w);
                            default:
                                return false;
                        }
                    }();
                    if (there) come_now.push_back(w);
                }
            }
            op.cause = former;
            POTOK_CHECK(done);
        }
        for (const WaitRow& w : come_now) {
            if (load_wait(op.db(), w.row)) POTOK_CHECK(come(op, st, w));
        }
    }
    return {};
}

// What the wait was for is there: its firing goes on.
Status Engine::come(model::Operation& op, State& st, const WaitRow& wait) {
    auto executor = wake(op, st, wait.firing);
    if (!executor.ok()) return executor.error();
    const std::string& key = (*executor)->automation().key;
    const auto depth = st.depth.find(wait.firing);
    const bool loop = (depth != st.depth.end() && depth->second > deepest) || ++st.fired[wait.record] > most_for_a_record;
    const auto former = std::exchange(op.cause, model::Cause{wait.firing, key});
    const Status done = loop ? (*executor)->hold(wait.row, error("automation.loop", {{"automation", key}})) : (*executor)->come(wait.row);
    op.cause = former;
    return done;
}

Status Engine::run_wait(model::Operation& op, State& st, const WaitRow& wait) {
    if (wait.kind == WaitRow::Kind::date) return strike(op, st, wait);
    if (wait.kind == WaitRow::Kind::overdue) return come_late(op, st, wait);
    if (wait.kind == WaitRow::Kind::period) return strike_period(op, st, wait);
    if (wait.kind == WaitRow::Kind::claim) {
        POTOK_CHECK(remove_wait(op, wait.row));
        return model::expire_claims(op, st.now);
    }
    const Status done = come(op, st, wait);
    if (!done.ok()) {  // its definition cannot be read any more: kept for the day it can, off the clock
        op.problems.push_back(done.error());
        return op.update(*op.catalog().type("wait"), wait.row, {{"due", Value()}});
    }
    // Nobody took it: its token is gone.
    if (const auto left = load_wait(op.db(), wait.row)) return remove_wait(op, left->row);
    return {};
}

Status Engine::retry(model::Operation& op, RowId firing) {
    State& st = state(op);
    registry_.refresh(op.catalog());
    POTOK_TRY(auto executor, wake(op, st, firing));
    if (executor->firing().state != "failed") return error("firing.not_failed", {{"firing", std::to_string(firing)}}, "firing");
    const auto former = std::exchange(op.cause, model::Cause{firing, executor->automation().key});
    st.depth[firing] = 0;
    const std::string reason = lost_ground(*executor, Round{});
    const Status done = reason.empty() ? executor->retry() : executor->withdraw(reason);
    op.cause = former;
    op.result = firing;
    POTOK_CHECK(done);
    return settle(op);
}

Status Engine::stop(model::Operation& op, RowId firing, const std::string& comment) {
    State& st = state(op);
    registry_.refresh(op.catalog());
    const auto row = load_firing(op.db(), firing);
    if (!row) return error("firing.unknown", {{"firing", std::to_string(firing)}}, "firing");
    if (row->state != "running" && row->state != "failed") return error("firing.over", {{"firing", std::to_string(firing)}}, "firing");
    op.result = firing;
    POTOK_CHECK(end_firings(op, st, {firing, {}, 0, comment.empty() ? "automation.reason.by_hand" : comment}));
    return settle(op);
}

}  // namespace potok::automation
