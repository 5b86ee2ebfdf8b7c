// bench: The page of a client with 10,000 entries in its timeline: opened, scrolled to its end, a frame; native and node
//
// The whole app with its shell at 1440 × 900, drawn without a window. `client.cpp` measures the queries alone.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>

#include "db/connection.h"
#include "platform/common/assets.h"
#include "platform/common/library.h"
#include "platform/headless/headless_host.h"
#include "ui/app.h"

#ifdef __EMSCRIPTEN__
#include <emscripten.h>
#endif

using namespace potok;

namespace {

constexpr int orders = 200, entries = 10'000;

double processor_ms() {
#ifdef __EMSCRIPTEN__
    return emscripten_get_now();
#else
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
#endif
}

#ifdef __EMSCRIPTEN__
constexpr const char* where = " (wasm)";
constexpr double frame_goal = 2.5;
#else
constexpr const char* where = " (native)";
constexpr double frame_goal = 1;
#endif

void figure(const std::string& name, double value, double goal) {
    std::printf("%s\n", Json({{"figure", name + where}, {"value", value}, {"unit", "ms"}, {"goal", goal}, {"holds", value <= goal}, {"peer", nullptr}, {"ratio", nullptr}}).dump().c_str());
    std::fflush(stdout);
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

}  // namespace

int main() {
    platform::HeadlessHost host(1440, 900, {1'795'075'200'000});
    SeededRandom random(1);
    Keeper keeper;
    auto memory = db::Connection::open_memory();
    auto zones = platform::zones();
    if (!memory.ok() || !zones.ok()) return 1;
    model::WorkspaceInfo info;
    info.name = "Bench";
    Instant now = host.now() + -static_cast<std::int64_t>(entries + orders + 100) * 3'600'000;
    const auto reactor = platform::make_reactor();
    auto made = model::Workspace::create(std::make_unique<db::Connection>(std::move(*memory)), info, "Anna", {&random, *zones, reactor.get()}, now);
    if (!made.ok()) return 1;
    model::Workspace& ws = **made;
    const auto run = [&](const char* name, Json args) {
        now = now + 3'600'000;
        auto done = ws.apply({name, std::move(args)}, ws.administrator(), now);
        if (!done.ok()) {
            std::fprintf(stderr, "%s: %s\n", name, describe(done.error()).c_str());
            std::exit(1);
        }
        return done->record;
    };
    run("define", {{"kind", "type"}, {"key", "t.deal"}, {"body", Json::parse(R"({"label": "Order", "on_pipeline": true, "fields": [{"key": "client", "label": "Client", "kind": "reference", "target": "client"}]})")}});
    run("define", {{"kind", "pipeline"}, {"key", "t.deals"}, {"body", Json::parse(R"({"label": "Orders", "type": "t.deal", "stages": [{"key": "a", "label": "A"}, {"key": "b", "label": "B"}]})")}});
    const model::RowId client = run("create", {{"type", "client"}, {"values", {{"title", "Season"}}}});
    const auto id = [&](model::RowId row) { return ws.id_of(row).str(); };
    std::vector<model::RowId> own;
    for (int i = 0; i < orders; ++i) own.push_back(run("create", {{"type", "t.deal"}, {"values", {{"title", "Order " + std::to_string(i)}, {"client", {{"ref", id(client)}}}}}}));
    for (int i = 0; i < entries - orders; ++i) {
        const std::string on = id(own[static_cast<std::size_t>(i) % own.size()]);
        if (i % 2 == 0) run("comment", {{"record", on}, {"text", "Delivery of part " + std::to_string(i) + ", two boxes of it by the end of the week"}});
        else run("create_task", {{"record", on}, {"title", "Ask about part " + std::to_string(i)}});
    }
    const std::string route = "/client/" + id(client);
    keeper.kept = std::move(*made);

    const auto file = [](std::string_view path) { return platform::asset(path).value_or(std::string_view{}); };
    ui::PotokApp app({&keeper, ui::load_fonts({file("fonts/inter-400.otf"), file("fonts/inter-600.otf"), file("fonts/lucide.ttf")})});
    host.route_ = "/settings";
    app.start(host);
    const auto frame = [&] {
        const double start = processor_ms();
        host.frame([&](double dt) { app.frame(dt); });
        return processor_ms() - start;
    };
    for (int i = 0; i < 30; ++i) frame();
    app.on_route(route);
    figure("client with 10,000 entries opened: first frame with its queries", frame(), 100);

    std::vector<double> times;
    host.move(700, 600);
    for (int i = 0; i < 3000; ++i) {
        host.wheel(0, -3);
        times.push_back(frame());
    }
    int deepest = 0;
    for (const ui::Node& node : app.context().tree().nodes()) deepest = std::max(deepest, node.position);
    if (deepest < 1000) {
        std::fprintf(stderr, "the timeline did not scroll: %d\n", deepest);
        return 1;
    }
    std::sort(times.begin(), times.end());
    const auto at = [&](double share) { return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))]; };
    figure("frame while scrolling it, p50", at(0.5), frame_goal);
    figure("frame while scrolling it, p95", at(0.95), frame_goal);
    figure("a frame that reads the next hundred entries, longest", times.back(), 100);
    return 0;
}
