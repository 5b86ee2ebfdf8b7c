#include "exchange/documents/pdf_font.h"

#include <algorithm>

namespace potok::exchange {

// Big-endian numbers of a piece of the file; what lies outside reads as 0 and is remembered.
struct PdfFont::Reader {
    std::string_view bytes;
    bool outside = false;

    std::uint32_t number(std::size_t at, int size) {
        std::uint32_t n = 0;
        for (int i = 0; i < size; ++i) n = n << 8 | byte(at + static_cast<std::size_t>(i));
        return n;
    }
    std::uint32_t byte(std::size_t at) {
        if (at < bytes.size()) return static_cast<unsigned char>(bytes[at]);
        outside = true;
        return 0;
    }
    std::uint32_t u16(std::size_t at) { return number(at, 2); }
    int i16(std::size_t at) { return static_cast<std::int16_t>(number(at, 2)); }
    std::uint32_t u32(std::size_t at) { return number(at, 4); }
};

namespace {

Error malformed(const char* table) {
    return error("font.malformed", {{"table", table}});
}

// An INDEX of CFF: where its objects lie.
struct Index {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> objects;
    std::size_t end = 0;
};

template <class Reader>
Index read_index(Reader& r, std::size_t at) {
    Index out;
    const std::uint32_t count = r.u16(at);
    if (count == 0 || r.outside) {
        out.end = at + 2;
        return out;
    }
    const int size = static_cast<int>(r.byte(at + 2));
    if (size < 1 || size > 4) {
        r.outside = true;
        return out;
    }
    const std::size_t offsets = at + 3, data = offsets + (count + 1) * static_cast<std::size_t>(size) - 1;
    std::uint32_t before = r.number(offsets, size);
    for (std::uint32_t i = 1; i <= count && !r.outside; ++i) {
        const std::uint32_t next = r.number(offsets + i * static_cast<std::size_t>(size), size);
        if (next < before || data + next > r.bytes.size()) r.outside = true;
        else out.objects.emplace_back(static_cast<std::uint32_t>(data + before), static_cast<std::uint32_t>(data + next));
        before = next;
    }
    out.end = data + before;
    return out;
}

// The operand of an operator of a DICT; -1: it is not there.
template <class Reader>
std::int64_t dict_number(Reader& r, std::size_t at, std::size_t end, std::uint32_t wanted) {
    std::int64_t last = -1;
    while (at < end && !r.outside) {
        const std::uint32_t b = r.byte(at);
        if (b <= 21) {
            if (b == wanted) return last;
            at += b == 12 ? 2 : 1;
        } else if (b == 28) {
            last = r.i16(at + 1);
            at += 3;
        } else if (b == 29) {
            last = static_cast<std::int32_t>(r.u32(at + 1));
            at += 5;
        } else if (b == 30) {  // a real: nibbles until one is 15
            ++at;
            while (at < end && (r.byte(at) & 0xF) != 0xF && (r.byte(at) >> 4) != 0xF) ++at;
            ++at;
        } else if (b >= 32 && b <= 246) {
            last = static_cast<int>(b) - 139;
            ++at;
        } else if (b >= 247 && b <= 254) {
            const int high = b <= 250 ? static_cast<int>(b) - 247 : static_cast<int>(b) - 251;
            const int low = static_cast<int>(r.byte(at + 1));
            last = b <= 250 ? high * 256 + low + 108 : -high * 256 - low - 108;
            at += 2;
        } else {
            ++at;
        }
    }
    return -1;
}

int scaled(int units, int per_em) {
    const int half = units < 0 ? -per_em / 2 : per_em / 2;
    return (units * 1000 + half) / per_em;
}

}  // namespace

Result<PdfFont> PdfFont::read(std::string_view file) {
    Reader r{file};
    PdfFont out;
    std::map<std::string_view, std::string_view> tables;
    const std::uint32_t count = r.u16(4);
    for (std::uint32_t i = 0; i < count && !r.outside; ++i) {
        const std::size_t at = 12 + 16 * i, begin = r.u32(at + 8), length = r.u32(at + 12);
        if (at + 16 > file.size() || begin > file.size() || length > file.size() - begin) return malformed("directory");
        tables[file.substr(at, 4)] = file.substr(begin, length);
    }
    for (const char* needed : {"head", "hhea", "hmtx", "OS/2", "cmap", "CFF ", "maxp"})
        if (!tables.contains(needed)) return malformed(needed);

    Reader head{tables["head"]}, hhea{tables["hhea"]}, hmtx{tables["hmtx"]}, os2{tables["OS/2"]}, cmap{tables["cmap"]}, maxp{tables["maxp"]};
    const int per_em = static_cast<int>(head.u16(18));
    if (head.outside || per_em < 16) return malformed("head");
    for (int i = 0; i < 4; ++i) out.box_[i] = scaled(head.i16(36 + 2 * static_cast<std::size_t>(i)), per_em);
    out.ascent_ = scaled(hhea.i16(4), per_em);
    out.descent_ = scaled(hhea.i16(6), per_em);
    out.cap_height_ = scaled(os2.i16(88), per_em);
    const std::uint32_t glyphs = maxp.u16(4), metrics = hhea.u16(34);
    if (metrics == 0 || hhea.outside || os2.outside || maxp.outside) return malformed("hhea");
    for (std::uint32_t g = 0; g < glyphs; ++g)
        out.widths_.push_back(scaled(static_cast<int>(hmtx.u16(4 * std::min(g, metrics - 1))), per_em));
    if (hmtx.outside) return malformed("hmtx");

    std::size_t sub = 0;
    for (std::uint32_t i = 0; i < cmap.u16(2); ++i)
        if (cmap.u16(cmap.u32(4 + 8 * i + 4)) == 4) sub = cmap.u32(4 + 8 * i + 4);
    if (sub == 0 || cmap.outside) return malformed("cmap");
    const std::size_t segments = cmap.u16(sub + 6) / 2;
    const std::size_t ends = sub + 14, starts = ends + 2 * segments + 2, deltas = starts + 2 * segments, ranges = deltas + 2 * segments;
    for (std::size_t s = 0; s < segments && !cmap.outside; ++s) {
        const std::uint32_t first = cmap.u16(starts + 2 * s), last = cmap.u16(ends + 2 * s), range = cmap.u16(ranges + 2 * s);
        for (std::uint32_t c = first; c <= last && c != 0xFFFF; ++c) {
            std::uint32_t g = range == 0 ? c : cmap.u16(ranges + 2 * s + range + 2 * (c - first));
            if (range == 0 || g != 0) g = (g + cmap.u16(deltas + 2 * s)) & 0xFFFF;
            if (g != 0 && g < glyphs) out.characters_.emplace_back(c, static_cast<GlyphId>(g));
        }
    }
    if (cmap.outside) return malformed("cmap");
    std::sort(out.characters_.begin(), out.characters_.end());

    out.cff_ = tables["CFF "];
    Reader cff{out.cff_};
    const Index names = read_index(cff, cff.byte(2));
    const Index dicts = read_index(cff, names.end);
    if (cff.outside || names.objects.size() != 1 || dicts.objects.size() != 1) return malformed("CFF");
    out.name_ = std::string(out.cff_.substr(names.objects[0].first, names.objects[0].second - names.objects[0].first));
    const std::int64_t outlines = dict_number(cff, dicts.objects[0].first, dicts.objects[0].second, 17);
    if (outlines <= 0) return malformed("CFF");
    out.outlines_ = read_index(cff, static_cast<std::size_t>(outlines)).objects;
    if (cff.outside || out.outlines_.size() != glyphs) return malformed("CFF");
    return out;
}

GlyphId PdfFont::glyph(char32_t c) const {
    const auto it = std::lower_bound(characters_.begin(), characters_.end(), std::pair(c, GlyphId{0}));
    return it != characters_.end() && it->first == c ? it->second : GlyphId{0};
}

std::string PdfFont::program(const std::map<GlyphId, char32_t>& used) const {
    constexpr char endchar = 14;
    std::string out(cff_);
    for (std::size_t g = 1; g < outlines_.size(); ++g) {
        if (used.contains(static_cast<GlyphId>(g))) continue;
        for (std::uint32_t i = outlines_[g].first; i < outlines_[g].second; ++i) out[i] = endchar;
    }
    return out;
}

}  // namespace potok::exchange
