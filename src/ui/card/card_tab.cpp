#include "ui/card/card_tab.h"

#include <algorithm>
#include <string>

#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"

namespace potok::ui {

bool tab_strip(Ui& ui, const Rect& r, std::string_view name, std::span<const Choice> choices, int& current) {
    // A little more than the tabs take: their own widths depend on which of them is open.
    const auto width_of = [&](const Choice& c) { return text_width(ui, c.label, {.weight = Weight::strong}) + (c.count >= 0 ? text_width(ui, std::to_string(c.count)) + 8 : 0.f) + 20; };
    float width = 0, from = 0;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        if (static_cast<int>(i) == current) from = width;
        width += width_of(choices[i]);
    }
    ScrollArea strip(ui, "tab_strip", r, {.horizontal = true, .bar = false});
    strip.set_content_width(std::max(width, r.w));
    int& seen = ui.state<int>(ui.id("tab_seen"));
    if (seen != current + 1) {
        seen = current + 1;
        ScrollState& state = strip.state();
        state.content = static_cast<double>(std::max(width, r.w));
        state.view = r.w;
        const double to = static_cast<double>(from + width_of(choices[static_cast<std::size_t>(current)]));
        if (static_cast<double>(from) < state.offset) state.offset = static_cast<double>(from);
        if (to > state.offset + static_cast<double>(r.w)) state.offset = std::min(to - static_cast<double>(r.w), state.max());
        ui.host().request_redraw();
    }
    return tabs(ui, {strip.content().x, r.y, std::max(width, r.w), r.h}, "tabs", name, choices, current);
}

float tab_heading(Ui& ui, Rect r, std::string_view key, std::string_view title, std::string_view note, bool good) {
    const Theme& t = ui.theme();
    const float height = ui.phone() ? 40.f : 34.f;
    Rect row = r.cut_top(height);
    if (!note.empty()) {
        const TextSpec quiet{.style = TextStyle::caption, .color = good ? t.success : t.text3, .align = Align::right};
        IdScope scope(ui, key);
        label(ui, "note", row.cut_right(text_width(ui, note, quiet) + 1, 8), note, quiet);
    }
    heading(ui, key, row, 2, title, {.weight = Weight::strong});
    hline(ui, r.x, r.y - 1, r.w, t.line);
    return height;
}

float tab_nothing(Ui& ui, Rect r, std::string_view key, std::string_view sentence) {
    const TextSpec quiet{.color = ui.theme().text3};
    const float height = paragraph_height(ui, sentence, r.w, quiet);
    label_paragraph(ui, key, {r.x, r.y + 8, r.w, height}, sentence, quiet);
    return height + 20;
}

}  // namespace potok::ui
