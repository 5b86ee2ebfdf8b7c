// The table itself: heads that sort and are resized, heads of groups with subtotals, rows, the line for a new one.
#include <algorithm>

#include "generated/icons.h"
#include "ui/board/board_stream.h"
#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/field.h"
#include "ui/kit/list.h"
#include "ui/kit/notice.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"
#include "ui/list/list_page.h"
#include "ui/people.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

constexpr float row_height = 36, head_height = 32, check_width = 48, pad = 10, phone_row = 64;

std::string sum_text(Desk& desk, const model::Field& field, const model::ListQuery::Sums& sums) {
    if (field.kind == model::FieldKind::money) return sums_text(desk.ui().locale(), sums);
    return sums.empty() ? std::string() : desk.ui().locale().number(Decimal::scaled(sums.front().second, field.decimals));
}

void check_box(Ui& ui, const Rect& at, bool on, bool some = false) {
    const Theme& t = ui.theme();
    const Rect box = at.centered(16, 16);
    fill(ui, box, on || some ? t.accent : t.surface, 4);
    if (on || some) draw_icon(ui, box, on ? icon::check : icon::minus, 12, t.on_accent);
    else outline(ui, box, t.control, 4);
}

}  // namespace

float ListPage::table_width() const {
    float width = check_width;
    for (const ListColumn& c : columns_) width += c.width;
    return width;
}

// What is left over goes to the first column: the name.
Rect ListPage::column_rect(const Rect& row, std::size_t column) const {
    float x = row.x + check_width;
    const float spare = std::max(0.f, row.w - table_width());
    for (std::size_t i = 0; i < column; ++i) x += columns_[i].width + (i == 0 ? spare : 0);
    return {x, row.y, columns_[column].width + (column == 0 ? spare : 0), row.h};
}

int ListPage::column_under(const Rect& row, float x) const {
    for (std::size_t i = 0; i < columns_.size(); ++i)
        if (const Rect c = column_rect(row, i); x >= c.x && x < c.right()) return static_cast<int>(i);
    return -1;
}

void ListPage::table(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const std::string name = pipeline_ ? pipeline_->label.in(desk.language()) : type_->plural.in(desk.language());
    ScrollArea across(ui, "across", area, {.horizontal = true, .bar = table_width() > area.w});
    Rect content = across.content();
    content.w = std::max(table_width(), area.w);
    across.set_content_width(table_width() > area.w ? table_width() : area.w);
    const Rect heads = content.cut_top(head_height);
    if (may_create_ && !pipeline_) add_row(desk, content.cut_top(row_height));
    if (query_.size() == 0) {
        column_heads(desk, heads);
        const bool filtered = !filters_.empty() || !text_.empty();
        const std::string title = desk.tr(filtered ? "list.none_match" : "list.empty"), text = desk.tr(filtered ? "list.none_match_text" : "list.empty_text"),
                          clear = filtered ? desk.tr("list.clear_filters") : std::string();
        if (empty_state(ui, Rect{area.x, content.y, area.w, content.h}.inset(24, 24), {.key = "empty", .title = title, .text = text, .icon = icon::table_2, .action = clear, .plain_action = true}) == 1) {
            filters_.clear();
            text_.clear();
            show(desk);
        }
        return;
    }
    Group grid(ui, "grid", {.role = Role::grid, .name = name, .set_size = static_cast<int>(query_.size()), .rect = area});
    column_heads(desk, heads);
    ScrollArea down(ui, "down", content, {.pad_end = selection_.empty() ? 16.f : 80.f});
    if (reveal_) {
        reveal_ = false;
        double& offset = down.state().offset;
        const double top = static_cast<double>(line_of_row(query_.index_of(cursor_))) * row_height;
        offset = std::max(0.0, std::clamp(offset, top + row_height - content.h, top));
    }
    const auto rows = down.rows(static_cast<std::int64_t>(lines()), row_height);
    grid_focused_ = false;
    for (std::int64_t i = rows.first; i < rows.last; ++i) {
        const Rect r{content.x, down.row_y(i, row_height), content.w, row_height};
        const Line line = line_at(static_cast<std::size_t>(i));
        if (line.head) group_head(desk, line.group, r);
        else row(desk, line.row, r);
    }
    if (!group_.empty() && rows.first < rows.last) {  // the group one is in stays in sight
        const Line first = line_at(static_cast<std::size_t>(rows.first));
        if (!first.head) {
            const Rect r{content.x, content.y, content.w, row_height};
            fill(ui, r, t.sunken);
            IdScope scope(ui, "pinned");
            group_head(desk, first.group, r);
        }
    }
}

