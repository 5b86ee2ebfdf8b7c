// Files of earlier versions, and the care of the full text in quiet moments.
#include "fixture.h"

using namespace potok;
using namespace potok::model;
using potok::model::test::Fixture;

namespace {

std::int64_t number(db::Connection& db, std::string_view sql) {
    const auto n = db.get_i64(sql);
    REQUIRE(n.ok());
    return n->value_or(-1);
}

// Rows of the full text's data are numbered by segment, above bit 37 (FTS5, "On-disk format").
std::int64_t segments(db::Connection& db) { return number(db, "SELECT count(DISTINCT id >> 37) FROM search_data WHERE id >> 37 > 0"); }

}  // namespace

TEST_CASE("a file of the first version is brought up, and nothing in it is lost", "[model][schema]") {
    Fixture f;
    const RowId row = f.order("Kwiatkowski");
    db::Connection& db = f.ws->db();
    REQUIRE(db.exec("INSERT INTO search(search, rank) VALUES('automerge', 4); INSERT INTO search(search, rank) VALUES('crisismerge', 16); "
                    "PRAGMA user_version = 1").ok());
    const auto file = db.serialize();
    REQUIRE(file.ok());
    const std::string before = f.ws->history_hash();

    auto old = db::Connection::from_bytes(*file);
    REQUIRE(old.ok());
    CHECK(Workspace::is_of_earlier_version(*old).value());
    auto opened = Workspace::open(std::make_unique<db::Connection>(std::move(*old)), f.environment());
    REQUIRE(opened.ok());
    Workspace& ws = **opened;
    CHECK(number(ws.db(), "PRAGMA user_version") == 4);
    CHECK(number(ws.db(), "SELECT v FROM search_config WHERE k = 'automerge'") == 0);
    CHECK_FALSE(Workspace::is_of_earlier_version(ws.db()).value());
    CHECK(ws.history_hash() == before);
    CHECK(record(ws, row)->title() == "Kwiatkowski");
    CHECK(search(ws, "kwiat").size() == 1);
}

TEST_CASE("a file of a later version is refused and left as it is", "[model][schema]") {
    Fixture f;
    REQUIRE(f.ws->db().exec("PRAGMA user_version = 99").ok());
    const auto file = f.ws->db().serialize();
    REQUIRE(file.ok());
    auto later = db::Connection::from_bytes(*file);
    REQUIRE(later.ok());
    const auto opened = Workspace::open(std::make_unique<db::Connection>(std::move(*later)), f.environment());
    REQUIRE_FALSE(opened.ok());
    CHECK(opened.error().code == "db.newer_schema");
    CHECK(opened.error().args.at("found") == "99");
}

TEST_CASE("the full text of many commits is merged in quiet moments, a step at a time", "[model][schema][search]") {
    Fixture f;
    for (int i = 0; i < 40; ++i) f.order("Montaż " + std::to_string(i));
    CHECK(segments(f.ws->db()) >= 40);  // no command has merged
    const std::string before = f.ws->history_hash();
    int steps = 0;
    for (bool more = true; more; ++steps) {
        REQUIRE(steps < 100);
        const auto tended = f.ws->tend();
        REQUIRE(tended.ok());
        more = *tended;
    }
    CHECK(segments(f.ws->db()) < 8);
    CHECK(search(*f.ws, "montaz", 100).size() == 40);
    CHECK(search(*f.ws, "montaz 17", 100).size() == 1);
    CHECK(f.ws->history_hash() == before);
    CHECK(f.ws->db().integrity_check().ok());
    // Nothing left: nothing is written.
    const std::int64_t changes = f.ws->db().total_changes();
    CHECK_FALSE(f.ws->tend().value());
    CHECK(f.ws->db().total_changes() - changes < 2);
}

TEST_CASE("nothing is tended while the workspace is read-only", "[model][schema]") {
    Fixture f;
    for (int i = 0; i < 10; ++i) f.order("Montaż " + std::to_string(i));
    REQUIRE(f.ws->set_read_only(error("store.quota")).ok());
    const auto tended = f.ws->tend();
    REQUIRE(tended.ok());
    CHECK_FALSE(*tended);
    REQUIRE(f.ws->set_read_only(std::nullopt).ok());
    CHECK(f.ws->tend().value());
}
