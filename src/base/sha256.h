// SHA-256 (FIPS 180-4): content addresses of attachments, derived ids, chains of log records, hashes of change rows.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace potok {

using Sha256Digest = std::array<std::uint8_t, 32>;

class Sha256 {
public:
    Sha256();
    void update(std::string_view data);
    Sha256Digest finish();  // once

private:
    void block(const std::uint8_t* p);
    std::array<std::uint32_t, 8> h_;
    std::array<std::uint8_t, 64> buffer_{};
    std::size_t buffered_ = 0;
    std::uint64_t length_ = 0;
};

Sha256Digest sha256(std::string_view data);
std::string hex(const Sha256Digest& digest);

}  // namespace potok
