// The label above and the error below a control.
#include <generated/icons.h>

#include "ui/kit/field.h"
#include "ui/kit/paint.h"
#include "ui/kit/text.h"

namespace potok::ui {

namespace {
constexpr float gap = 4;
constexpr TextSpec small_text{.style = TextStyle::small};
}  // namespace

float labelled_height(Ui& ui, const LabelSpec& spec, float width) {
    const float line = line_height(ui, TextStyle::small);
    float height = spec.control_height > 0 ? spec.control_height : ui.control_height();
    if (!spec.label.empty()) height += line + gap;
    if (!spec.error.empty()) height += gap + paragraph_height(ui, spec.error, width - 16, small_text);
    return height;
}

Rect labelled(Ui& ui, const Rect& area, const LabelSpec& spec) {
    const Theme& t = ui.theme();
    const float line = line_height(ui, TextStyle::small);
    Rect rest = area;
    if (!spec.label.empty()) {
        const Rect row = rest.cut_top(line, gap);
        const Run runs[] = {{spec.label, Weight::usual, t.text2},
                            {spec.required ? " *" : "", Weight::usual, t.danger},
                            {spec.hint.empty() ? "" : " ", Weight::usual, t.text3},
                            {spec.hint, Weight::usual, t.text3}};
        draw_runs(ui, row, runs, small_text);
    }
    const Rect control = rest.cut_top(spec.control_height > 0 ? spec.control_height : ui.control_height(), gap);
    if (!spec.error.empty()) {
        TextSpec danger = small_text;
        danger.color = t.danger;
        draw_icon(ui, {rest.x, rest.y, 12, line}, icon::circle_alert, 12, t.danger);
        draw_paragraph(ui, {rest.x + 16, rest.y, rest.w - 16, rest.h}, spec.error, danger);
    }
    return control;
}

}  // namespace potok::ui
