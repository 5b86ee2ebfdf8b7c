#include "scenario/script.h"

#include <array>
#include <algorithm>
#include <optional>

#include "base/text.h"

namespace potok::scenario {
namespace {

constexpr std::array<std::string_view, 5> story_words = {"given", "when", "then", "and", "but"};
constexpr std::string_view fence = "\"\"\"";
constexpr std::string_view open_quote = "«";
constexpr std::string_view close_quote = "»";

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r'; }

Error unreadable(std::string why) { return error("scenario.unreadable", {{"why", std::move(why)}}); }

// The line without a comment: a "#" that stands first or after a space, outside quotes.
std::string_view without_comment(std::string_view line) {
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '\\' && quoted) {
            ++i;
        } else if (line[i] == '"') {
            quoted = !quoted;
        } else if (line[i] == '#' && !quoted && (i == 0 || is_space(line[i - 1]))) {
            return line.substr(0, i);
        }
    }
    return line;
}

struct Lines {
    std::string_view rest;
    int number = 0;

    std::optional<std::string_view> next() {
        if (rest.empty()) return std::nullopt;
        const std::size_t end = rest.find('\n');
        std::string_view line = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        ++number;
        return line;
    }
};

// One indented line under a step.
Status add_detail(Step& step, std::string_view line) {
    if (line.starts_with("[x]") || line.starts_with("[X]") || line.starts_with("[ ]")) {
        step.checklist.emplace_back(line[1] != ' ', std::string(trim(line.substr(3))));
        return {};
    }
    std::size_t colon = line.find(':');
    if (line.starts_with('"')) {  // a key in quotes may hold a colon
        const std::size_t close = line.find('"', 1);
        colon = close == std::string_view::npos ? close : line.find(':', close);
    }
    if (colon == std::string_view::npos) return unreadable("an indented line is neither \"key: value\" nor \"[x] text\"");
    std::string_view key = trim(line.substr(0, colon));
    if (key.size() >= 2 && key.front() == '"' && key.back() == '"') key = key.substr(1, key.size() - 2);
    if (key.empty()) return unreadable("nothing stands before the colon");
    step.pairs.emplace_back(std::string(key), std::string(trim(line.substr(colon + 1))));
    return {};
}

// The lines up to the closing fence, with the fence's own indent taken off.
Result<std::string> read_block(Lines& lines, std::size_t indent) {
    std::string block;
    while (auto line = lines.next()) {
        if (trim(*line) == fence) return block;
        std::size_t cut = 0;
        while (cut < indent && cut < line->size() && is_space((*line)[cut])) ++cut;
        block.append(line->substr(cut));
        block.push_back('\n');
    }
    return unreadable("a block opened by \"\"\" is not closed");
}

}  // namespace

Result<std::vector<Token>> tokenize(std::string_view line) {
    std::vector<Token> tokens;
    std::size_t i = 0;
    while (i < line.size()) {
        if (is_space(line[i])) {
            ++i;
        } else if (line[i] == ',') {
            tokens.push_back({Token::Kind::comma, ","});
            ++i;
        } else if (line[i] == '"') {
            std::string text;
            for (++i; i < line.size() && line[i] != '"'; ++i) {
                if (line[i] == '\\' && i + 1 < line.size()) ++i;
                text.push_back(line[i]);
            }
            if (i == line.size()) return unreadable("a quote is not closed");
            ++i;
            tokens.push_back({Token::Kind::text, std::move(text)});
        } else if (line.substr(i).starts_with(open_quote)) {
            const std::size_t end = line.find(close_quote, i);
            if (end == std::string_view::npos) return unreadable("a quote is not closed");
            const std::size_t from = i + open_quote.size();
            tokens.push_back({Token::Kind::text, std::string(line.substr(from, end - from))});
            i = end + close_quote.size();
        } else {
            const std::size_t from = i;
            while (i < line.size() && !is_space(line[i]) && line[i] != ',' && line[i] != '"') ++i;
            tokens.push_back({Token::Kind::word, std::string(line.substr(from, i - from))});
        }
    }
    return tokens;
}

namespace {

constexpr int deepest_telling = 8;  // how far files may refer to files

class Parser {
public:
    Parser(Script& script, const ReadFile& read_file) : script_(script), read_file_(read_file) {}

    Status parse(std::string_view text, const std::string& file, int depth) {
        if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
        if (!is_valid_utf8(text)) return at(unreadable("the file is not UTF-8"), file, 1);
        Lines lines{text};
        std::size_t first = script_.steps.size();
        while (auto raw = lines.next()) {
            const int line = lines.number;
            if (auto read = parse_line(*raw, lines, file, depth, first); !read)
                return read.error().place.empty() ? at(read.error(), file, line) : read.error();
        }
        return {};
    }

private:
    static Error at(Error e, const std::string& file, int line) {
        e.place = file + ":" + std::to_string(line);
        return e;
    }

    // `first`: index of this file's first step; indented lines belong to steps of their own file.
    Status parse_line(std::string_view raw, Lines& lines, const std::string& file, int depth, std::size_t& first) {
        const std::string_view line = trim(without_comment(raw));
        if (line.empty()) return {};
        if (is_space(raw.front())) {
            if (script_.steps.size() == first) return unreadable("an indented line belongs to no step");
            Step& step = script_.steps.back();
            if (line != fence) return add_detail(step, line);
            POTOK_TRY(step.block, read_block(lines, raw.find(fence)));
            return {};
        }
        POTOK_TRY(auto tokens, tokenize(line));
        if (tokens.front().kind == Token::Kind::word &&
            std::ranges::find(story_words, tokens.front().text) != story_words.end()) {
            tokens.erase(tokens.begin());
            if (tokens.empty()) return unreadable("nothing follows the first word");
        }
        const auto word = [&](std::size_t i, std::string_view text) {
            return i < tokens.size() && tokens[i].kind == Token::Kind::word && tokens[i].text == text;
        };
        if (word(0, "shows")) {
            for (std::size_t i = 1; i < tokens.size(); ++i) {
                if (tokens[i].kind == Token::Kind::word && depth == 0) script_.shows.push_back(tokens[i].text);
            }
            return {};
        }
        if (word(0, "everything") && word(1, "told") && word(2, "in") && tokens.size() == 4) {
            POTOK_CHECK(tell(tokens[3].text, file, depth));
            first = script_.steps.size();
            return {};
        }
        script_.steps.push_back({file, lines.number, std::string(line), std::move(tokens), {}, {}, {}});
        return {};
    }

    Status tell(const std::string& other, const std::string& file, int depth) {
        if (depth == deepest_telling) return unreadable("files tell each other without end");
        const std::size_t slash = file.rfind('/');
        const std::string path = (slash == std::string::npos ? "" : file.substr(0, slash + 1)) + other;
        const auto text = read_file_ ? read_file_(path) : std::nullopt;
        if (!text) return unreadable("there is no file " + path);
        return parse(*text, path, depth + 1);
    }

    Script& script_;
    const ReadFile& read_file_;
};

}  // namespace

Result<Script> parse_script(std::string_view text, std::string file, const ReadFile& read_file) {
    Script script;
    script.file = file;
    POTOK_CHECK(Parser(script, read_file).parse(text, file, 0));
    return script;
}

}  // namespace potok::scenario
