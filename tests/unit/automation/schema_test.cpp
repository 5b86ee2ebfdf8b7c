// The published schema and the parser agree: the examples of the documentation pass both.
#include <fstream>
#include <sstream>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "automation/definition.h"
#include "fixture.h"
#include "platform/common/assets.h"

using namespace potok;
using namespace potok::automation::test;

namespace {

Json schema_json() {
    const auto text = platform::asset("schema/automation.schema.json");
    REQUIRE(text);
    return Json::parse(*text);
}

bool valid(const Json& schema_document, const Json& body) {
    valijson::Schema schema;
    valijson::SchemaParser parser;
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schema_document), schema);
    valijson::Validator validator(valijson::Validator::kStrongTypes);
    return validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(body), nullptr);
}

}  // namespace

TEST_CASE("the schema takes what the parser takes", "[automation]") {
    const Json schema = schema_json();
    World w;
    const std::string head = R"({"label": "R", "pipeline": "t.deals", "trigger": {"on": "stage_entered", "stage": "b"}, "do": )";
    for (const std::string steps : {
             R"([{"comment": {"text": {"en": "x", "ru": "y"}}}])",
             R"([{"task": {"key": "x", "title": "X", "assignee": "role:t.head", "due": {"working_days": 3}, "wait": true, "checklist": ["a"],
                 "late": [{"after": "due", "do": [{"stop": true}]}, {"after": {"elapsed": "PT1H"}, "interrupting": true, "do": [{"move": {"to": "a"}}]}]}}])",
             R"([{"parallel": [[{"wait": {"any": [{"event": "call"}, {"days": 1, "time": "09:00"}]}}], [{"set": {"note": "\"x\""}}]]}])",
             R"([{"if": "amount > 1", "then": [{"notify": {"to": "owner", "text": "x"}}], "else": [{"message": {"channel": "sms", "to": "client.phone", "text": "x"}}]}])",
             R"([{"create": {"type": "t.job", "pipeline": "t.jobs", "values": {"title": "title"}, "link": "job"}}, {"withdraw_task": {"task": "x"}},
                {"update_task": {"task": "x", "due": {"at": "start", "time": "18:00"}}}])",
             R"([{"invoice": {"lines": [{"title": "Works", "price": "amount", "quantity": "2", "vat": "8"}], "issue": false}},
                {"invoice": {"lines_of": "this", "client": "client", "prices": "gross"}}])",
             R"x([{"offer": {"note": "x", "lines": [{"each": "lines", "as": "l", "title": "{l.title}", "price": "l.price", "vat": "= l.vat"}], "valid_until": "today()", "issue": false}},
                {"issue": {"record": "offers[1]"}}, {"schedule": {"parts": "[{percent: 100, days: 14}]", "total": "amount", "vat": "= \"23\"", "start": "today()"}}])x",
             R"([{"complete_task": {"task": "x", "values": {"note": "title"}, "comment": "done", "tick": true}},
                {"set": {"note": {"en": "x", "pl": "y"}, "client.note": "note"}}, {"comment": {"text": "x", "record": "client"}},
                {"move": {"to": "b", "values": {"note": "title"}}}, {"task": {"key": "y", "title": "Y", "form": ["note"], "check": "note != null", "check_message": "{note}?"}}])",
         }) {
        CAPTURE(steps);
        const Json body = Json::parse(head + steps + "}");
        CHECK(valid(schema, body));
        const auto parsed = automation::parse_automation({0, "automation", "t.x", "", 1, body}, w.ws->catalog());
        if (!parsed.ok()) FAIL_CHECK(describe(parsed.error()));
    }
    for (const std::string steps : {R"([{"coment": {"text": "x"}}])", R"([{"comment": {"text": "x"}, "stop": true}])", R"([{"task": {"title": "x"}}])",
                                    R"([{"wait": {"days": 1, "event": "x"}}])", R"([{"then": []}])", R"([{"invoice": {"lines": []}}])",
                                    R"([{"invoice": {"lines": [{"title": "x"}]}}])", R"([{"offer": {"title": "x"}}])", R"([{"schedule": {"total": "amount"}}])",
                                    R"([{"issue": {}}])", R"([{"complete_task": {"values": {}}}])", R"([{"set": {"note": {"de": "x"}}}])",
                                    R"([{"task": {"key": "x", "title": "x", "check": "true"}}])"}) {
        CAPTURE(steps);
        const Json body = Json::parse(head + steps + "}");
        CHECK_FALSE(valid(schema, body));
        CHECK_FALSE(automation::parse_automation({0, "automation", "t.x", "", 1, body}, w.ws->catalog()).ok());
    }
}
