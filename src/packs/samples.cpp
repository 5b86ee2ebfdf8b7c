#include "packs/samples.h"

#include <algorithm>
#include <set>

#include "base/sha256.h"
#include "model/record_context.h"
#include "packs/sample_player.h"

namespace potok::packs {
namespace {

using model::RowId;

// Where the ids of what was put in are kept, for taking it out again.
std::string list_key(const Pack& pack) { return pack.key + ".samples"; }
constexpr const char* list_kind = "samples";

class Story {
public:
    Story(model::Workspace& ws, const Pack& pack, Instant now) : p_(ws, pack, now) {}

    Result<int> play() {
        const Json& samples = p_.pack.samples;
        POTOK_CHECK(plan());
        p_.at = acts_.empty() ? p_.now : std::min(p_.now, acts_.front().at + -60'000);
        // From here on whatever is issued is a sample.
        POTOK_CHECK(keep_list({{"records", Json::array()}, {"until", p_.now.ms}}));
        Status told = tell(samples);
        // What there is can be taken out, also where the story broke off.
        p_.at = p_.now;
        POTOK_CHECK(keep_list({{"records", Json(p_.made)}}));
        POTOK_CHECK(told);
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

    Status keep_list(const Json& body) {
        return p_.must(p_.ws.administrator(), {"define", {{"kind", list_kind}, {"key", list_key(p_.pack)}, {"pack", p_.pack.key}, {"body", body}}}, "#");
    }

    Status tell(const Json& samples) {
        for (std::size_t i = 0; i < samples["people"].size(); ++i) POTOK_CHECK(person(samples["people"][i], place("people", i)));
        for (std::size_t i = 0; i < samples["records"].size(); ++i) {
            POTOK_CHECK(record(samples["records"][i], p_.ws.administrator(), place("records", i)));
            ++count_;
        }
        for (const Act& act : acts_) {
            POTOK_CHECK(p_.run_timers(act.at));
            p_.at = act.at;
            POTOK_CHECK(act.leg ? leg(*act.leg, *act.sample, act.index, act.place) : create(*act.sample, act.index, act.place));
        }
        return p_.run_timers(p_.now);
    }

    // All cases side by side, in the order of their times.
    Status plan() {
        const Json& cases = p_.pack.samples["cases"];
        rows_.resize(cases.size());
        for (std::size_t i = 0; i < cases.size(); ++i) {
            const std::string where = place("cases", i);
            POTOK_TRY(Instant at, p_.instant(cases[i]["created"], where));
            acts_.push_back({std::min(at, p_.now), &cases[i], nullptr, i, where});
            if (!cases[i].contains("path")) continue;
            const Json& path = cases[i]["path"];
            for (std::size_t k = 0; k < path.size(); ++k) {
                const std::string leg_place = where + "/path/" + std::to_string(k);
                POTOK_TRY(const Instant next, p_.instant(path[k]["at"], leg_place));
                at = std::max(at, next);
                if (at > p_.now) break;  // what lies ahead has not happened yet
                acts_.push_back({at, &cases[i], &path[k], i, leg_place});
            }
        }
        std::ranges::stable_sort(acts_, {}, [](const Act& a) { return a.at; });
        return {};
    }

    Status person(const Json& p, const std::string& where) {
        Json args = p;
        args.erase("as");
        POTOK_CHECK(p_.must(p_.ws.administrator(), {"create_person", args}, where));
        p_.name(p, p_.last);
        ++count_;
        return {};
    }

    Status record(const Json& r, RowId who, const std::string& where) {
        POTOK_TRY(const model::RecordType* type, p_.type(r["type"], where));
        POTOK_TRY(const Json v, p_.values(*type, r["values"], where));
        Json args = {{"type", type->key}, {"values", v}};
        if (r.contains("pipeline")) args["pipeline"] = r["pipeline"];
        POTOK_CHECK(p_.must(who, {"create", args}, where));
        p_.name(r, p_.last);
        return {};
    }

    Status create(const Json& c, std::size_t index, const std::string& where) {
        POTOK_TRY(const RowId owner, p_.named(c["owner"], where));
        Json made = c;
        made["values"]["owner"] = c["owner"];
        POTOK_CHECK(record(made, owner, where));
        rows_[index] = p_.last;
        ++count_;
        return {};
    }

    Status leg(const Json& json, const Json& c, std::size_t index, const std::string& where) {
        if (json.contains("made")) POTOK_CHECK(name_made(json["made"], rows_[index], where + "/made"));
        RowId row = rows_[index];
        if (json.contains("of")) {
            POTOK_TRY(row, p_.named(json["of"], where));
        }
        POTOK_TRY(const RowId who, p_.named(json.contains("by") ? json["by"] : c["owner"], where));
        const SampleLeg leg{json, row, who, where};
        if (leg.has("create")) POTOK_CHECK(create_beside(leg));
        if (leg.has("book")) POTOK_CHECK(book(leg));
        if (leg.has("values")) {
            POTOK_TRY(const Json v, p_.values(*p_.ws.type_of(row), json["values"], where));
            POTOK_CHECK(p_.must(who, {"set_fields", {{"record", p_.ref(row)}, {"values", v}}}, where));
        }
        if (leg.has("files")) POTOK_CHECK(attach(leg));
        if (leg.has("note")) POTOK_CHECK(p_.must(who, {"comment", {{"record", p_.ref(row)}, {"text", json["note"]}}}, where));
        POTOK_CHECK(play_tasks(p_, leg));
        if (leg.has("event")) POTOK_CHECK(event(leg));
        POTOK_CHECK(play_money(p_, leg));
        return leg.has("to") ? move(leg) : Status();
    }

    // Names what robots have made since and what refers to the case, or what the case refers to, in order of creation.
    Status name_made(const Json& made, RowId row, const std::string& where) {
        for (const auto& [key, list] : made.items()) {
            POTOK_TRY(const model::RecordType* type, p_.type(Json(key), where));
            std::vector<RowId> found = p_.ws.type_of(row) ? related(row, type->key) : std::vector<RowId>{};
            std::erase_if(found, [&](RowId r) { return std::ranges::any_of(p_.names.rows, [&](const auto& n) { return n.second == r; }); });
            if (found.size() < list.size())
                return p_.refused(error("pack.sample_not_made", {{"type", type->label.in(p_.ws.info().language)}, {"wanted", std::to_string(list.size())},
                                                                 {"found", std::to_string(found.size())}}), where);
            for (std::size_t i = 0; i < list.size(); ++i) p_.names.rows[list[i].get<std::string>()] = found[i];
        }
        return {};
    }

    std::vector<RowId> related(RowId row, const std::string& type) const {
        std::set<RowId> out;
        const model::RecordContext context(p_.ws, row, 0, p_.at);
        if (const auto list = context.related(Ref{p_.ws.id_of(row)}, type, 10'000)) {
            for (const Value& v : *list)
                if (const Ref* r = v.as<Ref>()) out.insert(p_.ws.row_of(r->id).value_or(0));
        }
        const auto own = model::record(p_.ws, row);
        for (const auto& [field, value] : own->values) {
            const Ref* r = value.as<Ref>();
            const auto there = r ? p_.ws.row_of(r->id) : std::nullopt;
            if (there && p_.ws.type_of(*there)->key == type) out.insert(*there);
        }
        return {out.begin(), out.end()};
    }

    // "this" is the record that the leg is about.
    Status create_beside(const SampleLeg& leg) {
        p_.names.rows["this"] = leg.row;
        for (std::size_t i = 0; i < leg.json["create"].size(); ++i)
            POTOK_CHECK(record(leg.json["create"][i], leg.who, leg.where + "/create/" + std::to_string(i)));
        p_.names.rows.erase("this");
        return {};
    }

    Status attach(const SampleLeg& leg) {
        for (const auto& [field, name] : leg.json["files"].items()) {
            const std::string file = name.get<std::string>();
            POTOK_CHECK(p_.must(leg.who, {"attach", {{"record", p_.ref(leg.row)}, {"field", field}, {"name", file},
                                                     {"media_type", "application/pdf"}, {"size", file.size()},
                                                     {"sha256", hex(sha256(file))}}}, leg.where));
        }
        return {};
    }

    Status book(const SampleLeg& leg) {
        for (const Json& b : leg.json["book"]) {
            POTOK_TRY(const RowId resource, p_.named(b["resource"], leg.where));
            POTOK_TRY(const Instant from, p_.instant(b["from"], leg.where));
            POTOK_TRY(const Instant to, p_.instant(b["to"], leg.where));
            POTOK_CHECK(p_.must(leg.who, {"book", {{"resource", p_.ref(resource)}, {"record", p_.ref(leg.row)}, {"from", to_json(Value(from))},
                                                   {"to", to_json(Value(to))}}}, leg.where));
        }
        return {};
    }

    // Something in the calendar of a person: a visit, a meeting.
    Status event(const SampleLeg& leg) {
        const Json& e = leg.json["event"];
        POTOK_TRY(const RowId person, e.contains("for") ? p_.named(e["for"], leg.where) : Result<RowId>(leg.who));
        POTOK_TRY(const Instant from, p_.instant(e["from"], leg.where));
        POTOK_TRY(const Instant to, p_.instant(e["to"], leg.where));
        Json values = {{"title", e["title"]}, {"record", p_.ref(leg.row)}, {"person", p_.ref(person)},
                       {"from", to_json(Value(from))}, {"to", to_json(Value(to))}};
        if (e.contains("calendar")) values["calendar"] = e["calendar"];
        return p_.must(leg.who, {"create", {{"type", "event"}, {"values", values}}}, leg.where);
    }

    Status move(const SampleLeg& leg) {
        Json args = {{"record", p_.ref(leg.row)}, {"to", leg.json["to"]}};
        if (leg.has("comment")) args["comment"] = leg.json["comment"];
        if (leg.has("lost_reason"))
            args["lost_reason"] = leg.json["lost_reason"];
        else
            POTOK_CHECK(complete_open_tasks(p_, leg));
        return p_.must(leg.who, {"move", args}, leg.where);
    }

    SamplePlayer p_;
    std::vector<Act> acts_;
    std::vector<RowId> rows_;
    int count_ = 0;
};

// What is a part of another record goes with it; all else is deleted by itself.
bool goes_with_its_record(const model::RecordType& type) {
    return type.key == "comment" || type.key == "attachment" || type.key == "check_item" || type.key == "incoming";
}

bool is_document(const model::RecordType& type) { return type.key == "offer" || type.key == "invoice"; }

}  // namespace

bool has_samples(const model::Workspace& ws, const Pack& pack) {
    return ws.catalog().definition(list_kind, list_key(pack)) != nullptr;
}

Result<int> put_samples(model::Workspace& ws, const Pack& pack, Instant now) {
    if (pack.samples.is_null()) return 0;
    if (has_samples(ws, pack)) return error("pack.samples_present", {{"pack", pack.key}});
    return Story(ws, pack, now).play();
}

Status remove_samples(model::Workspace& ws, const Pack& pack, Instant now) {
    const model::Definition* list = ws.catalog().definition(list_kind, list_key(pack));
    if (!list) return error("pack.no_samples", {{"pack", pack.key}});
    std::vector<RowId> rows;
    std::set<RowId> all;
    for (const Json& id : list->body["records"]) {
        POTOK_TRY(const Uuid uuid, Uuid::parse(id.get<std::string>()));
        const auto row = ws.row_of(uuid);
        if (row && all.insert(*row).second) rows.push_back(*row);
    }
    // What has grown from them since: tasks, invoices, decisions … that belong to one of them.
    for (const auto& type : ws.catalog().types()) {
        if (!type->registered || type->subject_field.empty() || goes_with_its_record(*type)) continue;
        for (const RowId row : model::all_records(ws, type->key)) {
            const auto r = model::record(ws, row);
            const auto names_one = [&](const std::string& field) {
                const Ref* named = r->get(field).as<Ref>();
                return named && all.contains(ws.row_of(named->id).value_or(0));
            };
            const bool grown = r && (names_one(type->subject_field) || (is_document(*type) && names_one("client")));
            if (grown && all.insert(row).second) rows.push_back(row);
        }
    }
    // Cases first, so that no robot answers to what goes next; then the latest first.
    std::ranges::reverse(rows);
    std::ranges::stable_partition(rows, [&](RowId row) { return ws.type_of(row)->on_pipeline; });
    for (const RowId row : rows) {
        if (goes_with_its_record(*ws.type_of(row))) continue;
        const auto record = model::record(ws, row);
        if (!record || record->deleted) continue;
        POTOK_CHECK(ws.apply({"delete", {{"record", {{"ref", record->id.str()}}}}}, ws.administrator(), now));
    }
    POTOK_CHECK(ws.apply({"undefine", {{"kind", list_kind}, {"key", list_key(pack)}}}, ws.administrator(), now));
    return {};
}

}  // namespace potok::packs
