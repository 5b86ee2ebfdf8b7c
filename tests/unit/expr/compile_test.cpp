#include "unit/expr/harness.h"

using namespace expr_test;

namespace {

void check_compiled(const Table& table) {
    for (const auto& [source, expected] : table) {
        CAPTURE(source);
        CHECK(compiled(source) == expected);
    }
}

std::string type_of_expression(const char* source) {
    static const WorldSchema schema;
    const auto e = Expression::compile(source, &schema);
    return e ? e->type().str() : describe(e.error());
}

}  // namespace

TEST_CASE("Syntax errors point at the place", "[expr]") {
    check_compiled({
        {"", "expr.unexpected_end 1:1"},
        {"1 +", "expr.unexpected_end 1:4"},
        {"1 + * 2", "expr.unexpected 1:5"},
        {"(1", "expr.unexpected_end 1:3"},
        {"1 2", "expr.unexpected 1:3"},
        {"[1, 2", "expr.unexpected_end 1:6"},
        {"area >\n\n  ", "expr.unexpected_end 3:3"},
        {"\"żółw\" + $", "expr.bad_character 1:10"},
        {"\"open", "expr.unclosed_string 1:1"},
        {"1 /* open", "expr.unclosed_comment 1:3"},
        {"\"a\\q\"", "expr.bad_escape 1:3"},
        {"\"\\uD800\"", "expr.bad_escape 1:2"},
        {"if urgent then 1", "expr.unexpected_end 1:17"},
        {"for x in tasks", "expr.unexpected_end 1:15"},
        {"some x in tasks return x", "expr.unexpected 1:17"},
        {"{a: 1, a: 2}", "expr.duplicate_key 1:8"},
        {"{1: 2}", "expr.unexpected 1:2"},
        {"1 < 2 < 3", "expr.unexpected 1:7"},
        {"area in [1..", "expr.unexpected_end 1:13"},
        {"1..2", "expr.unexpected 1:2"},
        {"area.", "expr.unexpected_end 1:6"},
        {"and", "expr.unexpected 1:1"},
        {"nope(1)", "expr.unknown_function 1:1"},
        {"contains(title)", "expr.argument_count 1:1"},
        {"now(1)", "expr.argument_count 1:1"},
        {"@\"2026-13-01\"", "expr.bad_literal 1:1"},
        {"date(\"2026-02-30\")", "expr.bad_literal 1:6"},
        {"duration(\"1 day\")", "expr.bad_literal 1:10"},
        {"time(\"25:00\")", "expr.bad_literal 1:6"},
        {"date and time(\"2026-11-22T99:00:00\")", "expr.bad_literal 1:15"},
        {"1e999999", "expr.bad_literal 1:1"},
    });
}

TEST_CASE("Names and types are checked against the schema", "[expr]") {
    check_compiled({
        {"amount > money(1000, \"RUB\") and client.phone != null", "ok"},
        {"start date > today()", "ok"},
        {"tasks[not(done)].title", "ok"},
        {"every t in tasks satisfies t.done", "ok"},
        {"settings.training and anything.at.all", "ok"},
        {"client.manager.name = \"Иван\"", "ok"},
        {"urgent or prce > 5", "expr.unknown_name 1:11"},
        {"client.fax", "expr.unknown_member 1:1"},
        {"client.manager.phone", "expr.unknown_member 1:1"},
        {"settings.pauze", "expr.unknown_member 1:1"},
        {"start_date.hour", "expr.unknown_member 1:1"},
        {"tasks[finished]", "expr.unknown_name 1:7"},
        {"some t in tasks satisfies t.finished", "expr.unknown_member 1:27"},
        {"amount > 1000", "expr.operand_types 1:1"},
        {"title + 1", "expr.operand_types 1:1"},
        {"start_date < now()", "expr.operand_types 1:1"},
        {"start_date = \"2026-12-01\"", "expr.operand_types 1:1"},
        {"urgent < true", "expr.operand_types 1:1"},
        {"area between 1 and \"x\"", "expr.operand_types 1:20"},
        {"area in [1..\"x\"]", "expr.operand_types 1:13"},
        {"area in (\"x\", 1)", "expr.operand_types 1:10"},
        {"area in (< title)", "expr.operand_types 1:10"},
        {"-title", "expr.operand_types 1:1"},
        {"area and urgent", "expr.condition_type 1:1"},
        {"if title then 1 else 2", "expr.condition_type 1:4"},
        {"tasks[title]", "expr.condition_type 1:7"},
        {"every t in tasks satisfies t.title", "expr.condition_type 1:28"},
        {"upper case(area)", "expr.argument_type 1:12"},
        {"contains(title, 5)", "expr.argument_type 1:17"},
        {"for i in 1..title return i", "expr.operand_types 1:13"},
    });
}

