#include "fixture.h"

#include <algorithm>
#include <map>
#include <set>

#include "model/queue.h"

using namespace potok;
using namespace potok::model;
using potok::automation::test::World;
using potok::automation::test::day;
using potok::automation::test::hour;

namespace {

constexpr const char* calls = R"json({"label": "Calls", "pipeline": "t.deals", "stages": ["a"], "workers": {"roles": ["t.caller"]},
    "managers": ["t.head"], "order": {"priority": "amount", "callback": "visit_at"}, "hold": "PT30M"})json";

struct Calls : World {
    RowId ola = 0, jan = 0;
    explicit Calls(const std::string& definition = calls, std::uint64_t seed = 7) : World(seed) {
        define("role", "t.caller", R"({"label": "Caller", "grants": [{"type": "t.deal", "verbs": ["read", "update", "move"]}]})");
        define("queue", "t.calls", definition);
        ola = caller("Ola");
        jan = caller("Jan");
    }
    RowId caller(const std::string& name) {
        return must("create_person", {{"name", name}, {"roles", Json::array({"t.caller"})}}, admin).record;
    }
    Result<Outcome> ask(RowId who) { return run("next", {{"queue", "t.calls"}}, who); }
    RowId next(RowId who) { return must("next", {{"queue", "t.calls"}}, who).record; }
    std::string why_not(RowId who) { return refused("next", {{"queue", "t.calls"}}, who).code; }
    RowId order(const char* title, int priority = 0) { return deal({{"title", title}, {"amount", {{"n", std::to_string(priority)}}}}); }
    void call_at(RowId record, Instant at) { set(record, {{"visit_at", {{"i", format_iso(at)}}}}); }
    std::string outcome(RowId record) {
        auto s = ws->db().get_text("SELECT outcome FROM r_handout WHERE record = ?1 AND deleted_at IS NULL ORDER BY id DESC LIMIT 1", record);
        return s->value_or("");
    }
};

}  // namespace

TEST_CASE("a queue hands out by priority, then who waits longest, to one person at a time", "[queue]") {
    Calls w;
    const RowId first = w.order("first");
    w.pass(hour);
    const RowId second = w.order("second");
    const RowId urgent = w.order("urgent", 5);
    CHECK(w.next(w.ola) == urgent);
    CHECK(w.next(w.ola) == urgent);  // asked again: what she holds
    CHECK(w.next(w.jan) == first);
    w.move(urgent, "b");
    CHECK(w.outcome(urgent) == "done");
    CHECK(w.next(w.ola) == second);
    w.must("release_claim", {{"record", w.id(first)}}, w.jan);
    CHECK(w.why_not(w.admin) == "queue.not_worker");
    CHECK(w.next(w.jan) == first);  // nobody else is left for him
    w.must("release_claim", {{"record", w.id(first)}}, w.jan);
    const RowId third = w.order("third");
    CHECK(w.next(w.jan) == third);  // what he gave back comes last for him
}

TEST_CASE("a hand-out comes back when its time is over, at that instant", "[queue]") {
    Calls w;
    const RowId only = w.order("only");
    CHECK(w.next(w.ola) == only);
    CHECK(w.why_not(w.jan) == "queue.empty");
    w.pass(hour / 2 - 1);
    CHECK(w.why_not(w.jan) == "queue.empty");
    w.pass(1);
    CHECK(w.outcome(only) == "expired");
    CHECK_FALSE(w.engine->next_due(*w.ws));
    CHECK(w.next(w.jan) == only);
    // A device that slept over the end gives it back before anything else is done.
    w.now = w.now + 3 * hour;
    CHECK(w.next(w.ola) == only);
    w.restart();
    CHECK(w.why_not(w.jan) == "queue.empty");
    w.now = w.now + hour;
    CHECK(w.next(w.jan) == only);
}

TEST_CASE("a callback goes first once it has come and is not handed out before", "[queue]") {
    Calls w;
    const RowId urgent = w.order("urgent", 9);
    const RowId promised = w.order("promised");
    w.call_at(promised, w.now + hour);
    CHECK(w.next(w.ola) == urgent);
    const Error until = w.refused("next", {{"queue", "t.calls"}}, w.jan);
    CHECK(until.code == "queue.none_until");
    CHECK(until.args.at("at") == "2026-03-02 10:00");
    w.must("release_claim", {{"record", w.id(urgent)}}, w.ola);
    w.pass(hour);
    CHECK(w.next(w.jan) == promised);
    w.call_at(promised, w.now + hour);  // put off: it has left the queue for now
    CHECK(w.outcome(promised) == "done");
    w.must("undo", {{"operation", operations(*w.ws, 1).front().id.str()}});
    CHECK(claim_of(*w.ws, promised)->person == w.jan);
}

