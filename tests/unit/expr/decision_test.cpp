// Decision tables: DMN 1.3, clause 8.
#include <nlohmann/json.hpp>

#include "expr/decision_table.h"
#include "unit/expr/harness.h"

using namespace expr_test;

namespace {

DecisionTable table_of(const char* json) {
    auto table = DecisionTable::parse(Json::parse(json));
    if (!table) {
        for (const Error& e : table.error().details) UNSCOPED_INFO(describe(e));
        FAIL(describe(table.error()));
    }
    return *std::move(table);
}

Decision decided(const DecisionTable& table, ValueContext names) {
    return table.evaluate(PlainContext(std::move(names), Instant{}));
}

std::string outcome(const DecisionTable& table, ValueContext names) {
    const Decision d = decided(table, std::move(names));
    std::string out = shown(d.value);
    for (const std::size_t r : d.rules) out += " #" + std::to_string(r + 1);
    for (const Error& e : d.diagnostics) out += " " + e.code;
    return out;
}

std::vector<std::string> findings(const char* json) {
    std::vector<std::string> out;
    for (const Error& e : table_of(json).findings()) {
        std::string line = e.code;
        for (const auto& [key, value] : e.args) line += " " + key + "=" + value;
        out.push_back(line);
    }
    return out;
}

// One input x, one output o, rules given as cells.
std::string simple(const char* policy, std::initializer_list<std::pair<const char*, const char*>> rules, const char* more = "") {
    Json rows = Json::array();
    for (const auto& [when, then] : rules) {
        rows.push_back(Json{{"when", Json::array({when})}, {"then", Json::array({then})}});
    }
    Json table{{"hit_policy", policy},
               {"inputs", Json::array({Json{{"expression", "x"}}})},
               {"outputs", Json::array({Json{{"name", "o"}}})},
               {"rules", rows}};
    if (*more) table.merge_patch(Json::parse(more));
    return table.dump();
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("Unique: one rule hits", "[expr][decision]") {
    const DecisionTable t = table_of(R"json({
        "inputs": [{"label": "Amount", "expression": "amount"}, {"expression": "kind"}],
        "outputs": [{"name": "approver"}, {"name": "days"}],
        "rules": [
            {"when": ["< 1000", "-"], "then": ["\"nobody\"", "0"]},
            {"when": ["[1000..5000)", "\"new\""], "then": ["\"head\"", "1"]},
            {"when": ["[1000..5000)", "not(\"new\")"], "then": ["\"head\"", "amount / 1000"]},
            {"when": [">= 5000", "-"], "then": ["\"owner\"", "3"]}
        ]})json");
    CHECK(t.hit_policy() == HitPolicy::unique);
    CHECK(outcome(t, {{"amount", 500}, {"kind", "old"}}) == "{approver: \"nobody\", days: 0} #1");
    CHECK(outcome(t, {{"amount", 2000}, {"kind", "new"}}) == "{approver: \"head\", days: 1} #2");
    CHECK(outcome(t, {{"amount", 2000}, {"kind", "old"}}) == "{approver: \"head\", days: 2} #3");
    CHECK(outcome(t, {{"amount", 5000}, {"kind", "old"}}) == "{approver: \"owner\", days: 3} #4");
    CHECK(outcome(t, {{"amount", Value()}, {"kind", "old"}}) == "null decision.no_rule");
    CHECK(t.findings().empty());
    CHECK(t.type().str() == "context");
}

TEST_CASE("Hit policies", "[expr][decision]") {
    const auto run = [](const char* policy, const char* more = "") {
        return outcome(table_of(simple(policy, {{"> 10", "\"c\""}, {"> 5", "\"a\""}, {"> 5", "\"a\""}, {"> 0", "\"b\""}}, more).c_str()),
                       {{"x", 12}});
    };
    CHECK(run("U") == "null #1 #2 #3 #4 decision.not_unique");
    CHECK(run("A") == "null #1 #2 #3 #4 decision.not_same");
    CHECK(run("F") == "\"c\" #1");
    CHECK(run("R") == "[\"c\", \"a\", \"a\", \"b\"] #1 #2 #3 #4");
    CHECK(run("C") == "[\"c\", \"a\", \"a\", \"b\"] #1 #2 #3 #4");
    const char* values = R"json({"outputs": [{"name": "o", "values": ["\"b\"", "\"a\"", "\"c\""]}]})json";
    CHECK(run("P", values) == "\"b\" #4 #2 #3 #1");
    CHECK(run("O", values) == "[\"b\", \"a\", \"a\", \"c\"] #4 #2 #3 #1");
    const DecisionTable any = table_of(simple("A", {{"> 1", "1"}, {"> 2", "1"}}).c_str());
    CHECK(outcome(any, {{"x", 5}}) == "1 #1 #2");
}

