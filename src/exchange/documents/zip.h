// ZIP archives in memory: read as hostile input, written the same on every machine.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace potok::exchange {

struct ZipEntry {
    std::string name, bytes;
};

struct ZipLimits {
    std::size_t entries = 2000;
    std::size_t unpacked = 32 * 1024 * 1024;  // bytes of all together
};

// The files in it, in its order; folders are passed over. Names that lead outside, are absolute or stand twice are refused.
// errors: zip.malformed, zip.encrypted, zip.too_large (arg most), zip.too_many (arg most), zip.unsafe_name (arg name)
Result<std::vector<ZipEntry>> read_zip(std::string_view archive, const ZipLimits& limits = {});
// Without times and attributes. error: zip.too_large
Result<std::string> write_zip(const std::vector<ZipEntry>& entries);

}  // namespace potok::exchange
