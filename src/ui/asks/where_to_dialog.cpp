#include "generated/icons.h"
#include "ui/asks/move_dialog.h"
#include "ui/asks/small_asks.h"
#include "ui/kit/button.h"
#include "ui/kit/list.h"
#include "ui/kit/overlay.h"
#include "ui/kit/paint.h"
#include "ui/kit/text.h"

namespace potok::ui {

void WhereToDialog::begin(Desk& desk, model::RowId record) {
    *this = WhereToDialog();
    record_ = record;
    title_ = model::title_of(desk.ws(), record);
    open_ = true;
}

void WhereToDialog::frame(Desk& desk) {
    if (!open_) return;
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const auto record = model::record(desk.ws(), record_);
    const auto* pipeline = record ? desk.ws().catalog().pipeline(record->text("pipeline")) : nullptr;
    if (!pipeline) {
        open_ = false;
        return;
    }
    const int current = pipeline->index_of(record->text("stage"));
    const float row = ui.phone() ? 48.f : 36.f;
    const float preview_height = preview_ ? 24 + draw_preview_lines(ui, {-10000, -10000, 380, 0}, *preview_) : 0;
    const std::string title = desk.tr("move.where"), close = desk.tr("dialog.close");
    const float list = row * static_cast<float>(pipeline->stages.size());
    const bool chosen = looked_at_ >= 0;
    const bool stay = dialog(
        ui, {.key = "where_to", .title = title, .width = 440, .body_height = 28 + list + preview_height, .footer_height = chosen ? 64.f : 0.f, .close_name = close},
        {.header = {},
         .body = [&](Rect r) {
             r = Rect{r.x - 12, r.y, r.w + 24, 100000};
             label(ui, "record", Rect(r.cut_top(20, 8)).inset(12, 0), title_, {.color = t.text2});
             Group group(ui, "stages", {.role = Role::listbox, .name = title, .rect = r});
             for (std::size_t i = 0; i < pipeline->stages.size(); ++i) {
                 const model::Stage& stage = pipeline->stages[i];
                 const std::string name = stage.label.in(desk.language());
                 const bool here = static_cast<int>(i) == current;
                 Rect line = r.cut_top(row);
                 const Press press = list_row(ui, ui.id("stage/" + stage.key), line,
                                              {.name = name, .description = here ? desk.tr("move.here") : std::string(), .role = Role::option,
                                               .selected = looked_at_ == static_cast<int>(i), .line = false,
                                               .position = static_cast<int>(i + 1), .set_size = static_cast<int>(pipeline->stages.size()), .radius = 6});
                 line = line.inset(12, 0);
                 disc(ui, {line.x + 4, line.center().y}, 4, t.stage(stage.hue).solid);
                 line.cut_left(18);
                 if (here) draw_icon(ui, line.cut_right(16), icon::check, 16, t.accent_text);
                 draw_text(ui, line, name, {.weight = here ? Weight::strong : Weight::usual});
                 if (press.clicked && !here) {
                     looked_at_ = static_cast<int>(i);
                     preview_ = preview_drop(desk, record_, stage.key);
                 }
             }
             if (preview_) {
                 hline(ui, r.x + 12, r.y + 6, r.w - 24, t.line);
                 draw_preview_lines(ui, {r.x + 12, r.y + 16, r.w - 24, 0}, *preview_);
             }
         },
         .footer = [&](Rect r) {
             const std::string to = pipeline->stages[static_cast<std::size_t>(looked_at_)].key;
             if (button_right(ui, r, {.key = "move", .label = desk.tr("move.move"), .kind = ButtonKind::primary, .icon = icon::arrow_right,
                                     .disabled = preview_ && preview_->refusal && !mendable(*preview_->refusal)})) {
                 open_ = false;
                 desk.ask_move(record_, to);
             }
             if (button_left(ui, r, {.key = "cancel", .label = desk.tr("dialog.cancel"), .kind = ButtonKind::ghost})) open_ = false;
         }});
    if (!stay) open_ = false;
}

}  // namespace potok::ui
