#include "platform/web/web_host.h"

#include <emscripten.h>
#include <emscripten/html5.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <GLES3/gl3.h>
#include <algorithm>

#include "platform/common/assets.h"
#include "platform/web/indexeddb_calls.h"
#include "platform/web/web_files.h"
#include "platform/web/web_keys.h"

// clang-format off
EM_JS_DEPS(potok_web_host, "$stringToNewUTF8,$UTF8ToString");
EM_JS(void, js_start, (), { potokHost.start(document.getElementById('canvas')); });
EM_JS(void, js_request_frame, (), { potokHost.requestFrame(); });
EM_JS(void, js_redraw_after, (double seconds), { potokHost.redrawAfter(seconds); });
EM_JS(void, js_set_clipboard, (const char* text), { potokHost.setClipboard(UTF8ToString(text)); });
EM_JS(void, js_open_files, (int request, const char* accept, int several), { potokHost.openFiles(request, UTF8ToString(accept), !!several); });
EM_JS(void, js_open_link, (const char* url), { window.open(UTF8ToString(url), '_blank', 'noopener'); });
EM_JS(char*, js_route, (), { return stringToNewUTF8(potokHost.route()); });
EM_JS(void, js_set_route, (const char* route, int push), { potokHost.setRoute(UTF8ToString(route), !!push); });
EM_JS(void, js_set_title, (const char* title), { document.title = UTF8ToString(title); });
EM_JS(int, js_matches, (const char* query), { return potokHost.matches(UTF8ToString(query)) ? 1 : 0; });
EM_JS(char*, js_languages, (), { return stringToNewUTF8((navigator.languages || [navigator.language]).join(' ')); });
EM_JS(char*, js_time_zone, (), { return stringToNewUTF8(Intl.DateTimeFormat().resolvedOptions().timeZone || ""); });
EM_JS(char*, js_setting, (const char* key), { return stringToNewUTF8(potokHost.setting(UTF8ToString(key))); });
EM_JS(void, js_set_setting, (const char* key, const char* value), { potokHost.setSetting(UTF8ToString(key), UTF8ToString(value)); });
EM_JS(void, js_log, (const char* line), { potokHost.log(UTF8ToString(line)); });
EM_JS(void, js_set_canvas_size, (int w, int h), { potokHost.setCanvasSize(w, h); });
EM_JS(void, js_set_cursor, (const char* name), { potokHost.setCursor(UTF8ToString(name)); });
EM_JS(void, js_no_webgl, (), { document.dispatchEvent(new CustomEvent('potok:no-webgl')); });
EM_JS(void, js_ready, (), { document.dispatchEvent(new CustomEvent('potok:ready')); });
EM_JS(int, js_is_mac, (), { return /Mac|iPhone|iPad/.test(navigator.platform) ? 1 : 0; });
EM_JS(void, js_set_scale, (double scale), { potokHost.scale = scale; potokMirror.rescale(); });
EM_JS(void, js_use_new_version, (), { potokShell.useNewVersion(); });
// clang-format on

extern "C" void potok_fonts_load(const void* regular, std::size_t regular_size, const void* semibold, std::size_t semibold_size);  // web/lib/glyphs.js

