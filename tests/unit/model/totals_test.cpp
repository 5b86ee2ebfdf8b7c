// What lines come to. The expected figures are worked out by hand beside each case.
#include <catch_amalgamated.hpp>

#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "model/totals.h"

using namespace potok;
using namespace potok::model;

namespace {

LineInput line(const char* quantity, std::int64_t price, const char* vat, const char* discount = "0") {
    LineInput l;
    l.quantity = *Decimal::parse(quantity);
    l.price = {price, "PLN"};
    l.discount = *Decimal::parse(discount);
    l.vat = vat;
    if (const auto percent = Decimal::parse(vat); percent.ok()) l.percent = *percent;
    return l;
}

struct Expected {
    std::int64_t net, tax, gross;
};

void check(const std::vector<LineInput>& lines, Prices prices, VatRounding rounding, Expected e) {
    const auto t = totals_of(lines, prices, rounding, "PLN");
    REQUIRE(t.ok());
    CHECK(t->net == e.net);
    CHECK(t->tax == e.tax);
    CHECK(t->gross == e.gross);
    CHECK(t->net + t->tax == t->gross);
}

}  // namespace

TEST_CASE("VAT per line and in total, prices net and gross", "[model][totals]") {
    // 3 × 0.99 = 2.97; 23 % of it 0.6831 → 0.68. Three such lines: per line 3 × 0.68 = 2.04; in total 8.91 × 23 % = 2.0493 → 2.05.
    const std::vector three{line("3", 99, "23"), line("3", 99, "23"), line("3", 99, "23")};
    check(three, Prices::net, VatRounding::line, {891, 204, 1095});
    check(three, Prices::net, VatRounding::total, {891, 205, 1096});
    // Gross 10.00 at 23 %: 10.00 × 23 ÷ 123 = 1.8699 → 1.87, net 8.13. Three: per line 5.61; in total 30.00 × 23 ÷ 123 = 5.6098 → 5.61.
    const std::vector ten{line("1", 1000, "23"), line("1", 1000, "23"), line("1", 1000, "23")};
    check(ten, Prices::gross, VatRounding::line, {2439, 561, 3000});
    check(ten, Prices::gross, VatRounding::total, {2439, 561, 3000});
    // Gross 0.99 at 23 %: 0.18512 → 0.19, net 0.80; seven lines: per line 1.33; in total 6.93 × 23 ÷ 123 = 1.29585 → 1.30.
    const std::vector<LineInput> seven(7, line("1", 99, "23"));
    check(seven, Prices::gross, VatRounding::line, {560, 133, 693});
    check(seven, Prices::gross, VatRounding::total, {563, 130, 693});
}

TEST_CASE("halves go away from zero, also below it", "[model][totals]") {
    // 0.5 × 0.01 = 0.005 → 0.01; −0.5 × 0.01 → −0.01.
    check({line("0.5", 1, "0")}, Prices::net, VatRounding::line, {1, 0, 1});
    check({line("-0.5", 1, "0")}, Prices::net, VatRounding::line, {-1, 0, -1});
    // 0.50 at 5 %: 0.025 → 0.03.
    check({line("1", 50, "5")}, Prices::net, VatRounding::line, {50, 3, 53});
    check({line("-1", 50, "5")}, Prices::net, VatRounding::total, {-50, -3, -53});
    // 1.5 kg at 3.33 = 4.995 → 5.00; less 10 % discount 4.4955 → 4.50.
    check({line("1.5", 333, "0")}, Prices::net, VatRounding::line, {500, 0, 500});
    check({line("1.5", 333, "0", "10")}, Prices::net, VatRounding::line, {450, 0, 450});
    check({line("1", 12345, "23", "100")}, Prices::net, VatRounding::total, {0, 0, 0});
}

