#include "unit/expr/harness.h"

using namespace expr_test;

TEST_CASE("FEEL: string functions", "[expr]") {
    check_values({
        {"contains(title, \"гостиной\")", "true"},
        {"starts with(title, \"Потолки\")", "true"},
        {"ends with(title, \"x\")", "false"},
        {"string length(\"żółw 😀\")", "6"},
        {"upper case(\"żółw ёлка\")", "\"ŻÓŁW ЁЛКА\""},
        {"lower case(\"ŻÓŁW\")", "\"żółw\""},
        {"substring(\"foobar\", 3)", "\"obar\""},
        {"substring(\"foobar\", 3, 3)", "\"oba\""},
        {"substring(\"foobar\", -2, 1)", "\"a\""},
        {"substring(\"żółw\", 2, 1)", "\"ó\""},
        {"substring(\"foobar\", 0)", "null"},
        {"substring before(\"foobar\", \"bar\")", "\"foo\""},
        {"substring after(\"foobar\", \"ob\")", "\"ar\""},
        {"substring after(\"foobar\", \"x\")", "\"\""},
        {"string(12.50)", "\"12.5\""},
        {"string(start_date)", "\"2026-12-01\""},
        {"string([1, \"a\"])", "\"[1, \"a\"]\""},
        {"string join([\"a\", null, \"b\"], \", \")", "\"a, b\""},
        {"number(\"12.5\")", "12.5"},
        {"number(\"x\")", "null"},
        {"trim(\"  a \")", "\"a\""},
        {"contains(note, \"a\")", "null"},
    });
}

TEST_CASE("FEEL: number functions", "[expr]") {
    check_values({
        {"floor(-1.5)", "-2"},
        {"floor(1.57, 1)", "1.5"},
        {"ceiling(1.2)", "2"},
        {"round half up(2.5, 0)", "3"},
        {"round half up(-2.5)", "-3"},
        {"round up(1.121, 2)", "1.13"},
        {"round down(-1.126, 2)", "-1.12"},
        {"decimal(1/3, 2)", "0.33"},
        {"decimal(2.5, 0)", "2"},
        {"abs(-3)", "3"},
        {"abs(@\"-PT5H\")", "PT5H"},
        {"abs(advance - amount)", "134600.00 RUB"},
        {"modulo(-12, 5)", "3"},
        {"modulo(1, 0)", "null"},
        {"sqrt(16)", "4"},
        {"sqrt(-1)", "null"},
        {"even(4)", "true"},
        {"odd(5)", "true"},
        {"odd(2.5)", "false"},
        {"floor(1, 0.5)", "null"},
    });
}

TEST_CASE("FEEL: list functions", "[expr]") {
    check_values({
        {"count([1, 2, null])", "3"},
        {"count(5)", "1"},
        {"count([])", "0"},
        {"sum(1, 2, 3)", "6"},
        {"sum([])", "null"},
        {"sum([@\"PT1H\", @\"PT2H\"])", "PT3H"},
        {"sum([\"a\", \"b\"])", "null"},
        {"sum([true])", "null"},
        {"mean([1, 2, 6])", "3"},
        {"min(numbers)", "1"},
        {"max([start_date, @\"2027-01-01\"])", "2027-01-01"},
        {"max([])", "null"},
        {"max([1, \"a\"])", "null"},
        {"list contains(numbers, 2)", "true"},
        {"list contains([1, null], null)", "true"},
        {"append([1], 2, null)", "[1, 2, null]"},
        {"concatenate([1], [2, 3])", "[1, 2, 3]"},
        {"union([1, 2], [2, 3])", "[1, 2, 3]"},
        {"distinct values([1, 1.0, 2])", "[1, 2]"},
        {"flatten([[1, [2]], 3])", "[1, 2, 3]"},
        {"reverse(numbers)", "[2, 1, 3]"},
        {"index of([1, 2, 1], 1)", "[1, 3]"},
        {"sublist([1, 2, 3], 2)", "[2, 3]"},
        {"sublist([1, 2, 3], -2, 1)", "[2]"},
        {"remove([1, 2, 3], 2)", "[1, 3]"},
        {"insert before([1, 3], 2, 2)", "[1, 2, 3]"},
        {"remove([1], 2)", "null"},
    });
}

