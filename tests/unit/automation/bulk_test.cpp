// Many records at once: every robot runs for each, in slices; the batch is undone as one.
#include "fixture.h"
#include "model/bulk.h"

using namespace potok;
using namespace potok::automation::test;

namespace {

BulkCreate rows(int n, const Uuid& batch) {
    BulkCreate what;
    what.type = "t.deal";
    what.batch = batch;
    what.total = n;
    what.next = [i = 0, n]() mutable -> std::optional<Json> {
        if (i == n) return {};
        ++i;
        return Json{{"title", "D" + std::to_string(i)}, {"amount", i}};
    };
    return what;
}

// Each in its way: a task, a field, a record, a chain on the field, a wait.
void five_robots(World& w) {
    const std::string head = R"({"label": "R", "pipeline": "t.deals", "trigger": )";
    w.robot("t.r1", head + R"({"on": "record_created"}, "do": [{"task": {"key": "k", "title": "Call {title}", "assignee": "owner"}}]})");
    w.robot("t.r2", head + R"({"on": "record_created"}, "do": [{"set": {"note": "\"new\""}}]})");
    w.robot("t.r3", head + R"({"on": "record_created"}, "do": [{"create": {"type": "t.job", "pipeline": "t.jobs", "values": {"title": "title"}, "link": "job"}}]})");
    w.robot("t.r4", head + R"({"on": "field_changed", "field": "note"}, "do": [{"comment": {"text": "noted"}}]})");
    w.robot("t.r5", head + R"({"on": "record_created"}, "do": [{"wait": {"days": 1}}, {"comment": {"text": "a day later"}}]})");
}

const Uuid one = Uuid::parse("01890000-0000-7000-8000-000000000001").value();

}  // namespace

TEST_CASE("two thousand records through five robots: all run, in slices, with progress", "[automation][bulk]") {
    World w;
    five_robots(w);
    ManualClock clock(w.now);
    BulkResult result;
    Job job = create_in_bulk(*w.ws, rows(2000, one), w.manager, clock, result);
    std::int64_t seen = 0;
    int slices = 0;
    while (!job.done()) {
        job.step();
        CHECK(job.progress().done >= seen);
        CHECK((job.done() || job.progress().total == 2000));
        seen = job.progress().done;
        ++slices;
    }
    REQUIRE(job.result().ok());
    CHECK(slices > 4);
    CHECK(result.made == 2000);
    CHECK(result.problems == 0);
    for (const char* robot : {"t.r1", "t.r2", "t.r3", "t.r4", "t.r5"}) CHECK(w.firings(robot) == 2000);
    CHECK(w.count("SELECT count(*) FROM r_task") == 2000);
    // All two thousand waits fall due at one instant: in slices again, each its own operation.
    const std::int64_t operations = w.count("SELECT count(*) FROM operation");
    w.now = w.now + day;
    bool more = true;
    while (more) {
        const auto ran = w.ws->run_due(w.now);
        REQUIRE(ran.ok());
        more = *ran;
    }
    CHECK(w.count("SELECT count(*) FROM operation") >= operations + 20);
    CHECK(w.count("SELECT count(*) FROM r_comment WHERE text = 'a day later'") == 2000);
}

TEST_CASE("a batch is undone as one, and stays as one where later work rests on it", "[automation][bulk]") {
    World w;
    five_robots(w);
    ManualClock clock(w.now);
    BulkResult result;
    Job job = create_in_bulk(*w.ws, rows(700, one), w.manager, clock, result);
    while (!job.done()) job.step();
    const auto living = [&](const char* table) { return w.count(std::string("SELECT count(*) FROM ") + table + " WHERE deleted_at IS NULL"); };
    const RowId first = find_records(*w.ws, "t.deal", "title", Value("D1")).at(0);
    w.set(first, {{"amount", 5}});
    {
        Job undo = undo_in_bulk(*w.ws, one, w.manager, clock);
        while (!undo.done()) undo.step();
        REQUIRE_FALSE(undo.result().ok());
        CHECK(undo.result().error().code == "undo.rests_on");
        CHECK(living("\"r_t.deal\"") == 700);
        CHECK(living("r_task") == 700);
        CHECK(record(*w.ws, first)->text("note") == "new");
    }
    w.must("undo", {{"operation", last_undoable(*w.ws, w.manager)->row}});
    Job undo = undo_in_bulk(*w.ws, one, w.manager, clock);
    while (!undo.done()) undo.step();
    if (!undo.result().ok()) FAIL(describe(undo.result().error()));
    CHECK(living("\"r_t.deal\"") == 0);
    CHECK(living("\"r_t.job\"") == 0);
    CHECK(living("r_task") == 0);
    CHECK(w.count("SELECT count(*) FROM e_wait") == 0);
    CHECK(w.count("SELECT count(*) FROM e_firing") == 0);
}

