#include "exchange/documents/document_text.h"

#include <map>
#include <vector>

#include <pugixml.hpp>

#include "exchange/documents/deflate.h"
#include "exchange/documents/zip.h"

namespace potok::exchange {

namespace {

constexpr std::size_t most_unpacked = 64 * 1024 * 1024;

int hex_digit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

unsigned hex_number(std::string_view text) {
    unsigned n = 0;
    for (const char c : text) n = n * 16 + static_cast<unsigned>(std::max(hex_digit(c), 0));
    return n;
}

void put_utf8(std::string& out, char32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | (c >> 6));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | (c >> 12));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | (c >> 18));
        out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
}

using Characters = std::map<unsigned, std::string>;  // of a font, by glyph

// Lines "<0012><0041>" of the table that maps glyphs to characters.
Characters characters_of(std::string_view table) {
    Characters out;
    for (std::size_t at = table.find("<"); at != std::string_view::npos; at = table.find('<', at + 1)) {
        const std::size_t end = table.find("><", at), last = table.find('>', end == std::string_view::npos ? at : end + 2);
        if (end == std::string_view::npos || last == std::string_view::npos) break;
        const std::string_view from = table.substr(at + 1, end - at - 1), to = table.substr(end + 2, last - end - 2);
        std::string text;
        for (std::size_t i = 0; i + 4 <= to.size(); i += 4) {
            char32_t c = hex_number(to.substr(i, 4));
            if (c >= 0xD800 && c < 0xDC00 && i + 8 <= to.size()) {
                c = 0x10000 + ((c - 0xD800) << 10) + (hex_number(to.substr(i + 4, 4)) - 0xDC00);
                i += 4;
            }
            put_utf8(text, c);
        }
        if (from.size() == 4 && from != "0000") out.emplace(hex_number(from), std::move(text));
        at = last;
    }
    return out;
}

std::string pdf_text(std::string_view bytes) {
    Characters fonts[2];
    std::vector<std::string> contents;
    int tables = 0;
    bool regular = bytes.find("/F1 ") != std::string_view::npos && bytes.find("<</Font<</F1") != std::string_view::npos;
    for (std::size_t at = bytes.find("\nstream\n"); at != std::string_view::npos; at = bytes.find("\nstream\n", at + 1)) {
        const std::size_t begin = at + 8, end = bytes.find("\nendstream", begin);
        if (end == std::string_view::npos) break;
        const std::string stream = inflated(bytes.substr(begin, end - begin), most_unpacked).value_or("");
        if (stream.starts_with("/CIDInit")) {
            fonts[regular && tables == 0 ? 0 : 1] = characters_of(std::string_view(stream).substr(stream.find("beginbfchar")));
            ++tables;
        } else if (stream.find(" Tf ") != std::string::npos && stream.find("]TJ ET") != std::string::npos) {
            contents.push_back(stream);
        }
    }
    std::string out;
    for (const std::string& content : contents) {
        for (std::size_t at = content.find("BT/F"); at != std::string::npos; at = content.find("BT/F", at + 1)) {
            const Characters& font = fonts[content[at + 4] == '1' ? 0 : 1];
            const std::size_t begin = content.find('[', at), end = content.find(']', begin);
            if (end == std::string::npos) break;
            bool inside = false;
            for (std::size_t i = begin; i < end; ++i) {
                if (content[i] == '<' || content[i] == '>') {
                    inside = content[i] == '<';
                } else if (inside && i + 4 <= end) {
                    const auto it = font.find(hex_number(std::string_view(content).substr(i, 4)));
                    if (it != font.end()) out += it->second;
                    i += 3;
                }
            }
            out += '\n';
        }
    }
    return out;
}

void collect_text(const pugi::xml_node& node, std::string& out, int depth) {
    if (depth > 300) return;
    for (const pugi::xml_node child : node.children()) {
        const std::string_view name = child.name();
        if (name == "w:t") out += child.child_value();
        else if (name == "w:br" || name == "w:tab") out += name == "w:br" ? '\n' : '\t';
        else collect_text(child, out, depth + 1);
        if (name == "w:p") out += '\n';
    }
}

}  // namespace

Result<std::string> document_text(std::string_view bytes, std::string_view media_type) {
    const auto none = [&] { return error("document.no_text", {{"media", std::string(media_type)}}); };
    if (media_type == "application/pdf") {
        if (!bytes.starts_with("%PDF-")) return none();
        return pdf_text(bytes);
    }
    if (!media_type.ends_with("wordprocessingml.document")) return none();
    const auto parts = read_zip(bytes);
    if (!parts.ok()) return none();
    std::string out;
    for (const ZipEntry& part : *parts) {
        if (!part.name.starts_with("word/") || !part.name.ends_with(".xml")) continue;
        pugi::xml_document xml;
        if (!xml.load_buffer(part.bytes.data(), part.bytes.size(), pugi::parse_default | pugi::parse_ws_pcdata)) return none();
        collect_text(xml, out, 0);
    }
    return out;
}

PdfFacts pdf_facts(std::string_view bytes) {
    PdfFacts out;
    for (std::size_t at = bytes.find("<</Type/Page/"); at != std::string_view::npos; at = bytes.find("<</Type/Page/", at + 1)) ++out.pages;
    return out;
}

}  // namespace potok::exchange
