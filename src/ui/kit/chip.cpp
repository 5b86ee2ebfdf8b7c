#include "ui/kit/chip.h"

#include <algorithm>
#include <cmath>
#include <string>

#include <fmt/format.h>
#include <generated/icons.h>

#include "base/text.h"
#include "ui/kit/paint.h"
#include "ui/kit/text.h"
#include "ui/kit/tokens.h"

namespace potok::ui {

namespace {

struct ChipMeasures {
    float pad, icon = 14, tail = 12, gap = 6;
    TextSpec text;
};

ChipMeasures measures(const Ui& ui) {
    if (ui.phone()) return {.pad = 12, .text = {.style = TextStyle::small}};
    return {.pad = 9, .text = {.style = TextStyle::small}};
}

std::string lead_in(const ChipSpec& spec) {
    return spec.value.empty() ? std::string(spec.label) : fmt::format("{}: ", spec.label);
}

}  // namespace

float chip_height(const Ui& ui) { return ui.phone() ? 36 : 28; }

float chip_width(Ui& ui, const ChipSpec& spec) {
    const ChipMeasures m = measures(ui);
    TextSpec strong = m.text;
    strong.weight = Weight::strong;
    float width = 2 * m.pad + text_width(ui, lead_in(spec), m.text) + text_width(ui, spec.value, strong);
    if (!spec.icon.empty()) width += m.icon + m.gap;
    if (spec.removable || spec.dropdown) width += m.tail + m.gap;
    return std::ceil(width);
}

ChipEvents chip(Ui& ui, const Rect& r, const ChipSpec& spec) {
    ChipEvents events;
    const ChipMeasures m = measures(ui);
    const Theme& t = ui.theme();
    const std::string name = spec.value.empty() ? std::string(spec.label) : fmt::format("{}: {}", spec.label, spec.value);
    const NodeId id = ui.id(spec.key);
    Node node{.id = id, .role = Role::button, .name = name, .rect = r};
    if (spec.toggle) node.states |= state_pressable | (spec.on ? state_pressed : 0u);
    if (spec.dropdown) node.states |= state_popup | state_expandable | (spec.expanded ? state_expanded : 0u);

    // The cross is a button of its own, above the chip's.
    Rect body = r;
    Press cross;
    const NodeId cross_id = child_id(id, "remove");
    const Rect cross_rect{r.right() - m.pad - m.tail - 3, r.y, m.tail + m.pad + 3, r.h};
    if (spec.removable) body.w -= cross_rect.w;
    node.rect = body;
    const Press p = ui.press(node);
    if (spec.removable) {
        cross = ui.press({.id = cross_id, .role = Role::button, .name = spec.remove_name.empty() ? name : spec.remove_name,
                          .rect = cross_rect});
        events.removed = cross.clicked;
    }
    events.clicked = p.clicked;

    const float radius = ui.phone() ? 8 : tokens::radius_chip;
    const float hover = std::max(p.hover, cross.hover);
    Color text = t.text2, strong = t.text;
    if (spec.on) {
        fill(ui, r, blend(t.accent_soft, t.accent_line, hover * 0.35f), radius);
        outline(ui, r, hover > 0 ? blend(t.accent_line, t.accent, hover * 0.4f) : t.accent_line, radius);
        text = strong = t.accent_text;
    } else {
        fill(ui, r, with_alpha(t.hover, hover), radius);
        outline(ui, r, blend(t.line_strong, t.control, hover), radius);
    }
    Rect row = r.inset(m.pad, 0);
    if (!spec.icon.empty()) draw_icon(ui, row.cut_left(m.icon, m.gap), spec.icon, m.icon, text);
    if (spec.removable || spec.dropdown) {
        const Rect tail = row.cut_right(m.tail, m.gap);
        draw_icon(ui, tail, spec.removable ? icon::x : icon::chevron_down, m.tail, text);
    }
    const std::string first = lead_in(spec);
    const Run runs[] = {{first, Weight::regular, text}, {spec.value, Weight::strong, strong}};
    row.w += 1;
    draw_runs(ui, row, runs, m.text);
    if (p.ring) focus_ring(ui, r, radius);
    if (cross.ring) focus_ring(ui, cross_rect.inset(2, 4), 4);
    return events;
}

Color tone_text(const Theme& t, Tone tone) {
    switch (tone) {
        case Tone::neutral: return t.text2;
        case Tone::accent: return t.accent_text;
        case Tone::success: return t.success;
        case Tone::warning: return t.warning;
        case Tone::danger: return t.danger;
        case Tone::info: return t.info;
    }
    return t.text2;
}

Color tone_soft(const Theme& t, Tone tone) {
    switch (tone) {
        case Tone::neutral: return t.hover;
        case Tone::accent: return t.accent_soft;
        case Tone::success: return t.success_soft;
        case Tone::warning: return t.warning_soft;
        case Tone::danger: return t.danger_soft;
        case Tone::info: return t.info_soft;
    }
    return t.hover;
}

float badge_width(Ui& ui, std::string_view text, std::string_view glyph) {
    return std::ceil(12 + text_width(ui, text, {.style = TextStyle::caption}) + (glyph.empty() ? 0 : 16));
}

float badge(Ui& ui, Point at, std::string_view text, Tone tone, std::string_view glyph) {
    const Theme& t = ui.theme();
    const float height = ui.phone() ? 22 : badge_height, width = badge_width(ui, text, glyph);
    fill(ui, {at.x, at.y, width, height}, tone_soft(t, tone), 4);
    Rect row{at.x + 6, at.y, width - 11, height};
    const Color color = tone_text(t, tone);
    if (!glyph.empty()) draw_icon(ui, row.cut_left(12, 4), glyph, 12, color);
    draw_text(ui, row, text, {.style = TextStyle::caption, .color = color});
    return width;
}

void avatar(Ui& ui, Point at, float size, std::string_view initials, int hue) {
    const StageColors hues = ui.theme().stage(hue);
    const Point c{at.x + size / 2, at.y + size / 2};
    disc(ui, c, size / 2, hues.soft);
    ring(ui, c, size / 2, with_alpha(hues.text, 0.18f), 1);
    const float letters = size <= 20 ? 9.f : size <= 26 ? 10.f : size <= 32 ? 12.f : 14.f;
    draw_text(ui, {at.x, at.y, size, size}, initials,
              {.style = TextStyle::caption, .weight = Weight::strong, .color = hues.text, .align = Align::center, .size = letters});
}

namespace {

// What a company is by law is not its name.
bool is_legal_form(std::string_view word) {
    static constexpr std::string_view forms[] = {"ООО", "АО", "ПАО", "ОАО", "ЗАО", "НАО", "ИП", "АНО", "НКО", "ТОО", "ОДО", "ФГУП", "МУП", "ГУП",
                                                 "Sp.", "sp.", "z", "o.o.", "S.A.", "SA", "S.K.A.", "Sp.k.", "sp.k.", "Sp.j.", "sp.j.", "PPHU",
                                                 "P.P.H.U.", "FHU", "LLC", "Ltd", "Ltd.", "Inc", "Inc.", "GmbH", "AG", "PLC"};
    return std::find(std::begin(forms), std::end(forms), word) != std::end(forms);
}

// First letters or digits of up to two words; quotation marks and brackets are passed over.
std::string first_letters(std::string_view name, bool with_forms) {
    std::string out;
    int words = 0;
    for (std::size_t at = 0; at < name.size() && words < 2;) {
        const std::size_t end = std::min(name.find_first_of(" -", at), name.size());
        const std::string_view word = name.substr(at, end - at);
        at = end + 1;
        if (!with_forms && is_legal_form(word)) continue;
        for (std::size_t letter = 0; letter < word.size();) {
            const std::string_view rest = word.substr(letter);
            const bool digit = rest.front() >= '0' && rest.front() <= '9';
            const std::size_t length = codepoints_length(rest, 1);
            if (digit || (word_length(rest) > 0 && rest.front() != '_')) {
                out += rest.substr(0, length);
                ++words;
                break;
            }
            letter += std::max<std::size_t>(length, 1);
        }
    }
    return out;
}

}  // namespace

std::string initials_of(std::string_view name) {
    std::string letters = first_letters(name, false);
    return letters.empty() ? first_letters(name, true) : letters;
}

void counter(Ui& ui, float right, float middle, std::int64_t count, bool hot) {
    const Theme& t = ui.theme();
    const std::string text = std::to_string(count);
    TextSpec spec{.style = TextStyle::caption, .color = hot ? t.on_accent : t.text3};
    if (hot) spec.weight = Weight::strong;
    const float width = text_width(ui, text, spec);
    if (hot) fill(ui, {right - width - 12, middle - 8.5f, width + 12, 17}, t.accent, 8.5f);
    draw_text(ui, {right - width - (hot ? 6.f : 0.f), middle - 8, width + 1, 16}, text, spec);
}

float key_cap_width(Ui& ui, std::string_view text) { return std::ceil(10 + text_width(ui, text, {.style = TextStyle::caption})); }

float key_cap(Ui& ui, Point left_middle, std::string_view text) {
    const Theme& t = ui.theme();
    const float width = key_cap_width(ui, text);
    const Rect r{left_middle.x, left_middle.y - 8, width, 16};
    fill(ui, r, t.hover, 4);
    draw_text(ui, {r.x + 5, r.y, r.w, r.h}, text, {.style = TextStyle::caption, .color = t.dark ? t.text2 : t.text3});
    return width;
}

void stage_dot(Ui& ui, Point center, int hue, float size) { disc(ui, center, size / 2, ui.theme().stage(hue).solid); }

}  // namespace potok::ui
