// XXH64 (Yann Collet's xxHash, 64 bits): a fast checksum against damage, not against forgery.
#pragma once

#include <cstdint>

#include "db/bytes.h"

namespace potok::db {

std::uint64_t xxh64(ByteView data, std::uint64_t seed = 0);

}  // namespace potok::db
