#include "ui/kit/progress.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "ui/kit/paint.h"
#include "ui/kit/text.h"

namespace potok::ui {

void progress_bar(Ui& ui, const Rect& r, float share, Color color) {
    const Theme& t = ui.theme();
    share = std::clamp(share, 0.f, 1.f);
    fill(ui, r, t.pressed, r.h / 2);
    if (share > 0) fill(ui, {r.x, r.y, std::max(r.h, r.w * share), r.h}, color ? color : t.accent, r.h / 2);
}

void progress_bar(Ui& ui, const Rect& r, std::string_view key, std::string_view name, float share, Color color) {
    const std::string value = fmt::format("{} %", static_cast<int>(std::clamp(share, 0.f, 1.f) * 100));
    ui.tree().add({.id = ui.id(key), .role = Role::progressbar, .name = name, .value = value, .rect = r});
    progress_bar(ui, r, share, color);
}

void completeness(Ui& ui, const Rect& r, int done, int all) {
    const Theme& t = ui.theme();
    const bool full = all > 0 && done >= all;
    const std::string figures = fmt::format("{}/{}", done, all);
    const TextSpec spec{.style = TextStyle::caption, .color = full ? t.success : t.text3};
    Rect row = r;
    const float width = text_width(ui, figures, spec);
    draw_text(ui, row.cut_right(width, 8), figures, spec);
    progress_bar(ui, row.middle(3), all > 0 ? static_cast<float>(done) / static_cast<float>(all) : 0.f,
                 full ? t.success : t.accent);
}

void stage_channel(Ui& ui, const Rect& r, int stages, int current) {
    const Theme& t = ui.theme();
    for (int i = 0; i < stages; ++i) {
        const Rect piece = part(r, i, stages, 3);
        fill(ui, piece, i < current ? t.accent : t.pressed, 2);
        if (i == current) fill(ui, {piece.x, piece.y, piece.w / 2, piece.h}, t.accent, 2, Corners::left);
    }
}

void skeleton(Ui& ui, const Rect& r, float share, bool strong) {
    fill(ui, {r.x, r.y, r.w * share, r.h}, strong ? ui.theme().pressed : ui.theme().hover, r.h / 2);
}

}  // namespace potok::ui
