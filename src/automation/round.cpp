#include "automation/round.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "automation/plain_json.h"

namespace potok::automation {

using model::Change;
using model::RecordType;

Engine::Round::Touched& Engine::Round::touch(RowId record, const RecordType* type, int depth) {
    for (Touched& t : touched) {
        if (t.record != record) continue;
        t.depth = std::max(t.depth, depth);
        return t;
    }
    Touched t;
    t.record = record;
    t.type = type;
    t.depth = depth;
    touched.push_back(t);
    return touched.back();
}

namespace {

std::string text(const Value& v) {
    const std::string* t = v.as<std::string>();
    return t ? *t : std::string();
}

std::string text_after(const Change& c, std::string_view field) {
    const Change::Delta* d = c.delta(field);
    return d ? text(d->after) : std::string();
}

ValueContext event_data(const std::string& json) {
    const Json parsed = Json::parse(json, nullptr, false);
    ValueContext out;
    if (!parsed.is_object()) return out;
    for (const auto& [k, v] : parsed.items()) out.emplace_back(k, from_plain(v));
    return out;
}

bool is_engine_table(const RecordType& t) {
    return t.key == "firing" || t.key == "token" || t.key == "wait" || t.key == "flow";
}

}  // namespace

class RoundReader {
public:
    RoundReader(Engine& engine, model::Operation& op, Engine::State& state, Engine::Round& round)
        : engine_(engine), op_(op), state_(state), round_(round) {}

    void read(const Change& c) {
        if (is_engine_table(*c.type)) return;
        if (c.type->key == "definition") {
            const auto stored = c.delta("kind") ? Result<Value>(Value()) : op_.get(c.row, *c.type, "kind");
            const Change::Delta* d = c.delta("kind");
            const std::string kind = !d ? (stored.ok() ? text(*stored) : "") : d->after.is_null() ? text(d->before) : text(d->after);
            round_.definitions = round_.definitions || kind == "automation";
        }
        if (!c.type->registered) return;
        const auto d = state_.depth.find(c.cause.firing);
        depth_ = d == state_.depth.end() ? 0 : d->second + 1;
        by_ = c.cause.firing;
        own(c);
        if (c.subject != 0 && c.subject != c.row) related(c);
        if (c.type->key == "task") task(c);
        if (c.type->key == "incoming" && c.kind == Change::Kind::inserted) incoming(c);
    }

private:
    Engine& engine_;
    model::Operation& op_;
    Engine::State& state_;
    Engine::Round& round_;
    int depth_ = 0;
    RowId by_ = 0;

    Candidate candidate(RowId record) const {
        Candidate c;
        c.record = record;
        c.depth = depth_;
        c.set_off_by = by_;
        c.occasion = op_.public_id().str();
        return c;
    }

    template <class Fits>
    void offer(Trigger::Kind kind, const RecordType& type, const Candidate& made, Fits fits) {
        for (const Registry::Entry& e : engine_.registry_.listening(kind, type.key)) {
            if (!fits(e.the_trigger())) continue;
            Candidate c = made;
            c.automation = e.automation;
            c.trigger = &e.the_trigger();
            round_.candidates.push_back(std::move(c));
        }
    }