TEST_CASE("FEEL: dates and durations", "[expr]") {
    check_values({
        {"date(\"2026-11-22\")", "2026-11-22"},
        {"date(2026, 11, 22)", "2026-11-22"},
        {"date(2026, 2, 30)", "null"},
        {"date(created)", "2026-11-20"},
        {"date(\"20\" + \"26-11-22\")", "2026-11-22"},
        {"time(\"10:30:00\")", "10:30:00"},
        {"time(10, 30, 15.5)", "10:30:15.500"},
        {"time(created)", "18:00:00"},
        {"date and time(\"2026-11-22T10:00:00Z\")", "2026-11-22T10:00:00.000Z"},
        {"date and time(\"2026-11-22T10:00:00\")", "2026-11-22T07:00:00.000Z"},
        {"date and time(\"2026-11-22\")", "2026-11-21T21:00:00.000Z"},
        {"date and time(start_date, @\"09:00\")", "2026-12-01T06:00:00.000Z"},
        {"date and time(\"2026-\" + \"11-22T25:00:00\")", "null"},
        {"now()", "2026-11-22T09:30:00.000Z"},
        {"today()", "2026-11-22"},
        {"today() + duration(\"P3D\")", "2026-11-25"},
        {"today() + duration(\"PT36H\")", "2026-11-23"},
        {"today() - duration(\"PT12H\")", "2026-11-21"},
        {"duration(\"P1M\") + date(\"2026-01-31\")", "2026-02-28"},
        {"now() + duration(\"PT24H\")", "2026-11-23T09:30:00.000Z"},
        {"now() + duration(\"P1M\")", "2026-12-22T09:30:00.000Z"},
        {"start_date - today()", "PT216H"},
        {"(start_date - today()).days", "9"},
        {"now() - created", "PT42H30M"},
        {"@\"23:00\" + @\"PT2H\"", "01:00:00"},
        {"@\"01:00\" - @\"PT2H\"", "23:00:00"},
        {"@\"PT1H\" * 1.5", "PT1H30M"},
        {"@\"PT3H\" / @\"PT2H\"", "1.5"},
        {"@\"P1Y\" / 2", "P6M"},
        {"@\"PT1H\" + @\"P1M\"", "null"},
        {"date(\"9999-12-31\") + @\"P1D\"", "null"},
        {"date(\"9999-12-31\") + @\"P1M\"", "null"},
        {"now() + @\"P999999D\" * 100", "null"},
        {"day of week(today())", "\"Sunday\""},
        {"day of year(date(\"2026-02-01\"))", "32"},
        {"week of year(date(\"2027-01-01\"))", "53"},
        {"month of year(today())", "\"November\""},
        {"years and months duration(date(\"2025-12-24\"), today())", "P10M"},
        {"years and months duration(today(), date(\"2025-12-24\"))", "-P10M"},
        {"start_date < now()", "null"},
    });
}

TEST_CASE("FEEL: the project's functions of working time", "[expr]") {
    check_values({
        {"add working days(today(), 3)", "2026-11-25"},
        {"add working days(date(\"2025-12-29\"), 3)", "2026-01-13"},
        {"add working days(created, 1)", "2026-11-23T15:00:00.000Z"},
        {"add working days(today(), -1)", "null"},
        {"add working days(today(), 1.5)", "null"},
        {"add working days(today(), 1000000)", "null"},
        {"add working time(created - @\"PT2H\", @\"PT3H\")", "2026-11-23T07:00:00.000Z"},
        {"add working time(created, @\"-PT3H\")", "null"},
        {"working day(today())", "false"},
        {"working day(date(\"2025-11-01\"))", "true"},
        {"working time(created - @\"PT1H\")", "true"},
        {"working time(now())", "false"},
        {"start of day(today())", "2026-11-21T21:00:00.000Z"},
        {"start of day(created)", "2026-11-19T21:00:00.000Z"},
        {"add days(created, 2)", "2026-11-22T15:00:00.000Z"},
        {"add days(today(), -22)", "2026-10-31"},
    });
    const auto e = Expression::compile("working day(today())").value();
    const Evaluation without = evaluate(e, PlainContext({}, Instant{}));
    CHECK(without.value.is_null());
    CHECK(without.diagnostics.at(0).code == "expr.no_calendar");
}

TEST_CASE("A calendar day is not 24 hours where the clock changes", "[expr]") {
    const auto zone =
        ZoneTable::load(platform::asset("data/zones.bin").value()).value()->find("Europe/Warsaw").value();
    const PlainContext context({{"t", parse_instant("2026-03-28T11:00:00Z").value()}}, Instant{}, zone);
    const auto value = [&](const char* source) {
        return shown(evaluate(Expression::compile(source).value(), context).value);
    };
    CHECK(value("add days(t, 1)") == "2026-03-29T10:00:00.000Z");  // noon again
    CHECK(value("t + @\"P1D\"") == "2026-03-29T11:00:00.000Z");    // 24 hours of elapsed time
    CHECK(value("t + @\"P1M\"") == "2026-04-28T10:00:00.000Z");    // noon
    CHECK(value("date and time(\"2026-03-29T02:30:00\")") == "2026-03-29T01:30:00.000Z");
}
