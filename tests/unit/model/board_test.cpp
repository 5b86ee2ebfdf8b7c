#include "model/board.h"

#include <algorithm>

#include "fixture.h"

using namespace potok;
using namespace potok::model;
using potok::model::test::Fixture;

namespace {

void check_same(const Board& a, const Board& b) {
    REQUIRE(a.columns().size() == b.columns().size());
    for (std::size_t i = 0; i < a.columns().size(); ++i) {
        CHECK(a.columns()[i].rows == b.columns()[i].rows);
        CHECK(a.columns()[i].stalled == b.columns()[i].stalled);
        auto left = a.columns()[i].sums, right = b.columns()[i].sums;
        for (auto* sums : {&left, &right}) {
            std::erase_if(*sums, [](const auto& s) { return s.second == 0; });
            std::sort(sums->begin(), sums->end());
        }
        CHECK(left == right);
    }
}

} // namespace

TEST_CASE("a filter shows what a board read anew under it shows, whatever has changed meanwhile",
          "[model][board]") {
    Fixture f;
    SeededRandom dice(7);
    const Pipeline& pipeline = *f.ws->catalog().pipeline("t.orders");
    Board live(*f.ws, pipeline);
    live.reload(f.now);
    f.ws->listen([&](const Outcome& o) { live.take(o, f.now); });
    std::vector<RowId> rows;
    const char* texts[] = {"", "1", "ó", "ZAŻÓŁĆ 2", "nothing has this"};
    std::size_t shown = 0, hidden = 0;
    for (int i = 0; i < 200; ++i) {
        f.now = f.now + static_cast<std::int64_t>(dice.next() % 50'000'000);
        const auto pick = [&] { return f.id(rows[dice.next() % rows.size()]); };
        const auto die = dice.next() % 10;
        if (rows.empty() || die < 4)
            rows.push_back(
                f.must("create",
                       {{"type", "t.order"},
                        {"values", {{"title", "Zażółć " + std::to_string(i)}, {"amount", f.money("10.00")}}}})
                    .record);
        else if (die < 6)
            f.must("set_fields",
                   {{"record", pick()}, {"values", {{"title", "Renamed " + std::to_string(i)}}}});
        else if (die < 8)
            (void)f.run("move", {{"record", pick()}, {"to", "lost"}, {"lost_reason", "price"}});
        else
            (void)f.run(die % 2 ? "delete" : "restore", {{"record", pick()}});
        BoardFilter filter;
        filter.text = texts[dice.next() % 5];
        filter.only_stalled = dice.next() % 4 == 0;
        live.set_filter(filter, f.now);
        Board fresh(*f.ws, pipeline);
        fresh.set_filter(filter, f.now);
        fresh.reload(f.now);
        check_same(live, fresh);
        shown += live.size();
        hidden += rows.size() - live.size();
    }
    CHECK(shown > 1000);
    CHECK(hidden > 1000);
}
