// Keeps a workspace in a file on this computer, its attachments in a folder beside it.
#pragma once

#include <memory>
#include <string>

#include "platform/common/app_host.h"
#include "platform/common/system.h"
#include "platform/desktop/file_store.h"
#include "ui/workspaces.h"

namespace potok {

class FileWorkspaces final : public ui::Workspaces {
public:
    FileWorkspaces(platform::Host& host, std::string path);

    void start();

    State state() const override { return state_; }
    std::optional<Error> problem() const override { return problem_; }
    model::Workspace* workspace() override { return state_ == State::open ? workspace_.get() : nullptr; }
    ui::SaveState saved() const override;
    Status create(const model::WorkspaceInfo& info, std::string_view administrator) override;
    Status open_file(std::string_view bytes) override;
    Result<std::string> file() override;
    void take_over() override {}  // SQLite's own locks keep a second program out
    void put_file(std::string bytes, std::function<void(Result<std::string>)> done) override;
    void get_file(std::string_view sha256, std::function<void(Result<std::string>)> done) override;

private:
    Result<model::Environment> environment();
    Status open_workspace();

    platform::Host& host_;
    std::string path_;
    platform::SystemRandom random_;
    platform::FileBlobStore blobs_;
    std::unique_ptr<model::Reactor> reactor_;
    std::unique_ptr<model::Workspace> workspace_;
    State state_ = State::opening;
    std::optional<Error> problem_;
};

}  // namespace potok
