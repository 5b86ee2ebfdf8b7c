#include "base/decimal.h"

#include <algorithm>

#include <mpdecimal.h>

namespace potok {

using Coefficient = unsigned __int128;

// The bridge to libmpdec: a Decimal's four members are its uint128 triple.
struct DecimalAccess {
    static Coefficient coefficient(const Decimal& d) { return Coefficient{d.hi_} << 64 | d.lo_; }
    static std::int32_t exponent(const Decimal& d) { return d.exponent_; }
    static bool negative(const Decimal& d) { return d.negative_; }

    static Decimal make(bool negative, Coefficient c, std::int32_t exponent) {
        Decimal d;
        d.hi_ = static_cast<std::uint64_t>(c >> 64);
        d.lo_ = static_cast<std::uint64_t>(c);
        d.exponent_ = exponent;
        d.negative_ = negative && c != 0;  // there is no minus zero
        return d;
    }
};

namespace {

constexpr int min_exponent = -6176;  // decimal128: coefficient × 10^exponent
constexpr int max_exponent = 6111;

const mpd_context_t& decimal128() {
    static const mpd_context_t context = [] {
        mpd_context_t c;
        mpd_ieee_context(&c, 128);
        return c;
    }();
    return context;
}

// A libmpdec number on the stack.
class Number {
public:
    Number() {
        number_.flags = MPD_STATIC | MPD_STATIC_DATA;
        number_.alloc = MPD_MINALLOC_MAX;
        number_.data = words_;
    }
    explicit Number(const Decimal& d) : Number() {
        const Coefficient c = DecimalAccess::coefficient(d);
        mpd_uint128_triple_t triple{};
        triple.tag = MPD_TRIPLE_NORMAL;
        triple.sign = DecimalAccess::negative(d) ? 1 : 0;
        triple.hi = static_cast<std::uint64_t>(c >> 64);
        triple.lo = static_cast<std::uint64_t>(c);
        triple.exp = DecimalAccess::exponent(d);
        std::uint32_t status = 0;
        [[maybe_unused]] const int failed = mpd_from_uint128_triple(&number_, &triple, &status);
        assert(failed == 0);
    }
    Number(const Number&) = delete;
    Number& operator=(const Number&) = delete;
    ~Number() { mpd_del(&number_); }

    mpd_t* get() { return &number_; }
    const mpd_t* get() const { return &number_; }

    // Nothing for NaN and infinity.
    std::optional<Decimal> decimal() const {
        const mpd_uint128_triple_t triple = mpd_as_uint128_triple(&number_);
        if (triple.tag != MPD_TRIPLE_NORMAL) return std::nullopt;
        const std::int64_t exponent = std::clamp<std::int64_t>(triple.exp, min_exponent, max_exponent);
        return DecimalAccess::make(triple.sign != 0, Coefficient{triple.hi} << 64 | triple.lo,
                                   static_cast<std::int32_t>(exponent));
    }

private:
    mpd_t number_{};
    mpd_uint_t words_[MPD_MINALLOC_MAX];
};

using Operation = void (*)(mpd_t*, const mpd_t*, const mpd_t*, const mpd_context_t*, std::uint32_t*);

Result<Decimal> binary(Operation operation, const Decimal& a, const Decimal& b) {
    const Number x(a), y(b);
    Number r;
    std::uint32_t status = 0;
    operation(r.get(), x.get(), y.get(), &decimal128(), &status);
    if (status & MPD_Division_by_zero) return error("number.division_by_zero");
    const auto result = r.decimal();
    if (result) return *result;
    if (status & (MPD_Overflow | MPD_Division_impossible)) return error("number.overflow");
    return error("number.undefined");
}

// Coefficients this small add and multiply without leaving 128 bits or 34 digits.
bool small(const Decimal& d) { return DecimalAccess::coefficient(d) < (Coefficient{1} << 50); }

Decimal rescaled(const Decimal& d, int scale, int rounding) {
    if (DecimalAccess::exponent(d) >= -scale) return d;  // nothing to round away
    mpd_context_t context = decimal128();
    mpd_qsetround(&context, rounding);
    const Number x(d);
    Number r;
    std::uint32_t status = 0;
    mpd_qrescale(r.get(), x.get(), std::clamp(-scale, min_exponent, max_exponent), &context, &status);
    return r.decimal().value_or(d);
}

std::string digits_of(Coefficient c) {
    std::string digits;
    do {
        digits += static_cast<char>('0' + static_cast<int>(c % 10));
        c /= 10;
    } while (c != 0);
    std::reverse(digits.begin(), digits.end());
    return digits;
}

// [-+] digits [. digits] [e [-+] digits], a digit on at least one side of the point.
bool well_formed(std::string_view text) {
    std::size_t at = 0;
    const auto digits = [&] {
        const std::size_t start = at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
        return at - start;
    };
    const auto sign = [&] {
        if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    };
    sign();
    std::size_t count = digits();
    if (at < text.size() && text[at] == '.') {
        ++at;
        const std::size_t fraction = digits();
        if (fraction == 0) return false;
        count += fraction;
    }
    if (count == 0) return false;
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        sign();
        const std::size_t exponent = digits();
        if (exponent == 0 || exponent > 6) return false;
    }
    return at == text.size();
}

}  // namespace

