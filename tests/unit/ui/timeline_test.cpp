#include <catch_amalgamated.hpp>

#include "ui/card/timeline_model.h"

using namespace potok;
using namespace potok::ui;
using model::Change;
using model::TimelineEntry;
using Kind = TimelineItem::Kind;

namespace {

model::RecordType type(const char* key) {
    model::RecordType t;
    t.key = key;
    return t;
}
const model::RecordType deal = type("works.deal"), task = type("task"), check = type("check_item"), comment = type("comment"),
                        message = type("message"), note = type("notification");

TimelineEntry entry(model::RowId operation, model::RowId change, const model::RecordType& t, Change::Kind kind,
                    std::vector<Change::Delta> deltas, const char* automation = "") {
    TimelineEntry e;
    e.operation = operation;
    e.change = change;
    e.type = &t;
    e.kind = kind;
    e.deltas = std::move(deltas);
    e.automation = automation;
    e.actor_name = *automation ? "Robots" : "Olga";
    return e;
}

Change::Delta set(const char* field, Value before, Value after) { return {field, std::move(before), std::move(after)}; }

}  // namespace

TEST_CASE("a move with what the robots did because of it", "[ui][timeline]") {
    // Newest first, as the query gives them.
    const std::vector<TimelineEntry> rows = {
        entry(2, 9, note, Change::Kind::inserted, {}, "works.buy"),
        entry(2, 8, message, Change::Kind::inserted, {set("text", {}, "Payment received")}, "works.sms"),
        entry(2, 7, check, Change::Kind::inserted, {set("title", {}, "Deliver")}, "works.buy"),
        entry(2, 6, check, Change::Kind::inserted, {set("title", {}, "Buy")}, "works.buy"),
        entry(2, 5, task, Change::Kind::inserted, {set("title", {}, "Buy materials")}, "works.buy"),
        entry(2, 4, comment, Change::Kind::inserted, {set("text", {}, "Paid by transfer")}),
        entry(2, 3, deal, Change::Kind::updated, {set("stage", "signed", "paid")}),
        entry(1, 1, deal, Change::Kind::inserted, {set("title", {}, "Marina")}),
    };
    const auto items = timeline_items(rows);
    REQUIRE(items.size() == 4);
    CHECK(items[0].kind == Kind::message);
    CHECK(items[0].text == "Payment received");
    CHECK(items[1].kind == Kind::task_created);
    CHECK(items[1].checks == 2);
    CHECK(items[2].kind == Kind::moved);
    CHECK(items[2].text == "Paid by transfer");  // the comment asked for by the move stands under it
    CHECK(items[3].kind == Kind::created);

    CHECK(items[2].can_undo);
    CHECK_FALSE(items[1].can_undo);  // undone with the act that caused it
    CHECK_FALSE(items[0].can_undo);

    CHECK(passes(items[2], TimelineFilter::people));
    CHECK_FALSE(passes(items[1], TimelineFilter::people));
    CHECK(passes(items[1], TimelineFilter::robots));
    CHECK(passes(items[0], TimelineFilter::messages));
    CHECK_FALSE(passes(items[3], TimelineFilter::messages));
}

TEST_CASE("each way a row can change has its own word", "[ui][timeline]") {
    const auto kind = [](TimelineEntry e) { return timeline_items({std::move(e)}).at(0).kind; };
    const auto up = Change::Kind::updated;
    CHECK(kind(entry(1, 1, task, up, {set("state", "open", "done")})) == Kind::task_done);
    CHECK(kind(entry(1, 1, task, up, {set("state", "done", "open")})) == Kind::task_reopened);
    CHECK(kind(entry(1, 1, task, up, {set("state", "open", "withdrawn")})) == Kind::task_withdrawn);
    CHECK(kind(entry(1, 1, task, up, {set("due", {}, Date{1})})) == Kind::task_changed);
    CHECK(kind(entry(1, 1, check, up, {set("done", false, true)})) == Kind::check_done);
    CHECK(kind(entry(1, 1, check, up, {set("done", true, false)})) == Kind::check_undone);
    CHECK(kind(entry(1, 1, deal, up, {set("address", "a", "b")})) == Kind::fields);
    CHECK(kind(entry(1, 1, deal, up, {set("deleted_at", {}, Instant{5})})) == Kind::deleted);
    CHECK(kind(entry(1, 1, deal, up, {set("deleted_at", Instant{5}, {})})) == Kind::restored);
}