void ListPage::column_heads(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    Group heads(ui, "heads", {.role = Role::row, .rect = r});
    fill(ui, r, t.sheet);
    hline(ui, r.x, r.bottom() - 1, r.w, t.line);
    const bool all = !selection_.empty() && selection_.size() == query_.size();
    const std::string select_name = desk.tr("list.select_all");
    {
        const Rect at{r.x, r.y, check_width, r.h};
        Group head(ui, "select", {.role = Role::columnheader, .name = select_name, .rect = at});
        const Rect box{r.x + 18, r.y, 24, r.h};
        const bool some = !all && !selection_.empty();
        const Press press = ui.press({.id = ui.id("all"), .role = Role::checkbox, .name = select_name, .states = all ? state_checked : some ? state_mixed : state_none, .rect = box});
        check_box(ui, box, all, some);
        if (press.ring) focus_ring(ui, box.centered(16, 16), 4);
        if (press.clicked && all) selection_.clear();
        else if (press.clicked) select_all();
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        ListColumn& c = columns_[i];
        const Rect whole = column_rect(r, i);
        const Rect in = whole.inset(pad, 0);
        const std::string label = column_label(desk, c);
        const auto sorted = std::find_if(sort_.begin(), sort_.end(), [&](const auto& s) { return s.field == c.key; });
        IdScope scope(ui, c.key);
        const Node node{.id = ui.id("head"), .role = Role::columnheader, .name = label, .value = sorted == sort_.end() ? "" : sorted->descending ? "descending" : "ascending", .rect = Rect{whole.x, whole.y, whole.w - 6, whole.h}};
        Color color = t.text3;
        if (c.sortable) {
            const Press press = ui.press(node);
            color = blend(t.text3, t.text, press.hover);
            if (press.ring) focus_ring(ui, whole.inset(4, 4), 4);
            if (press.clicked) {  // up, down, not at all; with Shift behind the others
                const bool more = ImGui::GetIO().KeyShift;
                const bool had = sorted != sort_.end(), down = had && sorted->descending;
                if (!more) sort_.clear();
                else if (had) sort_.erase(sorted);
                if (!had) sort_.push_back({c.key, false});
                else if (!down) sort_.push_back({c.key, true});
                show(desk);
                keep_view(desk);
            }
        } else {
            ui.tree().add(node);
        }
        const auto now = std::find_if(sort_.begin(), sort_.end(), [&](const auto& s) { return s.field == c.key; });
        Rect text = in;
        if (now != sort_.end()) {
            const float width = std::min(text_width(ui, label, {.style = TextStyle::small}), in.w - 16);
            draw_icon(ui, c.right ? Rect{in.right() - width - 16, in.y, 12, in.h} : Rect{in.x + width + 4, in.y, 12, in.h}, now->descending ? icon::arrow_down : icon::arrow_up, 12, color);
            text.w -= c.right ? 0.f : 16.f;
        }
        draw_text(ui, text, label, {.style = TextStyle::small, .color = color, .align = c.right ? Align::right : Align::left});
        // Its right edge: dragged, or moved by the arrow keys.
        const Rect edge{whole.right() - 5, whole.y, 8, whole.h};
        const std::string width_name = desk.tr("list.width_of", {{"field", label}});
        ui.tree().open(ui.id("head"));
        const Press grip = ui.press({.id = ui.id("edge"), .role = Role::separator, .name = width_name, .value = std::to_string(static_cast<int>(c.width)), .states = state_focusable, .rect = edge}, {.tab_stop = false, .draggable = true});
        ui.tree().close();
        float by = grip.dragging ? ImGui::GetIO().MouseDelta.x : 0;
        if (grip.focused && ui.key(ImGuiKey_LeftArrow, true)) by = -16;
        if (grip.focused && ui.key(ImGuiKey_RightArrow, true)) by = 16;
        if (by != 0) c.width = std::clamp(c.width + by, 60.f, 800.f);
        if (by != 0 && !grip.dragging) keep_view(desk);
        if (grip.dropped) keep_view(desk);
        if (grip.hovered || grip.dragging || grip.ring) fill(ui, {whole.right() - 2, whole.y + 6, 2, whole.h - 12}, t.accent_line, 1);
    }
}

