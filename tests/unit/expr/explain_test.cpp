#include "unit/expr/harness.h"

using namespace expr_test;

namespace {
Explanation explained(const char* source) { return explain(Expression::compile(source).value(), World()); }
}  // namespace

TEST_CASE("A condition is explained by its parts and their values", "[expr]") {
    const Explanation e = explained("rooms > 5 and (urgent or paid) and not(client.phone = null)");
    CHECK(e.value == Value(false));
    REQUIRE(e.parts.size() == 3);
    CHECK(e.parts[0].text == "rooms > 5");
    CHECK(e.parts[0].value == Value(false));
    REQUIRE(e.parts[0].parts.size() == 1);
    CHECK(e.parts[0].parts[0].text == "rooms");
    CHECK(e.parts[0].parts[0].value == Value(3));
    CHECK(e.parts[1].text == "(urgent or paid)");
    CHECK(e.parts[1].value == Value(true));
    CHECK(e.parts[1].parts.size() == 2);
    CHECK(e.parts[2].value == Value(false));
    CHECK(e.parts[2].parts.at(0).text == "client.phone = null");
    CHECK(e.parts[2].parts.at(0).parts.at(0).text == "client.phone");
    CHECK(e.parts[2].offset == 35);
}

TEST_CASE("Names are listed once, variables of loops not at all", "[expr]") {
    const Explanation e = explained("rooms + rooms * area > rooms");
    REQUIRE(e.parts.size() == 2);
    CHECK(e.parts[1].text == "area");
    const Explanation loop = explained("every t in tasks satisfies t.done or urgent");
    CHECK(loop.value == Value(true));
    REQUIRE(loop.parts.size() == 2);
    CHECK(loop.parts[0].text == "tasks");
    CHECK(loop.parts[1].text == "urgent");
}

TEST_CASE("An explanation can be written down", "[expr]") {
    CHECK(describe(explained("rooms > 5")) == "rooms > 5: false (rooms = 3)");
    CHECK(describe(explained("urgent")) == "urgent: true");
    CHECK(describe(explained("rooms > 5 or note = null")) ==
          "rooms > 5 or note = null: true\nrooms > 5: false (rooms = 3)\nnote = null: true (note = null)");
    CHECK(describe(explained("title = \"x\"")) == "title = \"x\": false (title = \"Потолки в гостиной\")");
}
