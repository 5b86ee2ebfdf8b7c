#include "fixture.h"

using namespace potok;
using namespace potok::model;
using potok::model::test::Fixture;

TEST_CASE("a record is made in the first stage with its owner", "[model]") {
    Fixture f;
    const RowId row = f.order("Zażółć");
    const auto r = record(*f.ws, row);
    REQUIRE(r);
    CHECK(r->title() == "Zażółć");
    CHECK(r->text("stage") == "new");
    CHECK(r->get("owner") == Value(Ref{f.ws->id_of(f.admin)}));
    CHECK(r->get("created_at") == Value(f.now));
}

TEST_CASE("values are kept by kind and come back as they went in", "[model]") {
    Fixture f;
    const RowId client = f.client("Nowak");
    const RowId row = f.order("A");
    f.must("set_fields", {{"record", f.id(row)},
                          {"values",
                           {{"amount", f.money("1234.56")},
                            {"client", {{"ref", f.id(client)}}},
                            {"start", {{"d", "2026-03-31"}}},
                            {"size", {{"n", "12.345"}}},
                            {"colour", "white"},
                            {"rooms", Json::array({"hall", "bath"})}}}});
    const auto r = record(*f.ws, row);
    CHECK(r->get("amount") == Value(Money{123456, "PLN"}));
    CHECK(r->get("client") == Value(Ref{f.ws->id_of(client)}));
    CHECK(r->get("start") == Value(*parse_date("2026-03-31")));
    CHECK(r->get("size") == Value(*Decimal::parse("12.35")));  // at the field's two decimals, half away from zero
    CHECK(r->text("colour") == "white");
    CHECK(r->get("rooms") == Value(ValueList{Value("hall"), Value("bath")}));
}

TEST_CASE("what does not fit a field is refused and nothing is written", "[model]") {
    Fixture f;
    const RowId row = f.order("A");
    const RowId client = f.client("Nowak");
    const auto refuse = [&](Json values) { return f.refused("set_fields", {{"record", f.id(row)}, {"values", std::move(values)}}).code; };
    CHECK(refuse({{"amount", "much"}}) == "field.type");
    CHECK(refuse({{"amount", f.money("-1")}}) == "field.check_failed");
    CHECK(refuse({{"colour", "green"}}) == "field.option_unknown");
    CHECK(refuse({{"client", {{"ref", f.id(row)}}}}) == "reference.wrong_type");
    CHECK(refuse({{"nonsense", 1}}) == "field.unknown");
    CHECK(refuse({{"stage", "won"}}) == "field.system");
    CHECK(refuse({{"phone", "none"}}) == "field.phone");
    CHECK(refuse({{"contract", "x"}}) == "field.unknown");
    CHECK(refuse({{"start", {{"d", "2026-02-30"}}}}) == "command.argument_type");
    // One bad value among good ones: none is kept.
    CHECK(refuse({{"client", {{"ref", f.id(client)}}}, {"colour", "green"}}) == "field.option_unknown");
    CHECK(record(*f.ws, row)->get("client").is_null());
    f.must("set_fields", {{"record", f.id(row)}, {"values", {{"code", "K-1"}}}});
    const RowId other = f.order("B");
    CHECK(f.refused("set_fields", {{"record", f.id(other)}, {"values", {{"code", "K-1"}}}}).code == "field.not_unique");
}

TEST_CASE("malformed commands are refused with the argument's name", "[model]") {
    Fixture f;
    CHECK(f.refused("fly", Json::object()).code == "command.unknown");
    CHECK(f.refused("move", Json::object()).place == "record");
    CHECK(f.refused("move", {{"record", "no-uuid"}, {"to", "won"}}).code == "command.argument_type");
    CHECK(f.refused("move", {{"record", Uuid{}.str()}, {"to", "won"}}).code == "record.missing");
    CHECK(f.refused("create", {{"type", "nothing"}}).code == "type.unknown");
    CHECK(f.refused("create_task", {{"title", ""}}).code == "command.argument_missing");
    CHECK_FALSE(command_from_json(Json::parse(R"({"name": 5})")).ok());
    CHECK_FALSE(command_from_json(Json::parse(R"({"name": "move", "args": []})")).ok());
}

TEST_CASE("a gate names each missing thing, and the move passes when all is there", "[model]") {
    Fixture f;
    const RowId row = f.order("A");
    const Error e = f.refused("move", {{"record", f.id(row)}, {"to", "signed"}});
    CHECK(e.code == "stage.gate_refused");
    REQUIRE(e.details.size() == 3);
    CHECK(e.details[0].place == "client");
    CHECK(e.details[1].place == "amount");
    CHECK(e.details[2].code == "gate.file_missing");
    CHECK(f.stage(row) == "new");
    f.attach(row);
    // The gate dialog: values and move in one command.
    f.must("move", {{"record", f.id(row)}, {"to", "signed"}, {"values", {{"client", {{"ref", f.id(f.client("N"))}}}, {"amount", f.money("5")}}}});
    CHECK(f.stage(row) == "signed");
    CHECK(*record(*f.ws, row)->get("stage_visit").as<Decimal>() == Decimal(2));
}

