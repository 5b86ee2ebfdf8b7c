#include "fixture.h"

#include "model/board.h"

using namespace potok;
using namespace potok::model;
using potok::model::test::Fixture;

TEST_CASE("undo takes back a whole operation", "[model][undo]") {
    Fixture f;
    const RowId row = f.order("A");
    f.attach(row);
    const RowId client = f.client("N");
    const Outcome moved = f.must("move", {{"record", f.id(row)}, {"to", "signed"}, {"comment", "done"},
                                          {"values", {{"client", {{"ref", f.id(client)}}}, {"amount", f.money("5")}}}});
    const Outcome undone = f.must("undo", {{"operation", moved.operation_id.str()}});
    const auto r = record(*f.ws, row);
    CHECK(r->text("stage") == "new");
    CHECK(r->get("amount").is_null());
    CHECK(find_records(*f.ws, "comment", "record", Value(Ref{f.ws->id_of(row)})).empty());
    CHECK(f.refused("undo", {{"operation", moved.operation_id.str()}}).code == "undo.already");
    // Redo is the undo of the undo.
    f.must("undo", {{"operation", undone.operation_id.str()}});
    CHECK(f.stage(row) == "signed");
    CHECK(find_records(*f.ws, "comment", "record", Value(Ref{f.ws->id_of(row)})).size() == 1);
}

TEST_CASE("undo is refused where something later rests on it", "[model][undo]") {
    Fixture f;
    const Outcome made = f.must("create", {{"type", "t.order"}, {"values", {{"title", "A"}}}});
    const Outcome named = f.must("set_fields", {{"record", f.id(made.record)}, {"values", {{"title", "B"}}}});
    CHECK(f.refused("undo", {{"operation", made.operation_id.str()}}).code == "undo.rests_on");
    f.must("set_fields", {{"record", f.id(made.record)}, {"values", {{"title", "C"}}}});
    CHECK(f.refused("undo", {{"operation", named.operation_id.str()}}).code == "undo.changed_since");
    CHECK(record(*f.ws, made.record)->title() == "C");
    CHECK(f.refused("undo", {{"operation", 99999}}).code == "undo.unknown");
}

TEST_CASE("one undoes one's own work; others' only as administrator", "[model][undo]") {
    Fixture f;
    const Outcome hers = f.must("create", {{"type", "t.order"}, {"values", {{"title", "A"}}}});
    CHECK(f.refused("undo", {{"operation", hers.operation_id.str()}}, f.manager).code == "right.refused");
    const Outcome his = f.must("create", {{"type", "t.order"}, {"values", {{"title", "B"}}}}, f.manager);
    CHECK(last_undoable(*f.ws, f.manager)->row == his.operation);
    f.must("undo", {{"operation", his.operation_id.str()}});
    CHECK_FALSE(last_undoable(*f.ws, f.manager));
}

TEST_CASE("deleting is reversible", "[model]") {
    Fixture f;
    const RowId row = f.order("Kwiatkowski");
    f.must("delete", {{"record", f.id(row)}});
    CHECK(all_records(*f.ws, "t.order").empty());
    CHECK(search(*f.ws, "kwiat").empty());
    f.must("restore", {{"record", f.id(row)}});
    CHECK(all_records(*f.ws, "t.order").size() == 1);
    CHECK(search(*f.ws, "kwiat").size() == 1);
}

TEST_CASE("search folds Polish and Cyrillic, takes prefixes and phones", "[model][search]") {
    Fixture f;
    const RowId pl = f.order("Żółć i jaźń");
    const RowId ru = f.order("Ёлка зелёная");
    f.must("set_fields", {{"record", f.id(pl)}, {"values", {{"phone", "+48 601-202-303"}}}});
    const auto first = [&](const char* text) { const auto hits = search(*f.ws, text); return hits.empty() ? 0 : hits[0].row; };
    CHECK(first("zolc") == pl);
    CHECK(first("jaz zol") == pl);
    CHECK(first("елка") == ru);
    CHECK(first("зелен") == ru);
    CHECK(first("601202303") == pl);
    CHECK(first("601 202") == pl);
    CHECK(search(*f.ws, "\"*(:^").empty());
    CHECK(search(*f.ws, "").empty());
}