void ListPage::group_head(Desk& desk, std::size_t index, const Rect& r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const auto& group = query_.groups()[index];
    const ListColumn* column = column_of(group_);
    if (!column) return;
    const std::string key = fold_key(group);
    const bool open = !folded_.contains(key);
    const std::string name = list_value(desk, *type_, pipeline_, *column, group.value);
    const std::string count = std::to_string(group.count);
    Group line(ui, "group/" + key, {.role = Role::row, .rect = r});
    const Press press = ui.press({.id = ui.id("head"), .role = Role::rowheader, .name = name, .value = count,
                                  .states = State::state_expandable | (open ? State::state_expanded : State::state_none), .rect = r}, {.tab_stop = false});
    fill(ui, r, press.hover > 0 ? blend(t.sunken, t.pressed, press.hover) : t.sunken);
    if (press.ring) outline(ui, r, t.focus, 2, 2);
    if (press.clicked) {
        if (open) folded_.insert(key);
        else folded_.erase(key);
        count_lines();
        ui.host().request_redraw();
    }
    Rect in = Rect{r.x + 18, r.y, r.w - 28, r.h};
    draw_icon(ui, in.cut_left(14, 10), open ? icon::chevron_down : icon::chevron_right, 14, t.text3);
    int hue = -1;
    if (column->kind == ListColumn::Kind::stage) {
        const std::string* stage_key = group.value.as<std::string>();
        for (const auto& p : desk.ws().catalog().pipelines())
            if (const model::Stage* stage = p->type == type_key_ && stage_key ? p->stage(*stage_key) : nullptr) hue = stage->hue;
    }
    if (hue >= 0) stage_dot(ui, Rect(in.cut_left(8, 8)).center(), hue);
    const TextSpec strong{.weight = Weight::strong};
    in.cut_left(draw_text(ui, in, name, strong) + 8);
    draw_text(ui, in, count, {.color = t.text3});
    for (std::size_t i = 0; i < query_.spec().sums.size() && i < group.sums.size(); ++i) {
        const auto at = std::find_if(columns_.begin(), columns_.end(), [&](const auto& c) { return c.key == query_.spec().sums[i]; });
        if (at == columns_.end() || at == columns_.begin()) continue;
        const Rect cell = column_rect(r, static_cast<std::size_t>(at - columns_.begin())).inset(pad, 0);
        draw_text(ui, cell, sum_text(desk, *at->field, group.sums[i]), {.weight = Weight::strong, .align = Align::right});
    }
}

const std::vector<ListCell>& ListPage::cells(Desk& desk, model::RowId row) {
    const auto [at, fresh] = cells_.try_emplace(row);
    if (!fresh && at->second.size() == columns_.size()) return at->second;
    at->second.clear();
    if (const auto record = model::record(desk.ws(), row))
        for (const ListColumn& c : columns_) at->second.push_back(cell_of(desk, *record, c));
    at->second.resize(columns_.size());
    return at->second;
}