Decimal::Decimal(std::int64_t value)
    : lo_(value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value)),
      negative_(value < 0) {}

Result<Decimal> Decimal::parse(std::string_view text) {
    const auto malformed = [&] {
        return potok::error("number.malformed", {{"text", std::string(text.substr(0, 64))}});
    };
    if (text.size() > 1000 || !well_formed(text)) return malformed();
    Number n;
    std::uint32_t status = 0;
    mpd_qset_string(n.get(), std::string(text).c_str(), &decimal128(), &status);
    const auto result = n.decimal();
    if (!result) return malformed();
    return *result;
}

Decimal Decimal::scaled(std::int64_t coefficient, int scale) {
    Decimal d(coefficient);
    d.exponent_ = std::clamp(-scale, min_exponent, max_exponent);
    return d;
}

std::string Decimal::str() const {
    Coefficient c = DecimalAccess::coefficient(*this);
    if (c == 0) return "0";
    int exponent = exponent_;
    while (c % 10 == 0) {
        c /= 10;
        ++exponent;
    }
    std::string digits = digits_of(c);
    const int point = static_cast<int>(digits.size()) + exponent;  // digits before the decimal point
    std::string out = negative_ ? "-" : "";
    const int plain_length = std::max({static_cast<int>(digits.size()), point, 2 - exponent});
    if (plain_length > 40) {
        out += digits.substr(0, 1);
        if (digits.size() > 1) out += "." + digits.substr(1);
        return out + "e" + std::to_string(point - 1);
    }
    if (exponent >= 0) return out + digits + std::string(static_cast<std::size_t>(exponent), '0');
    if (point <= 0) return out + "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
    return out + digits.substr(0, static_cast<std::size_t>(point)) + "." +
           digits.substr(static_cast<std::size_t>(point));
}

bool Decimal::is_zero() const { return hi_ == 0 && lo_ == 0; }
bool Decimal::is_negative() const { return negative_; }
bool Decimal::is_integer() const { return exponent_ >= 0 || rounded_half_even(0) == *this; }

std::optional<std::int64_t> Decimal::to_int64() const {
    if (!is_integer()) return std::nullopt;
    return to_scaled(0);
}

std::optional<std::int64_t> Decimal::to_scaled(int scale) const {
    const Decimal rounded = rounded_half_up(scale);
    Coefficient c = DecimalAccess::coefficient(rounded);
    if (c == 0) return 0;
    if (rounded.exponent_ < -scale) return std::nullopt;  // a scale beyond decimal128
    constexpr Coefficient limit = Coefficient{1} << 63;
    for (int e = rounded.exponent_; e > -scale; --e) {
        if (c > limit / 10) return std::nullopt;
        c *= 10;
    }
    if (c > limit - (negative_ ? 0 : 1)) return std::nullopt;
    const auto magnitude = static_cast<std::uint64_t>(c);
    return static_cast<std::int64_t>(negative_ ? 0 - magnitude : magnitude);
}

Decimal Decimal::rounded_half_up(int scale) const { return rescaled(*this, scale, MPD_ROUND_HALF_UP); }
Decimal Decimal::rounded_half_even(int scale) const { return rescaled(*this, scale, MPD_ROUND_HALF_EVEN); }
Decimal Decimal::rounded_half_down(int scale) const { return rescaled(*this, scale, MPD_ROUND_HALF_DOWN); }
Decimal Decimal::floor(int scale) const { return rescaled(*this, scale, MPD_ROUND_FLOOR); }
Decimal Decimal::ceiling(int scale) const { return rescaled(*this, scale, MPD_ROUND_CEILING); }

