#include <set>

#include "db/connection.h"
#include "db/page_store.h"
#include "db/log_format.h"
#include "db/replay.h"
#include "support.h"

using namespace potok;
using namespace potok::db;
using namespace potok::db::test;

namespace {

std::string contents(Connection& c) {
    std::string out;
    for (const char* sql : {"SELECT id, k, length(v) FROM t ORDER BY id", "SELECT rowid, body, 0 FROM f ORDER BY rowid",
                            "SELECT rowid, body, 0 FROM f WHERE f MATCH 'drugie' ORDER BY rowid"}) {
        Statement s = c.prepare(sql);
        must(s.each([&](Statement& r) { out += r.string(0) + "|" + r.string(1) + "|" + r.string(2) + "\n"; }));
    }
    return out;
}

Connection open(PageStore& store) {
    auto c = Connection::open_store(store);
    REQUIRE(c.ok());
    return std::move(c).value();
}

Connection plain() {
    auto c = Connection::open_file(":memory:");
    REQUIRE(c.ok());
    return std::move(c).value();
}

}  // namespace

TEST_CASE("random work over the page store equals the same over SQLite's own memory", "[db][page_store]") {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        CAPTURE(seed);
        PageStore store;
        Connection ours = open(store);
        Connection theirs = plain();
        must(ours.exec(random_schema));
        must(theirs.exec(random_schema));
        Dice dice{seed};
        for (int round = 0; round < 60; ++round) {
            const int statements = 1 + dice.below(8);
            const bool keep = dice.below(4) != 0;
            must(ours.exec("BEGIN"));
            must(theirs.exec("BEGIN"));
            for (int i = 0; i < statements; ++i) {
                const std::string sql = random_statement(dice);
                must(ours.exec(sql));
                must(theirs.exec(sql));
            }
            must(ours.exec(keep ? "COMMIT" : "ROLLBACK"));
            must(theirs.exec(keep ? "COMMIT" : "ROLLBACK"));
        }
        if (seed % 3 == 0) must(ours.exec("VACUUM"));
        CHECK(contents(ours) == contents(theirs));
        must(ours.integrity_check());
    }
}

TEST_CASE("batches alone rebuild the file, whatever is merged and wherever one stops", "[db][page_store]") {
    for (std::uint64_t seed = 100; seed < 106; ++seed) {
        CAPTURE(seed);
        PageStore store;
        std::vector<CommitBatch> batches;
        store.set_commit_listener([&](CommitBatch b) { batches.push_back(std::move(b)); });
        std::vector<Bytes> states;
        {
            Connection c = open(store);
            must(c.exec("PRAGMA auto_vacuum=2"));  // so that the file also shrinks
            must(c.exec(random_schema));
            Dice dice{seed};
            for (int round = 0; round < 40; ++round) {
                auto tx = c.begin();
                REQUIRE(tx.ok());
                for (int i = 0; i < 4; ++i) must(c.exec(random_statement(dice)));
                if (dice.below(5) == 0) {
                    tx->rollback();
                } else {
                    must(tx->commit());
                }
                if (dice.below(6) == 0) must(c.exec("DELETE FROM t; PRAGMA incremental_vacuum"));
                while (states.size() < batches.size()) states.push_back(store.image());
            }
        }
        REQUIRE(batches.size() >= 30);
        REQUIRE(batches.back().commit == batches.size());

        PageStore replica;
        std::size_t exact = 0;
        for (std::size_t i = 0; i < batches.size(); ++i) {
            replica.apply(batches[i]);
            // states[] was taken after several commits at once now and then: compare where it is this commit's.
            if (i + 1 == batches.size() || states[i] != states[i + 1]) {
                CHECK(replica.image() == states[i]);
                ++exact;
            }
        }
        CHECK(exact > 20);

        Dice dice{seed};
        PageStore merged;
        for (std::size_t i = 0; i < batches.size();) {
            CommitBatch sum = batches[i++];
            for (int n = dice.below(4); n > 0 && i < batches.size(); --n) sum = merge(std::move(sum), batches[i++]);
            merged.apply(sum);
        }
        CHECK(merged.image() == store.image());
        CHECK(merged.commit() == batches.size());
        Connection c = open(merged);
        must(c.integrity_check());
    }
}

TEST_CASE("a batch holds the pages as they were at its commit, and only when something changed", "[db][page_store]") {
    PageStore store;
    std::vector<CommitBatch> batches;
    store.set_commit_listener([&](CommitBatch b) { batches.push_back(std::move(b)); });
    Connection c = open(store);
    must(c.exec("CREATE TABLE t(a INT)"));
    REQUIRE(batches.size() == 1);
    const Bytes first = batches[0].bytes;
    must(c.exec("BEGIN; COMMIT"));
    must(c.exec("BEGIN; INSERT INTO t VALUES(1); ROLLBACK"));
    CHECK(c.get_i64("SELECT count(*) FROM t").ok());
    CHECK(batches.size() == 1);
    must(c.run("INSERT INTO t VALUES(1)"));
    REQUIRE(batches.size() == 2);
    CHECK(batches[0].bytes == first);
    CHECK(batches[1].pages == std::vector<PageNo>{1, 2});
    CHECK(batches[1].page_count == 2);
}

