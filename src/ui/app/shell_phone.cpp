// The shell on a phone: a bar of 56 above, a bar of 64 with five places below, the rest behind "More".
#include "generated/icons.h"
#include "model/queue.h"
#include "ui/app/shell.h"
#include "ui/app/state_bar.h"
#include "ui/kit/button.h"
#include "ui/kit/list.h"
#include "ui/kit/overlay.h"
#include "ui/kit/paint.h"
#include "ui/kit/text.h"
#include "ui/reports/report_page.h"

namespace potok::ui {

namespace {

std::string page_title(Desk& desk) {
    switch (desk.route().page) {
    case Page::board:
        if (const auto* pipeline = desk.ws().catalog().pipeline(desk.route().key)) return pipeline->label.in(desk.language());
        return desk.tr("nav.pipelines");
    case Page::queue:
        if (const auto* queue = model::queue(desk.ws(), desk.route().key)) return queue->label.in(desk.language());
        return desk.tr("nav.queues");
    case Page::tasks: return desk.tr("nav.tasks");
    case Page::approvals: return desk.tr("nav.approvals");
    case Page::calendar: return desk.tr("nav.calendar");
    case Page::crews: return desk.tr("nav.crews");
    case Page::notifications: return desk.tr("nav.notifications");
    case Page::settings: return desk.tr("nav.settings");
    case Page::reports: {
        const auto report = model::report_of(desk.ws().catalog(), report_key(desk.ws().catalog(), desk.route().key));
        return report.ok() ? report->label.in(desk.language()) : desk.tr("nav.reports");
    }
    case Page::today: return desk.tr("nav.today");
    case Page::list:
        if (const auto* pipeline = desk.ws().catalog().pipeline(desk.route().key)) return pipeline->label.in(desk.language());
        if (const auto* type = desk.ws().catalog().type(desk.route().key)) return type->plural.in(desk.language());
        return desk.tr("nav.lists");
    case Page::start:
    case Page::record:
    case Page::client: break;
    case Page::designer: return desk.tr("nav.designer");
    case Page::duplicates: return desk.tr("duplicates.title");
    }
    return desk.ws().info().name;
}

}  // namespace

Rect Shell::phone(Desk& desk) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    Rect screen = ui.screen();
    fill(ui, screen, t.sheet);
    if (desk.route().page == Page::record || desk.route().page == Page::client) return screen;  // a record has a bar of its own, and its action below

    Rect top = screen.cut_top(56);
    top.cut_left(16);
    top.cut_right(8);
    if (desk.route().page == Page::board || desk.route().page == Page::tasks || desk.route().page == Page::today) {
        const Rect add = top.cut_right(44, 8).middle(44);
        const std::string name = desk.tr(desk.route().page == Page::board ? "board.new_short" : "tasks.new");
        if (button(ui, add, {.key = "new", .label = name, .kind = ButtonKind::primary, .icon = icon::plus, .icon_only = true})) {
            const auto* pipeline = desk.ws().catalog().pipeline(desk.route().key);
            if (pipeline) desk.ask_create(pipeline->type, pipeline->key, "");
            else desk.ask_task(0);
        }
    }
    if (icon_button(ui, top.cut_right(44).middle(44), "bell", icon::bell, desk.tr("nav.notifications"), 20, unread_ > 0 ? t.accent_text : t.text2))
        desk.go(Route::to(Page::notifications));
    heading(ui, "title", top, 1, page_title(desk), {.style = TextStyle::lead});

    const Rect bar = screen.cut_bottom(64);
    fill(ui, bar, t.surface);
    hline(ui, bar.x, bar.y, bar.w, t.line);
    Group group(ui, "navigation", {.role = Role::navigation, .name = desk.tr("nav.name"), .rect = bar});
    Rect place = bar;
    place.h -= 4;
    const auto item = [&](int i, const char* key, std::string_view glyph, const char* text, bool current) {
        const std::string label = desk.tr(text);
        return bottom_bar_item(ui, part(place, i, 5, 0), key, glyph, label, current);
    };
    if (item(0, "today", icon::calendar_check, "nav.today", desk.route().page == Page::today)) desk.go(Route::to(Page::today));
    if (item(1, "board", icon::waves_horizontal, "nav.board_short", desk.route().page == Page::board)) {
        const auto& pipelines = desk.ws().catalog().pipelines();
        if (!pipelines.empty()) desk.go(Route::board(pipelines.front()->key));
    }
    if (item(2, "search", icon::search, "nav.search", false)) open_palette = true;
    if (item(3, "calendar", icon::calendar_days, "nav.calendar", desk.route().page == Page::calendar)) desk.go(Route::to(Page::calendar));
    if (item(4, "more", icon::menu, "nav.more", more_open_)) more_open_ = true;
    more_sheet(desk);
    state_bar(desk, screen);
    return screen;
}

void Shell::more_sheet(Desk& desk) {
    if (!more_open_) return;
    Ui& ui = desk.ui();
    const std::string title = desk.tr("nav.more"), close = desk.tr("dialog.close");
    const auto list = entries(desk);
    const float height = 48 * static_cast<float>(list.size() + 1) + 48;
    const bool stay = dialog(ui, {.key = "more-sheet", .title = title, .width = 440, .body_height = height, .footer_height = 0, .close_name = close},
                             {.header = {}, .body = [&](Rect r) {
                                 r.h = 100000;
                                 for (const Entry& entry : list) {
                                     if (nav_item(ui, r.cut_top(48), {.key = entry.key, .label = entry.label, .icon = entry.icon, .count = entry.count, .hot = entry.hot})) {
                                         more_open_ = false;
                                         desk.go(entry.route);
                                     }
                                 }
                                 const std::string who = desk.tr("nav.acting_as", {{"person", model::title_of(desk.ws(), desk.actor())}});
                                 person_anchor = r.cut_top(48);
                                 if (nav_item(ui, person_anchor, {.key = "person", .label = who, .icon = icon::user})) {
                                     more_open_ = false;
                                     open_person_menu = true;
                                 }
                                 saving_state(desk, r, false);
                             }, .footer = {}});
    if (!stay) more_open_ = false;
}

}  // namespace potok::ui
