// What differs between a browser tab, a desktop window and a test run, as seen by the app; and the app as seen by them.
//
// The host owns the ImGui context, feeds it the pointer, the keys and typed text, asks the app for a frame when one is
// needed, and draws it. An app that wants nothing costs nothing: an input or request_redraw() buys a few frames, a
// timer set by redraw_after() one, and between them no code runs.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "platform/common/transfer.h"

namespace potok::platform {

class Effects;

// What the system says about the person in front of it. It may change while the app runs.
struct SystemPreferences {
    bool dark = false;
    bool more_contrast = false;
    bool reduced_motion = false;
    std::vector<std::string> languages;  // BCP 47, best first
    std::string time_zone;               // IANA name, empty when unknown
};

class Host : public Clock {
public:
    // Instant now() comes from Clock: UTC of the system.
    virtual double seconds() const = 0;  // monotonic, for motion only

    virtual void request_redraw() = 0;
    virtual void redraw_after(double seconds) = 0;  // the earliest of several counts
    virtual void later(std::function<void()> work) = 0;  // soon, between two frames, in this order

    virtual void set_clipboard(std::string_view text) = 0;
    // `accept` is a list as in HTML ("image/*,.pdf"). Where a gesture is needed, call it while handling a click.
    virtual void open_files(std::string_view accept, bool several, std::function<void(std::vector<File>)> done) = 0;
    // Asks where to and writes it there, whole or not at all. Nothing to follow where the person wants it nowhere (`done` is
    // called with file.cancelled).
    virtual std::shared_ptr<Transfer> save_file(const File& file, Transfer::Options options, std::function<void(Status)> done) = 0;
    virtual void open_link(std::string_view url) = 0;

    // The place in the app: "/deal/0198c5e2-…". In a browser it stands after the # of the address and Back works.
    virtual std::string route() const = 0;
    virtual void push_route(std::string_view route) = 0;
    virtual void replace_route(std::string_view route) = 0;
    virtual void set_title(std::string_view title) = 0;

    virtual const SystemPreferences& preferences() const = 0;
    // The app's own zoom: the host divides the size of the window by it and multiplies the density.
    virtual void set_scale(double scale) = 0;
    // Small settings of this device (theme, language, scale), kept apart from any workspace.
    virtual std::string setting(std::string_view key) const = 0;
    virtual void set_setting(std::string_view key, std::string_view value) = 0;

    virtual Effects& effects() = 0;
    virtual void log(std::string_view line) = 0;  // kept for the crash report as well
};

class App {
public:
    virtual ~App() = default;
    virtual void start(Host& host) = 0;
    // Builds one frame between ImGui::NewFrame() and ImGui::Render(). `dt` is seconds since the last one, at most 0.1.
    virtual void frame(double dt) = 0;
    virtual bool wants_frame() const = 0;  // something moves: call frame() again
    virtual void on_route(std::string_view route) = 0;  // Back, Forward or an edited address
    virtual void on_visibility(bool visible) = 0;
    virtual void on_files_dropped(std::vector<File> files) = 0;
    virtual void on_preferences_changed() = 0;
};

}  // namespace potok::platform
