// The month on a phone: dots on the days, the chosen day's entries below.
#include <algorithm>

#include "generated/icons.h"
#include "ui/calendar/agenda_rows.h"
#include "ui/calendar/month_view.h"
#include "ui/forms/field_edit.h"
#include "ui/kit/button.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"

namespace potok::ui {

void MonthView::phone(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const MonthWeeks weeks = period(ui, data_->shown);
    arrange(weeks, 1);
    const auto of_day = [&](Date day) -> const std::vector<const CalendarItem*>& { return by_day_[static_cast<std::size_t>(day.days - weeks.first.days)]; };
    Rect rest = area;
    const Date now = today(desk);
    {
        Group group(ui, "month", {.role = Role::grid, .name = ui.locale().month_year(data_->shown), .rect = rest});
        grid_ = group.id();
        Rect grid = rest.cut_top(24 + 46 * static_cast<float>(weeks.weeks)).inset(8, 0);
        names(desk, grid.cut_top(24), weeks);
        for (int w = 0; w < weeks.weeks; ++w) {
            const NodeId row_id = child_id(grid_, -1 - w);
            ui.tree().add({.id = row_id, .role = Role::row, .rect = grid});
            ui.tree().open(row_id);
            for (int d = 0; d < 7; ++d) {
                const Date day{weeks.first.days + w * 7 + d};
                const Rect r = day_rect(grid, weeks, day);
                const auto& entries = of_day(day);
                const bool chosen = day == data_->shown, in_month = civil(day).month == civil(data_->shown).month;
                std::string name = ui.locale().date_long(day);
                if (const std::string holiday = holiday_name(desk, day); !holiday.empty()) name += ", " + holiday;
                const std::string said = desk.plural("calendar.entries", static_cast<std::int64_t>(entries.size()));
                const Press press = ui.press({.id = child_id(grid_, day.days), .role = Role::gridcell, .name = name, .description = said,
                                              .states = (chosen ? State::state_selected : State::state_none) | (day == now ? State::state_current : State::state_none), .rect = r},
                                             {.tab_stop = chosen});
                if (press.clicked) data_->wish_day = day;
                const Rect disc_at = Rect(r).cut_top(34).centered(32, 32);
                if (chosen) fill(ui, disc_at, t.accent, 16);
                else if (day == now) outline(ui, disc_at, t.accent, 16, 1.5f);
                const bool off = !desk.ws().working_calendar().is_working_day(day), feast = off && weekday(day) < 6;
                draw_text(ui, disc_at, std::to_string(civil(day).day),
                          {.weight = chosen || day == now ? Weight::strong : Weight::regular,
                           .color = chosen ? t.on_accent : feast ? t.danger : !in_month || off ? t.text3 : t.text, .align = Align::center});
                const std::size_t dots = std::min<std::size_t>(entries.size(), 3);
                for (std::size_t i = 0; i < dots; ++i)
                    disc(ui, {r.center().x + 7 * (static_cast<float>(i) - static_cast<float>(dots - 1) / 2), r.y + 39}, 2.5f, t.stage(data_->hue(*entries[i])).solid);
                if (press.ring) focus_ring(ui, r.inset(2), 6);
            }
            ui.tree().close();
        }
    }
    hline(ui, area.x, rest.y, area.w, t.line);
    ScrollArea scroll(ui, "day", rest);
    Rect r = Rect(scroll.content()).inset(16, 0);
    const float top = r.y;
    r.h = 1e6f;
    const std::string title = day_text(desk, data_->shown);
    heading(ui, "day", r.cut_top(40), 2, title, {.weight = Weight::strong});
    const auto& entries = of_day(data_->shown);
    Group list(ui, "entries", {.role = Role::list, .name = title, .rect = rest});
    for (std::size_t i = 0; i < entries.size(); ++i)
        agenda_row(desk, r.cut_top(agenda_row_height(ui), 4), *entries[i], data_->hue(*entries[i]), static_cast<int>(i + 1), static_cast<int>(entries.size()), true);
    const std::string add = desk.tr("calendar.new_event");
    if (button(ui, r.cut_top(44), {.key = "new", .label = add, .kind = ButtonKind::soft, .icon = icon::plus})) data_->wish_entry = {rest, data_->shown, std::nullopt};
    scroll.set_content_height(r.y - top + 16);
}

}  // namespace potok::ui
