// Saved views of the list: chosen, changed, kept under a name, shared.
#include <algorithm>

#include "generated/icons.h"
#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/field.h"
#include "ui/kit/overlay.h"
#include "ui/kit/select.h"
#include "ui/kit/text.h"
#include "ui/list/list_page.h"

namespace potok::ui {

namespace {

constexpr std::string_view own_records = "own";  // no definition: its key is none that a definition may bear

std::string hex(const Uuid& id) {
    std::string out = id.str();
    std::erase(out, '-');
    return out;
}

bool may_share(Desk& desk) { return model::may(desk.ws(), desk.actor(), model::Verb::admin, *desk.ws().catalog().type("definition"), 0); }

}  // namespace

// What is shown now, under the name and for the people of `like`.
model::SavedView ListPage::as_view(Desk& desk, const model::SavedView& like) const {
    model::SavedView out;
    out.key = like.key;
    out.label = like.label;
    out.roles = like.roles;
    out.person = like.person;
    out.type = type_key_;
    out.pipeline = pipeline_key_;
    for (const ListColumn& c : columns_) out.columns.push_back({c.key, static_cast<int>(c.width)});
    const Value me(desk.ws().id_of(desk.actor()));
    for (const model::ListFilter& f : filters_) {
        // For others it would otherwise be about whoever saved it.
        const bool mine = f.kind == model::ListFilter::Kind::one_of && f.values.size() == 1 && f.values.front() == me;
        out.filters.push_back({f, mine});
    }
    out.sort = sort_;
    out.group = group_;
    out.text = text_;
    return out;
}

void ListPage::show_view(Desk& desk, const model::SavedView& view) {
    view_ = view.key;
    std::vector<ListColumn> chosen;
    for (const auto& c : view.columns) {
        const ListColumn* known = column_of(c.field);
        if (!known) continue;
        chosen.push_back(*known);
        if (c.width > 0) chosen.back().width = std::clamp(static_cast<float>(c.width), 60.f, 800.f);
    }
    columns_ = chosen.empty() ? usual_columns(*type_, pipeline_) : std::move(chosen);
    filters_.clear();
    for (const auto& f : view.filters) {
        if (!column_of(f.filter.field)) continue;
        filters_.push_back(f.filter);
        if (f.me) filters_.back().values = {Value(desk.ws().id_of(desk.actor()))};
    }
    sort_ = view.sort;
    group_ = view.group;
    text_ = view.text;
    folded_.clear();
    cells_.clear();
    filter_open_ = -1;
}

void ListPage::show_usual_view() {
    view_.clear();
    columns_ = usual_columns(*type_, pipeline_);
    filters_.clear();
    sort_.clear();
    if (!pipeline_) sort_ = {{type_->title_field, false}};
    group_.clear();
    text_.clear();
    folded_.clear();
    cells_.clear();
    filter_open_ = -1;
}

std::vector<model::SavedView> ListPage::views(Desk& desk) const {
    auto out = model::saved_views(desk.ws(), desk.actor(), type_key_, pipeline_key_, desk.language());
    if (!type_->field("owner")) return out;
    // Asked for so often that nobody should have to make it.
    model::SavedView own;
    own.key = own_records;
    own.label = model::Label(desk.tr("list.views.own"));
    own.type = type_key_;
    own.pipeline = pipeline_key_;
    if (!pipeline_) own.sort = {{type_->title_field, false}};
    model::SavedView::Filter mine;
    mine.filter.field = "owner";
    mine.me = true;
    own.filters.push_back(std::move(mine));
    out.insert(out.begin(), std::move(own));
    return out;
}

void ListPage::views_chip(Desk& desk, Rect& row) {
    Ui& ui = desk.ui();
    if (views_version_ != desk.ws().catalog().version()) {
        views_version_ = desk.ws().catalog().version();
        views_ = views(desk);
    }
    const auto current = std::find_if(views_.begin(), views_.end(), [&](const auto& v) { return v.key == view_; });
    const bool named = current != views_.end();
    const std::string label = desk.tr("list.saved_view"), value = named ? current->label.in(desk.language()) : desk.tr("list.views.usual");
    const ChipSpec spec{.key = "view", .label = label, .value = value, .icon = icon::star, .on = named, .dropdown = true, .expanded = views_open_};
    views_anchor_ = row.cut_left(chip_width(ui, spec), 8);
    views_anchor_.h = chip_height(ui);
    if (chip(ui, views_anchor_, spec).clicked) views_open_ = true;
    views_menu(desk);
    name_view(desk);
}

void ListPage::views_menu(Desk& desk) {
    if (!views_open_) return;
    const auto current = std::find_if(views_.begin(), views_.end(), [&](const auto& v) { return v.key == view_; });
    const bool named = current != views_.end(), writable = !desk.ws().read_only().has_value();
    const bool own = named && current->person == desk.ws().id_of(desk.actor()).str(), may_change = named && writable && view_ != own_records && (own || may_share(desk));
    const std::string name = named ? current->label.in(desk.language()) : std::string();
    std::vector<std::string> names = {desk.tr("list.views.usual")};
    for (const auto& v : views_) names.push_back(v.label.in(desk.language()));
    const std::string save = desk.tr("list.views.save", {{"name", name}}), fresh = desk.tr("list.views.new"), remove = desk.tr("list.views.remove", {{"name", name}});
    std::vector<MenuItem> items;
    for (std::size_t i = 0; i < names.size(); ++i)
        items.push_back({.label = names[i], .checkable = true, .checked = i == 0 ? !named : views_[i - 1].key == view_, .separator_before = i > 0 && !views_[i - 1].person.empty() && (i == 1 || views_[i - 2].person.empty())});
    const int first = static_cast<int>(items.size());
    items.push_back({.label = fresh, .icon = icon::plus, .disabled = !writable, .separator_before = true});
    if (may_change) {
        const bool changed = model::view_body(as_view(desk, *current)) != model::view_body(*current);
        items.push_back({.label = save, .icon = icon::save, .disabled = !changed});
        items.push_back({.label = remove, .icon = icon::trash_2, .danger = true});
    }
    const int picked = menu(desk.ui(), "views_menu", views_anchor_, desk.tr("list.saved_view"), items);
    if (picked == menu_open) return;
    views_open_ = false;
    if (picked < 0) return;
    if (picked < first) {
        if (picked == 0) show_usual_view();
        else show_view(desk, views_[static_cast<std::size_t>(picked - 1)]);
        show(desk);
        keep_view(desk);
    } else if (picked == first) {
        naming_ = true;
        view_name_.clear();
        view_for_ = 0;
    } else if (picked == first + 1) {
        model::SavedView changed = as_view(desk, *current);
        changed.key = current->key;
        desk.act({"define", {{"kind", "view"}, {"key", changed.key}, {"body", model::view_body(changed)}}}, {.done = desk.tr("list.views.saved", {{"name", name}})});
    } else if (desk.act({"undefine", {{"kind", "view"}, {"key", current->key}}}, {.done = desk.tr("list.views.removed", {{"name", name}})})) {
        show_usual_view();
        show(desk);
        keep_view(desk);
    }
}

void ListPage::name_view(Desk& desk) {
    if (!naming_) return;
    Ui& ui = desk.ui();
    const bool share = may_share(desk);
    const float line = ui.control_height();
    bool keep = false;
    const std::string title = desk.tr("list.views.new");
    const bool stay = popover(ui, {.key = "name_view", .name = title, .anchor = views_anchor_, .width = 320, .height = 24 + 20 + line + (share ? 12 + 20 + line : 0) + 16 + line}, [&](Rect r) {
        r = r.inset(12, 12);
        const std::string name = desk.tr("list.views.name"), whom = desk.tr("list.views.for"), save = desk.tr("list.views.keep");
        label(ui, "name_label", r.cut_top(20), name, {.style = TextStyle::small, .color = ui.theme().text3});
        const auto typed = text_field(ui, r.cut_top(line, share ? 12.f : 16.f), {.key = "name", .label = name}, view_name_);
        if (share) {
            std::vector<std::string> names = {desk.tr("list.views.mine"), desk.tr("list.views.everybody")};
            for (const auto& role : desk.ws().catalog().roles()) names.push_back(role.label.in(desk.language()));
            std::vector<Option> options;
            for (const auto& n : names) options.push_back({.label = n});
            label(ui, "for_label", r.cut_top(20), whom, {.style = TextStyle::small, .color = ui.theme().text3});
            select(ui, r.cut_top(line, 16), {.key = "for", .label = whom}, options, view_for_);
        }
        const bool named = view_name_.find_first_not_of(' ') != std::string::npos;
        keep = button_right(ui, r, {.key = "keep", .label = save, .kind = ButtonKind::primary, .disabled = !named}, 0) || (typed.submitted && named);
    });
    if (keep) {
        model::SavedView like;
        like.label = model::Label(view_name_);
        const Uuid me = desk.ws().id_of(desk.actor());
        if (view_for_ == 0) like.person = me.str();
        if (view_for_ >= 2) like.roles = {desk.ws().catalog().roles()[static_cast<std::size_t>(view_for_ - 2)].key};
        const std::string key = "view." + hex(make_v8(desk.now(), me.str(), view_name_));
        if (desk.act({"define", {{"kind", "view"}, {"key", key}, {"body", model::view_body(as_view(desk, like))}}}, {.done = desk.tr("list.views.saved", {{"name", view_name_}})})) {
            view_ = key;
            keep_view(desk);
            naming_ = false;
        }
    }
    if (!stay) naming_ = false;
}

}  // namespace potok::ui
