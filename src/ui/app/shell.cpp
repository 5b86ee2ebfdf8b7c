#include "ui/app/shell.h"

#include <algorithm>

#include "generated/icons.h"
#include "model/approvals.h"
#include "model/queue.h"
#include "ui/app/logo.h"
#include "ui/designer/designer.h"
#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/field.h"
#include "ui/kit/list.h"
#include "ui/kit/overlay.h"
#include "ui/kit/paint.h"
#include "ui/kit/text.h"
#include "ui/kit/tokens.h"
#include "ui/people.h"
#include "ui/tasks/task_groups.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

// The board of a record is current while its card is open.
bool is_current(Desk& desk, const Route& entry) {
    const Route& now = desk.route();
    if (entry.page == Page::board && now.page == Page::record) {
        const auto row = desk.ws().row_of(now.record);
        const auto record = row ? model::record(desk.ws(), *row) : std::nullopt;
        return record && record->text("pipeline") == entry.key;
    }
    if (entry.page == Page::queue) return now.page == Page::queue && now.key == entry.key;
    if (entry.page == Page::board) return (now.page == Page::board || now.page == Page::list) && now.key == entry.key;
    if (entry.page == Page::list) return now.page == Page::list && !desk.ws().catalog().pipeline(now.key);
    if (entry.page == Page::designer) return now.page == Page::designer;
    if (entry.page == Page::calendar) return now.page == Page::calendar;
    return now.page == entry.page;
}

}  // namespace

// Counters: read once, then kept by what changes.
void Shell::count(Desk& desk) {
    known_ = true;
    const TaskGroups mine = group_tasks(model::tasks(desk.ws(), {.assignee = desk.actor(), .record = {}}), desk.now(), desk.zone());
    due_tasks_ = static_cast<std::int64_t>(mine[DueGroup::overdue].size() + mine[DueGroup::today].size());
    unread_ = static_cast<std::int64_t>(model::notifications(desk.ws(), desk.actor(), true).size());
    approvals_ = model::count_approvals_for(desk.ws(), desk.actor(), desk.now());
    if (catalog_version_ != desk.ws().catalog().version() || !records_known_) records_.count(desk.ws());
    records_known_ = true;
    has_crews_ = !model::resources(desk.ws(), "crew").empty();
    counted_day_ = desk.zone().to_local(desk.now()).date.days;
    catalog_version_ = desk.ws().catalog().version();
}

void Shell::take(Desk& desk, const model::Outcome& outcome) {
    if (records_known_ && catalog_version_ == desk.ws().catalog().version()) records_.take(desk.ws(), outcome);
    for (const auto& change : outcome.changes) {
        if (!change.type) continue;
        const std::string_view type = change.type->key;
        if (type == "task" || type == "absence" || type == "notification" || type == "resource") {
            count(desk);
            return;
        }
    }
}

std::vector<Shell::Entry> Shell::entries(Desk& desk) {
    std::vector<Entry> out;
    const auto add = [&](Page page, const char* key, const char* label, std::string_view icon, std::int64_t count = -1, bool hot = false) {
        out.push_back({Route::to(page), key, desk.tr(label), icon, count, hot, false});
    };
    add(Page::today, "today", "nav.today", icon::calendar_check, due_tasks_ > 0 ? due_tasks_ : -1);
    add(Page::approvals, "approvals", "nav.approvals", icon::stamp, approvals_ > 0 ? approvals_ : -1, approvals_ > 0);
    add(Page::tasks, "tasks", "nav.tasks", icon::list_checks);
    add(Page::notifications, "notifications", "nav.notifications", icon::bell, unread_ > 0 ? unread_ : -1, unread_ > 0);
    for (const model::Queue& queue : model::queues(desk.ws()))
        if (model::works_on(desk.ws(), queue, desk.actor()) || model::manages(desk.ws(), queue, desk.actor()))
            out.push_back({Route::queue(queue.key), "queue:" + queue.key, queue.label.in(desk.language()), icon::phone_outgoing, -1, false, false});
    for (const auto& pipeline : desk.ws().catalog().pipelines())
        out.push_back({Route::board(pipeline->key), "board:" + pipeline->key, pipeline->label.in(desk.language()),
                       icon::waves_horizontal, records_.of(pipeline->key), false, true});
    add(Page::calendar, "calendar", "nav.calendar", icon::calendar_days);
    if (has_crews_) add(Page::crews, "crews", "nav.crews", icon::calendar_range);
    add(Page::list, "lists", "nav.lists", icon::table_2);
    if (!desk.ws().catalog().definitions_of("report").empty()) add(Page::reports, "reports", "nav.reports", icon::chart_no_axes_combined);
    if (may_design(desk)) add(Page::designer, "designer", "nav.designer", icon::workflow);
    add(Page::settings, "settings", "nav.settings", icon::settings);
    return out;
}

Rect Shell::frame(Desk& desk) {
    open_palette = open_person_menu = false;
    const std::int64_t day = desk.zone().to_local(desk.now()).date.days;
    if (!known_ || day != counted_day_ || desk.ws().catalog().version() != catalog_version_) count(desk);
    return desk.ui().phone() ? phone(desk) : wide(desk);
}

Rect Shell::wide(Desk& desk) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    Rect screen = ui.screen();
    fill(ui, screen, t.canvas);
    const bool folded = ui.narrow() || desk.preferences().navigation_folded;
    const Rect nav = screen.cut_left(folded ? tokens::size_nav_collapsed : tokens::size_nav_width);
    navigation(desk, nav, folded);
    Rect sheet{screen.x, screen.y + 8, screen.w - 8, screen.h - 16};
    shadow(ui, sheet, Elevation::e1, 12);
    fill(ui, sheet, t.sheet, 12);
    outline_around(ui, sheet, t.line, 12);
    return sheet;
}

