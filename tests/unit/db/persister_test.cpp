#include "db/persister.h"

#include "faults/story.h"
#include "tab.h"

using namespace potok;
using namespace potok::db;
using namespace potok::db::test;

TEST_CASE("a commit is kept and there after reload", "[db][persister]") {
    FakeDisk disk;
    {
        Tab tab(disk);
        must(*tab.opened);
        CHECK(tab.persister.status().state == SaveState::saved);
        must(tab.c().exec("CREATE TABLE t(a)"));
        CHECK(tab.persister.status().state == SaveState::saving);
        tab.blocks.run();
        CHECK(tab.persister.status().state == SaveState::saved);
        CHECK(tab.persister.status().saved == 1);
        must(tab.c().run("INSERT INTO t VALUES(1)"));
        // dies before it is written
    }
    Tab tab(disk);
    must(*tab.opened);
    CHECK(rows(tab.c()) == 0);
    CHECK(tab.persister.epoch() == 2);
    must(tab.c().run("INSERT INTO t VALUES(1)"));
    CHECK(tab.pages.commit() == 2);
}

TEST_CASE("one write at a time, the rest in one batch behind it", "[db][persister]") {
    FakeDisk disk;
    Tab tab(disk);
    must(tab.c().exec("CREATE TABLE t(a)"));
    for (int i = 0; i < 50; ++i) must(tab.c().run("INSERT INTO t VALUES(?1)", i));
    CHECK(tab.blocks.waiting() == 1);
    tab.blocks.step();
    CHECK(tab.persister.status().saved == 1);
    CHECK(tab.persister.status().committed == 51);
    CHECK(tab.blocks.waiting() == 1);
    tab.blocks.step();
    CHECK(tab.persister.status().saved == 51);
    CHECK(tab.blocks.waiting() == 0);
    CHECK(tab.blocks.writes == 2);
    CHECK(disk.now.records().size() == 2);
}

TEST_CASE("flush waits for its own commits, strict for the device", "[db][persister]") {
    FakeDisk disk;
    Tab tab(disk);
    must(tab.c().exec("CREATE TABLE t(a)"));
    bool relaxed = false;
    bool strict = false;
    tab.persister.flush(Durability::relaxed, [&](const Status& s) { relaxed = s.ok(); });
    CHECK_FALSE(relaxed);
    tab.blocks.step();
    CHECK(relaxed);
    CHECK(disk.unflushed.size() == 2);  // the opening and this
    tab.persister.flush(Durability::strict, [&](const Status& s) { strict = s.ok(); });
    CHECK_FALSE(strict);
    tab.blocks.run();
    CHECK(strict);
    CHECK(disk.unflushed.empty());
    CHECK(tab.persister.status().saved_strict == 1);

    strict = false;
    must(tab.c().run("INSERT INTO t VALUES(1)"));  // under way relaxed
    must(tab.c().run("INSERT INTO t VALUES(2)"));
    tab.persister.flush(Durability::strict, [&](const Status& s) { strict = s.ok(); });
    tab.blocks.run();
    CHECK(strict);
    CHECK(disk.unflushed.empty());
}

TEST_CASE("a failed write is repeated with what came since", "[db][persister]") {
    FakeDisk disk;
    Tab tab(disk);
    must(tab.c().exec("CREATE TABLE t(a)"));
    tab.blocks.step(Outcome::aborted);
    must(tab.c().run("INSERT INTO t VALUES(1)"));
    tab.blocks.step();  // reopened
    tab.blocks.step(Outcome::lost);
    tab.blocks.step();
    CHECK(tab.persister.status().state == SaveState::saving);
    tab.blocks.step();
    CHECK(tab.persister.status().state == SaveState::saved);
    CHECK(tab.persister.status().saved == 2);
    CHECK(disk.now.records().size() == 1);
    Tab next(disk);
    CHECK(rows(next.c()) == 1);
}

TEST_CASE("a write whose end was not heard is not written twice", "[db][persister]") {
    FakeDisk disk;
    Tab tab(disk);
    must(tab.c().exec("CREATE TABLE t(a)"));
    must(tab.c().run("INSERT INTO t VALUES(1)"));
    tab.blocks.step(Outcome::unheard);
    tab.blocks.run();
    CHECK(tab.persister.status().state == SaveState::saved);
    CHECK(disk.now.records().size() == 2);
    Tab next(disk);
    CHECK(rows(next.c()) == 1);
}

