// A workspace file that a command of `potok` works on.
#pragma once

#include <filesystem>
#include <memory>

#include "db/connection.h"
#include "model/workspace.h"
#include "platform/common/library.h"
#include "platform/common/system.h"

namespace potok::cli {

// A workspace in a file, and what it needs to live.
struct OpenFile {
    platform::SystemRandom random;
    std::unique_ptr<model::Reactor> reactor = platform::make_reactor();
    std::unique_ptr<model::Workspace> workspace;

    Result<model::Environment> environment() {
        POTOK_TRY(auto zones, platform::zones());
        return model::Environment{&random, std::move(zones), reactor.get(), platform::documents()};
    }
    Status open(const std::string& file) {
        if (!std::filesystem::exists(file)) return error("cli.no_file", {{"file", file}});
        POTOK_TRY(auto connection, db::Connection::open_file(file, db::FileMode::existing));
        POTOK_TRY(const auto env, environment());
        POTOK_TRY(workspace, model::Workspace::open(std::make_unique<db::Connection>(std::move(connection)), env));
        return {};
    }
};

}  // namespace potok::cli
