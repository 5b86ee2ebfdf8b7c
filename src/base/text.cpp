#include "base/text.h"

#include <array>
#include <cstdlib>

#include <utf8proc.h>

namespace potok {

namespace {

using CodePoint = utf8proc_int32_t;

constexpr CodePoint replacement = 0xFFFD;
constexpr CodePoint breve = 0x0306;
constexpr CodePoint cyrillic_i = 0x0438;
constexpr CodePoint short_i = 0x0439;  // й: и with a breve, but a letter of its own

// The code point at `text`, which gets shorter by it. Bytes that are not UTF-8 come out as U+FFFD, one each.
CodePoint next(std::string_view& text) {
    CodePoint c = replacement;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const utf8proc_ssize_t n = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &c);
    if (n <= 0) {
        text.remove_prefix(1);
        return replacement;
    }
    text.remove_prefix(static_cast<std::size_t>(n));
    return c;
}

void append(std::string& out, CodePoint c) {
    std::array<utf8proc_uint8_t, 4> bytes;
    const utf8proc_ssize_t n = utf8proc_encode_char(c, bytes.data());
    out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(n));
}

// Marks of Latin, Greek and Cyrillic; vowel signs of other scripts are letters and stay.
bool is_stripped_mark(CodePoint c) {
    return (c >= 0x0300 && c <= 0x036F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) ||
           (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE20 && c <= 0xFE2F);
}

// Letters that Unicode does not take apart.
CodePoint base_letter(CodePoint c) {
    switch (c) {
        case 0x0142: return 'l';  // ł
        case 0x00F8: return 'o';  // ø
        case 0x0111: return 'd';  // đ
        case 0x0131: return 'i';  // ı
        default: return c;
    }
}

struct Decomposed {
    std::array<CodePoint, 32> points;
    std::size_t count = 0;
    const CodePoint* begin() const { return points.data(); }
    const CodePoint* end() const { return points.data() + count; }
};

Decomposed decompose(CodePoint c) {
    Decomposed d;
    int boundary = 0;
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                                        UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
    const utf8proc_ssize_t n = utf8proc_decompose_char(
        c, d.points.data(), static_cast<utf8proc_ssize_t>(d.points.size()), options, &boundary);
    if (n < 0 || static_cast<std::size_t>(n) > d.points.size()) {  // nothing decomposes that far
        d.points[0] = c;
        d.count = 1;
    } else {
        d.count = static_cast<std::size_t>(n);
    }
    return d;
}

struct Placed {
    CodePoint letter;
    const char* after;  // sorts after the letter and all that may follow it
};

// The alphabets' own letters: a base letter and one of two private-use characters, which sort above every
// letter.
const Placed* placed(CodePoint c) {
    static constexpr const char* first = "\xEF\xA3\xB0";   // U+F8F0
    static constexpr const char* second = "\xEF\xA3\xB1";  // U+F8F1
    static const Placed a{'a', first}, ch{'c', first}, e{'e', first}, l{'l', first}, n{'n', first},
        o{'o', first}, s{'s', first}, z_acute{'z', first}, z_dot{'z', second}, yo{0x0435, first},
        ye{0x0435, second}, ghe{0x0433, first}, i{0x0438, first}, yi{0x0438, second};
    switch (c) {
        case 0x0105: return &a;
        case 0x0107: return &ch;
        case 0x0119: return &e;
        case 0x0142: return &l;
        case 0x0144: return &n;
        case 0x00F3: return &o;
        case 0x015B: return &s;
        case 0x017A: return &z_acute;
        case 0x017C: return &z_dot;
        case 0x0451: return &yo;   // ё
        case 0x0454: return &ye;   // є
        case 0x0491: return &ghe;  // ґ
        case 0x0456: return &i;    // і
        case 0x0457: return &yi;   // ї
        default: return nullptr;
    }
}

std::string composed_lower(std::string_view text) {
    utf8proc_uint8_t* mapped = nullptr;
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_STABLE |
                                                        UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const utf8proc_ssize_t n =
        utf8proc_map(bytes, static_cast<utf8proc_ssize_t>(text.size()), &mapped, options);
    if (n < 0) return fold(text);  // not UTF-8
    std::string out(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(n));
    std::free(mapped);
    return out;
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
    while (!text.empty()) {
        CodePoint c = 0;
        const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
        const utf8proc_ssize_t n = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &c);
        if (n <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

std::string fold(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    CodePoint last = 0;
    std::size_t last_at = 0;
    while (!text.empty()) {
        if (static_cast<unsigned char>(text.front()) < 0x80) {  // most text is ASCII
            const char c = text.front();
            text.remove_prefix(1);
            last = c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
            out += static_cast<char>(last);
            continue;
        }
        for (const CodePoint part : decompose(next(text))) {
            if (part == breve && last == cyrillic_i) {
                out.resize(last_at);
                last = short_i;
                append(out, last);
            } else if (!is_stripped_mark(part)) {
                last = base_letter(part);
                last_at = out.size();
                append(out, last);
            }
        }
    }
    return out;
}

std::string sort_key(std::string_view text) {
    const std::string lower = composed_lower(text);
    std::string key;
    key.reserve(lower.size() + 8);
    for (std::string_view rest = lower; !rest.empty();) {
        const CodePoint c = next(rest);
        if (c < 0x20) continue;  // below the tie-break's separator there must be nothing
        if (const Placed* p = placed(c)) {
            append(key, p->letter);
            key += p->after;
        } else if (c < 0x80 || c == short_i) {
            append(key, c);
        } else {
            for (const CodePoint part : decompose(c)) {
                if (!is_stripped_mark(part)) append(key, base_letter(part));
            }
        }
    }
    if (key != lower) {
        // é beside e: alike but for the mark
        std::string with_marks = key;
        with_marks += '\x01';
        with_marks += lower;
        return with_marks;
    }
    return key;
}

std::size_t count_codepoints(std::string_view text) {
    std::size_t n = 0;
    for (; !text.empty(); ++n) next(text);
    return n;
}

std::size_t codepoints_length(std::string_view text, std::size_t count) {
    const std::size_t size = text.size();
    for (; count > 0 && !text.empty(); --count) next(text);
    return size - text.size();
}

std::string upper_case(std::string_view text) {
    std::string out;
    while (!text.empty()) append(out, utf8proc_toupper(next(text)));
    return out;
}

std::string lower_case(std::string_view text) {
    std::string out;
    while (!text.empty()) append(out, utf8proc_tolower(next(text)));
    return out;
}

std::size_t word_length(std::string_view text) {
    const std::size_t size = text.size();
    std::size_t length = 0;
    while (!text.empty()) {
        const CodePoint c = next(text);
        const auto category = utf8proc_category(c);
        const bool letter = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
        const bool mark = category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
        const bool digit = category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO;
        if (!letter && c != '_' && (length == 0 || (!mark && !digit))) break;
        length = size - text.size();
    }
    return length;
}

std::string_view trim(std::string_view text) {
    const auto space = [](char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
    };
    while (!text.empty() && space(text.front())) text.remove_prefix(1);
    while (!text.empty() && space(text.back())) text.remove_suffix(1);
    return text;
}

}  // namespace potok
