#include <filesystem>

#include "db/connection.h"
#include "support.h"

using namespace potok;
using namespace potok::db;
using namespace potok::db::test;

namespace {

Connection memory() {
    auto c = Connection::open_memory();
    REQUIRE(c.ok());
    return std::move(c).value();
}

std::int64_t number(Connection& c, std::string_view sql) {
    auto r = c.get_i64(sql);
    REQUIRE(r.ok());
    return r->value_or(-1);
}

// A file of its own that is gone, with its WAL, when the test ends.
struct TemporaryFile {
    std::filesystem::path path;
    explicit TemporaryFile(const char* name) : path(std::filesystem::temp_directory_path() / name) { remove(); }
    ~TemporaryFile() { remove(); }
    void remove() const {
        for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
            std::error_code ignored;
            std::filesystem::remove(path.string() + suffix, ignored);
        }
    }
};

}  // namespace

TEST_CASE("typed binding and reading", "[db]") {
    Connection c = memory();
    must(c.exec("CREATE TABLE t(id INTEGER PRIMARY KEY, n INT, s TEXT, b BLOB, u BLOB, z TEXT) STRICT"));
    Uuid id;
    for (std::size_t i = 0; i < 16; ++i) id.bytes[i] = static_cast<std::uint8_t>(i * 11);
    const Bytes bytes{0, 1, 255};
    must(c.run("INSERT INTO t(n, s, b, u, z) VALUES(?1, ?2, ?3, ?4, ?5)", std::int64_t{1} << 62, "Zażółć", bytes, id,
               nullptr));
    CHECK(c.last_insert_id() == 1);
    CHECK(c.changes() == 1);
    must(c.run("INSERT INTO t(n, s, b) VALUES(?1, ?2, ?3)", true, std::string_view{}, ByteView{}));

    Statement s = c.prepare("SELECT n, s, b, u, z FROM t ORDER BY id");
    auto row = s.step();
    REQUIRE(row.ok());
    REQUIRE(*row);
    CHECK(s.i64(0) == std::int64_t{1} << 62);
    CHECK(s.text(1) == "Zażółć");
    CHECK(Bytes(s.blob(2).begin(), s.blob(2).end()) == bytes);
    CHECK(s.uuid(3) == id);
    CHECK(s.is_null(4));
    CHECK(s.maybe_string(4) == std::nullopt);
    CHECK(s.column_name(1) == "s");
    REQUIRE(*s.step());
    CHECK(s.boolean(0));
    CHECK_FALSE(s.is_null(1));  // an empty text is not null
    CHECK(s.text(1).empty());
    CHECK_FALSE(s.is_null(2));
    CHECK(s.blob(2).empty());
    CHECK(s.maybe_uuid(3) == std::nullopt);
    CHECK_FALSE(*s.step());
}

TEST_CASE("a statement can be bound again, and the same text used twice at once", "[db]") {
    Connection c = memory();
    must(c.exec("CREATE TABLE t(a INT)"));
    Statement insert = c.prepare("INSERT INTO t VALUES(?1)");
    for (int i = 0; i < 5; ++i) must(insert.bind(1, i).run());
    std::int64_t sum = 0;
    Statement outer = c.prepare("SELECT a FROM t ORDER BY a");
    must(outer.each([&](Statement& row) {
        Statement inner = c.prepare("SELECT a FROM t ORDER BY a");
        const std::int64_t factor = row.i64(0);
        must(inner.each([&](Statement& r) { sum += factor * r.i64(0); }));
    }));
    CHECK(sum == 100);
    // reset forgets bindings
    insert.reset();
    must(insert.run());
    CHECK(number(c, "SELECT count(*) FROM t WHERE a IS NULL") == 1);
}

TEST_CASE("many statement texts do not grow the cache without end, those in use survive", "[db]") {
    Connection c = memory();
    Statement held = c.prepare("SELECT 41 + 1");
    REQUIRE(*held.step());
    for (int i = 0; i < 2000; ++i) CHECK(number(c, "SELECT " + std::to_string(i)) == i);
    CHECK(held.i64(0) == 42);
}

TEST_CASE("errors say what kind they are", "[db]") {
    Connection c = memory();
    must(c.exec("CREATE TABLE p(id INTEGER PRIMARY KEY, k TEXT UNIQUE NOT NULL, n INT CHECK(n > 0));"
                "CREATE TABLE q(p INT REFERENCES p(id))"));
    must(c.run("INSERT INTO p VALUES(1, 'a', 1)"));
    auto kind = [&](std::string_view sql) {
        const Status s = c.run(sql);
        REQUIRE_FALSE(s.ok());
        CHECK(s.error().code == "db.constraint");
        CHECK_FALSE(s.error().args.at("message").empty());
        return s.error().args.at("kind");
    };
    CHECK(kind("INSERT INTO p VALUES(2, 'a', 1)") == "unique");
    CHECK(kind("INSERT INTO p VALUES(1, 'b', 1)") == "unique");
    CHECK(kind("INSERT INTO p VALUES(2, NULL, 1)") == "not_null");
    CHECK(kind("INSERT INTO p VALUES(2, 'b', 0)") == "check");
    CHECK(kind("INSERT INTO q VALUES(7)") == "foreign_key");

    const Status missing = c.run("SELECT * FROM nowhere");
    REQUIRE_FALSE(missing.ok());
    CHECK(missing.error().code == "db.failed");
    CHECK(missing.error().args.at("message").find("nowhere") != std::string::npos);
    const Status parameter = c.run("SELECT ?1", 1, 2);
    REQUIRE_FALSE(parameter.ok());
    CHECK(parameter.error().args.at("parameter") == "2");
    CHECK_FALSE(c.run("").ok());
}

