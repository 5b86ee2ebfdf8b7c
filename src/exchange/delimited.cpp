#include "exchange/delimited.h"

#include <algorithm>

namespace potok::exchange {

namespace {

bool is_number(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    bool digit = false;
    for (const char c : text) {
        if (c >= '0' && c <= '9') digit = true;
        else if (c != '.' && c != ',') return false;
    }
    return digit;
}

bool looks_like_a_formula(std::string_view text) {
    if (text.empty() || is_number(text)) return false;
    const char c = text.front();
    return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r' || c == '\n';
}

}  // namespace

char csv_separator(Language language) { return language == Language::en ? ',' : ';'; }

void append_row(std::string& out, std::span<const std::string> cells, char separator) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) out += separator;
        std::string text = (looks_like_a_formula(cells[i]) ? "'" : "") + cells[i];
        if (separator == '\t') {
            std::replace_if(text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
            out += text;
            continue;
        }
        const bool quoted = text.find_first_of(std::string{separator, '"', '\r', '\n'}) != std::string::npos;
        if (!quoted) {
            out += text;
            continue;
        }
        out += '"';
        for (const char c : text) {
            if (c == '"') out += '"';
            out += c;
        }
        out += '"';
    }
    out += separator == '\t' ? "\n" : "\r\n";
}

}  // namespace potok::exchange
