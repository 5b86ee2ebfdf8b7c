#include "main/workspace_file.h"

#include <catch_amalgamated.hpp>

#include "db/connection.h"
#include "main/new_workspace.h"
#include "platform/common/library.h"
#include "platform/common/system.h"

using namespace potok;

namespace {

constexpr Instant now{1'795'075'200'000};

struct Scene {
    SeededRandom random{3};
    std::unique_ptr<model::Reactor> reactor = platform::make_reactor();
    model::Environment environment() { return {&random, platform::zones().value(), reactor.get()}; }
    Result<db::Bytes> make(const ui::Workspaces::Fill& fill) {
        model::WorkspaceInfo info;
        info.name = "Wodospad";
        return new_workspace(info, "Anna", fill, environment(), now);
    }
    std::string refusal(const db::Bytes& file) {
        const auto taken = take_workspace_file(file, environment());
        return taken.ok() ? "" : taken.error().code;
    }
    // The file after some SQL of somebody else.
    db::Bytes changed(const db::Bytes& file, std::string_view sql) {
        auto connection = db::Connection::from_bytes(file).value();
        REQUIRE(connection.exec(sql).ok());
        return connection.serialize().value();
    }
};

}  // namespace

TEST_CASE("a new workspace holds what was put in, in one file that is found to be whole", "[main]") {
    Scene s;
    const auto file = s.make([](model::Workspace& ws) -> Status {
        auto made = ws.apply({"create", {{"type", "client"}, {"values", {{"title", "Zażółć"}}}}}, ws.administrator(), now);
        return made.ok() ? Status() : Status(made.error());
    });
    REQUIRE(file.ok());
    CHECK(s.refusal(*file).empty());
    auto connection = db::Connection::from_bytes(*file).value();
    CHECK(connection.get_text("SELECT title FROM r_client").value() == "Zażółć");
}

TEST_CASE("where the filling fails there is no workspace, only the reason", "[main]") {
    Scene s;
    const auto file = s.make([](model::Workspace& ws) -> Status {
        return ws.apply({"create", {{"type", "nonsense"}, {"values", Json::object()}}}, ws.administrator(), now).error();
    });
    REQUIRE(!file.ok());
    CHECK(!file.error().code.empty());
}

TEST_CASE("a file from anywhere is looked at before it is opened", "[main]") {
    Scene s;
    const db::Bytes good = s.make(nullptr).value();
    CHECK(s.refusal(db::Bytes(9000, 'x')) == "db.not_a_database");
    CHECK(s.refusal({}) == "db.not_a_database");
    CHECK(s.refusal(db::Bytes(good.begin(), good.begin() + 4096 * 3)) == "db.corrupt");
    CHECK(s.refusal(db::Bytes(good.begin(), good.end() - 100)) == "db.corrupt");
    CHECK(s.refusal(s.changed(good, "PRAGMA application_id = 7")) == "workspace.not_one");
    CHECK(s.refusal(s.changed(good, "PRAGMA user_version = 99")) == "db.newer_schema");
    CHECK(s.refusal(s.changed(good, "CREATE TRIGGER watcher AFTER INSERT ON record BEGIN DELETE FROM operation; END")) ==
          "workspace.foreign_part");
    CHECK(s.refusal(s.changed(good, "CREATE VIEW people AS SELECT 1")) == "workspace.foreign_part");
    CHECK(s.refusal(s.changed(good, "CREATE VIRTUAL TABLE extra USING fts5(x)")) == "workspace.foreign_part");
    CHECK(s.refusal(s.changed(good, "UPDATE workspace SET value = 99 WHERE key = 'administrator'")) == "workspace.not_one");
    // An index that no longer agrees with its table: only the whole check sees it.
    std::size_t damaged = 0;
    for (std::size_t page = 1; page < good.size() / 4096; ++page) {
        db::Bytes bad = good;
        for (std::size_t i = 0; i < 4096; ++i) bad[page * 4096 + i] ^= 0x5a;
        if (!s.refusal(bad).empty()) ++damaged;
    }
    CHECK(damaged == good.size() / 4096 - 1);
    CHECK(s.refusal(good).empty());
}
