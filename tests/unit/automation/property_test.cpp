// Random robots, random people, random sleep: what must hold whatever happens. Every case is a seed and can be run again.
#include <algorithm>
#include <cstdlib>
#include <set>

#include "fixture.h"

using namespace potok;
using namespace potok::automation::test;

namespace {

// How many worlds each test makes; POTOK_SEEDS in its place (tests/long/automation_seeds.sh).
std::uint64_t seeds(std::uint64_t usual) {
    const char* wanted = std::getenv("POTOK_SEEDS");
    return wanted ? std::strtoull(wanted, nullptr, 10) : usual;
}

// From which one on: POTOK_FROM=419 POTOK_SEEDS=419 runs that one alone.
std::uint64_t first_seed() {
    const char* wanted = std::getenv("POTOK_FROM");
    return wanted ? std::strtoull(wanted, nullptr, 10) : 1;
}

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
    switch (depth > 0 ? dice.of(24) : dice.of(9)) {
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
        case 13: return {{"for_each", dice.pick<std::string>({"[1, 2, 3]", "amount", "tasks[state = \"open\"].title", "[]"})}, {"as", "part"}, {"sequential", dice.of(2) == 0},
                         {"do", random_steps(dice, depth - 1, number)}};
        case 14: return {{"try", random_steps(dice, depth - 1, number)}, {"on_error", random_steps(dice, depth - 1, number)}};
        case 15: return {{"approval", {{"key", "k" + std::to_string(dice.of(3))}, {"title", "a" + n}, {"approvers", {"owner", "role:t.head"}}, {"may_return", true},
                                       {"rule", dice.pick<std::string>({"one", "all", "any", "sequence"})}}},
                         {"approved", random_steps(dice, depth - 1, number)}, {"rejected", random_steps(dice, depth - 1, number)}};
        case 16: return {{"call", {{"process", dice.pick<std::string>({"t.called", "t.r0", "t.nowhere"})}, {"in", {{"x", "amount"}}}, {"out", {{"y", "vars.x"}}}}}};
        case 17: return {{"signal", dice.pick<std::string>({"red", "green"})}};
        case 18: return {{"wait", {{"signal", dice.pick<std::string>({"red", "green"})}}}};
        case 19: return {{"emit", {{"event", "call"}, {"data", {{"n", "amount"}}}}}};
        case 20: return {{"let", {{"x", "if vars.x = null then 1 else vars.x + 1"}}}};
        case 21: return {{"start", {{"process", "t.by_hand"}}}};
        case 22: return {{"stop_process", {{"process", dice.pick<std::string>({"t.by_hand", "t.r1"})}, {"reason", "r"}}}};
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
            const std::size_t verdict = dice.of(4);
            if (open.empty()) break;
            const Task& task = open[which % open.size()];
            if (task.kind == "approval")
                (void)w.run("decide", {{"task", w.id(task.row)}, {"verdict", verdict == 0 ? "reject" : verdict == 1 ? "return" : "approve"}, {"comment", "c"}}, task.assignee);
            else
                (void)w.run("complete_task", {{"task", w.id(task.row)}});
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
    CHECK(w.count("SELECT count(*) FROM e_token t WHERE state = 'waiting' AND NOT EXISTS (SELECT 1 FROM e_wait WHERE token = t.id) AND NOT EXISTS (SELECT 1 FROM e_firing WHERE caller = t.id)") == 0);
    CHECK(w.count("SELECT count(*) FROM e_wait WHERE firing IS NOT NULL AND NOT EXISTS (SELECT 1 FROM e_token WHERE id = e_wait.token AND firing = e_wait.firing)") == 0);
    CHECK(w.count("SELECT count(*) FROM e_firing WHERE state = 'failed' AND error IS NULL") == 0);
    // What holds holds something, and what is held has a holder in the same firing.
    CHECK(w.count("SELECT count(*) FROM e_token t WHERE state = 'holding' AND NOT EXISTS (SELECT 1 FROM e_token c WHERE c.parent = t.id)") == 0);
    CHECK(w.count("SELECT count(*) FROM e_token t WHERE parent IS NOT NULL AND NOT EXISTS (SELECT 1 FROM e_token h WHERE h.id = t.parent AND h.firing = t.firing AND h.state = 'holding')") == 0);
    // A call waits for a firing that is under way, and a called firing under way is waited for or was let go with its caller.
    CHECK(w.count("SELECT count(*) FROM e_firing f WHERE caller IS NOT NULL AND state IN ('running', 'failed') AND NOT EXISTS (SELECT 1 FROM e_token t WHERE t.id = f.caller)") == 0);
    // No open task of an approval whose firing is over.
    CHECK(w.count("SELECT count(*) FROM r_task t JOIN e_firing f ON f.id = t.run WHERE t.kind = 'approval' AND t.state = 'open' AND t.deleted_at IS NULL AND f.state IN ('done', 'withdrawn')") == 0);
}

// What the random ones call, start and stop.
void helpers(World& w, Dice& dice) {
    int number = 1000;
    for (const auto& [key, trigger] : {std::pair{"t.called", "called"}, {"t.by_hand", "manual"}}) {
        Json body = {{"label", "H"}, {"pipeline", "t.deals"}, {"trigger", {{"on", trigger}}}, {"do", random_steps(dice, 1, number)}};
        (void)w.run("define", {{"kind", "automation"}, {"key", key}, {"body", body}});
    }
}

// A process made of blocks, each with one way in and one way out: every gateway, scope and event of BPMN that there is.
struct RandomProcess {
    Dice& dice;
    Json nodes = Json::array(), flows = Json::array();
    int number = 0;

