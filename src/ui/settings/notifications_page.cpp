#include "ui/settings/notifications_page.h"

#include <algorithm>

#include "generated/icons.h"
#include "ui/app/state_bar.h"
#include "ui/kit/button.h"
#include "ui/kit/list.h"
#include "ui/kit/notice.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"
#include "ui/value_text.h"

namespace potok::ui {

void NotificationsPage::read(Desk& desk) { items_ = model::notifications(desk.ws(), desk.actor(), false); }

void NotificationsPage::take(Desk& desk, const model::Outcome& outcome) {
    for (const auto& change : outcome.changes)
        if (change.type && change.type->key == "notification") return read(desk);
}

void NotificationsPage::frame(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    Rect rest = area;
    const auto unread = std::count_if(items_.begin(), items_.end(), [](const auto& n) { return !n.read; });
    if (!ui.phone() || unread > 0) {
        Rect row = Rect(rest.cut_top(56)).inset(ui.phone() ? 16.f : 20.f, 0);
        if (unread > 0 && button_right(ui, row, {.key = "read_all", .label = desk.tr("notifications.read_all"), .icon = icon::check})) {
            const auto all = items_;
            for (const auto& item : all)
                if (!item.read) desk.act(desk.compose().read_notification(item.row));
        }
        if (!ui.phone()) heading(ui, "title", row, 1, desk.tr("nav.notifications"), {.style = TextStyle::title});
    }
    if (!ui.phone()) state_bar(desk, rest);
    if (items_.empty()) {
        const std::string title = desk.tr("notifications.none"), text = desk.tr("notifications.none_text");
        empty_state(ui, rest.inset(24, 24), {.key = "empty", .title = title, .text = text, .icon = icon::bell});
        return;
    }
    ScrollArea scroll(ui, "list", rest);
    const float height = ui.phone() ? 64.f : 48.f;
    const auto rows = scroll.rows(static_cast<std::int64_t>(items_.size()), height);
    Group group(ui, "list", {.role = Role::list, .name = desk.tr("nav.notifications"), .rect = rest});
    model::RowId read_now = 0, open_now = 0;
    for (std::int64_t i = rows.first; i < rows.last; ++i) {
        const model::Notification& item = items_[static_cast<std::size_t>(i)];
        const std::string when = moment_text(ui.locale(), desk.zone(), item.at, desk.now());
        const std::string about = item.record ? model::title_of(desk.ws(), item.record) : std::string();
        const Rect r{rest.x + 12, scroll.row_y(i, height), rest.w - 24, height};
        const std::string state = item.read ? std::string() : desk.tr("notifications.unread");
        const Press press = list_row(ui, ui.id(item.row), r,
                                     {.name = item.text, .description = state.empty() ? when : state + ", " + when,
                                      .position = static_cast<int>(i + 1), .set_size = static_cast<int>(items_.size())});
        if (press.clicked) {
            if (!item.read) read_now = item.row;
            open_now = item.record;
        }
        Rect line = r.inset(8, 4);
        const Rect mark = line.cut_left(8, 12);
        if (!item.read) disc(ui, mark.center(), 4, t.accent);
        const TextSpec quiet{.style = TextStyle::small, .color = t.text3, .align = Align::right};
        draw_text(ui, line.cut_right(text_width(ui, when, quiet) + 1, 12), when, quiet);
        const TextSpec text{.weight = item.read ? Weight::usual : Weight::strong};
        if (about.empty()) {
            draw_text(ui, line, item.text, text);
        } else {
            draw_text(ui, line.cut_top(line.h / 2), item.text, text);
            draw_text(ui, line, about, {.style = TextStyle::small, .color = t.text3});
        }
    }
    // After the loop: commands change the list that is being drawn.
    if (read_now) desk.act(desk.compose().read_notification(read_now));
    if (open_now) desk.open_record(open_now);
}

}  // namespace potok::ui
