#include "main/desktop_workspaces.h"

#include <filesystem>

#include "db/connection.h"
#include "platform/common/library.h"

namespace potok {

FileWorkspaces::FileWorkspaces(platform::Host& host, std::string path)
    : host_(host), path_(std::move(path)), blobs_(path_ + ".files"), reactor_(platform::make_reactor()) {}

void FileWorkspaces::start() {
    if (!std::filesystem::exists(path_)) {
        state_ = State::none;
        return;
    }
    if (const Status opened = open_workspace(); !opened.ok()) {
        problem_ = opened.error();
        state_ = State::failed;
    }
}

Result<model::Environment> FileWorkspaces::environment() {
    POTOK_TRY(auto zones, platform::zones());
    return model::Environment{&random_, std::move(zones), reactor_.get()};
}

Status FileWorkspaces::open_workspace() {
    POTOK_TRY(auto connection, db::Connection::open_file(path_, db::FileMode::existing));
    POTOK_TRY(auto env, environment());
    POTOK_TRY(workspace_, model::Workspace::open(std::make_unique<db::Connection>(std::move(connection)), std::move(env)));
    state_ = State::open;
    problem_.reset();
    host_.request_redraw();
    return {};
}

// Every commit is on the disk (WAL, synchronous FULL) before it is reported.
ui::SaveState FileWorkspaces::saved() const {
    return {};
}

Status FileWorkspaces::create(const model::WorkspaceInfo& info, std::string_view administrator) {
    POTOK_TRY(auto connection, db::Connection::open_file(path_, db::FileMode::create));
    POTOK_TRY(auto env, environment());
    POTOK_TRY(workspace_, model::Workspace::create(std::make_unique<db::Connection>(std::move(connection)), info, administrator,
                                                   std::move(env), host_.now()));
    state_ = State::open;
    host_.request_redraw();
    return {};
}

// The file is opened in memory first, as a trial: only a good one takes the place of what is here.
Status FileWorkspaces::open_file(std::string_view bytes) {
    const db::Bytes copy(bytes.begin(), bytes.end());
    {
        POTOK_TRY(auto trial, db::Connection::from_bytes(copy));
        POTOK_TRY(auto env, environment());
        env.reactor = nullptr;
        POTOK_CHECK(model::Workspace::open(std::make_unique<db::Connection>(std::move(trial)), std::move(env)));
    }
    workspace_.reset();
    reactor_ = platform::make_reactor();
    {
        POTOK_TRY(auto connection, db::Connection::open_file(path_, db::FileMode::create));
        POTOK_CHECK(connection.restore(copy));
    }
    return open_workspace();
}

Result<std::string> FileWorkspaces::file() {
    if (!workspace_) return error("workspace.not_ready");
    POTOK_TRY(const db::Bytes bytes, workspace_->db().serialize());
    return std::string(bytes.begin(), bytes.end());
}

void FileWorkspaces::put_file(std::string bytes, std::function<void(Result<std::string>)> done) {
    blobs_.put(db::Bytes(bytes.begin(), bytes.end()), [done = std::move(done)](Result<platform::BlobId> id) {
        done(id.ok() ? Result<std::string>(hex(*id)) : Result<std::string>(id.error()));
    });
}

void FileWorkspaces::get_file(std::string_view sha256, std::function<void(Result<std::string>)> done) {
    const auto id = platform::parse_blob_id(sha256);
    if (!id.ok()) return done(id.error());
    blobs_.get(*id, [done = std::move(done)](Result<db::Bytes> bytes) {
        done(bytes.ok() ? Result<std::string>(std::string(bytes->begin(), bytes->end())) : Result<std::string>(bytes.error()));
    });
}

}  // namespace potok