TEST_CASE("Collect with an aggregation", "[expr][decision]") {
    const auto run = [](const char* aggregation, int x) {
        return outcome(table_of(simple("C", {{"> 0", "x"}, {"> 1", "2"}, {"> 1", "2"}},
                                       (std::string("{\"aggregation\": \"") + aggregation + "\"}").c_str())
                                    .c_str()),
                       {{"x", x}});
    };
    CHECK(run("sum", 5) == "9 #1 #2 #3");
    CHECK(run("min", 5) == "2 #1 #2 #3");
    CHECK(run("max", 5) == "5 #1 #2 #3");
    CHECK(run("count", 5) == "3 #1 #2 #3");
    CHECK(run("count", 0) == "0");
    CHECK(run("sum", 0) == "null decision.no_rule");
    const DecisionTable mixed = table_of(simple("C", {{"-", "money(1, \"PLN\")"}, {"-", "money(1, \"EUR\")"}}, R"({"aggregation": "sum"})").c_str());
    CHECK(outcome(mixed, {{"x", 1}}) == "null #1 #2 expr.currency_mismatch");
    const DecisionTable empty = table_of(simple("C", {{"-", "null"}}, R"({"aggregation": "max"})").c_str());
    CHECK(outcome(empty, {{"x", 1}}) == "null #1 expr.null_item");
}

TEST_CASE("Priorities of several outputs", "[expr][decision]") {
    const DecisionTable t = table_of(R"json({"hit_policy": "O",
        "inputs": [{"expression": "x"}],
        "outputs": [{"name": "risk", "values": ["\"high\"", "\"low\""]}, {"name": "note"}, {"name": "n", "values": ["1", "2"]}],
        "rules": [
            {"when": ["-"], "then": ["\"low\"", "\"a\"", "1"]},
            {"when": ["-"], "then": ["\"high\"", "\"b\"", "2"]},
            {"when": ["-"], "then": ["\"high\"", "\"c\"", "1"]}
        ]})json");
    const Decision d = decided(t, {{"x", 1}});
    CHECK(d.rules == std::vector<std::size_t>{2, 1, 0});
    CHECK(shown(d.value).starts_with("[{risk: \"high\", note: \"c\", n: 1}"));
}

TEST_CASE("Defaults and allowed values", "[expr][decision]") {
    const DecisionTable t = table_of(R"json({
        "inputs": [{"label": "Size", "expression": "x", "values": "[0..100]"}],
        "outputs": [{"name": "o", "values": ["1", "2"], "default": "x + 1"}],
        "rules": [{"when": ["5"], "then": ["1"]}, {"when": ["6"], "then": ["x"]}]})json");
    CHECK(outcome(t, {{"x", 5}}) == "1 #1");
    CHECK(outcome(t, {{"x", 7}}) == "8");
    CHECK(outcome(t, {{"x", 6}}) == "null #2 decision.output_value");
    CHECK(outcome(t, {{"x", 101}}) == "null decision.input_value");
    const DecisionTable none = table_of(R"json({"inputs": [], "outputs": [{"name": "o"}], "rules": [{"when": [], "then": ["5"]}]})json");
    CHECK(outcome(none, {}) == "5 #1");
}

