#include "base/text.h"

#include <algorithm>
#include <vector>

#include <catch_amalgamated.hpp>

#include "base/clock.h"

using namespace potok;

TEST_CASE("Folding finds words without their marks", "[base][text]") {
    CHECK(fold("Żółć") == "zolc");
    CHECK(fold("Zażółć GĘŚLĄ jaźń") == "zazolc gesla jazn");
    CHECK(fold("Ёлка") == "елка");
    CHECK(fold("Андрей") == "андрей");
    CHECK(fold("и\u0306од") == "йод");  // taken apart, as some systems write file names
    CHECK(fold("Straße") == "strasse");
    CHECK(fold("ﬁn Ⅳ ½") == "fin iv 1\u20442");
    CHECK(fold("ab\u00ADcd") == "abcd");
    CHECK(fold("") == "");
    CHECK(fold("a\xff\x62") ==
          "a\uFFFD"
          "b");
}

TEST_CASE("Sorting follows the Polish and the Russian alphabet", "[base][text]") {
    const auto sorted = [](std::vector<std::string> words) {
        std::sort(words.begin(), words.end(),
                  [](const auto& a, const auto& b) { return sort_key(a) < sort_key(b); });
        return words;
    };
    using Words = std::vector<std::string>;
    CHECK(sorted({"żaba", "źdźbło", "zupa", "ąkcja", "azot", "Baba", "ćma", "cyna", "łan", "lżej", "mak"}) ==
          Words{"azot", "ąkcja", "Baba", "cyna", "ćma", "lżej", "łan", "mak", "zupa", "źdźbło", "żaba"});
    CHECK(sorted({"жук", "ёж", "ель", "зуб", "йод", "игра", "Дом", "кот"}) ==
          Words{"Дом", "ель", "ёж", "жук", "зуб", "игра", "йод", "кот"});
    CHECK(sorted({"ёлка", "ель", "ели"}) == Words{"ели", "ель", "ёлка"});
    CHECK(sorted({"resume", "résumé", "resumed"}) == Words{"resume", "résumé", "resumed"});
    CHECK(sort_key("ŁÓDŹ") == sort_key("łódź"));
    CHECK(is_valid_utf8(sort_key("Łódź \xff")));
}

TEST_CASE("UTF-8 is checked and counted", "[base][text]") {
    CHECK(is_valid_utf8("Zażółć Київ 😀"));
    CHECK_FALSE(is_valid_utf8("\xC0\xAF"));
    CHECK_FALSE(is_valid_utf8("\xED\xA0\x80"));
    CHECK_FALSE(is_valid_utf8("abc\xE2\x82"));
    CHECK(count_codepoints("żółw 😀") == 6);
    CHECK(trim(" \t a b\n") == "a b");
    CHECK(trim("  ").empty());
}

TEST_CASE("Folding takes any bytes", "[base][text][fuzz]") {
    SeededRandom random(5);
    for (int i = 0; i < 5000; ++i) {
        std::string bytes;
        for (std::uint64_t n = random.next() % 40; n > 0; --n) bytes += static_cast<char>(random.next());
        const std::string folded = fold(bytes);
        REQUIRE(is_valid_utf8(folded));
        REQUIRE(fold(folded) == folded);
        REQUIRE(is_valid_utf8(sort_key(bytes)));
    }
}
