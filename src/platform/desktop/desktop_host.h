// A window of the operating system: GLFW and OpenGL 3.3. Waits for events while nothing has to be drawn.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "platform/common/app_host.h"
#include "platform/common/gl_effects.h"

struct GLFWwindow;

namespace potok::platform {

struct DesktopOptions {
    int width = 1440, height = 900;
    std::string title = "Potok";
    std::string settings_file = {};  // device settings as "key=value" lines; empty: not kept
    bool visible = true;
    std::optional<Instant> at = {};  // the clock stands still there: pictures and trees that can be compared
};

class DesktopHost final : public Host {
public:
    static Result<std::unique_ptr<DesktopHost>> open(const DesktopOptions& options);  // errors: graphics.window, graphics.shader
    ~DesktopHost() override;
    DesktopHost(const DesktopHost&) = delete;
    DesktopHost& operator=(const DesktopHost&) = delete;

    // Until the window is closed.
    void run(App& app);
    // One frame now, for captures and tests; false when the window is to be closed.
    bool frame(App& app);
    // The picture as it stands, RGB from the top left, three bytes a pixel.
    std::string pixels(int& width, int& height) const;

    Instant now() override;
    double seconds() const override;
    void request_redraw() override { frames_left_ = 3; }
    void redraw_after(double seconds) override;
    void later(std::function<void()> work) override;
    void set_clipboard(std::string_view text) override;
    void open_files(std::string_view accept, bool several, std::function<void(std::vector<File>)> done) override;
    std::shared_ptr<Transfer> save_file(const File& file, Transfer::Options options, std::function<void(Status)> done) override;
    void open_link(std::string_view url) override;
    std::string route() const override { return route_; }
    void push_route(std::string_view route) override;
    void replace_route(std::string_view route) override { route_ = route; }
    void set_title(std::string_view title) override;
    const SystemPreferences& preferences() const override { return preferences_; }
    void set_scale(double scale) override;
    std::string setting(std::string_view key) const override;
    void set_setting(std::string_view key, std::string_view value) override;
    Effects& effects() override { return effects_; }
    void log(std::string_view line) override;

    void back(App& app);  // Alt+Left, the mouse's back button

private:
    DesktopHost() = default;
    void wait();
    void take_scale();
    void do_what_waits();

    GLFWwindow* window_ = nullptr;
    GlEffects effects_;
    SystemPreferences preferences_;
    std::string route_ = "/", settings_file_;
    std::optional<Instant> at_;  // a clock that stands still
    std::vector<std::string> behind_;  // routes Back leads to
    std::map<std::string, std::string, std::less<>> settings_;
    std::vector<File> dropped_;
    std::deque<std::function<void()>> later_;
    std::function<void(std::vector<File>)> waiting_for_files_;
    double timer_ = -1, last_frame_ = 0, scale_ = 1;
    int frames_left_ = 3;
    App* app_ = nullptr;
};

}  // namespace potok::platform
