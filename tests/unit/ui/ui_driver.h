// Drives a page built from the kit without a window: by role and name, with the real pointer and keys.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>

#include <imgui.h>

#include "platform/common/assets.h"
#include "platform/headless/headless_host.h"
#include "ui/kit/ui.h"
#include "ui/semantics_dump.h"

namespace potok::ui {

class Driver {
public:
    explicit Driver(std::function<void(Ui&)> page, float width = 1440, float height = 900)
        : host(width, height, {1'795'000'000'000}), locale(Locale::load(Language::en, "{}").value()), fonts(load()),
          ui(host, fonts, locale), page_(std::move(page)) {
        ui.set_reduced_motion(true);
        settle();
    }

    void frame(double dt = 1.0 / 60) {
        host.frame([&](double d) { build(d); }, dt);
    }
    int settle() {
        return host.settle([&](double d) { build(d); });
    }

    const Node* find(Role role, std::string_view name) const {
        for (const Node& n : ui.tree().nodes())
            if (n.role == role && n.name == name) return &n;
        return nullptr;
    }
    const Node& get(Role role, std::string_view name) const {
        if (const Node* n = find(role, name)) return *n;
        throw std::runtime_error("no " + std::string(aria_role(role)) + " \"" + std::string(name) + "\" in\n" + dump());
    }
    std::string dump() const { return dump_text(ui.tree(), ui.focus_now()); }

    void hover(Role role, std::string_view name) {
        const Point c = get(role, name).rect.center();
        host.move(c.x, c.y);
        settle();
    }
    void click(Role role, std::string_view name, bool touch = false) {
        const Point c = get(role, name).rect.center();
        press(c, touch);
    }
    void press(Point at, bool touch = false) {
        host.move(at.x, at.y);
        frame();
        frame();
        host.button(true, 0, touch);
        frame();
        frame();
        host.button(false, 0, touch);
        settle();
        settle();
    }
    void key(ImGuiKey k, ImGuiKey with = ImGuiKey_None) {
        if (with != ImGuiKey_None) host.key(with, true);
        host.key(k, true);
        frame();
        host.key(k, false);
        if (with != ImGuiKey_None) host.key(with, false);
        settle();
        settle();
    }
    void type(std::string_view text) {
        host.type(text);
        settle();
    }
    const Node* focused() const { return ui.tree().find(ui.focus_now()); }

    platform::HeadlessHost host;
    Locale locale;
    Fonts fonts;
    Ui ui;

private:
    static Fonts load() {
        const auto get = [](std::string_view name) { return platform::asset(name).value_or(std::string_view{}); };
        return load_fonts({get("fonts/inter-400.otf"), get("fonts/inter-600.otf"), get("fonts/lucide.ttf")});
    }
    void build(double dt) {
        ui.begin_frame(dt);
        page_(ui);
        ui.end_frame();
    }
    std::function<void(Ui&)> page_;
};

}  // namespace potok::ui
