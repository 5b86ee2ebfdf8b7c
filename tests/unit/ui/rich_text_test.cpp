#include <catch_amalgamated.hpp>

#include "ui/rich_text.h"

using namespace potok::ui;

TEST_CASE("marks stand around arguments and vanish for screen readers", "[ui][text]") {
    const std::string sentence = strong("Olga") + ": amount " + struck("10") + " " + strong("12");
    const auto runs = marked_runs(sentence);
    REQUIRE(runs.size() == 5);
    CHECK(runs[0].text == "Olga");
    CHECK(runs[0].strong);
    CHECK_FALSE(runs[1].strong);
    CHECK(runs[2].struck);
    CHECK(runs[4].strong);
    CHECK(without_marks(sentence) == "Olga: amount 10 12");
}

TEST_CASE("a text cannot bring marks of its own", "[ui][text]") {
    const std::string tricky = strong("a\x03" "b\x01" "c");
    REQUIRE(marked_runs(tricky).size() == 1);
    CHECK(marked_runs(tricky)[0].text == "abc");
}
