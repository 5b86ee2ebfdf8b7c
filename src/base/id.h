// Public identities: 16-byte UUIDs (RFC 9562). Local integer row ids stay inside db/ and model/.
//
// v7 is made from clock and generator for what a person does; v8 (48 bits of a given instant, then SHA-256 of key and
// step) for what automation makes, so that two devices, or a run after a crash, make the same id for the same thing.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace potok {

struct Uuid {
    std::array<std::uint8_t, 16> bytes{};

    auto operator<=>(const Uuid&) const = default;
    bool is_nil() const { return *this == Uuid{}; }
    // The last eight bytes, which are random or a hash in every version; the same number wherever it is computed.
    std::uint64_t tail() const {
        std::uint64_t all = 0;
        for (std::size_t i = 8; i < 16; ++i) all = (all << 8) | bytes[i];
        return all;
    }
    // "0198c5e2-7a10-7cde-8f00-0123456789ab"
    std::string str() const;
    static Result<Uuid> parse(std::string_view text);  // error: id.malformed
};

Uuid make_v7(Instant now, Random& random);
// `key` names what was fired (a firing key), `step` the part of it ("task", "task/checklist/2").
Uuid make_v8(Instant due, std::string_view key, std::string_view step);

}  // namespace potok

template <>
struct std::hash<potok::Uuid> {
    std::size_t operator()(const potok::Uuid& id) const noexcept {
        return static_cast<std::size_t>(id.tail());
    }
};
