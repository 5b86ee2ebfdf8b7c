// What is in a queue, in which order, and who gets it.
#include <algorithm>
#include <set>

#include "model/absences.h"
#include "model/documents.h"
#include "model/queries.h"
#include "model/queue.h"
#include "model/record_context.h"
#include "model/rights.h"
#include "model/workspace_impl.h"

namespace potok::model {

namespace {

bool has_one_of(const Person& p, const std::vector<std::string>& roles) {
    return std::any_of(p.roles.begin(), p.roles.end(), [&](const std::string& r) { return std::find(roles.begin(), roles.end(), r) != roles.end(); });
}

bool holds(const Workspace& ws, const std::string& condition, RowId record, RowId person, Instant now) {
    if (condition.empty()) return true;
    const auto verdict = evaluate(ws, condition, record, person, now);
    const bool* yes = verdict.ok() ? verdict->as<bool>() : nullptr;
    return yes && *yes;
}

Decimal priority_of(const Workspace& ws, const Queue& q, RowId record, Instant now) {
    if (q.priority.empty()) return {};
    const auto value = evaluate(ws, q.priority, record, 0, now);
    const Decimal* n = value.ok() ? value->as<Decimal>() : nullptr;
    return n ? *n : Decimal();
}

std::string column_of(const RecordType& type, const std::string& field) {
    const Field* f = field.empty() ? nullptr : type.field(field);
    return f ? "t." + storage::column(*f) : "NULL";
}

// Those in place; `only`: this record, 0: all. Its condition is still to be looked at.
std::vector<Waiting> in_place(const Workspace& ws, const Queue& q, RowId only) {
    const RecordType* type = ws.catalog().type(q.type);
    if (!type) return {};
    const std::string since = !q.since.empty() ? q.since : type->on_pipeline ? "stage_since" : "created_at";
    const bool by_day = type->field(since) && type->field(since)->kind == FieldKind::date;
    std::string sql = "SELECT t.id, " + column_of(*type, q.callback) + ", coalesce(" + column_of(*type, since) + (by_day ? " * 86400000" : "") +
                      ", t.created_at), " + column_of(*type, q.kept_for) +
                      ", (SELECT person FROM r_handout c WHERE c.record = t.id AND c.ended_at IS NULL AND c.deleted_at IS NULL LIMIT 1)";
    if (type->on_pipeline) sql += ", t.pipeline, t.stage";
    sql += " FROM " + storage::sql_name(type->table) + " t WHERE t.deleted_at IS NULL";
    if (only != 0) sql += " AND t.id = ?1";
    std::vector<Waiting> out;
    db::Statement s = ws.db().prepare(sql + " ORDER BY t.id");
    if (only != 0) s.bind(1, only);
    const Status read = s.each([&](db::Statement& row) {
        if (!q.pipeline.empty() && (row.text(5) != q.pipeline || !q.has_stage(row.text(6)))) return;
        Waiting w;
        w.record = row.i64(0);
        w.callback = row.maybe_instant(1);
        w.since = row.instant(2);
        w.kept_for = row.i64(3);
        w.claimed_by = row.i64(4);
        out.push_back(w);
    });
    return read.ok() ? out : std::vector<Waiting>{};
}

bool is_ahead(const Waiting& w, Instant now) {
    return w.callback && *w.callback > now;
}

bool goes_before(const Waiting& a, const Waiting& b, Instant now) {
    const bool ahead_a = is_ahead(a, now), ahead_b = is_ahead(b, now);
    if (ahead_a != ahead_b) return ahead_b;
    if (ahead_a) return std::pair(*a.callback, a.record) < std::pair(*b.callback, b.record);
    if (a.callback.has_value() != b.callback.has_value()) return a.callback.has_value();
    if (a.priority != b.priority) return a.priority > b.priority;
    const Instant at_a = a.callback.value_or(a.since), at_b = b.callback.value_or(b.since);
    return std::pair(at_a, a.record) < std::pair(at_b, b.record);
}

constexpr std::string_view claim_columns = "SELECT id, record, person, queue, created_at, until, ended_at, outcome FROM r_handout WHERE deleted_at IS NULL ";

Claim read_claim(const db::Statement& row) {
    return {row.i64(0), row.i64(1), row.i64(2), row.string(3), row.instant(4), row.instant(5), row.maybe_instant(6), row.string(7)};
}

template <class... Args>
std::optional<Claim> first_claim(const Workspace& ws, std::string_view condition, const Args&... args) {
    db::Statement s = ws.db().prepare(std::string(claim_columns) + std::string(condition) + " ORDER BY id LIMIT 1");
    s.bind_all(args...);
    const auto found = s.step();
    return found.ok() && *found ? std::optional(read_claim(s)) : std::nullopt;
}

// The moment work begins again; nothing while there is work now.
std::optional<Instant> opens(const Workspace& ws, std::string_view key, Instant now) {
    const WorkingCalendar& calendar = ws.working_calendar(key);
    if (calendar.is_working_time(now)) return {};
    return calendar.add_working_time(now, 1) + -1;
}

// The moment as the workspace's clocks show it: "2026-03-02 09:00".
Error shut(const char* code, const Queue& q, const Workspace& ws, Instant at) {
    const LocalDateTime local = ws.zone().to_local(at);
    return error(code, {{"queue", q.label.in(ws.info().language)}, {"at", format_iso(local.date) + " " + format_iso(local.time).substr(0, 5)}}, "queue");
}

Status within_hours(const Workspace& ws, const Queue& q, RowId person, Instant now) {
    if (!q.calendar.empty())
        if (const auto at = opens(ws, q.calendar, now)) return shut("queue.closed", q, ws, *at);
    if (q.person_calendar.empty()) return {};
    const auto key = evaluate(ws, q.person_calendar, 0, person, now);
    const std::string* name = key.ok() ? key->as<std::string>() : nullptr;
    if (!name || name->empty()) return {};
    if (!ws.catalog().definition("calendar", *name)) return error("calendar.unknown", {{"calendar", *name}}, "queue");
    if (const auto at = opens(ws, *name, now)) return shut("queue.off_hours", q, ws, *at);
    return {};
}

// Records that this person was the last to give back: others first.
std::set<RowId> given_back(const Workspace& ws, const Queue& q, RowId person) {
    std::set<RowId> out;
    db::Statement s = ws.db().prepare(
        "SELECT record FROM r_handout c WHERE queue = ?1 AND person = ?2 AND outcome = 'released' AND deleted_at IS NULL AND id = "
        "(SELECT max(id) FROM r_handout l WHERE l.record = c.record AND l.queue = ?1 AND l.deleted_at IS NULL)");
    s.bind(1, q.key).bind(2, person);
    const Status read = s.each([&](db::Statement& row) { out.insert(row.i64(0)); });
    return read.ok() ? out : std::set<RowId>{};
}

}  // namespace

bool works_on(const Workspace& ws, const Queue& q, RowId who) {
    const auto p = person(ws, who);
    return p && has_one_of(*p, q.roles);
}

bool manages(const Workspace& ws, const Queue& q, RowId who) {
    const auto p = person(ws, who);
    return p && (has_one_of(*p, q.managers) || has_one_of(*p, {std::string(administrator_role)}));
}

bool fits(const Workspace& ws, const Queue& q, RowId record, RowId person, Instant now) {
    return holds(ws, q.fits, record, person, now);
}

std::vector<RowId> workers(const Workspace& ws, const Queue& q) {
    std::vector<RowId> out;
    for (const Person& p : people(ws))
        if (has_one_of(p, q.roles)) out.push_back(p.row);
    return out;
}

std::optional<Claim> claim_of(const Workspace& ws, RowId record) {
    return first_claim(ws, "AND record = ?1 AND ended_at IS NULL", record);
}

std::optional<Claim> held_claim(const Workspace& ws, std::string_view queue, RowId person) {
    return first_claim(ws, "AND person = ?1 AND queue = ?2 AND ended_at IS NULL", person, queue);
}

std::vector<Waiting> waiting(const Workspace& ws, const Queue& q, Instant now) {
    std::vector<Waiting> out = in_place(ws, q, 0);
    std::erase_if(out, [&](const Waiting& w) { return !holds(ws, q.when, w.record, 0, now); });
    for (Waiting& w : out) w.priority = priority_of(ws, q, w.record, now);
    std::sort(out.begin(), out.end(), [&](const Waiting& a, const Waiting& b) { return goes_before(a, b, now); });
    return out;
}

std::vector<Load> load(const Workspace& ws, const Queue& q, Instant from, Instant now) {
    std::vector<Load> out;
    for (const RowId p : workers(ws, q)) {
        out.emplace_back();
        out.back().person = p;
    }
    const auto of = [&](RowId person) -> Load& {
        const auto it = std::find_if(out.begin(), out.end(), [&](const Load& l) { return l.person == person; });
        if (it != out.end()) return *it;
        out.emplace_back();
        out.back().person = person;
        return out.back();
    };
    for (const Waiting& w : waiting(ws, q, now)) {
        if (w.kept_for == 0 || w.claimed_by != 0) continue;
        Load& l = of(w.kept_for);
        ++l.kept;
        if (w.callback) ++(is_ahead(w, now) ? l.ahead : l.due);
    }
    db::Statement s = ws.db().prepare(std::string(claim_columns) + "AND queue = ?1 AND (ended_at IS NULL OR created_at >= ?2) ORDER BY id");
    s.bind(1, q.key).bind(2, from);
    std::vector<Claim> claims;
    if (!s.each([&](db::Statement& row) { claims.push_back(read_claim(row)); }).ok()) return {};
    for (const Claim& c : claims) {
        Load& l = of(c.person);
        if (!c.ended_at) l.claim = c.row;
        if (c.since < from) continue;
        ++l.handed;
        if (c.outcome == "done") ++l.done;
    }
    return out;
}

Result<Choice> choose(const Workspace& ws, const Queue& q, RowId who, Instant now) {
    if (!works_on(ws, q, who))
        return error("queue.not_worker", {{"queue", q.label.in(ws.info().language)}, {"person", title_of(ws, who)}}, "queue");
    if (auto held = held_claim(ws, q.key, who); held && held->until > now) return Choice{held->record, std::move(held)};
    if (is_absent(ws, who, now)) return error("queue.away", {{"person", title_of(ws, who)}}, "queue");
    POTOK_CHECK(within_hours(ws, q, who, now));
    // Kept for somebody who no longer works on it or is away: for anybody.
    std::set<RowId> there;
    for (const RowId p : workers(ws, q))
        if (!is_absent(ws, p, now)) there.insert(p);
    const auto mine = [&](const Waiting& w) {
        return (w.kept_for == 0 || w.kept_for == who || !there.contains(w.kept_for)) && holds(ws, q.fits, w.record, who, now);
    };
    std::vector<Waiting> all = waiting(ws, q, now);
    const std::set<RowId> back = given_back(ws, q, who);
    std::stable_partition(all.begin(), all.end(), [&](const Waiting& w) { return !is_ahead(w, now) && !back.contains(w.record); });
    std::stable_partition(all.begin(), all.end(), [&](const Waiting& w) { return !is_ahead(w, now); });
    int ready = 0;
    for (const Waiting& w : all) {
        if (w.claimed_by != 0) continue;
        if (is_ahead(w, now)) {
            if (!mine(w)) continue;
            return shut("queue.none_until", q, ws, *w.callback);
        }
        if (mine(w)) return Choice{w.record, {}};
        ++ready;
    }
    std::map<std::string, std::string> args = {{"queue", q.label.in(ws.info().language)}};
    if (ready == 0) return error("queue.empty", args, "queue");
    args["n"] = std::to_string(ready);
    return error("queue.none_fits", args, "queue");
}

Status end_claim(Operation& op, RowId claim, std::string_view outcome, std::string_view note) {
    Values values = {{"ended_at", Value(op.now())}, {"outcome", Value(outcome)}};
    if (!note.empty()) values.emplace_back("note", Value(note));
    return op.update(*op.catalog().type("handout"), claim, values);
}

Status expire_claims(Operation& op, Instant now) {
    std::vector<std::pair<RowId, Instant>> over;
    {
        db::Statement s = op.db().prepare("SELECT id, until FROM r_handout WHERE ended_at IS NULL AND until <= ?1 AND deleted_at IS NULL ORDER BY until, id");
        s.bind(1, now);
        POTOK_CHECK(s.each([&](db::Statement& row) { over.emplace_back(row.i64(0), row.instant(1)); }));
    }
    for (const auto& [claim, until] : over)
        POTOK_CHECK(op.update(*op.catalog().type("handout"), claim, {{"ended_at", Value(until)}, {"outcome", Value("expired")}}));
    return {};
}

Status tend_claim(Operation& op, RowId record, Instant now) {
    const Workspace& ws = op.workspace();
    const auto claim = claim_of(ws, record);
    if (!claim) return {};
    const Queue* q = queue(ws, claim->queue);
    const auto there = q ? in_place(ws, *q, record) : std::vector<Waiting>{};
    if (!there.empty() && !is_ahead(there.front(), now) && holds(ws, q->when, record, 0, now)) return {};
    return end_claim(op, claim->row, "done");
}

}  // namespace potok::model
