#include "fixture.h"

#include "model/timetable.h"
#include "model/trips.h"

using namespace potok;
using namespace potok::model;
using potok::automation::test::World;
using potok::automation::test::day;
using potok::automation::test::hour;

namespace {

struct Visits : World {
    RowId ola = 0, jan = 0, client = 0;
    Visits() {
        define("type", "t.way", R"json({"label": "Way", "fields": [{"key": "here", "label": "From", "kind": "text"},
            {"key": "there", "label": "To", "kind": "text"}, {"key": "minutes", "label": "Minutes", "kind": "number"}]})json");
        define("type", "t.visit", R"json({"label": "Visit", "fields": [{"key": "who", "label": "Who", "kind": "reference", "target": "person"},
            {"key": "begins", "label": "From", "kind": "datetime"}, {"key": "ends", "label": "To", "kind": "datetime"},
            {"key": "town", "label": "Town", "kind": "text"}, {"key": "off", "label": "Off", "kind": "boolean"}]})json");
        define("timetable", "t.visits", R"json({"label": "Visits", "type": "t.visit", "person": "who", "from": "begins", "to": "ends",
            "place": "town", "when": "off != true", "travel": {"type": "t.way", "from": "here", "to": "there", "minutes": "minutes", "otherwise": "PT90M"}, "step": "PT30M"})json");
        ola = must("create_person", {{"name", "Ola"}, {"roles", Json::array({"t.head"})}}, admin).record;
        jan = must("create_person", {{"name", "Jan"}, {"roles", Json::array({"t.head"})}}, admin).record;
        way("Lodz", "Zgierz", 20);
        way("Lodz", "Lodz", 10);
    }
    void way(const char* a, const char* b, int minutes) {
        must("create", {{"type", "t.way"}, {"values", {{"title", a}, {"here", a}, {"there", b}, {"minutes", minutes}}}});
    }
    Json values(RowId who, const char* from, const char* to, const char* town) {
        return {{"title", town}, {"who", {{"ref", id(who)}}}, {"begins", {{"i", std::string("2026-03-") + from + ":00.000Z"}}},
                {"ends", {{"i", std::string("2026-03-") + to + ":00.000Z"}}}, {"town", town}};
    }
    Result<Outcome> visit(RowId who, const char* from, const char* to, const char* town) {
        return run("create", {{"type", "t.visit"}, {"values", values(who, from, to, town)}});
    }
    std::string why_not(RowId who, const char* from, const char* to, const char* town) {
        const auto outcome = visit(who, from, to, town);
        return outcome.ok() ? "" : outcome.error().code;
    }
    const Timetable& table() { return *timetable(*ws, "t.visits"); }
    std::vector<std::string> slots(std::vector<RowId> people, const char* town, std::int64_t length, std::int64_t within, std::size_t most = 3) {
        SlotRequest request{std::move(people), Value(town), length, now, now + within, most};
        const auto found = free_slots(*ws, table(), request);
        std::vector<std::string> out;
        for (const Slot& s : found.value()) out.push_back(title_of(*ws, s.person) + " " + format_iso(s.from).substr(8, 8));
        return out;
    }
};

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("an appointment that cannot be kept is refused with its reason", "[timetable]") {
    Visits w;
    CHECK(w.why_not(w.ola, "03T10:00", "03T11:00", "Lodz") == "");
    CHECK(w.why_not(w.ola, "03T10:30", "03T11:30", "Lodz") == "timetable.taken");
    CHECK(w.why_not(w.ola, "03T11:00", "03T12:00", "Lodz") == "timetable.too_far");   // ten minutes across the town
    CHECK(w.why_not(w.ola, "03T11:10", "03T12:00", "Lodz") == "");
    CHECK(w.why_not(w.ola, "03T12:19", "03T13:00", "Zgierz") == "timetable.too_far");
    CHECK(w.why_not(w.ola, "03T12:20", "03T13:00", "Zgierz") == "");
    CHECK(w.why_not(w.ola, "03T14:29", "03T15:00", "Radom") == "timetable.too_far");  // not in the table
    CHECK(w.why_not(w.ola, "03T14:30", "03T15:00", "Radom") == "");
    CHECK(w.why_not(w.ola, "03T17:30", "03T18:30", "Radom") == "timetable.off_hours");
    CHECK(w.why_not(w.ola, "07T10:00", "07T11:00", "Radom") == "timetable.off_hours");  // a Saturday
    CHECK(w.why_not(w.ola, "04T11:00", "04T10:00", "Radom") == "timetable.backwards");
    CHECK(w.why_not(w.jan, "03T10:00", "03T11:00", "Lodz") == "");  // another person
    w.must("create", {{"type", "absence"}, {"values", {{"title", "Leave"}, {"person", {{"ref", w.id(w.jan)}}}, {"from", {{"d", "2026-03-04"}}}, {"to", {{"d", "2026-03-04"}}}}}}, w.admin);
    CHECK(w.why_not(w.jan, "04T10:00", "04T11:00", "Lodz") == "timetable.away");
    // An event of their own takes the time; what has been is a fact.
    w.must("create", {{"type", "event"}, {"values", {{"title", "Dentist"}, {"person", {{"ref", w.id(w.jan)}}}, {"from", {{"i", "2026-03-05T10:00:00.000Z"}}}, {"to", {{"i", "2026-03-05T11:00:00.000Z"}}}}}});
    CHECK(w.why_not(w.jan, "05T10:30", "05T11:30", "Lodz") == "timetable.taken");
    CHECK(w.why_not(w.jan, "01T10:00", "01T11:00", "Lodz") == "");  // a Sunday that is over
}

