#include "base/value.h"

#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "base/calendar.h"

using namespace potok;

namespace {
Decimal dec(const char* text) { return Decimal::parse(text).value(); }
const Uuid some_id = Uuid::parse("0198c5e2-7a10-7cde-8f00-0123456789ab").value();
}  // namespace

TEST_CASE("Every kind of value has one canonical JSON and reads back from it", "[base][value]") {
    const std::vector<std::pair<Value, std::string>> table = {
        {Value(), "null"},
        {Value(true), "true"},
        {Value("Zażółć"), "\"Zażółć\""},
        {Value(dec("12.50")), R"({"n":"12.5"})"},
        {Value(parse_date("2026-11-22").value()), R"({"d":"2026-11-22"})"},
        {Value(parse_time("10:30").value()), R"({"t":"10:30:00"})"},
        {Value(parse_instant("2026-11-22T10:00:00+03:00").value()), R"({"i":"2026-11-22T07:00:00.000Z"})"},
        {Value(DayTimeDuration{86'400'000}), R"({"dur":"PT24H"})"},
        {Value(YearMonthDuration{14}), R"({"ym":"P1Y2M"})"},
        {Value(Money{18460000, "RUB"}), R"({"c":"RUB","m":"184600.00"})"},
        {Value(Money{-5, "PLN"}), R"({"c":"PLN","m":"-0.05"})"},
        {Value(Money{500, "JPY"}), R"({"c":"JPY","m":"500"})"},
        {Value(Money{INT64_MIN, "EUR"}), R"({"c":"EUR","m":"-92233720368547758.08"})"},
        {Value(some_id), R"({"ref":"0198c5e2-7a10-7cde-8f00-0123456789ab"})"},
        {Value(ValueList{1, "a", Value()}), R"([{"n":"1"},"a",null])"},
        {Value(ValueContext{{"b", 1}, {"a", true}}), R"({"ctx":{"a":true,"b":{"n":"1"}}})"},
    };
    for (const auto& [value, json] : table) {
        CAPTURE(json);
        CHECK(to_json(value).dump() == json);
        const auto back = value_from_json(Json::parse(json));
        REQUIRE(back);
        CHECK(*back == value);
    }
    CHECK(value_from_json(Json::parse("42")).value() == Value(42));
}

TEST_CASE("What is not a canonical value is refused with its place", "[base][value]") {
    const std::vector<std::pair<std::string, std::string>> table = {
        {R"(1.5)", ""},
        {R"({})", ""},
        {R"({"n":12})", ""},
        {R"({"n":"x"})", ""},
        {R"({"d":"2026-02-30"})", ""},
        {R"({"dur":"P1M"})", ""},
        {R"({"ym":"PT1H"})", ""},
        {R"({"m":"1.005","c":"PLN"})", ""},
        {R"({"m":"1","c":"zł"})", ""},
        {R"({"m":"99999999999999999999","c":"PLN"})", ""},
        {R"({"ctx":[]})", ""},
        {R"({"ctx":{"a":{"what":"1"}}})", "/ctx/a"},
        {R"([1,[2,{"t":"25:00"}]])", "/1/1"},
        {R"(18446744073709551615)", ""},
    };
    for (const auto& [json, place] : table) {
        CAPTURE(json);
        const auto result = value_from_json(Json::parse(json));
        REQUIRE_FALSE(result);
        CHECK(result.error().code == "value.malformed");
        CHECK(result.error().place == place);
    }
    CHECK_FALSE(value_from_json(Json::parse(std::string(100, '[') + std::string(100, ']'))));
}

TEST_CASE("Values compare deeply", "[base][value]") {
    CHECK(Value(dec("1.0")) == Value(1));
    CHECK(Value(ValueList{1, ValueList{dec("2.00")}}) == Value(ValueList{1, ValueList{2}}));
    CHECK(Value(ValueContext{{"a", 1}, {"b", 2}}) == Value(ValueContext{{"b", 2}, {"a", 1}}));
    CHECK_FALSE(Value(ValueContext{{"a", 1}}) == Value(ValueContext{{"a", 2}}));
    CHECK_FALSE(Value(1) == Value("1"));
    CHECK_FALSE(Value(Money{1, "PLN"}) == Value(Money{1, "EUR"}));
}
