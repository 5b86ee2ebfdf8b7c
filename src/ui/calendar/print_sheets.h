// Sheets of A4 for the calendar on paper: a PDF drawn in the colours of the light theme, text cut with an ellipsis where it does not fit.
// Lengths are in points from the top left corner.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "exchange/documents/pdf_file.h"
#include "ui/geometry.h"
#include "ui/kit/theme.h"

namespace potok::ui {

class PrintSheets {
public:
    static constexpr int margin = 36;
    struct Size {
        int width = 842, height = 595;
    };
    static constexpr Size landscape{842, 595}, portrait{595, 842};

    // Error: font.malformed. `title` stands at the head of every page, `second` behind it, the page's number at its foot.
    static Result<std::unique_ptr<PrintSheets>> create(Size size, std::string title, std::string second);

    // A new page; what is left of it below the head. The first one is there.
    void next_page();
    Rect room() const;

    // One line in a box, vertically centred. `size`: of the letters.
    struct Ink {
        float size = 8;
        bool strong = false;
        Color color = 0;  // 0: black
        bool centered = false;
    };
    float text(const Rect& r, std::string_view text, const Ink& ink);  // returns its width
    float width(std::string_view text, const Ink& ink) const;
    void fill(const Rect& r, Color color);
    void frame(const Rect& r, Color color);  // half a point
    void line(float x1, float y1, float x2, float y2, Color color, float width = 0.5f);

    static const Theme& theme() { return theme_of(ThemeName::light); }
    std::string finish(std::string_view language, Instant now);

private:
    PrintSheets() = default;
    exchange::PdfFont regular_, bold_;
    std::unique_ptr<exchange::PdfFile> file_;
    Size size_;
    std::string title_, second_;
    int page_ = 0;
};

}  // namespace potok::ui