TEST_CASE("moving, calling off and taking back an appointment", "[timetable]") {
    Visits w;
    const RowId first = w.visit(w.ola, "03T10:00", "03T11:00", "Lodz")->record;
    const RowId second = w.visit(w.ola, "03T13:00", "03T14:00", "Lodz")->record;
    CHECK(w.refused("set_fields", {{"record", w.id(second)}, {"values", {{"begins", {{"i", "2026-03-03T10:30:00.000Z"}}}}}}).code == "timetable.taken");
    w.must("set_fields", {{"record", w.id(second)}, {"values", {{"title", "Remark"}}}});
    w.must("set_fields", {{"record", w.id(first)}, {"values", {{"off", true}}}});
    const auto called_off = operations(*w.ws, 1).front().id;
    w.must("set_fields", {{"record", w.id(second)}, {"values", {{"begins", {{"i", "2026-03-03T10:30:00.000Z"}}}}}});
    CHECK(w.refused("undo", {{"operation", called_off.str()}}).code == "timetable.taken");
    w.must("delete", {{"record", w.id(second)}});
    w.must("undo", {{"operation", called_off.str()}});
    CHECK(w.refused("restore", {{"record", w.id(second)}}).code == "timetable.taken");
}

TEST_CASE("free slots: working hours, what is taken, the ways between", "[timetable]") {
    Visits w;
    (void)w.visit(w.ola, "02T10:00", "02T12:00", "Lodz");
    // At 9:00 an hour leaves no time for the way, nor does 12:00.
    CHECK(w.slots({w.ola}, "Lodz", hour, 9 * hour / 2) == Texts{"Ola 02T12:30"});
    CHECK(w.slots({w.ola}, "Lodz", hour / 2, 4 * hour) == Texts{"Ola 02T09:00", "Ola 02T12:30"});
    CHECK(w.slots({w.ola, w.jan}, "Zgierz", hour, 2 * day, 2) == Texts{"Jan 02T09:00", "Jan 02T09:30"});
    CHECK(w.slots({w.ola}, "Zgierz", 20 * hour, 2 * day).empty());
    SlotRequest nonsense{{w.ola}, Value("Lodz"), 0, w.now, w.now + day, 3};
    CHECK_FALSE(free_slots(*w.ws, w.table(), nonsense).ok());
    // From home and back within the hours.
    w.way("Home", "Lodz", 30);
    w.define("timetable", "t.visits", R"json({"label": "Visits", "type": "t.visit", "person": "who", "from": "begins", "to": "ends",
        "place": "town", "home": "\"Home\"", "travel": {"type": "t.way", "from": "here", "to": "there", "minutes": "minutes"}, "step": "PT30M"})json");
    CHECK(w.slots({w.jan}, "Lodz", hour, 9 * hour, 1) == Texts{"Jan 02T09:30"});
    CHECK(w.slots({w.jan}, "Lodz", 8 * hour, 9 * hour, 5) == Texts{"Jan 02T09:30"});
    CHECK(w.slots({w.jan}, "Lodz", 8 * hour + hour / 2, 9 * hour, 5).empty());
}

