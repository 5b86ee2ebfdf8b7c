// Expressions of types, pipelines and roles are read and checked when they are published; messages say values.
#include "fixture.h"

using namespace potok;
using namespace potok::model;
using namespace potok::model::test;

namespace {

std::string publish(Fixture& f, const char* kind, const char* key, const Json& body) {
    const auto done = f.run("define", {{"kind", kind}, {"key", key}, {"body", body}}, f.admin);
    return done.ok() ? "taken" : done.error().code + " " + done.error().place;
}

Json gate(const char* text) {
    Json body = order_pipeline();
    body["stages"][1]["gates"] = Json::array({Json::parse(text)});
    return body;
}

}  // namespace

TEST_CASE("gates are type-checked when the pipeline is published", "[model][definition]") {
    Fixture f;
    CHECK(publish(f, "pipeline", "t.orders", gate(R"({"check": "size > 10", "message": "x"})")) == "taken");
    CHECK(publish(f, "pipeline", "t.orders", gate(R"({"check": "sise > 10", "message": "x"})")) == "expr.unknown_name /stages/1/gates/0/check (1:1)");
    CHECK(publish(f, "pipeline", "t.orders", gate(R"({"check": "size >", "message": "x"})")).ends_with("/stages/1/gates/0/check (1:7)"));
    CHECK(publish(f, "pipeline", "t.orders", gate(R"({"check": "size + 1", "message": "x"})")).starts_with("expr.condition_type /stages/1/gates/0/check"));
    CHECK(publish(f, "pipeline", "t.orders", gate(R"({"fields": ["size"], "when": "client.fone != null"})")) == "expr.unknown_member /stages/1/gates/0/when (1:1)");
    CHECK(publish(f, "pipeline", "t.orders", gate(R"({"check": "size > 10", "message": {"en": "{size}", "pl": "{sise}"}})")) == "expr.unknown_name /stages/1/gates/0/message/pl (1:1)");
    CHECK(publish(f, "pipeline", "t.orders", gate(R"({"check": "size > 10", "message": "{size"})")) == "automation.unclosed_brace /stages/1/gates/0/message");
    CHECK(publish(f, "pipeline", "t.orders", gate(R"({"check": "size > 10", "message": "{}"})")).ends_with("/stages/1/gates/0/message (1:1)"));
    // What was refused has changed nothing.
    CHECK(f.ws->catalog().pipeline("t.orders")->stages[1].gates[0].check == "size > 10");
}

TEST_CASE("roles and fields are type-checked when they are published", "[model][definition]") {
    Fixture f;
    const auto role = [&](const char* grant) { return publish(f, "role", "t.x", {{"label", "X"}, {"grants", Json::array({Json::parse(grant)})}}); };
    CHECK(role(R"({"type": "t.order", "verbs": ["read"], "where": "client.owner = me and size < 3"})") == "taken");
    CHECK(role(R"({"type": "*", "verbs": ["read"], "where": "owner = me"})") == "taken");
    CHECK(role(R"({"type": "*", "verbs": ["read"], "where": "size < 3"})") == "expr.unknown_name /grants/0/where (1:1)");
    CHECK(role(R"({"type": "t.order", "verbs": ["read"], "where": "owner"})").starts_with("expr.condition_type /grants/0/where"));
    CHECK(role(R"({"type": "t.ordr", "verbs": ["read"]})") == "type.unknown /grants/0/type");
    CHECK(role(R"({"type": "t.order", "verbs": ["update"], "fields": ["size", "sise"]})") == "field.unknown /grants/0/fields/1");

    const auto field = [&](const char* more) {
        Json body = order_type();
        Json added = Json::parse(R"({"key": "depth", "label": "Depth", "kind": "number"})");
        added.update(Json::parse(more));
        body["fields"].push_back(added);
        return publish(f, "type", "t.order", body);
    };
    CHECK(field(R"({"visible_when": "size > 1"})") == "taken");
    CHECK(field(R"({"visible_when": "sise > 1"})") == "expr.unknown_name /fields/9/visible_when (1:1)");
    CHECK(field(R"({"check": "depth", "check_message": "x"})").starts_with("expr.condition_type /fields/9/check"));
    CHECK(field(R"({"check": "depth > 0", "check_message": "{dept}"})") == "expr.unknown_name /fields/9/check_message (1:1)");
}

TEST_CASE("gates and checks say values", "[model][definition]") {
    Fixture f;
    REQUIRE(publish(f, "pipeline", "t.orders", gate(R"({"check": "size > 10", "message": "{{Size}} of {title} is {size}, colour {colour}, on {start}"})")) == "taken");
    const RowId row = f.order("Villa", f.manager);
    f.must("set_fields", {{"record", f.id(row)}, {"values", {{"size", 3}, {"colour", "white"}}}});
    const auto refused = f.run("move", {{"record", f.id(row)}, {"to", "signed"}}, f.admin);
    REQUIRE(!refused.ok());
    REQUIRE(refused.error().details.size() == 1);
    CHECK(refused.error().details[0].args.at("message") == "{Size} of Villa is 3, colour White, on ");

    Json body = order_type();
    body["fields"][3]["check"] = "size < 100";
    body["fields"][3]["check_message"] = "{size} is too much for {title}";
    REQUIRE(publish(f, "type", "t.order", body) == "taken");
    const auto large = f.run("set_fields", {{"record", f.id(row)}, {"values", {{"size", 200}}}}, f.admin);
    CHECK(large.error().args.at("message") == "200 is too much for Villa");
}