TEST_CASE("the same commands with the same clock give the same history", "[model]") {
    const auto play = [](std::uint64_t seed) {
        Fixture f(seed);
        const RowId row = f.order("A");
        f.must("comment", {{"record", f.id(row)}, {"text", "hello"}});
        return f.ws->history_hash();
    };
    CHECK(play(7) == play(7));
    CHECK(play(7) != play(8));
}

TEST_CASE("a workspace closed and opened again is the same", "[model]") {
    Fixture f;
    const RowId row = f.order("A");
    f.must("set_fields", {{"record", f.id(row)}, {"values", {{"amount", f.money("7.00")}}}});
    auto bytes = f.ws->db().serialize();
    REQUIRE(bytes.ok());
    auto db = db::Connection::from_bytes(*bytes);
    REQUIRE(db.ok());
    auto again = Workspace::open(std::make_unique<db::Connection>(std::move(*db)), f.environment());
    REQUIRE(again.ok());
    CHECK((*again)->history_hash() == f.ws->history_hash());
    CHECK(record(**again, row)->get("amount") == Value(Money{700, "PLN"}));
    CHECK((*again)->catalog().pipeline("t.orders")->stages.size() == 6);
    const auto next = (*again)->apply(Command{"comment", {{"record", f.id(row)}, {"text", "on"}}}, f.admin, f.now);
    CHECK(next.ok());
    auto clone = f.ws->clone(f.environment());
    REQUIRE(clone.ok());
    REQUIRE((*clone)->apply(Command{"comment", {{"record", f.id(row)}, {"text", "only there"}}}, f.admin, f.now).ok());
    CHECK(all_records(*f.ws, "comment").empty());
}

TEST_CASE("a file that is not ours is refused", "[model]") {
    SeededRandom random(1);
    Environment e;
    e.random = &random;
    auto db = db::Connection::open_memory();
    REQUIRE(db.ok());
    CHECK(Workspace::open(std::make_unique<db::Connection>(std::move(*db)), e).error().code == "workspace.not_one");
}

TEST_CASE("a pack is installed whole or not at all, and undone whole", "[model]") {
    Fixture f;
    Json definitions = Json::array();
    definitions.push_back({{"kind", "pipeline"}, {"key", "p.line"}, {"body", {{"label", "Line"}, {"type", "p.deal"}, {"stages", Json::array({Json{{"key", "a"}, {"label", "A"}}})}}}});
    definitions.push_back({{"kind", "type"}, {"key", "p.deal"}, {"body", {{"label", "Deal"}, {"on_pipeline", true}}}});
    definitions.push_back({{"kind", "setting"}, {"key", "p.training"}, {"body", {{"label", "Training"}, {"default", true}}}});
    Json broken = definitions;
    broken.push_back({{"kind", "role"}, {"key", "p.r"}, {"body", {{"label", "R"}, {"grants", Json::array({Json{{"type", "*"}, {"verbs", Json::array({"fly"})}}})}}}});
    const Error e = f.refused("install_pack", {{"manifest", {{"key", "p"}}}, {"definitions", broken}});
    CHECK(e.code == "json.not_one_of");
    CHECK(e.place == "role/p.r#/grants/0/verbs");
    CHECK_FALSE(f.ws->catalog().type("p.deal"));
    CHECK(f.ws->setting("p.training").is_null());
    const Outcome installed = f.must("install_pack", {{"manifest", {{"key", "p"}}}, {"definitions", definitions}});
    REQUIRE(f.ws->catalog().pipeline("p.line"));
    CHECK(f.ws->setting("p.training") == Value(true));
    CHECK(f.refused("install_pack", {{"manifest", {{"key", "p"}}}, {"definitions", definitions}}).code == "pack.already_installed");
    CHECK(f.refused("install_pack", {{"manifest", {{"key", "q"}}}, {"definitions", definitions}}).code == "pack.foreign_key");
    CHECK(f.refused("install_pack", {{"manifest", {{"key", "q"}, {"requires", Json::array({"zz"})}}}, {"definitions", Json::array()}}).code == "pack.requires");
    f.must("set_setting", {{"key", "p.training"}, {"value", false}});
    CHECK(f.ws->setting("p.training") == Value(false));
    CHECK(f.refused("set_setting", {{"key", "p.training"}, {"value", 5}}).code == "field.type");
    f.must("undo", {{"operation", installed.operation_id.str()}});
    CHECK_FALSE(f.ws->catalog().pipeline("p.line"));
}