TEST_CASE("Every expression has a type", "[expr]") {
    const Table table = {
        {"1 + area", "number"},
        {"amount * 2", "money"},
        {"amount / amount", "number"},
        {"start_date - today()", "days and time duration"},
        {"start_date + duration(\"P1M\")", "date"},
        {"created + anything", "date and time"},
        {"anything + anything", "any"},
        {"if urgent then 1 else null", "number"},
        {"if urgent then 1 else \"a\"", "any"},
        {"tasks", "list of record task"},
        {"tasks[1]", "record task"},
        {"tasks[done].title", "list of string"},
        {"tasks[anything]", "any"},
        {"[1, null, 2]", "list of number"},
        {"max(1, 2)", "number"},
        {"min([today()])", "date"},
        {"{a: 1}.a", "number"},
        {"client.manager", "record person"},
        {"null", "null"},
    };
    for (const auto& [source, type] : table) {
        CAPTURE(source);
        CHECK(type_of_expression(source) == type);
    }
}

TEST_CASE("A condition must be able to be true", "[expr]") {
    static const WorldSchema schema;
    CHECK(Expression::compile_condition("area > 5", &schema));
    CHECK(Expression::compile_condition("anything", &schema));
    CHECK(Expression::compile_condition("area", &schema).error().code == "expr.condition_type");
}

TEST_CASE("An expression knows what it depends on", "[expr]") {
    using Paths = std::vector<std::string>;
    const auto paths = [](const char* source) { return Expression::compile(source).value().paths(); };
    CHECK(paths("client.phone != null and amount > advance and client.phone = note") ==
          Paths{"advance", "amount", "client.phone", "note"});
    CHECK(paths("every t in tasks satisfies t.done and urgent") == Paths{"tasks", "urgent"});
    CHECK(paths("tasks[done].title") == Paths{"done", "tasks"});
    CHECK(paths("{a: x, b: a}.b") == Paths{"x"});
    CHECK(paths("1 + 2").empty());
}

TEST_CASE("Errors carry what their sentence needs", "[expr]") {
    const auto e = Expression::compile("client.name > 1", nullptr);
    CHECK(e);
    static const WorldSchema schema;
    const Error error = Expression::compile("urgent and\n  client.name > 1", &schema).error();
    CHECK(error.code == "expr.operand_types");
    CHECK(error.args == std::map<std::string, std::string>{{"column", "3"},
                                                           {"left", "string"},
                                                           {"line", "2"},
                                                           {"offset", "13"},
                                                           {"operator", ">"},
                                                           {"right", "number"}});
}

TEST_CASE("Hostile depth and length are refused", "[expr]") {
    const auto repeated = [](std::string_view part, int n) {
        std::string out;
        for (int i = 0; i < n; ++i) out += part;
        return out;
    };
    CHECK(compiled(repeated("(", 5000)).starts_with("expr.too_deep"));
    CHECK(compiled(repeated("[", 5000)).starts_with("expr.too_deep"));
    CHECK(compiled(repeated("-", 5000)).starts_with("expr.too_deep"));
    CHECK(compiled(repeated("not(", 4000)).starts_with("expr.too_deep"));
    CHECK(compiled(repeated("{a:", 5000)).starts_with("expr.too_deep"));
    CHECK(compiled(repeated("1 in [", 2000)).starts_with("expr.too_deep"));
    CHECK(compiled(repeated("if true then ", 1200)).starts_with("expr.too_deep"));
    CHECK(compiled("1" + repeated("+1", 5000)).starts_with("expr.too_deep"));
    CHECK(compiled("anything" + repeated(".a", 5000)).starts_with("expr.too_deep"));
    CHECK(compiled("anything" + repeated("[1]", 5000)).starts_with("expr.too_deep"));
    CHECK(compiled(repeated("for x in ", 1500)).starts_with("expr.too_deep"));
    CHECK(compiled(repeated("for x in [1] return ", 800)).starts_with("expr.too_deep"));
    CHECK(compiled(std::string(20'000, ' ')) == "expr.too_long 1:1");
    // what is allowed also runs
    CHECK(eval("1" + repeated("+1", 150)) == "151");
    CHECK(eval(repeated("(", 150) + "1" + repeated(")", 150)) == "1");
    CHECK(eval("true" + repeated(" and true", 1000)) == "true");
}

TEST_CASE("Hostile work is cut off", "[expr]") {
    CHECK(trouble("for i in 1..1000000000 return i") == "expr.budget");
    CHECK(trouble("count(for i in 1..10000, j in 1..10000 return 1)") == "expr.budget");
    CHECK(trouble("some i in (for k in 1..2000 return k) satisfies some j in (for k in 1..2000 return k) "
                  "satisfies i + j < 0") == "expr.budget");
    CHECK(trouble("distinct values(for i in 1..20000 return i)") == "expr.budget");
    const std::string long_text = "\"" + std::string(12'000, 'x') + "\"";
    CHECK(trouble("{a: " + long_text + ", b: a+a+a+a+a+a+a+a+a+a, c: b+b+b+b+b+b+b+b+b+b}.c") ==
          "expr.too_large");
    CHECK(trouble("{a: " + long_text + ", b: a+a+a+a+a+a+a+a, r: for i in 1..1000 return b+b}.r") ==
          "expr.budget");
}
