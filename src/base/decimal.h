// Decimal numbers of 34 significant digits (IEEE 754 decimal128, by libmpdec). No binary floats anywhere in stored data.
//
// A Decimal is always finite: an operation that would give NaN or infinity, or whose exponent leaves decimal128's range,
// is an error value. Rounding inside operations is half even, as decimal128 says; rounding for money and for display
// is asked for by name.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace potok {

class Decimal {
public:
    Decimal() = default;  // 0
    Decimal(std::int64_t value);
    static Result<Decimal> parse(std::string_view text);  // "-12.50", "1e3"; error: number.malformed
    // coefficient × 10^-scale: Decimal::scaled(1250, 2) is 12.50
    static Decimal scaled(std::int64_t coefficient, int scale);

    // Shortest plain notation, "12.5" for 12.50; with an exponent only where plain would need over 40 characters.
    std::string str() const;
    bool is_integer() const;
    bool is_zero() const;
    bool is_negative() const;
    std::optional<std::int64_t> to_int64() const;  // nothing when not whole or out of range
    // value × 10^scale rounded half away from zero: minor units of money. Nothing when out of range.
    std::optional<std::int64_t> to_scaled(int scale) const;
    // To `scale` digits after the point (negative: before it).
    Decimal rounded_half_up(int scale) const;  // half away from zero
    Decimal rounded_half_even(int scale) const;
    Decimal floor(int scale = 0) const;
    Decimal ceiling(int scale = 0) const;
    Decimal rounded_half_down(int scale) const;  // half towards zero

    Decimal operator-() const;
    friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);  // by value: 1.0 == 1
    friend bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == 0; }

    friend Result<Decimal> add(const Decimal& a, const Decimal& b);  // errors: number.overflow
    friend Result<Decimal> sub(const Decimal& a, const Decimal& b);
    friend Result<Decimal> mul(const Decimal& a, const Decimal& b);
    friend Result<Decimal> div(const Decimal& a, const Decimal& b);  // and number.division_by_zero
    friend Result<Decimal> pow(const Decimal& a, const Decimal& b);  // and number.undefined: 0**0, (-1)**0.5
    friend Result<Decimal> sqrt(const Decimal& a);                   // and number.negative_root
    friend Result<Decimal> exp(const Decimal& a);                    // correctly rounded
    friend Result<Decimal> ln(const Decimal& a);                     // correctly rounded; and number.undefined: of 0 and below
    friend Result<Decimal> mod(const Decimal& a, const Decimal& b);  // floor modulo, as FEEL's modulo()

private:
    // libmpdec's uint128 triple: sign, 128-bit coefficient, exponent. Plain data, so Decimals copy freely.
    std::uint64_t hi_ = 0;
    std::uint64_t lo_ = 0;
    std::int32_t exponent_ = 0;
    bool negative_ = false;
    friend struct DecimalAccess;
};

}  // namespace potok