    explicit RandomProcess(Dice& d) : dice(d) {}
    std::string node(Json members) {
        const std::string id = "n" + std::to_string(++number);
        members["id"] = id;
        nodes.push_back(std::move(members));
        return id;
    }
    void flow(const std::string& from, const std::string& to, Json more = Json::object()) {
        more["from"] = from;
        more["to"] = to;
        flows.push_back(std::move(more));
    }
    struct Block {
        std::string in, out;
    };
    Block one(Json members) {
        const std::string id = node(std::move(members));
        return {id, id};
    }
    Block gateway(const char* type, int depth) {
        const std::string split = node({{"type", type}}), join = node({{"type", type}});
        const std::string kind = type;
        const std::size_t branches = 2 + dice.of(2);
        for (std::size_t i = 0; i < branches; ++i) {
            const Block b = block(depth - 1);
            Json more = Json::object();
            if (kind != "parallelGateway") {
                if (i == 0) more["default"] = true;
                else more["when"] = dice.pick<std::string>({"amount > 2", "amount = null", "note = \"go\"", "true"});
            }
            flow(split, b.in, more);
            flow(b.out, join);
        }
        if (kind == "exclusiveGateway") {  // as a join it has one plain way out
            const std::string after = node({{"type", "parallelGateway"}});
            flow(join, after, {{"default", true}});
            return {split, after};
        }
        return {split, join};
    }
    Block block(int depth) {
        const std::string n = std::to_string(++number);
        switch (depth > 0 ? dice.of(13) : dice.of(5)) {
            case 0: return one({{"type", "serviceTask"}, {"comment", {{"text", "p" + n}}}});
            case 1: return one({{"type", "scriptTask"}, {"set", {{"amount", "if amount = null then 1 else amount + 1"}}}});
            case 2: return one({{"type", "userTask"}, {"task", {{"key", "k" + std::to_string(dice.of(3))}, {"title", "u" + n}}}});
            case 3: return one({{"type", "intermediateCatchEvent"}, {"wait", random_time(dice)}});
            case 4: {
                const std::string undo = node({{"type", "serviceTask"}, {"comment", {{"text", "undo" + n}}}});
                return one({{"type", "serviceTask"}, {"comment", {{"text", "do" + n}}}, {"compensated_by", undo}});
            }
            case 5: return gateway("parallelGateway", depth);
            case 6: return gateway("exclusiveGateway", depth);
            case 7:
            case 8: return gateway("inclusiveGateway", depth);
            case 9: {
                RandomProcess inner(dice);
                inner.number = number + 1000 * depth;
                const Json made = inner.whole(depth - 1);
                number = inner.number;
                Json sub = {{"type", "subProcess"}, {"nodes", made["nodes"]}, {"flows", made["flows"]}};
                if (dice.of(2) == 0) sub["loop"] = {{"over", "[1, 2]"}, {"as", "part"}, {"sequential", dice.of(2) == 0}};
                const std::string id = node(sub);
                const std::string late = node({{"type", "boundaryEvent"}, {"attached_to", id}, {"interrupting", dice.of(2) == 0}, {"wait", dice.of(2) == 0 ? Json{{"event", "call"}} : random_time(dice)}});
                const Block aside = block(depth - 1);
                flow(late, aside.in);
                flow(aside.out, node({{"type", "endEvent"}}));
                return {id, id};
            }
            case 10: {
                const std::string split = node({{"type", "eventBasedGateway"}}), join = node({{"type", "exclusiveGateway"}}), after = node({{"type", "parallelGateway"}});
                for (const Json& wait : {Json{{"event", "call"}}, Json{{"elapsed", "PT5H"}}, Json{{"signal", "red"}}}) {
                    const std::string caught = node({{"type", "intermediateCatchEvent"}, {"wait", wait}});
                    flow(split, caught);
                    flow(caught, join);
                }
                flow(join, after, {{"default", true}});
                return {split, after};
            }
            case 11: return one({{"type", "compensateThrowEvent"}});
            default: {
                const Block first = block(depth - 1), second = block(depth - 1);
                flow(first.out, second.in);
                return {first.in, second.out};
            }
        }
    }
    Json whole(int depth) {
        const std::string start = node({{"type", "startEvent"}});
        const Block body = block(depth);
        static const std::vector<Json> ends = {{{"type", "endEvent"}}, {{"type", "endEvent"}}, {{"type", "terminateEndEvent"}}, {{"type", "errorEndEvent"}, {"error", "e"}}};
        const std::string end = node(dice.pick(ends));
        flow(start, body.in);
        flow(body.out, end);
        return {{"nodes", nodes}, {"flows", flows}};
    }
};

Json random_process(Dice& dice) {
    Json out = RandomProcess(dice).whole(3);
    out.update({{"label", "P"}, {"pipeline", "t.deals"}, {"trigger", {{"on", "stage_entered"}, {"stage", dice.pick<std::string>({"a", "b"})}}},
                {"scope", dice.pick<std::string>({"stage_visit", "record", "operation"})}, {"ground", dice.pick<std::string>({"stage", "record", "open"})}});
    return out;
}

}  // namespace