void ListPage::row(Desk& desk, std::size_t index, const Rect& r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const model::RowId id = query_.row(index);
    const auto& shown = cells(desk, id);
    const bool chosen = selection_.contains(id), current = id == cursor_;
    Group group(ui, id, {.role = Role::row, .name = shown.front().text, .states = chosen ? state_selected : state_none, .position = static_cast<int>(index + 1),
                         .set_size = static_cast<int>(query_.size()), .rect = r});
    const Press press = ui.press({.id = ui.id("ground"), .role = Role::generic, .rect = r}, {.tab_stop = false, .take_focus = false, .keyboard = false});
    fill(ui, r, chosen ? t.accent_soft : with_alpha(t.hover, press.hover));
    hline(ui, r.x, r.bottom() - 1, r.w, t.line);
    const Rect check{r.x + 18, r.y, 24, r.h};
    if (chosen || press.hover > 0 || !selection_.empty()) check_box(ui, check, chosen);
    const int under = column_under(r, ui.pointer().x);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const Rect whole = column_rect(r, i);
        const bool at = current && i == cursor_column_;
        const bool edits = editing_ && !editing_->aside && editing_->row == id && editing_->column == i;
        if (edits) {
            edit_in_cell(desk, whole);
            continue;
        }
        const std::string label = column_label(desk, columns_[i]);
        Node node{.id = ui.id(columns_[i].key), .role = Role::gridcell, .name = label, .value = shown[i].text, .rect = whole};
        if (at) node.states |= State::state_focusable | State::state_tab_stop;
        if (!columns_[i].editable || !may_edit_) node.states |= state_readonly;
        ui.tree().add(node);
        if (at && ui.focus().has(node.id)) {
            grid_focused_ = true;
            if (ui.focus().ring(node.id)) outline(ui, whole.inset(1, 1), t.focus, 4, 2);
        }
        if (at && ui.take_activation(node.id)) begin_edit(desk, id, i);
        if (editing_ && editing_->aside && editing_->row == id && editing_->column == i) editing_->cell = whole;
        cell(desk, columns_[i], shown[i], whole.inset(pad, 0));
    }
    if (!press.clicked && !press.double_clicked && !press.context) return;
    // The second half of the click that began it.
    if (editing_ && editing_->row == id && under == static_cast<int>(editing_->column)) return;
    const bool shift = ImGui::GetIO().KeyShift, ctrl = ImGui::GetIO().KeyCtrl;
    if (under < 0 || ctrl) {
        toggle(id);
        anchor_ = line_of_row(index);
        return;
    }
    cursor_ = id;
    cursor_column_ = static_cast<std::size_t>(under);
    ui.focus().set(ui.id(columns_[cursor_column_].key), false);
    if (shift) place_cursor(desk, line_of_row(index), true);
    else anchor_ = line_of_row(index);
    if (press.context) {
        menu_of_ = id;
        menu_anchor_ = {ui.pointer().x, ui.pointer().y, 1, 1};
        return;
    }
    // A record that has a card of its own is opened by its name; in a plain table a second click edits.
    if (press.clicked && under == 0 && pipeline_ && !shift) return desk.open_record(id);
    if (press.double_clicked) begin_edit(desk, id, cursor_column_);
}

void ListPage::cell(Desk& desk, const ListColumn& column, const ListCell& cell, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    if (cell.part >= 0) {
        const float width = text_width(ui, cell.text, {.style = TextStyle::small});
        const Rect bar = Rect(r.cut_left(std::max(20.f, r.w - width - 8), 8)).middle(3);
        fill(ui, bar, t.track, 1.5f);
        fill(ui, {bar.x, bar.y, bar.w * cell.part, bar.h}, cell.part >= 1 ? t.success : t.accent, 1.5f);
        draw_text(ui, r, cell.text, {.style = TextStyle::small, .color = t.text2});
        return;
    }
    if (cell.hue >= 0) stage_dot(ui, Rect(r.cut_left(8, 8)).center(), cell.hue);
    if (cell.person) draw_avatar(ui, r.cut_left(20, 6).middle(20), cell.text, cell.person);
    const bool name = column.key == type_->title_field;
    draw_text(ui, r, cell.text, {.weight = name || cell.late || cell.soon ? Weight::strong : Weight::usual,
                                 .color = cell.late ? t.danger : cell.soon ? t.warning : name || column.right ? t.text : t.text2,
                                 .align = column.right ? Align::right : Align::left});
}