TEST_CASE("definitions that cannot be are refused with their place", "[model]") {
    Fixture f;
    const auto place = [&](const char* kind, const char* key, const char* body) {
        const Error e = f.refused("define", {{"kind", kind}, {"key", key}, {"body", Json::parse(body)}});
        return e.code + " " + e.place;
    };
    CHECK(place("type", "x.y", R"({"label": "X", "fields": [{"key": "a", "label": "A", "kind": "colour"}]})") == "json.not_one_of /fields/0/kind");
    CHECK(place("type", "x.y", R"({"label": "X", "feilds": []})") == "json.unknown_key /feilds");
    CHECK(place("type", "X y", R"({"label": "X"})") == "definition.bad_key /key");
    CHECK(place("type", "task", R"({"label": "X"})") == "definition.core_type ");
    CHECK(place("type", "x.y", R"({"label": {"xx": "X"}})") == "language.unknown /label");
    CHECK(place("pipeline", "x.p", R"({"label": "X", "type": "none", "stages": []})") == "definition.unknown_type /type");
    CHECK(place("pipeline", "x.p", R"({"label": "X", "type": "t.order", "stages": [{"key": "a", "label": "A", "gates": [{"fields": ["zip"]}]}]})") ==
          "field.unknown /stages/0/gates/0/fields");
    CHECK(place("widget", "x.p", R"({})") == "definition.unknown_kind ");
}

TEST_CASE("the timeline tells newest first who did what, with its tasks", "[model]") {
    Fixture f;
    const RowId row = f.order("A");
    f.now = f.now + 1000;
    const RowId task = f.must("create_task", {{"title", "Call"}, {"record", f.id(row)}, {"checklist", Json::array({"x"})}}, f.admin).record;
    f.now = f.now + 1000;
    f.must("set_check_item", {{"item", f.id(check_items(*f.ws, task)[0].row)}, {"done", true}});
    const auto entries = timeline(*f.ws, row, 50);
    REQUIRE(entries.size() == 4);
    CHECK(entries[0].type->key == "check_item");
    CHECK(entries[0].actor_name == "Anna");
    CHECK(entries[3].kind == Change::Kind::inserted);
    const auto rest = timeline(*f.ws, row, 2, entries[1].change);
    REQUIRE(rest.size() == 2);
    CHECK(rest[0].change == entries[2].change);
}

TEST_CASE("a board kept current by changes equals one read anew", "[model][board]") {
    Fixture f;
    SeededRandom dice(42);
    Board live(*f.ws, *f.ws->catalog().pipeline("t.orders"));
    live.reload(f.now);
    f.ws->listen([&](const Outcome& o) { live.take(o, f.now); });
    std::vector<RowId> rows;
    std::vector<Outcome> done;
    const char* stages[] = {"new", "signed", "won", "lost"};
    for (int i = 0; i < 300; ++i) {
        f.now = f.now + static_cast<std::int64_t>(dice.next() % 100'000'000);
        const auto pick = [&] { return rows[dice.next() % rows.size()]; };
        const auto die = dice.next() % 10;
        Result<Outcome> outcome = error("none");
        if (rows.empty() || die < 3) {
            outcome = f.run("create", {{"type", "t.order"}, {"values", {{"title", "Order " + std::to_string(i)}, {"amount", f.money("10.00")}}}});
            rows.push_back(outcome->record);
        } else if (die < 7) {
            outcome = f.run("move", {{"record", f.id(pick())}, {"to", stages[dice.next() % 4]}, {"lost_reason", "price"},
                                     {"values", {{"client", {{"ref", f.id(f.client("c"))}}}}}});
        } else if (die < 8) {
            outcome = f.run("set_fields", {{"record", f.id(pick())}, {"values", {{"amount", Json{{"m", "3.50"}, {"c", "EUR"}}}}}});
        } else if (die < 9 && !done.empty()) {
            outcome = f.run("undo", {{"operation", done.back().operation_id.str()}});
            done.pop_back();
        } else {
            outcome = f.run(die % 2 ? "delete" : "restore", {{"record", f.id(pick())}});
        }
        if (outcome.ok() && outcome->operation) done.push_back(*outcome);
    }
    Board fresh(*f.ws, *f.ws->catalog().pipeline("t.orders"));
    fresh.reload(f.now);
    REQUIRE(live.columns().size() == fresh.columns().size());
    CHECK(fresh.size() > 10);
    for (std::size_t i = 0; i < fresh.columns().size(); ++i) {
        CHECK(live.columns()[i].rows == fresh.columns()[i].rows);
        auto a = live.columns()[i].sums, b = fresh.columns()[i].sums;
        std::erase_if(a, [](const auto& s) { return s.second == 0; });
        std::sort(a.begin(), a.end());
        std::sort(b.begin(), b.end());
        CHECK(a == b);
    }
}

