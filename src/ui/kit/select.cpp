#include "ui/kit/select.h"

#include <cmath>
#include <vector>

#include <generated/icons.h>

#include "base/text.h"
#include "ui/kit/chip.h"
#include "ui/kit/choice.h"
#include "ui/kit/field.h"
#include "ui/kit/overlay.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"
#include "ui/kit/tokens.h"

namespace potok::ui {

namespace {

struct SelectState {
    bool open = false;
    std::string query;
    int cursor = -1;  // index into the shown ones
};

constexpr std::size_t many = 10;

std::vector<int> matching(std::span<const Option> options, const std::string& query) {
    std::vector<int> shown;
    const std::string wanted = fold(query);
    for (std::size_t i = 0; i < options.size(); ++i)
        if (wanted.empty() || fold(options[i].label).find(wanted) != std::string::npos ||
            fold(options[i].detail).find(wanted) != std::string::npos)
            shown.push_back(static_cast<int>(i));
    return shown;
}

std::vector<int> first(int n) {
    std::vector<int> shown;
    for (int i = 0; i < n; ++i) shown.push_back(i);
    return shown;
}

void draw_option(Ui& ui, Rect in, const Option& o, bool chosen) {
    const Theme& t = ui.theme();
    if (chosen) draw_icon(ui, in.cut_right(14, 8), icon::check, 14, t.accent_text);
    if (o.hue >= 0) {
        const Rect mark = in.cut_left(8, 8);
        stage_dot(ui, mark.center(), o.hue);
    }
    if (!o.icon.empty()) draw_icon(ui, in.cut_left(14, 8), o.icon, 14, t.text3);
    const float used = draw_text(ui, in, o.label, {.color = o.disabled ? t.disabled : t.text});
    if (!o.detail.empty()) {
        in.cut_left(used + 8);
        draw_text(ui, in, o.detail, {.style = TextStyle::small, .color = t.text3});
    }
}

}  // namespace

bool select(Ui& ui, const Rect& r, const SelectSpec& spec, std::span<const Option> options, int& current) {
    const NodeId id = ui.id(spec.key);
    SelectState& s = ui.state<SelectState>(id);
    const bool chosen = current >= 0 && current < static_cast<int>(options.size());
    const Option* now = chosen ? &options[static_cast<std::size_t>(current)] : nullptr;

    Node node{.id = id, .role = Role::combobox, .name = spec.label, .value = now ? now->label : std::string_view{},
              .description = spec.description.empty() ? spec.placeholder : spec.description,
              .states = state_popup | state_expandable, .rect = r};
    if (s.open) node.states |= state_expanded;
    if (spec.disabled) node.states |= state_disabled;
    if (spec.required) node.states |= state_required;
    if (spec.error) node.states |= state_invalid;
    const Press p = ui.press(node);
    bool open = p.clicked || (p.focused && !spec.disabled && (ui.key(ImGuiKey_DownArrow) || ui.key(ImGuiKey_UpArrow)));
    const Theme& t = ui.theme();
    const bool lit = (p.focused && ui.focus().by_keyboard()) || s.open;
    if (spec.plain && !lit)
        fill(ui, r, with_alpha(t.hover, p.hover), tokens::radius_control);
    else
        field_surface(ui, r, lit, spec.error, spec.disabled, p.hovered);
    Rect in = r.inset(spec.plain && !lit ? 6.f : 10.f, 0);
    if (!spec.plain || p.hovered || lit) draw_icon(ui, in.cut_right(14, 8), icon::chevron_down, 14, spec.disabled ? t.disabled : t.text3);
    if (now)
        draw_option(ui, in, *now, false);
    else
        draw_text(ui, in, spec.placeholder, {.color = spec.disabled ? t.disabled : t.text3});

    if (open && !s.open) {
        s.open = true;
        s.query.clear();
        if (spec.query) spec.query->clear();
        s.cursor = std::max(0, current);
        ui.host().request_redraw();
        return false;
    }
    if (!s.open) return false;

    const bool search = spec.searchable || spec.query || options.size() > many;
    const std::vector<int> shown = spec.query ? first(spec.listed) : matching(options, s.query);
    const float row = ui.phone() ? 44.f : 30.f;
    const bool clearable = !spec.clear.empty() && chosen;
    const float head = search ? ui.control_height() + 8 : 0;
    const float rows_height = row * static_cast<float>(std::max<std::size_t>(shown.size(), 1) + (clearable ? 1 : 0));
    const float height = 8 + head + std::min(rows_height, ui.phone() ? 360.f : 300.f);
    int result = -2;
    ui.push_id(id);
    const bool stay = popover(ui, {.key = "list", .name = spec.label, .anchor = r, .width = std::max(r.w, 200.f), .height = height,
                                   .role = Role::listbox}, [&](Rect box) {
        box = box.inset(4, 4);
        if (search) {
            const Rect field = box.cut_top(ui.control_height(), 8);
            const FieldEvents e = text_field(ui, field, {.key = "search", .label = spec.search_hint, .placeholder = spec.search_hint,
                                                         .icon = icon::search, .search = true}, s.query);
            if (e.changed) s.cursor = 0;
            if (spec.query) *spec.query = s.query;
            if (e.focused) {
                if (const int to = roving_key(ui, s.cursor, static_cast<int>(shown.size()), false, true); to >= 0) s.cursor = to;
                if (e.submitted && s.cursor >= 0 && s.cursor < static_cast<int>(shown.size()))
                    result = shown[static_cast<std::size_t>(s.cursor)];
            }
        }
        ScrollArea area(ui, "options", box);
        area.set_content_height(rows_height);
        Rect rest = area.content();
        const Theme& raised = ui.theme();
        if (shown.empty()) draw_text(ui, rest.cut_top(row).inset(8, 0), spec.nothing_found, {.color = raised.text3});
        bool moved = false;
        for (std::size_t i = 0; i < shown.size(); ++i) {
            const Option& o = options[static_cast<std::size_t>(shown[i])];
            const Rect line = rest.cut_top(row);
            Node item{.id = ui.id(static_cast<std::int64_t>(shown[i])), .role = Role::option, .name = o.label, .description = o.detail,
                      .position = static_cast<int>(i) + 1, .set_size = static_cast<int>(shown.size()), .rect = line};
            if (shown[i] == current) item.states |= state_selected;
            if (o.disabled) item.states |= state_disabled;
            const bool stop = !search && static_cast<int>(i) == std::clamp(s.cursor, 0, static_cast<int>(shown.size()) - 1);
            const Press q = ui.press(item, {.tab_stop = stop});
            if (q.clicked) result = shown[i];
            if (q.focused && !moved) {
                if (const int to = roving_key(ui, static_cast<int>(i), static_cast<int>(shown.size()), false, true); to >= 0) {
                    moved = true;
                    s.cursor = to;
                    const NodeId next = ui.id(static_cast<std::int64_t>(shown[static_cast<std::size_t>(to)]));
                    ui.focus().set(next, true);
                    ui.focus().reveal(next);
                    ui.host().request_redraw();
                }
            }
            const bool at = search ? s.cursor == static_cast<int>(i) : q.focused && ui.focus().by_keyboard();
            fill(ui, line, with_alpha(raised.hover, std::max(q.hover, at ? 1.f : 0.f)), tokens::radius_control);
            draw_option(ui, line.inset(8, 0), o, shown[i] == current);
        }
        if (clearable) {
            const Rect line = rest.cut_top(row);
            const Press q = ui.press({.id = ui.id("clear"), .role = Role::option, .name = spec.clear, .rect = line});
            fill(ui, line, with_alpha(raised.hover, q.hover), tokens::radius_control);
            draw_text(ui, line.inset(8, 0), spec.clear, {.color = raised.text2});
            if (q.ring) focus_ring(ui, line.inset(2), tokens::radius_control, raised.raised);
            if (q.clicked) result = -1;
        }
    });
    ui.pop_id();
    if (!stay || result != -2) {
        s.open = false;
        ui.focus().set(id, ui.focus().by_keyboard());
        ui.host().request_redraw();
    }
    if (result == -2 || result == current) return false;
    current = result;
    return true;
}

}  // namespace potok::ui
