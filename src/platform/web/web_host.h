// The host in a browser tab: canvas, WebGL2, pointer, keys, files, address, by way of web/lib/host.pre.js. No GLFW: DOM events
// reach ImGui directly, and without input or request_redraw() no code runs.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "platform/common/app_host.h"
#include "platform/common/frame_log.h"
#include "platform/common/gl_effects.h"

struct ImGuiContext;

namespace potok::platform {

class WebHost final : public Host {
public:
    // Takes the element #canvas. Without WebGL2 the page says so and nothing starts: `ready()` is false.
    WebHost();
    ~WebHost() override;
    WebHost(const WebHost&) = delete;
    WebHost& operator=(const WebHost&) = delete;

    bool ready() const { return ready_; }
    // Lets the browser load the text faces, starts the app, then calls `started`, and listens from there on. Returns at
    // once, the browser calls back. The app must outlive the host.
    void run(App& app, std::function<void()> started = {});
    // The tab goes to the background, or away: the last chance to save.
    void set_hidden_handler(std::function<void()> handler) { hidden_ = std::move(handler); }
    // Every few seconds while the tab is hidden, when no frame comes.
    void set_wake_handler(std::function<void()> handler) { wake_ = std::move(handler); }

    Instant now() override;
    double seconds() const override;
    void request_redraw() override;
    void redraw_after(double seconds) override;
    void later(std::function<void()> work) override;
    void set_clipboard(std::string_view text) override;
    void open_files(std::string_view accept, bool several, std::function<void(std::vector<File>)> done) override;
    std::shared_ptr<Transfer> save_file(const File& file, Transfer::Options options, std::function<void(Status)> done) override;
    void open_link(std::string_view url) override;
    std::string route() const override;
    void push_route(std::string_view route) override;
    void replace_route(std::string_view route) override;
    void set_title(std::string_view title) override;
    const SystemPreferences& preferences() const override { return preferences_; }
    void set_scale(double scale) override;
    std::string setting(std::string_view key) const override;
    void set_setting(std::string_view key, std::string_view value) override;
    Effects& effects() override;
    void log(std::string_view line) override;

    // A newer version of the app has been fetched and waits. Called again for each newer one; may be called at once.
    void set_update_handler(std::function<void()> handler);
    void use_new_version();  // reloads the page into it

    // What the page calls; see the exported functions in web_host.cpp.
    void fonts_ready(bool all);
    void update_available();
    void frame(double milliseconds);
    void resized(float width, float height, int pixels_wide, int pixels_high);
    void pointer_moved(float x, float y, int kind);
    void pointer_left();
    void pointer_button(int button, bool down);
    void wheel(float x, float y);
    void key(std::string_view code, bool down, bool ctrl, bool shift, bool alt, bool meta);
    void window_focused(bool focused);
    void file(int request, File file);
    void files_done(int request);
    void route_changed(std::string_view route);
    void visibility(bool visible);
    void woken();
    void preferences_changed();
    void gl_lost();
    void gl_restored();
    const FrameLog& frame_log() const { return frame_log_; }

private:
    void read_preferences();
    void apply_size();
    void apply_cursor();
    void start_effects();

    App* app_ = nullptr;
    std::function<void()> hidden_, started_, update_, wake_;
    bool update_waits_ = false;
    ImGuiContext* context_ = nullptr;
    GlEffects effects_;
    FrameLog frame_log_;
    bool ready_ = false, gl_ok_ = false, in_frame_ = false;
    int frames_wanted_ = 0;
    double last_ms_ = -1;
    double scale_ = 1;
    float width_ = 1, height_ = 1;
    int pixels_wide_ = 1, pixels_high_ = 1;
    SystemPreferences preferences_;
    int next_request_ = 1;
    std::map<int, std::vector<File>> arriving_;
    std::map<int, std::function<void(std::vector<File>)>> waiting_;
};

}  // namespace potok::platform
