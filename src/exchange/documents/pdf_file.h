// A PDF file (ISO 32000-1, version 1.7): pages of lines, rectangles and text in two fonts, which are embedded as far as they are used,
// with the characters they stand for, so that text can be selected, searched and read aloud.
//
// Lengths are in thousandths of a point, from the top left corner of the page; there are no binary floats, no clock and no
// randomness: the same drawing gives the same bytes on every machine.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "exchange/documents/pdf_font.h"

namespace potok::exchange {

using Length = std::int64_t;  // thousandths of a point
inline constexpr Length point = 1000;

enum class Weight { regular, bold };

struct PdfColor {
    std::uint8_t red = 0, green = 0, blue = 0;
    bool operator==(const PdfColor&) const = default;
};

class PdfFile {
public:
    struct Fonts {
        const PdfFont* regular = nullptr;
        const PdfFont* bold = nullptr;
        const PdfFont& of(Weight w) const { return w == Weight::bold ? *bold : *regular; }
    };

    explicit PdfFile(Fonts fonts) : fonts_(fonts) {}

    void add_page(Length width, Length height);
    std::size_t pages() const { return pages_.size(); }

    // On the page added last. `x`, `y`: where the text's baseline begins. `gap`: what each blank is wider, in thousandths of the font size.
    void text(Length x, Length y, std::string_view utf8, Weight weight, Length size, PdfColor color, std::int64_t gap = 0);
    void line(Length x1, Length y1, Length x2, Length y2, Length width, PdfColor color);
    void fill(Length x, Length y, Length width, Length height, PdfColor color);

    struct About {
        std::string title, author, language;  // language: "pl"
        Instant created;
    };
    std::string finish(const About& about) const;

private:
    struct Page {
        Length width = 0, height = 0;
        std::string content;
    };
    Fonts fonts_;
    std::vector<Page> pages_;
    std::map<GlyphId, char32_t> used_[2];  // by weight; the character a glyph first stood for

    void color(PdfColor c, const char* op);
};

// The characters of a text as a font shows them; a character it lacks is shown as the replacement sign.
std::vector<std::pair<GlyphId, char32_t>> glyphs_of(const PdfFont& font, std::string_view utf8);
// How wide the text is at that size.
Length text_width(const PdfFont& font, std::string_view utf8, Length size);

}  // namespace potok::exchange
