#include "unit/expr/harness.h"

using namespace expr_test;

TEST_CASE("FEEL: literals and arithmetic", "[expr]") {
    check_values({
        {"1 + 2 * 3", "7"},
        {"(1 + 2) * 3", "9"},
        {"10 - 4 - 3", "3"},
        {"2 ** 3 ** 2", "64"},
        {"-2 ** 2", "4"},  // negation binds tighter, as in DMN's grammar
        {"0.1 + 0.2", "0.3"},
        {".5 * 4", "2"},
        {"1e3 + 1", "1001"},
        {"10 / 4", "2.5"},
        {"1 / 0", "null"},
        {"\"a\" + \"б\"", "\"aб\""},
        {R"("tab\tquote\" \u0416 \U01F600 \uD83D\uDE00")", "\"tab\tquote\" Ж 😀 😀\""},
        {"true", "true"},
        {"null", "null"},
        {"[1, \"a\", [null]]", "[1, \"a\", [null]]"},
        {"{a: 1, \"b c\": a + 1}", "{a: 1, b c: 2}"},
        {"{a: {b: 5}}.a.b", "5"},
        {"1 // to the end\n + /* within */ 2", "3"},
        {"площадь + 1", "18"},
        {"1 + null", "null"},
        {"1 + \"a\"", "null"},
        {"- area", "-42.5"},
    });
}

TEST_CASE("FEEL: comparisons", "[expr]") {
    check_values({
        {"1 = 1.0", "true"},
        {"1 != 2", "true"},
        {"1 = \"1\"", "null"},
        {"null = null", "true"},
        {"1 = null", "false"},
        {"note != null", "false"},
        {"1 < null", "null"},
        {"\"a\" < \"b\"", "true"},
        {"true < false", "null"},
        {"[1, 2] = [1, 2.0]", "true"},
        {"{a: 1, b: 2} = {b: 2, a: 1}", "true"},
        {"rooms between 1 and 3", "true"},
        {"rooms between 4 and 5", "false"},
        {"note between 1 and 2", "null"},
        {"rooms between 1 and null", "null"},
        {"rooms between 7 and null", "false"},
        {"start_date > @\"2026-11-30\"", "true"},
        {"@\"10:30\" >= @\"10:29:59\"", "true"},
        {"@\"PT24H\" = duration(\"P1D\")", "true"},
    });
}

TEST_CASE("FEEL: in", "[expr]") {
    check_values({
        {"2 in [1..3]", "true"},
        {"3 in [1..3)", "false"},
        {"1 in (1..3]", "false"},
        {"1 in ]1..3]", "false"},
        {"3 in [1..3[", "false"},
        {"2 in (1, 2)", "true"},
        {"2 in [1, 2]", "true"},
        {"2 in numbers", "true"},
        {"5 in (< 3, > 4)", "true"},
        {"5 in <= 5", "true"},
        {"5 in ([1..2], [4..6])", "true"},
        {"5 in ((1..2), (4..6))", "true"},
        {"\"b\" in (\"a\", \"b\")", "true"},
        {"\"c\" in (\"a\", \"b\")", "false"},
        {"null in [1..3]", "null"},
        {"null in (null, 1)", "true"},
        {"5 in (null, 5)", "true"},
        {"5 in [null..9]", "null"},
        {"5 in []", "false"},
        {"[1] in [[1], [2]]", "true"},
        {"1 in [[1], [2]]", "false"},
        {"start_date in [@\"2026-12-01\"..@\"2026-12-31\"]", "true"},
        {"2 in (1 + 1)", "true"},
        {"2 in [1, 2][item > 1]", "true"},
    });
}

TEST_CASE("FEEL: three-valued logic", "[expr]") {
    check_values({
        {"true and true", "true"},     {"true and false", "false"},     {"true and null", "null"},
        {"false and null", "false"},   {"null and false", "false"},     {"null and null", "null"},
        {"true or null", "true"},      {"null or true", "true"},        {"false or null", "null"},
        {"false or false", "false"},   {"not(true)", "false"},          {"not(null)", "null"},
        {"1 and true", "null"},        {"1 and false", "false"},        {"true or false and false", "true"},
        {"all([true, null])", "null"}, {"all([false, null])", "false"}, {"any(null, true)", "true"},
        {"all([])", "true"},
    });
}

