#include "packs/samples.h"

#include <algorithm>
#include <set>

#include "base/sha256.h"
#include "model/queries.h"
#include "packs/sample_values.h"

namespace potok::packs {
namespace {

using model::RowId;

// Where the ids of what was put in are kept, for taking it out again.
std::string list_key(const Pack& pack) { return pack.key + ".samples"; }
constexpr const char* list_kind = "samples";

class Player {
public:
    Player(model::Workspace& ws, const Pack& pack, Instant now)
        : ws_(ws), pack_(pack), now_(now), today_(ws.zone().to_local(now).date) {}

    Result<int> play() {
        const Json& samples = pack_.samples;
        POTOK_CHECK(plan());
        now_at_ = acts_.empty() ? now_ : std::min(now_, acts_.front().at + -60'000);
        for (std::size_t i = 0; i < samples["people"].size(); ++i) POTOK_CHECK(person(samples["people"][i], place("people", i)));
        for (std::size_t i = 0; i < samples["records"].size(); ++i)
            POTOK_CHECK(record(samples["records"][i], place("records", i)));
        for (const Act& act : acts_) {
            POTOK_CHECK(run_timers(act.at));
            now_at_ = act.at;
            POTOK_CHECK(act.leg ? leg(*act.leg, *act.sample, act.index, act.place) : create(*act.sample, act.index, act.place));
        }
        POTOK_CHECK(run_timers(now_));
        Json ids = Json::array();
        for (const std::string& id : made_) ids.push_back(id);
        now_at_ = now_;
        POTOK_CHECK(must(ws_.administrator(), {"define", {{"kind", list_kind}, {"key", list_key(pack_)}, {"pack", pack_.key},
                                                          {"body", {{"records", ids}}}}}, "#"));
        return count_;
    }

private:
    struct Act {
        Instant at;
        const Json* sample = nullptr;
        const Json* leg = nullptr;  // none: the case is created
        std::size_t index = 0;
        std::string place;
    };

    static std::string place(const char* list, std::size_t i) { return "#/" + std::string(list) + "/" + std::to_string(i); }

    Error refused(Error why, const std::string& where) const {
        Error e = error("pack.sample_refused", {{"pack", pack_.key}}, "samples.json" + where);
        e.details.push_back(std::move(why));
        return e;
    }

    // All cases side by side, in the order of their times.
    Status plan() {
        const Json& cases = pack_.samples["cases"];
        rows_.resize(cases.size());
        for (std::size_t i = 0; i < cases.size(); ++i) {
            const std::string where = place("cases", i);
            POTOK_TRY(Instant at, instant(cases[i]["created"], where));
            acts_.push_back({std::min(at, now_), &cases[i], nullptr, i, where});
            if (!cases[i].contains("path")) continue;
            const Json& path = cases[i]["path"];
            for (std::size_t k = 0; k < path.size(); ++k) {
                const std::string leg_place = where + "/path/" + std::to_string(k);
                POTOK_TRY(const Instant next, instant(path[k]["at"], leg_place));
                at = std::max(at, next);
                if (at > now_) break;  // what lies ahead has not happened yet
                acts_.push_back({at, &cases[i], &path[k], i, leg_place});
            }
        }
        std::ranges::stable_sort(acts_, {}, [](const Act& a) { return a.at; });
        return {};
    }

    Result<Instant> instant(const Json& text, const std::string& where) {
        auto local = sample_time(text.get<std::string>(), today_, ws_.working_calendar());
        if (!local) return refused(local.error(), where);
        return ws_.zone().to_instant(*local);
    }

    Status run_timers(Instant until) {
        model::Reactor* reactor = ws_.reactor();
        while (reactor) {
            const auto due = reactor->next_due(ws_);
            if (!due || *due > until) break;
            now_at_ = std::max(now_at_, *due);
            POTOK_CHECK(must(ws_.administrator(), {"tick", Json::object()}, "#"));
        }
        return {};
    }

    Status must(RowId actor, const model::Command& command, const std::string& where) {
        auto outcome = ws_.apply(command, actor, now_at_);
        if (!outcome) return refused(outcome.error(), where);
        for (const auto& change : outcome->changes) {
            if (change.kind != model::Change::Kind::inserted || !change.type->registered) continue;
            if (own_.contains(change.type->key) || !change.type->pack.empty()) made_.push_back(ws_.id_of(change.row).str());
        }
        last_ = outcome->record;
        // A copy: moving tasks leads back here.
        const std::vector<model::Change> changes = std::move(outcome->changes);
        const RowId made = last_;
        for (const auto& change : changes) POTOK_CHECK(off_the_day_off(change, where));
        last_ = made;
        return {};
    }

    // A task that falls due on a day off is put to the next working day by the one who has it, as people do: before the works
    // it is about, where these are on that day.
    Status off_the_day_off(const model::Change& change, const std::string& where) {
        if (change.type->key != "task" || change.kind == model::Change::Kind::removed) return {};
        if (std::ranges::none_of(change.deltas, [](const auto& d) { return d.field == "due"; })) return {};
        const auto task = model::task(ws_, change.row);
        if (!task || !task->due || task->state != "open" || task->assignee == 0) return {};
        const LocalDateTime due = ws_.zone().to_local(*task->due);
        const WorkingCalendar& calendar = ws_.working_calendar();
        if (calendar.is_working_day(due.date)) return {};
        Instant moved = ws_.zone().to_instant({calendar.add_working_days(due.date, 0), due.time});
        for (const auto& b : model::bookings_of(ws_, task->record)) {
            constexpr std::int64_t ahead = 30 * 60'000;
            if (b.from >= *task->due && b.from <= moved) moved = b.from + -ahead;
        }
        return must(task->assignee, {"update_task", {{"task", ref(task->row)}, {"due", to_json(Value(moved))}}}, where);
    }

    Json ref(RowId row) const { return to_json(Value(ws_.id_of(row))); }

    Result<RowId> named(const Json& name, const std::string& where) const {
        const auto it = names_.rows.find(name.get<std::string>());
        if (it != names_.rows.end()) return it->second;
        return refused(error("pack.sample_name", {{"name", name.get<std::string>()}}), where);
    }

    Result<Json> values(const model::RecordType& type, const Json& plain, const std::string& where) const {
        Json out = Json::object();
        for (const auto& [key, json] : plain.items()) {
            const model::Field* field = type.field(key);
            if (!field) return refused(error("field.unknown", {{"field", key}, {"type", type.key}}), where + "/values");
            auto v = sample_value(ws_, *field, json, today_, names_);
            if (!v) return refused(v.error(), where + "/values/" + key);
            out[key] = to_json(*v);
        }
        return out;
    }

    Status person(const Json& p, const std::string& where) {
        Json args = p;
        args.erase("as");
        POTOK_CHECK(must(ws_.administrator(), {"create_person", args}, where));
        names_.rows[p["as"].get<std::string>()] = last_;
        ++count_;
        return {};
    }

    Status record(const Json& r, const std::string& where) {
        const model::RecordType* type = ws_.catalog().type(r["type"].get<std::string>());
        if (!type) return refused(error("type.unknown", {{"type", r["type"].get<std::string>()}}), where);
        POTOK_TRY(const Json v, values(*type, r["values"], where));
        POTOK_CHECK(must(ws_.administrator(), {"create", {{"type", type->key}, {"values", v}}}, where));
        names_.rows[r["as"].get<std::string>()] = last_;
        ++count_;
        return {};
    }

    Status create(const Json& c, std::size_t index, const std::string& where) {
        const model::RecordType* type = ws_.catalog().type(c["type"].get<std::string>());
        if (!type) return refused(error("type.unknown", {{"type", c["type"].get<std::string>()}}), where);
        POTOK_TRY(const RowId owner, named(c["owner"], where));
        POTOK_TRY(Json v, values(*type, c["values"], where));
        v["owner"] = ref(owner);
        Json args = {{"type", type->key}, {"values", v}};
        if (c.contains("pipeline")) args["pipeline"] = c["pipeline"];
        POTOK_CHECK(must(owner, {"create", args}, where));
        rows_[index] = last_;
        if (c.contains("as")) names_.rows[c["as"].get<std::string>()] = last_;
        ++count_;
        return {};
    }

    Status leg(const Json& leg, const Json& c, std::size_t index, const std::string& where) {
        const RowId row = rows_[index];
        const model::RecordType& type = *ws_.type_of(row);
        POTOK_TRY(const RowId who, named(leg.contains("by") ? leg["by"] : c["owner"], where));
        if (leg.contains("book")) POTOK_CHECK(book(leg["book"], row, who, where));
        if (leg.contains("values")) {
            POTOK_TRY(const Json v, values(type, leg["values"], where));
            POTOK_CHECK(must(who, {"set_fields", {{"record", ref(row)}, {"values", v}}}, where));
        }
        if (leg.contains("files")) {
            for (const auto& [field, name] : leg["files"].items()) {
                const std::string file = name.get<std::string>();
                POTOK_CHECK(must(who, {"attach", {{"record", ref(row)}, {"field", field}, {"name", file},
                                                  {"media_type", "application/pdf"}, {"size", file.size()},
                                                  {"sha256", hex(sha256(file))}}}, where));
            }
        }
        if (leg.contains("note"))
            POTOK_CHECK(must(who, {"comment", {{"record", ref(row)}, {"text", leg["note"]}}}, where));
        if (leg.contains("tick")) POTOK_CHECK(tick(row, leg["tick"].get<std::size_t>(), where));
        if (leg.contains("done")) POTOK_CHECK(done(row, leg, where));
        if (leg.contains("due")) POTOK_CHECK(put_off(row, leg["due"], where));
        if (leg.contains("event")) POTOK_CHECK(event(leg["event"], row, who, where));
        if (leg.contains("task")) POTOK_CHECK(task(leg["task"], row, who, where));
        if (leg.contains("payment")) {
            Json data = {{"source", "bank"}};
            const Json& payment = leg["payment"];
            model::Field money;
            money.kind = model::FieldKind::money;
            auto amount = sample_value(ws_, money, payment["amount"], today_, names_);
            if (!amount) return refused(amount.error(), where);
            data["amount"] = to_json(*amount);
            // Put in again after having been taken out, they are other payments.
            const std::string external = payment["id"].get<std::string>() + "/" + std::to_string(now_.ms);
            if (payment.contains("purpose")) data["purpose"] = payment["purpose"];
            POTOK_CHECK(must(ws_.robots(), {"receive_event", {{"event", "payment"}, {"external_id", external},
                                                              {"record", ref(row)}, {"data", data}}}, where));
        }
        if (!leg.contains("to")) return {};
        Json args = {{"record", ref(row)}, {"to", leg["to"]}};
        if (leg.contains("comment")) args["comment"] = leg["comment"];
        if (leg.contains("lost_reason")) {
            args["lost_reason"] = leg["lost_reason"];
        } else {
            POTOK_CHECK(complete_tasks(row, leg, where));
        }
        return must(who, {"move", args}, where);
    }

    Status book(const Json& list, RowId row, RowId who, const std::string& where) {
        for (const Json& b : list) {
            POTOK_TRY(const RowId resource, named(b["resource"], where));
            POTOK_TRY(const Instant from, instant(b["from"], where));
            POTOK_TRY(const Instant to, instant(b["to"], where));
            POTOK_CHECK(must(who, {"book", {{"resource", ref(resource)}, {"record", ref(row)}, {"from", to_json(Value(from))},
                                            {"to", to_json(Value(to))}}}, where));
        }
        return {};
    }

    // The first items of the record's open tasks.
    Status tick(RowId row, std::size_t items, const std::string& where) {
        for (const auto& task : model::tasks(ws_, {{}, row, true})) {
            for (const auto& item : model::check_items(ws_, task.row)) {
                if (item.done || items == 0) continue;
                --items;
                POTOK_CHECK(must(task.assignee, {"set_check_item", {{"item", ref(item.row)}, {"done", true}}}, where));
            }
        }
        return {};
    }

    // The tasks that the leg names by key, each by the one it was given to.
    Status done(RowId row, const Json& leg, const std::string& where) {
        for (const Json& key : leg["done"]) {
            bool found = false;
            for (const auto& task : model::tasks(ws_, {{}, row, true})) {
                if (task.key != key.get<std::string>()) continue;
                found = true;
                POTOK_CHECK(complete(task, leg, where));
            }
            if (!found) return refused(error("pack.sample_no_task", {{"task", key.get<std::string>()}}), where);
        }
        return {};
    }

    // The task that comes next is put to another time by the one who has it.
    Status put_off(RowId row, const Json& due, const std::string& where) {
        const auto open = model::tasks(ws_, {{}, row, true});
        if (open.empty()) return refused(error("pack.sample_no_task", {{"task", ""}}), where);
        POTOK_TRY(const Instant at, instant(due, where));
        return must(open.front().assignee, {"update_task", {{"task", ref(open.front().row)}, {"due", to_json(Value(at))}}}, where);
    }

    // Something in the calendar of a person: a visit, a meeting.
    Status event(const Json& e, RowId row, RowId who, const std::string& where) {
        POTOK_TRY(const RowId person, e.contains("for") ? named(e["for"], where) : Result<RowId>(who));
        POTOK_TRY(const Instant from, instant(e["from"], where));
        POTOK_TRY(const Instant to, instant(e["to"], where));
        Json values = {{"title", e["title"]}, {"record", ref(row)}, {"person", ref(person)},
                       {"from", to_json(Value(from))}, {"to", to_json(Value(to))}};
        if (e.contains("calendar")) values["calendar"] = e["calendar"];
        return must(who, {"create", {{"type", "event"}, {"values", values}}}, where);
    }

    Status task(const Json& t, RowId row, RowId who, const std::string& where) {
        Json args = {{"record", ref(row)}, {"title", t["title"]}};
        if (t.contains("kind")) args["kind"] = t["kind"];
        if (t.contains("for")) {
            POTOK_TRY(const RowId assignee, named(t["for"], where));
            args["assignee"] = ref(assignee);
        }
        if (t.contains("due")) {
            POTOK_TRY(const Instant at, instant(t["due"], where));
            args["due"] = to_json(Value(at));
        }
        return must(who, {"create_task", args}, where);
    }

    // Each by the one it was given to. What closing one brings about is closed as well.
    Status complete_tasks(RowId row, const Json& leg, const std::string& where) {
        constexpr int rounds = 4;  // how far tasks may lead to tasks
        for (int round = 0; round < rounds; ++round) {
            const auto open = model::tasks(ws_, {{}, row, true});
            if (open.empty()) break;
            for (const auto& task : open) POTOK_CHECK(complete(task, leg, where));
        }
        return {};
    }

    Status complete(const model::Task& task, const Json& leg, const std::string& where) {
        POTOK_CHECK(tick_all(task, where));
        Json args = {{"task", ref(task.row)}};
        if (leg.contains("comment")) args["comment"] = leg["comment"];
        return must(task.assignee, {"complete_task", args}, where);
    }

    Status tick_all(const model::Task& task, const std::string& where) {
        for (const auto& item : model::check_items(ws_, task.row)) {
            if (item.done) continue;
            POTOK_CHECK(must(task.assignee, {"set_check_item", {{"item", ref(item.row)}, {"done", true}}}, where));
        }
        return {};
    }

    // What is taken out again by itself; the rest goes with its record.
    const std::set<std::string, std::less<>> own_ = {"person",  "client",  "contact", "resource", "task",
                                                      "booking", "message", "payment", "event"};
    model::Workspace& ws_;
    const Pack& pack_;
    Instant now_, now_at_;
    Date today_;
    SampleNames names_;
    std::vector<Act> acts_;
    std::vector<RowId> rows_;
    std::vector<std::string> made_;
    RowId last_ = 0;
    int count_ = 0;
};

}  // namespace

bool has_samples(const model::Workspace& ws, const Pack& pack) {
    return ws.catalog().definition(list_kind, list_key(pack)) != nullptr;
}

Result<int> put_samples(model::Workspace& ws, const Pack& pack, Instant now) {
    if (pack.samples.is_null()) return 0;
    if (has_samples(ws, pack)) return error("pack.samples_present", {{"pack", pack.key}});
    return Player(ws, pack, now).play();
}

Status remove_samples(model::Workspace& ws, const Pack& pack, Instant now) {
    const model::Definition* list = ws.catalog().definition(list_kind, list_key(pack));
    if (!list) return error("pack.no_samples", {{"pack", pack.key}});
    const Json ids = list->body["records"];
    for (auto id = ids.rbegin(); id != ids.rend(); ++id) {
        POTOK_TRY(const Uuid uuid, Uuid::parse(id->get<std::string>()));
        const auto row = ws.row_of(uuid);
        const auto record = row ? model::record(ws, *row) : std::nullopt;
        if (!record || record->deleted) continue;
        POTOK_CHECK(ws.apply({"delete", {{"record", {{"ref", uuid.str()}}}}}, ws.administrator(), now));
    }
    POTOK_CHECK(ws.apply({"undefine", {{"kind", list_kind}, {"key", list_key(pack)}}}, ws.administrator(), now));
    return {};
}

}  // namespace potok::packs
