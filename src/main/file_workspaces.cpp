#include "main/file_workspaces.h"

#include <filesystem>

#include <fmt/format.h>

#include "db/connection.h"
#include "db/page_store.h"
#include "main/new_workspace.h"
#include "main/workspace_file.h"
#include "platform/common/library.h"
#include "platform/desktop/file_store.h"

namespace potok {

FileWorkspaces::FileWorkspaces(platform::Host& host, std::string path)
    : host_(host), path_(std::move(path)), reactor_(platform::make_reactor()) {
    use_files();
}

void FileWorkspaces::use_files() {
    files_ = std::make_unique<AttachedFiles>(host_, std::make_shared<platform::FileBlobStore>(path_ + ".files"), true);
}

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
    return model::Environment{&random_, std::move(zones), reactor_.get(), platform::documents()};
}

// Whoever goes back to the earlier version of the program finds the workspace as that one left it.
Status FileWorkspaces::keep_copy(db::Connection& connection) const {
    const std::filesystem::path path = path_;
    const std::filesystem::path copy = path.parent_path() / fmt::format("{}.before-update{}", path.stem().string(), path.extension().string());
    std::error_code failed;
    std::filesystem::remove(copy, failed);  // of an earlier update
    return connection.run("VACUUM INTO ?1", copy.string());
}

Status FileWorkspaces::open_workspace() {
    POTOK_TRY(auto connection, db::Connection::open_file(path_, db::FileMode::existing));
    POTOK_TRY(const bool earlier, model::Workspace::is_of_earlier_version(connection));
    if (earlier) POTOK_CHECK(keep_copy(connection));
    POTOK_TRY(auto env, environment());
    POTOK_TRY(workspace_, model::Workspace::open(std::make_unique<db::Connection>(std::move(connection)), std::move(env)));
    workspace_->listen([this](const model::Outcome&) { saved_at_ = host_.now(); });
    state_ = State::open;
    problem_.reset();
    host_.request_redraw();
    return {};
}

// Every commit is on the disk (WAL, synchronous FULL) before it is reported.
void FileWorkspaces::check_storage() {
    if (!workspace()) return;
    ui::StorageCheck done{.at = host_.now()};
    if (const Status sound = workspace_->db().integrity_check(); !sound.ok()) done.failed = sound.error();
    const auto pages = workspace_->db().get_i64("PRAGMA page_count");
    if (pages.ok()) done.bytes = static_cast<std::uint64_t>(pages->value_or(0)) * db::page_size;
    check_ = done;
    host_.request_redraw();
}

ui::SaveState FileWorkspaces::saved() const {
    ui::SaveState out;
    out.saved_at = saved_at_;
    return out;
}

Status FileWorkspaces::create(const model::WorkspaceInfo& info, std::string_view administrator, const Fill& fill) {
    POTOK_TRY(auto env, environment());
    POTOK_TRY(const db::Bytes file, new_workspace(info, administrator, fill, std::move(env), host_.now()));
    return replace_by(file);
}

Status FileWorkspaces::open_file(std::string bytes) {
    const db::Bytes file(bytes.begin(), bytes.end());
    {
        POTOK_TRY(auto env, environment());
        POTOK_CHECK(take_workspace_file(file, std::move(env)));
    }
    files_->replaced_workspace();
    if (state_ != State::failed) return replace_by(file);
    // What is there cannot be read: it is left as it is, and a file beside it takes its place from now on.
    const std::filesystem::path old = path_;
    for (int n = 2; std::filesystem::exists(path_); ++n)
        path_ = (old.parent_path() / fmt::format("{}-{}{}", old.stem().string(), n, old.extension().string())).string();
    POTOK_CHECK(replace_by(file));
    host_.set_setting(kept_under, path_);
    std::error_code failed;  // without attachments, or on a disk without hard links, the folder is simply not there
    std::filesystem::copy(old.string() + ".files", path_ + ".files",
                          std::filesystem::copy_options::recursive | std::filesystem::copy_options::create_hard_links, failed);
    use_files();
    return {};
}

Status FileWorkspaces::replace_by(db::ByteView file) {
    {
        // One transaction: where it fails, what is there and open stays so.
        POTOK_TRY(auto connection, db::Connection::open_file(path_, db::FileMode::create));
        POTOK_CHECK(connection.restore(file));
    }
    retired_workspace_ = std::move(workspace_);
    retired_reactor_ = std::exchange(reactor_, platform::make_reactor());
    if (const Status opened = open_workspace(); !opened.ok()) {
        problem_ = opened.error();
        state_ = State::failed;
        return opened;
    }
    saved_at_ = host_.now();
    return {};
}

Result<std::string> FileWorkspaces::file() {
    if (!workspace_) return error("workspace.not_ready");
    POTOK_TRY(const db::Bytes bytes, workspace_->db().serialize());
    return std::string(bytes.begin(), bytes.end());
}

std::shared_ptr<platform::Transfer> FileWorkspaces::put_file(const platform::File& file, std::function<void()> progress,
                                                             std::function<void(Result<std::string>)> done) {
    return files_->put(file, std::move(progress), std::move(done));
}

void FileWorkspaces::get_file(std::string_view sha256, std::function<void(Result<std::shared_ptr<platform::FileSource>>)> done) {
    files_->get(sha256, std::move(done));
}

bool FileWorkspaces::time_to_collect_files(Instant now) const { return files_->time_to_collect(now); }

void FileWorkspaces::collect_files(const std::set<std::string>& keep, Instant older_than) {
    files_->collect(keep, older_than);
}

}  // namespace potok