TEST_CASE("the step plan takes the first free slot, and fails where there is none", "[timetable]") {
    Visits w;
    w.robot("t.plan", R"json({"label": "Plan", "pipeline": "t.deals", "trigger": {"on": "stage_entered", "stage": "b"}, "do": [
        {"plan": {"timetable": "t.visits", "people": "owner", "place": "note", "length": "duration(\"PT2H\")", "from": "now()",
                  "to": "now() + duration(\"PT9H\")", "values": {"title": "title", "town": "note"}}}]})json");
    for (int i = 0; i < 3; ++i) {
        const RowId deal = w.deal({{"title", "Case"}, {"note", "Lodz"}, {"owner", {{"ref", w.id(w.ola)}}}});
        CHECK(w.move(deal, "b").problems.empty());
    }
    CHECK(w.count("SELECT count(*) FROM \"r_t.visit\"") == 3);
    const RowId late = w.deal({{"title", "Late"}, {"note", "Lodz"}, {"owner", {{"ref", w.id(w.ola)}}}});
    const Outcome moved = w.move(late, "b");
    REQUIRE(moved.problems.size() == 1);
    CHECK(moved.problems.front().code == "timetable.no_slot");
    CHECK(w.stage(late) == "b");  // what the person did stands
    CHECK(w.faulty(R"json({"label": "Plan", "pipeline": "t.deals", "trigger": {"on": "stage_entered"}, "do": [{"plan": {"timetable": "t.none", "people": "owner",
        "length": "duration(\"PT2H\")", "from": "now()", "to": "now()"}}]})json").code == "timetable.unknown");
}

TEST_CASE("a faulty timetable is refused at the place of its fault", "[timetable]") {
    Visits w;
    const auto fault = [&](const char* json) {
        const Error e = w.refused("define", {{"kind", "timetable"}, {"key", "t.faulty"}, {"body", Json::parse(json)}}, w.admin);
        return e.code + " " + e.place;
    };
    CHECK(fault(R"({"label": "T", "type": "t.none", "person": "who", "from": "begins", "to": "ends"})") == "type.unknown /type");
    CHECK(fault(R"({"label": "T", "type": "t.visit", "person": "town", "from": "begins", "to": "ends"})") == "timetable.bad_field /person");
    CHECK(fault(R"({"label": "T", "type": "t.visit", "person": "who", "from": "begins", "to": "end"})") == "field.unknown /to");
    CHECK(fault(R"({"label": "T", "type": "t.visit", "person": "who", "from": "begins", "to": "ends", "step": "P2D"})") == "timetable.bad_time /step");
    CHECK(fault(R"({"label": "T", "type": "t.visit", "person": "who", "from": "begins", "to": "ends", "place": "city"})").starts_with("expr.unknown_name /place"));
    CHECK(fault(R"({"label": "T", "type": "t.visit", "person": "who", "from": "begins", "to": "ends", "travel": {"type": "t.way", "from": "here", "to": "there", "minutes": "title"}})") ==
          "timetable.bad_field /travel/minutes");
}

TEST_CASE("the ways to the appointments of a day, each from the one before", "[timetable]") {
    Visits w;
    const RowId late = w.visit(w.ola, "03T12:20", "03T13:00", "Zgierz")->record;
    w.must("create", {{"type", "t.visit"}, {"values", w.values(w.ola, "03T10:00", "03T11:00", "Lodz")}});
    const RowId next = w.visit(w.ola, "03T15:00", "03T16:00", "Radom")->record;
    w.must("create", {{"type", "t.visit"}, {"values", w.values(w.ola, "04T10:00", "04T11:00", "Zgierz")}});  // a new day, without a home
    const auto at = [](const char* text) { return *parse_instant(text); };
    const auto all = trips(*w.ws, w.ola, at("2026-03-03T00:00:00Z"), at("2026-03-06T00:00:00Z"));
    REQUIRE(all.size() == 2);
    CHECK(all[0].appointment == late);
    CHECK(all[0].travel == 20 * 60'000);
    CHECK(all[0].arrive == at("2026-03-03T12:20:00Z"));
    CHECK(all[1].appointment == next);
    CHECK(all[1].travel == 90 * 60'000);  // not in the table
    // From the middle of a day on: what came before it still counts.
    const auto rest = trips(*w.ws, w.ola, at("2026-03-03T12:00:00Z"), at("2026-03-03T13:00:00Z"));
    REQUIRE(rest.size() == 1);
    CHECK(rest[0].appointment == late);
    CHECK(trips(*w.ws, w.jan, at("2026-03-03T00:00:00Z"), at("2026-03-06T00:00:00Z")).empty());
}
