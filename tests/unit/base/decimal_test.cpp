#include "base/decimal.h"

#include <catch_amalgamated.hpp>

#include "base/clock.h"

using namespace potok;

namespace {
Decimal dec(const char* text) { return Decimal::parse(text).value(); }
}  // namespace

TEST_CASE("Decimals are written plainly and shortly", "[base][decimal]") {
    CHECK(dec("12.50").str() == "12.5");
    CHECK(dec("-0.00").str() == "0");
    CHECK(dec("1e3").str() == "1000");
    CHECK(dec("+5").str() == "5");
    CHECK(dec(".5").str() == "0.5");
    CHECK(dec("-0.001").str() == "-0.001");
    CHECK(dec("1234567890123456789012345678901234").str() == "1234567890123456789012345678901234");
    CHECK(dec("1e100").str() == "1e100");
    CHECK(dec("-1.25e-100").str() == "-1.25e-100");
    CHECK(Decimal::scaled(1250, 2).str() == "12.5");
    CHECK(Decimal::scaled(-5, 3).str() == "-0.005");
    CHECK(Decimal(INT64_MIN).str() == "-9223372036854775808");
    for (const char* bad : {"", "-", ".", "1.", "e5", "1e", "1e1234567", "abc", "1,5", " 1", "1 ", "0x10",
                            "NaN", "Infinity", "1e9999", "--1", "1.2.3"}) {
        CAPTURE(bad);
        CHECK_FALSE(Decimal::parse(bad));
    }
}

TEST_CASE("Decimals compare by value", "[base][decimal]") {
    CHECK(dec("1.0") == Decimal(1));
    CHECK(dec("0.1") < dec("0.11"));
    CHECK(dec("-2") < dec("-1.5"));
    CHECK(dec("1e10") > dec("9999999999"));
    CHECK(dec("0") == dec("-0"));
    CHECK(dec("0e50") == dec("0"));
}

TEST_CASE("Decimal arithmetic is exact to 34 digits", "[base][decimal]") {
    CHECK(add(dec("0.1"), dec("0.2"))->str() == "0.3");
    CHECK(sub(dec("1"), dec("0.9"))->str() == "0.1");
    CHECK(mul(dec("1.1"), dec("1.1"))->str() == "1.21");
    CHECK(div(dec("1"), dec("3"))->str() == "0.3333333333333333333333333333333333");
    CHECK(div(dec("10"), dec("4"))->str() == "2.5");
    CHECK(pow(dec("2"), dec("10"))->str() == "1024");
    CHECK(pow(dec("2"), dec("-1"))->str() == "0.5");
    CHECK(pow(dec("4"), dec("0.5"))->str() == "2");
    CHECK(sqrt(dec("2"))->str() == "1.414213562373095048801688724209698");
    CHECK(add(dec("9999999999999999999999999999999999"), dec("1"))->str() ==
          "10000000000000000000000000000000000");
}

TEST_CASE("The modulo goes with the sign of the divisor", "[base][decimal]") {
    CHECK(mod(dec("12"), dec("5"))->str() == "2");
    CHECK(mod(dec("-12"), dec("5"))->str() == "3");
    CHECK(mod(dec("12"), dec("-5"))->str() == "-3");
    CHECK(mod(dec("-12"), dec("-5"))->str() == "-2");
    CHECK(mod(dec("10.1"), dec("4.5"))->str() == "1.1");
    CHECK(mod(dec("-10.1"), dec("4.5"))->str() == "3.4");
    CHECK(mod(dec("1e40"), dec("7")).error().code == "number.overflow");
}

TEST_CASE("What has no finite result is an error", "[base][decimal]") {
    CHECK(div(dec("1"), 0).error().code == "number.division_by_zero");
    CHECK(mod(dec("1"), 0).error().code == "number.division_by_zero");
    CHECK(pow(dec("0"), -1).error().code == "number.division_by_zero");
    CHECK(pow(dec("0"), 0).error().code == "number.undefined");
    CHECK(pow(dec("-1"), dec("0.5")).error().code == "number.undefined");
    CHECK(mul(dec("1e6000"), dec("1e6000")).error().code == "number.overflow");
    CHECK(pow(dec("10"), 100000).error().code == "number.overflow");
    CHECK(sqrt(dec("-1")).error().code == "number.negative_root");
}

TEST_CASE("Rounding is asked for by name", "[base][decimal]") {
    CHECK(dec("2.5").rounded_half_up(0).str() == "3");
    CHECK(dec("-2.5").rounded_half_up(0).str() == "-3");
    CHECK(dec("2.5").rounded_half_even(0).str() == "2");
    CHECK(dec("1.005").rounded_half_up(2).str() == "1.01");
    CHECK(dec("1234").rounded_half_up(-2).str() == "1200");
    CHECK(dec("1250").rounded_half_up(-2).str() == "1300");
    CHECK(dec("-1.5").floor().str() == "-2");
    CHECK(dec("-1.5").ceiling().str() == "-1");
    CHECK(dec("1.15").floor(1).str() == "1.1");
    CHECK(dec("1e30").rounded_half_up(10).str() == dec("1e30").str());
}

TEST_CASE("Minor units of money", "[base][decimal]") {
    CHECK(dec("184600").to_scaled(2) == 18460000);
    CHECK(dec("0.005").to_scaled(2) == 1);
    CHECK(dec("-0.005").to_scaled(2) == -1);
    CHECK(dec("1e17").to_scaled(2) == std::nullopt);
    CHECK(dec("-9223372036854775808").to_scaled(0) == INT64_MIN);
    CHECK(dec("9223372036854775808").to_scaled(0) == std::nullopt);
    CHECK(dec("1e6000").to_scaled(2) == std::nullopt);
    CHECK(dec("12").to_int64() == 12);
    CHECK(dec("12.0").to_int64() == 12);
    CHECK(dec("12.5").to_int64() == std::nullopt);
    CHECK(dec("0e6000").to_int64() == 0);
}

TEST_CASE("The short way of adding and multiplying agrees with 64-bit arithmetic", "[base][decimal]") {
    SeededRandom random(3);
    for (int i = 0; i < 2000; ++i) {
        const auto a = static_cast<std::int64_t>(random.next() % 2'000'001) - 1'000'000;
        const auto b = static_cast<std::int64_t>(random.next() % 2'000'001) - 1'000'000;
        REQUIRE(add(Decimal(a), Decimal(b))->to_int64() == a + b);
        REQUIRE(sub(Decimal(a), Decimal(b))->to_int64() == a - b);
        REQUIRE(mul(Decimal(a), Decimal(b))->to_int64() == a * b);
        REQUIRE((Decimal(a) < Decimal(b)) == (a < b));
        // another exponent takes the long way
        REQUIRE(add(Decimal::scaled(a * 10, 1), Decimal(b))->to_int64() == a + b);
        REQUIRE((Decimal::scaled(a * 100, 2) <=> Decimal(b)) == (a <=> b));
    }
}
