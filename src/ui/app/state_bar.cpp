#include "ui/app/state_bar.h"

#include "generated/icons.h"
#include "ui/kit/notice.h"
#include "ui/value_text.h"

namespace potok::ui {

void state_bar(Desk& desk, Rect& page) {
    const SaveState saved = desk.keeper().saved();
    const bool read_only = saved.kind == SaveState::Kind::read_only, nearly_full = saved.limit > 0 && saved.size > saved.limit / 10 * 9;
    if (!read_only && !nearly_full) return;
    Ui& ui = desk.ui();
    std::string text = read_only ? desk.tr("save.read_only")
                                 : desk.tr("save.nearly_full", {{"size", size_text(ui.locale(), saved.size)}, {"limit", size_text(ui.locale(), saved.limit)}});
    if (read_only && saved.reason) text += ". " + ui.locale().sentence(*saved.reason);
    const std::string copy = desk.tr("save.copy"), again = saved.can_retry ? desk.tr("save.retry") : std::string();
    const float side = ui.phone() ? 16.f : 20.f;
    const Rect bar = Rect(page.cut_top(banner_height, 8)).inset(side, 0);
    const int chosen = banner(ui, bar, {.key = "read_only", .text = text, .icon = icon::hard_drive, .tone = Tone::danger, .action = copy,
                                        .second = again});
    if (chosen == 1) desk.save_copy();
    if (chosen == 2) desk.keeper().retry_saving();
}

}  // namespace potok::ui
