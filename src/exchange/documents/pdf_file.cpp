#include "exchange/documents/pdf_file.h"

#include <fmt/format.h>

#include "base/calendar.h"
#include "base/sha256.h"
#include "exchange/documents/deflate.h"

namespace potok::exchange {

namespace {

// One code point from valid UTF-8; what is not valid reads as the replacement sign.
char32_t next_code_point(std::string_view text, std::size_t& i) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
    const unsigned first = byte(i);
    const std::size_t length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 0;
    if (length == 0 || i + length > text.size()) {
        ++i;
        return 0xFFFD;
    }
    char32_t c = length == 1 ? first : first & (0xFFu >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) {
        if ((byte(i + k) & 0xC0) != 0x80) {
            ++i;
            return 0xFFFD;
        }
        c = c << 6 | (byte(i + k) & 0x3F);
    }
    i += length;
    return c;
}

bool is_blank(char32_t c) {
    return c == ' ' || c == 0xA0 || c == 0x2007 || c == 0x2009 || c == 0x200A || c == 0x202F;
}

// Thousandths of a point as a PDF number, in points: "12.5".
std::string points(Length l) {
    std::string out = l < 0 ? "-" : "";
    const std::uint64_t n = l < 0 ? 0 - static_cast<std::uint64_t>(l) : static_cast<std::uint64_t>(l);
    out += std::to_string(n / 1000);
    if (n % 1000 == 0) return out;
    std::string fraction = fmt::format(".{:03}", n % 1000);
    while (fraction.back() == '0') fraction.pop_back();
    return out + fraction;
}

std::string utf16_hex(std::string_view text, bool mark) {
    std::string out = mark ? "FEFF" : "";
    for (std::size_t i = 0; i < text.size();) {
        const char32_t c = next_code_point(text, i);
        if (c < 0x10000) out += fmt::format("{:04X}", static_cast<std::uint32_t>(c));
        else out += fmt::format("{:04X}{:04X}", 0xD800 + ((static_cast<std::uint32_t>(c) - 0x10000) >> 10), 0xDC00 + ((static_cast<std::uint32_t>(c) - 0x10000) & 0x3FF));
    }
    return out;
}

std::string hex_of(char32_t c) {
    const auto n = static_cast<std::uint32_t>(c);
    if (n < 0x10000) return fmt::format("{:04X}", n);
    return fmt::format("{:04X}{:04X}", 0xD800 + ((n - 0x10000) >> 10), 0xDC00 + ((n - 0x10000) & 0x3FF));
}

// Objects in the order of their numbers, then the table of where they lie.
class Objects {
public:
    Objects() { out_ = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"; }

    std::size_t reserve() {
        places_.push_back(0);
        return places_.size();
    }
    void put(std::size_t number, std::string_view body) {
        places_[number - 1] = out_.size();
        out_ += fmt::format("{} 0 obj\n{}\nendobj\n", number, body);
    }
    std::size_t put(std::string_view body) {
        const std::size_t number = reserve();
        put(number, body);
        return number;
    }
    std::size_t put_stream(std::string_view dictionary, std::string_view bytes) {
        const std::string packed = deflated(bytes);
        return put(fmt::format("<</Filter/FlateDecode/Length {}{}>>\nstream\n{}\nendstream", packed.size(), dictionary, packed));
    }
    std::string finish(std::size_t root, std::size_t info) {
        const std::string id = hex(sha256(out_)).substr(0, 32);
        const std::size_t table = out_.size();
        out_ += fmt::format("xref\n0 {}\n0000000000 65535 f \n", places_.size() + 1);
        for (const std::size_t place : places_) out_ += fmt::format("{:010} 00000 n \n", place);
        out_ += fmt::format("trailer\n<</Size {}/Root {} 0 R/Info {} 0 R/ID[<{}><{}>]>>\nstartxref\n{}\n%%EOF\n", places_.size() + 1, root, info, id, id, table);
        return std::move(out_);
    }

private:
    std::string out_;
    std::vector<std::size_t> places_;
};

// Glyph number → character, for whoever copies or searches text (ISO 32000-1, 9.10.3).
std::string to_unicode(const std::map<GlyphId, char32_t>& used) {
    std::string out = "/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def"
                      "/CMapName/Adobe-Identity-UCS def/CMapType 2 def 1 begincodespacerange<0000><FFFF>endcodespacerange\n";
    std::size_t left = used.size(), in_block = 0;
    for (const auto& [glyph, c] : used) {
        if (in_block == 0) {
            in_block = std::min<std::size_t>(left, 100);  // as many as a block may hold
            out += fmt::format("{} beginbfchar\n", in_block);
        }
        // All blanks are copied as the common one, so that an amount can be searched and pasted as it is typed.
        out += fmt::format("<{:04X}><{}>\n", glyph, hex_of(is_blank(c) ? U' ' : c));
        --left;
        if (--in_block == 0) out += "endbfchar\n";
    }
    return out + "endcmap CMapName currentdict/CMap defineresource pop end end";
}

std::string widths(const PdfFont& font, const std::map<GlyphId, char32_t>& used) {
    std::string out = "[";
    GlyphId next = 0;
    bool open = false;
    for (const auto& [glyph, c] : used) {
        if (!open || glyph != next) {
            if (open) out += "]";
            out += fmt::format("{} [", glyph);
            open = true;
        } else {
            out += " ";
        }
        out += std::to_string(font.width(glyph));
        next = static_cast<GlyphId>(glyph + 1);
    }
    return out + (open ? "]]" : "]");
}

// A composite font whose codes are the numbers of its glyphs.
std::size_t put_font(Objects& objects, const PdfFont& font, const std::map<GlyphId, char32_t>& used) {
    const std::size_t program = objects.put_stream("/Subtype/CIDFontType0C", font.program(used));
    std::string tag;  // six letters tell subsets of one font apart: by what they hold
    std::string glyphs;
    for (const auto& [glyph, c] : used) glyphs += fmt::format("{:04X}", glyph);
    for (const unsigned char byte : sha256(glyphs)) {
        if (tag.size() < 6) tag += static_cast<char>('A' + byte % 26);
    }
    const std::string name = fmt::format("{}+{}", tag, font.name());
    const auto& box = font.box();
    const std::size_t descriptor = objects.put(fmt::format(
        "<</Type/FontDescriptor/FontName/{}/Flags 4/FontBBox[{} {} {} {}]/ItalicAngle 0/Ascent {}/Descent {}/CapHeight {}/StemV {}/FontFile3 {} 0 R>>",
        name, box[0], box[1], box[2], box[3], font.ascent(), font.descent(), font.cap_height(), font.name().find("Bold") != std::string::npos ? 130 : 90, program));
    const std::size_t descendant = objects.put(fmt::format(
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/{}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {} 0 R/DW 0/W {}>>",
        name, descriptor, widths(font, used)));
    const std::size_t unicode = objects.put_stream("", to_unicode(used));
    return objects.put(fmt::format("<</Type/Font/Subtype/Type0/BaseFont/{}/Encoding/Identity-H/DescendantFonts[{} 0 R]/ToUnicode {} 0 R>>", name, descendant, unicode));
}

std::string pdf_date(Instant at) {
    std::string digits;
    for (const char c : format_iso(at).substr(0, 19))
        if (c >= '0' && c <= '9') digits += c;
    return "D:" + digits + "Z";
}

}  // namespace

std::vector<std::pair<GlyphId, char32_t>> glyphs_of(const PdfFont& font, std::string_view utf8) {
    std::vector<std::pair<GlyphId, char32_t>> out;
    for (std::size_t i = 0; i < utf8.size();) {
        char32_t c = next_code_point(utf8, i);
        GlyphId g = font.glyph(c);
        if (g == 0 && is_blank(c)) g = font.glyph(U' ');
        if (g == 0 && c == 0x2011) g = font.glyph(U'-');  // a hyphen that does not break
        if (g == 0 && (c == 0xAD || c == 0x200B)) continue;
        if (g == 0) g = font.glyph(0xFFFD);
        out.emplace_back(g, c);
    }
    return out;
}

Length text_width(const PdfFont& font, std::string_view utf8, Length size) {
    Length thousandths = 0;
    for (const auto& [g, c] : glyphs_of(font, utf8)) thousandths += font.width(g);
    return thousandths * size / 1000;
}

void PdfFile::add_page(Length width, Length height) {
    pages_.push_back({width, height, {}});
}

void PdfFile::color(PdfColor c, const char* op) {
    const auto part = [](std::uint8_t v) { return points(static_cast<Length>(v) * 1000 / 255); };
    pages_.back().content += fmt::format("{} {} {} {}\n", part(c.red), part(c.green), part(c.blue), op);
}

void PdfFile::text(Length x, Length y, std::string_view utf8, Weight weight, Length size, PdfColor c, std::int64_t gap) {
    const PdfFont& font = fonts_.of(weight);
    const auto glyphs = glyphs_of(font, utf8);
    if (glyphs.empty()) return;
    Page& page = pages_.back();
    auto& used = used_[weight == Weight::bold ? 1 : 0];
    std::string shown = "[<";
    for (const auto& [g, character] : glyphs) {
        const auto it = used.emplace(g, character).first;
        if (character < it->second) it->second = character;
        shown += fmt::format("{:04X}", g);
        if (gap != 0 && is_blank(character)) shown += fmt::format(">{}<", -gap);
    }
    color(c, "rg");
    page.content += fmt::format("BT/F{} {} Tf {} {} Td {}>]TJ ET\n", weight == Weight::bold ? 2 : 1, points(size), points(x), points(page.height - y), shown);
}

void PdfFile::line(Length x1, Length y1, Length x2, Length y2, Length width, PdfColor c) {
    color(c, "RG");
    Page& page = pages_.back();
    page.content += fmt::format("{} w {} {} m {} {} l S\n", points(width), points(x1), points(page.height - y1), points(x2), points(page.height - y2));
}

void PdfFile::fill(Length x, Length y, Length width, Length height, PdfColor c) {
    color(c, "rg");
    Page& page = pages_.back();
    page.content += fmt::format("{} {} {} {} re f\n", points(x), points(page.height - y - height), points(width), points(height));
}

std::string PdfFile::finish(const About& about) const {
    Objects objects;
    const std::size_t root = objects.reserve(), tree = objects.reserve();
    std::string fonts;
    for (const Weight w : {Weight::regular, Weight::bold}) {
        const int i = w == Weight::bold ? 1 : 0;
        if (!used_[i].empty()) fonts += fmt::format("/F{} {} 0 R", i + 1, put_font(objects, fonts_.of(w), used_[i]));
    }
    std::string kids;
    for (const Page& page : pages_) {
        const std::size_t content = objects.put_stream("", page.content);
        kids += fmt::format("{} 0 R ", objects.put(fmt::format("<</Type/Page/Parent {} 0 R/MediaBox[0 0 {} {}]/Resources<</Font<<{}>>>>/Contents {} 0 R>>", tree,
                                                               points(page.width), points(page.height), fonts, content)));
    }
    objects.put(tree, fmt::format("<</Type/Pages/Count {}/Kids[{}]>>", pages_.size(), kids));
    objects.put(root, fmt::format("<</Type/Catalog/Pages {} 0 R/Lang({})/ViewerPreferences<</DisplayDocTitle true>>>>", tree, about.language));
    const std::size_t info = objects.put(fmt::format("<</Title<{}>/Author<{}>/Creator(Potok)/Producer(Potok)/CreationDate({})>>", utf16_hex(about.title, true),
                                                     utf16_hex(about.author, true), pdf_date(about.created)));
    return objects.finish(root, info);
}

}  // namespace potok::exchange
