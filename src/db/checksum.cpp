#include "db/checksum.h"

#include <bit>
#include <cstring>

namespace potok::db {

namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::uint64_t prime1 = 0x9e3779b185ebca87u;
constexpr std::uint64_t prime2 = 0xc2b2ae3d27d4eb4fu;
constexpr std::uint64_t prime3 = 0x165667b19e3779f9u;
constexpr std::uint64_t prime4 = 0x85ebca77c2b2ae63u;
constexpr std::uint64_t prime5 = 0x27d4eb2f165667c5u;

template <class T>
T read(const std::uint8_t* p) {
    T v;
    std::memcpy(&v, p, sizeof v);
    return v;
}

std::uint64_t mix(std::uint64_t acc, std::uint64_t input) {
    return std::rotl(acc + input * prime2, 31) * prime1;
}

std::uint64_t fold_in(std::uint64_t h, std::uint64_t lane) { return (h ^ mix(0, lane)) * prime1 + prime4; }

}  // namespace

std::uint64_t xxh64(ByteView data, std::uint64_t seed) {
    const std::uint8_t* p = data.data();
    std::size_t left = data.size();
    std::uint64_t h = seed + prime5;
    if (left >= 32) {
        std::uint64_t a = seed + prime1 + prime2;
        std::uint64_t b = seed + prime2;
        std::uint64_t c = seed;
        std::uint64_t d = seed - prime1;
        for (; left >= 32; p += 32, left -= 32) {
            a = mix(a, read<std::uint64_t>(p));
            b = mix(b, read<std::uint64_t>(p + 8));
            c = mix(c, read<std::uint64_t>(p + 16));
            d = mix(d, read<std::uint64_t>(p + 24));
        }
        h = std::rotl(a, 1) + std::rotl(b, 7) + std::rotl(c, 12) + std::rotl(d, 18);
        h = fold_in(fold_in(fold_in(fold_in(h, a), b), c), d);
    }
    h += data.size();
    for (; left >= 8; p += 8, left -= 8) h = std::rotl(h ^ mix(0, read<std::uint64_t>(p)), 27) * prime1 + prime4;
    if (left >= 4) {
        h = std::rotl(h ^ (read<std::uint32_t>(p) * prime1), 23) * prime2 + prime3;
        p += 4;
        left -= 4;
    }
    for (; left > 0; ++p, --left) h = std::rotl(h ^ (*p * prime5), 11) * prime1;
    h = (h ^ (h >> 33)) * prime2;
    h = (h ^ (h >> 29)) * prime3;
    return h ^ (h >> 32);
}

}  // namespace potok::db