void Shell::navigation(Desk& desk, Rect nav, bool folded) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    Group group(ui, "navigation", {.role = Role::navigation, .name = desk.tr("nav.name"), .rect = nav});
    Rect in = nav.inset(8, 8);
    Rect workspace = in.cut_top(40);
    draw_logo(ui, Rect(workspace.cut_left(folded ? 40.f : 32.f)).centered(24, 24), 24);
    if (!folded) {
        if (icon_button(ui, workspace.cut_right(28).middle(28), "fold", icon::panel_left, desk.tr("nav.fold"), 16, t.text3)) {
            desk.preferences().navigation_folded = true;
            desk.preferences_changed();
        }
        heading(ui, "workspace", workspace.inset(4, 0), 1, desk.ws().info().name, {.weight = Weight::strong});
    }
    in.cut_top(8);
    const Rect search = in.cut_top(32, 10);
    const std::string search_name = desk.tr("nav.search");
    if (folded) {
        if (icon_button(ui, search, "search", icon::search, search_name)) open_palette = true;
        if (!ui.narrow() && icon_button(ui, in.cut_top(32, 4), "unfold", icon::panel_left, desk.tr("nav.unfold"))) {
            desk.preferences().navigation_folded = false;
            desk.preferences_changed();
        }
    } else {
        const Press press = ui.press({.id = ui.id("search"), .role = Role::button, .name = search_name, .states = state_popup, .rect = search});
        outline(ui, search, blend(t.line_strong, t.control, press.hover), 6);
        Rect line = search.inset(10, 0);
        draw_icon(ui, line.cut_left(14, 8), icon::search, 14, t.text3);
        const float cap = key_cap_width(ui, "Ctrl K");
        key_cap(ui, {line.right() - cap, line.center().y}, "Ctrl K");
        line.cut_right(cap + 8);
        draw_text(ui, line, search_name, {.color = t.text3});
        if (press.ring) focus_ring(ui, search, 6, t.canvas);
        if (press.clicked) open_palette = true;
    }

    Rect foot = in.cut_bottom(64);
    bool headed = false;
    for (const Entry& entry : entries(desk)) {
        if (entry.route.page == Page::settings) continue;  // stands with the person
        if (entry.sub && !headed && !folded) {
            Rect head = in.cut_top(32);
            draw_icon(ui, {head.x + 8, head.y, 16, 32}, icon::waves_horizontal, 16, t.text2);
            label(ui, "pipelines", {head.x + 34, head.y, head.w - 34, 32}, desk.tr("nav.pipelines"), {.color = t.text2});
            headed = true;
        }
        const bool sub = entry.sub && !folded;
        if (nav_item(ui, in.cut_top(sub ? 28.f : 32.f),
                     {.key = entry.key, .label = entry.label, .icon = sub ? std::string_view() : entry.icon, .count = entry.count,
                      .hot = entry.hot, .current = is_current(desk, entry.route), .sub = sub, .folded = folded}))
            desk.go(entry.route);
    }
    person_row(desk, foot.cut_top(40), folded);
    saving_state(desk, foot, folded);
}

void Shell::person_row(Desk& desk, Rect row, bool folded) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const std::string name = model::title_of(desk.ws(), desk.actor());
    if (!folded && icon_button(ui, row.cut_right(32, 4).middle(32), "settings", icon::settings, desk.tr("nav.settings"), 16, t.text3))
        desk.go(Route::to(Page::settings));
    person_anchor = row;
    const std::string said = desk.tr("nav.acting_as", {{"person", name}});
    const Press press = ui.press({.id = ui.id("person"), .role = Role::button, .name = said, .states = state_popup, .rect = row});
    if (press.hover > 0) fill(ui, row, with_alpha(t.hover, press.hover), 6);
    draw_avatar(ui, Rect{row.x + 8, row.y, 24, row.h}.middle(24), name, desk.actor());
    if (!folded) draw_text(ui, {row.x + 40, row.y, row.w - 44, row.h}, name);
    if (press.ring) focus_ring(ui, row, 6, t.canvas);
    if (press.clicked || press.context) open_person_menu = true;
}

void Shell::saving_state(Desk& desk, Rect row, bool folded) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const SaveState saved = desk.keeper().saved();
    std::string text;
    Rect mark{row.x + 8, row.y + 4, 12, 16};
    switch (saved.kind) {
    case SaveState::Kind::saving:
        text = desk.tr("save.saving");
        draw_icon(ui, mark, icon::loader_circle, 12, t.accent_text);
        break;
    case SaveState::Kind::on_device:
        text = saved.saved_at ? desk.tr("save.saved_at", {{"time", ui.locale().time(desk.zone().to_local(*saved.saved_at).time)}})
                              : desk.tr("save.on_device");
        draw_icon(ui, mark, icon::hard_drive, 12, t.text2);
        break;
    case SaveState::Kind::read_only:
        text = desk.tr("save.read_only");
        draw_icon(ui, mark, icon::lock, 12, t.danger);
        break;
    }
    const Rect line{row.x + 26, row.y + 4, row.w - 26, 16};
    ui.tree().add({.id = ui.id("saved"), .role = Role::status, .name = text, .rect = line});
    if (!folded) draw_text(ui, line, text, {.style = TextStyle::caption, .color = t.text3});
}

}  // namespace potok::ui
