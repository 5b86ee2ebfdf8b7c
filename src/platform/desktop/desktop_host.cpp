#include "platform/desktop/desktop_host.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

#include "platform/common/gl.h"
#include "platform/desktop/disk_file.h"
#include "platform/desktop/programs.h"

namespace potok::platform {

namespace {

DesktopHost* host_of(GLFWwindow* window) { return static_cast<DesktopHost*>(glfwGetWindowUserPointer(window)); }

// "pl_PL.UTF-8" → "pl-PL"
std::vector<std::string> languages_of_system() {
    for (const char* name : {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (!value || !*value) continue;
        std::vector<std::string> out;
        std::istringstream parts(value);
        for (std::string part; std::getline(parts, part, ':');) {
            part = part.substr(0, part.find('.'));
            std::replace(part.begin(), part.end(), '_', '-');
            if (!part.empty() && part != "C" && part != "POSIX") out.push_back(part);
        }
        if (!out.empty()) return out;
    }
    return {"en"};
}

std::string time_zone_of_system() {
    if (const char* tz = std::getenv("TZ"); tz && *tz) return *tz == ':' ? tz + 1 : tz;
    std::error_code failed;
    const auto link = std::filesystem::read_symlink("/etc/localtime", failed);
    const std::string text = failed ? std::string() : link.string();
    const auto at = text.find("zoneinfo/");
    if (at != std::string::npos) return text.substr(at + 9);
    std::ifstream in("/etc/timezone");
    std::string line;
    std::getline(in, line);
    return line;
}

}  // namespace

Result<std::unique_ptr<DesktopHost>> DesktopHost::open(const DesktopOptions& options) {
    if (!glfwInit()) return error("graphics.window", {{"why", "no display"}});
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
    glfwWindowHint(GLFW_VISIBLE, options.visible ? GLFW_TRUE : GLFW_FALSE);
    GLFWwindow* window = glfwCreateWindow(options.width, options.height, options.title.c_str(), nullptr, nullptr);
    if (!window) {
        glfwTerminate();
        return error("graphics.window", {{"why", "no OpenGL 3.3"}});
    }
    glfwMakeContextCurrent(window);
    glfwSwapInterval(1);

    std::unique_ptr<DesktopHost> host(new DesktopHost);
    host->window_ = window;
    host->settings_file_ = options.settings_file;
    host->at_ = options.at;
    host->preferences_.languages = languages_of_system();
    host->preferences_.time_zone = time_zone_of_system();
    glfwSetWindowUserPointer(window, host.get());
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui_ImplGlfw_InitForOpenGL(window, true);
    ImGui_ImplOpenGL3_Init("#version 330 core");
    POTOK_CHECK(host->effects_.create());

    // ImGui's callbacks are already there; these come on top and only say that something has happened.
    glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { host_of(w)->request_redraw(); });
    glfwSetDropCallback(window, [](GLFWwindow* w, int count, const char** paths) {
        DesktopHost& h = *host_of(w);
        for (int i = 0; i < count; ++i) h.dropped_.push_back(disk_file(paths[i]));
        h.request_redraw();
    });
    glfwSetWindowIconifyCallback(window, [](GLFWwindow* w, int iconified) {
        DesktopHost& h = *host_of(w);
        if (h.app_) h.app_->on_visibility(iconified == 0);
    });
    std::ifstream in(host->settings_file_);
    for (std::string line; std::getline(in, line);)
        if (const auto eq = line.find('='); eq != std::string::npos) host->settings_[line.substr(0, eq)] = line.substr(eq + 1);
    return host;
}

DesktopHost::~DesktopHost() {
    if (!window_) return;
    effects_.destroy();
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
    glfwDestroyWindow(window_);
    glfwTerminate();
}

// Waits until there is an event, the timer runs out, or a frame is owed.
void DesktopHost::wait() {
    if (frames_left_ > 0) {
        glfwPollEvents();
        return;
    }
    if (timer_ >= 0) {
        const double left = timer_ - glfwGetTime();
        if (left > 0) glfwWaitEventsTimeout(left);
        if (glfwGetTime() >= timer_) timer_ = -1, frames_left_ = std::max(frames_left_, 1);
    } else {
        glfwWaitEvents();
    }
    // Whatever woke us is in ImGui's queue by now.
    if (ImGui::GetCurrentContext() && frames_left_ == 0) frames_left_ = 3;
}

void DesktopHost::run(App& app) {
    while (!glfwWindowShouldClose(window_)) {
        wait();
        if (!frame(app)) break;
    }
}

bool DesktopHost::frame(App& app) {
    app_ = &app;
    glfwPollEvents();
    if (glfwWindowShouldClose(window_)) return false;
    if (frames_left_ > 0) --frames_left_;
    do_what_waits();
    if (!dropped_.empty()) {
        auto files = std::exchange(dropped_, {});
        if (waiting_for_files_)
            std::exchange(waiting_for_files_, nullptr)(std::move(files));
        else
            app.on_files_dropped(std::move(files));
    }
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    take_scale();
    ImGui::NewFrame();
    const double now = glfwGetTime();
    const double dt = std::min(0.1, last_frame_ > 0 ? now - last_frame_ : 0.0);
    last_frame_ = now;
    if (ImGui::IsKeyChordPressed(ImGuiMod_Alt | ImGuiKey_LeftArrow) || ImGui::IsMouseClicked(3)) back(app);
    app.frame(dt);
    ImGui::Render();
    int width = 0, height = 0;
    glfwGetFramebufferSize(window_, &width, &height);
    glViewport(0, 0, width, height);
    glClearColor(0, 0, 0, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    glfwSwapBuffers(window_);
    if (app.wants_frame()) frames_left_ = std::max(frames_left_, 1);
    return true;
}

// The app sees logical pixels: the window's size divided by the system's content scale and the user's own.
void DesktopHost::take_scale() {
    ImGuiIO& io = ImGui::GetIO();
    float content = 1, unused = 1;
    glfwGetWindowContentScale(window_, &content, &unused);
    int fw = 0, fh = 0;
    glfwGetFramebufferSize(window_, &fw, &fh);
    const float density = std::max(0.5f, content * static_cast<float>(scale_));
    const float pointer = io.DisplaySize.x > 0 ? io.DisplaySize.x * density / static_cast<float>(std::max(1, fw)) : 1;
    io.DisplaySize = {static_cast<float>(fw) / density, static_cast<float>(fh) / density};
    io.DisplayFramebufferScale = {density, density};
    // GLFW reports the pointer in the window's own units.
    if (pointer != 1 && pointer > 0) {
        double x = 0, y = 0;
        glfwGetCursorPos(window_, &x, &y);
        io.AddMousePosEvent(static_cast<float>(x) / pointer, static_cast<float>(y) / pointer);
    }
}

void DesktopHost::back(App& app) {
    if (behind_.empty()) return;
    route_ = behind_.back();
    behind_.pop_back();
    app.on_route(route_);
    request_redraw();
}

std::string DesktopHost::pixels(int& width, int& height) const {
    glfwGetFramebufferSize(window_, &width, &height);
    std::string raw(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3, '\0');
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());  // after a swap the back buffer holds nothing certain
    glReadBuffer(GL_BACK);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE, raw.data());
    const std::size_t row = static_cast<std::size_t>(width) * 3;
    for (std::size_t top = 0, bottom = static_cast<std::size_t>(height); top + 1 < bottom; ++top) {
        --bottom;
        std::swap_ranges(raw.begin() + static_cast<std::ptrdiff_t>(top * row), raw.begin() + static_cast<std::ptrdiff_t>((top + 1) * row),
                         raw.begin() + static_cast<std::ptrdiff_t>(bottom * row));
    }
    return raw;
}