namespace potok::platform {

namespace {

WebHost* host = nullptr;  // the page has one

std::string taken(char* text) {
    std::string out = text ? text : "";
    std::free(text);
    return out;
}

const char* cursor_name(ImGuiMouseCursor cursor) {
    switch (cursor) {
        case ImGuiMouseCursor_TextInput: return "text";
        case ImGuiMouseCursor_ResizeAll: return "move";
        case ImGuiMouseCursor_ResizeNS: return "ns-resize";
        case ImGuiMouseCursor_ResizeEW: return "ew-resize";
        case ImGuiMouseCursor_ResizeNESW: return "nesw-resize";
        case ImGuiMouseCursor_ResizeNWSE: return "nwse-resize";
        case ImGuiMouseCursor_Hand: return "pointer";
        case ImGuiMouseCursor_NotAllowed: return "not-allowed";
        case ImGuiMouseCursor_Wait:
        case ImGuiMouseCursor_Progress: return "progress";
        default: return "default";
    }
}

constexpr int frames_per_request = 3;  // ImGui needs a frame or two to settle what an input has changed

}  // namespace

WebHost::WebHost() {
    host = this;
    EmscriptenWebGLContextAttributes wanted;
    emscripten_webgl_init_context_attributes(&wanted);
    wanted.alpha = false;
    wanted.depth = false;
    wanted.stencil = false;
    wanted.antialias = false;  // ImGui's own lines are smooth
    wanted.majorVersion = 2;
    const auto gl = emscripten_webgl_create_context("#canvas", &wanted);
    if (gl <= 0 || emscripten_webgl_make_context_current(gl) != EMSCRIPTEN_RESULT_SUCCESS) {
        js_no_webgl();
        return;
    }
    IMGUI_CHECKVERSION();
    context_ = ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigMacOSXBehaviors = js_is_mac() != 0;
    io.BackendPlatformName = "potok_web";
    io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
    ImGui_ImplOpenGL3_Init("#version 300 es");
    start_effects();
    gl_ok_ = ready_ = true;
    read_preferences();
}

WebHost::~WebHost() {
    if (context_) {
        effects_.destroy();
        ImGui_ImplOpenGL3_Shutdown();
        ImGui::DestroyContext(context_);
    }
    host = nullptr;
}

void WebHost::run(App& app, std::function<void()> started) {
    app_ = &app;
    started_ = std::move(started);
    const auto regular = asset("fonts/inter-400.otf").value_or(std::string_view{});
    const auto semibold = asset("fonts/inter-600.otf").value_or(std::string_view{});
    potok_fonts_load(regular.data(), regular.size(), semibold.data(), semibold.size());
}

void WebHost::fonts_ready(bool all) {
    if (!all) log("the app's typeface could not be loaded, the system's stands in");
    js_start();
    app_->start(*this);
    if (started_) std::exchange(started_, nullptr)();
    app_->on_route(route());
    js_ready();
    request_redraw();
}

void WebHost::set_update_handler(std::function<void()> handler) {
    update_ = std::move(handler);
    if (update_waits_ && update_) update_();
}

void WebHost::update_available() {
    update_waits_ = true;
    if (update_) update_();
    request_redraw();
}

void WebHost::use_new_version() { js_use_new_version(); }

Instant WebHost::now() {
    return {static_cast<std::int64_t>(emscripten_date_now())};
}

double WebHost::seconds() const {
    return emscripten_get_now() / 1000;
}

void WebHost::request_redraw() {
    frames_wanted_ = std::max(frames_wanted_, frames_per_request);
    if (!in_frame_) js_request_frame();
}

void WebHost::redraw_after(double after) {
    js_redraw_after(after);
}

void WebHost::frame(double milliseconds) {
    if (!ready_ || !app_ || in_frame_) return;
    in_frame_ = true;
    const double begun = emscripten_get_now();
    const double passed = last_ms_ < 0 ? 1.0 / 60 : (milliseconds - last_ms_) / 1000;
    const double dt = std::clamp(passed, 0.0001, 0.1);
    last_ms_ = milliseconds;
    if (frames_wanted_ > 0) --frames_wanted_;
    apply_size();
    if (gl_ok_) ImGui_ImplOpenGL3_NewFrame();
    ImGui::GetIO().DeltaTime = static_cast<float>(dt);
    ImGui::NewFrame();
    app_->frame(dt);
    ImGui::Render();
    const double built = emscripten_get_now();
    if (gl_ok_) {
        glViewport(0, 0, pixels_wide_, pixels_high_);
        ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    }
    frame_log_.add(begun, built - begun, emscripten_get_now() - built, *ImGui::GetDrawData());
    apply_cursor();
    in_frame_ = false;
    if (frames_wanted_ > 0 || app_->wants_frame()) js_request_frame();
}

void WebHost::apply_size() {
    js_set_canvas_size(pixels_wide_, pixels_high_);
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(width_ / scale_), static_cast<float>(height_ / scale_)};
    io.DisplayFramebufferScale = {static_cast<float>(pixels_wide_) / io.DisplaySize.x, static_cast<float>(pixels_high_) / io.DisplaySize.y};
}

void WebHost::apply_cursor() {
    js_set_cursor(cursor_name(ImGui::GetMouseCursor()));
}

void WebHost::resized(float width, float height, int pixels_wide, int pixels_high) {
    width_ = width;
    height_ = height;
    pixels_wide_ = pixels_wide;
    pixels_high_ = pixels_high;
    request_redraw();
}

void WebHost::set_scale(double scale) {
    scale_ = std::clamp(scale, 0.85, 2.0);
    js_set_scale(scale_);
    request_redraw();
}

