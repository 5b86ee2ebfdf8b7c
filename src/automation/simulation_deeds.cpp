// What people and connected systems do to a simulated record, as they did to another one.
#include "automation/simulation_run.h"

#include <algorithm>

#include "model/queries.h"

namespace potok::automation {

using model::RowId;

namespace {

Json ref(const model::Workspace& ws, RowId row) { return {{"ref", ws.id_of(row).str()}}; }

}  // namespace

// The next deed of a stay. A move that is refused is tried again on the next working days.
Status SimulationRun::turn_to(RowId row, int turn) {
    constexpr int most_tries = 5;
    auto found = cases_.find(row);
    if (found == cases_.end() || found->second.turn != turn || !found->second.scheduled) return {};
    const Deed& deed = found->second.stay->deeds[found->second.next];
    const int visit = found->second.visit;
    found->second.scheduled = false;
    POTOK_TRY(const bool done, do_deed(deed, row));
    found = cases_.find(row);
    if (found == cases_.end() || found->second.visit != visit) return {};
    Case& c = found->second;
    c.last = now_;
    if (!done && deed.command == "move" && ++c.tries < most_tries) {
        c.scheduled = true;
        schedule(calendar().add_working_days(now_, 1), {Next::Kind::deed, row, ++c.turn, nullptr});
        return {};
    }
    c.tries = 0;
    ++c.next;
    go_on(row);
    return {};
}

bool SimulationRun::fill(Json& args, RowId of) {
    if (args.is_structured()) {
        for (auto& inner : args)
            if (!fill(inner, of)) return false;
        return true;
    }
    if (!args.is_string()) return true;
    const std::string text = args.get<std::string>();
    if (text == "@case") {
        args = ws_->id_of(of).str();
    } else if (text.starts_with("@new ")) {
        const std::string type_key = text.substr(5);
        RowId newest = 0;
        const auto c = cases_.find(of);
        if (c != cases_.end())
            if (const auto known = c->second.newest.find(type_key); known != c->second.newest.end()) newest = known->second;
        const model::RecordType* type = ws_->catalog().type(type_key);
        if (newest == 0 && type && !type->subject_field.empty()) {
            const auto rows = model::find_records(*ws_, type_key, type->subject_field, Value(Ref{ws_->id_of(of)}));
            if (!rows.empty()) newest = rows.back();
        }
        if (newest == 0) return false;
        args = ws_->id_of(newest).str();
    }
    return true;
}

Result<bool> SimulationRun::do_deed(const Deed& deed, RowId of) {
    Json args = shifted(*ws_, deed.args, deed.at, now_);
    if (!fill(args, of)) {
        ++tally_.refused["reference.missing"];
        return false;
    }
    if (deed.command == "book") return book(std::move(args), deed, of);
    if (args.is_object() && args.contains("external_id")) args["external_id"] = "simulated-" + std::to_string(++outside_ids_);
    if (deed.command == "create" && args.contains("values")) {  // two cannot have the same
        if (const model::RecordType* type = ws_->catalog().type(args.value("type", "")))
            for (const model::Field& f : type->fields)
                if (f.unique && !f.required) args["values"].erase(f.key);
    }
    return apply({deed.command, std::move(args)}, deed.actor, of);
}

// As they booked: for as long, that resource or another of its kind, at the first time from then on at which one is free.
Result<bool> SimulationRun::book(Json args, const Deed& deed, RowId of) {
    constexpr int most_times = 400;
    const auto instant = [&](const char* key) -> std::optional<Instant> {
        const auto value = args.contains(key) ? value_from_json(args[key]) : Result<Value>(Value());
        const Instant* t = value.ok() ? value->as<Instant>() : nullptr;
        return t ? std::optional(*t) : std::nullopt;
    };
    const Json& named = args.contains("resource") ? args["resource"] : Json();
    const auto id = Uuid::parse(named.is_string() ? named.get<std::string>() : named.is_object() ? named.value("ref", "") : "");
    const auto wanted = id.ok() ? ws_->row_of(*id) : std::nullopt;
    auto from = instant("from");
    const auto to = instant("to");
    const auto known = wanted ? tally_.resources.find(*wanted) : tally_.resources.end();
    if (!from || !to || known == tally_.resources.end()) return apply({deed.command, std::move(args)}, deed.actor, of);
    const std::int64_t length = *to - *from;
    std::vector<RowId> choice{*wanted};
    for (const auto& resource : model::resources(*ws_, known->second.kind))
        if (resource.row != *wanted) choice.push_back(resource.row);
    for (int i = 0; i < most_times; ++i) {
        std::optional<Instant> free;
        for (const RowId resource : choice) {
            const auto taken = model::booking_conflicts(*ws_, resource, *from, *from + length);
            if (taken.empty()) {
                args["resource"] = ref(*ws_, resource);
                args["from"] = to_json(Value(*from));
                args["to"] = to_json(Value(*from + length));
                return apply({deed.command, std::move(args)}, deed.actor, of);
            }
            const Instant end = std::max_element(taken.begin(), taken.end(), [](const auto& a, const auto& b) { return a.to < b.to; })->to;
            free = free ? std::min(*free, end) : end;
        }
        from = next_working(*free);
    }
    return apply({deed.command, std::move(args)}, deed.actor, of);
}

}  // namespace potok::automation