TEST_CASE("an undone act cannot be undone again, nor can an undo", "[ui][timeline]") {
    auto e = entry(1, 1, deal, Change::Kind::updated, {set("address", "a", "b")});
    e.undone = true;
    CHECK_FALSE(timeline_items({e}).at(0).can_undo);
    e.undone = false;
    e.command = "undo";
    CHECK_FALSE(timeline_items({e}).at(0).can_undo);
}

TEST_CASE("time in stages adds up the stays, undone moves not counted", "[ui][timeline]") {
    model::RecordType works = deal;
    works.on_pipeline = true;
    const auto at = [](TimelineEntry e, std::int64_t ms) {
        e.at = Instant{ms};
        return e;
    };
    const auto up = Change::Kind::updated;
    auto undone = at(entry(4, 5, works, up, {set("stage", "b", "c")}), 500);
    undone.undone = true;
    const auto spent = time_in_stages(timeline_items({
        undone,
        at(entry(4, 4, works, up, {set("stage", "a", "b")}), 400),
        at(entry(3, 3, works, up, {set("stage", "b", "a")}), 300),
        at(entry(2, 2, works, up, {set("stage", "a", "b")}), 250),
        at(entry(1, 1, works, Change::Kind::inserted, {set("title", {}, "x")}), 100),
    }));
    REQUIRE(spent.size() == 2);
    CHECK(spent[0] == std::pair<std::string, std::int64_t>{"a", 150 + 100});
    CHECK(spent[1] == std::pair<std::string, std::int64_t>{"b", 50});
}

