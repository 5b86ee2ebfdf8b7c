#include "base/calendar.h"
#include "base/value_text.h"

#include <catch_amalgamated.hpp>

#include <nlohmann/json.hpp>

using namespace potok;

TEST_CASE("values as text are what their JSON tree would be", "[base]") {
    std::string every;
    for (char c = 1; c < 127; ++c) every += c;
    const std::vector<Value> values = {Value(),
                                       Value(true),
                                       Value(false),
                                       Value(""),
                                       Value(every),
                                       Value(std::string("a\0b", 3)),
                                       Value("Zażółć Київ \x7f"),
                                       Value(*Decimal::parse("-12.50")),
                                       Value(42),
                                       Value(*parse_date("2026-11-22")),
                                       Value(Instant{1'772'000'000'123}),
                                       Value(Ref{make_v8(Instant{5}, "key", "step")}),
                                       Value(Money{-5, "RUB"}),
                                       Value(Money{18'460'000, "JPY"}),
                                       Value(DayTimeDuration{86'400'000}),
                                       Value(ValueList{Value("a\"b"), Value(1), Value()}),
                                       Value(ValueContext{{"b", Value(1)}, {"a", Value("x")}})};
    for (const Value& value : values) {
        std::string text = "before";
        append_json(text, value);
        CHECK(text == "before" + to_json(value).dump());
    }
}
