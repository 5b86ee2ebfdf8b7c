// Keeps the workspace of this browser: pages in memory, kept in IndexedDB, owned by one tab at a time.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "db/persister.h"
#include "main/attached_files.h"
#include "platform/common/app_host.h"
#include "platform/common/system.h"
#include "platform/web/web_ownership.h"
#include "platform/web/web_tab_link.h"
#include "sync/shared_workspace.h"
#include "ui/workspaces.h"

namespace potok {

class WebWorkspaces final : public ui::Workspaces {
public:
    explicit WebWorkspaces(platform::Host& host);
    ~WebWorkspaces() override;

    void start();   // asks for the workspace; `state()` follows
    void hidden();  // the tab is hidden, or goes: what is kept is flushed to the device, what cannot be is noted down
    void wake();    // while the tab is hidden no frame comes: runs the timers that are due
    // Calls back when everything done so far is on the device: before the page is left for another version of itself.
    void when_saved(std::function<void(Status)> done);

    State state() const override { return state_; }
    std::optional<Error> problem() const override { return problem_; }
    model::Workspace* workspace() override;
    ui::SaveState saved() const override;
    Status create(const model::WorkspaceInfo& info, std::string_view administrator, const Fill& fill) override;
    Status open_file(std::string bytes) override;
    void start_anew() override;
    Result<std::string> file() override;
    Result<model::Outcome> apply(const model::Command& command, model::RowId actor, Instant now) override;
    std::optional<Error> refused() override { return std::exchange(refused_, {}); }
    bool runs_timers() const override;
    void take_over() override;
    void retry_saving() override;
    void check_storage() override;
    std::optional<ui::StorageCheck> last_check() const override { return check_; }
    std::shared_ptr<platform::Transfer> put_file(const platform::File& file, std::function<void()> progress,
                                                 std::function<void(Result<std::string>)> done) override;
    void get_file(std::string_view sha256, std::function<void(Result<std::shared_ptr<platform::FileSource>>)> done) override;
    bool time_to_collect_files(Instant now) const override;
    void collect_files(const std::set<std::string>& keep, Instant older_than) override;
    std::optional<ui::FileTotals> files() override { return files_->totals(); }

private:
    struct Storage;  // page store, IndexedDB, persister and the workspace over them

    void ownership_changed(platform::OwnershipState state);
    void open_storage();
    void follow();
    void follower_changed();
    void begin_anew();
    void become_owner();
    void serve();
    void do_again(const std::vector<sync::SentCommand>& commands);
    std::vector<sync::SentCommand> unsaved() const;
    void keep_drafts();
    void note_drafts(const std::vector<sync::SentCommand>& commands);
    std::vector<sync::SentCommand> take_drafts();
    void storage_opened(const Status& status);
    void watch_storage();
    Result<bool> of_earlier_version();
    void enter_stored();
    void hand_over();
    void close();
    void retire();
    void enter(State state);
    void fail(Error error);
    Result<model::Environment> environment();
    Status open_workspace();
    Status replace_by(const db::PageStore& pages);
    void saving_changed();
    void check_now_and_then();
    bool heed_failure();
    bool was_there() const;

    platform::Host& host_;
    platform::SystemRandom random_;
    platform::WebOwnership ownership_;
    platform::WebTabLink link_;
    std::unique_ptr<AttachedFiles> files_;
    std::unique_ptr<Storage> storage_;
    std::unique_ptr<Storage> retired_;  // views may look at it until their next frame
    std::string store_;                 // name of the IndexedDB store
    std::unique_ptr<db::PageStore> arriving_;  // a file that waits for its store to open
    State state_ = State::opening;
    std::optional<Error> problem_;
    std::optional<ui::StorageCheck> check_;
    std::optional<Error> refused_;             // by the owner
    std::vector<sync::SentCommand> carried_;   // done as owner, not saved, and lost with the workspace: for the new owner
    std::optional<Instant> saved_at_;
    std::uint64_t saved_commit_ = 0;  // as last told
    db::SaveState save_state_ = db::SaveState::saved;
};

}  // namespace potok
