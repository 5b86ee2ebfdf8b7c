// Random robots, random people, random sleep: what must hold whatever happens. Every case is a seed and can be run again.
#include <set>

#include "fixture.h"

using namespace potok;
using namespace potok::automation::test;

namespace {

// Chance as a person would have it: not the generator that makes the ids, so that both worlds of a pair see the same.
struct Dice {
    SeededRandom random;
    explicit Dice(std::uint64_t seed) : random(seed) {}
    std::size_t of(std::size_t n) { return static_cast<std::size_t>(random.next() % n); }
    template <class T>
    const T& pick(const std::vector<T>& list) {
        return list[of(list.size())];
    }
};

Json random_time(Dice& dice) {
    static const std::vector<Json> times = {{{"elapsed", "PT1H"}}, {{"elapsed", "PT0S"}}, {{"days", 1}, {"time", "08:00"}}, {{"working_days", 1}}, {{"working_time", "PT3H"}}, {{"at", "start"}}};
    return dice.pick(times);
}

Json random_steps(Dice& dice, int depth, int& number);

Json random_step(Dice& dice, int depth, int& number) {
    const std::string n = std::to_string(++number);
    switch (dice.of(depth > 0 ? 14 : 9)) {
        case 0: return {{"comment", {{"text", "c" + n + " {title}"}}}};
        case 1: return {{"set", {{"amount", "if amount = null then 1 else amount + 1"}}}};
        case 2: return {{"set", {{"note", "\"n" + n + "\""}}}};
        case 3: return {{"message", {{"channel", "sms"}, {"to", "client.phone"}, {"text", "m" + n}}}};
        case 4: return {{"move", {{"to", dice.pick<std::string>({"a", "b", "c"})}}}, {"when", "note != \"stay\""}};
        case 5: return {{"task", {{"key", "k" + std::to_string(dice.of(3))}, {"title", "t" + n}, {"due", {{"working_days", 1}}}, {"if_open", dice.pick<std::string>({"another", "keep", "update"})}}}};
        case 6: return {{"withdraw_task", {{"task", "k" + std::to_string(dice.of(3))}, {"reason", "r"}}}};
        case 7: return {{"wait", random_time(dice)}};
        case 8: return {{"wait", {{"any", Json::array({Json{{"event", "call"}}, Json{{"condition", "amount > 4"}}, Json{{"task", "k1"}}})}}}};
        case 9: {
            Json late = {{"after", random_time(dice)}, {"interrupting", dice.of(2) == 0}, {"do", random_steps(dice, depth - 1, number)}};
            return {{"task", {{"key", "k" + std::to_string(dice.of(3))}, {"title", "w" + n}, {"wait", dice.of(2) == 0}, {"late", Json::array({late})}}}};
        }
        case 10: return {{"if", "amount > 2"}, {"then", random_steps(dice, depth - 1, number)}, {"else", random_steps(dice, depth - 1, number)}};
        case 11: return {{"parallel", Json::array({random_steps(dice, depth - 1, number), random_steps(dice, depth - 1, number)})}};
        case 12: return {{"stop", true}, {"when", "amount > 6"}};
        default: return {{"create", {{"type", "t.job"}, {"pipeline", "t.jobs"}, {"values", {{"title", "\"j\""}, {"deal", "this"}}}, {"link", "job"}}}};
    }
}

Json random_steps(Dice& dice, int depth, int& number) {
    Json out = Json::array();
    for (std::size_t i = 0, n = 1 + dice.of(3); i < n; ++i) out.push_back(random_step(dice, depth, number));
    return out;
}

Json random_robot(Dice& dice) {
    static const std::vector<Json> triggers = {{{"on", "stage_entered"}, {"stage", "b"}}, {{"on", "stage_entered"}}, {{"on", "stage_left"}, {"stage", "b"}},
        {{"on", "field_changed"}, {"field", "note"}}, {{"on", "task_done"}}, {{"on", "task_overdue"}}, {{"on", "event_received"}, {"event", "call"}},
        {{"on", "before_date"}, {"field", "start"}, {"offset", "P1D"}, {"at", "09:00"}, {"in", "b"}}, {{"on", "after_date"}, {"field", "start"}}, {{"on", "record_created"}}};
    static const std::vector<Json> scopes = {"operation", "stage_visit", "record", {{"value", "start"}}};
    static const std::vector<Json> grounds = {"stage", "open", "record", {{"value", "start"}}, {{"condition", "amount = null or amount < 9"}}};
    int number = 0;
    return {{"label", "R"}, {"pipeline", "t.deals"}, {"trigger", dice.pick(triggers)}, {"scope", dice.pick(scopes)},
            {"ground", dice.pick(grounds)}, {"withdraw_tasks", dice.of(2) == 0}, {"do", random_steps(dice, 2, number)}};
}

// One act of a person or of time. Refusals are fine: they change nothing.
void act(World& w, Dice& dice, const std::vector<RowId>& deals) {
    const RowId deal = dice.pick(deals);
    const auto date = [&](std::size_t n) { return n == 0 ? Json() : Json{{"d", "2026-03-0" + std::to_string(3 + n)}}; };
    switch (dice.of(10)) {
        case 0:
        case 1:
        case 2: (void)w.run("move", {{"record", w.id(deal)}, {"to", dice.pick<std::string>({"a", "b", "c", "won", "lost"})}}); break;
        case 3: (void)w.run("set_fields", {{"record", w.id(deal)}, {"values", {{"start", date(dice.of(4))}}}}); break;
        case 4: (void)w.run("set_fields", {{"record", w.id(deal)}, {"values", {{"amount", dice.of(5)}, {"note", dice.pick<std::string>({"stay", "go"})}}}}); break;
        case 5: w.pass(static_cast<std::int64_t>(dice.of(30)) * hour); break;
        case 6: w.sleep(static_cast<std::int64_t>(dice.of(60)) * hour); break;
        case 7: {
            const auto open = tasks(*w.ws, TaskFilter{{}, deal, true});
            const std::size_t which = dice.of(8);
            if (!open.empty()) (void)w.run("complete_task", {{"task", w.id(open[which % open.size()].row)}});
            break;
        }
        case 8: (void)w.run("receive_event", {{"event", "call"}, {"external_id", std::to_string(dice.of(12))}, {"record", w.id(deal)}}); break;
        default:
            if (const auto last = last_undoable(*w.ws, w.manager)) (void)w.run("undo", {{"operation", last->row}});
    }
}

void check_whole(World& w) {
    CHECK(w.count("SELECT count(*) FROM e_firing WHERE state = 'running' AND NOT EXISTS (SELECT 1 FROM e_token WHERE firing = e_firing.id)") == 0);
    CHECK(w.count("SELECT count(*) FROM e_firing WHERE state IN ('done', 'withdrawn') AND EXISTS (SELECT 1 FROM e_token WHERE firing = e_firing.id)") == 0);
    CHECK(w.count("SELECT count(*) FROM e_token WHERE NOT EXISTS (SELECT 1 FROM e_firing WHERE id = e_token.firing)") == 0);
    CHECK(w.count("SELECT count(*) FROM e_token WHERE state = 'ready'") == 0);
    CHECK(w.count("SELECT count(*) FROM e_token WHERE state = 'waiting' AND NOT EXISTS (SELECT 1 FROM e_wait WHERE token = e_token.id)") == 0);
    CHECK(w.count("SELECT count(*) FROM e_wait WHERE firing IS NOT NULL AND NOT EXISTS (SELECT 1 FROM e_token WHERE id = e_wait.token AND firing = e_wait.firing)") == 0);
    CHECK(w.count("SELECT count(*) FROM e_firing WHERE state = 'failed' AND error IS NULL") == 0);
}

}  // namespace

