#include "ui/list/list_page.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "generated/icons.h"
#include "ui/app/state_bar.h"
#include "ui/board/board_stream.h"
#include "ui/card/history_text.h"
#include "ui/kit/button.h"
#include "ui/kit/choice.h"
#include "ui/kit/notice.h"
#include "ui/kit/overlay.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"
#include "ui/rich_text.h"
#include "ui/value_text.h"

namespace potok::ui {

ListPage::ListPage(Desk& desk, const model::RecordType& type, const model::Pipeline* pipeline)
    : type_key_(type.key), pipeline_key_(pipeline ? pipeline->key : ""), type_(&type), pipeline_(pipeline), query_(desk.ws()) {
    all_ = all_columns(type);
    columns_ = usual_columns(type, pipeline);
    if (!pipeline) sort_ = {{type.title_field, false}};
    load_view(desk);
    may_edit_ = model::may(desk.ws(), desk.actor(), model::Verb::update, type, 0);
    may_create_ = model::may(desk.ws(), desk.actor(), model::Verb::create, type, 0);
    may_remove_ = model::may(desk.ws(), desk.actor(), model::Verb::remove, type, 0);
    show(desk);
}

// How this person on this device looks at it: columns with their widths, order, grouping.
void ListPage::load_view(Desk& desk) {
    const Json view = Json::parse(desk.ui().host().setting("list:" + type_key_ + ":" + pipeline_key_), nullptr, false);
    if (!view.is_object()) return;
    // What was changed since the view was chosen goes on being so, but for filters: they go with the view.
    if (view.contains("view") && view["view"].is_string())
        for (const model::SavedView& saved : views(desk))
            if (saved.key == view["view"].get<std::string>()) show_view(desk, saved);
    const auto pairs = [&](const char* key) { return view.contains(key) && view[key].is_array() ? view[key] : Json::array(); };
    std::vector<ListColumn> chosen;
    for (const Json& c : pairs("columns")) {
        if (!c.is_array() || c.size() != 2 || !c[0].is_string() || !c[1].is_number()) continue;
        const ListColumn* known = column_of(c[0].get<std::string>());
        if (!known) continue;
        chosen.push_back(*known);
        chosen.back().width = std::clamp(c[1].get<float>(), 60.f, 800.f);
    }
    if (!chosen.empty()) columns_ = std::move(chosen);
    if (view.contains("sort")) sort_.clear();
    for (const Json& s : pairs("sort"))
        if (s.is_array() && s.size() == 2 && s[0].is_string() && s[1].is_boolean()) sort_.push_back({s[0].get<std::string>(), s[1].get<bool>()});
    if (view.contains("group") && view["group"].is_string()) group_ = view["group"].get<std::string>();
}

void ListPage::keep_view(Desk& desk) const {
    Json columns = Json::array(), sort = Json::array();
    for (const ListColumn& c : columns_) columns.push_back(Json::array({c.key, static_cast<int>(c.width)}));
    for (const auto& s : sort_) sort.push_back(Json::array({s.field, s.descending}));
    desk.ui().host().set_setting("list:" + type_key_ + ":" + pipeline_key_, Json{{"columns", columns}, {"sort", sort}, {"group", group_}, {"view", view_}}.dump());
}

void ListPage::show(Desk&) {
    model::ListSpec spec;
    spec.type = type_key_;
    spec.pipeline = pipeline_key_;
    spec.filters = filters_;
    spec.text = text_;
    spec.sort = sort_;
    spec.group = group_;
    for (const ListColumn& c : columns_)
        if (c.field && (c.field->kind == model::FieldKind::money || (c.field->kind == model::FieldKind::number && !c.field->system))) spec.sums.push_back(c.key);
    query_.set(std::move(spec));
    count_lines();
}

std::string ListPage::fold_key(const model::ListQuery::Group& group) const { return group_ + "=" + to_json(group.value).dump(); }

void ListPage::count_lines() {
    group_lines_.clear();
    line_count_ = 0;
    for (const auto& group : query_.groups()) {
        group_lines_.push_back(line_count_);
        line_count_ += group_.empty() ? group.count : 1 + (folded_.contains(fold_key(group)) ? 0 : group.count);
    }
    if (cursor_ == 0 || query_.index_of(cursor_) == query_.size()) cursor_ = query_.size() > 0 ? query_.row(0) : 0;
    cursor_column_ = std::min(cursor_column_, columns_.empty() ? 0 : columns_.size() - 1);
}

ListPage::Line ListPage::line_at(std::size_t index) const {
    const auto after = std::upper_bound(group_lines_.begin(), group_lines_.end(), index);
    const auto group = static_cast<std::size_t>(after - group_lines_.begin()) - 1;
    const std::size_t within = index - group_lines_[group];
    if (!group_.empty() && within == 0) return {group, true, 0};
    return {group, false, query_.groups()[group].first + within - (group_.empty() ? 0 : 1)};
}

std::size_t ListPage::line_of_row(std::size_t row) const {
    const auto& groups = query_.groups();
    const auto after = std::upper_bound(groups.begin(), groups.end(), row, [](std::size_t r, const auto& g) { return r < g.first; });
    const auto group = static_cast<std::size_t>(after - groups.begin()) - 1;
    if (!group_.empty() && folded_.contains(fold_key(groups[group]))) return group_lines_[group];
    return group_lines_[group] + row - groups[group].first + (group_.empty() ? 0 : 1);
}

void ListPage::take(Desk&, const model::Outcome& outcome) {
    bool names = false;
    for (const auto& change : outcome.changes) {
        if (!change.type) continue;
        cells_.erase(change.row);
        if (change.subject != 0) cells_.erase(change.subject);
        names = names || (change.type->key != type_key_ && change.delta(change.type->title_field) && change.kind == model::Change::Kind::updated);
    }
    if (names) cells_.clear();
    if (!query_.take(outcome)) return;
    std::erase_if(selection_, [&](model::RowId row) { return query_.index_of(row) == query_.size(); });
    count_lines();
}

void ListPage::frame(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    IdScope scope(ui, type_key_ + "/" + pipeline_key_);
    if (cells_.size() > 4000) cells_.clear();
    keys(desk);
    Rect rest = area;
    if (!ui.phone()) {
        header(desk, rest.cut_top(56));
        state_bar(desk, rest);
    }
    filters(desk, rest.cut_top(44));
    if (query_.size() == 0 && filters_.empty() && text_.empty() && !may_create_) {
        const std::string title = desk.tr("list.empty"), text = desk.tr("list.empty_read_only");
        empty_state(ui, rest.inset(24, 24), {.key = "empty", .title = title, .text = text, .icon = icon::table_2});
    } else if (ui.phone()) {
        phone_rows(desk, rest);
    } else {
        table(desk, rest);
    }
    selection_bar(desk, rest);
    selection_asks(desk);
    edit_aside(desk);
    history(desk);
    row_menu(desk);
    work(desk);
}

void ListPage::header(Desk& desk, Rect row) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    row = Rect{row.x + 20, row.y, row.w - 36, row.h};
    if (may_create_ && button_right(ui, row, {.key = "new", .label = desk.tr("board.new", {{"type", type_->label.in(desk.language())}}), .kind = ButtonKind::primary, .icon = icon::plus, .shortcut = "N"}, 12)) {
        if (pipeline_) desk.ask_create(type_key_, pipeline_key_, "");
        else focus_new_ = 1;
    }
    if (pipeline_) {
        const std::string board = desk.tr("list.board"), list = desk.tr("list.list"), name = desk.tr("list.view");
        const Choice choices[] = {{.label = board, .icon = icon::square_kanban}, {.label = list, .icon = icon::list}};
        int current = 1;
        if (segment_tabs(ui, row.cut_right(segment_tabs_width(ui, choices), 12).middle(32), "view", name, choices, current)) desk.go(Route::board(pipeline_key_));
    }
    const std::string name = pipeline_ ? pipeline_->label.in(desk.language()) : type_->plural.in(desk.language());
    const TextSpec title{.style = TextStyle::title};
    heading(ui, "title", row.cut_left(std::min(text_width(ui, name, title) + 1, row.w * 0.5f), 12), 1, name, title);
    const std::string count = desk.plural("board.records", static_cast<std::int64_t>(query_.size()));
    const TextSpec quiet{.color = t.text3};
    label(ui, "count", row.cut_left(text_width(ui, count, quiet) + 1, 12), count, quiet);
    // Sums of all that is shown, of the amount that stands for the whole record.
    const auto& sums = query_.spec().sums;
    const auto at = std::find(sums.begin(), sums.end(), type_->amount_field);
    if (at == sums.end()) return;
    model::ListQuery::Sums total;
    for (const auto& group : query_.groups()) {
        const auto i = static_cast<std::size_t>(at - sums.begin());
        if (i >= group.sums.size()) continue;
        for (const auto& [currency, minor] : group.sums[i]) {
            const auto known = std::find_if(total.begin(), total.end(), [&](const auto& s) { return s.first == currency; });
            if (known == total.end()) total.emplace_back(currency, minor);
            else known->second += minor;
        }
    }
    label(ui, "total", row, sums_text(ui.locale(), total), {.weight = Weight::strong});
}

