// Tasks in a leg of a sample: ticked, done, decided, put off, given.
#include "packs/sample_player.h"

namespace potok::packs {

namespace {

using model::RowId;

Error no_task(const SamplePlayer& p, const std::string& key, const std::string& where) {
    return p.refused(error("pack.sample_no_task", {{"task", key}}), where);
}

// The first items of the record's open tasks.
Status tick(SamplePlayer& p, const SampleLeg& leg, std::size_t items) {
    for (const auto& task : model::tasks(p.ws, {{}, leg.row, true})) {
        for (const auto& item : model::check_items(p.ws, task.row)) {
            if (item.done || items == 0) continue;
            --items;
            POTOK_CHECK(p.must(task.assignee, {"set_check_item", {{"item", p.ref(item.row)}, {"done", true}}}, leg.where));
        }
    }
    return {};
}

// By the one it was given to, with all its items. `how` may say the values of its form and a comment.
Status complete(SamplePlayer& p, const SampleLeg& leg, const model::Task& task, const Json& how) {
    for (const auto& item : model::check_items(p.ws, task.row)) {
        if (item.done) continue;
        POTOK_CHECK(p.must(task.assignee, {"set_check_item", {{"item", p.ref(item.row)}, {"done", true}}}, leg.where));
    }
    Json args = {{"task", p.ref(task.row)}};
    if (how.contains("comment")) args["comment"] = how["comment"];
    if (how.contains("values") && &how != &leg.json) {
        POTOK_TRY(args["values"], p.values(*p.ws.type_of(leg.row), how["values"], leg.where + "/done"));
    }
    return p.must(task.assignee, {"complete_task", args}, leg.where);
}

// The tasks that the leg names by key.
Status done(SamplePlayer& p, const SampleLeg& leg) {
    for (const Json& item : leg.json["done"]) {
        const std::string key = item.is_string() ? item.get<std::string>() : item["task"].get<std::string>();
        bool found = false;
        for (const auto& task : model::tasks(p.ws, {{}, leg.row, true})) {
            if (task.key != key) continue;
            found = true;
            POTOK_CHECK(complete(p, leg, task, item.is_string() ? leg.json : item));
        }
        if (!found) return no_task(p, key, leg.where);
    }
    return {};
}

// What an approval asks, by the one named, else by each it asks in turn.
Status decide(SamplePlayer& p, const SampleLeg& leg) {
    for (std::size_t i = 0; i < leg.json["decide"].size(); ++i) {
        const Json& d = leg.json["decide"][i];
        const std::string where = leg.where + "/decide/" + std::to_string(i);
        RowId only = 0;
        if (d.contains("by")) {
            POTOK_TRY(only, p.named(d["by"], where));
        }
        Json values = Json::object();
        if (d.contains("values")) {
            POTOK_TRY(values, p.values(*p.ws.type_of(leg.row), d["values"], where));
        }
        constexpr int most = 50;  // one approver after the other
        int decided = 0;
        for (; decided < most; ++decided) {
            RowId task = 0, who = only;
            for (const auto& t : model::tasks(p.ws, {{}, leg.row, true}))
                if (t.key == d["task"].get<std::string>() && task == 0) task = t.row, who = only != 0 ? only : t.assignee;
            if (task == 0 || (only != 0 && decided > 0)) break;
            if (only != 0)  // theirs, where several are asked
                for (const auto& t : model::tasks(p.ws, {only, leg.row, true}))
                    if (t.key == d["task"].get<std::string>()) task = t.row;
            Json args = {{"task", p.ref(task)}, {"verdict", d["verdict"]}, {"values", values}};
            if (d.contains("comment")) args["comment"] = d["comment"];
            POTOK_CHECK(p.must(who, {"decide", args}, where));
        }
        if (decided == 0) return no_task(p, d["task"].get<std::string>(), where);
    }
    return {};
}

// The task that comes next is put to another time by the one who has it.
Status put_off(SamplePlayer& p, const SampleLeg& leg) {
    const auto open = model::tasks(p.ws, {{}, leg.row, true});
    if (open.empty()) return no_task(p, "", leg.where);
    POTOK_TRY(const Instant due, p.instant(leg.json["due"], leg.where));
    return p.must(open.front().assignee, {"update_task", {{"task", p.ref(open.front().row)}, {"due", to_json(Value(due))}}}, leg.where);
}

Status give(SamplePlayer& p, const SampleLeg& leg) {
    const Json& t = leg.json["task"];
    Json args = {{"record", p.ref(leg.row)}, {"title", t["title"]}};
    if (t.contains("kind")) args["kind"] = t["kind"];
    if (t.contains("for")) {
        POTOK_TRY(const RowId assignee, p.named(t["for"], leg.where));
        args["assignee"] = p.ref(assignee);
    }
    if (t.contains("due")) {
        POTOK_TRY(const Instant due, p.instant(t["due"], leg.where));
        args["due"] = to_json(Value(due));
    }
    return p.must(leg.who, {"create_task", args}, leg.where);
}

}  // namespace

Status play_tasks(SamplePlayer& p, const SampleLeg& leg) {
    if (leg.has("tick")) POTOK_CHECK(tick(p, leg, leg.json["tick"].get<std::size_t>()));
    if (leg.has("done")) POTOK_CHECK(done(p, leg));
    if (leg.has("decide")) POTOK_CHECK(decide(p, leg));
    if (leg.has("due")) POTOK_CHECK(put_off(p, leg));
    if (leg.has("task")) POTOK_CHECK(give(p, leg));
    return {};
}

// Each by the one it was given to. What closing one brings about is closed as well.
Status complete_open_tasks(SamplePlayer& p, const SampleLeg& leg) {
    constexpr int rounds = 4;  // how far tasks may lead to tasks
    for (int round = 0; round < rounds; ++round) {
        const auto open = model::tasks(p.ws, {{}, leg.row, true});
        if (open.empty()) break;
        for (const auto& task : open) POTOK_CHECK(complete(p, leg, task, leg.json));
    }
    return {};
}

}  // namespace potok::packs
