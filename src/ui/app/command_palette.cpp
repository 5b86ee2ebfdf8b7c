#include "ui/app/command_palette.h"

#include <algorithm>

#include "base/text.h"
#include "generated/icons.h"
#include "ui/designer/designer.h"
#include "ui/kit/field.h"
#include "ui/kit/list.h"
#include "ui/kit/overlay.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"
#include "ui/list/lists_page.h"

namespace potok::ui {

namespace {

constexpr int most_records = 12;

// Every word typed begins a word of the label.
bool matches(std::string_view label, std::string_view typed) {
    const std::string in = " " + fold(label);
    const std::string words = fold(typed);
    for (std::size_t at = 0; at < words.size();) {
        std::size_t end = words.find(' ', at);
        if (end == std::string::npos) end = words.size();
        if (end > at && in.find(" " + words.substr(at, end - at)) == std::string::npos) return false;
        at = end + 1;
    }
    return true;
}

}  // namespace

std::vector<CommandPalette::Entry> CommandPalette::actions(Desk& desk) {
    std::vector<Entry> out;
    const auto page = [&](const char* label, std::string_view glyph, Route route) {
        out.push_back({desk.tr(label), "", glyph, [route](Desk& d) { d.go(route); }});
    };
    page("nav.today", icon::calendar_check, Route::to(Page::today));
    page("nav.tasks", icon::calendar_check, Route::to(Page::tasks));
    page("nav.approvals", icon::stamp, Route::to(Page::approvals));
    for (const auto& pipeline : desk.ws().catalog().pipelines()) {
        const std::string key = pipeline->key;
        out.push_back({pipeline->label.in(desk.language()), desk.tr("nav.pipelines"), icon::waves_horizontal,
                       [key](Desk& d) { d.go(Route::board(key)); }});
        out.push_back({pipeline->label.in(desk.language()), desk.tr("list.list"), icon::list, [key](Desk& d) { d.go(Route::list(key)); }});
    }
    for (const auto& type : desk.ws().catalog().types()) {
        if (!is_universal_list(*type)) continue;
        const std::string key = type->key;
        out.push_back({type->plural.in(desk.language()), desk.tr("nav.lists"), icon::table_2, [key](Desk& d) { d.go(Route::list(key)); }});
    }
    page("nav.calendar", icon::calendar_days, Route::to(Page::calendar));
    page("nav.crews", icon::calendar_range, Route::to(Page::crews));
    page("nav.lists", icon::table_2, Route::list(""));
    page("nav.notifications", icon::bell, Route::to(Page::notifications));
    if (may_design(desk)) page("nav.designer", icon::workflow, Route::to(Page::designer));
    page("nav.settings", icon::settings, Route::to(Page::settings));
    for (const auto& pipeline : desk.ws().catalog().pipelines()) {
        const model::RecordType* type = desk.ws().catalog().type(pipeline->type);
        if (!type) continue;
        const std::string key = pipeline->key, type_key = pipeline->type;
        out.push_back({desk.tr("board.new", {{"type", type->label.in(desk.language())}}), desk.tr("palette.action"), icon::plus,
                       [key, type_key](Desk& d) { d.ask_create(type_key, key, ""); }});
    }
    out.push_back({desk.tr("tasks.new"), desk.tr("palette.action"), icon::plus, [](Desk& d) { d.ask_task(0); }});
    const auto theme = [&](const char* label, std::string_view glyph, ThemeChoice choice) {
        out.push_back({desk.tr(label), desk.tr("palette.action"), glyph, [choice](Desk& d) {
                           d.preferences().theme = choice;
                           d.preferences_changed();
                       }});
    };
    theme("settings.theme_light", icon::sun, ThemeChoice::light);
    theme("settings.theme_dark", icon::moon, ThemeChoice::dark);
    theme("settings.theme_contrast", icon::eye, ThemeChoice::contrast);
    theme("settings.theme_system", icon::sun_moon, ThemeChoice::system);
    return out;
}

void CommandPalette::look_up(Desk& desk) {
    entries_.clear();
    for (Entry& entry : actions(desk))
        if (matches(entry.label, text_)) entries_.push_back(std::move(entry));
    if (count_codepoints(trim(text_)) >= 2) {
        std::vector<Entry> records, parts;
        for (const model::SearchHit& hit : model::search(desk.ws(), text_, most_records)) {
            if (!hit.type) continue;
            const model::RowId row = hit.row;
            std::string detail = hit.type->label.in(desk.language());
            if (!hit.context.empty()) detail += " · " + hit.context;
            const bool belongs = !hit.type->subject_field.empty();
            (belongs ? parts : records).push_back({hit.title, std::move(detail), belongs ? icon::corner_down_right : icon::file_text,
                               [row](Desk& d) { d.open_record(row); }});
        }
        // Records first, then what belongs to one: names are what one types.
        records.insert(records.end(), std::make_move_iterator(parts.begin()), std::make_move_iterator(parts.end()));
        entries_.insert(entries_.begin(), std::make_move_iterator(records.begin()), std::make_move_iterator(records.end()));
    }
    current_ = 0;
}

void CommandPalette::frame(Desk& desk) {
    if (!open_) return;
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const bool first = std::exchange(fresh_, false);
    if (first) {
        text_.clear();
        look_up(desk);
    }
    const float width = std::min(600.f, ui.screen().w - 16), row = ui.phone() ? 48.f : 36.f;
    const float list = row * static_cast<float>(std::clamp<std::size_t>(entries_.size(), 1, 10));
    const Rect box{(ui.screen().w - width) / 2, ui.phone() ? 8.f : 96.f, width, 56 + list + 8};
    const auto events = ui.begin_layer(ui.id("palette"), box, {.scrim = t.scrim_alpha});
    if (events.dismissed) open_ = false;
    raised_surface(ui, box, Elevation::e4, 14);
    const std::string name = desk.tr("palette.name"), hint = desk.tr("palette.hint");
    ui.tree().add({.id = ui.id("palette"), .role = Role::dialog, .name = name, .states = state_modal, .rect = box});
    ui.tree().open(ui.id("palette"));
    Rect in = box.inset(12, 12);
    const FieldEvents field = text_field(ui, in.cut_top(32, 12),
                                         {.key = "text", .label = name, .placeholder = hint, .icon = icon::search, .search = true, .focus_now = first},
                                         text_);
    if (field.changed) look_up(desk);
    const int n = static_cast<int>(entries_.size());
    if (n > 0 && ui.key(ImGuiKey_DownArrow, true)) current_ = (current_ + 1) % n;
    if (n > 0 && ui.key(ImGuiKey_UpArrow, true)) current_ = (current_ + n - 1) % n;
    int chosen = field.submitted && n > 0 ? current_ : -1;

    Rect view{box.x + 6, in.y, box.w - 12, list};
    if (n == 0) label(ui, "none", view.inset(12, 0), desk.tr("form.nothing_found"), {.color = t.text2});
    {
        ScrollArea area(ui, "results", view);
        const auto rows = area.rows(n, row);
        Group box_group(ui, "list", {.role = Role::listbox, .name = name, .rect = view});
        for (std::int64_t i = rows.first; i < rows.last; ++i) {
            const Entry& entry = entries_[static_cast<std::size_t>(i)];
            Rect line{view.x, area.row_y(i, row), view.w, row};
            const Press press = list_row(ui, ui.id(i), line,
                                         {.name = entry.label, .description = entry.detail, .role = Role::option, .selected = i == current_,
                                          .line = false, .position = static_cast<int>(i + 1), .set_size = n, .tab_stop = false, .radius = 6});
            if (press.clicked) chosen = static_cast<int>(i);
            line = line.inset(10, 0);
            draw_icon(ui, line.cut_left(16, 10), entry.icon, 16, t.text2);
            const TextSpec quiet{.style = TextStyle::small, .color = t.text3, .align = Align::right};
            const float detail = std::min(text_width(ui, entry.detail, quiet), line.w * 0.5f);
            draw_text(ui, line.cut_right(detail, 8), entry.detail, quiet);
            draw_text(ui, line, entry.label);
        }
    }
    ui.tree().close();
    ui.end_layer();
    if (chosen >= 0) {
        open_ = false;
        const auto act = entries_[static_cast<std::size_t>(chosen)].act;
        act(desk);
    }
}

}  // namespace potok::ui