TEST_CASE("search can be kept to one type, and lists start with the newest", "[model][search]") {
    Fixture f;
    const RowId zolc = f.client("Żółć Nowak");
    const RowId order = f.must("create", {{"type", "t.order"}, {"values", {{"title", "Nowak"}, {"code", "zolc"}}}}).record;
    REQUIRE(search(*f.ws, "nowak").size() == 2);
    REQUIRE(search(*f.ws, "nowak", 50, "client").size() == 1);
    CHECK(search(*f.ws, "zol", 50, "client").front().row == zolc);
    CHECK(search(*f.ws, "zol", 50, "t.order").front().row == order);
    CHECK(search(*f.ws, "zol", 50, "no.such").empty());
    const RowId later = f.client("Adam");
    CHECK(newest_records(*f.ws, "client", 10) == std::vector<RowId>{later, zolc});
    CHECK(newest_records(*f.ws, "client", 1) == std::vector<RowId>{later});
}

TEST_CASE("undo does not put a booking where another one stands", "[model][undo]") {
    Fixture f;
    const RowId crew = f.must("create", {{"type", "resource"}, {"values", {{"title", "Crew"}, {"kind", "crew"}}}}).record;
    const Json when = {{"resource", f.id(crew)}, {"from", {{"i", "2026-03-03T09:00:00Z"}}}, {"to", {{"i", "2026-03-03T12:00:00Z"}}}};
    const RowId first = f.must("book", when).record;
    const auto released = f.must("release", {{"booking", f.id(first)}});
    f.must("book", when);
    CHECK(f.refused("undo", {{"operation", released.operation}}).code == "booking.conflict");
    CHECK(bookings(*f.ws, {0}, {f.now.ms * 2}).size() == 1);
}

TEST_CASE("files in use are those attached, and those that undo may bring back", "[model][undo]") {
    Fixture f;
    constexpr std::int64_t day = 86'400'000;
    const RowId row = f.order("A"), other = f.order("B");
    const auto attach = [&](RowId record, char digit) {
        return f.must("attach", {{"record", f.id(record)}, {"name", "plan.pdf"}, {"size", 10}, {"sha256", std::string(64, digit)}});
    };
    const auto in_use = [&](std::int64_t days) {
        const auto files = files_in_use(*f.ws, f.now + -days * day);
        REQUIRE(files.ok());
        std::string out;
        for (const std::string& hash : *files) out += hash[0];
        return out;
    };
    CHECK(in_use(30).empty());
    attach(row, 'a');
    attach(row, 'b');
    attach(other, 'b');  // the same file, elsewhere
    attach(other, 'c');
    CHECK(in_use(30) == "abc");
    const auto files = attachments(*f.ws, row);
    REQUIRE(files.size() == 2);
    const Outcome detached = f.must("detach", {{"attachment", f.id(files[0].row)}});
    f.must("delete", {{"record", f.id(other)}});
    CHECK(in_use(30) == "abc");
    f.now = f.now + 31 * day;
    CHECK(in_use(30) == "bc");  // a deleted record may be restored, however late: what belongs to it stays
    CHECK(in_use(60) == "abc");
    f.must("undo", {{"operation", detached.operation_id.str()}});
    CHECK(in_use(30) == "abc");
}