// A name and Enter make a new row; the rest is filled in in it.
void ListPage::add_row(Desk& desk, const Rect& r) {
    Ui& ui = desk.ui();
    hline(ui, r.x, r.bottom() - 1, r.w, ui.theme().line);
    draw_icon(ui, Rect{r.x + 18, r.y, 24, r.h}, icon::plus, 16, ui.theme().text3);
    const std::string name = desk.tr("list.add", {{"type", type_->label.in(desk.language())}});
    Rect field{r.x + check_width, r.y, std::min(420.f, r.w - check_width), r.h - 1};
    const FieldEvents typed = text_field(ui, field.inset(0, 2), {.key = "new_row", .label = name, .placeholder = name, .plain = true, .focus_now = focus_new_ == 1}, new_title_);
    if (focus_new_ > 0) --focus_new_;
    if (!typed.submitted || new_title_.empty()) return;
    auto made = desk.run(desk.compose().create(type_key_, {{type_->title_field, Value(new_title_)}}), {.tell_refusal = false});
    if (made.ok()) {
        cursor_ = made->record;
        cursor_column_ = columns_.size() > 1 ? 1 : 0;
        reveal_ = true;
        new_title_.clear();
    } else {
        desk.ask_create(type_key_, "", "");  // there is more that it must have
    }
}

// On the phone a row is two lines, and opens its card.
void ListPage::phone_rows(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const std::string name = pipeline_ ? pipeline_->label.in(desk.language()) : type_->plural.in(desk.language());
    Rect rest = area;
    if (may_create_ && !pipeline_) {
        const std::string add = desk.tr("list.add", {{"type", type_->label.in(desk.language())}});
        const Rect at = Rect(rest.cut_top(52)).inset(16, 4);
        const FieldEvents typed = text_field(ui, at, {.key = "new_row", .label = add, .placeholder = add, .icon = icon::plus}, new_title_);
        if (typed.submitted && !new_title_.empty()) {
            auto made = desk.run(desk.compose().create(type_key_, {{type_->title_field, Value(new_title_)}}), {.tell_refusal = false});
            if (made.ok()) new_title_.clear();
            else desk.ask_create(type_key_, "", "");
        }
    }
    if (query_.size() == 0) {
        const std::string title = desk.tr(filters_.empty() && text_.empty() ? "list.empty" : "list.none_match"), text = desk.tr(filters_.empty() && text_.empty() ? "list.empty_text" : "list.none_match_text");
        empty_state(ui, rest.inset(24, 24), {.key = "empty", .title = title, .text = text, .icon = icon::table_2});
        return;
    }
    ScrollArea scroll(ui, "rows", rest);
    Group list(ui, "list", {.role = Role::list, .name = name, .rect = rest});
    const auto rows = scroll.rows(static_cast<std::int64_t>(lines()), phone_row);
    for (std::int64_t i = rows.first; i < rows.last; ++i) {
        const Rect r{rest.x, scroll.row_y(i, phone_row), rest.w, phone_row};
        const Line line = line_at(static_cast<std::size_t>(i));
        if (line.head) {
            group_head(desk, line.group, r);
            continue;
        }
        const model::RowId id = query_.row(line.row);
        const auto& shown = cells(desk, id);
        std::string second, amount;
        for (std::size_t c = 1; c < columns_.size(); ++c) {
            if (shown[c].text.empty() || shown[c].part >= 0) continue;
            if (columns_[c].right && amount.empty()) amount = shown[c].text;
            else second += (second.empty() ? "" : ", ") + shown[c].text;
        }
        const Press press = list_row(ui, ui.id(id), r, {.name = shown.front().text, .description = second, .position = static_cast<int>(line.row + 1), .set_size = static_cast<int>(query_.size())});
        if (press.clicked) desk.open_record(id);
        Rect in = Rect(r).inset(16, 10);
        Rect first = in.cut_top(24);
        const TextSpec right{.align = Align::right};
        if (!amount.empty()) draw_text(ui, first.cut_right(text_width(ui, amount, right) + 1, 8), amount, right);
        draw_text(ui, first, shown.front().text, {.weight = Weight::strong});
        draw_text(ui, in, second, {.style = TextStyle::small, .color = t.text3});
    }
}

}  // namespace potok::ui
