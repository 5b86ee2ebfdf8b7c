// Potok in a browser tab. `#/gallery/…` shows the kit's gallery instead of the app.
#include "main/app_parts.h"
#include "main/web_mirror.h"
#include "main/web_workspaces.h"
#include "platform/web/browser_glyphs.h"
#include "platform/web/web_host.h"
#include "ui/kit/gallery.h"

namespace {

using namespace potok;

void show_gallery(platform::WebHost& host, WebMirror& mirror) {
    const std::string route = host.route();
    const auto has = [&](std::string_view word) { return route.find(word) != std::string::npos; };
    static ui::Gallery gallery(has("dark") ? ui::ThemeName::dark : has("contrast") ? ui::ThemeName::contrast : ui::ThemeName::light,
                               has("ru") ? Language::ru : Language::pl, has("states") ? "states" : has("glyphs") ? "glyphs" : "components");
    if (!has("stb")) gallery.use_font_loader(platform::browser_font_loader());
    host.run(gallery, [&mirror] {
        mirror.start(gallery.ui());
        gallery.ui().set_mirror(&mirror);
    });
}

void show_app(platform::WebHost& host, WebMirror& mirror) {
    static WebWorkspaces keeper(host);
    static ui::PotokApp app({&keeper, app_fonts(platform::browser_font_loader()), shipped_packs});
    host.set_hidden_handler([] { keeper.hidden(); });
    host.set_wake_handler([] { keeper.wake(); });
    host.run(app, [&host, &mirror] {
        mirror.start(app.context());
        app.context().set_mirror(&mirror);
        // The page is left only for what is safe on the device.
        host.set_update_handler([&host] {
            app.offer_new_version([&host] {
                keeper.when_saved([&host](const Status& saved) {
                    if (saved.ok()) host.use_new_version();
                });
            });
        });
        keeper.start();
    });
}

}  // namespace

int main() {
    // All of it lives as long as the page: main returns, the browser calls back.
    static platform::WebHost host;
    if (!host.ready()) return 1;
    static WebMirror mirror;
    if (host.route().starts_with("/gallery"))
        show_gallery(host, mirror);
    else
        show_app(host, mirror);
    return 0;
}
