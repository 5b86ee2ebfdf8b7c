#include "ui/card/card_tab.h"

#include "ui/kit/paint.h"
#include "ui/kit/text.h"

namespace potok::ui {

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
