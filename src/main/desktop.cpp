// potok-desktop: Potok in a window, the workspace in a file.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "main/app_parts.h"
#include "main/desktop_options.h"
#include "main/file_workspaces.h"
#include "platform/desktop/desktop_host.h"
#include "ui/kit/gallery.h"
#include "ui/semantics_dump.h"

namespace {

using namespace potok;

// Where things are kept when nothing is said: the XDG folders, or the home folder.
std::string folder(const char* variable, const char* in_home) {
    const char* set = std::getenv(variable);
    const char* home = std::getenv("HOME");
    const std::filesystem::path base = set && *set ? std::filesystem::path(set) : std::filesystem::path(home ? home : ".") / in_home;
    std::error_code failed;
    std::filesystem::create_directories(base / "potok", failed);
    return (base / "potok").string();
}

int fail(const Error& e) {
    std::cerr << "potok-desktop: " << describe(e) << '\n';
    return 1;
}

// A picture or the tree of one page, then the end; else the window until it is closed.
int show(platform::DesktopHost& host, platform::App& app, ui::Ui& ui, const DesktopOptions& options) {
    if (!options.looks()) {
        host.run(app);
        return 0;
    }
    for (int i = 0; i < options.frames; ++i)
        if (!host.frame(app)) return 1;
    if (options.tree) std::cout << ui::dump_text(ui.tree(), ui.focus_now());
    if (options.tree_json) std::cout << ui::dump_json(ui.tree(), ui.focus_now()) << '\n';
    if (options.capture.empty()) return 0;
    int width = 0, height = 0;
    const std::string rgb = host.pixels(width, height);
    std::ofstream out(options.capture, std::ios::binary);
    out << "P6\n" << width << ' ' << height << "\n255\n" << rgb;
    return out.good() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    const auto options = read_desktop_options({argv + 1, argv + argc});
    if (!options.ok()) {
        std::cerr << desktop_usage;
        return 2;
    }
    // A look leaves no trace: it starts from fixed preferences and keeps none.
    const std::string settings = options->looks() ? std::string() : folder("XDG_CONFIG_HOME", ".config") + "/settings";
    auto window = platform::DesktopHost::open({.width = options->width, .height = options->height, .settings_file = settings, .at = options->at});
    if (!window.ok()) return fail(window.error());
    platform::DesktopHost& host = **window;
    host.set_scale(options->scale);

    if (!options->gallery.empty()) {
        ui::Gallery gallery(options->theme, options->language, options->gallery);
        gallery.start(host);
        return show(host, gallery, gallery.ui(), *options);
    }
    std::string file = !options->file.empty() ? options->file : host.setting(FileWorkspaces::kept_under);
    if (file.empty()) file = folder("XDG_DATA_HOME", ".local/share") + "/workspace.potok";
    if (!options->route.empty()) host.replace_route(options->route);
    if (options->looks()) host.set_setting("preferences", options->preferences());
    FileWorkspaces keeper(host, file);
    ui::PotokApp app({&keeper, app_fonts(nullptr), shipped_packs});
    app.start(host);
    keeper.start();
    app.on_route(host.route());
    if (options->looks() && !options->person.empty() && (!host.frame(app) || !app.act_as_named(options->person))) {
        std::cerr << "potok-desktop: nobody is called " << options->person << '\n';
        return 1;
    }
    return show(host, app, app.context(), *options);
}
