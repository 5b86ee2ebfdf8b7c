// The clocks of triggers: before and after dates, overdue tasks.
#include <algorithm>

#include "automation/round.h"
#include "automation/tables.h"
#include "automation/times.h"
#include "db/connection.h"
#include "model/queries.h"
#include "model/queue.h"

namespace potok::automation {

using model::RecordType;

namespace {

std::string canonical(const Value& v) {
    return to_json(v).dump();
}

// The occasion of a date's clock is the date: the same date strikes once.
std::string date_occasion(const std::string& value) {
    return "date " + value;
}

}  // namespace

Status Engine::tend_clocks(model::Operation& op, State& st, const Round& round) {
    if (round.definitions) POTOK_CHECK(tend_all(op, st));
    for (const Round::Touched& t : round.touched) {
        if (t.itself) POTOK_CHECK(tend_clock(op, st, t.record, *t.type));
    }
    if (!model::queues(op.workspace()).empty())
        for (const Round::Touched& t : round.touched) POTOK_CHECK(tend_claims(op, st, t.record));
    for (const RowId task : round.retimed_tasks) POTOK_CHECK(tend_overdue(op, task));
    return {};
}

// Sets the clocks that a record's dates and stage ask for, and puts away those they no longer do.
Status Engine::tend_clock(model::Operation& op, State& st, RowId record, const RecordType& type) {
    const model::Workspace& ws = op.workspace();
    std::vector<WaitRow> wanted;
    for (const Trigger::Kind kind : {Trigger::Kind::before_date, Trigger::Kind::after_date}) {
        const auto listening = registry_.listening(kind, type.key);
        if (listening.empty()) continue;
        const Standing standing = standing_of(ws, type, record);
        for (const Registry::Entry& e : listening) {
            const Trigger& trigger = e.the_trigger();
            if (!standing.there || !in_place(*e.automation, trigger, standing)) continue;
            const Value value = field_of(ws, record, trigger.names.front());
            if (value.is_null()) continue;
            WaitRow w;
            w.kind = WaitRow::Kind::date;
            w.automation = e.automation->key;
            w.index = e.trigger;
            w.record = record;
            w.value = canonical(value);
            w.due = strikes_at(trigger, value, ws);
            const std::string key = firing_key(ws, *e.automation, record, standing, date_occasion(w.value));
            if (find_firing(op.db(), key)) continue;
            if (*w.due <= st.now) {
                // Missed: made up for while the date itself is still ahead.
                if (kind == Trigger::Kind::after_date || instant_of(value, ws) <= st.now) continue;
                w.due = st.now;
            }
            wanted.push_back(std::move(w));
        }
    }
    if (registry_.listening(Trigger::Kind::before_date, type.key).empty() &&
        registry_.listening(Trigger::Kind::after_date, type.key).empty())
        return {};
    for (const WaitRow& stored : waits_of_record(op.db(), record)) {
        if (stored.kind != WaitRow::Kind::date) continue;
        const auto same = std::find_if(wanted.begin(), wanted.end(), [&](const WaitRow& w) {
            return w.automation == stored.automation && w.index == stored.index && w.value == stored.value && w.due == stored.due;
        });
        if (same == wanted.end())
            POTOK_CHECK(remove_wait(op, stored.row));
        else
            wanted.erase(same);
    }
    for (const WaitRow& w : wanted) POTOK_CHECK(insert_wait(op, w));
    return {};
}

// A task was made, closed, reopened or given another due time.
Status Engine::tend_overdue(model::Operation& op, RowId task) {
    const model::Workspace& ws = op.workspace();
    const RecordType& type = *op.catalog().type("task");
    const Value ref = field_of(ws, task, "record");
    const Ref* subject = ref.as<Ref>();
    const auto record = subject ? ws.row_of(subject->id) : std::nullopt;
    const RecordType* subject_type = record ? ws.type_of(*record) : nullptr;
    if (!subject_type) return {};
    const Value state = field_of(ws, task, "state"), due = field_of(ws, task, "due");
    const std::string* word = state.as<std::string>();
    const Instant* at = due.as<Instant>();
    const bool ticking = standing_of(ws, type, task).there && word && *word == "open" && at &&
                         !registry_.listening(Trigger::Kind::task_overdue, subject_type->key).empty();
    bool set = false;
    for (const WaitRow& w : waits_of_record(op.db(), *record)) {
        if (w.task != task) continue;
        if (w.kind == WaitRow::Kind::overdue) {
            if (ticking && w.due == *at)
                set = true;
            else
                POTOK_CHECK(remove_wait(op, w.row));
        } else if (w.kind == WaitRow::Kind::time && w.due != (at ? std::optional(*at) : std::nullopt)) {
            // A process that waits for the task's due time goes by the new one.
            POTOK_CHECK(op.update(*op.catalog().type("wait"), w.row, {{"due", due}}));
        }
    }
    if (!ticking || set) return {};
    WaitRow w;
    w.kind = WaitRow::Kind::overdue;
    w.record = *record;
    w.task = task;
    w.due = *at;
    POTOK_CHECK(insert_wait(op, w));
    return {};
}

// A record of a queue: its claim ends when it has left the queue, and gives it back when its time is over.
Status Engine::tend_claims(model::Operation& op, State& st, RowId record) {
    POTOK_CHECK(model::tend_claim(op, record, st.now));
    const auto claim = model::claim_of(op.workspace(), record);
    bool set = false;
    for (const WaitRow& w : waits_of_record(op.db(), record)) {
        if (w.kind != WaitRow::Kind::claim) continue;
        if (claim && w.due == claim->until)
            set = true;
        else
            POTOK_CHECK(remove_wait(op, w.row));
    }
    if (!claim || set) return {};
    WaitRow w;
    w.kind = WaitRow::Kind::claim;
    w.record = record;
    w.due = claim->until;
    POTOK_CHECK(insert_wait(op, w));
    return {};
}

// Definitions have changed: every clock of a trigger is looked at anew.
Status Engine::tend_all(model::Operation& op, State& st) {
    std::vector<std::string> types;
    for (const auto& a : registry_.all()) {
        for (const Trigger& t : a->triggers) {
            const bool dated = t.kind == Trigger::Kind::before_date || t.kind == Trigger::Kind::after_date;
            if (dated && std::find(types.begin(), types.end(), a->type) == types.end()) types.push_back(a->type);
        }
    }
    for (const std::string& key : types)
        for (const RowId record : model::all_records(op.workspace(), key))
            POTOK_CHECK(tend_clock(op, st, record, *op.catalog().type(key)));
    for (const RowId task : model::find_records(op.workspace(), "task", "state", Value("open"))) {
        const Value due = field_of(op.workspace(), task, "due");
        if (const Instant* at = due.as<Instant>(); at && *at > st.now) POTOK_CHECK(tend_overdue(op, task));
    }
    POTOK_CHECK(tend_periods(op, st));
    for (const WaitRow& w : clocks_of_triggers(op.db())) {  // of automations that are no more
        if (w.kind == WaitRow::Kind::date && !registry_.find(w.automation)) POTOK_CHECK(remove_wait(op, w.row));
    }
    return {};
}

// A date's clock has struck.
Status Engine::strike(model::Operation& op, State& st, const WaitRow& wait) {
    POTOK_CHECK(remove_wait(op, wait.row));
    const Automation* a = registry_.find(wait.automation);
    if (!a || wait.index >= static_cast<int>(a->triggers.size())) return {};
    const Trigger& trigger = a->triggers[static_cast<std::size_t>(wait.index)];
    if (trigger.kind != Trigger::Kind::before_date && trigger.kind != Trigger::Kind::after_date) return {};
    if (canonical(field_of(op.workspace(), wait.record, trigger.names.front())) != wait.value) return {};
    Candidate c;
    c.automation = a;
    c.trigger = &trigger;
    c.record = wait.record;
    c.occasion = date_occasion(wait.value);
    const auto verdict = fire(op, st, c);
    return verdict.ok() ? Status() : verdict.error();
}

// A task is still open at the instant it is due.
Status Engine::come_late(model::Operation& op, State& st, const WaitRow& wait) {
    POTOK_CHECK(remove_wait(op, wait.row));
    const model::Workspace& ws = op.workspace();
    const Value state = field_of(ws, wait.task, "state"), due = field_of(ws, wait.task, "due"), key = field_of(ws, wait.task, "key");
    const std::string* word = state.as<std::string>();
    const std::string* name = key.as<std::string>();
    const Instant* at = due.as<Instant>();
    if (!standing_of(ws, *op.catalog().type("task"), wait.task).there || !word || *word != "open" || !at || wait.due != *at) return {};
    const RecordType* type = ws.type_of(wait.record);
    if (!type) return {};
    for (const Registry::Entry& e : registry_.listening(Trigger::Kind::task_overdue, type->key)) {
        if (!e.the_trigger().names_it(name ? *name : std::string())) continue;
        Candidate c;
        c.automation = e.automation;
        c.trigger = &e.the_trigger();
        c.record = wait.record;
        c.data.task = wait.task;
        c.occasion = "late " + ws.id_of(wait.task).str() + " " + format_iso(*at);
        const auto verdict = fire(op, st, c);
        if (!verdict.ok()) return verdict.error();
    }
    return {};
}

}  // namespace potok::automation