TEST_CASE("FEEL: if, for, some, every, filters", "[expr]") {
    check_values({
        {"if urgent then 1 else 2", "1"},
        {"if null then 1 else 2", "2"},
        {"if 5 then 1 else 2", "2"},
        {"for x in [1, 2] return x * 2", "[2, 4]"},
        {"for i in 1..3 return i", "[1, 2, 3]"},
        {"for i in 3..1 return i", "[3, 2, 1]"},
        {"for x in [1, 2], y in [10, 20] return x + y", "[11, 21, 12, 22]"},
        {"for x in [[1, 2], [3]], y in x return y", "[1, 2, 3]"},
        {"for x in null return x", "null"},
        {"for i in 1..null return i", "null"},
        {"for x in 5 return x", "[5]"},
        {"some x in numbers satisfies x > 2", "true"},
        {"some x in numbers satisfies x > 3", "false"},
        {"every x in numbers satisfies x > 0", "true"},
        {"every x in [] satisfies x > 0", "true"},
        {"every x in null satisfies true", "null"},
        {"some x in [null, 1] satisfies x > 5", "null"},
        {"some x in [null, 9] satisfies x > 5", "true"},
        {"every x in [null, 1] satisfies x > 5", "false"},
        {"numbers[1]", "3"},
        {"numbers[-1]", "2"},
        {"numbers[4]", "null"},
        {"numbers[0]", "null"},
        {"[][1]", "null"},
        {"numbers[item > 1]", "[3, 2]"},
        {"items[price > 500].name", "[\"полотно\"]"},
        {"items[done][1].name", "\"профиль\""},
        {"items[item.price > rooms * 100].price", "[900]"},
        {"sum(items.price)", "1020"},
        {"5[1]", "5"},
        {"null[1]", "null"},
        {"tasks.title", "[\"Подписать договор\", \"Закупить\"]"},
        {"tasks[not(done)].title", "[\"Закупить\"]"},
        {"every t in tasks satisfies t.done", "false"},
        {"count(tasks[done])", "1"},
        {"for x in [1, 2] return numbers[item > x]", "[[3, 2], [3]]"},
        {"{k: 5, l: for x in [k] return x + k}.l", "[10]"},
    });
}

TEST_CASE("FEEL: names, references and parts", "[expr]") {
    check_values({
        {"client.name", "\"Żółw Sp. z o.o.\""},
        {"client.phone = null", "true"},
        {"client.manager.name", "\"Иван\""},
        {"nobody.phone", "null"},
        {"settings.training", "true"},
        {"created + settings.pause", "2026-11-21T15:00:00.000Z"},
        {"amount.currency", "\"RUB\""},
        {"amount.amount / 1000", "184.6"},
        {"start_date.year * 100 + start_date.month", "202612"},
        {"created.hour", "18"},  // in Moscow
        {"start_date.weekday", "2"},
        {"duration(\"P1DT2H\").hours", "2"},
        {"duration(\"P1Y2M\").months", "2"},
        {"is defined(note)", "false"},
        {"is defined(rooms)", "true"},
        {"is defined(what.ever)", "false"},
    });
    const WorldSchema schema;
    const auto spaced = Expression::compile("start date - start_date", &schema);
    REQUIRE(spaced);
    CHECK(shown(evaluate(*spaced, World()).value) == "PT24H");
    CHECK(trouble("what") == "expr.unknown_name");
    CHECK(trouble("client.what") == "expr.unknown_member");
    CHECK(trouble("is defined(what)").empty());
}

TEST_CASE("FEEL: money", "[expr]") {
    check_values({
        {"amount - advance", "134600.00 RUB"},
        {"amount * 0.2", "36920.00 RUB"},
        {"3 * price_eur / 7", "428.57 EUR"},
        {"amount / advance", "3.692"},
        {"amount > advance", "true"},
        {"amount > price_eur", "null"},
        {"amount + price_eur", "null"},
        {"amount = price_eur", "null"},
        {"amount > 5", "null"},
        {"sum([amount, advance])", "234600.00 RUB"},
        {"sum([amount, price_eur])", "null"},
        {"max(amount, advance)", "184600.00 RUB"},
        {"money(10.005, \"PLN\")", "10.01 PLN"},
        {"money(1, \"zł\")", "null"},
        {"-advance", "-50000.00 RUB"},
        {"string(advance)", "\"50000 RUB\""},
    });
    CHECK(trouble("amount + price_eur") == "expr.currency_mismatch");
    CHECK(trouble("sum([amount, price_eur])") == "expr.currency_mismatch");
}

TEST_CASE("Diagnostics say why there is null, and where", "[expr]") {
    const Evaluation e = run("rooms > 1 and\n  note + 1 > 2");
    CHECK(e.value.is_null());
    CHECK_FALSE(e.is_true());
    REQUIRE(e.diagnostics.size() == 1);
    CHECK(e.diagnostics[0].code == "expr.no_value");
    CHECK(e.diagnostics[0].args.at("name") == "note");
    CHECK(e.diagnostics[0].place == "2:3");
    CHECK(e.diagnostics[0].args.at("offset") == "16");
    CHECK(trouble("1 + \"a\"") == "expr.operand_types");
    CHECK(trouble("1 / 0") == "number.division_by_zero");
    CHECK(trouble("rooms[9]") == "expr.index");
    CHECK(trouble("sum([1, null])") == "expr.null_item");
    CHECK(trouble("upper case(5)") == "expr.argument");
    // a loop reports the same trouble once
    CHECK(run("for x in [1, 2, 3] return x + note").diagnostics.size() == 1);
    CHECK(trouble("note = null").empty());
    CHECK(trouble("client.phone + \"1\"") == "expr.no_value");
}
