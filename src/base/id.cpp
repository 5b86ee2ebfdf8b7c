#include "base/id.h"

#include "base/sha256.h"

namespace potok {

namespace {

void put_timestamp(Uuid& id, Instant t) {
    const auto ms = static_cast<std::uint64_t>(t.ms);
    for (std::size_t i = 0; i < 6; ++i) id.bytes[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
}

void put_version(Uuid& id, unsigned version) {
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0fu) | version << 4);
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3fu) | 0x80u);
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool dash_before(std::size_t byte) { return byte == 4 || byte == 6 || byte == 8 || byte == 10; }

}  // namespace

std::string Uuid::str() const {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(36);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (dash_before(i)) out += '-';
        out += digits[bytes[i] >> 4];
        out += digits[bytes[i] & 15];
    }
    return out;
}

Result<Uuid> Uuid::parse(std::string_view text) {
    const auto malformed = [&] { return error("id.malformed", {{"text", std::string(text.substr(0, 64))}}); };
    if (text.size() != 36) return malformed();
    Uuid id;
    std::size_t at = 0;
    for (std::size_t i = 0; i < id.bytes.size(); ++i) {
        if (dash_before(i) && text[at++] != '-') return malformed();
        const int high = hex_digit(text[at]);
        const int low = hex_digit(text[at + 1]);
        if (high < 0 || low < 0) return malformed();
        id.bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
        at += 2;
    }
    return id;
}

Uuid make_v7(Instant now, Random& random) {
    Uuid id;
    put_timestamp(id, now);
    const std::uint64_t a = random.next();
    const std::uint64_t b = random.next();
    id.bytes[6] = static_cast<std::uint8_t>(a >> 8);
    id.bytes[7] = static_cast<std::uint8_t>(a);
    for (std::size_t i = 0; i < 8; ++i) id.bytes[8 + i] = static_cast<std::uint8_t>(b >> (56 - 8 * i));
    put_version(id, 7);
    return id;
}

Uuid make_v8(Instant due, std::string_view key, std::string_view step) {
    Uuid id;
    put_timestamp(id, due);
    // The length of the key goes in first, so that ("ab", "c") and ("a", "bc") differ.
    Sha256 h;
    h.update(std::to_string(key.size()));
    h.update(":");
    h.update(key);
    h.update(step);
    const Sha256Digest digest = h.finish();
    for (std::size_t i = 0; i < 10; ++i) id.bytes[6 + i] = digest[i];
    put_version(id, 8);
    return id;
}

}  // namespace potok
