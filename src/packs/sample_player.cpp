#include "packs/sample_player.h"

#include <algorithm>

namespace potok::packs {

using model::RowId;

Error SamplePlayer::refused(Error why, const std::string& where) const {
    Error e = error("pack.sample_refused", {{"pack", pack.key}}, "samples.json" + where);
    e.details.push_back(std::move(why));
    return e;
}

Status SamplePlayer::run_timers(Instant until) {
    model::Reactor* reactor = ws.reactor();
    while (reactor) {
        const auto due = reactor->next_due(ws);
        if (!due || *due > until) break;
        at = std::max(at, *due);
        POTOK_CHECK(must(ws.administrator(), {"tick", Json::object()}, "#"));
    }
    return {};
}

Status SamplePlayer::must(RowId actor, const model::Command& command, const std::string& where) {
    auto outcome = ws.apply(command, actor, at);
    if (!outcome) return refused(outcome.error(), where);
    for (const auto& change : outcome->changes)
        if (change.kind == model::Change::Kind::inserted && change.type->registered) made.push_back(ws.id_of(change.row).str());
    // A copy: moving tasks leads back here.
    const std::vector<model::Change> changes = std::move(outcome->changes);
    const RowId about = outcome->record;
    for (const auto& change : changes) POTOK_CHECK(off_the_day_off(change, where));
    last = about;
    return {};
}

// A task that falls due on a day off is put to the next working day by the one who has it, as people do: before the works
// it is about, where these are on that day.
Status SamplePlayer::off_the_day_off(const model::Change& change, const std::string& where) {
    if (change.type->key != "task" || change.kind == model::Change::Kind::removed) return {};
    if (std::ranges::none_of(change.deltas, [](const auto& d) { return d.field == "due"; })) return {};
    const auto task = model::task(ws, change.row);
    if (!task || !task->due || task->state != "open" || task->assignee == 0) return {};
    const LocalDateTime due = ws.zone().to_local(*task->due);
    const WorkingCalendar& calendar = ws.working_calendar();
    if (calendar.is_working_day(due.date)) return {};
    Instant moved = ws.zone().to_instant({calendar.add_working_days(due.date, 0), due.time});
    for (const auto& b : model::bookings_of(ws, task->record)) {
        constexpr std::int64_t ahead = 30 * 60'000;
        if (b.from >= *task->due && b.from <= moved) moved = b.from + -ahead;
    }
    return must(task->assignee, {"update_task", {{"task", ref(task->row)}, {"due", to_json(Value(moved))}}}, where);
}

Result<RowId> SamplePlayer::named(const Json& name, const std::string& where) const {
    const auto it = names.rows.find(name.get<std::string>());
    if (it != names.rows.end()) return it->second;
    return refused(error("pack.sample_name", {{"name", name.get<std::string>()}}), where);
}

void SamplePlayer::name(const Json& object, RowId row) {
    if (object.contains("as")) names.rows[object["as"].get<std::string>()] = row;
}

Result<Instant> SamplePlayer::instant(const Json& text, const std::string& where) const {
    auto local = sample_time(text.get<std::string>(), today, ws.working_calendar());
    if (!local) return refused(local.error(), where);
    return ws.zone().to_instant(*local);
}

Result<Json> SamplePlayer::date(const Json& text, const std::string& where) const {
    auto local = sample_time(text.get<std::string>(), today, ws.working_calendar());
    if (!local) return refused(local.error(), where);
    return to_json(Value(local->date));
}

Result<Json> SamplePlayer::money(const Json& text, const std::string& where) const {
    model::Field field;
    field.key = "amount";
    field.kind = model::FieldKind::money;
    auto amount = sample_value(ws, field, text, today, names);
    if (!amount) return refused(amount.error(), where);
    return to_json(*amount);
}

Result<const model::RecordType*> SamplePlayer::type(const Json& key, const std::string& where) const {
    const model::RecordType* found = ws.catalog().type(key.get<std::string>());
    if (!found) return refused(error("type.unknown", {{"type", key.get<std::string>()}}), where);
    return found;
}

Result<Json> SamplePlayer::values(const model::RecordType& type, const Json& plain, const std::string& where) const {
    Json out = Json::object();
    for (const auto& [key, json] : plain.items()) {
        const model::Field* field = type.field(key);
        if (!field) return refused(error("field.unknown", {{"field", key}, {"type", type.key}}), where + "/values");
        auto v = sample_value(ws, *field, json, today, names);
        if (!v) return refused(v.error(), where + "/values/" + key);
        out[key] = to_json(*v);
    }
    return out;
}

}  // namespace potok::packs
