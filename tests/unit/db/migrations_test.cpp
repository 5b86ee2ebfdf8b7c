#include "db/migrations.h"
#include "support.h"

using namespace potok;
using namespace potok::db;
using namespace potok::db::test;

namespace {

const std::vector<Migration> two = {
    {1, "people", "CREATE TABLE person(id INTEGER PRIMARY KEY, name TEXT)"},
    {2, "phones", "ALTER TABLE person ADD COLUMN phone TEXT",
     [](Connection& c) { return c.run("INSERT INTO person(name, phone) VALUES('first', '1')"); }},
};

}  // namespace

TEST_CASE("a new file gets every step, an older one the rest, a current one none", "[db][migrations]") {
    Connection c = must(Connection::open_memory());
    CHECK(must(migrate(c, std::span(two).first(1))) == 0);
    CHECK(must(schema_version(c)).version == 1);
    CHECK(must(migrate(c, two)) == 1);
    CHECK(must(migrate(c, two)) == 2);
    const SchemaVersion v = must(schema_version(c));
    CHECK(v.version == 2);
    CHECK(v.application_id == workspace_application_id);
    CHECK(must(c.get_i64("SELECT count(*) FROM person WHERE phone = '1'")) == 1);
}

TEST_CASE("a newer schema and foreign files are refused", "[db][migrations]") {
    Connection newer = must(Connection::open_memory());
    must(migrate(newer, two));
    const auto refused = migrate(newer, std::span(two).first(1));
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == "db.newer_schema");
    CHECK(refused.error().args.at("found") == "2");
    CHECK(refused.error().args.at("known") == "1");

    Connection foreign = must(Connection::open_memory());
    must(foreign.exec("CREATE TABLE bookmarks(url TEXT)"));
    const auto other = migrate(foreign, two);
    REQUIRE_FALSE(other.ok());
    CHECK(other.error().code == "db.foreign_file");
}

TEST_CASE("a failing step leaves the file as it was", "[db][migrations]") {
    Connection c = must(Connection::open_memory());
    must(migrate(c, std::span(two).first(1)));
    std::vector<Migration> broken = two;
    broken.push_back({3, "broken", "CREATE TABLE half(a); CREATE TABLE person(b)"});
    const auto failed = migrate(c, broken);
    REQUIRE_FALSE(failed.ok());
    CHECK(failed.error().code == "db.migration");
    CHECK(failed.error().args.at("name") == "broken");
    REQUIRE(failed.error().details.size() == 1);
    CHECK(failed.error().details[0].args.at("message").find("person") != std::string::npos);
    CHECK(must(schema_version(c)).version == 1);
    CHECK(must(c.get_i64("SELECT count(*) FROM pragma_table_info('person')")) == 2);
    CHECK(must(c.get_i64("SELECT count(*) FROM sqlite_schema WHERE name = 'half'")) == 0);
}
