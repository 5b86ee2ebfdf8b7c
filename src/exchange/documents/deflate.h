// Compression by deflate (RFC 1951), by zlib. The same bytes on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace potok::exchange {

enum class Wrapping { zlib, none };  // RFC 1950, as PDF has it; none, as ZIP has it

std::string deflated(std::string_view bytes, Wrapping wrapping = Wrapping::zlib);
// Nothing when it is damaged or would be larger than `most` bytes.
std::optional<std::string> inflated(std::string_view packed, std::size_t most, Wrapping wrapping = Wrapping::zlib);
std::uint32_t crc32_of(std::string_view bytes);

}  // namespace potok::exchange
