// People as marks: initials on a soft fill in a hue that is always the same for the same person.
#pragma once

#include "model/catalog.h"
#include "ui/kit/ui.h"

namespace potok::ui {

void draw_avatar(Ui& ui, const Rect& square, std::string_view name, model::RowId person);

}  // namespace potok::ui
