#include "ui/app/state_bar.h"

#include "generated/icons.h"
#include "ui/kit/notice.h"

namespace potok::ui {

void state_bar(Desk& desk, Rect& page) {
    const SaveState saved = desk.keeper().saved();
    if (saved.kind != SaveState::Kind::read_only) return;
    Ui& ui = desk.ui();
    std::string text = desk.tr("save.read_only");
    if (saved.reason) text += ". " + ui.locale().sentence(*saved.reason);
    const std::string copy = desk.tr("save.copy"), again = saved.can_retry ? desk.tr("save.retry") : std::string();
    const float side = ui.phone() ? 16.f : 20.f;
    const Rect bar = Rect(page.cut_top(banner_height, 8)).inset(side, 0);
    const int chosen = banner(ui, bar, {.key = "read_only", .text = text, .icon = icon::hard_drive, .tone = Tone::danger, .action = copy,
                                        .second = again});
    if (chosen == 1) desk.save_copy();
    if (chosen == 2) desk.keeper().retry_saving();
}

}  // namespace potok::ui
