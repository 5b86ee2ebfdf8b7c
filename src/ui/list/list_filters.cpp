// The bar above the table: text, filters as chips in plain words, grouping, columns, export.
#include <algorithm>

#include "generated/icons.h"
#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/choice.h"
#include "ui/kit/field.h"
#include "ui/kit/overlay.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"
#include "ui/list/list_page.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

using model::FieldKind;
using FilterKind = model::ListFilter::Kind;
constexpr int most_choices = 100;

bool has_range(const model::Field& field) {
    return field.kind == FieldKind::number || field.kind == FieldKind::money || field.kind == FieldKind::date || field.kind == FieldKind::datetime || field.kind == FieldKind::duration;
}

bool has_choices(const ListColumn& c) { return can_group(c) || (c.field && c.field->kind == FieldKind::multi); }

// The ends of a range: amounts are plain numbers, moments whole days.
model::Field range_field(const model::Field& field) {
    model::Field out = field;
    out.required = false;
    if (field.kind == FieldKind::money) out.kind = FieldKind::number, out.decimals = 2;
    if (field.kind == FieldKind::datetime) out.kind = FieldKind::date;
    return out;
}

}  // namespace

const ListColumn* ListPage::column_of(std::string_view key) const {
    for (const ListColumn& c : all_)
        if (c.key == key) return &c;
    return nullptr;
}

std::vector<std::pair<Value, std::string>> ListPage::choices_of(Desk& desk, const ListColumn& column) const {
    std::vector<std::pair<Value, std::string>> out;
    if (column.kind == ListColumn::Kind::stage) {
        for (const auto& p : desk.ws().catalog().pipelines()) {
            if (pipeline_ ? p.get() != pipeline_ : p->type != type_key_) continue;
            for (const auto& stage : p->stages) out.emplace_back(Value(stage.key), stage.label.in(desk.language()));
        }
    } else if (column.field->kind == FieldKind::boolean) {
        for (const bool b : {true, false}) out.emplace_back(Value(b), desk.tr(b ? "value.yes" : "value.no"));
    } else if (column.field->kind == FieldKind::reference) {
        for (const model::RowId row : model::newest_records(desk.ws(), column.field->target, most_choices))
            if (row != desk.ws().robots()) out.emplace_back(Value(desk.ws().id_of(row)), model::title_of(desk.ws(), row));
        std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    } else {
        for (const auto& option : column.field->options) out.emplace_back(Value(option.key), option.label.in(desk.language()));
    }
    return out;
}

std::string ListPage::filter_text(Desk& desk, const model::ListFilter& filter) const {
    const ListColumn* column = column_of(filter.field);
    if (!column) return {};
    if (filter.kind == FilterKind::filled) return desk.tr("list.filled");
    if (filter.kind == FilterKind::empty) return desk.tr("list.is_empty");
    if (filter.kind == FilterKind::between) {
        const auto said = [&](const Value& v) { return v.is_null() ? std::string("…") : desk.ui().locale().value(v, desk.zone()); };
        return said(filter.from) + " – " + said(filter.to);
    }
    std::string out;
    for (std::size_t i = 0; i < filter.values.size(); ++i) {
        if (i == 2 && filter.values.size() > 3) return out + " +" + std::to_string(filter.values.size() - 2);
        out += (i > 0 ? ", " : "") + list_value(desk, *type_, pipeline_, *column, filter.values[i]);
    }
    return out.empty() ? desk.tr("list.anything") : out;
}

