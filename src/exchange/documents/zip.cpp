// The container of APPNOTE.TXT 6.3.3 as far as office files use it: stored or deflated entries, no encryption, no ZIP64, one volume.
#include "exchange/documents/zip.h"

#include <set>

#include "base/text.h"
#include "exchange/documents/deflate.h"

namespace potok::exchange {

namespace {

constexpr std::uint32_t local_mark = 0x04034B50, central_mark = 0x02014B50, end_mark = 0x06054B50;
constexpr std::size_t local_size = 30, central_size = 46, end_size = 22;

// Little-endian numbers; the caller has looked that they are there.
std::uint32_t number(std::string_view bytes, std::size_t at, int size) {
    std::uint32_t n = 0;
    for (int i = size; i-- > 0;) n = n << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
    return n;
}

void put(std::string& out, std::uint32_t n, int size) {
    for (int i = 0; i < size; ++i) out += static_cast<char>(n >> (8 * i) & 0xFF);
}

bool is_safe(std::string_view name) {
    if (name.empty() || name.front() == '/' || name.size() > 250 || !is_valid_utf8(name)) return false;
    for (const char c : name)
        if (static_cast<unsigned char>(c) < 0x20 || c == '\\' || c == ':') return false;
    for (;;) {
        const std::size_t slash = name.find('/');
        const std::string_view part = name.substr(0, slash);
        if (part.empty() || part == "." || part == "..") return false;
        if (slash == std::string_view::npos) return true;
        name.remove_prefix(slash + 1);
    }
}

// The record at the end of the archive, behind which there may be a comment; npos: there is none.
std::size_t find_end(std::string_view archive) {
    if (archive.size() < end_size) return std::string_view::npos;
    const std::size_t last = archive.size() - end_size, first = last > 0xFFFF ? last - 0xFFFF : 0;
    for (std::size_t at = last + 1; at-- > first;)
        if (number(archive, at, 4) == end_mark && at + end_size + number(archive, at + 20, 2) == archive.size()) return at;
    return std::string_view::npos;
}

struct Header {
    std::uint32_t flags = 0, method = 0, crc = 0, packed = 0, size = 0, local = 0;
    std::string name;
};

// The bytes of an entry: where they lie is said by the header in front of them.
Result<std::string> content_of(std::string_view archive, const Header& h) {
    if (h.local > archive.size() || archive.size() - h.local < local_size || number(archive, h.local, 4) != local_mark) return error("zip.malformed");
    const std::size_t begin = h.local + local_size + number(archive, h.local + 26, 2) + number(archive, h.local + 28, 2);
    if (begin > archive.size() || archive.size() - begin < h.packed) return error("zip.malformed");
    const std::string_view packed = archive.substr(begin, h.packed);
    if (h.method != 0 && h.method != 8) return error("zip.malformed");
    if (h.method == 0 && h.packed != h.size) return error("zip.malformed");
    const auto bytes = h.method == 0 ? std::optional(std::string(packed)) : inflated(packed, h.size, Wrapping::none);
    if (!bytes || bytes->size() != h.size || crc32_of(*bytes) != h.crc) return error("zip.malformed");
    return *bytes;
}

}  // namespace

Result<std::vector<ZipEntry>> read_zip(std::string_view archive, const ZipLimits& limits) {
    const std::size_t end = find_end(archive);
    if (end == std::string_view::npos) return error("zip.malformed");
    const std::uint32_t count = number(archive, end + 10, 2);
    if (count > limits.entries) return error("zip.too_many", {{"most", std::to_string(limits.entries)}});
    std::size_t at = number(archive, end + 16, 4);
    std::vector<ZipEntry> out;
    std::set<std::string> names;
    std::size_t total = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        if (at > end || end - at < central_size || number(archive, at, 4) != central_mark) return error("zip.malformed");
        Header h;
        h.flags = number(archive, at + 8, 2);
        h.method = number(archive, at + 10, 2);
        h.crc = number(archive, at + 16, 4);
        h.packed = number(archive, at + 20, 4);
        h.size = number(archive, at + 24, 4);
        h.local = number(archive, at + 42, 4);
        const std::size_t name = number(archive, at + 28, 2), more = number(archive, at + 30, 2) + number(archive, at + 32, 2);
        if (end - at - central_size < name + more) return error("zip.malformed");
        h.name = std::string(archive.substr(at + central_size, name));
        at += central_size + name + more;
        if (h.name.ends_with('/')) continue;
        if (h.flags & 1) return error("zip.encrypted");
        if (!is_safe(h.name) || !names.insert(h.name).second)
            return error("zip.unsafe_name", {{"name", is_valid_utf8(h.name) ? h.name : std::string("?")}});
        // What it says it holds is what is unpacked at most: more of it is damage, not more room.
        if (h.size > limits.unpacked - total) return error("zip.too_large", {{"most", std::to_string(limits.unpacked >> 20)}});
        total += h.size;
        POTOK_TRY(std::string bytes, content_of(archive, h));
        out.push_back({std::move(h.name), std::move(bytes)});
    }
    return out;
}

Result<std::string> write_zip(const std::vector<ZipEntry>& entries) {
    constexpr std::size_t most = 64 * 1024 * 1024;
    constexpr std::uint32_t version = 20, utf8_names = 1 << 11, day_one = 0x21;  // 1 January 1980: no clock is asked
    std::string out, directory;
    for (const ZipEntry& e : entries) {
        const std::string packed = deflated(e.bytes, Wrapping::none);
        if (out.size() + packed.size() > most || e.bytes.size() > most) return error("zip.too_large", {{"most", std::to_string(most >> 20)}});
        std::string header;  // what both headers of an entry have in common
        put(header, version, 2);
        put(header, utf8_names, 2);
        put(header, 8, 2);
        put(header, 0, 2);
        put(header, day_one, 2);
        put(header, crc32_of(e.bytes), 4);
        put(header, static_cast<std::uint32_t>(packed.size()), 4);
        put(header, static_cast<std::uint32_t>(e.bytes.size()), 4);
        put(header, static_cast<std::uint32_t>(e.name.size()), 2);
        put(header, 0, 2);
        const auto local = static_cast<std::uint32_t>(out.size());
        put(out, local_mark, 4);
        out += header + e.name + packed;
        put(directory, central_mark, 4);
        put(directory, version, 2);
        directory += header;
        put(directory, 0, 2);  // no comment
        put(directory, 0, 2);  // first volume
        put(directory, 0, 2);
        put(directory, 0, 4);
        put(directory, local, 4);
        directory += e.name;
    }
    const auto begin = static_cast<std::uint32_t>(out.size());
    out += directory;
    put(out, end_mark, 4);
    put(out, 0, 4);
    put(out, static_cast<std::uint32_t>(entries.size()), 2);
    put(out, static_cast<std::uint32_t>(entries.size()), 2);
    put(out, static_cast<std::uint32_t>(directory.size()), 4);
    put(out, begin, 4);
    put(out, 0, 2);
    return out;
}

}  // namespace potok::exchange
