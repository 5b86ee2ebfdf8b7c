// Steps that share out work and time: who takes a record, which crew or room is booked for it.
#include <algorithm>

#include "automation/action_parts.h"
#include "automation/counters.h"
#include "automation/times.h"
#include "model/absences.h"

namespace potok::automation::action {

namespace {

// By turns: whoever of the role had a turn longest ago, absent people left out; those who never had one first, by name.
Result<RowId> next_in_turn(const ActionContext& c, const std::string& role) {
    const Workspace& ws = *c.moment.workspace;
    RowId chosen = 0;
    std::int64_t longest_ago = 0;
    std::string counter;
    for (const model::Person& p : model::people(ws)) {  // by name
        if (std::find(p.roles.begin(), p.roles.end(), role) == p.roles.end() || model::is_absent(ws, p.row, c.moment.now)) continue;
        const std::string name = "turn " + c.automation.key + " " + c.step + " " + ws.id_of(p.row).str();
        const std::int64_t last = counter_value(c.op, name);
        if (chosen != 0 && last >= longest_ago) continue;
        chosen = p.row;
        longest_ago = last;
        counter = name;
    }
    if (chosen == 0) return error("automation.nobody", {{"to", role}});
    POTOK_TRY(const std::int64_t turn, count_up(c.op, "turns " + c.automation.key + " " + c.step));
    POTOK_CHECK(set_counter(c.op, counter, turn));
    return chosen;
}

}  // namespace

Status perform_step(const ActionContext& c, const AssignStep& s, RowId& made) {
    RowId chosen = 0;
    if (s.by == AssignStep::By::turns) {
        POTOK_TRY(chosen, next_in_turn(c, s.role));
    } else {
        chosen = model::least_loaded(*c.moment.workspace, s.role, c.moment.now);
        if (chosen == 0) return error("automation.nobody", {{"to", s.role}});
    }
    made = c.moment.record;
    return c.op.update(*c.moment.type, c.moment.record, {{s.field, Value(chosen)}});
}

Status perform_step(const ActionContext& c, const BookStep& s, RowId& made) {
    const Workspace& ws = *c.moment.workspace;
    POTOK_TRY(const Instant from, moment_of(c, s.from));
    POTOK_TRY(const Instant to, moment_of(c, s.to));
    if (!(from < to)) return error("booking.empty", {}, "to");
    RowId resource = 0;
    if (!s.resource.empty()) {
        POTOK_TRY(resource, record_of(c, s.resource));
    } else {
        for (const model::Resource& r : model::resources(ws, s.kind)) {
            if (!model::booking_conflicts(ws, r.row, from, to).empty()) continue;
            resource = r.row;
            break;
        }
        if (resource == 0) return error("booking.none_free", {{"kind", s.kind}, {"from", format_iso(from)}, {"to", format_iso(to)}});
    }
    if (const auto conflicts = model::booking_conflicts(ws, resource, from, to); !conflicts.empty())
        return error("booking.conflict", {{"resource", model::title_of(ws, resource)}, {"n", std::to_string(conflicts.size())}});
    POTOK_TRY(made, insert(c, "booking", {{"record", Value(c.moment.record)}, {"resource", Value(resource)}, {"from", Value(from)}, {"to", Value(to)}}, c.step));
    if (s.into.empty()) return {};
    return c.op.update(*c.moment.type, c.moment.record, {{s.into, Value(resource)}});
}

Status perform_step(const ActionContext& c, const ReleaseStep& s, RowId& made) {
    const Workspace& ws = *c.moment.workspace;
    std::vector<RowId> of_kind;
    for (const model::Resource& r : model::resources(ws, s.kind)) of_kind.push_back(r.row);
    for (const model::Booking& b : model::bookings_of(ws, c.moment.record)) {
        if (!s.kind.empty() && std::find(of_kind.begin(), of_kind.end(), b.resource) == of_kind.end()) continue;
        if (b.to <= c.moment.now) continue;  // what has been is not given back
        made = b.row;
        POTOK_CHECK(c.op.remove(type(c, "booking"), b.row));
    }
    return {};
}

}  // namespace potok::automation::action
