#include "exchange/documents/deflate.h"

#include <algorithm>
#include <cassert>
#include <limits>

#include <zlib.h>

namespace potok::exchange {

namespace {

constexpr int window(Wrapping w) { return w == Wrapping::none ? -15 : 15; }

// zlib counts in 32 bits; nothing that is made or read here comes near that.
uInt size_of(std::string_view bytes) {
    assert(bytes.size() <= std::numeric_limits<uInt>::max());
    return static_cast<uInt>(bytes.size());
}

Bytef* begin_of(std::string_view bytes) {
    return const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));  // zlib reads only
}

}  // namespace

std::string deflated(std::string_view bytes, Wrapping wrapping) {
    z_stream s{};
    [[maybe_unused]] int code = deflateInit2(&s, 9, Z_DEFLATED, window(wrapping), 8, Z_DEFAULT_STRATEGY);
    assert(code == Z_OK);
    std::string out(deflateBound(&s, static_cast<uLong>(bytes.size())), '\0');
    s.next_in = begin_of(bytes);
    s.avail_in = size_of(bytes);
    s.next_out = reinterpret_cast<Bytef*>(out.data());
    s.avail_out = static_cast<uInt>(out.size());
    code = deflate(&s, Z_FINISH);
    assert(code == Z_STREAM_END);
    out.resize(out.size() - s.avail_out);
    deflateEnd(&s);
    return out;
}

std::optional<std::string> inflated(std::string_view packed, std::size_t most, Wrapping wrapping) {
    z_stream s{};
    if (inflateInit2(&s, window(wrapping)) != Z_OK) return std::nullopt;
    s.next_in = begin_of(packed);
    s.avail_in = size_of(packed);
    std::string out;
    int code = Z_OK;
    while (code == Z_OK) {
        const std::size_t before = out.size(), room = std::min<std::size_t>(most - before + 1, std::max<std::size_t>(before, 16 * 1024));
        out.resize(before + room);
        s.next_out = reinterpret_cast<Bytef*>(out.data() + before);
        s.avail_out = static_cast<uInt>(room);
        code = inflate(&s, Z_NO_FLUSH);
        out.resize(out.size() - s.avail_out);
        if (out.size() > most) break;
        if (code == Z_BUF_ERROR) break;
    }
    inflateEnd(&s);
    if (code != Z_STREAM_END || out.size() > most) return std::nullopt;
    return out;
}

std::uint32_t crc32_of(std::string_view bytes) {
    return static_cast<std::uint32_t>(crc32(crc32(0, nullptr, 0), begin_of(bytes), size_of(bytes)));
}

}  // namespace potok::exchange