TEST_CASE("work waits for the person it is kept for, and for anybody when that one is away", "[queue]") {
    Calls w(R"json({"label": "Calls", "pipeline": "t.deals", "stages": ["a"], "workers": {"roles": ["t.caller"], "when": "note = null or note = me.title"},
        "managers": ["t.head"], "kept_for": "owner"})json");
    const RowId one = w.order("one");
    const RowId two = w.order("two");
    w.set(one, {{"owner", {{"ref", w.id(w.jan)}}}});
    w.must("create_task", {{"record", w.id(one)}, {"title", "Call"}, {"assignee", {{"ref", w.id(w.jan)}}}});
    CHECK(w.next(w.ola) == two);
    CHECK(w.why_not(w.caller("Ewa")) == "queue.none_fits");
    CHECK(w.refused("move_work", {{"queue", "t.calls"}, {"records", Json::array({w.id(one)})}, {"to", w.id(w.ola)}}, w.ola).code == "queue.not_manager");
    CHECK(w.refused("move_work", {{"queue", "t.calls"}, {"records", Json::array({w.id(one)})}, {"to", w.id(w.head)}}, w.head).code == "queue.not_worker");
    CHECK(w.refused("move_work", {{"queue", "t.calls"}, {"records", Json::array()}, {"to", w.id(w.jan)}}, w.head).code == "queue.too_many");
    // What somebody holds is taken from them; their tasks go with it.
    w.must("move_work", {{"queue", "t.calls"}, {"records", Json::array({w.id(one), w.id(two)})}, {"to", w.id(w.jan)}}, w.head);
    CHECK(w.outcome(two) == "moved");
    CHECK(w.why_not(w.ola) == "queue.none_fits");
    w.must("move_work", {{"queue", "t.calls"}, {"records", Json::array({w.id(one)})}, {"to", w.id(w.ola)}}, w.head);
    CHECK(w.tasks_named(one, "").front().assignee == w.ola);
    CHECK(w.next(w.ola) == one);
    const auto loads = load(*w.ws, *queue(*w.ws, "t.calls"), w.now + -day, w.now);
    const auto jan = std::find_if(loads.begin(), loads.end(), [&](const Load& l) { return l.person == w.jan; });
    CHECK(jan->kept == 1);
    w.must("create", {{"type", "absence"}, {"values", {{"title", "Leave"}, {"person", {{"ref", w.id(w.jan)}}}, {"from", {{"d", "2026-03-02"}}}, {"to", {{"d", "2026-03-03"}}}}}}, w.admin);
    CHECK(w.why_not(w.jan) == "queue.away");
    w.move(one, "b");
    CHECK(w.next(w.ola) == two);
    w.set(two, {{"note", "Jan"}});
    CHECK(w.refused("move_work", {{"queue", "t.calls"}, {"records", Json::array({w.id(two)})}, {"to", w.id(w.ola)}}, w.head).code == "queue.unfit");
    CHECK(w.refused("move_work", {{"queue", "t.calls"}, {"records", Json::array({w.id(one)})}}, w.head).code == "queue.not_in_it");
    CHECK(w.refused("release_claim", {{"record", w.id(two)}}, w.jan).code == "queue.not_holder");
    CHECK(w.refused("release_claim", {{"record", w.id(one)}}, w.jan).code == "queue.no_claim");
}

TEST_CASE("hours of the queue and of the person", "[queue]") {
    Calls w;
    w.define("calendar", "t.day", R"({"week": {"mon": ["10:00-12:00"], "tue": ["10:00-12:00"]}})");
    w.define("calendar", "t.late", R"({"week": {"mon": ["11:00-12:00"]}})");
    w.define("queue", "t.calls", R"json({"label": "Calls", "pipeline": "t.deals", "workers": {"roles": ["t.caller"]},
        "hours": {"calendar": "t.day", "person": "if me.title = \"Ola\" then \"t.late\" else null"}})json");
    w.order("one");
    const Error closed = w.refused("next", {{"queue", "t.calls"}}, w.ola);
    CHECK(closed.code == "queue.closed");
    CHECK(closed.args.at("at") == "2026-03-02 10:00");
    w.pass(hour);
    const Error off = w.refused("next", {{"queue", "t.calls"}}, w.ola);
    CHECK(off.code == "queue.off_hours");
    CHECK(off.args.at("at") == "2026-03-02 11:00");
    CHECK(w.next(w.jan) != 0);
}

TEST_CASE("a faulty queue is refused at the place of its fault", "[queue]") {
    Calls w;
    const auto fault = [&](const char* json) {
        const Error e = w.refused("define", {{"kind", "queue"}, {"key", "t.faulty"}, {"body", Json::parse(json)}}, w.admin);
        return e.code + " " + e.place;
    };
    CHECK(fault(R"({"label": "Q", "workers": {"roles": ["t.caller"]}})").starts_with("json.missing_key /pipeline"));
    CHECK(fault(R"({"label": "Q", "pipeline": "t.deals", "stages": ["z"], "workers": {"roles": ["t.caller"]}})") == "stage.unknown /stages");
    CHECK(fault(R"({"label": "Q", "pipeline": "t.deals", "workers": {"roles": ["t.nobody"]}})") == "role.unknown /workers/roles");
    CHECK(fault(R"({"label": "Q", "pipeline": "t.deals", "workers": {"roles": ["t.caller"]}, "order": {"callback": "amount"}})") == "queue.bad_field /order/callback");
    CHECK(fault(R"({"label": "Q", "pipeline": "t.deals", "workers": {"roles": ["t.caller"]}, "hold": "P1Y"})") == "queue.bad_hold /hold");
    CHECK(fault(R"({"label": "Q", "pipeline": "t.deals", "workers": {"roles": ["t.caller"]}, "when": "amout > 3"})").starts_with("expr.unknown_name /when"));
    CHECK(fault(R"({"label": "Q", "pipeline": "t.deals", "workers": {"roles": ["t.caller"]}, "hours": {"calendar": "t.none"}})") == "calendar.unknown /hours/calendar");
    CHECK(fault(R"({"label": "Q", "pipeline": "t.deals", "workers": {"roles": ["t.caller"]}, "results": {"type": "task", "record": "record", "field": "title"}})") ==
          "queue.bad_field /results/field");
}