TEST_CASE("after three tries it gives up, tells why, and can be asked again", "[db][persister]") {
    FakeDisk disk;
    Tab tab(disk);
    int changes = 0;
    tab.persister.set_change_listener([&] { ++changes; });
    must(tab.c().exec("CREATE TABLE t(a)"));
    Status flushed;
    tab.persister.flush(Durability::relaxed, [&](const Status& s) { flushed = s; });
    for (int i = 0; i < 3; ++i) {
        CHECK(tab.persister.status().state == SaveState::saving);
        tab.blocks.step(Outcome::quota);
        if (i < 2) tab.blocks.step();
    }
    CHECK(tab.persister.status().state == SaveState::failed);
    CHECK(tab.persister.status().error->code == "store.quota");
    CHECK_FALSE(flushed.ok());
    CHECK(tab.blocks.waiting() == 0);
    CHECK(changes > 0);
    must(tab.c().run("INSERT INTO t VALUES(1)"));  // in memory, to be exported
    CHECK(tab.persister.status().state == SaveState::failed);
    CHECK(tab.persister.status().saved == 0);
    const Bytes file = must(tab.c().serialize());
    Connection exported = must(Connection::from_bytes(file));
    CHECK(rows(exported) == 1);

    tab.persister.retry();
    tab.blocks.run();
    CHECK(tab.persister.status().state == SaveState::saved);
    CHECK(tab.persister.status().saved == 2);
    CHECK_FALSE(tab.persister.status().error);
}

TEST_CASE("without room even for the epoch it is opened to be read, and written to once there is room", "[db][persister]") {
    FakeDisk disk;
    {
        Tab tab(disk);
        must(tab.c().exec("CREATE TABLE t(a)"));
        must(tab.c().run("INSERT INTO t VALUES(1)"));
        tab.blocks.run();
    }
    // Opens with a first answer of no room. Nothing is written by it.
    const auto open_full = [](FakeBlockStore& blocks, Persister& persister) {
        Status opened = error("none");
        persister.open([&](const Status& s) { opened = s; });
        blocks.step(Outcome::quota);
        blocks.run();
        return opened;
    };
    FakeBlockStore blocks(disk);
    PageStore pages;
    Persister persister(blocks, pages);
    must(open_full(blocks, persister));
    CHECK(persister.status().state == SaveState::failed);
    CHECK(persister.status().error->code == "store.quota");
    CHECK(disk.now.epoch == 1);
    Connection c = must(Connection::open_store(pages));
    CHECK(rows(c) == 1);

    SECTION("tried again too early, then in time") {
        persister.retry();
        blocks.step(Outcome::quota);
        CHECK(persister.status().state == SaveState::failed);
        persister.retry();
        blocks.run();
        CHECK(persister.status().state == SaveState::saved);
        CHECK(persister.epoch() == 2);
        must(c.run("INSERT INTO t VALUES(2)"));
        blocks.run();
        Tab next(disk);
        CHECK(rows(next.c()) == 2);
    }
    SECTION("somebody else has written meanwhile") {
        {
            Tab other(disk);
            must(other.c().run("INSERT INTO t VALUES(3)"));
            other.blocks.run();
        }
        persister.retry();
        blocks.run();
        CHECK(persister.status().state == SaveState::failed);
        CHECK(persister.status().error->code == "store.fenced");
    }
    SECTION("nothing is kept: there is nothing to read") {
        FakeDisk empty;
        FakeBlockStore none(empty);
        PageStore blank;
        Persister first(none, blank);
        CHECK(open_full(none, first).error().code == "store.quota");
    }
}

TEST_CASE("the last of three tries may have gone through all the same", "[db][persister]") {
    FakeDisk disk;
    Tab tab(disk);
    must(tab.c().exec("CREATE TABLE t(a)"));
    tab.blocks.step(Outcome::aborted);
    tab.blocks.step();
    tab.blocks.step(Outcome::aborted);
    tab.blocks.step();
    tab.blocks.step(Outcome::unheard);
    CHECK(tab.persister.status().state == SaveState::failed);
    must(tab.c().run("INSERT INTO t VALUES(1)"));
    tab.persister.retry();
    tab.blocks.run();
    CHECK(tab.persister.status().state == SaveState::saved);
    Tab next(disk);
    must(*next.opened);
    CHECK(rows(next.c()) == 1);
}

