#include "main/open_file.h"

#include <filesystem>

#include "db/connection.h"
#include "platform/common/library.h"

namespace potok::cli {

OpenFile::OpenFile() : reactor(platform::make_reactor()) {}

Result<model::Environment> OpenFile::environment() {
    POTOK_TRY(auto zones, platform::zones());
    return model::Environment{&random, std::move(zones), reactor.get(), platform::documents()};
}

Status OpenFile::open(const std::string& file) {
    if (!std::filesystem::exists(file)) return error("cli.no_file", {{"file", file}});
    POTOK_TRY(auto connection, db::Connection::open_file(file, db::FileMode::existing));
    POTOK_TRY(const auto env, environment());
    POTOK_TRY(workspace, model::Workspace::open(std::make_unique<db::Connection>(std::move(connection)), env));
    return {};
}

}  // namespace potok::cli