TEST_CASE("Every faulty cell of a table is named", "[expr][decision]") {
    static const WorldSchema schema;
    const auto faults = [](const char* json) {
        const auto t = DecisionTable::parse(Json::parse(json), &schema);
        Lines out;
        if (t) return out;
        if (t.error().details.empty()) out.push_back(t.error().code + " " + t.error().place);
        for (const Error& e : t.error().details) out.push_back(e.code + " " + e.place);
        return out;
    };
    CHECK(faults(R"json({"inputs": [{"expression": "area"}, {"expression": "prce"}, {"expression": "title", "type": "number"}],
        "outputs": [{"name": "o", "type": "number", "default": "title"}],
        "rules": [{"when": ["\"a\"", "-", "1", "-"], "then": ["\"x\""]},
                  {"when": ["< area", "- -", "1 +"], "then": ["1", "2"]}]})json") ==
          Lines{"expr.unknown_name /inputs/1/expression 1:1", "decision.cell_type /inputs/2/expression 1:1",
                "decision.cell_type /outputs/0/default 1:1", "decision.cell_count /rules/0/when", "expr.operand_types /rules/0/when/0 1:1",
                "decision.cell_type /rules/0/then/0 1:1", "decision.cell_count /rules/1/then",
                "expr.unexpected_end /rules/1/when/1 1:4", "expr.unexpected_end /rules/1/when/2 1:4"});
    CHECK(faults(R"json([])json") == Lines{"decision.malformed "});
    CHECK(faults(R"json({"inputs": {}, "outputs": [], "rules": []})json") == Lines{"decision.malformed /inputs"});
    CHECK(faults(R"json({"inputs": [], "outputs": [], "rules": []})json") == Lines{"decision.malformed /outputs"});
    CHECK(faults(R"json({"inputs": [], "outputs": [{"name": "o"}], "rules": [], "hit": "U"})json") == Lines{"decision.malformed /hit"});
    CHECK(faults(R"json({"hit_policy": "X", "inputs": [], "outputs": [{"name": "o"}], "rules": []})json") ==
          Lines{"decision.malformed /hit_policy"});
    CHECK(faults(R"json({"hit_policy": "P", "inputs": [], "outputs": [{"name": "o"}], "rules": []})json") ==
          Lines{"decision.malformed /outputs"});
    CHECK(faults(R"json({"aggregation": "sum", "inputs": [], "outputs": [{"name": "o"}], "rules": []})json") ==
          Lines{"decision.malformed /aggregation"});
    CHECK(faults(R"json({"inputs": [], "outputs": [{"name": "o"}, {"name": "o"}], "rules": []})json") ==
          Lines{"decision.malformed /outputs/1/name"});
    CHECK(faults(R"json({"inputs": [{"expression": 5}], "outputs": [{"name": "o"}], "rules": []})json") ==
          Lines{"decision.malformed /inputs/0/expression"});
    CHECK(faults(R"json({"inputs": [{"expression": "area", "type": "numbre"}], "outputs": [{"name": "o"}], "rules": []})json") ==
          Lines{"expr.unknown_type /inputs/0/type 1:1"});
    CHECK(faults(R"json({"inputs": [], "outputs": [{"name": "o", "values": ["1"]}], "rules": [{"when": [], "then": ["2"]}]})json") ==
          Lines{"decision.output_value /rules/0/then/0 1:1"});
}

