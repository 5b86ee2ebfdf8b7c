#include "ui/rich_text.h"

#include "ui/kit/paint.h"

namespace potok::ui {

namespace {

// Control characters that no field keeps: they cannot come out of a user's text.
constexpr char strong_on = '\x01', struck_on = '\x02', off = '\x03';

bool is_mark(char c) { return c == strong_on || c == struck_on || c == off; }

std::string wrapped(char mark, std::string_view text) {
    std::string out(1, mark);
    for (const char c : text)
        if (!is_mark(c)) out += c;
    return out + off;
}

}  // namespace

std::string strong(std::string_view text) { return wrapped(strong_on, text); }
std::string struck(std::string_view text) { return wrapped(struck_on, text); }

std::string without_marks(std::string_view marked) {
    std::string out;
    for (const char c : marked)
        if (!is_mark(c)) out += c;
    return out;
}

std::vector<MarkedRun> marked_runs(std::string_view marked) {
    std::vector<MarkedRun> runs;
    MarkedRun run;
    std::size_t begin = 0;
    const auto flush = [&](std::size_t end) {
        run.text = marked.substr(begin, end - begin);
        if (!run.text.empty()) runs.push_back(run);
        begin = end + 1;
    };
    for (std::size_t i = 0; i < marked.size(); ++i) {
        if (!is_mark(marked[i])) continue;
        flush(i);
        run.strong = marked[i] == strong_on;
        run.struck = marked[i] == struck_on;
    }
    flush(marked.size());
    return runs;
}

float rich_paragraph(Ui& ui, const Rect& r, std::string_view marked, const TextSpec& spec, bool draw) {
    const float line = line_height(ui, spec.style);
    float x = 0, y = 0;
    for (const MarkedRun& run : marked_runs(marked)) {
        TextSpec s = spec;
        if (run.strong) s.weight = Weight::strong;
        if (run.struck) s.color = ui.theme().text3;
        std::string_view rest = run.text;
        while (!rest.empty()) {
            // As many words of this run as fit into what is left of the line.
            std::size_t fits = 0;
            for (std::size_t at = 0; at < rest.size();) {
                std::size_t next = rest.find(' ', at + (rest[at] == ' ' ? 1u : 0u));
                if (next == std::string_view::npos) next = rest.size();
                if (x + text_width(ui, rest.substr(0, next), s) > r.w && (fits > 0 || x > 0)) break;
                fits = at = next;
            }
            if (fits == 0) {  // not even one word: next line
                x = 0, y += line;
                if (rest.front() == ' ') rest.remove_prefix(1);
                continue;
            }
            const std::string_view piece = rest.substr(0, fits);
            const float width = text_width(ui, piece, s);
            if (draw) {
                draw_text(ui, {r.x + x, r.y + y, width + 1, line}, piece, s);
                if (run.struck) hline(ui, r.x + x, r.y + y + line / 2, width, s.color);
            }
            x += width;
            rest.remove_prefix(fits);
            if (!rest.empty()) {
                x = 0, y += line;
                if (rest.front() == ' ') rest.remove_prefix(1);
            }
        }
    }
    return y + line;
}

}  // namespace potok::ui