void ListPage::filters(Desk& desk, Rect row) {
    Ui& ui = desk.ui();
    Group bar(ui, "filters", {.role = Role::toolbar, .name = desk.tr("board.filters"), .rect = row});
    if (!ui.phone()) {
        const float all = row.h;
        row = Rect{row.x, row.y, row.w - 16, chip_height(ui)};  // in line with the chips
        if (button_right(ui, row, {.key = "export", .label = desk.tr("list.export"), .kind = ButtonKind::ghost, .icon = icon::file_spreadsheet, .small = true, .disabled = query_.size() == 0 || !exporting_.empty()}, 4)) {
            exporting_.clear();
            for (std::size_t i = 0; i < query_.size(); ++i) exporting_.push_back(query_.row(i));
            exported_ = 0;
        }
        const std::string columns = desk.tr("list.columns");
        const ButtonSpec spec{.key = "columns", .label = columns, .kind = ButtonKind::ghost, .icon = icon::columns_3, .small = true, .opens_popup = true, .expanded = columns_open_};
        columns_anchor_ = Rect(row).cut_right(button_width(ui, spec)).middle(28);
        if (button_right(ui, row, spec, 8)) columns_open_ = true;
        row.h = all;
    }
    ScrollArea scroll(ui, "chips", row, {.horizontal = true, .bar = false});
    const float from = scroll.content().x;
    row = scroll.content();
    row.x += ui.phone() ? 16.f : 20.f;
    row.y += ui.phone() ? 4.f : 0.f;
    row.w = 10000;
    const float height = chip_height(ui);
    const auto place = [&](const ChipSpec& spec) {
        Rect r = row.cut_left(chip_width(ui, spec), 8);
        r.h = height;
        return r;
    };
    views_chip(desk, row);
    const std::string find = desk.tr("list.find");
    Rect field = row.cut_left(ui.phone() ? 180.f : 200.f, 8);
    field.h = height;
    if (text_field(ui, field, {.key = "find", .label = find, .placeholder = find, .icon = icon::search, .search = true}, text_).changed) show(desk);
    const std::string remove = desk.tr("board.remove_filter");
    int removed = -1;
    for (std::size_t i = 0; i < filters_.size(); ++i) {
        const ListColumn* column = column_of(filters_[i].field);
        if (!column) continue;
        const std::string label = column_label(desk, *column), value = filter_text(desk, filters_[i]), key = "filter/" + filters_[i].field;
        const ChipSpec spec{.key = key, .label = label, .value = value, .on = true, .removable = true, .expanded = filter_open_ == static_cast<int>(i), .remove_name = remove};
        const Rect at = place(spec);
        const ChipEvents events = chip(ui, at, spec);
        if (filter_open_ == static_cast<int>(i)) filter_anchor_ = at;
        if (events.clicked) filter_open_ = static_cast<int>(i), range_from_.reset(), range_to_.reset();
        if (events.removed) removed = static_cast<int>(i);
    }
    const std::string add = desk.tr("list.filter"), group = desk.tr("list.group");
    const ChipSpec more{.key = "add_filter", .label = add, .icon = icon::plus, .expanded = filter_menu_};
    const Rect more_at = place(more);
    if (chip(ui, more_at, more).clicked) filter_menu_ = true;
    if (filter_menu_) filter_anchor_ = more_at;
    const ListColumn* grouped = group_.empty() ? nullptr : column_of(group_);
    const std::string by = grouped ? column_label(desk, *grouped) : desk.tr("list.not_grouped");
    const ChipSpec group_chip{.key = "group", .label = group, .value = by, .icon = icon::rows_3, .on = grouped != nullptr, .dropdown = true, .expanded = group_menu_};
    group_anchor_ = place(group_chip);
    if (chip(ui, group_anchor_, group_chip).clicked) group_menu_ = true;
    scroll.set_content_width(row.x - from + 8);
    if (removed >= 0) {
        filters_.erase(filters_.begin() + removed);
        filter_open_ = -1;
        show(desk);
    }
    filter_menu(desk);
    filter_popover(desk);
    group_menu(desk);
    columns_popover(desk);
}

void ListPage::filter_menu(Desk& desk) {
    if (!filter_menu_) return;
    std::vector<const ListColumn*> columns;
    std::vector<std::string> names;
    for (const ListColumn& c : all_) {
        const bool used = std::any_of(filters_.begin(), filters_.end(), [&](const auto& f) { return f.field == c.key; });
        if (!c.field || used || c.key == type_->title_field) continue;
        columns.push_back(&c);
        names.push_back(column_label(desk, c));
    }
    std::vector<MenuItem> items;
    for (const std::string& name : names) items.push_back({.label = name});
    const int picked = menu(desk.ui(), "filter_menu", filter_anchor_, desk.tr("list.filter"), items);
    if (picked == menu_open) return;
    filter_menu_ = false;
    if (picked < 0) return;
    const ListColumn& c = *columns[static_cast<std::size_t>(picked)];
    model::ListFilter fresh;
    fresh.field = c.key;
    fresh.kind = has_choices(c) ? FilterKind::one_of : has_range(*c.field) ? FilterKind::between : FilterKind::filled;
    if (fresh.kind == FilterKind::one_of)  // all, to be narrowed down: nothing disappears by opening it
        for (auto& [value, name] : choices_of(desk, c)) fresh.values.push_back(value);
    filters_.push_back(fresh);
    filter_open_ = static_cast<int>(filters_.size()) - 1;
    range_from_.reset(), range_to_.reset();
    show(desk);
}

