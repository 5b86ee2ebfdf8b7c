#include "scenario/verbs_queues.h"

#include <algorithm>

#include <fmt/format.h>

#include "model/queue.h"
#include "model/timetable.h"

namespace potok::scenario {
namespace {

// By key, the last part of a key, or label.
Result<const model::Queue*> queue_named(World& world, const Match& m) {
    const std::string wanted = unquoted(m.text("queue"));
    for (const model::Queue& q : model::queues(world.workspace()))
        if (q.key == wanted || q.key.ends_with("." + wanted) || label_is(q.label, wanted)) return &q;
    return impossible("there is no queue " + wanted);
}

std::string title(World& world, model::RowId record) { return record == 0 ? "nothing" : model::title_of(world.workspace(), record); }

Status takes(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const model::Queue* q, queue_named(world, m));
    POTOK_CHECK(world.act(who, "next", {{"queue", q->key}}));
    if (!world.refusal() && m.has("alias")) world.name(m.text("alias"), world.last().record);
    return {};
}

Status gives_back(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    Json args = {{"record", world.ref(record)}};
    if (m.has("comment")) args["comment"] = m.text("comment");
    return world.act(who, "release_claim", std::move(args));
}

Status move(World& world, const Match& m, model::RowId to) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const model::Queue* q, queue_named(world, m));
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    Json args = {{"queue", q->key}, {"records", Json::array({world.workspace().id_of(record).str()})}};
    if (to != 0) args["to"] = world.ref(to);
    return world.act(who, "move_work", std::move(args));
}

Status hands_over(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto to, world.person(m.text("other")));
    return move(world, m, to);
}

Status frees(World& world, const Match& m, const Step&) { return move(world, m, 0); }

Status holds(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const model::Queue* q, queue_named(world, m));
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    const auto claim = model::held_claim(world.workspace(), q->key, who);
    if (!claim || claim->record != record) return unmet(title(world, record), title(world, claim ? claim->record : 0));
    if (!m.has("until")) return {};
    POTOK_TRY(const Instant until, world.moment(m.text("until")));
    return claim->until == until ? Status() : unmet(world.show_time(until), world.show_time(claim->until));
}

Status holds_nothing(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const model::Queue* q, queue_named(world, m));
    const auto claim = model::held_claim(world.workspace(), q->key, who);
    return claim ? unmet("nothing", title(world, claim->record)) : Status();
}

Status line(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const model::Queue* q, queue_named(world, m));
    std::string found;
    for (const model::Waiting& w : model::waiting(world.workspace(), *q, world.now()))
        if (w.claimed_by == 0 && !(w.callback && *w.callback > world.now())) found += title(world, w.record) + "\n";
    std::string wanted = step.block;
    while (!wanted.empty() && wanted.back() == '\n') wanted.pop_back();
    wanted += "\n";
    return found == wanted ? Status() : unmet(wanted, found.empty() ? "nobody waits" : found);
}

Status count(World& world, const Match& m, const Step&) {
    POTOK_TRY(const model::Queue* q, queue_named(world, m));
    const auto all = model::waiting(world.workspace(), *q, world.now());
    const bool ahead = m.has("later");
    const auto n = std::count_if(all.begin(), all.end(), [&](const model::Waiting& w) {
        return w.claimed_by == 0 && (w.callback && *w.callback > world.now()) == ahead;
    });
    return std::to_string(n) == m.text("count") ? Status() : unmet(m.text("count"), std::to_string(n));
}

Status load(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const model::Queue* q, queue_named(world, m));
    const Instant day = world.workspace().zone().to_instant({world.workspace().zone().to_local(world.now()).date, TimeOfDay{}});
    for (const model::Load& l : model::load(world.workspace(), *q, day, world.now())) {
        if (l.person != who) continue;
        const std::string found = fmt::format("{} {} {}", l.kept, l.handed, l.done);
        const std::string wanted = fmt::format("{} {} {}", m.text("waiting"), m.text("given"), m.text("served"));
        return found == wanted ? Status() : unmet(wanted, found);
    }
    return unmet("somebody of the queue", "nobody");
}

// By key, the last part of a key, or label.
Result<const model::Timetable*> timetable_named(World& world, const Match& m) {
    const std::string wanted = unquoted(m.text("timetable"));
    for (const model::Timetable& t : model::timetables(world.workspace()))
        if (t.key == wanted || t.key.ends_with("." + wanted) || label_is(t.label, wanted)) return &t;
    return impossible("there is no timetable " + wanted);
}

Status free_slots(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const model::Timetable* t, timetable_named(world, m));
    model::SlotRequest request;
    request.people = {who};
    if (m.has("place")) {
        POTOK_TRY(const auto place, world.record(m.tokens("place")));
        request.place = Ref{world.workspace().id_of(place)};
    }
    POTOK_TRY(request.length, parse_span(m.text("length")));
    POTOK_TRY(request.from, world.moment(m.text("from")));
    POTOK_TRY(request.to, world.moment(m.text("to")));
    request.most = 100;
    POTOK_TRY(const auto slots, model::free_slots(world.workspace(), *t, request));
    std::string found;
    for (const model::Slot& s : slots) found += world.show_time(s.from) + "\n";
    std::string wanted = step.block;
    while (!wanted.empty() && wanted.back() == '\n') wanted.pop_back();
    if (!wanted.empty()) wanted += "\n";
    return found == wanted ? Status() : unmet(wanted.empty() ? "none" : wanted, found.empty() ? "none" : found);
}

}  // namespace

void add_queue_verbs(std::vector<Verb>& t) {
    const auto add = [&t](std::string_view pattern, std::string_view what, Handler run) {
        t.emplace_back(Verb{"Queues", Pattern(pattern), what, run});
    };
    add("<who> takes the next of <queue:name> [called <alias:name>]",
        "Asks the queue for a record: the best one, or the one already held. `called` gives it a name.", takes);
    add("<who> gives back <record> [with comment <comment:text>]", "Ends the hand-out: the record is for anybody again.", gives_back);
    add("<who> hands <record> of <queue:name> to <other:who>", "The manager moves work: the record is kept for that person.", hands_over);
    add("<who> frees <record> of <queue:name>", "The manager takes it from whoever has it: it is kept for nobody.", frees);
    add("expect <who> to hold nothing of <queue:name>", "That person has no record of it.", holds_nothing);
    add("expect <who> to hold <record> of <queue:name> [until <until:moment>]", "That record is claimed by that person.", holds);
    add("expect line of <queue:name>", "The block names what can be handed out now, one title a line, in order.", line);
    add("expect <count:number> waiting in <queue:name> [for later]",
        "How many can be handed out now; `for later`: whose callback lies ahead.", count);
    add("expect free slots of <timetable:name> for <who> [at place <place:record>] lasting <length:span> from <from:moment> to <to:moment>",
        "The block names the beginnings of all free slots, one a line, as in 2026-03-02 09:30; without one there are none.", free_slots);
    add("expect <who> to have <waiting:number> kept <given:number> handed and <served:number> done of <queue:name>",
        "The manager's view: what waits for that person, and what they got and finished today.", load);
}

}  // namespace potok::scenario
