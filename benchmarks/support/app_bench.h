// What the benchmarks of the app share: the whole app with its shell, drawn without a window, over one workspace in memory.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "db/connection.h"
#include "figure.h"
#include "platform/common/assets.h"
#include "platform/common/library.h"
#include "platform/headless/headless_host.h"
#include "ui/app.h"

namespace potok::bench {

inline constexpr double frame_goal = native ? 1 : 2.5;  // ms, p95

struct Spread {
    double p50, p95, p99, most;
};

inline Spread spread(std::vector<double> times) {
    std::sort(times.begin(), times.end());
    const auto at = [&](double share) { return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))]; };
    return {at(0.5), at(0.95), at(0.99), times.back()};
}

inline void frame_figures(const std::string& name, const std::vector<double>& times, double p99_goal, std::optional<double> peer = {}) {
    const Spread s = spread(times);
    figure(name + ", p50", s.p50, "ms", frame_goal);
    figure(name + ", p95", s.p95, "ms", frame_goal, peer);
    figure(name + ", p99", s.p99, "ms", p99_goal);
}

// Ends the program: what it would print after this would be no measurement.
[[noreturn]] inline void stop(const std::string& why) {
    std::fprintf(stderr, "%s\n", why.c_str());
    std::exit(1);
}

class Keeper final : public ui::Workspaces {
public:
    std::unique_ptr<model::Workspace> kept;
    State state() const override { return kept ? State::open : State::none; }
    std::optional<Error> problem() const override { return {}; }
    model::Workspace* workspace() override { return kept.get(); }
    ui::SaveState saved() const override { return {}; }
    Status create(const model::WorkspaceInfo&, std::string_view, const Fill&) override { return error("workspace.not_one"); }
    Status open_file(std::string) override { return error("workspace.not_one"); }
    Result<std::string> file() override { return error("workspace.not_one"); }
    void take_over() override {}
    void retry_saving() override {}
    void check_storage() override {}
    std::optional<ui::StorageCheck> last_check() const override { return {}; }
    std::shared_ptr<platform::Transfer> put_file(const platform::File&, std::function<void()>, std::function<void(Result<std::string>)> done) override {
        done(error("workspace.not_one"));
        return {};
    }
    void get_file(std::string_view, std::function<void(Result<std::shared_ptr<platform::FileSource>>)> done) override { done(error("workspace.not_one")); }
    bool time_to_collect_files(Instant) const override { return false; }
    void collect_files(const std::set<std::string>&, Instant) override {}
    std::optional<ui::FileTotals> files() override { return {}; }
};

// A workspace that fills itself: each command `step` milliseconds after the one before, the last of `commands` an hour before now.
class Bench {
public:
    Bench(std::int64_t step, std::int64_t commands) : step_(step), now_(host.now() + (-step * commands - 3'600'000)) {
        auto memory = db::Connection::open_memory();
        auto zones = platform::zones();
        if (!memory.ok() || !zones.ok()) stop("no workspace");
        model::WorkspaceInfo info;
        info.name = "Bench";
        auto made = model::Workspace::create(std::make_unique<db::Connection>(std::move(*memory)), info, "Anna", {&random_, *zones, reactor_.get()}, now_);
        if (!made.ok()) stop(describe(made.error()));
        keeper.kept = std::move(*made);
    }

    model::Workspace& ws() { return *keeper.kept; }
    std::string id(model::RowId row) { return ws().id_of(row).str(); }
    model::RowId must(const char* name, Json args) {
        now_ = now_ + step_;
        auto done = ws().apply({name, std::move(args)}, ws().administrator(), now_);
        if (!done.ok()) stop(std::string(name) + ": " + describe(done.error()));
        return done->record;
    }

    void start(const char* route) {
        const auto file = [](std::string_view path) { return platform::asset(path).value_or(std::string_view{}); };
        app_ = std::make_unique<ui::PotokApp>(ui::AppParts{&keeper, ui::load_fonts({file("fonts/inter-400.otf"), file("fonts/inter-600.otf"), file("fonts/lucide.ttf")})});
        host.route_ = route;
        app_->start(host);
    }
    ui::PotokApp& app() { return *app_; }
    double frame() {
        const double start = processor_ms();
        host.frame([&](double dt) { app_->frame(dt); });
        return processor_ms() - start;
    }
    void frames(int n) {
        for (int i = 0; i < n; ++i) frame();
    }
    // The highest place in a list that the tree of the page tells: how far was scrolled. 0: any role.
    int deepest(ui::Role role = {}) {
        int out = 0;
        for (const ui::Node& node : app_->context().tree().nodes())
            if (role == ui::Role{} || node.role == role) out = std::max(out, node.position);
        return out;
    }
    int count(ui::Role role, std::string_view part = {}) {
        int out = 0;
        for (const ui::Node& node : app_->context().tree().nodes())
            if (node.role == role && node.name.find(part) != std::string::npos) ++out;
        return out;
    }

    platform::HeadlessHost host{1440, 900, {1'795'075'200'000}};
    Keeper keeper;

private:
    std::unique_ptr<model::Reactor> reactor_ = platform::make_reactor();
    SeededRandom random_{1};
    std::int64_t step_;
    Instant now_;
    std::unique_ptr<ui::PotokApp> app_;
};

}  // namespace potok::bench
