// The app: one workspace, who acts in it, the pages, and what stands above them (dialogs, palette, notices). Owns the kit's
// context and passes the frame on to whatever is to be shown.
#pragma once

#include <array>
#include <deque>
#include <functional>
#include <map>
#include <memory>

#include "packs/pack.h"
#include "platform/common/app_host.h"
#include "ui/app/command_palette.h"
#include "ui/app/first_start.h"
#include "ui/app/shell.h"
#include "ui/asks/asks.h"
#include "ui/desk.h"

namespace potok::ui {

class BoardPage;

struct AppParts {
    Workspaces* keeper = nullptr;
    Fonts fonts;                                 // loaded into the ImGui context
    std::function<std::vector<packs::Pack>()> packs = {};  // what can be installed; read when first start is shown
};

class PotokApp final : public platform::App, private Desk {
public:
    explicit PotokApp(AppParts parts);
    ~PotokApp() override;

    // platform::App
    void start(platform::Host& host) override;
    void frame(double dt) override;
    bool wants_frame() const override;
    void on_route(std::string_view route) override;
    void on_visibility(bool visible) override;
    void on_files_dropped(std::vector<platform::File> files) override;
    void on_preferences_changed() override;

    Ui& context() { return *ui_; }  // for hosts and tests: the tree, the mirror, the focus
    bool act_as_named(std::string_view person);  // false when nobody is called so
    // A newer version waits: says so until the person uses it or puts it off. Never used by itself. Once started.
    void offer_new_version(std::function<void()> use);

private:
    // Desk
    Ui& ui() override { return *ui_; }
    model::Workspace& ws() override { return *workspace_; }
    model::RowId actor() const override { return actor_; }
    void act_as(model::RowId person) override;
    Instant now() const override { return now_; }
    Result<model::Outcome> run(const model::Command& command, const RunOptions& options) override;
    const Route& route() const override { return route_; }
    void go(const Route& route) override;
    void replace(const Route& route) override;
    void ask_move(model::RowId record, std::string_view to) override;
    void ask_where_to(model::RowId record) override;
    void ask_create(std::string_view type, std::string_view pipeline, std::string_view stage) override;
    void ask_task(model::RowId record) override;
    void ask_complete(model::RowId task) override;
    void ask_book(model::RowId record) override;
    void ask_attach(model::RowId record, std::string_view field, std::string_view kind) override;
    void explain(std::string_view automation, model::RowId record) override;
    void open_attachment(const model::Attachment& file) override;
    void tell_done(const model::Outcome& outcome, std::string_view sentence, std::string_view second) override;
    void tell(std::string_view sentence, std::string_view second) override;
    void tell_refusal(const Error& error) override;
    void save_copy() override;
    void ask_restore() override { open_workspace_file(); }
    Preferences& preferences() override { return preferences_; }
    void preferences_changed() override;
    Workspaces& keeper() override { return *parts_.keeper; }

    // app_frame.cpp
    void start_frame();
    void begin_with(const StartWish& wish);
    void open_workspace_file();
    void workspace_frame();
    void page_frame(const Rect& area);
    void shortcuts();
    void settle_workspace();       // follows the keeper: a workspace has come, or gone
    void deliver();                // what has changed since the last frame, to pages and counters
    void settle_route();
    void follow_timers();
    void tend();
    void apply_theme();
    PageView* page_of(const Route& route);
    void undo_last();

    // app_files.cpp
    struct Incoming {
        model::RowId record = 0;
        std::string field, kind;
        platform::File file;
    };
    // A file on its way, into the store or out of it; what is shown of it once it takes long enough to be seen.
    struct Moving {
        std::shared_ptr<platform::Transfer> transfer = {};
        std::string name = {};
        double since = 0;  // host seconds
        bool running = false;
    };
    void attach_files(model::RowId record, std::string_view field, std::string_view kind, std::vector<platform::File> files);
    void attach_next();
    void attached(const Incoming& what, Result<std::string> hash);
    void save_file(const platform::File& file);
    void tell_file_refusal(const Error& error, std::string_view name);
    void show_moving(const Moving& moving, std::string_view key, std::string title, std::string_view count, std::function<void()> cancel);
    void show_transfers();
    void cancel_attaching();
    void collect_now_and_then();
    void keep_made_files();

    AppParts parts_;
    platform::Host* host_ = nullptr;
    std::array<std::unique_ptr<Locale>, 3> locales_;
    std::unique_ptr<Ui> ui_;
    Preferences preferences_;

    model::Workspace* workspace_ = nullptr;
    int listener_ = 0;
    // Outcomes wait for the beginning of a frame: no list changes while it is being drawn.
    std::vector<model::Outcome> pending_;
    std::uint64_t catalog_version_ = 0;
    bool pages_void_ = false;      // who looks has changed: all pages anew
    model::RowId actor_ = 0;
    Instant now_;
    std::optional<Instant> next_timer_;
    bool timers_known_ = false;
    std::optional<Instant> tend_from_;  // nothing left to tend: none

    Route route_;
    std::map<std::string, std::unique_ptr<PageView>> pages_;  // by what they show; in order of the key

    Shell shell_;
    Asks asks_;
    CommandPalette palette_;
    FirstStart first_start_;
    bool packs_read_ = false;
    std::vector<packs::Pack> packs_;
    bool person_menu_ = false;
    bool shortcuts_shown_ = false;

    std::deque<Incoming> incoming_;  // files to be attached, one after the other
    int attached_of_these_ = 0;      // since there were none
    Moving attaching_, saving_;
    std::optional<Instant> opened_at_;  // of the workspace
    bool keeping_made_ = false;         // one is on its way, or could not be kept
};

}  // namespace potok::ui
