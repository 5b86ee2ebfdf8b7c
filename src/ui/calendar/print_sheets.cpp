#include "ui/calendar/print_sheets.h"

#include <cmath>

#include "platform/common/assets.h"
#include "ui/kit/text.h"

namespace potok::ui {

namespace {

exchange::Length points(float p) { return std::lround(p * 1000); }

exchange::PdfColor ink_of(Color c) {
    return {static_cast<std::uint8_t>(c & 0xff), static_cast<std::uint8_t>((c >> 8) & 0xff), static_cast<std::uint8_t>((c >> 16) & 0xff)};
}

}  // namespace

Result<std::unique_ptr<PrintSheets>> PrintSheets::create(Size size, std::string title, std::string second) {
    auto out = std::unique_ptr<PrintSheets>(new PrintSheets);
    POTOK_TRY(out->regular_, exchange::PdfFont::read(platform::asset("fonts/inter-400.otf").value_or("")));
    POTOK_TRY(out->bold_, exchange::PdfFont::read(platform::asset("fonts/inter-600.otf").value_or("")));
    out->file_ = std::make_unique<exchange::PdfFile>(exchange::PdfFile::Fonts{&out->regular_, &out->bold_});
    out->size_ = size;
    out->title_ = std::move(title);
    out->second_ = std::move(second);
    out->next_page();
    return out;
}

void PrintSheets::next_page() {
    file_->add_page(points(static_cast<float>(size_.width)), points(static_cast<float>(size_.height)));
    ++page_;
    Rect head{margin, margin - 6, static_cast<float>(size_.width - 2 * margin), 20};
    const float used = text(head, title_, {.size = 14, .strong = true});
    head.cut_left(used + 10);
    text(head, second_, {.size = 8, .color = theme().text2});
    text({margin, static_cast<float>(size_.height) - 28, static_cast<float>(size_.width - 2 * margin), 12}, std::to_string(page_), {.size = 7, .color = theme().text3, .centered = true});
}

Rect PrintSheets::room() const {
    return {margin, margin + 22, static_cast<float>(size_.width - 2 * margin), static_cast<float>(size_.height - 2 * margin - 22)};
}

float PrintSheets::width(std::string_view text, const Ink& ink) const {
    return static_cast<float>(exchange::text_width(ink.strong ? bold_ : regular_, text, points(ink.size))) / 1000;
}

float PrintSheets::text(const Rect& r, std::string_view text, const Ink& ink) {
    std::string shown(text);
    if (width(shown, ink) > r.w) {
        // Whole characters off its end until it fits with the ellipsis.
        std::size_t end = shown.size();
        while (end > 0) {
            do --end;
            while (end > 0 && (static_cast<unsigned char>(shown[end]) & 0xc0) == 0x80);
            if (width(shown.substr(0, end) + "…", ink) <= r.w) break;
        }
        if (end == 0) return 0;
        shown = shown.substr(0, end) + "…";
    }
    const float used = width(shown, ink), x = ink.centered ? r.x + (r.w - used) / 2 : r.x;
    const exchange::PdfFont& font = ink.strong ? bold_ : regular_;
    const float baseline = r.center().y + static_cast<float>(font.cap_height()) / 1000 * ink.size / 2;
    file_->text(points(x), points(baseline), shown, ink.strong ? exchange::Weight::bold : exchange::Weight::regular, points(ink.size), ink_of(ink.color ? ink.color : rgb(0)));
    return used;
}

void PrintSheets::fill(const Rect& r, Color color) { file_->fill(points(r.x), points(r.y), points(r.w), points(r.h), ink_of(color)); }

void PrintSheets::line(float x1, float y1, float x2, float y2, Color color, float width) {
    file_->line(points(x1), points(y1), points(x2), points(y2), points(width), ink_of(color));
}

void PrintSheets::frame(const Rect& r, Color color) {
    line(r.x, r.y, r.right(), r.y, color);
    line(r.x, r.bottom(), r.right(), r.bottom(), color);
    line(r.x, r.y, r.x, r.bottom(), color);
    line(r.right(), r.y, r.right(), r.bottom(), color);
}

std::string PrintSheets::finish(std::string_view language, Instant now) {
    return file_->finish({.title = title_, .author = "", .language = std::string(language), .created = now});
}

}  // namespace potok::ui
