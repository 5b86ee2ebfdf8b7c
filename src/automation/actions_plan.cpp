// Appointments in the first free slot.
#include <algorithm>

#include "automation/action_parts.h"
#include "automation/times.h"
#include "model/timetable.h"

namespace potok::automation::action {

Status perform_step(const ActionContext& c, const PlanStep& s, RowId& made) {
    const Workspace& ws = *c.moment.workspace;
    const model::Timetable* found = model::timetable(ws, s.timetable);
    if (!found) return error("timetable.unknown", {{"timetable", s.timetable}});
    const model::Timetable t = *found;
    model::SlotRequest request;
    for (const Value& person : people_of(c, s.people, {}))
        if (const Ref* ref = person.as<Ref>())
            if (const auto row = ws.row_of(ref->id)) request.people.push_back(*row);
    if (request.people.empty()) return error("automation.nobody", {{"to", s.people.source()}});
    if (!s.place.empty()) {
        POTOK_TRY(request.place, value_of(c, s.place));
    }
    POTOK_TRY(const Value length, value_of(c, s.length));
    const auto* lasts = length.as<DayTimeDuration>();
    if (!lasts) return error("automation.no_value", {{"expression", s.length.source()}});
    request.length = lasts->ms;
    POTOK_TRY(const Instant from, moment_of(c, s.from));
    POTOK_TRY(request.to, moment_of(c, s.to));
    request.from = std::max(from, c.moment.now);
    request.most = 1;
    POTOK_TRY(const auto slots, model::free_slots(ws, t, request));
    if (slots.empty()) return error("timetable.no_slot", {{"timetable", t.label.in(ws.info().language)}, {"n", std::to_string(request.people.size())}});
    const model::Slot& slot = slots.front();
    const RecordType& of = type(c, t.type);
    Values values = {{t.person, Value(slot.person)}, {t.from, Value(slot.from)}, {t.to, Value(slot.to)}};
    if (!of.subject_field.empty()) values.emplace_back(of.subject_field, Value(c.moment.record));
    POTOK_TRY(Values more, values_of(c, of, s.values));
    for (auto& [field, value] : more) values.emplace_back(field, std::move(value));
    POTOK_TRY(made, insert(c, t.type, std::move(values), c.step));
    Values own;
    if (!s.into.empty()) own.emplace_back(s.into, Value(made));
    if (!s.person.empty()) own.emplace_back(s.person, Value(slot.person));
    return own.empty() ? Status() : c.op.update(*c.moment.type, c.moment.record, own);
}

}  // namespace potok::automation::action
