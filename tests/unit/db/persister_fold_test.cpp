// Folding the log into base segments, and reading back what is kept.
#include "tab.h"

using namespace potok;
using namespace potok::db;
using namespace potok::db::test;

TEST_CASE("a long log is folded by itself and the file is the same", "[db][persister]") {
    FakeDisk disk;
    std::string before;
    {
        Tab tab(disk, {3, 20 * 1024});
        must(tab.c().exec(random_schema));
        Dice dice{42};
        for (int i = 0; i < 400; ++i) {
            must(tab.c().exec(random_statement(dice)));
            tab.blocks.run();
        }
        CHECK(disk.now.header.size() > 0);
        CHECK_FALSE(disk.now.segments.empty());
        CHECK(tab.persister.log_bytes() < tab.pages.page_count() * std::uint64_t{page_size} / 4 + 400 * 1024);
        std::uint64_t kept = 0;
        for (const FakeDisk::Value* record : disk.now.records()) kept += record->size();
        CHECK(tab.persister.log_bytes() == kept);
        before = digest(tab.pages);
    }
    {
        Tab tab(disk);
        must(*tab.opened);
        CHECK(digest(tab.pages) == before);
        must(tab.c().integrity_check());
        // Folded on demand down to an empty log.
        must(tab.c().exec("DELETE FROM t WHERE id > 10; VACUUM"));
        tab.persister.fold();
        tab.blocks.run();
        CHECK(disk.now.records().empty());
        CHECK(tab.persister.log_bytes() == 0);
        CHECK(disk.now.segments.size() == segments_for(tab.pages.page_count()));
        before = digest(tab.pages);
    }
    Tab tab(disk);
    must(*tab.opened);
    CHECK(digest(tab.pages) == before);
}

TEST_CASE("a fold that is asked for says when the checkpoint is whole, or why not", "[db][persister]") {
    FakeDisk disk;
    Tab tab(disk);
    std::vector<Status> told;
    const auto tell = [&](const Status& s) { told.push_back(s); };
    tab.persister.fold(tell);  // nothing to be folded
    REQUIRE(told.size() == 1);
    must(told[0]);
    must(tab.c().exec("CREATE TABLE t(a)"));
    tab.persister.fold(tell);
    tab.blocks.step();
    CHECK(told.size() == 1);  // written, but not folded yet
    tab.blocks.run();
    REQUIRE(told.size() == 2);
    must(told[1]);
    CHECK(disk.now.records().empty());
    // One under way does not hold what is committed meanwhile: another follows it.
    must(tab.c().run("INSERT INTO t VALUES(1)"));
    tab.persister.fold(tell);
    tab.blocks.step();
    must(tab.c().run("INSERT INTO t VALUES(2)"));
    tab.persister.fold(tell);
    tab.blocks.run();
    CHECK(told.size() == 4);
    CHECK(disk.now.records().empty());
    must(tab.c().run("INSERT INTO t VALUES(3)"));
    tab.blocks.step();
    tab.persister.fold(tell);
    tab.blocks.step(Outcome::quota);
    REQUIRE(told.size() == 5);
    REQUIRE_FALSE(told[4].ok());
    CHECK(told[4].error().code == "store.quota");
}

namespace {

void turn_over(FakeDisk::Value& value, std::size_t at) {
    Bytes bytes = *value;
    bytes[at % bytes.size()] ^= 1;
    value = {std::move(bytes), true};
}

// A store with two segments folded once, and a few commits after.
void fill(FakeDisk& disk) {
    Tab tab(disk);
    must(tab.c().exec("CREATE TABLE t(a); INSERT INTO t VALUES(zeroblob(1500000))"));
    tab.persister.fold();
    tab.blocks.run();
    must(tab.c().run("INSERT INTO t VALUES(1)"));
    tab.blocks.run();
}

}  // namespace

