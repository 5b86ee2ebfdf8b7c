#include "ui/kit/toast.h"

#include <algorithm>
#include <cmath>

#include <generated/icons.h>

#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/paint.h"
#include "ui/kit/text.h"
#include "ui/kit/tokens.h"

namespace potok::ui {

namespace {

constexpr std::size_t most = 4;
constexpr float width = 416, gap = 8;

struct Look {
    const char* glyph;
    Tone tone;
};
Look look_of(ToastKind kind) {
    switch (kind) {
        case ToastKind::success: return {icon::circle_check, Tone::success};
        case ToastKind::robot: return {icon::bot, Tone::accent};
        case ToastKind::refused: return {icon::circle_x, Tone::danger};
        case ToastKind::info: return {icon::info, Tone::info};
        case ToastKind::progress: return {icon::loader_circle, Tone::accent};
    }
    return {icon::info, Tone::info};
}

}  // namespace

void Toasts::show(Toast toast) {
    const auto same = [&](const Item& i) { return !toast.key.empty() && i.toast.key == toast.key; };
    if (auto it = std::find_if(items_.begin(), items_.end(), same); it != items_.end()) {
        it->left = toast.seconds;
        it->leaving = false;
        it->toast = std::move(toast);
        return;
    }
    const double seconds = toast.seconds;
    items_.push_back({std::move(toast), next_++, seconds});
    while (items_.size() > most) items_.pop_front();
}

void Toasts::remove(std::string_view key) {
    std::erase_if(items_, [&](const Item& i) { return i.toast.key == key; });
}

void Toasts::draw(Ui& ui) {
    // By the clock, not by frames: a slow machine must not keep them longer, and what was hidden for long is not lost at once.
    const double now = ui.host().seconds(), passed = std::clamp(now - drawn_at_, 0.0, 1.0);
    drawn_at_ = now;
    if (items_.empty()) return;
    const Rect screen = ui.screen();
    const bool phone = ui.phone();
    const float wide = std::min(width, screen.w - (phone ? 32.f : 40.f));
    const float height = phone ? 64.f : 56.f;
    const float total = static_cast<float>(items_.size()) * (height + gap) - gap;
    const float bottom = screen.h - (phone ? 80.f : 20.f);
    const Rect area{phone ? 16.f : std::round((screen.w - wide) / 2), bottom - total, wide, total};

    const NodeId layer = child_id(0, "toasts");
    ui.begin_layer(layer, area, {.trap = false, .blocks = false, .initial_focus = false});
    ui.tree().add({.id = layer, .role = Role::status, .states = state_polite, .rect = area});
    ui.tree().open(layer);
    ui.push_id(layer);
    const Theme& t = ui.theme();
    Rect rest = area;
    std::function<void()> act;
    const bool held = ui.hovers(area) || ui.tree().is_inside(ui.focus().current(), layer);
    for (Item& item : items_) {
        Toast& toast = item.toast;
        Rect r = rest.cut_top(height, gap);
        IdScope scope(ui, item.number);
        const NodeId id = ui.id("toast");
        r.y += std::round(ui.tweens().to_from(id, 12, 0, tokens::motion_toast));
        const Look look = look_of(toast.kind);
        raised_surface(ui, r, Elevation::e3, tokens::radius_panel);
        const std::string said = toast.detail.empty() ? toast.title : toast.title + (toast.title.ends_with('.') ? " " : ". ") + toast.detail;
        ui.tree().add({.id = id, .role = toast.kind == ToastKind::refused ? Role::alert : Role::text, .name = said, .rect = r});
        Rect row = r;
        row.cut_left(14);
        row.cut_right(12);
        const Rect mark = row.cut_left(18, 12);
        if (toast.kind == ToastKind::progress)
            spinner(ui, mark, 18, tone_text(t, look.tone));
        else
            draw_icon(ui, mark, look.glyph, 18, tone_text(t, look.tone));
        if (!toast.close.empty() && icon_button(ui, row.cut_right(28, 4).middle(28), "close", icon::x, toast.close))
            item.leaving = true;
        if (!toast.action.empty()) {
            const bool quiet = toast.kind == ToastKind::refused || toast.kind == ToastKind::info;
            if (button_right(ui, row, {.key = "action", .label = toast.action,
                                       .kind = quiet ? ButtonKind::secondary : ButtonKind::soft, .small = true}, 12)) {
                act = toast.on_action;
                item.leaving = true;
            }
        }
        Rect lines = row.middle(toast.detail.empty() ? 20.f : 36.f);
        draw_text(ui, lines.cut_top(20), toast.title, {.weight = Weight::strong});
        if (!toast.detail.empty()) draw_text(ui, lines, toast.detail, {.style = TextStyle::small, .color = t.text2});
        const float share = toast.progress >= 0 ? toast.progress
                            : toast.kind == ToastKind::success && toast.seconds > 0
                                ? static_cast<float>(item.left / toast.seconds) : 0.f;
        if (share > 0) {
            ui.push_clip({r.x, r.bottom() - 2, r.w, 2});
            fill(ui, {r.x, r.y, std::max(0.f, r.w * share), r.h}, t.accent, tokens::radius_panel, Corners::bottom);
            ui.pop_clip();
        }
        if (toast.seconds > 0 && !held) {
            item.left -= passed;
            if (item.left <= 0) item.leaving = true;
            // A few steps a second are enough for a line that shortens by a pixel or two each time.
            ui.host().redraw_after(0.1);
        }
    }
    ui.pop_id();
    ui.tree().close();
    ui.end_layer();
    if (std::erase_if(items_, [](const Item& i) { return i.leaving; }) > 0) ui.host().request_redraw();
    if (act) act();
}

}  // namespace potok::ui
