// Glyphs rasterised by the browser (web/lib/glyphs.js) for Dear ImGui's font atlas: widths and weight as in the page's own
// text, no font library in the program, the system's faces for every other script. docs/decisions/0001-glyphs.md.
#pragma once

struct ImFontLoader;

namespace potok::platform {

// For text faces added by load_fonts(): the first one is weight 400, the second 600.
const ImFontLoader* browser_font_loader();

}  // namespace potok::platform
