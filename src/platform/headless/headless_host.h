// A host without a window: frames are built but not drawn. Tests and benchmarks push the pointer and the keys themselves
// and look at the tree of the page.
#pragma once

#include <deque>
#include <map>
#include <string>

#include "platform/common/app_host.h"
#include "platform/common/effects.h"

struct ImGuiContext;

namespace potok::platform {

class NoEffects final : public Effects {
public:
    void shadow(ImDrawList&, const ShadowShape&) override {}
    void stream(ImDrawList&, const StreamShape&) override {}
};

class HeadlessHost final : public Host {
public:
    HeadlessHost(float width, float height, Instant start = {});
    ~HeadlessHost() override;
    HeadlessHost(const HeadlessHost&) = delete;
    HeadlessHost& operator=(const HeadlessHost&) = delete;

    // One frame; `build` draws it between NewFrame and Render. Time goes on by dt seconds.
    void frame(const std::function<void(double)>& build, double dt = 1.0 / 60);
    // Frames until nothing asks for one more, at most `most`. Returns how many.
    int settle(const std::function<void(double)>& build, int most = 120);

    void resize(float width, float height);
    void set_density(float density);
    void move(float x, float y);
    void button(bool down, int which = 0, bool touch = false);
    void wheel(float x, float y);
    void key(int imgui_key, bool down);
    void type(std::string_view utf8);

    // What the last frame drew.
    int vertices() const { return vertices_; }
    int draw_lists() const { return draw_lists_; }
    int draw_commands() const { return draw_commands_; }

    // Host
    Instant now() override { return {start_.ms + static_cast<std::int64_t>(seconds_ * 1000)}; }
    double seconds() const override { return seconds_; }
    void request_redraw() override { wanted_ = true; }
    void redraw_after(double seconds) override;
    void later(std::function<void()> work) override;
    void set_clipboard(std::string_view text) override { clipboard_ = text; }
    void open_files(std::string_view accept, bool several, std::function<void(std::vector<File>)> done) override;
    std::shared_ptr<Transfer> save_file(const File& file, Transfer::Options options, std::function<void(Status)> done) override;
    void open_link(std::string_view url) override { links_.emplace_back(url); }
    std::string route() const override { return route_; }
    void push_route(std::string_view route) override { route_ = route; }
    void replace_route(std::string_view route) override { route_ = route; }
    void set_title(std::string_view title) override { title_ = title; }
    const SystemPreferences& preferences() const override { return preferences_; }
    void set_scale(double) override {}
    std::string setting(std::string_view key) const override;
    void set_setting(std::string_view key, std::string_view value) override { settings_[std::string(key)] = value; }
    Effects& effects() override { return effects_; }
    void log(std::string_view) override {}

    // For tests.
    std::string clipboard_, route_, title_;
    struct Saved {
        std::string name, media_type, bytes;
    };
    std::vector<Saved> saved_;
    std::vector<File> offered_;  // what open_files hands over
    int later_a_frame = 1'000;   // how much of what was asked for `later` is done between two frames
    std::vector<std::string> links_;
    SystemPreferences preferences_;
    double next_timer() const { return timer_; }  // seconds from now, negative when none is set

private:
    ImGuiContext* context_;
    NoEffects effects_;
    std::deque<std::function<void()>> later_;
    Instant start_;
    double seconds_ = 0, timer_ = -1;
    bool wanted_ = false;
    int vertices_ = 0, draw_lists_ = 0, draw_commands_ = 0;
    std::map<std::string, std::string, std::less<>> settings_;
};

}  // namespace potok::platform
