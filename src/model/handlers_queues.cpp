#include <algorithm>

#include "model/documents.h"
#include "model/handlers.h"
#include "model/queries.h"
#include "model/queue.h"

namespace potok::model::handlers {

namespace {

constexpr std::size_t most_moved = 500;  // by one command: a transaction stays short

Result<const Queue*> queue_named(Operation& op, const std::string& key) {
    const Queue* q = queue(op.workspace(), key);
    if (!q) return potok::error("queue.unknown", {{"queue", key}}, "queue");
    return q;
}

std::string name_of(Operation& op, const Queue& q) {
    return q.label.in(op.workspace().info().language);
}

bool is_in(const std::vector<Waiting>& all, RowId record) {
    return std::any_of(all.begin(), all.end(), [&](const Waiting& w) { return w.record == record; });
}

// The open tasks that somebody has on a record go with it.
Status move_tasks(Operation& op, RowId record, RowId from, RowId to) {
    TaskFilter filter;
    filter.record = record;
    filter.assignee = from;
    for (const Task& t : tasks(op.workspace(), filter))
        POTOK_CHECK(op.update(*op.catalog().type("task"), t.row, {{"assignee", Value(to)}}));
    return {};
}

Status move_one(Operation& op, const Queue& q, RowId record, RowId to) {
    const Workspace& ws = op.workspace();
    const RecordType& type = *op.catalog().type(q.type);
    RowId former = 0;
    if (!q.kept_for.empty()) {
        POTOK_TRY(const Value kept, op.get(record, type, q.kept_for));
        former = row_of(ws, kept);
    }
    const auto claim = claim_of(ws, record);
    if (claim && claim->person != to) {
        POTOK_CHECK(end_claim(op, claim->row, "moved"));
        if (to != 0) POTOK_CHECK(move_tasks(op, record, claim->person, to));
    }
    if (q.kept_for.empty()) return {};
    if (to != 0 && former != 0 && former != to) POTOK_CHECK(move_tasks(op, record, former, to));
    return op.update(type, record, {{q.kept_for, to != 0 ? Value(to) : Value()}});
}

}  // namespace

// What is due runs before this command; without an engine nothing ends a claim by itself, so it is done here, too.
Status next(Operation& op) {
    Args args(op);
    const std::string key = args.text("queue");
    POTOK_CHECK(args.status());
    POTOK_TRY(const Queue* q, queue_named(op, key));
    POTOK_CHECK(expire_claims(op, op.now()));
    if (const auto held = held_claim(op.workspace(), key, op.actor())) POTOK_CHECK(tend_claim(op, held->record, op.now()));
    POTOK_TRY(const Choice choice, choose(op.workspace(), *q, op.actor(), op.now()));
    op.result = choice.record;
    if (choice.held) return {};
    POTOK_CHECK(op.insert(*op.catalog().type("handout"), {{"record", Value(choice.record)}, {"queue", Value(q->key)}, {"person", Value(op.actor())},
                                                        {"until", Value(op.now() + q->hold)}}));
    return {};
}

Status release_claim(Operation& op) {
    Args args(op);
    const RowId record = args.record("record");
    const std::string comment = args.text("comment", true);
    POTOK_CHECK(args.status());
    const auto claim = claim_of(op.workspace(), record);
    if (!claim) return potok::error("queue.no_claim", {{"record", title_of(op.workspace(), record)}}, "record");
    const Queue* q = queue(op.workspace(), claim->queue);
    if (claim->person != op.actor() && !(q && manages(op.workspace(), *q, op.actor())))
        return potok::error("queue.not_holder", {{"record", title_of(op.workspace(), record)}, {"person", title_of(op.workspace(), claim->person)}}, "record");
    op.result = record;
    return end_claim(op, claim->row, "released", comment);
}

Status move_work(Operation& op) {
    Args args(op);
    const std::string key = args.text("queue");
    const RowId to = args.record("to", "person", true);
    const std::vector<std::string> names = args.texts("records");
    POTOK_CHECK(args.status());
    const Workspace& ws = op.workspace();
    POTOK_TRY(const Queue* found, queue_named(op, key));
    const Queue q = *found;
    if (!manages(ws, q, op.actor())) return potok::error("queue.not_manager", {{"queue", name_of(op, q)}}, "queue");
    if (names.empty() || names.size() > most_moved)
        return potok::error("queue.too_many", {{"most", std::to_string(most_moved)}}, "records");
    if (to != 0 && !works_on(ws, q, to)) return potok::error("queue.not_worker", {{"queue", name_of(op, q)}, {"person", title_of(ws, to)}}, "to");
    if (to != 0 && q.kept_for.empty()) return potok::error("queue.keeps_nothing", {{"queue", name_of(op, q)}}, "to");
    const std::vector<Waiting> there = waiting(ws, q, op.now());
    for (const std::string& name : names) {
        const auto id = Uuid::parse(name);
        const auto record = id.ok() ? ws.row_of(*id) : std::nullopt;
        if (!record) return potok::error("record.missing", {{"type", q.type}}, "records");
        if (!is_in(there, *record)) return potok::error("queue.not_in_it", {{"queue", name_of(op, q)}, {"record", title_of(ws, *record)}}, "records");
        if (to != 0 && !fits(ws, q, *record, to, op.now()))
            return potok::error("queue.unfit", {{"person", title_of(ws, to)}, {"record", title_of(ws, *record)}}, "records");
        POTOK_CHECK(move_one(op, q, *record, to));
    }
    return {};
}

}  // namespace potok::model::handlers