TEST_CASE("another store's state takes the place of what was kept, as one commit", "[db][persister]") {
    PageStore other;
    {
        Connection c = must(Connection::open_store(other));
        must(c.exec("CREATE TABLE u(b); INSERT INTO u VALUES(zeroblob(300000))"));
    }
    const bool shrinks = GENERATE(true, false);
    bool wanted = false;
    FakeDisk disk;
    {
        Tab tab(disk);
        must(tab.c().exec("CREATE TABLE t(a)"));
        if (shrinks) must(tab.c().exec("INSERT INTO t VALUES(zeroblob(3000000))"));
        tab.persister.fold();
        tab.blocks.run();
        tab.connection.reset();
        must(tab.pages.replace_by(other));
        CHECK(tab.persister.status().state == SaveState::saving);
        SECTION("it dies before it is written: what was there stays") {}
        SECTION("written") {
            wanted = true;
            tab.blocks.run();
            CHECK(tab.persister.status().state == SaveState::saved);
            CHECK(digest(tab.pages) == digest(other));
        }
        SECTION("written and folded") {
            wanted = true;
            tab.persister.fold();
            tab.blocks.run();
        }
    }
    Tab tab(disk);
    must(*tab.opened);
    const bool replaced = must(tab.c().get_i64("SELECT count(*) FROM sqlite_schema WHERE name = 'u'")) == 1;
    CHECK(replaced == wanted);
    if (replaced) CHECK(digest(tab.pages) == digest(other));
    else CHECK(rows(tab.c()) == (shrinks ? 1 : 0));
    must(tab.c().integrity_check());
}

TEST_CASE("a store of a limited size does not take a larger one", "[db]") {
    PageStore other, small;
    {
        Connection c = must(Connection::open_store(other));
        must(c.exec("CREATE TABLE u(b); INSERT INTO u VALUES(zeroblob(300000))"));
    }
    small.set_limit(10);
    const Status refused = small.replace_by(other);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == "store.limit");
    CHECK(small.page_count() == 0);
}

TEST_CASE("a probe finds out whether the storage still takes what is written", "[db][persister]") {
    FakeDisk disk;
    Tab tab(disk);
    must(tab.c().exec("CREATE TABLE t(a)"));
    tab.blocks.run();
    const int writes = tab.blocks.writes;
    tab.persister.probe();
    tab.blocks.run();
    CHECK(tab.persister.status().state == SaveState::saved);
    CHECK(tab.blocks.writes == writes + 1);
    SECTION("the handle is dead, and a new one cannot be had") {
        tab.persister.probe();
        for (int i = 0; i < 4 && tab.blocks.waiting() > 0; ++i) tab.blocks.step(Outcome::lost);
        REQUIRE(tab.persister.status().state == SaveState::failed);
        CHECK(tab.persister.status().error->code == "store.closed");
    }
    SECTION("the handle was lost, and a new one does") {
        tab.persister.probe();
        tab.blocks.step(Outcome::lost);
        tab.blocks.run();
        CHECK(tab.persister.status().state == SaveState::saved);
        must(tab.c().run("INSERT INTO t VALUES(1)"));
        tab.blocks.run();
        CHECK(tab.persister.status().saved == 2);
    }
    SECTION("it is somebody else's by now") {
        disk.now.epoch += 1;
        tab.persister.probe();
        tab.blocks.run();
        REQUIRE(tab.persister.status().state == SaveState::failed);
        CHECK(tab.persister.status().error->code == "store.fenced");
    }
}

TEST_CASE("a newer owner fences off the old one at once", "[db][persister]") {
    FakeDisk disk;
    Tab old_owner(disk);
    must(old_owner.c().exec("CREATE TABLE t(a)"));
    old_owner.blocks.run();
    Tab owner(disk);
    must(owner.c().run("INSERT INTO t VALUES(1)"));
    owner.blocks.run();
    must(old_owner.c().run("INSERT INTO t VALUES(2)"));
    old_owner.blocks.run();
    CHECK(old_owner.persister.status().state == SaveState::failed);
    CHECK(old_owner.persister.status().error->code == "store.fenced");
    old_owner.persister.retry();
    CHECK(old_owner.persister.status().state == SaveState::failed);
    CHECK(old_owner.blocks.waiting() == 0);
    Tab next(disk);
    CHECK(rows(next.c()) == 1);
}

TEST_CASE("records of a newer owner are not taken for one's own", "[db][persister]") {
    FakeDisk disk;
    Tab old_owner(disk);
    must(old_owner.c().exec("CREATE TABLE t(a)"));
    old_owner.blocks.run();
    must(old_owner.c().run("INSERT INTO t VALUES(2)"));
    Tab owner(disk);
    must(owner.c().run("INSERT INTO t VALUES(1)"));
    owner.blocks.run();
    old_owner.blocks.step(Outcome::lost);
    old_owner.blocks.run();
    CHECK(old_owner.persister.status().state == SaveState::failed);
    CHECK(old_owner.persister.status().error->code == "store.fenced");
    CHECK(old_owner.persister.status().saved == 1);
}

