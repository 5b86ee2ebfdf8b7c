// DOCX templates as packages: what may be in one, and its parts as XML.
#include <algorithm>

#include "base/base64.h"
#include "base/text.h"
#include "exchange/documents/docx_parts.h"
#include "model/document_template.h"

namespace potok::exchange::docx {

namespace {

constexpr int deepest = 200;

// How deep the elements of an XML text stand in one another, without building anything.
int depth_of(std::string_view xml) {
    int depth = 0, most = 0;
    for (std::size_t i = xml.find('<'); i != std::string_view::npos; i = xml.find('<', i)) {
        const char kind = i + 1 < xml.size() ? xml[i + 1] : '\0';
        char quote = 0;
        std::size_t end = i + 1;
        for (; end < xml.size() && (quote != 0 || xml[end] != '>'); ++end) {
            if (quote != 0) quote = xml[end] == quote ? '\0' : quote;
            else if (kind != '!' && kind != '?' && (xml[end] == '"' || xml[end] == '\'')) quote = xml[end];
        }
        if (kind == '/') --depth;
        else if (kind != '!' && kind != '?') {
            most = std::max(most, depth + 1);
            if (end == 0 || end >= xml.size() || xml[end - 1] != '/') ++depth;
        }
        i = std::min(end, xml.size());
    }
    return most;
}

}  // namespace

bool is_filled(std::string_view part) {
    if (!part.starts_with("word/") || !part.ends_with(".xml")) return false;
    part.remove_prefix(5);
    part.remove_suffix(4);
    if (part == "document" || part == "footnotes" || part == "endnotes") return true;
    for (const std::string_view kind : {"header", "footer"}) {
        if (!part.starts_with(kind)) continue;
        const std::string_view number = part.substr(kind.size());
        return number.find_first_not_of("0123456789") == std::string_view::npos;
    }
    return false;
}

Result<std::vector<ZipEntry>> open_package(const std::string& base64) {
    POTOK_TRY(const std::string file, from_base64(base64));
    if (file.size() > model::max_template_bytes)
        return error("template.too_large", {{"most", std::to_string(model::max_template_bytes / 1024)}});
    POTOK_TRY(std::vector<ZipEntry> parts, read_zip(file));
    bool document = false, types = false;
    for (const ZipEntry& part : parts) {
        document = document || part.name == "word/document.xml";
        types = types || part.name == "[Content_Types].xml";
        if (part.name.ends_with(".bin") || part.bytes.find("macroEnabled") != std::string::npos) {
            if (part.name.ends_with("vbaProject.bin") || part.name == "[Content_Types].xml") return error("docx.macros", {{"part", part.name}});
        }
    }
    if (!document || !types) return error("docx.malformed", {{"part", document ? "[Content_Types].xml" : "word/document.xml"}});
    return parts;
}

Status parse_part(const ZipEntry& part, pugi::xml_document& out) {
    const auto malformed = [&] { return error("docx.malformed", {{"part", part.name}}, part.name); };
    std::string_view text = part.bytes;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    // No document types: nothing is defined, included or expanded.
    if (!is_valid_utf8(text) || text.find("<!DOCTYPE") != std::string_view::npos || text.find('\0') != std::string_view::npos) return malformed();
    if (depth_of(text) > deepest) return error("docx.too_deep", {{"part", part.name}, {"most", std::to_string(deepest)}}, part.name);
    const unsigned flags = pugi::parse_default | pugi::parse_ws_pcdata;
    if (!out.load_buffer(text.data(), text.size(), flags, pugi::encoding_utf8)) return malformed();
    return {};
}

}  // namespace potok::exchange::docx
