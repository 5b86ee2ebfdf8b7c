// Text to tokens. Inside this floor only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace potok::expr {

enum class TokenKind : std::uint8_t { end, word, number, string, symbol };

struct Token {
    TokenKind kind = TokenKind::end;
    std::uint32_t offset = 0, length = 0;
    std::string_view text;  // of the source
    std::string content;    // string: without quotes, escapes resolved

    bool is(std::string_view symbol_or_word) const {
        return (kind == TokenKind::symbol || kind == TokenKind::word) && text == symbol_or_word;
    }
};

// The last token is `end`. The tokens point into `source`.
Result<std::vector<Token>> tokenize(std::string_view source);

}  // namespace potok::expr