Decimal Decimal::operator-() const {
    return DecimalAccess::make(!negative_, DecimalAccess::coefficient(*this), exponent_);
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
    if (a.negative_ != b.negative_)
        return a.negative_ ? std::strong_ordering::less : std::strong_ordering::greater;
    if (a.exponent_ == b.exponent_) {
        const Coefficient x = DecimalAccess::coefficient(a);
        const Coefficient y = DecimalAccess::coefficient(b);
        if (x == y) return std::strong_ordering::equal;
        return (x < y) != a.negative_ ? std::strong_ordering::less : std::strong_ordering::greater;
    }
    const Number x(a), y(b);
    std::uint32_t status = 0;
    return mpd_qcmp(x.get(), y.get(), &status) <=> 0;
}

Result<Decimal> add(const Decimal& a, const Decimal& b) {
    if (a.exponent_ == b.exponent_ && small(a) && small(b)) {
        const auto signed_value = [](const Decimal& d) {
            const auto c = static_cast<std::int64_t>(d.lo_);
            return d.negative_ ? -c : c;
        };
        const std::int64_t sum = signed_value(a) + signed_value(b);
        return DecimalAccess::make(sum < 0, static_cast<Coefficient>(sum < 0 ? -sum : sum), a.exponent_);
    }
    return binary(mpd_qadd, a, b);
}

Result<Decimal> sub(const Decimal& a, const Decimal& b) { return add(a, -b); }

Result<Decimal> mul(const Decimal& a, const Decimal& b) {
    const int exponent = a.exponent_ + b.exponent_;
    if (small(a) && small(b) && exponent > -100 && exponent < 100) {
        return DecimalAccess::make(a.negative_ != b.negative_, Coefficient{a.lo_} * b.lo_, exponent);
    }
    return binary(mpd_qmul, a, b);
}

Result<Decimal> div(const Decimal& a, const Decimal& b) {
    if (b.is_zero()) return error("number.division_by_zero");
    return binary(mpd_qdiv, a, b);
}

namespace {

// libmpdec's guard digits differ between words of 32 and 64 bits, so a power that is no whole one is taken to many more
// digits first: what is left of the difference is far below the last of the 34.
void power(mpd_t* result, const mpd_t* a, const mpd_t* b, const mpd_context_t* context, std::uint32_t* status) {
    if (mpd_isinteger(b)) {
        mpd_qpow(result, a, b, context, status);
        return;
    }
    mpd_context_t wide = *context;
    wide.prec = 60;
    wide.clamp = 0;
    mpd_qpow(result, a, b, &wide, status);
    mpd_qfinalize(result, context, status);
}

}  // namespace

Result<Decimal> pow(const Decimal& a, const Decimal& b) {
    if (a.is_zero() && b.is_negative()) return error("number.division_by_zero");
    return binary(power, a, b);
}

Result<Decimal> exp(const Decimal& a) {
    const Number x(a);
    Number r;
    std::uint32_t status = 0;
    mpd_qexp(r.get(), x.get(), &decimal128(), &status);
    const auto result = r.decimal();
    if (!result) return error("number.overflow");
    return *result;
}

Result<Decimal> ln(const Decimal& a) {
    if (a.is_zero() || a.is_negative()) return error("number.undefined");
    const Number x(a);
    Number r;
    std::uint32_t status = 0;
    mpd_qln(r.get(), x.get(), &decimal128(), &status);
    const auto result = r.decimal();
    if (!result) return error("number.overflow");
    return *result;
}

Result<Decimal> sqrt(const Decimal& a) {
    if (a.is_negative()) return error("number.negative_root");
    const Number x(a);
    Number r;
    std::uint32_t status = 0;
    mpd_qsqrt(r.get(), x.get(), &decimal128(), &status);
    const auto result = r.decimal();
    if (!result) return error("number.overflow");
    return *result;
}

Result<Decimal> mod(const Decimal& a, const Decimal& b) {
    if (b.is_zero()) return error("number.division_by_zero");
    POTOK_TRY(const Decimal remainder, binary(mpd_qrem, a, b));
    if (remainder.is_zero() || remainder.is_negative() == b.is_negative()) return remainder;
    return add(remainder, b);
}

}  // namespace potok
