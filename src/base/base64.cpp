#include "base/base64.h"

#include <cstdint>

namespace potok {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int digit(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

}  // namespace

std::string to_base64(std::string_view bytes) {
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        const std::size_t n = bytes.size() - i < 3 ? bytes.size() - i : 3;
        for (std::size_t k = 0; k < 3; ++k) group = group << 8 | (k < n ? static_cast<unsigned char>(bytes[i + k]) : 0u);
        for (std::size_t k = 0; k < 4; ++k) out += k <= n ? alphabet[group >> (18 - 6 * k) & 63] : '=';
    }
    return out;
}

Result<std::string> from_base64(std::string_view text) {
    const auto malformed = [](std::size_t at) { return error("base64.malformed", {{"position", std::to_string(at + 1)}}); };
    if (text.size() % 4 != 0) return malformed(text.size());
    std::string out;
    out.reserve(text.size() / 4 * 3);
    for (std::size_t i = 0; i < text.size(); i += 4) {
        std::uint32_t group = 0;
        std::size_t n = 4;
        if (i + 4 == text.size() && text[i + 3] == '=') n = text[i + 2] == '=' ? 2 : 3;
        for (std::size_t k = 0; k < 4; ++k) {
            const int d = k < n ? digit(text[i + k]) : 0;
            if (d < 0) return malformed(i + k);
            group = group << 6 | static_cast<std::uint32_t>(d);
        }
        // Bits that no byte takes are zero, so that a text stands for one file only.
        if ((n == 2 && (group & 0xFFFF) != 0) || (n == 3 && (group & 0xFF) != 0)) return malformed(i + n - 1);
        for (std::size_t k = 0; k + 1 < n; ++k) out += static_cast<char>(group >> (16 - 8 * k) & 0xFF);
    }
    return out;
}

}  // namespace potok