// People ask, finish, give back, put off and fall asleep in random order.
TEST_CASE("whoever asks in whatever order: nothing to two people, everything served, the longest waiting first", "[queue][property]") {
    int refused_in_all = 0;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        Calls w(calls, seed);
        SeededRandom random(seed * 31);
        const auto roll = [&](int n) { return static_cast<int>(random.next() % static_cast<std::uint64_t>(n)); };
        std::vector<RowId> people = {w.ola, w.jan, w.caller("Ewa"), w.caller("Adam")};
        std::set<RowId> left;
        const auto arrive = [&] { left.insert(w.order("case", roll(3))); };
        for (int i = 0; i < 12; ++i) arrive();
        int arrived = 12, served = 0, refused = 0;
        std::map<RowId, RowId> holds;  // as this test keeps it: person → record
        const auto sync = [&] {
            std::map<RowId, RowId> by_record;
            for (const RowId p : people) {
                const auto claim = held_claim(*w.ws, "t.calls", p);
                if (!claim) {
                    holds.erase(p);
                    continue;
                }
                holds[p] = claim->record;
                const auto [at, fresh] = by_record.emplace(claim->record, p);
                INFO("seed " << seed << ": record " << claim->record << " held by " << at->second << " and " << p);
                REQUIRE(fresh);
            }
        };
        for (int step = 0; step < 600 && !(left.empty() && arrived >= 40); ++step) {
            const RowId who = people[static_cast<std::size_t>(roll(4))];
            const bool held = holds.contains(who);
            switch (roll(8)) {
                case 0:
                    if (arrived < 40) ++arrived, arrive();
                    break;
                case 1:
                    w.pass(roll(40) * 60'000);
                    break;
                case 2:
                    if (held) w.must("release_claim", {{"record", w.id(holds[who])}}, who);
                    break;
                case 3:
                    if (held) w.call_at(holds[who], w.now + (1 + roll(90)) * 60'000);
                    break;
                case 4:
                case 5:
                    if (held) {
                        left.erase(holds[who]);
                        w.move(holds[who], "b");
                        ++served;
                    }
                    break;
                default: {
                    // What the order promises, read before it is asked.
                    const auto line = waiting(*w.ws, *queue(*w.ws, "t.calls"), w.now);
                    const auto before = held_claim(*w.ws, "t.calls", who);
                    const auto given = w.ask(who);
                    if (before) {
                        REQUIRE(given.ok());
                        REQUIRE(given->record == before->record);
                    } else if (given.ok()) {
                        const auto chosen = std::find_if(line.begin(), line.end(), [&](const Waiting& x) { return x.record == given->record; });
                        REQUIRE(chosen != line.end());
                        REQUIRE(chosen->claimed_by == 0);
                        REQUIRE_FALSE((chosen->callback && *chosen->callback > w.now));
                        // Nobody free stands before it but what this person gave back.
                        for (auto it = line.begin(); it != chosen; ++it)
                            if (it->claimed_by == 0) REQUIRE(w.count("SELECT count(*) FROM r_handout WHERE outcome = 'released' AND record = " + std::to_string(it->record) +
                                                                     " AND person = " + std::to_string(who)) > 0);
                    } else {
                        ++refused;
                        const bool nothing = std::all_of(line.begin(), line.end(), [&](const Waiting& x) { return x.claimed_by != 0 || (x.callback && *x.callback > w.now); });
                        REQUIRE(nothing);
                    }
                }
            }
            sync();
        }
        // Whoever goes on asking comes to the end of it.
        for (int round = 0; round < 400 && !left.empty(); ++round) {
            const RowId who = people[static_cast<std::size_t>(round) % people.size()];
            if (const auto given = w.ask(who); given.ok()) {
                left.erase(given->record);
                w.move(given->record, "b");
                ++served;
            } else {
                w.pass(10 * 60'000);
            }
            sync();
        }
        INFO("seed " << seed);
        CHECK(left.empty());
        CHECK(served == arrived);
        refused_in_all += refused;
        CHECK(w.count("SELECT count(*) FROM r_handout WHERE ended_at IS NULL") == 0);
        CHECK(w.count("SELECT count(*) FROM e_wait") == 0);
    }
    CHECK(refused_in_all > 0);
}