TEST_CASE("a row that cannot be stops the batch with its place; what was made stays", "[automation][bulk]") {
    World w;
    ManualClock clock(w.now);
    BulkCreate what = rows(100, one);
    what.next = [i = 0]() mutable -> std::optional<Json> {
        ++i;
        return i > 100 ? std::optional<Json>() : Json{{"title", "D" + std::to_string(i)}, {"amount", i == 73 ? Json("many") : Json(i)}};
    };
    BulkResult result;
    Job job = create_in_bulk(*w.ws, std::move(what), w.manager, clock, result);
    while (!job.done()) job.step();
    REQUIRE_FALSE(job.result().ok());
    CHECK(job.result().error().place == "rows/72/amount");
    CHECK(w.count("SELECT count(*) FROM \"r_t.deal\"") == result.made);
    CHECK(result.made < 73);
    CHECK(w.refused("create_many", {{"type", "t.deal"}, {"rows", 5}}).code == "command.too_many_rows");
    CHECK(w.refused("create_many", {{"type", "t.nothing"}, {"rows", Json::array({Json::object()})}}).code == "type.unknown");
}

TEST_CASE("many records are changed as one batch; those that may not be are left out with their reason", "[automation][bulk]") {
    World w;
    five_robots(w);
    ManualClock clock(w.now);
    BulkResult made;
    Job create = create_in_bulk(*w.ws, rows(120, one), w.manager, clock, made);
    while (!create.done()) create.step();
    const Uuid two = Uuid::parse("01890000-0000-7000-8000-000000000002").value();
    BulkChange what;
    what.records = model::all_records(*w.ws, "t.deal");
    what.batch = two;
    what.values = {{"note", "seen"}};
    REQUIRE(what.records.size() == 120);
    // One of them is gone before its turn comes.
    const RowId gone = what.records[57];
    w.must("delete", {{"record", w.ws->id_of(gone).str()}});
    const auto apply = [&](const Command& command) { return w.ws->apply(command, w.manager, clock.now()); };
    BulkChanged result;
    Job job = change_in_bulk(*w.ws, what, apply, clock, result);
    while (!job.done()) job.step();
    REQUIRE(job.result().ok());
    CHECK(result.changed + static_cast<std::int64_t>(result.refused.size()) == 120);
    CHECK(w.count("SELECT count(*) FROM \"r_t.deal\" WHERE c_note = 'seen' AND deleted_at IS NULL") == 119);
    Job undo = undo_in_bulk(*w.ws, two, apply);
    while (!undo.done()) undo.step();
    REQUIRE(undo.result().ok());
    CHECK(w.count("SELECT count(*) FROM \"r_t.deal\" WHERE c_note = 'seen' AND deleted_at IS NULL") == 0);
    CHECK(w.refused("change_many", {{"records", Json::array()}, {"values", {{"note", "x"}}}, {"batch", "nobody"}}).code == "command.argument_type");
    CHECK(w.refused("change_many", {{"records", Json::array({w.ws->id_of(gone).str()})}}).code == "command.argument_missing");
    CHECK(w.refused("change_many", {{"records", Json::array({"01890000-0000-7000-8000-00000000ffff"})}, {"remove", true}}).place == "records/0");
}