    // What a change says about the record itself.
    void own(const Change& c) {
        using K = Trigger::Kind;
        Engine::Round::Touched& touched = round_.touch(c.row, c.type, depth_);
        touched.itself = true;
        touched.created = touched.created || c.kind == Change::Kind::inserted;
        if (const Change::Delta* gone = c.delta("deleted_at"); gone && !gone->after.is_null()) touched.deleted = true;

        if (c.kind == Change::Kind::inserted)
            offer(K::record_created, *c.type, candidate(c.row), [](const Trigger&) { return true; });
        if (const Change::Delta* stage = c.delta("stage"); stage && c.type->on_pipeline) {
            touched.stage = true;
            const std::string from = text(stage->before), to = text(stage->after);
            std::string pipeline = text_after(c, "pipeline");
            if (pipeline.empty()) {
                const auto stored = op_.get(c.row, *c.type, "pipeline");
                if (stored.ok()) pipeline = text(*stored);
            }
            const model::Pipeline* p = op_.catalog().pipeline(pipeline);
            const model::Stage* s = p ? p->stage(to) : nullptr;
            if (s && s->kind != model::StageKind::open) touched.closed = true;
            if (!from.empty())
                offer(K::stage_left, *c.type, candidate(c.row), [&](const Trigger& t) { return t.names_it(from); });
            Candidate entered = candidate(c.row);
            if (const Change::Delta* visit = c.delta("stage_visit")) {
                if (const Decimal* n = visit->after.as<Decimal>()) entered.visit = n->to_int64().value_or(0);
            }
            offer(K::stage_entered, *c.type, entered, [&](const Trigger& t) { return t.names_it(to); });
        }
        if (c.kind == Change::Kind::updated) {
            Candidate changed = candidate(c.row);
            for (const Change::Delta& d : c.deltas) changed.data.old.emplace_back(d.field, d.before);
            offer(K::field_changed, *c.type, changed, [&](const Trigger& t) {
                return std::any_of(c.deltas.begin(), c.deltas.end(), [&](const auto& d) { return t.names_it(d.field); });
            });
        }
    }

    // What it says about the record it belongs to.
    void related(const Change& c) {
        using K = Trigger::Kind;
        const RecordType* type = op_.workspace().type_of(c.subject);
        if (!type) return;
        round_.touch(c.subject, type, depth_);
        const K kind = c.kind == Change::Kind::inserted ? K::related_created : K::related_changed;
        offer(kind, *type, candidate(c.subject), [&](const Trigger& t) {
            return t.type == c.type->key && (t.names.empty() || std::any_of(c.deltas.begin(), c.deltas.end(), [&](const auto& d) {
                                                 return t.names_it(d.field);
                                             }));
        });
    }

    // What comes from outside is for the record it names, though that one's own timeline be another's (a task's, an appointment's),
    // and for that other.
    void incoming(const Change& c) {
        const Change::Delta* named = c.delta("record");
        const Ref* ref = named ? named->after.as<Ref>() : nullptr;
        const RowId record = ref ? op_.workspace().row_of(ref->id).value_or(0) : 0;
        if (record != 0) received(c, record);
        if (c.subject != 0 && c.subject != record && c.subject != c.row) received(c, c.subject);
    }

    void received(const Change& c, RowId record) {
        const RecordType* type = op_.workspace().type_of(record);
        if (!type) return;
        const std::string event = text_after(c, "event");
        round_.events.push_back({record, event});
        Candidate made = candidate(record);
        made.data.event = event_data(text_after(c, "data"));
        offer(Trigger::Kind::event_received, *type, made, [&](const Trigger& t) { return t.event == event; });
    }

    void task(const Change& c) {
        const Change::Delta* state = c.delta("state");
        const Change::Delta* gone = c.delta("deleted_at");
        if (state || gone || c.delta("due") || c.kind == Change::Kind::inserted) round_.retimed_tasks.push_back(c.row);
        if (c.subject == 0 || c.subject == c.row) return;
        const bool done = state && text(state->after) == "done";
        const bool over = done || (state && text(state->after) == "withdrawn") || (gone && !gone->after.is_null());
        if (!over) return;
        const auto key = op_.get(c.row, *c.type, "key");
        round_.task_ends.push_back({c.subject, c.row, key.ok() ? text(*key) : std::string(), done});
        if (!done) return;
        const RecordType* type = op_.workspace().type_of(c.subject);
        if (!type) return;
        Candidate finished = candidate(c.subject);
        finished.data.task = c.row;
        const std::string& name = round_.task_ends.back().key;
        offer(Trigger::Kind::task_done, *type, finished, [&](const Trigger& t) { return t.names_it(name); });
    }
};

Engine::Round Engine::read(model::Operation& op, State& st) {
    Round round;
    RoundReader reader(*this, op, st, round);
    for (std::size_t i = st.cursor; i < op.changes().size(); ++i) reader.read(op.changes()[i]);
    st.cursor = op.changes().size();
    return round;
}

}  // namespace potok::automation
