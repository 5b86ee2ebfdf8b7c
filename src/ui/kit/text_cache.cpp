// Line breaking and what is remembered of it.
#include <bit>
#include <functional>

#include "ui/kit/text.h"

namespace potok::ui {

namespace {

bool is_break_space(char32_t c) { return c == ' ' || c == '\t' || c == 0x3000; }
bool breaks_after(char32_t c) { return c == '-' || c == '/' || c == 0x2013 || c == 0x2014 || c == 0x200B; }

}  // namespace

char32_t next_codepoint(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(at++);
    if (first < 0x80) return first;
    const int extra = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc2 ? 1 : -1;
    if (extra < 0 || at + static_cast<std::size_t>(extra) > text.size()) return 0xfffd;
    char32_t c = first & (0x3fu >> extra);
    for (int i = 0; i < extra; ++i) {
        if ((byte(at + static_cast<std::size_t>(i)) & 0xc0) != 0x80) return 0xfffd;
        c = (c << 6) | (byte(at + static_cast<std::size_t>(i)) & 0x3fu);
    }
    at += static_cast<std::size_t>(extra);
    return c;
}

std::vector<Line> wrap_text(std::string_view text, float width, const std::function<float(std::string_view)>& measure,
                            bool whole_words) {
    std::vector<Line> lines;
    const auto add = [&](std::size_t from, std::size_t to) {
        lines.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to), measure(text.substr(from, to - from))});
    };
    std::size_t start = 0;        // of the line
    std::size_t word = 0;         // start of the word being read
    std::size_t fits_end = 0;     // end of what is known to fit, without trailing spaces
    std::size_t at = 0;
    // Decides about the word [word, end): it stays on the line, or opens the next one.
    const auto place = [&](std::size_t end) {
        if (end == word) return;
        if (measure(text.substr(start, end - start)) <= width) {
            fits_end = end;
            return;
        }
        if (fits_end > start) {
            add(start, fits_end);
            start = word;
        }
        // A word wider than a line is broken where it must be.
        while (!whole_words && measure(text.substr(start, end - start)) > width) {
            std::size_t cut = start, next = start;
            while (next < end) {
                std::size_t probe = next;
                next_codepoint(text, probe);
                if (probe > end || (cut > start && measure(text.substr(start, probe - start)) > width)) break;
                cut = next = probe;
            }
            if (cut >= end) break;
            add(start, cut);
            start = cut;
        }
        fits_end = end;
    };
    while (at < text.size()) {
        const std::size_t before = at;
        const char32_t c = next_codepoint(text, at);
        if (c == '\n') {
            place(before);
            add(start, std::max(start, fits_end));
            start = word = fits_end = at;
        } else if (is_break_space(c)) {
            place(before);
            word = at;
        } else if (breaks_after(c)) {
            place(at);
            word = at;
        }
    }
    place(text.size());
    if (start < text.size() || lines.empty() || (!text.empty() && text.back() == '\n'))
        add(start, std::max(start, fits_end));
    return lines;
}

TextCache::Entry& TextCache::entry(const Face& face, std::string_view text, float width) {
    std::uint64_t key = child_id(static_cast<NodeId>(std::bit_cast<std::uintptr_t>(face.font)), text);
    key = child_id(key, static_cast<std::int64_t>(face.size * 16) * 4096 * 64 + static_cast<std::int64_t>(width * 4));
    key = child_id(key, static_cast<std::int64_t>(face.spacing * 16));
    Entry& e = entries_[key];
    e.seen = frame_;
    return e;
}

float TextCache::width(const Face& face, std::string_view text) {
    if (text.empty()) return 0;
    Entry& e = entry(face, text, -1);
    if (e.width < 0) e.width = measure(face, text);
    return e.width;
}

const std::vector<Line>& TextCache::wrap(const Face& face, std::string_view text, float width, bool whole_words) {
    Entry& e = entry(face, text, whole_words ? -2 - width : width);
    if (e.lines.empty())
        e.lines = wrap_text(text, std::max(width, 1.f), [&](std::string_view part) { return measure(face, part); }, whole_words);
    return e.lines;
}

std::size_t TextCache::fit(const Face& face, std::string_view text, float width) {
    Entry& e = entry(face, text, -2 - width);
    if (e.lines.empty()) {
        const float room = width - measure(face, "…");
        std::size_t end = 0, at = 0;
        float used = 0;
        while (at < text.size()) {
            const std::size_t before = at;
            next_codepoint(text, at);
            used += measure(face, text.substr(before, at - before));
            if (used > room) break;
            end = at;
        }
        while (end > 0 && text[end - 1] == ' ') --end;
        e.lines.push_back({0, static_cast<std::uint32_t>(end), 0});
    }
    return e.lines.front().end;
}

void TextCache::begin_frame(float density) {
    ++frame_;
    if (density != density_) {  // other glyphs, perhaps other advances
        entries_.clear();
        density_ = density;
    }
    if (frame_ % 256 == 0) std::erase_if(entries_, [&](const auto& e) { return frame_ - e.second.seen > 256; });
    if (entries_.size() > 20000) entries_.clear();
}

}  // namespace potok::ui