TEST_CASE("transactions and savepoints", "[db]") {
    Connection c = memory();
    must(c.exec("CREATE TABLE t(a INT)"));
    {
        auto tx = c.begin();
        REQUIRE(tx.ok());
        must(c.run("INSERT INTO t VALUES(1)"));
        CHECK(c.in_transaction());
    }
    CHECK_FALSE(c.in_transaction());
    CHECK(number(c, "SELECT count(*) FROM t") == 0);

    auto tx = c.begin();
    REQUIRE(tx.ok());
    CHECK_FALSE(c.begin().ok());
    must(c.run("INSERT INTO t VALUES(1)"));
    {
        auto kept = c.savepoint();
        REQUIRE(kept.ok());
        must(c.run("INSERT INTO t VALUES(2)"));
        {
            auto dropped = c.savepoint();
            REQUIRE(dropped.ok());
            must(c.run("INSERT INTO t VALUES(4)"));
        }
        must(kept->release());
    }
    must(tx->commit());
    CHECK(number(c, "SELECT sum(a) FROM t") == 3);
}

TEST_CASE("a commit refused by a deferred foreign key leaves the transaction to be rolled back", "[db]") {
    Connection c = memory();
    must(c.exec("CREATE TABLE p(id INTEGER PRIMARY KEY);"
                "CREATE TABLE q(p INT REFERENCES p(id) DEFERRABLE INITIALLY DEFERRED)"));
    {
        auto tx = c.begin();
        REQUIRE(tx.ok());
        must(c.run("INSERT INTO q VALUES(5)"));
        const Status s = tx->commit();
        REQUIRE_FALSE(s.ok());
        CHECK(s.error().args.at("kind") == "foreign_key");
        CHECK(c.in_transaction());
    }
    CHECK_FALSE(c.in_transaction());
    CHECK(number(c, "SELECT count(*) FROM q") == 0);
}

TEST_CASE("query-only refuses writes", "[db]") {
    Connection c = memory();
    must(c.exec("CREATE TABLE t(a INT)"));
    must(c.set_query_only(true));
    const Status s = c.run("INSERT INTO t VALUES(1)");
    REQUIRE_FALSE(s.ok());
    CHECK(s.error().code == "db.read_only");
    must(c.set_query_only(false));
    must(c.run("INSERT INTO t VALUES(1)"));
}

TEST_CASE("no hidden clock in memory databases", "[db]") {
    Connection c = memory();
    CHECK_FALSE(c.get_text("SELECT datetime('now')").value_or(std::nullopt).has_value());
}

TEST_CASE("a file, reopened, read by a second connection, exported and cloned", "[db]") {
    TemporaryFile file("potok_connection_test.db");
    {
        auto opened = Connection::open_file(file.path.string());
        REQUIRE(opened.ok());
        must(opened->exec("CREATE TABLE t(a INT); INSERT INTO t VALUES(7)"));
#ifdef __EMSCRIPTEN__
        const auto* journal = "delete"; // under node there is no shared memory for a WAL
#else
        const auto* journal = "wal";
#endif
        CHECK(opened->get_text("PRAGMA journal_mode").value_or(std::nullopt) == journal);
        CHECK(number(*opened, "PRAGMA synchronous") == 2);

        auto second = Connection::open_file(file.path.string(), FileMode::read_only);
        REQUIRE(second.ok());
        const auto before = second->data_version();
        REQUIRE(before.ok());
        must(opened->run("INSERT INTO t VALUES(8)"));
        CHECK(number(*second, "SELECT sum(a) FROM t") == 15);
        CHECK(*second->data_version() != *before);
        CHECK_FALSE(second->run("INSERT INTO t VALUES(9)").ok());

        // The clone has what is still in the WAL, and goes its own way.
        auto clone = opened->clone_to_memory();
        REQUIRE(clone.ok());
        must(clone->run("INSERT INTO t VALUES(100)"));
        CHECK(number(*clone, "SELECT sum(a) FROM t") == 115);
        CHECK(number(*opened, "SELECT sum(a) FROM t") == 15);
    }
    auto again = Connection::open_file(file.path.string(), FileMode::existing);
    REQUIRE(again.ok());
    CHECK(number(*again, "SELECT sum(a) FROM t") == 15);
    CHECK_FALSE(Connection::open_file(file.path.string() + ".none", FileMode::existing).ok());
}

TEST_CASE("what is not a database is refused", "[db]") {
    const std::string junk(8192, 'x');
    const auto c = Connection::from_bytes(as_bytes(junk));
    REQUIRE_FALSE(c.ok());
    CHECK(c.error().code == "db.not_a_database");
    CHECK_FALSE(Connection::from_bytes({}).ok());
}

TEST_CASE("bytes out, bytes in, restore over something else", "[db]") {
    Connection a = memory();
    must(a.exec("CREATE TABLE t(a INT); INSERT INTO t VALUES(1), (2)"));
    const auto bytes = a.serialize();
    REQUIRE(bytes.ok());
    auto b = Connection::from_bytes(*bytes);
    REQUIRE(b.ok());
    CHECK(number(*b, "SELECT sum(a) FROM t") == 3);

    Connection other = memory();
    must(other.exec("CREATE TABLE gone(x TEXT)"));
    must(other.restore(*bytes));
    CHECK(number(other, "SELECT sum(a) FROM t") == 3);
    CHECK(number(other, "SELECT count(*) FROM sqlite_schema WHERE name = 'gone'") == 0);
    must(other.integrity_check());

    Bytes torn(bytes->begin(), bytes->begin() + 4096);
    const auto refused = Connection::from_bytes(torn);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == "db.corrupt");
    CHECK_FALSE(other.restore(torn).ok());
    CHECK(number(other, "SELECT sum(a) FROM t") == 3);
}
