#include "exchange/documents/marks.h"

#include "base/text.h"

namespace potok::exchange {

namespace {

constexpr std::size_t longest_shown = 60;  // bytes of a mark in an error

std::string shown(std::string_view mark) {
    if (mark.size() <= longest_shown) return std::string(mark);
    std::size_t cut = longest_shown;
    while (cut > 0 && (static_cast<unsigned char>(mark[cut]) & 0xC0) == 0x80) --cut;
    return std::string(mark.substr(0, cut)) + "…";
}

// Bytes of a quote that begins or ends a text of FEEL here; 0: none.
std::size_t quote_at(std::string_view text, std::size_t i, bool curly) {
    if (text[i] == '"') return 1;
    if (!curly || i + 2 >= text.size()) return 0;
    const std::string_view three = text.substr(i, 3);
    return three == "“" || three == "”" || three == "„" || three == "‟" ? 3 : 0;
}

// The place of the `}` that closes the `{` at `open`, or npos. `bar`: the last | outside of texts, or npos.
std::size_t closing(std::string_view text, std::size_t open, bool curly, std::size_t& bar) {
    int depth = 0;
    bool quoted = false;
    bar = std::string_view::npos;
    for (std::size_t i = open; i < text.size(); ++i) {
        if (const std::size_t q = quote_at(text, i, curly)) {
            quoted = !quoted;
            i += q - 1;
        } else if (quoted) {
            if (text[i] == '\\') ++i;
        } else if (text[i] == '{') {
            ++depth;
        } else if (text[i] == '}') {
            if (--depth == 0) return i;
        } else if (text[i] == '|' && depth == 1) {
            bar = i;
        }
    }
    return std::string_view::npos;
}

std::string plain_quotes(std::string_view text, bool curly) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::size_t q = quote_at(text, i, curly);
        if (q == 0) {
            out += text[i];
            continue;
        }
        out += '"';
        i += q - 1;
    }
    return out;
}

bool takes_word(std::string_view& text, std::string_view word) {
    if (!text.starts_with(word)) return false;
    if (text.size() > word.size() && text[word.size()] != ' ' && text[word.size()] != '\t') return false;
    text = trim(text.substr(word.size()));
    return true;
}

Status read_each(Mark& mark, std::string_view rest, const std::string& whole) {
    const std::size_t length = word_length(rest);
    mark.item = std::string(rest.substr(0, length));
    rest = trim(rest.substr(length));
    if (mark.item.empty() || !takes_word(rest, "in") || rest.empty()) return error("template.malformed_each", {{"mark", whole}});
    mark.expression = std::string(rest);
    return {};
}

Status read_mark(Mark& mark, std::string_view inside, std::string_view form, const std::string& whole) {
    if (inside == "#else" || inside == "/if" || inside == "/each") {
        mark.kind = inside == "#else" ? Mark::Kind::otherwise : inside == "/if" ? Mark::Kind::end_if : Mark::Kind::end_each;
    } else if (inside.starts_with("#") || inside.starts_with("/")) {
        std::string_view rest = inside;
        if (takes_word(rest, "#if") && !rest.empty()) {
            mark.kind = Mark::Kind::begin_if;
            mark.expression = std::string(rest);
        } else if (takes_word(rest, "#each")) {
            mark.kind = Mark::Kind::begin_each;
            POTOK_CHECK(read_each(mark, rest, whole));
        } else {
            return error("template.unknown_mark", {{"mark", whole}});
        }
    } else {
        if (inside.empty()) return error("template.empty_mark", {{"mark", whole}});
        mark.expression = std::string(inside);
        if (form == "long") mark.form = ValueForm::long_date;
        else if (form == "plain") mark.form = ValueForm::plain_amount;
        else if (form == "words") mark.form = ValueForm::words;
        else if (!form.empty()) return error("template.unknown_form", {{"mark", whole}, {"form", shown(form)}, {"known", "long, plain, words"}});
    }
    return {};
}

}  // namespace

Result<std::vector<Mark>> find_marks(std::string_view text, bool curly_quotes) {
    std::vector<Mark> out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c != '{' && c != '}') continue;
        if (i + 1 < text.size() && text[i + 1] == c) {
            ++i;
            continue;
        }
        if (c == '}') return error("template.stray_brace", {{"mark", shown(text.substr(i))}});
        std::size_t bar = 0;
        const std::size_t end = closing(text, i, curly_quotes, bar);
        if (end == std::string_view::npos) return error("template.unclosed_mark", {{"mark", shown(text.substr(i))}});
        Mark mark;
        mark.begin = i;
        mark.end = end + 1;
        const std::string whole = shown(text.substr(i, mark.end - i));
        const bool formed = bar != std::string_view::npos;
        const std::string inside = plain_quotes(text.substr(i + 1, (formed ? bar : end) - i - 1), curly_quotes);
        const std::string_view form = formed ? trim(text.substr(bar + 1, end - bar - 1)) : std::string_view{};
        if (formed && form.empty()) return error("template.unknown_form", {{"mark", whole}, {"form", ""}, {"known", "long, plain, words"}});
        POTOK_CHECK(read_mark(mark, trim(inside), form, whole));
        if (formed && mark.is_control()) return error("template.unknown_mark", {{"mark", whole}});
        out.push_back(std::move(mark));
        i = end;
    }
    return out;
}

std::string literal_text(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        out += text[i];
        if ((text[i] == '{' || text[i] == '}') && i + 1 < text.size() && text[i + 1] == text[i]) ++i;
    }
    return out;
}

}  // namespace potok::exchange
