#include "ui/kit/list.h"

#include <string>

#include <generated/icons.h>

#include "ui/kit/chip.h"
#include "ui/kit/paint.h"
#include "ui/kit/text.h"
#include "ui/kit/tokens.h"

namespace potok::ui {

bool nav_item(Ui& ui, const Rect& r, const NavItemSpec& spec) {
    const Theme& t = ui.theme();
    const std::string count = spec.count >= 0 ? std::to_string(spec.count) : std::string();
    Node node{.id = ui.id(spec.key), .role = Role::link, .name = spec.label, .value = count, .rect = r};
    if (spec.current) node.states |= state_current;
    const Press p = ui.press(node);
    fill(ui, r, spec.current ? t.pressed : with_alpha(t.hover, p.hover), tokens::radius_control);
    const Color color = spec.current ? t.text : t.text2;
    Rect row = r.inset(8, 0);
    if (spec.folded) {
        draw_icon(ui, r, spec.icon, 16, color);
        if (p.hovered) ui.tip(node.id, r, spec.label);
    } else {
        if (spec.sub)
            row.cut_left(26);
        else if (!spec.icon.empty())
            draw_icon(ui, row.cut_left(16, 10), spec.icon, 16, color);
        if (spec.count >= 0) {
            if (spec.hot || !spec.current)
                counter(ui, row.right(), row.y + row.h / 2, spec.count, spec.hot);
            else
                draw_text(ui, row, count, {.style = TextStyle::caption, .color = t.text2, .align = Align::right});
            row.cut_right(28);
        }
        draw_text(ui, row, spec.label, {.weight = spec.current ? Weight::strong : Weight::regular, .color = color});
    }
    if (p.ring) focus_ring(ui, r, tokens::radius_control, t.canvas);
    return p.clicked;
}

bool bottom_bar_item(Ui& ui, const Rect& r, std::string_view key, std::string_view glyph, std::string_view label, bool current) {
    const Theme& t = ui.theme();
    Node node{.id = ui.id(key), .role = Role::link, .name = label, .rect = r};
    if (current) node.states |= state_current;
    const Press p = ui.press(node);
    const Color color = current ? t.accent_text : t.text3;
    Rect in = r.middle(40);
    draw_icon(ui, in.cut_top(22, 4), glyph, 22, color);
    draw_text(ui, in, label, {.style = TextStyle::caption, .weight = current ? Weight::strong : Weight::regular, .color = color,
                              .align = Align::center, .size = 11});
    if (p.ring) focus_ring(ui, r.inset(6, 4), 8);
    return p.clicked;
}

Press list_row(Ui& ui, NodeId id, const Rect& r, const RowSpec& spec) {
    const Theme& t = ui.theme();
    Node node{.id = id, .role = spec.role, .name = spec.name, .description = spec.description, .position = spec.position,
              .set_size = spec.set_size, .rect = r};
    if (spec.selected) node.states |= state_selected;
    const Press p = ui.press(node, {.tab_stop = spec.tab_stop});
    fill(ui, r, spec.selected ? t.accent_soft : with_alpha(t.hover, p.hover), spec.radius);
    if (spec.line) hline(ui, r.x, r.bottom() - 1, r.w, t.line);
    if (spec.selected && spec.edge) fill(ui, {r.x, r.y, 3, r.h}, t.accent);
    if (p.ring) outline(ui, r, t.focus, std::max(spec.radius, 2.f), 2);
    return p;
}

namespace {

float flexible_width(const Rect& row, std::span<const Column> columns) {
    float fixed = 0;
    int flexible = 0;
    for (const Column& c : columns) {
        fixed += c.width;
        flexible += c.width == 0;
    }
    return flexible > 0 ? std::max(40.f, (row.w - fixed) / static_cast<float>(flexible)) : 0;
}

Rect column_rect(const Rect& row, std::span<const Column> columns, std::size_t index) {
    const float flexible = flexible_width(row, columns);
    float x = row.x;
    for (std::size_t i = 0; i < index; ++i) x += columns[i].width > 0 ? columns[i].width : flexible;
    return {x, row.y, columns[index].width > 0 ? columns[index].width : flexible, row.h};
}

}  // namespace

Rect cell(const Rect& row, std::span<const Column> columns, std::size_t index) {
    return column_rect(row, columns, index).inset(10, 0);
}

int table_header(Ui& ui, const Rect& r, std::string_view key, std::span<const Column> columns) {
    Group row(ui, key, {.role = Role::row, .rect = r});
    const Theme& t = ui.theme();
    hline(ui, r.x, r.bottom() - 1, r.w, t.line);
    int clicked = -1;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const Column& c = columns[i];
        const Rect whole = column_rect(r, columns, i);
        Rect in = whole.inset(10, 0);
        Node node{.id = ui.id(static_cast<std::int64_t>(i)), .role = Role::columnheader, .name = c.label,
                  .value = c.sorted > 0 ? "ascending" : c.sorted < 0 ? "descending" : "", .rect = whole};
        Color color = t.text3;
        if (c.sortable) {
            const Press p = ui.press(node);
            if (p.clicked) clicked = static_cast<int>(i);
            color = blend(t.text3, t.text, p.hover);
            if (p.ring) focus_ring(ui, whole.inset(4, 4), 4);
        } else {
            ui.tree().add(node);
        }
        const float width = text_width(ui, c.label, {.style = TextStyle::small});
        if (c.sorted != 0) {
            const float x = c.right ? in.right() - width - 16 : in.x + width + 4;
            draw_icon(ui, {x, in.y, 12, in.h}, c.sorted > 0 ? icon::arrow_up : icon::arrow_down, 12, color);
        }
        draw_text(ui, in, c.label, {.style = TextStyle::small, .color = color, .align = c.right ? Align::right : Align::left});
    }
    return clicked;
}

}  // namespace potok::ui
