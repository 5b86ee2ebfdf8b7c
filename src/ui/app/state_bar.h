// The bar under the header that tells of a state the whole page has to know: what is done can no longer be saved.
#pragma once

#include "ui/desk.h"

namespace potok::ui {

// Nothing while all is well; otherwise takes its height off the top of `page`. Pages call it below their header, on a phone
// the shell does (and the card, which has a bar of its own).
void state_bar(Desk& desk, Rect& page);

}  // namespace potok::ui