void ListPage::filter_popover(Desk& desk) {
    if (filter_open_ < 0 || filter_open_ >= static_cast<int>(filters_.size())) return;
    Ui& ui = desk.ui();
    model::ListFilter& filter = filters_[static_cast<std::size_t>(filter_open_)];
    const ListColumn* column = column_of(filter.field);
    if (!column) return;
    const std::string name = column_label(desk, *column);
    const bool choices = has_choices(*column), range = column->field && has_range(*column->field);
    const auto list = choices ? choices_of(desk, *column) : std::vector<std::pair<Value, std::string>>{};
    const float row = ui.phone() ? 40.f : 28.f;
    const float kinds = 3 * row, body = choices ? std::min(260.f, row * static_cast<float>(list.size())) : range ? 2 * (20 + ui.control_height() + 8) : 0.f;
    bool changed = false;
    const bool stay = popover(ui, {.key = "filter", .name = name, .anchor = filter_anchor_, .width = 280, .height = 24 + kinds + 8 + body}, [&](Rect r) {
        r = r.inset(12, 12);
        const std::string some = desk.tr(range ? "list.range" : "list.some"), filled = desk.tr("list.filled"), empty = desk.tr("list.is_empty");
        const Choice items[] = {{.label = some, .disabled = !choices && !range}, {.label = filled}, {.label = empty}};
        int kind = filter.kind == FilterKind::filled ? 1 : filter.kind == FilterKind::empty ? 2 : 0;
        if (radio_group(ui, r.cut_top(kinds, 8), "kind", name, items, kind, row)) {
            filter.kind = kind == 1 ? FilterKind::filled : kind == 2 ? FilterKind::empty : range ? FilterKind::between : FilterKind::one_of;
            changed = true;
        }
        if (choices && filter.kind == FilterKind::one_of) {
            ScrollArea scroll(ui, "choices", r);
            Rect in = scroll.content();
            const float top = in.y;
            in.h = 1e6f;
            for (std::size_t i = 0; i < list.size(); ++i) {
                const auto at = std::find(filter.values.begin(), filter.values.end(), list[i].first);
                if (!checkbox(ui, in.cut_top(row), "choice/" + std::to_string(i), list[i].second, at != filter.values.end() ? Check::on : Check::off)) continue;
                if (at != filter.values.end()) filter.values.erase(at);
                else filter.values.push_back(list[i].first);
                changed = true;
            }
            scroll.set_content_height(in.y - top);
        }
        if (range && filter.kind == FilterKind::between) {
            if (!range_from_) {
                range_fields_ = {range_field(*column->field), range_field(*column->field)};
                range_fields_[0].key = "from", range_fields_[1].key = "to";
                for (int i = 0; i < 2; ++i) range_fields_[static_cast<std::size_t>(i)].label = model::Label(desk.tr(i == 0 ? "list.from" : "list.to"));
                range_from_.emplace(desk, range_fields_[0], filter.from);
                range_to_.emplace(desk, range_fields_[1], filter.to);
            }
            for (auto* edit : {&*range_from_, &*range_to_}) {
                label(ui, edit->field().key, r.cut_top(20), edit->field().label.in(desk.language()), {.style = TextStyle::small, .color = ui.theme().text3});
                if (!edit->draw(desk, r.cut_top(ui.control_height(), 8))) continue;
                Value& end = edit == &*range_from_ ? filter.from : filter.to;
                end = edit->value();
                changed = true;
            }
        }
    });
    if (changed) show(desk);
    if (!stay) filter_open_ = -1;
}

void ListPage::group_menu(Desk& desk) {
    if (!group_menu_) return;
    std::vector<const ListColumn*> columns;
    std::vector<std::string> names = {desk.tr("list.not_grouped")};
    for (const ListColumn& c : all_)
        if (can_group(c)) columns.push_back(&c), names.push_back(column_label(desk, c));
    std::vector<MenuItem> items;
    for (std::size_t i = 0; i < names.size(); ++i) items.push_back({.label = names[i], .checkable = true, .checked = i == 0 ? group_.empty() : columns[i - 1]->key == group_});
    const int picked = menu(desk.ui(), "group_menu", group_anchor_, desk.tr("list.group"), items);
    if (picked == menu_open) return;
    group_menu_ = false;
    if (picked < 0) return;
    group_ = picked == 0 ? std::string() : columns[static_cast<std::size_t>(picked - 1)]->key;
    folded_.clear();
    show(desk);
    keep_view(desk);
}

void ListPage::columns_popover(Desk& desk) {
    if (!columns_open_) return;
    Ui& ui = desk.ui();
    const std::string name = desk.tr("list.columns");
    const float height = std::min(420.f, 24 + 28 * static_cast<float>(all_.size()));
    const bool stay = popover(ui, {.key = "columns_box", .name = name, .anchor = columns_anchor_, .width = 280, .height = height, .align_right = true}, [&](Rect r) {
        ScrollArea scroll(ui, "columns", r.inset(0, 8));
        Rect in = Rect(scroll.content()).inset(12, 0);
        const float top = in.y;
        in.h = 1e6f;
        for (const ListColumn& c : all_) {
            const auto at = std::find_if(columns_.begin(), columns_.end(), [&](const auto& shown) { return shown.key == c.key; });
            const bool on = at != columns_.end();
            const std::string label = column_label(desk, c);
            if (!checkbox(ui, in.cut_top(28), c.key, label, on ? Check::on : Check::off, c.key == type_->title_field)) continue;
            if (on) {
                columns_.erase(at);
            } else {  // where it stands among all of them
                const auto place_of = [&](const std::string& key) { return std::find_if(all_.begin(), all_.end(), [&](const auto& a) { return a.key == key; }); };
                const auto before = std::find_if(columns_.begin(), columns_.end(), [&](const auto& shown) { return place_of(shown.key) > place_of(c.key); });
                columns_.insert(before, c);
            }
            cells_.clear();
            show(desk);
            keep_view(desk);
        }
        scroll.set_content_height(in.y - top);
    });
    if (!stay) columns_open_ = false;
}

}  // namespace potok::ui
