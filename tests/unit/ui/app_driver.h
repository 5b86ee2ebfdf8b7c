// Drives the whole app without a window: a workspace in memory with the pack `ceilings`, by role and name, with the real
// pointer and keys.
#pragma once

#include <map>
#include <stdexcept>

#include "base/sha256.h"
#include "db/connection.h"
#include "main/attached_files.h"
#include "platform/common/assets.h"
#include "platform/common/library.h"
#include "platform/common/memory_blobs.h"
#include "platform/headless/headless_host.h"
#include "ui/app.h"
#include "ui/semantics_dump.h"

namespace potok::ui {

class MemoryWorkspaces final : public Workspaces {
public:
    explicit MemoryWorkspaces(platform::Host& host)
        : clock_(host), random_(7), reactor_(platform::make_reactor()), blobs(std::make_shared<platform::MemoryBlobStore>()), attached_(host, blobs, true) {}
    State state() const override { return workspace_ ? State::open : State::none; }
    std::optional<Error> problem() const override { return {}; }
    model::Workspace* workspace() override { return workspace_.get(); }
    SaveState saved() const override { return save_state; }
    Status create(const model::WorkspaceInfo& info, std::string_view administrator, const Fill& fill) override {
        POTOK_TRY(auto memory, db::Connection::open_memory());
        POTOK_TRY(auto zones, platform::zones());
        POTOK_TRY(workspace_, model::Workspace::create(std::make_unique<db::Connection>(std::move(memory)), info, administrator,
                                                       {&random_, zones, reactor_.get(), platform::documents()}, clock_.now()));
        if (const Status filled = fill ? fill(*workspace_) : Status(); !filled.ok()) {
            workspace_.reset();
            return filled;
        }
        return {};
    }
    Status open_file(std::string) override { return error("workspace.not_one"); }
    void replaced() { attached_.replaced_workspace(); }  // as if a file had taken its place
    Result<std::string> file() override { return std::string("file"); }
    void take_over() override {}
    void retry_saving() override { ++retries; }
    void check_storage() override { ++checks; }
    std::optional<StorageCheck> last_check() const override { return check; }
    std::shared_ptr<platform::Transfer> put_file(const platform::File& file, std::function<void()> progress,
                                                 std::function<void(Result<std::string>)> done) override {
        return attached_.put(file, std::move(progress), std::move(done));
    }
    void get_file(std::string_view key, std::function<void(Result<std::shared_ptr<platform::FileSource>>)> done) override {
        attached_.get(key, std::move(done));
    }
    bool time_to_collect_files(Instant now) const override { return attached_.time_to_collect(now); }
    void collect_files(const std::set<std::string>& keep, Instant older_than) override { attached_.collect(keep, older_than); }
    std::optional<FileTotals> files() override { return attached_.totals(); }

    // For tests: what it reports about saving, and how often it was asked to try again.
    SaveState save_state;
    int retries = 0, checks = 0;
    std::optional<StorageCheck> check;

private:
    Clock& clock_;
    SeededRandom random_;
    std::unique_ptr<model::Reactor> reactor_;
    std::unique_ptr<model::Workspace> workspace_;

public:
    std::shared_ptr<platform::MemoryBlobStore> blobs;

private:
    AttachedFiles attached_;
};

// Read and checked once: for nine packs that takes longer than most tests.
inline const std::vector<packs::Pack>& all_packs() {
    static const std::vector<packs::Pack> all = [] {
        std::vector<packs::Pack> out;
        for (const std::string& key : platform::pack_keys())
            if (auto pack = platform::pack(key); pack.ok()) out.push_back(std::move(pack).value());
        return out;
    }();
    return all;
}

class AppDriver {
public:
    explicit AppDriver(float width = 1440, float height = 900, const char* language = "en")
        : host(width, height, {1'795'075'200'000}), keeper(host),  // 2026-11-18T08:00:00Z, a Wednesday
          app({&keeper, fonts(), [] { return all_packs(); }}) {
        host.preferences_.reduced_motion = true;
        host.preferences_.languages = {language};
        app.start(host);
        settle();
    }

    void frame(double dt = 1.0 / 60) {
        host.frame([&](double d) { app.frame(d); }, dt);
    }
    void settle() {
        host.settle([&](double d) { app.frame(d); });
        host.settle([&](double d) { app.frame(d); });
        // Of two widgets with one id only the first is in the tree: the other cannot be typed into, nor heard.
        if (app.context().tree().duplicates() != 0) throw std::runtime_error("two widgets of one id in\n" + dump());
    }

    Ui& ui() { return app.context(); }
    model::Workspace& ws() { return *keeper.workspace(); }
    const Node* find(Role role, std::string_view name) {
        for (const Node& n : ui().tree().nodes())
            if (n.role == role && n.name.find(name) != std::string_view::npos) return &n;
        return nullptr;
    }
    const Node& get(Role role, std::string_view name) {
        if (const Node* n = find(role, name)) return *n;
        throw std::runtime_error("no " + std::string(aria_role(role)) + " \"" + std::string(name) + "\" in\n" + dump());
    }
    std::string dump() { return dump_text(ui().tree(), ui().focus_now()); }
    void press(Point at) {
        host.move(at.x, at.y);
        frame();
        frame();
        host.button(true);
        frame();
        frame();
        host.button(false);
        settle();
    }
    void click(Role role, std::string_view name) { press(get(role, name).rect.center()); }
    // Takes hold of one thing and lets go of it somewhere else, in small steps as a hand does.
    void drag(Point from, Point to) {
        host.move(from.x, from.y);
        frame();
        frame();
        host.button(true);
        frame();
        for (int i = 1; i <= 8; ++i) {
            const float s = static_cast<float>(i) / 8;
            host.move(from.x + (to.x - from.x) * s, from.y + (to.y - from.y) * s);
            frame();
        }
        frame();
    }
    void let_go() {
        host.button(false);
        settle();
    }
    void key(ImGuiKey k, ImGuiKey with = ImGuiKey_None) {
        if (with != ImGuiKey_None) host.key(with, true);
        host.key(k, true);
        frame();
        host.key(k, false);
        if (with != ImGuiKey_None) host.key(with, false);
        settle();
    }
    void type(std::string_view text) {
        host.type(text);
        settle();
    }
    void fill(std::string_view field, std::string_view text) {
        click(Role::textbox, field);
        type(text);
    }

    platform::HeadlessHost host;
    MemoryWorkspaces keeper;
    PotokApp app;

private:
    static Fonts fonts() {
        const auto get = [](std::string_view name) { return platform::asset(name).value_or(std::string_view{}); };
        return load_fonts({get("fonts/inter-400.otf"), get("fonts/inter-600.otf"), get("fonts/lucide.ttf")});
    }
};

}  // namespace potok::ui