TEST_CASE("Overlaps are found where cells are literal", "[expr][decision]") {
    const auto of = [](const char* policy, std::initializer_list<std::pair<const char*, const char*>> rules) {
        return findings(simple(policy, rules, R"({"outputs": [{"name": "o", "default": "0"}]})").c_str());
    };
    CHECK(of("U", {{"< 5", "1"}, {">= 5", "2"}}).empty());
    CHECK(of("U", {{"<= 5", "1"}, {">= 5", "2"}}) == Lines{"decision.overlap other=2 rule=1"});
    CHECK(of("U", {{"[1..3), 7", "1"}, {"[3..7)", "2"}, {"> 6", "3"}}) ==
          Lines{"decision.overlap other=3 rule=1", "decision.overlap other=3 rule=2"});
    CHECK(of("U", {{"\"a\", \"b\"", "1"}, {"not(\"a\", \"b\")", "2"}}).empty());
    CHECK(of("U", {{"\"a\"", "1"}, {"not(\"b\")", "2"}}) == Lines{"decision.overlap other=2 rule=1"});
    CHECK(of("U", {{"> y", "1"}, {"-", "2"}}).empty());  // that depends
    CHECK(of("U", {{"true", "1"}, {"false", "2"}, {"-", "3"}}) ==
          Lines{"decision.overlap other=3 rule=1", "decision.overlap other=3 rule=2"});
    CHECK(of("U", {{"> @\"2026-01-01\"", "1"}, {"< @\"2026-01-02\"", "2"}}).empty());  // there is no day between
    CHECK(of("U", {{"> @\"2026-01-01\"", "1"}, {"< @\"2026-01-03\"", "2"}}) == Lines{"decision.overlap other=2 rule=1"});
    CHECK(of("U", {{"< money(5, \"PLN\")", "1"}, {"> money(4, \"PLN\")", "2"}}) == Lines{"decision.overlap other=2 rule=1"});
    CHECK(of("U", {{"< money(5, \"PLN\")", "1"}, {"> money(4, \"EUR\")", "2"}}).empty());
    CHECK(of("A", {{"<= 5", "1"}, {">= 5", "2"}}) == Lines{"decision.overlap other=2 rule=1"});
    CHECK(of("A", {{"<= 5", "1"}, {">= 5", "1"}}).empty());
    CHECK(of("F", {{"> 5", "1"}, {"[6..8]", "2"}, {"-", "3"}}) == Lines{"decision.unreachable other=1 rule=2"});
    CHECK(of("C", {{"-", "1"}, {"-", "2"}}).empty());
}

TEST_CASE("Gaps are found where cells are literal", "[expr][decision]") {
    const auto of = [](const char* policy, std::initializer_list<std::pair<const char*, const char*>> rules, const char* more = "") {
        return findings(simple(policy, rules, more).c_str());
    };
    CHECK(of("U", {{"< 5", "1"}, {"> 5", "2"}}) == Lines{"decision.gap inputs=x: 5"});
    CHECK(of("U", {{"< 5", "1"}, {"[5..9)", "2"}}) == Lines{"decision.gap inputs=x: >= 9"});
    CHECK(of("U", {{"< 5", "1"}, {">= 5", "2"}}).empty());
    CHECK(of("F", {{"> y", "1"}}).empty());
    CHECK(of("U", {{"\"a\"", "1"}}) == Lines{"decision.gap inputs=x: …"});
    CHECK(of("U", {{"true", "1"}}) == Lines{"decision.gap inputs=x: false"});
    CHECK(of("C", {{"1", "1"}}).empty());
    CHECK(of("U", {{"1", "1"}}, R"({"outputs": [{"name": "o", "default": "0"}]})").empty());
    CHECK(of("U", {{"[0..5)", "1"}, {"(5..10]", "2"}}, R"({"inputs": [{"expression": "x", "values": "[0..10]"}]})") ==
          Lines{"decision.gap inputs=x: 5"});
    CHECK(of("U", {{"\"a\"", "1"}, {"\"b\"", "1"}}, R"({"inputs": [{"expression": "x", "values": "\"a\", \"b\", \"c\""}]})") ==
          Lines{"decision.gap inputs=x: \"c\""});
    // two inputs: the gap is a corner
    CHECK(findings(R"json({"inputs": [{"label": "A", "expression": "a"}, {"label": "B", "expression": "b"}],
        "outputs": [{"name": "o"}],
        "rules": [{"when": ["< 5", "-"], "then": ["1"]}, {"when": ["-", "true"], "then": ["1"]}], "hit_policy": "F"})json") ==
          Lines{"decision.gap inputs=A: >= 5, B: false"});
}