// Who changed what in one row: the same history as on its card.
void ListPage::history(Desk& desk) {
    if (!history_of_) return;
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const std::string title = model::title_of(desk.ws(), history_of_), close = desk.tr("dialog.close");
    const bool stay = side_sheet(ui, "history", title, 440, close, [&](Rect body) {
        ScrollArea scroll(ui, "history", body);
        Rect r = scroll.content();
        const float top = r.y;
        r.h = 1e6f;
        Group list(ui, "entries", {.role = Role::list, .name = desk.tr("timeline.title"), .rect = body});
        for (const TimelineItem& item : history_) {
            const HistoryText text = history_text(desk, item);
            Rect in = r;
            in.cut_left(28);
            const float from = in.y;
            const std::string when = moment_text(ui.locale(), desk.zone(), item.at, desk.now());
            in.cut_top(rich_paragraph(ui, in, text.sentence));
            for (const std::string& line : text.lines) in.cut_top(rich_paragraph(ui, in, line, {.style = TextStyle::small, .color = t.text2}));
            draw_text(ui, in.cut_top(18, 10), when, {.style = TextStyle::small, .color = t.text3});
            draw_icon(ui, {r.x, from, 16, 20}, text.icon, 16, t.text3);
            ui.tree().add({.id = ui.id(item.change), .role = Role::listitem, .name = without_marks(text.sentence), .description = when, .rect = {r.x, from, r.w, in.y - from}});
            r.cut_top(in.y - from);
        }
        scroll.set_content_height(r.y - top + 16);
    });
    if (!stay) history_of_ = 0;
}