TEST_CASE("what an old owner appends finds its place taken, or lands where nothing reads", "[db][persister]") {
    FakeDisk disk;
    Tab old_owner(disk);
    must(old_owner.c().exec("CREATE TABLE t(a)"));
    old_owner.blocks.run();
    Tab owner(disk);
    must(*owner.opened);
    SECTION("taken by the mark of the opening") {
        must(old_owner.c().run("INSERT INTO t VALUES(1)"));
        const auto before = disk.now.log;
        old_owner.blocks.run();
        CHECK(disk.now.log.size() == before.size());
    }
    SECTION("below the beginning of the log, when the mark is trimmed") {
        must(owner.c().run("INSERT INTO t VALUES(2)"));
        must(owner.c().run("INSERT INTO t VALUES(3)"));
        owner.blocks.run();
        owner.persister.fold();
        owner.blocks.run();
        must(old_owner.c().run("INSERT INTO t VALUES(1)"));
        const std::size_t entries = disk.now.log.size();
        old_owner.blocks.run();
        CHECK(disk.now.log.size() == entries + 1);
        must(owner.c().run("INSERT INTO t VALUES(4)"));
        owner.blocks.run();
        CHECK(rows(Tab(disk).c()) == 3);
        Tab next(disk);
        must(next.c().run("INSERT INTO t VALUES(5)"));
        next.persister.fold();
        next.blocks.run();
        CHECK(disk.now.log.size() == 1);  // cleared away with the next trim
    }
    CHECK(old_owner.persister.status().state == SaveState::failed);
    CHECK(old_owner.persister.status().error->code == "store.fenced");
    CHECK(old_owner.persister.status().saved == 1);
}

TEST_CASE("a log that was trimmed to nothing before there were marks is appended to behind the fence", "[db][persister]") {
    FakeDisk disk;
    {
        Tab tab(disk);
        must(tab.c().exec("CREATE TABLE t(a)"));
        tab.blocks.run();
        tab.persister.fold();
        tab.blocks.run();
    }
    disk.now.log.clear();
    Tab old_owner(disk);
    Tab owner(disk);
    must(old_owner.c().run("INSERT INTO t VALUES(1)"));
    old_owner.blocks.run();
    CHECK(old_owner.persister.status().error->code == "store.fenced");
    CHECK(disk.now.log.empty());
    must(owner.c().run("INSERT INTO t VALUES(2)"));
    owner.blocks.run();
    CHECK(rows(Tab(disk).c()) == 1);
}

TEST_CASE("large values are flushed at once, small ones when asked", "[db][persister]") {
    FakeDisk disk;
    Tab tab(disk);
    must(tab.c().exec("CREATE TABLE t(a)"));
    tab.blocks.run();
    CHECK(tab.persister.status().saved_strict == 0);
    must(tab.c().exec("INSERT INTO t VALUES(printf('%.*c', 2000000, 'x'))"));
    tab.blocks.run();
    CHECK(tab.persister.status().saved_strict == 2);
}

TEST_CASE("an empty disk after something was there is an empty store, damage is not", "[db][persister]") {
    FakeDisk disk;
    {
        Tab tab(disk);
        must(tab.c().exec("CREATE TABLE t(a)"));
        tab.blocks.run();
    }
    FakeDisk::Value& record = *disk.now.records()[0];
    Bytes bytes = *record;
    bytes[100] ^= 1;
    record = {bytes, true};
    Tab tab(disk);
    REQUIRE_FALSE(tab.opened->ok());
    CHECK(tab.opened->error().code == "store.damaged");
}

// The stories of tests/faults, a few of them: ten thousand are told by ./test, more by ./test --long.
TEST_CASE("whatever happens, a prefix of the commits comes back", "[db][persister][faults]") {
    Tally tally;
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        CAPTURE(seed);
        CHECK(tell_story(seed, tally) == "");
    }
    CHECK(tally.trims > 50);
    CHECK(tally.failed > 10);
    CHECK(tally.fenced > 10);
}

// A trim that may not have come through, a scrub that wants it settled, and no room left or a dead handle: the scrub asked for its fold again and again.
TEST_CASE("a scrub gives up where the fold that it needs finds no room", "[db][persister][faults]") {
    Tally tally;
    for (const std::uint64_t seed : {48'726u, 63'767u, 100'126u}) {
        CAPTURE(seed);
        CHECK(tell_story(seed, tally) == "");
    }
}

TEST_CASE("every commit strict, where that is wanted", "[db][persister]") {
    FakeDisk disk;
    Persister::Options options;
    options.durability = Durability::strict;
    Tab tab(disk, options);
    must(tab.c().exec("CREATE TABLE t(a)"));
    bool strict = false;
    tab.persister.flush(Durability::strict, [&](const Status& s) { strict = s.ok(); });
    tab.blocks.step();
    CHECK(strict);
    CHECK(disk.unflushed.empty());
    CHECK(tab.blocks.writes == 1);
}
