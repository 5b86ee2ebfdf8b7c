// From a layout and what fills it to strips: pieces of the page as wide as the text, one under the other, none of which is divided
// between pages. A paragraph gives a strip a line, a table one a row.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "exchange/documents/layout.h"

namespace potok::exchange {

// Something drawn in a strip; lengths from its top left corner.
struct Drawing {
    enum class Kind { text, line, fill } kind = Kind::text;
    Length x = 0, y = 0;           // text: where its baseline begins
    Length width = 0, height = 0;  // line: to x + width, y + height
    Length size = 0;               // text: of the font; line: how thick
    std::string text;
    Weight weight = Weight::regular;
    PdfColor color;
    std::int64_t gap = 0;          // PdfFile::text
};

struct Strip {
    Length height = 0;
    std::vector<Drawing> drawings;
    bool keep_next = false;   // on the page of the next one
    bool blank = false;       // room only: dropped at the top of a page
    bool page_break = false;  // what follows begins a page
    std::shared_ptr<const Strip> header;  // a table's: repeated at the top of a page that goes on with it
    bool is_header = false;
};

class Flow {
public:
    Flow(Filling& filling, PdfFile::Fonts fonts) : filling_(filling), fonts_(fonts) {}

    // errors: template.* of what cannot be filled in, layout.table_too_wide, layout.columns_too_wide; place = the block's path
    Result<std::vector<Strip>> run(const std::vector<Block>& blocks, Length width);

private:
    Filling& filling_;
    PdfFile::Fonts fonts_;

    Status block(const Block& b, Length width, std::vector<Strip>& out);
    Status text(const Block& b, Length width, std::vector<Strip>& out);
    Status table(const Block& b, Length width, std::vector<Strip>& out);
    Status fields(const Block& b, Length width, std::vector<Strip>& out);
    Status columns(const Block& b, Length width, std::vector<Strip>& out);
    Status signatures(const Block& b, Length width, std::vector<Strip>& out);

    struct Cell {
        std::string text;
        Length x = 0, width = 0;
        Align align = Align::left;
        Weight weight = Weight::regular;
    };
    void row(const std::vector<Cell>& cells, const TextStyle& style, Length table_width, bool may_split, std::vector<Strip>& out) const;
    Result<std::vector<Length>> shares(const Block& b, Length width, Length gap, const char* code) const;
};

struct TextLine {
    std::string text;
    Length width = 0;
    bool last = false;  // of its paragraph
};
// Broken at blanks (not at those that do not break), behind hyphens between letters, and within what is wider than the line.
std::vector<TextLine> break_lines(const PdfFont& font, std::string_view text, Length size, Length width);

// Puts the strips on pages: what is to be kept together is, as long as it fits on a page; tables repeat their headers; the header and
// footer of the layout are laid out for each page. errors: layout.too_long, layout.no_room, those of Flow
Status paginate(const Layout& layout, const std::vector<Strip>& strips, Filling& filling, PdfFile& pdf, PdfFile::Fonts fonts);

inline constexpr std::size_t max_pages = 1000;

}  // namespace potok::exchange