TEST_CASE("what one person ticks off in one go is one item", "[ui][timeline]") {
    const auto tick = [](model::RowId operation, model::RowId row, model::RowId actor, std::int64_t minute, bool on = true) {
        auto e = entry(operation, operation, check, Change::Kind::updated, {set("done", !on, on)});
        e.row = row;
        e.actor = actor;
        e.at = Instant{minute * 60'000};
        return e;
    };
    // Newest first. Ten minutes count from the tick before, not from the first one.
    const auto items = timeline_items({tick(9, 18, 1, 60, false), tick(8, 17, 1, 60), tick(7, 16, 2, 41), tick(6, 15, 1, 40), tick(5, 14, 1, 29),
                                       tick(4, 13, 1, 19), tick(3, 12, 1, 10), tick(2, 11, 1, 0)});
    REQUIRE(items.size() == 5);
    CHECK(items[4].row == 11);
    CHECK(items[4].more == std::vector<model::RowId>{12, 13, 14});
    CHECK_FALSE(items[4].can_undo);
    CHECK(items[3].row == 15);  // eleven minutes later
    CHECK(items[3].more.empty());
    CHECK(items[3].can_undo);
    CHECK(items[2].row == 16);  // somebody else
    CHECK(items[1].kind == Kind::check_done);
    CHECK(items[0].kind == Kind::check_undone);

    // Something between them parts them.
    auto said = entry(3, 3, comment, Change::Kind::inserted, {set("text", {}, "x")});
    CHECK(timeline_items({tick(4, 13, 1, 1), said, tick(2, 11, 1, 0)}).size() == 3);
}

TEST_CASE("what goes and comes back with a record is not told apart", "[ui][timeline]") {
    const model::RecordType booking = type("booking");
    const auto up = Change::Kind::updated;
    const auto gone = [&](model::RowId change, const model::RecordType& t) { return entry(1, change, t, up, {set("deleted_at", {}, Instant{5})}); };
    const auto deleted = timeline_items({gone(3, booking), gone(2, task), gone(1, deal)});
    REQUIRE(deleted.size() == 1);
    CHECK(deleted[0].kind == Kind::deleted);
    const auto back = [&](model::RowId change, const model::RecordType& t) { return entry(2, change, t, up, {set("deleted_at", Instant{5}, {})}); };
    CHECK(timeline_items({back(6, task), back(5, deal)}).size() == 1);
}

TEST_CASE("what records of a record say: decisions, offers, invoices, schedules", "[ui][timeline]") {
    const auto offer = type("offer"), bill = type("invoice"), decision = type("decision"), part = type("instalment"), attachment = type("attachment"), firing = type("firing");
    const std::vector<TimelineEntry> rows = {
        entry(9, 19, firing, Change::Kind::updated, {set("state", "running", "failed")}, "works.buy"),
        entry(8, 18, firing, Change::Kind::updated, {set("state", "running", "done")}, "works.buy"),
        entry(7, 17, attachment, Change::Kind::inserted, {set("title", {}, "Contract.pdf"), set("template", {}, "works.contract")}),
        entry(6, 16, bill, Change::Kind::updated, {set("state", "issued", "paid")}),
        entry(5, 15, part, Change::Kind::inserted, {set("title", {}, "2/2")}),
        entry(5, 14, part, Change::Kind::inserted, {set("title", {}, "1/2")}),
        entry(4, 13, bill, Change::Kind::inserted, {set("title", {}, "Works"), set("number", {}, "FV/1/2026")}, "works.bill"),
        entry(3, 12, offer, Change::Kind::updated, {set("state", "sent", "accepted")}),
        entry(2, 11, task, Change::Kind::updated, {set("state", "open", "done")}),
        entry(2, 10, decision, Change::Kind::inserted, {set("verdict", {}, "approve"), set("comment", {}, "As agreed")}),
        entry(1, 1, offer, Change::Kind::inserted, {set("title", {}, "Works")}),
    };
    const auto items = timeline_items(rows);
    std::vector<Kind> kinds;
    for (const auto& item : items) kinds.push_back(item.kind);
    CHECK(kinds == std::vector<Kind>{Kind::robot_failed, Kind::file_made, Kind::invoice_state, Kind::schedule, Kind::invoice_issued, Kind::offer_answered, Kind::decision, Kind::offer_made});
    CHECK(items[3].checks == 2);
    CHECK(items[6].text == "As agreed");
    CHECK_FALSE(items[4].can_undo);  // a number is never taken back
}

TEST_CASE("changes of fields that the engine keeps for itself say nothing", "[ui][timeline]") {
    model::RecordType kept = type("attachment");
    model::Field newer;
    newer.key = "replaced_by";
    newer.system = true;
    kept.fields = {newer};
    CHECK(timeline_items({entry(1, 1, kept, Change::Kind::updated, {set("replaced_by", {}, 7)})}).empty());
    model::Field until;
    until.key = "valid_until";
    kept.fields.push_back(until);
    CHECK(timeline_items({entry(1, 1, kept, Change::Kind::updated, {set("replaced_by", {}, 7), set("valid_until", {}, Date{20000})})}).size() == 1);
}

TEST_CASE("lines that one person adds in one go are one thing", "[ui][timeline]") {
    const auto position = type("line");
    const auto items = timeline_items({entry(3, 3, position, Change::Kind::inserted, {set("title", {}, "Delivery")}), entry(2, 2, position, Change::Kind::inserted, {set("title", {}, "Oil")}),
                                       entry(1, 1, position, Change::Kind::inserted, {set("title", {}, "Trimmer")})});
    REQUIRE(items.size() == 1);
    CHECK(items[0].kind == Kind::lines_added);
    CHECK(items[0].more.size() == 2);
}
