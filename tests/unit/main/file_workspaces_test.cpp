#ifndef __EMSCRIPTEN__

#include "main/file_workspaces.h"

#include <catch_amalgamated.hpp>
#include <unistd.h>

#include <filesystem>

#include "db/connection.h"
#include "model/queries.h"
#include "platform/headless/headless_host.h"

using namespace potok;

namespace {

constexpr Instant now{1'795'075'200'000};

struct Desk {
    std::filesystem::path folder = std::filesystem::temp_directory_path() / ("potok-files-" + std::to_string(::getpid()));
    std::string path = (folder / "w.potok").string();
    platform::HeadlessHost host{800, 600, now};

    Desk() {
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
    }
    ~Desk() { std::filesystem::remove_all(folder); }

    std::unique_ptr<FileWorkspaces> open() {
        auto keeper = std::make_unique<FileWorkspaces>(host, path);
        keeper->start();
        return keeper;
    }
};

void client(FileWorkspaces& keeper, const char* title) {
    model::Workspace& ws = *keeper.workspace();
    REQUIRE(ws.apply({"create", {{"type", "client"}, {"values", {{"title", title}}}}}, ws.administrator(), now).ok());
}

std::vector<std::string> clients(FileWorkspaces& keeper) {
    std::vector<std::string> out;
    for (const model::RowId row : model::all_records(*keeper.workspace(), "client"))
        out.push_back(model::title_of(*keeper.workspace(), row));
    return out;
}

}  // namespace

TEST_CASE("a copy takes the place of the workspace that is open, and stays", "[main]") {
    Desk desk;
    {
        const auto keeper = desk.open();
        REQUIRE(keeper->create({.name = "Wodospad", .zone = "UTC", .id = {}}, "Anna", nullptr).ok());
        client(*keeper, "In the copy");
        const auto copy = keeper->file();
        REQUIRE(copy.ok());
        client(*keeper, "Since the copy");
        model::Workspace* before = keeper->workspace();
        REQUIRE(keeper->open_file(*copy).ok());
        CHECK(keeper->workspace() != before);                    // views see that it is another one
        CHECK(before->info().name == "Wodospad");                // and may look at the one before until they have
        CHECK(clients(*keeper) == std::vector<std::string>{"In the copy"});
    }
    const auto again = desk.open();
    REQUIRE(again->workspace());
    CHECK(clients(*again) == std::vector<std::string>{"In the copy"});
}

TEST_CASE("where a file cannot take its place, what is open stays open", "[main]") {
    Desk desk;
    const auto keeper = desk.open();
    REQUIRE(keeper->create({.name = "Wodospad", .zone = "UTC", .id = {}}, "Anna", nullptr).ok());
    client(*keeper, "Kept");
    const auto copy = keeper->file();
    REQUIRE(copy.ok());
    CHECK(keeper->open_file("no database at all").error().code == "db.not_a_database");
    {
        // Somebody else is writing: the restore cannot begin.
        auto other = db::Connection::open_file(desk.path, db::FileMode::existing);
        REQUIRE(other.ok());
        const auto writing = other->begin();
        REQUIRE(writing.ok());
        CHECK_FALSE(keeper->open_file(*copy).ok());
    }
    REQUIRE(keeper->state() == ui::Workspaces::State::open);
    REQUIRE(keeper->workspace());
    CHECK(clients(*keeper) == std::vector<std::string>{"Kept"});
    client(*keeper, "After");
    CHECK(clients(*keeper).size() == 2);
}

TEST_CASE("a file of an earlier version is brought up, with a copy beside it", "[main][schema]") {
    Desk desk;
    REQUIRE(desk.open()->create({.name = "Wodospad", .zone = "UTC", .id = {}}, "Anna", nullptr).ok());
    {
        auto file = db::Connection::open_file(desk.path, db::FileMode::existing);
        REQUIRE(file.ok());
        REQUIRE(file->exec("PRAGMA user_version = 1").ok());
    }
    const auto keeper = desk.open();
    REQUIRE(keeper->workspace());
    CHECK(keeper->workspace()->db().get_i64("PRAGMA user_version").value() == 4);
    auto copy = db::Connection::open_file((desk.folder / "w.before-update.potok").string(), db::FileMode::read_only);
    REQUIRE(copy.ok());
    CHECK(copy->get_i64("PRAGMA user_version").value() == 1);
}

#endif
