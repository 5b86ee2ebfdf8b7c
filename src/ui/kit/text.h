// Text: styles of the design tokens, one line or a wrapped paragraph, with an ellipsis where it does not fit. Whatever is
// cut shows in full when the pointer rests on it.
#pragma once

#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ui/kit/ui.h"

namespace potok::ui {

// Sizes over lines: 11/16, 12/16, 13/20, 15/22, 18/24, 26/32, 34/42; one step larger on the phone. From `lead` on the
// usual weight is semibold.
enum class TextStyle : std::uint8_t { caption, small, body, lead, title, display, hero };
enum class Weight : std::uint8_t { usual, regular, strong };
enum class Align : std::uint8_t { left, center, right };

struct TextSpec {
    TextStyle style = TextStyle::body;
    Weight weight = Weight::usual;
    Color color = 0;  // 0: the theme's text
    Align align = Align::left;
    int max_lines = 1000;  // of a paragraph; the last one gets the ellipsis
    bool whole_words = false;  // of a paragraph: a word wider than a line is cut with an ellipsis, not carried over
    float size = 0;        // other than the style's (letters in an avatar)
};

float text_width(Ui& ui, std::string_view text, const TextSpec& spec = {});
float line_height(const Ui& ui, TextStyle style);

// One line, vertically centred in the rectangle. Returns the width it took.
float draw_text(Ui& ui, const Rect& r, std::string_view text, const TextSpec& spec = {});
// As many lines as needed from the top of the rectangle, wrapped to its width. Returns the height taken.
float draw_paragraph(Ui& ui, const Rect& r, std::string_view text, const TextSpec& spec = {});
float paragraph_height(Ui& ui, std::string_view text, float width, const TextSpec& spec = {});

// Pieces of different weight or colour in one line.
struct Run {
    std::string_view text;
    Weight weight = Weight::usual;
    Color color = 0;
};
float draw_runs(Ui& ui, const Rect& r, std::span<const Run> runs, const TextSpec& spec = {});
float runs_width(Ui& ui, std::span<const Run> runs, const TextSpec& spec = {});

// The same, and said to the tree: plain text, or a heading of a level (1 is the page's title). Text that belongs to a
// widget (a button's caption, the lines of a card) is part of that widget's name and is drawn with draw_text.
float label(Ui& ui, std::string_view key, const Rect& r, std::string_view text, const TextSpec& spec = {});
float label_paragraph(Ui& ui, std::string_view key, const Rect& r, std::string_view text, const TextSpec& spec = {});
float heading(Ui& ui, std::string_view key, const Rect& r, int level, std::string_view text, const TextSpec& spec);
float heading_paragraph(Ui& ui, std::string_view key, const Rect& r, int level, std::string_view text, const TextSpec& spec);

// A Lucide glyph (icons.h) centred in the rectangle.
void draw_icon(Ui& ui, const Rect& r, std::string_view glyph, float size, Color color);

// --- below: for widgets that lay out text themselves

struct Face {
    ImFont* font;
    float size, line, spacing;
};
Face face_of(const Ui& ui, const TextSpec& spec);
float measure(const Face& face, std::string_view text);
void draw_at(Ui& ui, const Face& face, Point top_left_of_line, float line, std::string_view text, Color color);

struct Line {
    std::uint32_t begin, end;  // bytes; what is drawn
    float width;
};

// Where lines break and what fits, remembered while it is being used.
class TextCache {
public:
    const std::vector<Line>& wrap(const Face& face, std::string_view text, float width, bool whole_words = false);
    float width(const Face& face, std::string_view text);
    std::size_t fit(const Face& face, std::string_view text, float width);  // bytes that fit before an ellipsis
    void begin_frame(float density);

private:
    struct Entry {
        std::vector<Line> lines;
        float width = -1;
        std::uint32_t seen = 0;
    };
    Entry& entry(const Face& face, std::string_view text, float width);
    std::unordered_map<std::uint64_t, Entry> entries_;
    std::uint32_t frame_ = 0;
    float density_ = 0;
};

// Breaks at spaces and after hyphens and slashes, never at no-break or thin spaces; a word too long is broken anywhere, or with
// `whole_words` stands in a line of its own, wider than the others.
std::vector<Line> wrap_text(std::string_view text, float width, const std::function<float(std::string_view)>& measure,
                            bool whole_words = false);

// The next code point at `at`; at moves behind it. Bad bytes come out as U+FFFD.
char32_t next_codepoint(std::string_view text, std::size_t& at);

}  // namespace potok::ui
