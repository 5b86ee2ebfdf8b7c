#include "ui/forms/field_grid.h"

#include <algorithm>

#include "ui/kit/field.h"

namespace potok::ui {

namespace {

constexpr float grid_gap_x = 16, grid_gap_y = 12, two_columns_from = 480;

bool wide(const model::Field& field) {
    using model::FieldKind;
    return field.kind == FieldKind::long_text || field.kind == FieldKind::multi || field.kind == FieldKind::datetime;
}

}  // namespace

FieldGrid field_grid(Desk& desk, const Rect& r, std::vector<FieldEdit>& edits, bool draw) {
    FieldGrid out;
    const bool two = r.w > two_columns_from;
    const float half = two ? (r.w - grid_gap_x) / 2 : r.w;
    float y = 0, row = 0;
    bool second = false;  // the left half of this row is taken
    for (FieldEdit& edit : edits) {
        const bool whole = !two || wide(edit.field());
        const float width = whole ? r.w : half;
        const std::string label = edit.field().label.in(desk.language());
        const std::string sentence = edit.error ? desk.ui().locale().sentence(*edit.error) : std::string();
        const LabelSpec spec{.label = label, .error = sentence, .required = edit.field().required,
                             .control_height = edit.height(desk, width)};
        const float height = labelled_height(desk.ui(), spec, width);
        if (second && whole) y += row + grid_gap_y, second = false, row = 0;
        if (draw) {
            const Rect area{r.x + (second ? half + grid_gap_x : 0), r.y + y, width, height};
            if (edit.draw(desk, labelled(desk.ui(), area, spec))) out.finished = &edit;
        }
        row = std::max(row, height);
        if (whole || second) y += row + grid_gap_y, second = false, row = 0;
        else second = true;
    }
    if (second) y += row + grid_gap_y;
    out.height = y > 0 ? y - grid_gap_y : 0;
    return out;
}

bool blame_field(std::vector<FieldEdit>& edits, const Error& error) {
    for (FieldEdit& edit : edits) {
        if (edit.field().key != error.place) continue;
        edit.error = error;
        return true;
    }
    return false;
}

}  // namespace potok::ui