TEST_CASE("Large and hostile tables come to an end", "[expr][decision]") {
    Json rules = Json::array();
    std::string many;
    for (int i = 0; i < 2000; ++i) many += (i > 0 ? "," : "") + std::to_string(2 * i);
    for (int i = 0; i < 1500; ++i) {
        rules.push_back(Json{{"when", {i % 3 == 0 ? many : "[" + std::to_string(i) + ".." + std::to_string(i + 1) + ")"}}, {"then", {"1"}}});
    }
    const Json json{{"inputs", {{{"expression", "x"}}}}, {"outputs", {{{"name", "o"}}}}, {"rules", rules}};
    CHECK(DecisionTable::parse(json).value().findings().size() <= 50);
    // a decision has one budget for all its cells
    Json slow = Json::array();
    for (int i = 0; i < 50; ++i) slow.push_back(Json{{"when", {"? = count(for i in 1..200000 return i)"}}, {"then", {"1"}}});
    const Json hostile{{"inputs", {{{"expression", "x"}}}}, {"outputs", {{{"name", "o"}}}}, {"rules", slow}};
    const Decision d = decided(DecisionTable::parse(hostile).value(), {{"x", 1}});
    CHECK(d.value.is_null());
    CHECK(d.diagnostics.back().code == "expr.budget");
    Json wide = Json::array();
    for (int i = 0; i < 60; ++i) wide.push_back(Json{{"expression", "x"}});
    const auto refused = DecisionTable::parse(Json{{"inputs", wide}, {"outputs", {{{"name", "o"}}}}, {"rules", rules}});
    CHECK(refused.error().place == "/rules");
}

TEST_CASE("A rule is found by brute force where the examination finds gaps and overlaps", "[expr][decision]") {
    // random tables over two small inputs: what is said must be so
    SeededRandom random(5);
    const auto cell = [&]() -> std::string {
        const auto n = [&] { return std::to_string(random.next() % 6); };
        switch (random.next() % 6) {
            case 0: return "-";
            case 1: return "< " + n();
            case 2: return ">= " + n();
            case 3: return "[" + n() + ".." + n() + ")";
            case 4: return "not(" + n() + ")";
            default: return n() + ", " + n();
        }
    };
    int overlapping = 0, with_gaps = 0;
    for (int round = 0; round < 200; ++round) {
        Json rules = Json::array();
        for (int r = 0; r < 4; ++r) rules.push_back(Json{{"when", {cell(), cell()}}, {"then", {std::to_string(r)}}});
        const Json json{{"inputs", {{{"expression", "a"}, {"values", "[0..5]"}}, {{"expression", "b"}, {"values", "[0..5]"}}}},
                        {"outputs", {{{"name", "o"}}}},
                        {"rules", rules}};
        INFO(json.dump());
        const DecisionTable table = DecisionTable::parse(json).value();
        bool overlap = false, gap = false;
        for (int a = 0; a <= 10; ++a) {
            for (int b = 0; b <= 10; ++b) {
                const Decision d = decided(table, {{"a", Decimal::scaled(a * 5, 1)}, {"b", Decimal::scaled(b * 5, 1)}});
                overlap = overlap || d.rules.size() > 1;
                gap = gap || d.rules.empty();
            }
        }
        bool said_overlap = false, said_gap = false;
        for (const Error& e : table.findings()) {
            said_overlap = said_overlap || e.code == "decision.overlap";
            said_gap = said_gap || e.code == "decision.gap";
        }
        // an overlap may lie outside the values that the input may have
        if (overlap) CHECK(said_overlap);
        CHECK(gap == said_gap);
        overlapping += overlap ? 1 : 0;
        with_gaps += gap ? 1 : 0;
    }
    CHECK(overlapping > 20);
    CHECK(with_gaps > 20);
}
