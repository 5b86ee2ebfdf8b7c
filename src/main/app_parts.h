// What the programs with a window have in common.
#pragma once

#include "ui/app.h"

namespace potok {

// The app's typefaces out of the linked-in files, added to the current ImGui context.
ui::Fonts app_fonts(const ImFontLoader* loader);
// Every pack that ships with the program and can be read.
std::vector<packs::Pack> shipped_packs();

}  // namespace potok
