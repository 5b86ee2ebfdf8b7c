// Faulty definitions are refused with the place of the fault.
#include "fixture.h"

using namespace potok;
using namespace potok::automation::test;

TEST_CASE("a faulty automation is refused with its JSON path", "[automation]") {
    World w;
    const auto robot = [&](const std::string& trigger, const std::string& steps) {
        return w.faulty(R"({"label": "R", "pipeline": "t.deals", "trigger": )" + trigger + R"(, "do": )" + steps + "}");
    };
    const std::string entered = R"({"on": "stage_entered", "stage": "b"})";
    const std::string comment = R"([{"comment": {"text": "x"}}])";
    struct Case {
        std::string trigger, steps, code, place;
    };
    const Case cases[] = {
        {R"({"on": "stage_entered", "stage": "nowhere"})", comment, "stage.unknown", "/trigger/stage"},
        {R"({"on": "noon"})", comment, "json.not_one_of", "/trigger/on"},
        {R"({"on": "field_changed", "field": "colur"})", comment, "field.unknown", "/trigger/field"},
        {R"({"on": "before_date", "field": "note"})", comment, "automation.not_a_date", "/trigger/field"},
        {R"({"on": "before_date", "field": "start", "at": "25:00"})", comment, "time.malformed", "/trigger/at"},
        {R"({"on": "related_created", "type": "nothing"})", comment, "type.unknown", "/trigger/type"},
        {entered, "[]", "automation.no_steps", "/do"},
        {entered, R"([{"coment": {"text": "x"}}])", "json.unknown_key", "/do/0/coment"},
        {entered, R"([{"comment": {"text": "x"}, "stop": true}])", "automation.one_action", "/do/0"},
        {entered, R"([{"comment": {"text": "{client.fone}"}}])", "expr.unknown_member", "/do/0/comment/text"},
        {entered, R"([{"comment": {"text": "{title"}}])", "automation.unclosed_brace", "/do/0/comment/text"},
        {entered, R"([{"move": {"to": "d"}}])", "stage.unknown", "/do/0/move/to"},
        {entered, R"([{"set": {"stage": "\"c\""}}])", "automation.field_not_settable", "/do/0/set/stage"},
        {entered, R"([{"set": {"colur": "1"}}])", "field.unknown", "/do/0/set/colur"},
        {entered, R"([{"task": {"key": "x", "title": "X", "assignee": "role:nobody"}}])", "role.unknown", "/do/0/task/assignee"},
        {entered, R"([{"task": {"key": "x", "title": "X", "due": {"elapsed": "1 day"}}}])", "duration.malformed", "/do/0/task/due/elapsed"},
        {entered, R"([{"task": {"key": "x", "title": "X", "due": {"elapsed": "PT1H", "days": 1}}}])", "automation.one_time", "/do/0/task/due"},
        {entered, R"([{"task": {"key": "x", "title": "X", "wait": true, "late": [{"after": "due", "do": []}]}}])", "automation.no_due", "/do/0/task/late/0/after"},
        {entered, R"([{"if": "amount >", "then": []}])", "expr.unexpected_end", "/do/0/if"},
        {entered, R"([{"if": "amount", "then": []}])", "expr.condition_type", "/do/0/if"},
        {entered, R"([{"stop": true}, {"comment": {"text": "x"}}])", "automation.unreachable", "/do/1"},
        {entered, R"([{"create": {"type": "t.job", "values": {}}}])", "json.missing_key", "/do/0/create/pipeline"},
        {entered, R"([{"id": "a", "comment": {"text": "x"}}, {"id": "a", "comment": {"text": "x"}}])", "automation.duplicate_id", "/do/1/id"},
        {entered, R"([{"parallel": [[{"comment": {"text": "x"}}]]}])", "automation.parallel_lists", "/do/0/parallel"},
    };
    for (const Case& c : cases) {
        const Error e = robot(c.trigger, c.steps);
        CAPTURE(c.trigger, c.steps, describe(e));
        CHECK(e.code == c.code);
        CHECK(e.place.substr(0, c.place.size()) == c.place);
    }
}

TEST_CASE("a faulty process is refused", "[automation]") {
    World w;
    const auto process = [&](const std::string& nodes, const std::string& flows) {
        return w.faulty(R"({"label": "P", "pipeline": "t.deals", "trigger": {"on": "manual"}, "nodes": )" + nodes + R"(, "flows": )" + flows + "}").code;
    };
    const std::string start = R"({"id": "s", "type": "startEvent"})", end = R"({"id": "e", "type": "endEvent"})";
    CHECK(process("[" + end + "]", "[]") == "automation.one_start");
    CHECK(process("[" + start + "," + start + "]", "[]") == "automation.one_start");
    CHECK(process("[" + start + "," + end + "]", "[]") == "automation.unreachable");
    CHECK(process("[" + start + "," + end + "]", R"([{"from": "s", "to": "x"}])") == "automation.unknown_node");
    CHECK(process("[" + start + "," + end + R"(, {"id": "g", "type": "exclusiveGateway"}])",
                  R"([{"from": "s", "to": "g"}, {"from": "g", "to": "e", "when": "amount > 1"}])") == "automation.gateway_without_default");
    CHECK(process("[" + start + "," + end + R"(, {"id": "b", "type": "boundaryEvent", "attached_to": "e", "wait": {"days": 1}}])",
                  R"([{"from": "s", "to": "e"}])") == "automation.boundary_host");
    CHECK(process("[" + start + "," + end + R"(, {"id": "t", "type": "task"}])", R"([{"from": "s", "to": "e"}])") == "json.not_one_of");
}
