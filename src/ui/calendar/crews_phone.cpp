// The crews on a phone: one after the other, the days of each as rows.
#include "generated/icons.h"
#include "ui/calendar/crews_page.h"
#include "ui/kit/button.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"

namespace potok::ui {

void CrewsPage::phone(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    ScrollArea scroll(ui, "days", area);
    Rect r = Rect(scroll.content()).inset(16, 0);
    const float top = r.y;
    r.h = 1e6f;
    Rect foot = r.cut_top(52);
    if (button(ui, foot.middle(44), {.key = "book", .label = desk.tr("crews.book"), .kind = ButtonKind::soft, .icon = icon::plus})) desk.ask_book(0);
    for (std::size_t i = 0; i < crews_.size(); ++i) {
        IdScope scope(ui, crews_[i].row);
        heading(ui, "crew", r.cut_top(40), 2, crews_[i].name, {.weight = Weight::strong});
        if (bars_[i].empty()) label(ui, "free", r.cut_top(32), desk.tr("crews.free_week"), {.style = TextStyle::small, .color = t.text3});
        for (const Bar& b : bars_[i]) {
            const std::string& name = b.booking.record_title.empty() ? b.booking.title : b.booking.record_title;
            const Rect card = r.cut_top(64, 8);
            const std::string when = span_text(desk, b.booking.from, b.booking.to);
            const Press press = ui.press({.id = ui.id(b.booking.row), .role = Role::button, .name = name, .description = when, .rect = card});
            const StageColors hue = t.stage(b.hue);
            fill(ui, card, hue.soft, 8);
            fill(ui, {card.x, card.y, 4, card.h}, hue.solid, 4, Corners::left);
            Rect in = card.inset(16, 10);
            draw_text(ui, in.cut_top(22), name, {.weight = Weight::strong, .color = hue.text});
            draw_text(ui, in.cut_top(20), when, {.style = TextStyle::small, .color = hue.text});
            if (press.clicked && b.booking.record) desk.open_record(b.booking.record);
        }
    }
    scroll.set_content_height(r.y - top + 16);
}

}  // namespace potok::ui
