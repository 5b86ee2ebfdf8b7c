// Fields with their labels in two columns (one where it is narrow), as dialogs show them.
#pragma once

#include <vector>

#include "ui/forms/field_edit.h"

namespace potok::ui {

struct FieldGrid {
    float height = 0;
    FieldEdit* finished = nullptr;  // an edit that was finished in this frame
};

// `draw` false only measures.
FieldGrid field_grid(Desk& desk, const Rect& r, std::vector<FieldEdit>& edits, bool draw = true);

// Puts a refusal at the field it names. False when none of them is meant.
bool blame_field(std::vector<FieldEdit>& edits, const Error& error);

}  // namespace potok::ui
