// assets/schema/decision.schema.json says of a decision table what DecisionTable::parse says of its shape.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "expr/decision_table.h"
#include "packs/pack.h"

using namespace potok;

namespace {

struct Verdicts {
    bool schema, reader;
    bool operator==(const Verdicts&) const = default;
};

Verdicts verdicts(const char* text) {
    static const auto schemas = packs::Schemas::load(*packs::folder_source("assets/schema"));
    REQUIRE(schemas.ok());
    const Json json = Json::parse(text);
    return {schemas->check("decision", {{"key", "t.table"}, {"label", "T"}, {"table", json}}, "table").ok(), expr::DecisionTable::parse(json).ok()};
}

constexpr Verdicts taken{true, true}, refused{false, false};

}  // namespace

TEST_CASE("the schema of decision tables and their reader agree", "[packs][decision]") {
    CHECK(verdicts(R"json({"inputs": [{"label": "A", "expression": "a", "type": "number", "values": "[0..9]"}],
        "outputs": [{"name": "o", "label": "O", "type": "string", "values": ["\"x\"", "\"y\""], "default": "\"y\""}],
        "rules": [{"when": ["< 5"], "then": ["\"x\""], "note": "small"}], "hit_policy": "P"})json") == taken);
    CHECK(verdicts(R"json({"hit_policy": "C", "aggregation": "sum", "inputs": [], "outputs": [{"name": "o"}], "rules": []})json") == taken);
    for (const char* policy : {"U", "A", "F", "R", "C"}) {
        const std::string table = std::string(R"({"hit_policy": ")") + policy + R"(", "inputs": [], "outputs": [{"name": "o"}], "rules": []})";
        CHECK(verdicts(table.c_str()) == taken);
    }
    for (const char* faulty : {
             R"([])",
             R"({})",
             R"({"inputs": [], "outputs": [], "rules": []})",
             R"({"inputs": [], "outputs": [{"name": "o"}]})",
             R"({"inputs": [], "outputs": [{"name": "o"}], "rules": [], "more": 1})",
             R"({"inputs": [{}], "outputs": [{"name": "o"}], "rules": []})",
             R"({"inputs": [{"expression": 5}], "outputs": [{"name": "o"}], "rules": []})",
             R"({"inputs": [{"expression": "a", "colour": "red"}], "outputs": [{"name": "o"}], "rules": []})",
             R"({"inputs": [], "outputs": [{"name": ""}], "rules": []})",
             R"({"inputs": [], "outputs": [{"name": "o", "values": [1]}], "rules": []})",
             R"({"inputs": [], "outputs": [{"name": "o"}], "rules": [{"when": []}]})",
             R"({"inputs": [], "outputs": [{"name": "o"}], "rules": [{"when": [], "then": [1]}]})",
             R"({"hit_policy": "X", "inputs": [], "outputs": [{"name": "o"}], "rules": []})",
             R"({"hit_policy": "C", "aggregation": "mean", "inputs": [], "outputs": [{"name": "o"}], "rules": []})",
         }) {
        CAPTURE(faulty);
        CHECK(verdicts(faulty) == refused);
    }
}
