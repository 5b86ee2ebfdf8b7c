#include "base/value_text.h"

#include <nlohmann/json.hpp>

#include "base/calendar.h"
#include "base/text.h"

namespace potok {

namespace {

// None of these needs escaping.
void append_tagged(std::string& out, std::string_view tag, std::string_view text) {
    out += "{\"";
    out += tag;
    out += "\":\"";
    out += text;
    out += "\"}";
}

struct Writer {
    std::string& out;

    void operator()(std::monostate) const { out += "null"; }
    void operator()(bool v) const { out += v ? "true" : "false"; }
    void operator()(const std::string& v) const { append_json_text(out, v); }
    void operator()(const Decimal& v) const { append_tagged(out, "n", v.str()); }
    void operator()(Date v) const { append_tagged(out, "d", format_iso(v)); }
    void operator()(Instant v) const { append_tagged(out, "i", format_iso(v)); }
    void operator()(Ref v) const { append_tagged(out, "ref", v.id.str()); }
};

} // namespace

void append_json(std::string& out, const Value& value) {
    std::visit(
        [&](const auto& v) {
            if constexpr (requires { Writer{out}(v); })
                Writer{out}(v);
            else
                out += to_json(value).dump();
        },
        value.storage());
}

void append_json_text(std::string& out, std::string_view text) {
    if (!is_valid_utf8(text)) {
        out += Json(text).dump();
        return;
    }
    out += '"';
    for (const char c : text) {
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\f':
            out += "\\f";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20) {
                constexpr char digits[] = "0123456789abcdef";
                out += "\\u00";
                out += digits[c >> 4];
                out += digits[c & 15];
            } else {
                out += c;
            }
        }
    }
    out += '"';
}

} // namespace potok
