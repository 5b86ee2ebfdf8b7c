#include "ui/people.h"

#include "ui/kit/chip.h"
#include "ui/value_text.h"

namespace potok::ui {

void draw_avatar(Ui& ui, const Rect& square, std::string_view name, model::RowId person) {
    avatar(ui, {square.x, square.y}, square.w, initials_of(name), person_hue(person));
}

}  // namespace potok::ui