void ListPage::row_menu(Desk& desk) {
    if (!menu_of_) return;
    const std::string open = desk.tr("list.open"), edit = desk.tr("list.edit"), history = desk.tr("list.history"), remove = desk.tr("card.delete");
    const MenuItem items[] = {{.label = open, .icon = icon::square_arrow_out_up_right, .shortcut = "O"},
                              {.label = edit, .icon = icon::pencil, .shortcut = "Enter", .disabled = !editable(desk) || !columns_[cursor_column_].editable},
                              {.label = history, .icon = icon::history, .shortcut = "H"},
                              {.label = remove, .icon = icon::trash_2, .disabled = !may_remove_ || desk.ws().read_only().has_value(), .danger = true, .separator_before = true}};
    const int picked = menu(desk.ui(), "row_menu", menu_anchor_, model::title_of(desk.ws(), menu_of_), items);
    if (picked == menu_open) return;
    const model::RowId row = std::exchange(menu_of_, 0);
    if (picked == 0) desk.open_record(row);
    if (picked == 1) begin_edit(desk, row, cursor_column_);
    if (picked == 2) history_of_ = row, history_ = timeline_items(model::timeline(desk.ws(), row, 200));
    if (picked == 3) desk.act(desk.compose().remove(row), {.done = desk.tr("card.deleted", {{"name", model::title_of(desk.ws(), row)}})});
}

}  // namespace potok::ui
