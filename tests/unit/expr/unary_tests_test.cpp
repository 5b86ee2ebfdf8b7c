// Unary tests: DMN 1.3, 7.3.3 and 10.3.1.2, grammar rules 12 to 18.
#include "expr/unary_tests.h"
#include "unit/expr/harness.h"

using namespace expr_test;

namespace {

std::string tested(const char* source, const Value& input) {
    const auto tests = UnaryTests::compile(source);
    if (!tests) return describe(tests.error());
    return shown(tests->test(input, World()).value);
}

std::string compiled_tests(const char* source, const Type& input) {
    static const WorldSchema schema;
    const auto tests = UnaryTests::compile(source, input, &schema);
    return tests ? "ok" : tests.error().code + " " + tests.error().place;
}

}  // namespace

TEST_CASE("Unary tests", "[expr][decision]") {
    struct Row {
        const char* tests;
        Value input;
        const char* expected;
    };
    const Row rows[] = {
        {"-", 5, "true"},
        {"-", Value(), "true"},
        {"5", 5, "true"},
        {"5", 6, "false"},
        {"-5", -5, "true"},
        {"< 5", 4, "true"},
        {"<= 5", 5, "true"},
        {"!= 5", 5, "false"},
        {"= 5", 5, "true"},
        {"[1..5)", 5, "false"},
        {"(< 5), 7", 7, "true"},
        {"< 3, > 7", 5, "false"},
        {"\"a\", \"b\"", "b", "true"},
        {"not(\"a\", \"b\")", "b", "false"},
        {"not(\"a\", \"b\")", "c", "true"},
        {"not(< 5)", 7, "true"},
        {"not(contains(?, \"x\"))", "xyz", "false"},
        {"contains(?, \"x\")", "xyz", "true"},
        {"? * 2 > 10", 6, "true"},
        {"? > 5 and ? < 10", 7, "true"},
        {"? > 5 and ? < 10", 12, "false"},
        {"? + 0", 5, "true"},          // equal to what it gives
        {"[1, 2, 3]", 2, "true"},
        {"[1, 2, 3]", 4, "false"},
        {"numbers", 3, "true"},
        {"rooms", 3, "true"},
        {"> rooms", 4, "true"},
        {"true", true, "true"},
        {"true", false, "false"},
        {"null", Value(), "true"},
        {"null", 1, "false"},
        {"< 5", Value(), "null"},
        {"< 5", "a", "null"},
        {"null, < 5", Value(), "true"},
        {"some x in [1, 2] satisfies x = ?", 2, "true"},
        {"? in (1, 2)", 2, "true"},
        {"? in (? > 3)", 4, "true"},
        {"[? .. 9]", 4, "true"},
        {"if ? > 3 then true else false", 4, "true"},
        {"note", 1, "false"},
        {"(1 + 2) * 3", 9, "true"},
        {"not(]1..3[, (if 5 in ]1..6] then 9 else 8))", 2, "false"},
        {"not(]1..3[, (if 5 in ]1..6] then 9 else 8))", 3, "true"},
        {"not(count([]), 7)", 0, "false"},
        {"not(count(for i in 1..3 return numbers[1]), 7)", 3, "false"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.tests, shown(row.input));
        CHECK(tested(row.tests, row.input) == row.expected);
    }
}

TEST_CASE("`in` takes conditions over the left side as well", "[expr][decision]") {
    check_values({
        {"5 in (? > 3)", "true"},
        {"5 in (? > 3 and ? < 5)", "false"},
        {"\"xa\" in (starts with(?, \"x\"), \"b\")", "true"},
        {"for x in [1, 5] return x in (? > 3, 1)", "[true, true]"},
        {"5 in (if 4 in (? = 4) then 5 else 6)", "true"},
        {"9 in (1 + 2) * 3", "true"},
    });
}

TEST_CASE("Unary tests are checked against the input's type", "[expr][decision]") {
    CHECK(compiled_tests("< 5, [1..3]", Kind::number) == "ok");
    CHECK(compiled_tests("-", Kind::number) == "ok");
    CHECK(compiled_tests("\"a\"", Kind::number) == "expr.operand_types 1:1");
    CHECK(compiled_tests("1, \"a\"", Kind::number) == "expr.operand_types 1:4");
    CHECK(compiled_tests("not(1, \"a\")", Kind::number) == "expr.operand_types 1:8");
    CHECK(compiled_tests("< title", Kind::number) == "expr.operand_types 1:1");
    CHECK(compiled_tests("[1..\"a\"]", Kind::number) == "expr.operand_types 1:5");
    CHECK(compiled_tests("starts with(?, \"a\")", Kind::number) == "expr.argument_type 1:13");
    CHECK(compiled_tests("prce", Kind::number) == "expr.unknown_name 1:1");
    CHECK(compiled_tests("tasks", Kind::number) == "expr.operand_types 1:1");
    CHECK(compiled_tests("? + 1", Kind::number) == "ok");
    CHECK(compiled_tests("upper case(?)", Kind::string) == "ok");
    CHECK(compiled_tests("", Kind::number) == "expr.unexpected_end 1:1");
    CHECK(compiled_tests("1 2", Kind::number) == "expr.unexpected 1:3");
    CHECK(compiled_tests("1,", Kind::number) == "expr.unexpected_end 1:3");
    CHECK(compiled_tests("not(1", Kind::number) == "expr.unexpected_end 1:6");
    CHECK(compiled_tests("-, 1", Kind::number).starts_with("expr.unexpected"));
}
