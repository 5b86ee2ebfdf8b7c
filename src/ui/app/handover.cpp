#include "ui/app/handover.h"

#include <array>

#include "generated/icons.h"
#include "ui/app/logo.h"
#include "ui/kit/button.h"
#include "ui/kit/paint.h"
#include "ui/kit/stream.h"
#include "ui/kit/text.h"

namespace potok::ui {

namespace {

// A little page: a window with three lines.
void small_page(Ui& ui, const Rect& r, bool here) {
    const Theme& t = ui.theme();
    fill(ui, r, here ? t.accent_soft : t.sheet, 8);
    if (here) outline_around(ui, r, t.accent, 8, 2);
    else outline_around(ui, r, t.line_strong, 8);
    const Color line = here ? t.accent_line : t.line;
    disc(ui, {r.x + 12, r.y + 12}, 4, t.accent);
    fill(ui, {r.x + 20, r.y + 10, 36, 4}, here ? t.accent_line : t.line_strong, 2);
    fill(ui, {r.x + 8, r.y + 22, r.w - 16, 6}, line, 3);
    if (!here) fill(ui, {r.x + 8, r.y + 34, r.w - 16, 6}, line, 3);
    fill(ui, {r.x + 8, r.y + (here ? 34.f : 46.f), (r.w - 16) * (here ? 0.7f : 0.6f), 6}, line, 3);
}

void from_there_to_here(Ui& ui, const Rect& r) {
    const Rect middle = r.centered(320, 76);
    small_page(ui, {middle.x, middle.y, 112, 76}, false);
    small_page(ui, {middle.right() - 112, middle.y, 112, 76}, true);
    const Color accent = ui.theme().accent;
    std::array<Point, 25> curve;
    for (std::size_t i = 0; i < curve.size(); ++i) {
        const float s = static_cast<float>(i) / 24;
        const float wave = s < 0.5f ? 16 * s * (1 - 2 * s) : -16 * (s - 0.5f) * (2 - 2 * s);
        curve[i] = {middle.x + 116 + 84 * s, middle.center().y - 2 * wave};
    }
    polyline(ui, curve, accent, 3);
    const Point tip = curve.back();
    const Point head[] = {{tip.x - 6, tip.y - 6}, tip, {tip.x - 6, tip.y + 6}};
    polyline(ui, head, accent, 3);
}

}  // namespace

void handover_page(Ui& ui, Workspaces& keeper) {
    const Theme& t = ui.theme();
    const Rect screen = ui.screen();
    const bool taking = keeper.state() == Workspaces::State::taking_over;
    fill(ui, screen, t.canvas);
    Group main(ui, "handover", {.role = Role::main, .name = ui.tr("handover.title"), .rect = screen});
    const double band[] = {3, 5, 4, 8, 6, 9, 7};
    stream_band(ui, {0, screen.h * 0.68f, screen.w, 150}, band, {});
    draw_logo(ui, {32, 28, 28, 28}, 28);
    label(ui, "brand", {72, 28, 200, 28}, "Potok", {.style = TextStyle::lead});

    const float width = std::min(528.f, screen.w - 32);
    Rect box{(screen.w - width) / 2, std::max(24.f, screen.h * 0.21f), width, 492};
    raised_surface(ui, box, Elevation::e3, 14);
    Rect in = box.inset(ui.phone() ? 20.f : 40.f, 36);
    from_there_to_here(ui, in.cut_top(76, 24));
    const TextSpec title{.style = TextStyle::title, .align = Align::center};
    heading(ui, "title", in.cut_top(24, 6), 1, ui.tr("handover.title"), title);
    const TextSpec body{.color = t.text2, .align = Align::center};
    const std::string text = ui.tr("handover.text");
    label_paragraph(ui, "text", in.cut_top(paragraph_height(ui, text, in.w, body), 22), text, body);

    const Rect steps = in.cut_top(140, 22);
    fill(ui, steps, t.sunken, 10);
    Rect rows = steps.inset(16, 4);
    const char* keys[] = {"handover.step_save", "handover.step_give", "handover.step_take"};
    const char* notes[] = {"handover.note_save", "handover.note_give", "handover.note_take"};
    for (int i = 0; i < 3; ++i) {
        Rect row = rows.cut_top(44);
        if (i > 0) hline(ui, row.x, row.y, row.w, t.line);
        const Rect number = row.cut_left(22, 12).middle(22);
        disc(ui, number.center(), 11, t.accent_soft);
        draw_text(ui, number, std::to_string(i + 1), {.style = TextStyle::small, .weight = Weight::strong, .color = t.accent_text, .align = Align::center});
        const std::string note = ui.tr(notes[i]);
        const TextSpec quiet{.style = TextStyle::small, .color = t.text3, .align = Align::right};
        IdScope scope(ui, i);
        if (!ui.phone()) label(ui, "note", row.cut_right(text_width(ui, note, quiet) + 1, 8), note, quiet);
        label(ui, "step", row, ui.tr(keys[i]));
    }
    const std::string take = ui.tr(taking ? "handover.taking" : "handover.take");
    if (button(ui, in.cut_top(ui.phone() ? 44.f : 36.f, 14), {.key = "take", .label = take, .kind = ButtonKind::primary, .icon = icon::arrow_right, .busy = taking}))
        keeper.take_over();
}

}  // namespace potok::ui
