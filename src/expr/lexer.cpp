#include "expr/lexer.h"

#include <array>
#include <optional>

#include "base/text.h"
#include "expr/ast.h"

namespace potok::expr {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Longer ones first.
constexpr std::array<std::string_view, 27> symbols = {"**", "!=", "<=", ">=", "..", "->", "'", "(", ")", "[", "]",
                                                      "{",  "}",  ",",  ":",  ".",  "+", "-", "*", "/",
                                                      "=",  "<",  ">",  "@",  "?",  ";", "|"};

void append_utf8(std::string& out, std::uint32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | c >> 6);
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | c >> 12);
        out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | c >> 18);
        out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
        out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
}

class Lexer {
public:
    explicit Lexer(std::string_view source) : source_(source) {}

    Result<std::vector<Token>> run() {
        std::vector<Token> tokens;
        for (;;) {
            POTOK_CHECK(skip_blank());
            if (at_ == source_.size()) {
                tokens.push_back(token(TokenKind::end, 0));
                return tokens;
            }
            POTOK_TRY(Token t, next());
            at_ += t.length;
            tokens.push_back(std::move(t));
        }
    }

private:
    std::string_view rest() const { return source_.substr(at_); }
    char peek(std::size_t ahead) const { return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0'; }

    Token token(TokenKind kind, std::size_t length) const {
        Token t;
        t.kind = kind;
        t.offset = static_cast<std::uint32_t>(at_);
        t.length = static_cast<std::uint32_t>(length);
        t.text = source_.substr(at_, length);
        return t;
    }

    Status skip_blank() {
        for (;;) {
            if (at_ < source_.size() && is_space(source_[at_])) {
                ++at_;
            } else if (rest().starts_with("\u00A0")) {
                at_ += 2;
            } else if (rest().starts_with("//")) {
                while (at_ < source_.size() && source_[at_] != '\n') ++at_;
            } else if (rest().starts_with("/*")) {
                const std::size_t end = source_.find("*/", at_ + 2);
                if (end == std::string_view::npos) return error_at(source_, at_, "expr.unclosed_comment");
                at_ = end + 2;
            } else {
                return {};
            }
        }
    }

    Result<Token> next() {
        const char c = source_[at_];
        if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
        if (c == '"') return string();
        if (const std::size_t length = word_length(rest()); length > 0) return token(TokenKind::word, length);
        for (const std::string_view s : symbols) {
            if (rest().starts_with(s)) return token(TokenKind::symbol, s.size());
        }
        const std::string shown(rest().substr(0, codepoints_length(rest(), 1)));
        return error_at(source_, at_, "expr.bad_character", {{"text", is_valid_utf8(shown) ? shown : "?"}});
    }

    // 12, 12.5, .5, 1e3; the dots of "1..5" belong to the range.
    Token number() const {
        std::size_t n = 0;
        while (is_digit(peek(n))) ++n;
        if (peek(n) == '.' && is_digit(peek(n + 1))) {
            ++n;
            while (is_digit(peek(n))) ++n;
        }
        if (peek(n) == 'e' || peek(n) == 'E') {
            const std::size_t sign = peek(n + 1) == '+' || peek(n + 1) == '-' ? 1 : 0;
            if (is_digit(peek(n + 1 + sign))) {
                n += 1 + sign;
                while (is_digit(peek(n))) ++n;
            }
        }
        return token(TokenKind::number, n);
    }

    std::optional<std::uint32_t> hex(std::size_t from, std::size_t digits) const {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            const char c = peek(from + i);
            std::uint32_t digit = 0;
            if (is_digit(c)) digit = static_cast<std::uint32_t>(c - '0');
            else if (c >= 'a' && c <= 'f') digit = static_cast<std::uint32_t>(c - 'a') + 10;
            else if (c >= 'A' && c <= 'F') digit = static_cast<std::uint32_t>(c - 'A') + 10;
            else return std::nullopt;
            value = value * 16 + digit;
        }
        return value;
    }

    // The code point of \uXXXX (also as a surrogate pair) or \UXXXXXX at `n`; moves `n` behind it.
    std::optional<std::uint32_t> unicode_escape(std::size_t& n) const {
        const bool wide = peek(n + 1) == 'U';
        auto c = hex(n + 2, wide ? 6 : 4);
        if (!c) return std::nullopt;
        n += wide ? 8 : 6;
        if (*c >= 0xD800 && *c < 0xDC00 && peek(n) == '\\' && peek(n + 1) == 'u') {
            const auto low = hex(n + 2, 4);
            if (!low || *low < 0xDC00 || *low > 0xDFFF) return std::nullopt;
            n += 6;
            c = 0x10000 + ((*c - 0xD800) << 10) + (*low - 0xDC00);
        }
        if (*c > 0x10FFFF || (*c >= 0xD800 && *c <= 0xDFFF)) return std::nullopt;
        return c;
    }

    Result<Token> string() const {
        std::string content;
        std::size_t n = 1;
        while (at_ + n < source_.size() && peek(n) != '"') {
            const char c = peek(n);
            if (c != '\\') {
                content += c;
                ++n;
                continue;
            }
            switch (peek(n + 1)) {
                case 'n':
                    content += '\n';
                    n += 2;
                    break;
                case 'r':
                    content += '\r';
                    n += 2;
                    break;
                case 't':
                    content += '\t';
                    n += 2;
                    break;
                case '"':
                    content += '"';
                    n += 2;
                    break;
                case '\'':
                    content += '\'';
                    n += 2;
                    break;
                case '\\':
                    content += '\\';
                    n += 2;
                    break;
                case 'u':
                case 'U': {
                    const std::size_t start = n;
                    const auto code_point = unicode_escape(n);
                    if (!code_point) return error_at(source_, at_ + start, "expr.bad_escape");
                    append_utf8(content, *code_point);
                    break;
                }
                default: return error_at(source_, at_ + n, "expr.bad_escape");
            }
        }
        if (at_ + n >= source_.size()) return error_at(source_, at_, "expr.unclosed_string");
        Token t = token(TokenKind::string, n + 1);
        t.content = std::move(content);
        return t;
    }

    std::string_view source_;
    std::size_t at_ = 0;
};

}  // namespace

Result<std::vector<Token>> tokenize(std::string_view source) { return Lexer(source).run(); }

}  // namespace potok::expr