void WebHost::pointer_moved(float x, float y, int kind) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMouseSourceEvent(kind == 1 ? ImGuiMouseSource_TouchScreen : kind == 2 ? ImGuiMouseSource_Pen : ImGuiMouseSource_Mouse);
    io.AddMousePosEvent(static_cast<float>(x / scale_), static_cast<float>(y / scale_));
    request_redraw();
}

void WebHost::pointer_left() {
    ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX);
    request_redraw();
}

void WebHost::pointer_button(int button, bool down) {
    // The DOM counts left, middle, right; ImGui left, right, middle.
    static constexpr int order[] = {0, 2, 1, 3, 4};
    if (button < 0 || button > 4) return;
    ImGui::GetIO().AddMouseButtonEvent(order[button], down);
    request_redraw();
}

void WebHost::wheel(float x, float y) {
    ImGui::GetIO().AddMouseWheelEvent(x, y);
    request_redraw();
}

void WebHost::key(std::string_view code, bool down, bool ctrl, bool shift, bool alt, bool meta) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddKeyEvent(ImGuiMod_Ctrl, ctrl);
    io.AddKeyEvent(ImGuiMod_Shift, shift);
    io.AddKeyEvent(ImGuiMod_Alt, alt);
    io.AddKeyEvent(ImGuiMod_Super, meta);
    if (const int k = imgui_key_of(code); k != ImGuiKey_None) {
        // macOS never tells when a letter is let go while Cmd is held.
        io.AddKeyEvent(static_cast<ImGuiKey>(k), down);
        if (down && meta && io.ConfigMacOSXBehaviors && k != ImGuiKey_LeftSuper && k != ImGuiKey_RightSuper)
            io.AddKeyEvent(static_cast<ImGuiKey>(k), false);
    }
    request_redraw();
}

void WebHost::window_focused(bool focused) {
    ImGui::GetIO().AddFocusEvent(focused);
    request_redraw();
}

void WebHost::later(std::function<void()> work) {
    call_later(0, std::move(work));
}

void WebHost::set_clipboard(std::string_view text) {
    js_set_clipboard(std::string(text).c_str());
}

void WebHost::open_files(std::string_view accept, bool several, std::function<void(std::vector<File>)> done) {
    const int request = next_request_++;
    waiting_[request] = std::move(done);
    js_open_files(request, std::string(accept).c_str(), several ? 1 : 0);
}

std::shared_ptr<Transfer> WebHost::save_file(const File& file, Transfer::Options options, std::function<void(Status)> done) {
    return Transfer::start(file.content, std::make_shared<WebFileSink>(file.name, file.media_type), std::move(options), std::move(done));
}

void WebHost::open_link(std::string_view url) {
    js_open_link(std::string(url).c_str());
}

void WebHost::file(int request, File file) {
    arriving_[request].push_back(std::move(file));
}

void WebHost::files_done(int request) {
    std::vector<File> files = std::move(arriving_[request]);
    arriving_.erase(request);
    request_redraw();
    if (request < 0) return app_->on_files_dropped(std::move(files));
    const auto it = waiting_.find(request);
    if (it == waiting_.end()) return;
    const auto done = std::move(it->second);
    waiting_.erase(it);
    if (!files.empty()) done(std::move(files));
}

std::string WebHost::route() const {
    return taken(js_route());
}

void WebHost::push_route(std::string_view route) {
    js_set_route(std::string(route).c_str(), 1);
}

void WebHost::replace_route(std::string_view route) {
    js_set_route(std::string(route).c_str(), 0);
}

void WebHost::route_changed(std::string_view route) {
    app_->on_route(route);
    request_redraw();
}

void WebHost::set_title(std::string_view title) {
    js_set_title(std::string(title).c_str());
}

void WebHost::visibility(bool visible) {
    if (!visible && hidden_) hidden_();
    app_->on_visibility(visible);
    request_redraw();
}

void WebHost::woken() {
    if (wake_) wake_();
}

void WebHost::preferences_changed() {
    read_preferences();
    if (app_) app_->on_preferences_changed();
    request_redraw();
}

