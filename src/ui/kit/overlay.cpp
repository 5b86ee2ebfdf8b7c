#include "ui/kit/overlay.h"

#include <cmath>

#include <generated/icons.h>

#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/choice.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"
#include "ui/kit/tokens.h"

namespace potok::ui {

namespace {

// A box that slides in by a few pixels; position only, as the hand-off says.
Rect arriving(Ui& ui, NodeId id, const Rect& r, float from) {
    const float t = ui.tweens().to_from(child_id(id, "arrive"), from, 0, tokens::motion_pop);
    return r.moved(0, std::round(t));
}

void open_node(Ui& ui, NodeId id, Role role, std::string_view name, const Rect& r, States states = 0) {
    Node node{.id = id, .role = role, .name = name, .rect = r};
    node.states = states;
    ui.tree().add(node);
    ui.tree().open(id);
    ui.push_id(id);
}

void close_node(Ui& ui) {
    ui.pop_id();
    ui.tree().close();
}

}  // namespace

Rect place_beside(const Ui& ui, const Rect& anchor, float width, float height, bool align_right) {
    const Rect s = ui.screen();
    constexpr float margin = 8, gap = 4;
    width = std::min(width, s.w - 2 * margin);
    Rect r{align_right ? anchor.right() - width : anchor.x, anchor.bottom() + gap, width, height};
    const float below = s.bottom() - margin - r.y, above = anchor.y - gap - margin - s.y;
    if (height > below && above > below) {
        r.h = std::min(height, above);
        r.y = anchor.y - gap - r.h;
    } else {
        r.h = std::min(height, std::max(below, 80.f));
    }
    r.x = std::clamp(r.x, s.x + margin, std::max(s.x + margin, s.right() - margin - r.w));
    return r;
}

bool dialog(Ui& ui, const DialogSpec& spec, const DialogParts& parts) {
    const NodeId id = ui.id(spec.key);
    const Rect screen = ui.screen();
    const bool sheet = ui.phone();
    const float pad = sheet ? 16.f : 24.f;
    const float header = spec.header_height > 0 ? spec.header_height : line_height(ui, TextStyle::title) + 20;
    const float footer = spec.footer_height > 0 ? (sheet ? std::max(spec.footer_height, 76.f) : spec.footer_height) : 0;
    const float top = sheet ? 24.f : 72.f;
    const float most = screen.h - top - (sheet ? 0.f : 24.f);
    const float height = std::min(most, header + spec.body_height + footer + (footer > 0 ? 0 : pad));
    Rect box = sheet ? Rect{0, screen.h - height, screen.w, height}
                     : Rect{std::round((screen.w - spec.width) / 2), top, std::min(spec.width, screen.w - 32), height};
    box.x = std::max(box.x, sheet ? 0.f : 16.f);
    box = arriving(ui, id, box, sheet ? 40.f : 8.f);

    const float scrim = ui.theme().scrim_alpha;
    auto events = ui.begin_layer(id, box, {.scrim = scrim});
    // A press beside a dialog is a slip more often than a wish; only Escape and its buttons close it.
    bool stay = !(events.dismissed && ImGui::IsKeyPressed(ImGuiKey_Escape, false));
    open_node(ui, id, spec.alert ? Role::alertdialog : Role::dialog, spec.title, box, state_modal);

    const float radius = sheet ? tokens::radius_phone_sheet : tokens::radius_dialog;
    raised_surface(ui, sheet ? Rect{box.x, box.y, box.w, box.h + radius} : box, Elevation::e4, radius);
    Rect rest = box;
    Rect head = rest.cut_top(header);
    if (parts.header) {
        parts.header(head.inset(pad, 0));
    } else {
        Rect row = head.inset(pad, 0);
        row.cut_top(20);
        row = row.cut_top(line_height(ui, TextStyle::title));
        if (!spec.close_name.empty()) row.cut_right(28, 8);
        heading(ui, "title", row, 2, spec.title, {.style = TextStyle::title});
    }
    const Rect foot = footer > 0 ? rest.cut_bottom(footer) : Rect{};
    {
        ScrollArea area(ui, "body", rest);
        area.set_content_height(spec.body_height + (footer > 0 ? 0 : pad));
        if (parts.body) parts.body(area.content().inset(pad, 0));
    }
    if (footer > 0) {
        fill(ui, {foot.x, foot.y, foot.w, foot.h}, ui.theme().sheet, sheet ? 0 : radius, sheet ? Corners::none : Corners::bottom);
        hline(ui, foot.x, foot.y, foot.w, ui.theme().line);
        if (parts.footer) parts.footer(foot.inset(pad, 0));
    }
    if (!spec.close_name.empty() &&
        icon_button(ui, {box.right() - pad - 26, box.y + 18, 28, 28}, "close", icon::x, spec.close_name, 18))
        stay = false;
    close_node(ui);
    ui.end_layer();
    return stay;
}

Answer confirm(Ui& ui, const ConfirmSpec& spec) {
    Answer answer = Answer::open;
    const float width = ui.phone() ? ui.screen().w : 440.f;
    const float text = paragraph_height(ui, spec.text, width - (ui.phone() ? 32.f : 48.f), {});
    const bool stay = dialog(ui, {.key = spec.key, .title = spec.title, .width = 440, .body_height = text + 20, .alert = spec.danger},
                             {.header = {},
                              .body = [&](Rect r) {
                                  label_paragraph(ui, "text", r, spec.text, {.color = ui.theme().text2});
                              },
                              .footer = [&](Rect r) {
                                  if (button_right(ui, r, {.key = "yes", .label = spec.yes,
                                                           .kind = spec.danger ? ButtonKind::danger : ButtonKind::primary}))
                                      answer = Answer::yes;
                                  if (button_right(ui, r, {.key = "no", .label = spec.no})) answer = Answer::no;
                              }});
    return stay ? answer : Answer::no;
}

int menu(Ui& ui, std::string_view key, const Rect& anchor, std::string_view name, std::span<const MenuItem> items, float width) {
    const NodeId id = ui.id(key);
    const bool sheet = ui.phone();
    const float row = sheet ? 48.f : 30.f;
    float wide = 160, height = 8;
    for (const MenuItem& item : items) {
        float w = 16 + text_width(ui, item.label) + (item.icon.empty() ? 0 : 22) + (item.checkable ? 22 : 0);
        if (!item.shortcut.empty()) w += 24 + key_cap_width(ui, item.shortcut);
        wide = std::max(wide, w + 8);
        height += row + (item.separator_before ? 9 : 0);
    }
    Rect box = sheet ? Rect{0, ui.screen().h - height - 16, ui.screen().w, height + 16}
                     : place_beside(ui, anchor, std::ceil(width > 0 ? width : wide), height);
    if (sheet) box = arriving(ui, id, box, 40);
    const auto events = ui.begin_layer(id, box, {.scrim = sheet ? ui.theme().scrim_alpha : 0.f});
    int result = events.dismissed ? menu_dismissed : menu_open;
    open_node(ui, id, Role::menu, name, box);
    raised_surface(ui, box, Elevation::e3, sheet ? tokens::radius_phone_sheet : tokens::radius_panel);

    const Theme& t = ui.theme();
    {
    ScrollArea area(ui, "items", box);
    area.set_content_height(height + (sheet ? 16 : 0));
    Rect rest = area.content().inset(sheet ? 8.f : 4.f, sheet ? 8.f : 4.f);
    const int count = static_cast<int>(items.size());
    bool moved = false;
    for (int i = 0; i < count; ++i) {
        const MenuItem& item = items[static_cast<std::size_t>(i)];
        if (item.separator_before) hline(ui, rest.x, rest.cut_top(9).y + 4, rest.w, t.line);
        const Rect r = rest.cut_top(row);
        Node node{.id = ui.id(static_cast<std::int64_t>(i)), .role = item.checkable ? Role::menuitemcheckbox : Role::menuitem,
                  .name = item.label, .position = i + 1, .set_size = count, .rect = r};
        if (item.disabled) node.states |= state_disabled;
        if (item.checked) node.states |= state_checked;
        const Press p = ui.press(node);
        if (p.clicked && !item.disabled) result = i;
        if (p.focused && !moved) {
            const int to = roving_key(ui, i, count, false, true);
            if (to >= 0) {
                moved = true;
                const NodeId next = ui.id(static_cast<std::int64_t>(to));
                ui.focus().set(next, true);
                ui.focus().reveal(next);
                ui.host().request_redraw();
            }
        }
        const float lit = std::max(p.hover, p.focused && ui.focus().by_keyboard() ? 1.f : 0.f);
        fill(ui, r, with_alpha(t.hover, lit), tokens::radius_control);
        Rect in = r.inset(8, 0);
        const Color color = item.disabled ? t.disabled : item.danger ? t.danger : t.text;
        if (!item.icon.empty()) draw_icon(ui, in.cut_left(14, 8), item.icon, 14, item.danger ? t.danger : t.text3);
        if (item.checkable && item.checked) draw_icon(ui, in.cut_right(14, 8), icon::check, 14, t.accent_text);
        if (!item.shortcut.empty()) {
            const float cap = key_cap_width(ui, item.shortcut);
            const Rect end = in.cut_right(cap, 8);
            key_cap(ui, {end.x, end.y + end.h / 2}, item.shortcut);
        }
        draw_text(ui, in, item.label, {.color = color});
    }
    }
    close_node(ui);
    ui.end_layer();
    return result;
}

bool popover(Ui& ui, const PopoverSpec& spec, const std::function<void(Rect)>& body) {
    const NodeId id = ui.id(spec.key);
    const bool sheet = ui.phone();
    Rect box = sheet ? Rect{0, ui.screen().h - spec.height - 16, ui.screen().w, spec.height + 16}
                     : place_beside(ui, spec.anchor, spec.width, spec.height, spec.align_right);
    if (sheet) box = arriving(ui, id, box, 40);
    const auto events = ui.begin_layer(id, box, {.scrim = sheet ? ui.theme().scrim_alpha : 0.f, .initial_focus = spec.initial_focus});
    open_node(ui, id, spec.role, spec.name, box, spec.role == Role::dialog ? state_modal : 0u);
    raised_surface(ui, box, Elevation::e3, sheet ? tokens::radius_phone_sheet : tokens::radius_panel);
    body(sheet ? box.inset(8, 8) : box);
    close_node(ui);
    ui.end_layer();
    return !events.dismissed;
}

bool side_sheet(Ui& ui, std::string_view key, std::string_view title, float width, std::string_view close_name,
                const std::function<void(Rect)>& body) {
    const NodeId id = ui.id(key);
    const Rect screen = ui.screen();
    const bool sheet = ui.phone();
    Rect box = sheet ? Rect{0, 48, screen.w, screen.h - 48} : Rect{screen.w - std::min(width, screen.w), 0, std::min(width, screen.w), screen.h};
    if (sheet) box = arriving(ui, id, box, 60);
    const auto events = ui.begin_layer(id, box, {.scrim = ui.theme().scrim_alpha});
    bool stay = !events.dismissed;
    open_node(ui, id, Role::dialog, title, box, state_modal);
    raised_surface(ui, box, Elevation::e4, sheet ? tokens::radius_phone_sheet : 0);
    Rect rest = box;
    Rect head = rest.cut_top(56).inset(sheet ? 16.f : 20.f, 0);
    if (icon_button(ui, head.cut_right(32).middle(32), "close", icon::x, close_name, 18)) stay = false;
    heading(ui, "title", head, 2, title, {.style = TextStyle::title});
    body(rest.inset(sheet ? 16.f : 20.f, 0));
    close_node(ui);
    ui.end_layer();
    return stay;
}

}  // namespace potok::ui