TEST_CASE("random robots: nothing is lost, and a run that is cut ends as one that is not", "[automation][property]") {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        CAPTURE(seed);
        World whole(seed), cut(seed);
        for (World* w : {&whole, &cut}) {
            Dice dice(seed * 1000);
            for (int i = 0; i < 4; ++i) {
                const Json body = random_robot(dice);
                const auto defined = w->run("define", {{"kind", "automation"}, {"key", "t.r" + std::to_string(i)}, {"body", body}});
                // A list that stops for good before its end is refused; everything else must be understood.
                if (!defined.ok() && defined.error().code != "automation.unreachable") FAIL(describe(defined.error()) << "\n" << body.dump(1));
            }
            std::vector<RowId> deals;
            for (int i = 0; i < 2; ++i) deals.push_back(w->deal({{"title", "D" + std::to_string(i)}}));
            Dice cuts(seed);
            for (int i = 0; i < 60; ++i) {
                act(*w, dice, deals);
                if (w == &cut && cuts.of(5) == 0) w->restart();
            }
            w->pass(10 * day);
            check_whole(*w);
        }
        CHECK(whole.ws->history_hash() == cut.ws->history_hash());
        CHECK(whole.count("SELECT count(*) FROM e_firing") == cut.count("SELECT count(*) FROM e_firing"));
    }
}

TEST_CASE("dragging back and forth never gives anything twice for one scope", "[automation][property]") {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        CAPTURE(seed);
        World w(seed);
        const auto robot = [&](const std::string& key, const std::string& scope, const std::string& ground, const std::string& text) {
            w.robot(key, R"({"label": "R", "pipeline": "t.deals", "trigger": {"on": "stage_entered", "stage": "b"}, "scope": )" + scope +
                             R"(, "ground": )" + ground + R"(, "do": [{"comment": {"text": ")" + text + R"("}}, {"wait": {"elapsed": "PT5H"}}, {"comment": {"text": "later )" + text + R"("}}]})");
        };
        robot("t.record", "\"record\"", "\"open\"", "record");
        robot("t.value", R"({"value": "start"})", R"({"value": "start"})", "date {string(start)}");
        robot("t.visit", "\"stage_visit\"", "\"stage\"", "visit {stage_visit}");
        w.robot("t.date", R"json({"label": "R", "pipeline": "t.deals", "trigger": {"on": "before_date", "field": "start", "offset": "P1D", "in": "b"}, "do": [{"comment": {"text": "before {string(start)}"}}]})json");
        const RowId deal = w.deal({{"amount", 1}});
        Dice dice(seed);
        for (int i = 0; i < 80; ++i) {
            act(w, dice, {deal});
            if (dice.of(10) == 0) w.restart();
        }
        std::multiset<std::string> said;
        for (const std::string& text : w.comments(deal)) said.insert(text);
        for (const std::string& text : said) {
            CAPTURE(text);
            CHECK(said.count(text) == 1);
        }
        check_whole(w);
    }
}