void WebHost::read_preferences() {
    preferences_.dark = js_matches("(prefers-color-scheme: dark)") != 0;
    preferences_.more_contrast = js_matches("(prefers-contrast: more)") != 0;
    preferences_.reduced_motion = js_matches("(prefers-reduced-motion: reduce)") != 0;
    preferences_.languages.clear();
    std::string word;
    for (const char c : taken(js_languages()) + " ") {
        if (c != ' ') {
            word += c;
        } else if (!word.empty()) {
            preferences_.languages.push_back(std::exchange(word, {}));
        }
    }
    preferences_.time_zone = taken(js_time_zone());
}

std::string WebHost::setting(std::string_view key) const {
    return taken(js_setting(std::string(key).c_str()));
}

void WebHost::set_setting(std::string_view key, std::string_view value) {
    js_set_setting(std::string(key).c_str(), std::string(value).c_str());
}

Effects& WebHost::effects() {
    return effects_;
}

// Without its shaders the app still works: what floats has no soft shadow. The log says why.
void WebHost::start_effects() {
    if (const Status made = effects_.create(); !made.ok()) log(describe(made.error()));
}

void WebHost::log(std::string_view line) {
    js_log(std::string(line).c_str());
}

void WebHost::gl_lost() {
    gl_ok_ = false;
}

// All GL objects are gone with the old context: forget them and make them anew.
void WebHost::gl_restored() {
    effects_.forget();
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplOpenGL3_Init("#version 300 es");
    start_effects();
    gl_ok_ = true;
    request_redraw();
}

}  // namespace potok::platform

// What web/lib/host.pre.js calls.
using potok::platform::host;

extern "C" {

EMSCRIPTEN_KEEPALIVE void* potok_malloc(std::size_t size) { return std::malloc(size); }
EMSCRIPTEN_KEEPALIVE void potok_free(void* block) { std::free(block); }
EMSCRIPTEN_KEEPALIVE void potok_fonts_ready(int all) { if (host) host->fonts_ready(all != 0); }
EMSCRIPTEN_KEEPALIVE void potok_update_available() { if (host) host->update_available(); }
EMSCRIPTEN_KEEPALIVE void potok_frame(double ms) { if (host) host->frame(ms); }
EMSCRIPTEN_KEEPALIVE void potok_resized(float w, float h, int pw, int ph) { if (host) host->resized(w, h, pw, ph); }
EMSCRIPTEN_KEEPALIVE void potok_pointer_moved(float x, float y, int kind) { if (host) host->pointer_moved(x, y, kind); }
EMSCRIPTEN_KEEPALIVE void potok_pointer_left() { if (host) host->pointer_left(); }
EMSCRIPTEN_KEEPALIVE void potok_pointer_button(int button, int down) { if (host) host->pointer_button(button, down != 0); }
EMSCRIPTEN_KEEPALIVE void potok_wheel(float x, float y) { if (host) host->wheel(x, y); }
EMSCRIPTEN_KEEPALIVE void potok_key(const char* code, int down, int ctrl, int shift, int alt, int meta) {
    if (host) host->key(code, down != 0, ctrl != 0, shift != 0, alt != 0, meta != 0);
}
EMSCRIPTEN_KEEPALIVE void potok_window_focused(int focused) { if (host) host->window_focused(focused != 0); }
EMSCRIPTEN_KEEPALIVE void potok_file(int request, const char* name, const char* type, int number, double size) {
    using potok::platform::WebFileSource;
    if (host) host->file(request, {name, type, std::make_shared<WebFileSource>(number, name, static_cast<std::uint64_t>(size))});
}
EMSCRIPTEN_KEEPALIVE void potok_files_done(int request) { if (host) host->files_done(request); }
EMSCRIPTEN_KEEPALIVE void potok_route(const char* route) { if (host) host->route_changed(route); }
EMSCRIPTEN_KEEPALIVE void potok_wake() { if (host) host->woken(); }
EMSCRIPTEN_KEEPALIVE void potok_visibility(int visible) { if (host) host->visibility(visible != 0); }
EMSCRIPTEN_KEEPALIVE void potok_preferences_changed() { if (host) host->preferences_changed(); }
EMSCRIPTEN_KEEPALIVE void potok_gl_lost() { if (host) host->gl_lost(); }
EMSCRIPTEN_KEEPALIVE const char* potok_frame_costs() {
    static std::string text;  // valid until the next call
    text = host ? host->frame_log().json() : "[]";
    return text.c_str();
}
EMSCRIPTEN_KEEPALIVE void potok_gl_restored() { if (host) host->gl_restored(); }

}