TEST_CASE("a refused gate dialog keeps none of its values", "[model]") {
    Fixture f;
    const RowId row = f.order("A");
    f.refused("move", {{"record", f.id(row)}, {"to", "signed"}, {"values", {{"amount", f.money("5")}}}});
    CHECK(record(*f.ws, row)->get("amount").is_null());
}

TEST_CASE("stage rules: from where, by whom, by hand, with a comment, with a reason", "[model]") {
    Fixture f;
    const RowId row = f.order("A", f.manager);
    const auto move = [&](const char* to, Json more = Json::object(), RowId actor = 0) {
        Json args = {{"record", f.id(row)}, {"to", to}};
        args.update(more);
        return f.run("move", args, actor ? actor : f.manager);
    };
    CHECK(move("paid", {{"comment", "x"}}).error().code == "stage.not_from_here");
    CHECK(move("checked").error().code == "stage.not_by_hand");
    CHECK(move("won").error().code == "stage.not_for_role");
    CHECK(move("lost").error().code == "stage.reason_required");
    CHECK(move("lost", {{"lost_reason", "weather"}}).error().code == "field.option_unknown");
    CHECK(move("signed", {{"from", "paid"}}).error().code == "stage.moved_meanwhile");
    f.attach(row);
    REQUIRE(move("signed", {{"values", {{"client", {{"ref", f.id(f.client("N"))}}}, {"amount", f.money("5")}}}}).ok());
    const Error gate = move("paid", {{"comment", "because"}}).error();
    REQUIRE(gate.details.size() == 1);
    CHECK(gate.details[0].code == "gate.check_failed");  // size is null: what is not known to hold does not hold
    f.must("set_fields", {{"record", f.id(row)}, {"values", {{"size", 11}}}});
    CHECK(move("paid").error().code == "stage.comment_required");
    REQUIRE(move("paid", {{"comment", "Paid in cash"}}).ok());
    const auto comments = find_records(*f.ws, "comment", "record", Value(Ref{f.ws->id_of(row)}));
    REQUIRE(comments.size() == 1);
    CHECK(record(*f.ws, comments[0])->text("text") == "Paid in cash");
    // Closing a task in that stage asks for a comment, too.
    const RowId task = f.must("create_task", {{"title", "Call"}, {"record", f.id(row)}}).record;
    CHECK(f.refused("complete_task", {{"task", f.id(task)}}).code == "stage.comment_required");
    f.must("complete_task", {{"task", f.id(task)}, {"comment", "Called"}});
    REQUIRE(move("lost", {{"lost_reason", "price"}, {"comment", "too dear"}}).ok());
    CHECK(record(*f.ws, row)->text("lost_reason") == "price");
}

TEST_CASE("a task closes only with its checklist done", "[model]") {
    Fixture f;
    const RowId task = f.must("create_task", {{"title", "Buy"}, {"checklist", Json::array({"one", "two"})}}).record;
    const auto items = check_items(*f.ws, task);
    REQUIRE(items.size() == 2);
    f.must("set_check_item", {{"item", f.id(items[0].row)}, {"done", true}});
    const Error e = f.refused("complete_task", {{"task", f.id(task)}});
    CHECK(e.code == "task.checklist_open");
    REQUIRE(e.details.size() == 1);
    CHECK(e.details[0].args.at("item") == "two");
    f.must("set_check_item", {{"item", f.id(items[1].row)}, {"done", true}});
    f.must("complete_task", {{"task", f.id(task)}});
    CHECK(model::task(*f.ws, task)->state == "done");
    CHECK(f.refused("set_check_item", {{"item", f.id(items[1].row)}, {"done", false}}).code == "task.not_open");
    f.must("reopen_task", {{"task", f.id(task)}});
    CHECK(model::task(*f.ws, task)->state == "open");
}