TEST_CASE("random processes: no token is lost, and a run that is cut ends as one that is not", "[automation][property]") {
    for (std::uint64_t seed = first_seed(); seed <= seeds(60); ++seed) {
        CAPTURE(seed);
        World whole(seed), cut(seed);
        for (World* w : {&whole, &cut}) {
            Dice dice(seed * 777);
            for (int i = 0; i < 3; ++i) {
                const Json body = random_process(dice);
                const auto defined = w->run("define", {{"kind", "automation"}, {"key", "t.p" + std::to_string(i)}, {"body", body}});
                if (!defined.ok()) FAIL(describe(defined.error()) << "\n" << body.dump(1));
            }
            std::vector<RowId> deals;
            for (int i = 0; i < 2; ++i) deals.push_back(w->deal({{"title", "D" + std::to_string(i)}}));
            Dice cuts(seed);
            for (int i = 0; i < 40; ++i) {
                act(*w, dice, deals);
                if (w == &cut && cuts.of(4) == 0) w->restart();
            }
            w->pass(10 * day);
            check_whole(*w);
        }
        CHECK(whole.ws->history_hash() == cut.ws->history_hash());
    }
}

TEST_CASE("random robots: nothing is lost, and a run that is cut ends as one that is not", "[automation][property]") {
    for (std::uint64_t seed = first_seed(); seed <= seeds(40); ++seed) {
        CAPTURE(seed);
        World whole(seed), cut(seed);
        for (World* w : {&whole, &cut}) {
            Dice dice(seed * 1000);
            helpers(*w, dice);
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
    for (std::uint64_t seed = first_seed(); seed <= seeds(30); ++seed) {
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

namespace {

// Everything the tables hold, without the full text's own.
std::string content(Workspace& ws) {
    std::vector<std::string> tables;
    db::Statement names = ws.db().prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%' ORDER BY name");
    REQUIRE(names.each([&](db::Statement& row) { tables.push_back(row.string(0)); }).ok());
    std::string out;
    for (const std::string& table : tables) {
        std::vector<std::string> rows;
        db::Statement s = ws.db().prepare("SELECT * FROM \"" + table + "\"");
        REQUIRE(s.each([&](db::Statement& row) {
            std::string line;
            for (int i = 0; i < row.columns(); ++i) line += row.is_null(i) ? "-|" : row.string(i) + "|";
            rows.push_back(std::move(line));
        }).ok());
        std::sort(rows.begin(), rows.end());
        out += table + "\n";
        for (const std::string& row : rows) out += row + "\n";
    }
    return out;
}

// An act of a person, to be carried out on several workspaces.
struct Sent {
    Command command;
    Instant at;
};

Sent random_act(Dice& dice, World& w, const std::vector<RowId>& deals, Instant at) {
    const std::string deal = w.id(dice.pick(deals));
    Command c;
    switch (dice.of(8)) {
        case 0: c = {"create", {{"type", "t.deal"}, {"values", {{"title", "New " + std::to_string(dice.of(100))}, {"amount", dice.of(9)}}}}}; break;
        case 1: c = {"set_fields", {{"record", deal}, {"values", {{"amount", dice.of(9)}, {"note", dice.pick<std::string>({"stay", "go"})}}}}}; break;
        case 2: c = {"comment", {{"record", deal}, {"text", "said " + std::to_string(dice.of(100))}}}; break;
        case 3: c = {"create_task", {{"record", deal}, {"title", "T" + std::to_string(dice.of(9))}}}; break;
        case 4: c = {"delete", {{"record", deal}}}; break;
        case 5: c = {"receive_event", {{"event", "call"}, {"external_id", std::to_string(dice.of(12))}, {"record", deal}}}; break;
        case 6: c = {"set_fields", {{"record", deal}, {"values", {{"start", {{"d", "2026-03-0" + std::to_string(3 + dice.of(6))}}}}}}}; break;
        default: c = {"move", {{"record", deal}, {"to", dice.pick<std::string>({"a", "b", "c", "won", "lost"})}}};
    }
    SeededRandom ids(dice.random.next());
    c.id = make_v7(at, ids);
    return {c, at};
}

}  // namespace

TEST_CASE("pending commands taken back and replayed on foreign changes end as if they had come in that order", "[automation][property]") {
    for (std::uint64_t seed = first_seed(); seed <= seeds(25); ++seed) {
        CAPTURE(seed);
        World device(seed), server(seed);
        std::vector<RowId> deals;
        for (World* w : {&device, &server}) {
            Dice dice(seed * 31);
            helpers(*w, dice);
            for (int i = 0; i < 3; ++i) (void)w->run("define", {{"kind", "automation"}, {"key", "t.r" + std::to_string(i)}, {"body", random_robot(dice)}});
            (void)w->run("define", {{"kind", "automation"}, {"key", "t.p"}, {"body", random_process(dice)}});
            deals.clear();
            for (int i = 0; i < 3; ++i) deals.push_back(w->deal({{"title", "D" + std::to_string(i)}}));
            for (int i = 0; i < 15; ++i) act(*w, dice, deals);
        }
        REQUIRE(content(*device.ws) == content(*server.ws));
        Dice dice(seed * 77);
        std::vector<Sent> foreign, pending;
        for (std::size_t i = 0, n = 1 + dice.of(6); i < n; ++i)
            foreign.push_back(random_act(dice, device, deals, device.now + static_cast<std::int64_t>(dice.of(40)) * hour));
        for (std::size_t i = 0, n = 1 + dice.of(6); i < n; ++i)
            pending.push_back(random_act(dice, device, deals, device.now + static_cast<std::int64_t>(dice.of(40)) * hour));
        const auto carry_out = [](World& w, const std::vector<Sent>& acts) {
            for (const Sent& s : acts) (void)w.ws->apply(s.command, w.manager, s.at);
        };

        const std::string before = content(*device.ws);
        const auto found = [&] { return search(*device.ws, "new", 100).size(); };
        const std::size_t found_before = found();
        const auto mark = device.ws->mark();
        REQUIRE(mark.ok());
        carry_out(device, pending);  // ahead of the server
        const Status back = device.ws->take_back(*mark);
        if (!back.ok()) FAIL(describe(back.error()));
        const bool same = content(*device.ws) == before;
        CHECK(same);
        CHECK(found() == found_before);
        carry_out(device, foreign);
        carry_out(device, pending);
        check_whole(device);

        carry_out(server, foreign);
        carry_out(server, pending);
        CHECK(device.ws->history_hash() == server.ws->history_hash());
        CHECK(found() == search(*server.ws, "new", 100).size());
    }
}