Instant DesktopHost::now() {
    if (at_) return *at_;
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

double DesktopHost::seconds() const { return glfwGetTime(); }

void DesktopHost::redraw_after(double seconds) {
    const double at = glfwGetTime() + seconds;
    if (timer_ < 0 || at < timer_) timer_ = at;
}

void DesktopHost::later(std::function<void()> work) {
    later_.push_back(std::move(work));
    request_redraw();
}

// As much as fits between two frames without being seen.
void DesktopHost::do_what_waits() {
    const double until = glfwGetTime() + 0.010;
    while (!later_.empty() && glfwGetTime() < until) {
        const auto work = std::move(later_.front());
        later_.pop_front();
        work();
    }
    if (!later_.empty()) request_redraw();
}

void DesktopHost::set_clipboard(std::string_view text) { glfwSetClipboardString(window_, std::string(text).c_str()); }

void DesktopHost::open_files(std::string_view, bool several, std::function<void(std::vector<File>)> done) {
    const auto chosen = choose_files(several);
    if (!chosen) {  // no program for it: what is dropped on the window next counts as chosen
        waiting_for_files_ = std::move(done);
        return;
    }
    std::vector<File> files;
    for (const std::string& path : *chosen) files.push_back(disk_file(path));
    if (!files.empty()) done(std::move(files));
    request_redraw();
}

std::shared_ptr<Transfer> DesktopHost::save_file(const File& file, Transfer::Options options, std::function<void(Status)> done) {
    const auto path = choose_target(file.name);
    if (path.empty()) {
        done(error("file.cancelled"));
        return nullptr;
    }
    if (!options.later) options.later = [this](std::function<void()> work) { later(std::move(work)); };
    return Transfer::start(file.content, std::make_shared<DiskSink>(path), std::move(options), [this, path, done = std::move(done)](Status status) {
        log(status.ok() ? "saved " + path : "could not save " + path + ": " + describe(status.error()));
        done(std::move(status));
    });
}

void DesktopHost::open_link(std::string_view url) { open_with_system(url); }

void DesktopHost::push_route(std::string_view route) {
    if (route == route_) return;
    behind_.push_back(std::exchange(route_, std::string(route)));
    if (behind_.size() > 200) behind_.erase(behind_.begin());
}

void DesktopHost::set_title(std::string_view title) { glfwSetWindowTitle(window_, std::string(title).c_str()); }

void DesktopHost::set_scale(double scale) {
    scale_ = std::clamp(scale, 0.85, 2.0);
    request_redraw();
}

std::string DesktopHost::setting(std::string_view key) const {
    const auto it = settings_.find(key);
    return it == settings_.end() ? std::string() : it->second;
}

void DesktopHost::set_setting(std::string_view key, std::string_view value) {
    settings_[std::string(key)] = value;
    if (settings_file_.empty()) return;
    std::ofstream out(settings_file_, std::ios::trunc);
    for (const auto& [k, v] : settings_) out << k << '=' << v << '\n';
}

void DesktopHost::log(std::string_view line) { std::cerr << line << '\n'; }

}  // namespace potok::platform