TEST_CASE("a resource is never booked twice for overlapping times", "[model]") {
    Fixture f;
    const RowId crew = f.must("create", {{"type", "resource"}, {"values", {{"title", "Crew 1"}, {"kind", "crew"}}}}).record;
    const RowId first = f.must("book", {{"resource", f.id(crew)}, {"from", "2026-03-02T08:00:00.000Z"}, {"to", "2026-03-02T12:00:00.000Z"}}).record;
    const Error e = f.refused("book", {{"resource", f.id(crew)}, {"from", "2026-03-02T11:59:59.999Z"}, {"to", "2026-03-02T14:00:00.000Z"}});
    CHECK(e.code == "booking.conflict");
    CHECK(e.details.size() == 1);
    const RowId next = f.must("book", {{"resource", f.id(crew)}, {"from", "2026-03-02T12:00:00.000Z"}, {"to", "2026-03-02T14:00:00.000Z"}}).record;
    CHECK(f.refused("rebook", {{"booking", f.id(next)}, {"from", "2026-03-02T11:00:00.000Z"}}).code == "booking.conflict");
    f.must("release", {{"booking", f.id(first)}});
    f.must("rebook", {{"booking", f.id(next)}, {"from", "2026-03-02T09:00:00.000Z"}});
    const auto all = bookings(*f.ws, *parse_instant("2026-03-02T00:00:00.000Z"), *parse_instant("2026-03-03T00:00:00.000Z"));
    REQUIRE(all.size() == 1);
    CHECK(all[0].to == *parse_instant("2026-03-02T11:00:00.000Z"));  // the length is kept
    CHECK(f.refused("book", {{"resource", f.id(crew)}, {"from", "2026-03-02T12:00:00.000Z"}, {"to", "2026-03-02T12:00:00.000Z"}}).code == "booking.empty");
}

TEST_CASE("an event from outside told twice changes nothing the second time", "[model]") {
    Fixture f;
    const RowId row = f.order("A");
    const Json payment = {{"event", "payment"}, {"external_id", "bank-77"}, {"record", f.id(row)}, {"data", {{"amount", f.money("500.00")}, {"purpose", "advance"}}}};
    CHECK(f.must("receive_event", payment).operation != 0);
    CHECK(f.must("receive_event", payment).operation == 0);
    CHECK(all_records(*f.ws, "payment").size() == 1);
    CHECK(f.refused("receive_event", {{"event", "payment"}, {"external_id", "2"}, {"data", {{"amount", "lots"}}}}).code == "field.type");
    CHECK(all_records(*f.ws, "incoming").size() == 1);
}

TEST_CASE("roles decide: own records only, fields, administration", "[model]") {
    Fixture f;
    const RowId mine = f.order("Mine", f.manager);
    const RowId hers = f.order("Hers");
    f.must("set_fields", {{"record", f.id(mine)}, {"values", {{"title", "Mine!"}}}}, f.manager);
    CHECK(f.refused("set_fields", {{"record", f.id(hers)}, {"values", {{"title", "x"}}}}, f.manager).code == "right.refused");
    CHECK(f.refused("move", {{"record", f.id(hers)}, {"to", "signed"}}, f.manager).code == "right.refused");
    CHECK(f.refused("define", {{"kind", "role"}, {"key", "x"}, {"body", {{"label", "x"}}}}, f.manager).code == "right.refused");
    CHECK(f.refused("create_person", {{"name", "X"}}, f.manager).code == "right.refused");
    CHECK(f.refused("set_roles", {{"person", f.id(f.admin)}, {"roles", Json::array()}}).code == "person.needed");
    CHECK(f.refused("delete", {{"record", f.id(f.admin)}}).code == "person.needed");
    const RowId nobody = f.must("create_person", {{"name", "New"}}).record;
    CHECK(f.refused("create", {{"type", "t.order"}, {"values", {{"title", "x"}}}}, nobody).code == "right.refused");
}

TEST_CASE("a preview shows the changes and leaves none", "[model]") {
    Fixture f;
    const RowId row = f.order("A");
    const std::string before = f.ws->history_hash();
    const auto preview = f.ws->preview(Command{"set_fields", {{"record", f.id(row)}, {"values", {{"title", "B"}}}}}, f.admin, f.now);
    REQUIRE(preview.ok());
    REQUIRE(preview->changes.size() == 1);
    CHECK(record(*f.ws, row)->title() == "A");
    CHECK(f.ws->history_hash() == before);
}

TEST_CASE("read only, every command is refused with the reason, and nothing is written past the commands", "[model]") {
    Fixture f;
    const RowId row = f.order("A");
    REQUIRE(f.ws->set_read_only(error("store.quota")).ok());
    const Error refused = f.refused("set_fields", {{"record", f.id(row)}, {"values", {{"title", "B"}}}});
    CHECK(refused.code == "workspace.read_only");
    REQUIRE(refused.details.size() == 1);
    CHECK(refused.details.front().code == "store.quota");
    CHECK(!f.ws->preview({"set_fields", {{"record", f.id(row)}, {"values", {{"title", "B"}}}}}, f.admin, f.now).ok());
    CHECK(f.ws->db().run("DELETE FROM record").error().code == "db.read_only");
    CHECK(record(*f.ws, row)->title() == "A");
    REQUIRE(f.ws->set_read_only({}).ok());
    f.must("set_fields", {{"record", f.id(row)}, {"values", {{"title", "B"}}}});
    CHECK(record(*f.ws, row)->title() == "B");
}
