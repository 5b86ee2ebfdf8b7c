// Keeps a workspace in a file on this computer, its attachments in a folder beside it.
#pragma once

#include <memory>
#include <string>

#include "db/bytes.h"
#include "main/attached_files.h"
#include "platform/common/app_host.h"
#include "platform/common/system.h"
#include "ui/workspaces.h"

namespace potok {

class FileWorkspaces final : public ui::Workspaces {
public:
    // Device setting: the path of the workspace where it is not the usual one.
    static constexpr const char* kept_under = "workspace";

    FileWorkspaces(platform::Host& host, std::string path);

    void start();

    State state() const override { return state_; }
    std::optional<Error> problem() const override { return problem_; }
    model::Workspace* workspace() override { return state_ == State::open ? workspace_.get() : nullptr; }
    ui::SaveState saved() const override;
    Status create(const model::WorkspaceInfo& info, std::string_view administrator, const Fill& fill) override;
    Status open_file(std::string bytes) override;
    Result<std::string> file() override;
    void take_over() override {}  // SQLite's own locks keep a second program out
    void check_storage() override;
    std::optional<ui::StorageCheck> last_check() const override { return check_; }
    void retry_saving() override {}  // what cannot be written is refused at once: nothing waits in memory
    std::shared_ptr<platform::Transfer> put_file(const platform::File& file, std::function<void()> progress,
                                                 std::function<void(Result<std::string>)> done) override;
    void get_file(std::string_view sha256, std::function<void(Result<std::shared_ptr<platform::FileSource>>)> done) override;
    bool time_to_collect_files(Instant now) const override;
    void collect_files(const std::set<std::string>& keep, Instant older_than) override;
    std::optional<ui::FileTotals> files() override { return files_->totals(); }

private:
    Result<model::Environment> environment();
    Status keep_copy(db::Connection& connection) const;
    Status open_workspace();
    Status replace_by(db::ByteView file);
    void use_files();  // those beside the workspace

    platform::Host& host_;
    std::string path_;
    platform::SystemRandom random_;
    std::unique_ptr<AttachedFiles> files_;
    std::unique_ptr<model::Reactor> reactor_;
    std::unique_ptr<model::Workspace> workspace_;
    std::unique_ptr<model::Reactor> retired_reactor_;      // views may look at the one before until their next frame
    std::unique_ptr<model::Workspace> retired_workspace_;
    State state_ = State::opening;
    std::optional<Error> problem_;
    std::optional<ui::StorageCheck> check_;
    std::optional<Instant> saved_at_;  // of the last commit since the file was opened
};

}  // namespace potok
