// The board's filter bar: responsible person, text, stalled, incomplete.
#include "generated/icons.h"
#include "ui/board/board_page.h"
#include "ui/kit/chip.h"
#include "ui/kit/field.h"
#include "ui/kit/overlay.h"
#include "ui/kit/scroll.h"

namespace potok::ui {

void BoardPage::apply(Desk& desk, const model::BoardFilter& filter) {
    board_.set_filter(filter, desk.now());
    focus_row_ = 0;
}

void BoardPage::filters(Desk& desk, Rect row) {
    Ui& ui = desk.ui();
    model::BoardFilter filter = board_.filter();
    Group group(ui, "filters", {.role = Role::toolbar, .name = desk.tr("board.filters"), .rect = row});
    // Where there is no room for all the chips run out of the right edge and are pushed.
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

    const std::string owner_label = desk.tr("board.owner");
    const std::string owner_value = filter.owner ? model::title_of(desk.ws(), *filter.owner) : desk.tr("board.everybody");
    const std::string remove = desk.tr("board.remove_filter");
    ChipSpec owner{.key = "owner", .label = owner_label, .value = owner_value, .icon = icon::user, .on = filter.owner.has_value(),
                   .removable = filter.owner.has_value(), .dropdown = !filter.owner, .expanded = owner_menu_, .remove_name = remove};
    owner_anchor_ = place(owner);
    const ChipEvents chosen = chip(ui, owner_anchor_, owner);
    if (chosen.clicked) owner_menu_ = !owner_menu_;
    if (chosen.removed) {
        filter.owner.reset();
        apply(desk, filter);
    }

    const std::string stalled_label = desk.tr("board.stalled");
    ChipSpec stalled{.key = "stalled", .label = stalled_label, .icon = icon::hourglass, .on = filter.only_stalled, .toggle = true};
    if (chip(ui, place(stalled), stalled).clicked) {
        filter.only_stalled = !filter.only_stalled;
        apply(desk, filter);
    }
    const std::string incomplete_label = desk.tr("board.incomplete");
    ChipSpec incomplete{.key = "incomplete", .label = incomplete_label, .icon = icon::file_warning, .on = filter.only_incomplete,
                        .toggle = true};
    if (chip(ui, place(incomplete), incomplete).clicked) {
        filter.only_incomplete = !filter.only_incomplete;
        apply(desk, filter);
    }
    if (!ui.phone()) {
        const std::string find = desk.tr("board.find");
        Rect field = row.cut_left(220, 8);
        field.h = height;
        if (text_field(ui, field, {.key = "find", .label = find, .placeholder = find, .icon = icon::search, .search = true}, search_)
                .changed) {
            filter.text = search_;
            apply(desk, filter);
        }
    }

    scroll.set_content_width(row.x - from + 8);
    if (!owner_menu_) return;
    const auto people = model::people(desk.ws());
    std::vector<std::string> names;
    names.push_back(desk.tr("board.everybody"));
    for (const auto& person : people) names.push_back(person.name);
    std::vector<MenuItem> items;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const bool checked = i == 0 ? !filter.owner : filter.owner == people[i - 1].row;
        items.push_back({.label = names[i], .checkable = true, .checked = checked});
    }
    const int picked = menu(ui, "owner_menu", owner_anchor_, owner_label, items);
    if (picked == menu_open) return;
    owner_menu_ = false;
    if (picked < 0) return;
    if (picked == 0) filter.owner.reset();
    else filter.owner = people[static_cast<std::size_t>(picked - 1)].row;
    apply(desk, filter);
}

}  // namespace potok::ui