TEST_CASE("pages that a transaction added and never wrote are kept as zeros", "[db][page_store]") {
    PageStore store;
    CommitBatch batch;
    store.set_commit_listener([&](CommitBatch b) { batch = std::move(b); });
    Connection c = open(store);
    must(c.exec("CREATE TABLE kept(x)"));
    must(c.exec("BEGIN; CREATE TABLE x(b); INSERT INTO x VALUES(zeroblob(400000)); DELETE FROM x WHERE rowid = 1;"
                "INSERT INTO kept VALUES(1); COMMIT"));
    REQUIRE(batch.page_count > 90);
    std::set<PageNo> in_batch(batch.pages.begin(), batch.pages.end());
    for (PageNo no = 3; no <= batch.page_count; ++no) CHECK(in_batch.contains(no));
}

TEST_CASE("a clone shares nothing that either side writes", "[db][page_store]") {
    auto origin = Connection::open_memory();
    REQUIRE(origin.ok());
    must(origin->exec(random_schema));
    for (int i = 0; i < 300; ++i) must(origin->run("INSERT INTO t VALUES(?1, ?2, zeroblob(2000))", i, "k"));
    // A reader stands in the middle of the origin's pages while both sides write.
    Statement reader = origin->prepare("SELECT id FROM t ORDER BY id");
    REQUIRE(*reader.step());
    auto clone = origin->clone_to_memory();
    REQUIRE(clone.ok());
    must(clone->exec("DELETE FROM t WHERE id >= 100; VACUUM"));
    must(origin->exec("CREATE TABLE other(x); INSERT INTO other VALUES(zeroblob(100000))"));
    int seen = 1;
    for (;;) {
        auto row = reader.step();
        REQUIRE(row.ok());
        if (!*row) break;
        CHECK(reader.i64(0) == seen);
        ++seen;
    }
    CHECK(seen == 300);
    CHECK(*clone->get_i64("SELECT count(*) FROM t") == 100);
    CHECK(*origin->get_i64("SELECT count(*) FROM t") == 300);
    must(clone->integrity_check());
    must(origin->integrity_check());
}

TEST_CASE("a reader keeps what it looks at, though the block was replaced and the clone that shared it is gone",
          "[db][page_store]") {
    PageStore store;
    Connection c = open(store);
    must(c.exec("CREATE TABLE a(x); CREATE TABLE b(x)"));
    for (int i = 0; i < 20; ++i) must(c.run("INSERT INTO a VALUES(?1)", std::string(900, 'a')));
    Statement reader = c.prepare("SELECT x FROM a");
    REQUIRE(*reader.step());
    REQUIRE(store.lent() > 0);
    std::unique_ptr<PageStore> clone = store.clone();
    must(c.run("INSERT INTO b VALUES('written into a block of its own')"));
    clone.reset();
    int seen = 0;
    do {
        CHECK(reader.text(0) == std::string(900, 'a'));
        ++seen;
    } while (*reader.step());
    CHECK(seen == 20);
}

TEST_CASE("pages are read in place outside of write transactions", "[db][page_store]") {
    PageStore store;
    Connection c = open(store);
    CHECK(*c.get_i64("PRAGMA mmap_size") > 0);
    CHECK(*c.get_text("PRAGMA journal_mode") == "memory");
    CHECK(*c.get_i64("PRAGMA cache_spill") == 0);
    must(c.exec("CREATE TABLE t(a); INSERT INTO t VALUES(zeroblob(100)), (zeroblob(100))"));
    Statement reader = c.prepare("SELECT a FROM t");
    REQUIRE(*reader.step());
    CHECK(store.lent() > 0);
    reader.reset();
}

TEST_CASE("one connection per store", "[db][page_store]") {
    PageStore store;
    Connection c = open(store);
    CHECK_FALSE(Connection::open_store(store).ok());
}

TEST_CASE("files of another page size are refused by name", "[db][page_store]") {
    Connection c = plain();
    must(c.exec("PRAGMA page_size=1024; CREATE TABLE t(a)"));
    const auto bytes = c.serialize();
    REQUIRE(bytes.ok());
    const auto refused = Connection::from_bytes(*bytes);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == "db.page_size");
    CHECK(refused.error().args.at("found") == "1024");
}

TEST_CASE("a store does not grow beyond its limit: the transaction fails whole, in words, and work goes on", "[db][pages]") {
    PageStore store, replica;
    store.set_limit(60);
    std::vector<CommitBatch> batches;
    store.set_commit_listener([&](CommitBatch b) { batches.push_back(std::move(b)); });
    Connection c = must(Connection::open_store(store));
    must(c.exec("CREATE TABLE t(a); INSERT INTO t VALUES(1)"));
    for (int round = 0; round < 3; ++round) {
        const Status refused = c.exec("BEGIN; UPDATE t SET a = a + 100; INSERT INTO t VALUES(printf('%.*c', 400000, 'x')); COMMIT");
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().code == "store.limit");
        if (c.in_transaction()) must(c.exec("ROLLBACK"));
        must(c.exec("INSERT INTO t VALUES(2)"));
        must(c.integrity_check());
    }
    CHECK(must(c.get_i64("SELECT sum(a) FROM t")) == 7);
    CHECK(store.page_count() <= 60);
    LogHead head;
    Replay replay(replica);
    for (const CommitBatch& batch : batches) {
        const auto records = encode_batch(batch, 1, head);
        for (const LogEntry& r : records) must(replay.log(r.sequence, r.bytes));
        head = head_after(batch, records);
    }
    CHECK(must(replay.finish()).head.commit == store.commit());
    CHECK(replica.image() == store.image());
}
