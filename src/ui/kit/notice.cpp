#include "ui/kit/notice.h"

#include <cmath>

#include "ui/kit/button.h"
#include "ui/kit/paint.h"
#include "ui/kit/text.h"

namespace potok::ui {

namespace {

void waves(Ui& ui, const Rect& r) {
    const Theme& t = ui.theme();
    ImDrawList& list = ui.draw();
    for (int i = 0; i < 3; ++i) {
        const float y = r.y + static_cast<float>(i) * 13;
        list.PathLineTo({r.x + 8, y + 16});
        list.PathBezierCubicCurveTo({r.x + 40, y + 4}, {r.x + 60, y + 28}, {r.x + 92, y + 16}, 24);
        list.PathBezierCubicCurveTo({r.x + 124, y + 4}, {r.x + 140, y + 4}, {r.x + 152, y + 14}, 20);
        list.PathStroke(i == 1 ? t.river_a : t.river_b, ImDrawFlags_None, i == 1 ? 3.f : 2.5f);
    }
}

}  // namespace

int empty_state(Ui& ui, const Rect& r, const EmptySpec& spec) {
    Group group(ui, spec.key, {.role = Role::group, .name = spec.title, .rect = r});
    const Theme& t = ui.theme();
    const float wide = std::min(r.w - 40, 260.f);
    const float text = spec.text.empty() ? 0 : paragraph_height(ui, spec.text, wide, {.align = Align::center});
    const float art = spec.icon.empty() ? 56 : 48;
    const float title = paragraph_height(ui, spec.title, r.w - 40, {.style = TextStyle::lead});
    const ButtonSpec first{.key = "action", .label = spec.action, .kind = spec.plain_action ? ButtonKind::secondary : ButtonKind::soft,
                           .icon = spec.action_icon, .small = true};
    const ButtonSpec second{.key = "second", .label = spec.second, .kind = spec.plain_action ? ButtonKind::ghost : ButtonKind::secondary,
                            .small = true};
    const float a = spec.action.empty() ? 0 : button_width(ui, first), b = spec.second.empty() ? 0 : button_width(ui, second);
    const bool stacked = b > 0 && a + 8 + b > r.w - 40;  // side by side there is no room for both
    const float button_row = button_height(ui, true);
    const float height = art + 14 + title + 4 + text + (spec.action.empty() ? 0 : 16 + button_row + (stacked ? 8 + button_row : 0));
    float y = std::round(r.y + std::max(0.f, (r.h - height) / 2));
    if (spec.icon.empty()) {
        waves(ui, {std::round(r.x + (r.w - 160) / 2), y, 160, 56});
    } else {
        const Point c{std::round(r.x + r.w / 2), y + 24};
        disc(ui, c, 24, tone_soft(t, spec.tone));
        draw_icon(ui, {c.x - 24, y, 48, 48}, spec.icon, 22, tone_text(t, spec.tone));
    }
    y += art + 14;
    const Rect title_rect{r.x + 20, y, r.w - 40, title};
    ui.tree().add({.id = ui.id("title"), .role = Role::heading, .name = spec.title, .level = 3, .rect = title_rect});
    draw_paragraph(ui, title_rect, spec.title, {.style = TextStyle::lead, .align = Align::center});
    y += title + 4;
    if (text > 0) {
        label_paragraph(ui, "text", {r.x + (r.w - wide) / 2, y, wide, text}, spec.text, {.color = t.text2, .align = Align::center});
        y += text;
    }
    if (spec.action.empty()) return 0;
    y += 16;
    const float wider = std::max(a, b), both = stacked ? wider : a + (b > 0 ? 8 + b : 0);
    Rect row{std::round(r.x + (r.w - both) / 2), y, both, button_row};
    int chosen = 0;
    if (button(ui, stacked ? row : row.cut_left(a, 8), first)) chosen = 1;
    if (stacked) row.y += button_row + 8;
    if (b > 0 && button(ui, row, second)) chosen = 2;
    return chosen;
}

int banner(Ui& ui, const Rect& r, const BannerSpec& spec) {
    Group group(ui, spec.key, {.role = Role::status, .name = spec.text, .states = state_polite, .rect = r});
    const Theme& t = ui.theme();
    fill(ui, r, tone_soft(t, spec.tone), 8);
    Rect row = r;
    row.cut_left(14);
    row.cut_right(8);
    draw_icon(ui, row.cut_left(16, 12), spec.icon, 16, tone_text(t, spec.tone));
    int chosen = 0;
    if (!spec.action.empty() && button_right(ui, row, {.key = "action", .label = spec.action,
                                       .kind = spec.quiet_action ? ButtonKind::ghost : ButtonKind::secondary, .small = true}, 12))
        chosen = 1;
    if (!spec.second.empty() &&
        button_right(ui, row, {.key = "second", .label = spec.second, .kind = ButtonKind::ghost, .small = true}, 12))
        chosen = 2;
    draw_text(ui, row, spec.text, {});
    return chosen;
}

}  // namespace potok::ui
