#include "ui/kit/date_picker.h"

#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <generated/icons.h>

#include "base/calendar.h"
#include "ui/kit/button.h"
#include "ui/kit/field.h"
#include "ui/kit/overlay.h"
#include "ui/kit/paint.h"
#include "ui/kit/select.h"
#include "ui/kit/text.h"
#include "ui/kit/tokens.h"
#include "ui/kit/week_start.h"

namespace potok::ui {

namespace {

struct DateState {
    bool open = false;
    Date cursor;
};

Date first_of_month(Date d) {
    const YearMonthDay c = civil(d);
    return {d.days - (c.day - 1)};
}

bool allowed(const DateSpec& spec, Date d) {
    return !(spec.earliest && d < *spec.earliest) && !(spec.latest && *spec.latest < d);
}

// Moves the day cursor by the keys of a grid (ARIA's date picker pattern).
bool move_cursor(Ui& ui, Date& cursor) {
    Date to = cursor;
    if (ui.key(ImGuiKey_LeftArrow, true)) to.days -= 1;
    if (ui.key(ImGuiKey_RightArrow, true)) to.days += 1;
    if (ui.key(ImGuiKey_UpArrow, true)) to.days -= 7;
    if (ui.key(ImGuiKey_DownArrow, true)) to.days += 7;
    if (ui.key(ImGuiKey_PageUp, true)) to = add_months(cursor, -1);
    if (ui.key(ImGuiKey_PageDown, true)) to = add_months(cursor, 1);
    if (ui.key(ImGuiKey_Home)) to = week_start(cursor, first_weekday(ui));
    if (ui.key(ImGuiKey_End)) to = {week_start(cursor, first_weekday(ui)).days + 6};
    if (to == cursor) return false;
    cursor = to;
    return true;
}

}  // namespace

bool month_grid(Ui& ui, const Rect& r, const DateSpec& spec, Date& cursor, std::optional<Date>& value) {
    const Theme& t = ui.theme();
    const Locale& words = ui.locale();
    Rect rest = r;
    Rect head = rest.cut_top(24, 4);
    if (icon_button(ui, head.cut_right(24), "next", icon::chevron_right, spec.next_name, 14)) cursor = add_months(cursor, 1);
    if (icon_button(ui, head.cut_right(24), "previous", icon::chevron_left, spec.previous_name, 14)) cursor = add_months(cursor, -1);
    const std::string month = words.month_year(cursor);
    ui.tree().add({.id = ui.id("month"), .role = Role::heading, .name = month, .states = state_polite, .level = 3, .rect = head});
    draw_text(ui, head, month, {.weight = Weight::strong});

    const Date first = first_of_month(cursor);
    const Date start = week_start(first, first_weekday(ui));
    const Rect names = rest.cut_top(16);
    for (int d = 0; d < 7; ++d)
        draw_text(ui, part(names, d, 7, 0), words.weekday_short({start.days + d}),
                  {.style = TextStyle::caption, .color = t.text3, .align = Align::center});

    Group grid(ui, "days", {.role = Role::grid, .name = month, .rect = rest});
    bool chosen = false, moved = false;
    const int this_month = civil(cursor).month;
    for (int week = 0; week < 6; ++week) {
        const Rect row = rest.cut_top(26);
        Group line(ui, week, {.role = Role::row, .name = words.day_month({start.days + week * 7}), .rect = row});
        for (int d = 0; d < 7; ++d) {
            const Date day{start.days + week * 7 + d};
            const Rect whole = part(row, d, 7, 0);
            const Rect r28 = whole.centered(28, 26);
            const bool on = value && *value == day, today = day == spec.today, usable = allowed(spec, day);
            const std::string name = words.date_long(day);
            Node node{.id = child_id(grid.id(), static_cast<std::int64_t>(day.days)), .role = Role::gridcell, .name = name, .rect = r28};
            if (on) node.states |= state_selected;
            if (today) node.states |= state_current;
            if (!usable) node.states |= state_disabled;
            const Press p = ui.press(node, {.tab_stop = day == cursor});
            if (p.clicked) value = cursor = day, chosen = true;
            if (p.focused && !moved && move_cursor(ui, cursor)) {
                moved = true;
                ui.focus().set(child_id(grid.id(), static_cast<std::int64_t>(cursor.days)), true);
                ui.host().request_redraw();
            }
            const bool off = spec.day_off && spec.day_off(day);
            Color color = civil(day).month != this_month ? t.text3 : off ? t.danger : weekday(day) > 5 ? t.text2 : t.text;
            if (!usable) color = t.disabled;
            if (on) {
                fill(ui, r28, t.accent, tokens::radius_control);
                color = t.on_accent;
            } else {
                fill(ui, r28, with_alpha(t.hover, p.hover), tokens::radius_control);
                if (today) outline(ui, r28, t.accent, tokens::radius_control, 1.5f);
            }
            draw_text(ui, r28, std::to_string(civil(day).day),
                      {.style = TextStyle::small, .weight = on ? Weight::strong : Weight::regular, .color = color, .align = Align::center});
            if (p.ring) focus_ring(ui, r28.inset(1), 5, t.raised);
        }
    }
    return chosen;
}

bool date_field(Ui& ui, const Rect& r, const DateSpec& spec, std::optional<Date>& value) {
    const NodeId id = ui.id(spec.key);
    DateState& s = ui.state<DateState>(id);
    const Theme& t = ui.theme();
    const std::string shown = value ? ui.locale().date(*value) : std::string();
    Node node{.id = id, .role = Role::combobox, .name = spec.label, .value = shown,
              .description = spec.description.empty() ? spec.placeholder : spec.description,
              .states = state_popup | state_expandable, .rect = r};
    if (s.open) node.states |= state_expanded;
    if (spec.disabled) node.states |= state_disabled;
    if (spec.required) node.states |= state_required;
    if (spec.error) node.states |= state_invalid;
    bool changed = false;

    // Typed dates come through the mirror or a test as ISO 8601.
    if (const auto* pending = ui.take_value(id); pending && !spec.disabled) {
        if (auto typed = parse_date(pending->text); typed.ok() && allowed(spec, *typed)) {
            value = *typed;
            changed = true;
        }
    }
    const Press p = ui.press(node);
    const bool lit = (p.focused && ui.focus().by_keyboard()) || s.open;
    if (spec.plain && !lit)
        fill(ui, r, with_alpha(t.hover, p.hover), tokens::radius_control);
    else
        field_surface(ui, r, lit, spec.error, spec.disabled, p.hovered);
    Rect in = r.inset(spec.plain && !lit ? 6.f : 10.f, 0);
    if (!spec.plain || p.hovered || lit) draw_icon(ui, in.cut_right(14, 8), icon::calendar_days, 14, spec.disabled ? t.disabled : t.text3);
    draw_text(ui, in, value ? std::string_view(shown) : spec.placeholder,
              {.color = spec.disabled ? t.disabled : value ? t.text : t.text3});
    if (p.clicked && !s.open) {
        s.open = true;
        s.cursor = value.value_or(spec.today);
        ui.host().request_redraw();
        return changed;
    }
    if (!s.open) return changed;

    const bool clearable = !spec.clear.empty() && value;
    bool done = false;
    ui.push_id(id);
    const float height = month_height + 24 + (clearable ? 36 : 0);
    const bool stay = popover(ui, {.key = "picker", .name = spec.label, .anchor = r, .width = month_width + 24, .height = height}, [&](Rect box) {
        box = box.inset(12, 10);
        if (box.w > month_width) box = {box.x + (box.w - month_width) / 2, box.y, month_width, box.h};
        if (month_grid(ui, box.cut_top(month_height), spec, s.cursor, value)) done = changed = true;
        if (clearable && button(ui, box.cut_bottom(28), {.key = "clear", .label = spec.clear, .kind = ButtonKind::ghost, .small = true})) {
            value.reset();
            done = changed = true;
        }
    });
    ui.pop_id();
    if (!stay || done) {
        s.open = false;
        ui.focus().set(id, ui.focus().by_keyboard());
        ui.host().request_redraw();
    }
    return changed;
}

bool time_field(Ui& ui, const Rect& r, const TimeSpec& spec, std::optional<TimeOfDay>& value) {
    std::vector<std::string> texts;
    std::vector<std::int32_t> minutes;
    int current = -1;
    for (int m = spec.from_hour * 60; m < spec.to_hour * 60; m += spec.step_minutes) {
        if (value && current < 0 && value->ms / 60000 <= m) {
            // A time between two steps stands in the list as well.
            if (value->ms / 60000 != m) {
                texts.push_back(ui.locale().time(*value));
                minutes.push_back(value->ms / 60000);
            }
            current = static_cast<int>(minutes.size()) - (value->ms / 60000 != m ? 1 : 0);
        }
        texts.push_back(ui.locale().time({m * 60000}));
        minutes.push_back(m);
    }
    std::vector<Option> options;
    for (const std::string& text : texts) options.push_back({.label = text});
    const bool changed = select(ui, r, {.key = spec.key, .label = spec.label, .placeholder = spec.placeholder,
                                        .description = spec.description, .searchable = true, .search_hint = spec.label,
                                        .disabled = spec.disabled, .required = spec.required, .error = spec.error},
                                options, current);
    if (!changed) return false;
    value = current < 0 ? std::nullopt : std::optional<TimeOfDay>({minutes[static_cast<std::size_t>(current)] * 60000});
    return true;
}

}  // namespace potok::ui
