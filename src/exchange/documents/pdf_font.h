// An OpenType font with CFF outlines as documents use it: which glyph shows a character, how wide it is, and the font program cut down
// to the glyphs that were used. Formats: OpenType 1.9 (tables head, hhea, hmtx, OS/2, cmap format 4, CFF), CFF 1.0 (Adobe Technical
// Note 5176).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace potok::exchange {

using GlyphId = std::uint16_t;

class PdfFont {
public:
    // `file` is a whole OpenType font and stays where it is as long as the font is used. error: font.malformed (arg table)
    static Result<PdfFont> read(std::string_view file);

    // 0 (the font's box for what it lacks) where there is none.
    GlyphId glyph(char32_t c) const;
    int width(GlyphId g) const { return g < widths_.size() ? widths_[g] : 0; }  // thousandths of the font size
    // Of the font, in thousandths of the font size; the descent is below zero.
    int ascent() const { return ascent_; }
    int descent() const { return descent_; }
    int cap_height() const { return cap_height_; }
    const int (&box() const)[4] { return box_; }
    const std::string& name() const { return name_; }  // PostScript name: "Inter-Regular"

    // The CFF program in which every other glyph is empty: places and numbers of glyphs stay, so that what is left out deflates to
    // nothing. `used` by glyph.
    std::string program(const std::map<GlyphId, char32_t>& used) const;

private:
    std::string_view cff_;
    std::vector<int> widths_;
    std::vector<std::pair<char32_t, GlyphId>> characters_;  // by character
    std::vector<std::pair<std::uint32_t, std::uint32_t>> outlines_;  // of each glyph: begin and end in the program
    std::string name_;
    int ascent_ = 0, descent_ = 0, cap_height_ = 0;
    int box_[4] = {};

    struct Reader;
};

}  // namespace potok::exchange
