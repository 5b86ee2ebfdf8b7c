// Paragraphs broken into lines.
#include <algorithm>

#include "base/text.h"
#include "exchange/documents/flow.h"

namespace potok::exchange {

namespace {

// A piece that stays on one line, with the blanks in front of it that vanish where a line begins.
struct Piece {
    std::string_view text;
    bool blank_before = false;
};

bool is_letter(std::string_view c) {
    return word_length(c) > 0;  // any script's
}

// Behind a hyphen between letters: "Санкт-Петербург", but not "2026-03-10".
void split_at_hyphens(std::string_view word, bool blank, std::vector<Piece>& out) {
    std::size_t begin = 0;
    for (std::size_t i = 1; i + 1 < word.size(); ++i) {
        if (word[i] != '-') continue;
        std::size_t before = i - 1;
        while (before > 0 && (static_cast<unsigned char>(word[before]) & 0xC0) == 0x80) --before;
        if (!is_letter(word.substr(before)) || !is_letter(word.substr(i + 1))) continue;
        out.push_back({word.substr(begin, i + 1 - begin), blank && begin == 0});
        begin = i + 1;
    }
    out.push_back({word.substr(begin), blank && begin == 0});
}

std::vector<Piece> pieces_of(std::string_view paragraph) {
    std::vector<Piece> out;
    std::size_t i = 0;
    bool blank = false;
    while (i < paragraph.size()) {
        if (paragraph[i] == ' ' || paragraph[i] == '\t' || paragraph[i] == '\r') {
            blank = true;
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < paragraph.size()) {
            while (end < paragraph.size() && paragraph[end] != ' ' && paragraph[end] != '\t' && paragraph[end] != '\r') ++end;
            // A word of one letter ("w", "i", "с", "и") is not left alone at the end of a line.
            std::size_t word = end;
            while (word > i && paragraph[word - 1] != ' ') --word;
            const std::string_view last = paragraph.substr(word, end - word);
            const bool alone = count_codepoints(last) == 1 && is_letter(last) && end + 1 < paragraph.size() && paragraph[end] == ' ' &&
                               paragraph[end + 1] != ' ' && paragraph[end + 1] != '\t' && paragraph[end + 1] != '\r';
            if (!alone) break;
            ++end;
        }
        split_at_hyphens(paragraph.substr(i, end - i), blank, out);
        blank = false;
        i = end;
    }
    return out;
}

class Breaker {
public:
    Breaker(const PdfFont& font, Length size, Length width, std::vector<TextLine>& out) : font_(font), size_(size), width_(width), out_(out) {}

    void paragraph(std::string_view text) {
        for (const Piece& piece : pieces_of(text)) put(piece);
        out_.push_back({std::move(line_), used_, true});
        line_.clear();
        used_ = 0;
    }

private:
    void put(const Piece& piece) {
        const bool blank = piece.blank_before && !line_.empty();
        const Length wide = text_width(font_, piece.text, size_), room = blank ? text_width(font_, " ", size_) : 0;
        if (!line_.empty() && used_ + room + wide > width_) {
            end_line();
            return put({piece.text, false});
        }
        if (line_.empty() && wide > width_) return cut(piece.text);
        if (blank) line_ += ' ';
        line_ += piece.text;
        used_ += room + wide;
    }

    // Wider than the line: as much as fits, code point by code point.
    void cut(std::string_view text) {
        std::size_t begin = 0;
        while (begin < text.size()) {
            const std::size_t length = codepoints_length(text.substr(begin), 1);
            const Length wide = text_width(font_, text.substr(begin, length), size_);
            if (!line_.empty() && used_ + wide > width_) end_line();
            line_ += text.substr(begin, length);
            used_ += wide;
            begin += std::max<std::size_t>(length, 1);
        }
    }

    void end_line() {
        out_.push_back({std::move(line_), used_, false});
        line_.clear();
        used_ = 0;
    }

    const PdfFont& font_;
    Length size_, width_;
    std::vector<TextLine>& out_;
    std::string line_;
    Length used_ = 0;
};

}  // namespace

std::vector<TextLine> break_lines(const PdfFont& font, std::string_view text, Length size, Length width) {
    std::vector<TextLine> out;
    Breaker breaker(font, size, std::max<Length>(width, 1), out);
    for (;;) {
        const std::size_t end = text.find('\n');
        breaker.paragraph(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return out;
}

}  // namespace potok::exchange
