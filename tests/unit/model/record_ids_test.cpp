#include "fixture.h"

using namespace potok;
using namespace potok::model;
using potok::model::test::Fixture;

TEST_CASE("what a rollback takes away is not remembered", "[model]") {
    Fixture f;
    const Command create{"create", {{"type", "t.order"}, {"values", {{"title", "A"}}}}};
    const auto tried = f.ws->preview(create, f.admin, f.now);
    REQUIRE(tried.ok());
    REQUIRE(tried->changes.size() == 1);
    const RowId row = tried->record;
    CHECK(f.ws->type_of(row) == nullptr);
    CHECK(f.ws->id_of(row).is_nil());
    // The number is given anew, to a record of another type.
    const RowId client = f.client("Nowak");
    REQUIRE(client == row);
    CHECK(f.ws->type_of(client)->key == "client");
    CHECK(f.ws->row_of(f.ws->id_of(client)) == client);
}

TEST_CASE("ids are found beyond what is remembered", "[model]") {
    Fixture f;
    std::vector<std::pair<RowId, Uuid>> made;
    for (int i = 0; i < 5000; ++i) { // more than there are places
        const RowId row = f.client("Nowak");
        made.emplace_back(row, f.ws->id_of(row));
    }
    for (const auto& [row, id] : made) {
        REQUIRE(f.ws->row_of(id) == row);
        REQUIRE(f.ws->id_of(row) == id);
    }
    CHECK_FALSE(f.ws->row_of(Uuid{}));
    CHECK(f.ws->id_of(1'000'000).is_nil());
}
