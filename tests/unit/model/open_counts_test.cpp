#include "model/open_counts.h"

#include "fixture.h"

using namespace potok;
using namespace potok::model;
using potok::model::test::Fixture;

TEST_CASE("what is under way is counted once and kept by changes", "[model]") {
    Fixture f;
    const RowId a = f.order("A");
    f.order("B");
    OpenCounts counts;
    counts.count(*f.ws);
    CHECK(counts.of("t.orders") == 2);

    const auto take = [&](const Outcome& outcome) {
        counts.take(*f.ws, outcome);
        OpenCounts fresh;
        fresh.count(*f.ws);
        CHECK(counts.of("t.orders") == fresh.of("t.orders"));
        return counts.of("t.orders");
    };
    CHECK(take(f.must("create", {{"type", "t.order"}, {"values", {{"title", "C"}}}})) == 3);
    const auto undo = [&](const Outcome& outcome) { return take(f.must("undo", {{"operation", outcome.operation_id.str()}})); };
    const Outcome lost = f.must("move", {{"record", f.id(a)}, {"to", "lost"}, {"lost_reason", "price"}});
    CHECK(take(lost) == 2);
    CHECK(undo(lost) == 3);
    const Outcome deleted = f.must("delete", {{"record", f.id(a)}});
    CHECK(take(deleted) == 2);
    CHECK(undo(deleted) == 3);
    CHECK(take(f.must("set_fields", {{"record", f.id(a)}, {"values", {{"title", "A2"}}}})) == 3);
    CHECK(counts.of("nothing") == 0);
}
