// The clocks of periodic triggers: one for each trigger, not for each record.
#include <algorithm>

#include "automation/engine.h"
#include "automation/executor.h"
#include "automation/round.h"
#include "model/queries.h"

namespace potok::automation {

namespace {

const Trigger* periodic(const Registry& registry, const WaitRow& wait) {
    const Automation* a = registry.find(wait.automation);
    if (!a || wait.index >= static_cast<int>(a->triggers.size())) return nullptr;
    const Trigger& trigger = a->triggers[static_cast<std::size_t>(wait.index)];
    return trigger.schedule ? &trigger : nullptr;
}

}  // namespace

// Definitions have changed: each periodic trigger has one clock that strikes by its schedule.
Status Engine::tend_periods(model::Operation& op, State& st) {
    const model::Workspace& ws = op.workspace();
    std::vector<WaitRow> wanted;
    for (const auto& a : registry_.all()) {
        for (std::size_t i = 0; i < a->triggers.size(); ++i) {
            if (!a->triggers[i].schedule) continue;
            const auto next = a->triggers[i].schedule->next(st.now, ws.zone(), ws.working_calendar(a->triggers[i].calendar));
            if (!next) continue;
            WaitRow w;
            w.kind = WaitRow::Kind::period;
            w.automation = a->key;
            w.index = static_cast<int>(i);
            w.due = *next;
            wanted.push_back(std::move(w));
        }
    }
    for (const WaitRow& stored : clocks_of_triggers(op.db())) {
        if (stored.kind != WaitRow::Kind::period) continue;
        const auto same = std::find_if(wanted.begin(), wanted.end(), [&](const WaitRow& w) {
            return w.automation == stored.automation && w.index == stored.index && w.due == stored.due;
        });
        if (same == wanted.end())
            POTOK_CHECK(remove_wait(op, stored.row));
        else
            wanted.erase(same);
    }
    for (const WaitRow& w : wanted) POTOK_CHECK(insert_wait(op, w));
    return {};
}

// The hour has struck: every record of the type that fits.
Status Engine::strike_period(model::Operation& op, State& st, const WaitRow& wait) {
    const model::Workspace& ws = op.workspace();
    POTOK_CHECK(remove_wait(op, wait.row));
    const Trigger* trigger = periodic(registry_, wait);
    if (!trigger) return {};
    const auto again = [&](Instant after) { return trigger->schedule->next(after, ws.zone(), ws.working_calendar(trigger->calendar)); };
    const auto arm = [&](std::optional<Instant> due) -> Status {
        if (!due) return {};
        WaitRow next = wait;
        next.due = *due;
        POTOK_CHECK(insert_wait(op, next));
        return {};
    };
    const std::optional<Instant> next = again(*wait.due);
    if (!trigger->each && next && *next <= op.now()) {  // slept through: the last of them stands for all
        Instant last = *next;
        for (auto later = again(last); later && *later <= op.now(); later = again(last)) last = *later;
        return arm(last);
    }
    POTOK_CHECK(arm(next));
    const Automation& a = *registry_.find(wait.automation);
    const std::shared_ptr<const Automation> kept = registry_.shared(a);  // a step may change definitions
    for (const RowId record : model::all_records(ws, a.type)) {
        Candidate c;
        c.automation = kept.get();
        c.trigger = trigger;
        c.record = record;
        c.occasion = "period " + format_iso(*wait.due);
        const auto verdict = fire(op, st, c);
        if (!verdict.ok()) return verdict.error();
    }
    return {};
}

}  // namespace potok::automation