TEST_CASE("rates are kept apart, the highest first, those without tax last", "[model][totals]") {
    const auto t = totals_of({line("1", 10000, "zw"), line("2", 5000, "8"), line("1", 100, "0"), line("1", 20000, "23"), line("1", 1, "8")},
                             Prices::net, VatRounding::total, "PLN");
    REQUIRE(t.ok());
    REQUIRE(t->rates.size() == 4);
    CHECK(t->rates[0].vat == "23");
    CHECK(t->rates[0].tax == 4600);   // 200.00 × 23 %
    CHECK(t->rates[1].vat == "8");
    CHECK(t->rates[1].net == 10001);
    CHECK(t->rates[1].tax == 800);    // 100.01 × 8 % = 8.0008
    CHECK(t->rates[2].vat == "0");
    CHECK(t->rates[3].vat == "zw");
    CHECK_FALSE(t->rates[3].percent);
    CHECK(t->gross == 30000 + 10101 + 5400);  // 100 + 100.01 + 1 + 200 + 54.00 of tax
    CHECK(rates_json(*t)[1].dump() == R"({"gross":"108.01","net":"100.01","percent":"8","tax":"8.00","vat":"8"})");
    CHECK_FALSE(t->lines[1].vat);     // rounded in total: a line has no VAT of its own
    CHECK(*t->lines[1].net == 10000);
}

TEST_CASE("what cannot be summed is refused with the line's place", "[model][totals]") {
    LineInput euro = line("1", 100, "23");
    euro.price.currency = "EUR";
    const auto mixed = totals_of({line("1", 100, "23"), euro}, Prices::net, VatRounding::line, "PLN");
    REQUIRE_FALSE(mixed.ok());
    CHECK(mixed.error().code == "line.currency");
    CHECK(mixed.error().place == "lines/1");
    CHECK(totals_of({line("1", 100, "23", "101")}, Prices::net, VatRounding::line, "PLN").error().code == "line.discount");
    CHECK(totals_of({line("1", 100, "23", "-1")}, Prices::net, VatRounding::line, "PLN").error().code == "line.discount");
    const std::vector<LineInput> many(3, line("1", INT64_MAX / 2, "23"));
    CHECK(totals_of(many, Prices::net, VatRounding::line, "PLN").error().code == "number.overflow");
    CHECK(totals_of({line("1e20", 100, "23")}, Prices::net, VatRounding::total, "PLN").error().code == "number.overflow");
    const auto none = totals_of({}, Prices::net, VatRounding::line, "PLN");
    REQUIRE(none.ok());
    CHECK(none->gross == 0);
}

TEST_CASE("whatever the lines, sums agree and the two ways of rounding stay close", "[model][totals]") {
    SeededRandom random{11};
    static constexpr const char* rates[] = {"23", "8", "5", "0", "zw"};
    for (int i = 0; i < 500; ++i) {
        std::vector<LineInput> lines;
        const std::size_t n = 1 + random.next() % 12;
        for (std::size_t k = 0; k < n; ++k) {
            LineInput l = line("1", static_cast<std::int64_t>(random.next() % 1'000'000) - 200'000, rates[random.next() % 5]);
            l.quantity = Decimal::scaled(static_cast<std::int64_t>(random.next() % 100'000), 3);
            l.discount = Decimal::scaled(static_cast<std::int64_t>(random.next() % 10'001), 2);
            lines.push_back(l);
        }
        for (const Prices prices : {Prices::net, Prices::gross}) {
            const auto each = totals_of(lines, prices, VatRounding::line, "PLN");
            const auto whole = totals_of(lines, prices, VatRounding::total, "PLN");
            REQUIRE(each.ok());
            REQUIRE(whole.ok());
            for (const Totals* t : {&*each, &*whole}) {
                CHECK(t->net + t->tax == t->gross);
                std::int64_t net = 0, tax = 0;
                for (const RateTotal& r : t->rates) {
                    CHECK(r.net + r.tax == r.gross);
                    net += r.net;
                    tax += r.tax;
                }
                CHECK(net == t->net);
                CHECK(tax == t->tax);
            }
            CHECK((prices == Prices::net ? each->net == whole->net : each->gross == whole->gross));
            // Each line is off by half a unit at most, and so is each of the five sums.
            CHECK(std::abs(each->tax - whole->tax) <= static_cast<std::int64_t>(n + 5) / 2 + 1);
            // What is taken back whole leaves nothing.
            std::vector<LineInput> back = lines;
            for (LineInput& l : back) l.quantity = -l.quantity;
            const auto reversed = totals_of(back, prices, VatRounding::total, "PLN");
            REQUIRE(reversed.ok());
            CHECK(reversed->gross == -whole->gross);
            CHECK(reversed->tax == -whole->tax);
            const auto nothing = difference(*whole, *whole);
            REQUIRE(nothing.ok());
            CHECK(nothing->rates.empty());
        }
    }
}
