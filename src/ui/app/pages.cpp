#include "ui/app/pages.h"

#include "ui/approvals/approvals_page.h"
#include "ui/board/board_page.h"
#include "ui/calendar/calendar_page.h"
#include "ui/calendar/crews_page.h"
#include "ui/card/card_page.h"
#include "ui/client/client_page.h"
#include "ui/client/duplicates_page.h"
#include "ui/designer/designer.h"
#include "ui/kit/chip.h"
#include "ui/kit/overlay.h"
#include "ui/kit/text.h"
#include "ui/list/list_page.h"
#include "ui/list/lists_page.h"
#include "ui/queue/queue_page.h"
#include "ui/reports/report_page.h"
#include "ui/settings/notifications_page.h"
#include "ui/settings/packs_page.h"
#include "ui/settings/settings_page.h"
#include "ui/tasks/tasks_page.h"
#include "ui/today/today_page.h"

namespace potok::ui {

std::unique_ptr<PageView> make_page(Desk& desk, const Route& route) {
    switch (route.page) {
    case Page::board:
        if (const auto* pipeline = desk.ws().catalog().pipeline(route.key)) return std::make_unique<BoardPage>(desk, *pipeline);
        return nullptr;
    case Page::record:
        if (const auto row = desk.ws().row_of(route.record)) return std::make_unique<CardPage>(desk, *row);
        return nullptr;
    case Page::client:
        if (const auto row = desk.ws().row_of(route.record)) return std::make_unique<ClientPage>(desk, *row);
        return nullptr;
    case Page::duplicates: return std::make_unique<DuplicatesPage>(desk);
    case Page::approvals: return std::make_unique<ApprovalsPage>(desk);
    case Page::tasks: return std::make_unique<TasksPage>(desk);
    case Page::notifications: return std::make_unique<NotificationsPage>(desk);
    case Page::settings:
        if (route.key == "packs") return std::make_unique<PacksPage>(desk);
        return std::make_unique<SettingsPage>(desk);
    case Page::calendar: return std::make_unique<CalendarPage>(desk);
    case Page::crews: return std::make_unique<CrewsPage>(desk);
    case Page::reports: return std::make_unique<ReportPage>(desk, route.key);
    case Page::queue:
        if (const auto* queue = model::queue(desk.ws(), route.key)) return std::make_unique<QueuePage>(desk, *queue);
        return nullptr;
    case Page::today: return std::make_unique<TodayPage>(desk);
    case Page::list: {
        if (route.key.empty()) return std::make_unique<ListsPage>(desk);
        const auto* pipeline = desk.ws().catalog().pipeline(route.key);
        const auto* type = desk.ws().catalog().type(pipeline ? pipeline->type : route.key);
        return type && type->registered ? std::make_unique<ListPage>(desk, *type, pipeline) : nullptr;
    }
    case Page::designer: return make_designer_page(desk, route.key);
    case Page::start: break;
    }
    return nullptr;
}

bool shortcut_help(Desk& desk) {
    Ui& ui = desk.ui();
    constexpr std::pair<const char*, const char*> keys[] = {
        {"Ctrl K", "keys.palette"},      {"/", "keys.palette"},        {"N", "keys.new"},
        {"← ↑ → ↓", "keys.arrows"},      {"Enter", "keys.open"},       {"M", "keys.move"},
        {"Ctrl Shift ←", "keys.back"},   {"Ctrl Shift →", "keys.forward"}, {"Ctrl Z", "keys.undo"},
        {"Alt T", "keys.tasks"},         {"Alt C", "keys.calendar"},   {"Alt 1 … 9", "keys.boards"},
        {"T, 1 … 5", "keys.calendar_views"}, {"Shift ← ↑ → ↓", "keys.calendar_move"},
        {"Esc", "keys.escape"},          {"?", "keys.help"},
    };
    const std::string title = desk.tr("keys.title"), close = desk.tr("dialog.close");
    return dialog(ui, {.key = "keys", .title = title, .width = 440, .body_height = 28 * static_cast<float>(std::size(keys)) + 8, .footer_height = 0, .close_name = close},
                  {.header = {},
                   .body = [&](Rect r) {
                       for (const auto& [key, what] : keys) {
                           Rect row = r.cut_top(28);
                           IdScope scope(ui, key);
                           key_cap(ui, {row.x, row.center().y}, key);
                           row.cut_left(140);
                           label(ui, "what", row, desk.tr(what));
                       }
                   },
                   .footer = {}});
}

}  // namespace potok::ui