TEST_CASE("a fold that dies half way leaves the checkpoint before it, which stands in for a damaged new one", "[db][persister]") {
    FakeDisk disk;
    fill(disk);
    REQUIRE(disk.now.segments.size() == 2);
    std::string before;
    {
        Tab tab(disk);
        before = digest(tab.pages);
        tab.persister.fold();
        tab.blocks.step();  // one segment is rewritten, in its other place; then the tab dies
        REQUIRE(disk.now.segments.size() == 3);
    }
    turn_over(disk.now.segments.at({0, 1}), 5000);
    Tab tab(disk);
    must(*tab.opened);
    CHECK(digest(tab.pages) == before);
    tab.blocks.run();  // made good at once
    CHECK(disk.now.segments.size() == 2);
    Tab next(disk);
    must(*next.opened);
    CHECK(digest(next.pages) == before);
}

TEST_CASE("a scrub reads everything back, finds what is damaged and makes it good", "[db][persister]") {
    FakeDisk disk;
    fill(disk);
    Tab tab(disk);
    std::optional<ScrubReport> report;
    const auto scrub = [&] {
        report.reset();
        tab.persister.scrub([&](const Result<ScrubReport>& r) { report = must(r); });
        tab.blocks.run();
        REQUIRE(report.has_value());
    };
    scrub();
    CHECK(report->records == 4);  // header, two segments, one log record
    CHECK(report->damaged.empty());

    SECTION("a segment") {
        turn_over(disk.now.segments.begin()->second, 70'000);
        scrub();
        REQUIRE(report->damaged.size() == 1);
        CHECK(report->damaged[0].code == "store.damaged");
    }
    SECTION("a log record") {
        turn_over(*disk.now.records()[0], 700);
        scrub();
        CHECK(report->damaged.size() == 1);
        CHECK(disk.now.records().empty());
    }
    SECTION("the header") {
        turn_over(disk.now.header, 20);
        scrub();
        CHECK(report->damaged.size() == 1);
    }
    SECTION("a record that is gone") {
        disk.now.segments.erase(disk.now.segments.begin());
        scrub();
        CHECK(report->damaged.size() == 1);
    }
    scrub();
    CHECK(report->damaged.empty());
    Tab next(disk);
    must(*next.opened);
    CHECK(digest(next.pages) == digest(tab.pages));
}

TEST_CASE("folding waits for a moment without commits, but not when the log is too long", "[db][persister]") {
    FakeDisk disk;
    std::vector<std::function<void()>> pauses;
    Persister::Options options;
    options.fold_from = 100;
    options.fold_by = 1024 * 1024;
    options.pause = [&](std::function<void()> done) { pauses.push_back(std::move(done)); };
    Tab tab(disk, options);
    const auto pass = [&] {
        REQUIRE(pauses.size() == 1);
        const auto done = std::move(pauses.front());
        pauses.clear();
        done();
    };
    must(tab.c().exec("CREATE TABLE t(a); INSERT INTO t VALUES(zeroblob(100000))"));
    tab.blocks.run();
    CHECK(disk.now.segments.empty());
    CHECK_FALSE(tab.persister.idle());
    must(tab.c().run("INSERT INTO t VALUES(1)"));
    tab.blocks.run();
    pass();  // something was committed in it
    tab.blocks.run();
    CHECK(disk.now.segments.empty());
    pass();                                        // now a segment is being written
    must(tab.c().run("INSERT INTO t VALUES(2)"));  // so the trim waits for the next moment
    tab.blocks.run();
    CHECK(disk.now.segments.size() == 1);
    CHECK_FALSE(disk.now.records().empty());
    pass();
    tab.blocks.run();
    CHECK(disk.now.records().size() == 1);
    CHECK(tab.persister.idle());
    CHECK(pauses.empty());

    must(tab.c().run("INSERT INTO t VALUES(replace(hex(zeroblob(1000000)), '0', 'a'))"));  // two million letters
    tab.blocks.run();
    CHECK(disk.now.records().empty());
    must(tab.c().integrity_check());
}
