// Previews and explanations.
#include "automation/effects.h"
#include "automation/explain.h"
#include "fixture.h"

using namespace potok;
using namespace potok::automation;
using namespace potok::automation::test;

TEST_CASE("the preview of a move says what robots will do, and does nothing", "[automation]") {
    World w;
    w.robot("t.r", R"({"label": {"en": "Two days", "ru": "Два дня"}, "pipeline": "t.deals", "trigger": {"on": "stage_entered", "stage": "b"}, "do": [
        {"task": {"key": "x", "title": "Call {title}", "assignee": "role:t.head", "due": {"days": 1}}},
        {"message": {"channel": "sms", "to": "\"+7\"", "text": "Hello"}},
        {"set": {"note": "\"n\""}},
        {"wait": {"days": 2}},
        {"move": {"to": "a"}}]})");
    const RowId deal = w.deal();
    const auto preview = w.ws->preview(Command{"move", {{"record", w.id(deal)}, {"to", "b"}}}, w.manager, w.now);
    REQUIRE(preview.ok());
    const auto will = effects(*w.ws, *preview, Language::ru);
    REQUIRE(will.size() == 4);
    CHECK(will[0].kind == Effect::Kind::task);
    CHECK(will[0].title == "Call Order");
    CHECK(will[0].who == "Halina");
    CHECK(*will[0].due == w.now + day);
    CHECK(will[1].kind == Effect::Kind::message);
    CHECK(will[1].who == "+7");
    CHECK(will[2].kind == Effect::Kind::fields);
    CHECK(will[2].title == "Note");
    CHECK(will[3].kind == Effect::Kind::timer);
    CHECK(will[3].title == "Два дня");
    CHECK(*will[3].due == w.now + 2 * day);
    CHECK(w.all_tasks(deal).empty());
    CHECK(w.firings("t.r") == 0);
    // The preview leaves nothing behind that would change what then happens.
    const Outcome moved = w.move(deal, "b");
    CHECK(effects(*w.ws, moved, Language::en).size() == 4);
    w.now = w.now + 2 * day;
    const auto back = w.ws->preview(Command{"tick", Json::object()}, w.ws->robots(), w.now);
    REQUIRE(back.ok());
    const auto then = effects(*w.ws, *back, Language::en);
    REQUIRE(then.size() == 1);
    CHECK(then[0].kind == Effect::Kind::move);
    CHECK(then[0].title == "A");
}

TEST_CASE("explain: each condition with its value, the scope, the last firings", "[automation]") {
    World w;
    w.robot("t.r", R"({"label": "R", "pipeline": "t.deals", "trigger": {"on": "stage_entered", "stage": "b"}, "scope": "record",
        "enabled": "settings.t.on", "when": "amount > 10 and note = \"x\"", "do": [{"comment": {"text": "done"}}]})");
    const RowId deal = w.deal({{"amount", 5}});
    w.move(deal, "b");
    auto why = explain(*w.engine, *w.ws, "t.r", deal, w.now);
    REQUIRE(why.ok());
    CHECK(why->right_type);
    CHECK(why->enabled);
    CHECK_FALSE(why->condition);
    CHECK_FALSE(why->used_up);
    REQUIRE(why->condition_parts);
    REQUIRE(why->condition_parts->parts.size() == 2);
    CHECK(why->condition_parts->parts[0].source == "amount > 10");
    CHECK(why->condition_parts->parts[0].value == Value(false));
    CHECK(why->firings.empty());
    w.set(deal, {{"amount", 11}, {"note", "x"}});
    w.move(deal, "a");
    w.move(deal, "b");
    why = explain(*w.engine, *w.ws, "t.r", deal, w.now);
    CHECK(why->condition);
    CHECK(why->used_up);
    REQUIRE(why->firings.size() == 1);
    CHECK(why->firings[0].state == "done");
    CHECK(why->firings[0].at == w.now);
    CHECK(explain(*w.engine, *w.ws, "t.no", deal, w.now).error().code == "automation.unknown");
}

TEST_CASE("what runs for a record, what failed", "[automation]") {
    World w;
    w.robot("t.wait", R"({"label": "Waits", "pipeline": "t.deals", "trigger": {"on": "stage_entered", "stage": "b"}, "do": [{"id": "pause", "wait": {"days": 2}}]})");
    w.robot("t.fail", R"({"label": "Fails", "pipeline": "t.deals", "trigger": {"on": "stage_entered", "stage": "b"}, "do": [{"move": {"to": "c"}}]})");
    w.robot("t.date", R"({"label": "Date", "pipeline": "t.deals", "trigger": {"on": "before_date", "field": "start", "offset": "P1D"}, "do": [{"comment": {"text": "x"}}]})");
    const RowId deal = w.deal();
    w.move(deal, "b");
    const auto live = running(*w.engine, *w.ws, deal);
    REQUIRE(live.size() == 2);
    CHECK(live[0].label.in(Language::en) == "Waits");
    REQUIRE(live[0].tokens.size() == 1);
    CHECK(live[0].tokens[0].node == "pause");
    CHECK(*live[0].waits.at(0).due == w.now + 2 * day);
    CHECK(live[1].firing.error->code == "stage.gate_refused");
    REQUIRE(failed_firings(*w.ws, 10).size() == 1);
    CHECK(failed_firings(*w.ws, 10)[0].automation == "t.fail");
    w.set(deal, {{"start", {{"d", "2026-03-10"}}}});
    const auto date = explain(*w.engine, *w.ws, "t.date", deal, w.now);
    CHECK(format_iso(*date->triggers[0].next) == "2026-03-09T00:00:00.000Z");
    CHECK(automations_for(*w.engine, *w.ws, *w.ws->catalog().type("t.deal")).size() == 3);
    CHECK(automations_for(*w.engine, *w.ws, *w.ws->catalog().type("t.job")).empty());
}
