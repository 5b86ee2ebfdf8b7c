#include "ui/calendar/agenda_rows.h"

#include "generated/icons.h"
#include "ui/kit/paint.h"
#include "ui/kit/text.h"

namespace potok::ui {

float agenda_row_height(const Ui& ui) { return ui.phone() ? 60.f : 40.f; }

Press agenda_row(Desk& desk, const Rect& r, const CalendarItem& item, int hue_index, int position, int set_size, bool tab_stop) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const StageColors hue = t.stage(hue_index);
    const Locale& locale = ui.locale();
    std::string time;
    if (item.over_days()) time = locale.day_month(item.first) + " – " + locale.day_month(item.last);
    else time = locale.time(desk.zone().to_local(item.from).time) + (item.deadline() ? "" : "–" + locale.time(desk.zone().to_local(item.to).time));
    const std::string when = when_text(desk, item);
    const Press press = ui.press({.id = ui.id(item.row), .role = Role::listitem, .name = item.title,
                                  .description = item.second.empty() ? when : item.second + ", " + when, .position = position, .set_size = set_size, .rect = r},
                                 {.tab_stop = tab_stop});
    if (press.hover > 0) fill(ui, r, with_alpha(t.hover, press.hover), 8);
    Rect in = r.inset(8, 6);
    const Rect edge = in.cut_left(4, 10);
    if (item.deadline()) outline(ui, edge.expand(0), hue.solid, 2, 1);
    else fill(ui, edge, hue.solid, 2);
    if (ui.phone()) {
        Rect first = in.cut_top(22);
        if (item.deadline()) draw_icon(ui, first.cut_left(16, 6), icon::list_checks, 14, t.text2);
        draw_text(ui, first, item.title, {.weight = Weight::strong});
        draw_text(ui, in.cut_top(20), item.second.empty() ? time : time + ", " + item.second, {.style = TextStyle::small, .color = t.text2});
    } else {
        draw_text(ui, in.cut_left(132, 8), time, {.style = TextStyle::small, .color = t.text2});
        if (item.deadline()) draw_icon(ui, in.cut_left(16, 6), icon::list_checks, 14, t.text2);
        const TextSpec title{.weight = Weight::strong};
        const float width = std::min(text_width(ui, item.title, title) + 1, in.w);
        draw_text(ui, in.cut_left(width, 12), item.title, title);
        if (in.w > 40) draw_text(ui, in, item.second, {.color = t.text2});
    }
    if (press.ring) focus_ring(ui, r, 8);
    if (press.hovered) ui.tip(ui.id(item.row), r, item.title + "\n" + when);
    if (press.clicked) open_item(desk, item);
    return press;
}

}  // namespace potok::ui
