// Numbers and money.
#include <algorithm>

#include "base/locale.h"
#include "expr/function.h"
#include "expr/operators.h"

namespace potok::expr {

namespace {

constexpr KindMask number = mask(Kind::number);
constexpr KindMask amount = mask(Kind::number, Kind::money, Kind::days_duration, Kind::years_duration);

// The scale argument of the rounding functions.
Result<int> scale(Call& c) {
    if (c.count() < 2) return 0;
    const auto n = c.as<Decimal>(1).to_int64();
    if (!n || *n < -6111 || *n > 6176) return bad_argument(2, c.as<Decimal>(1).str());
    return static_cast<int>(*n);
}

template <Decimal (Decimal::*round)(int) const>
Result<Value> run_rounded(Call& c) {
    POTOK_TRY(const int digits, scale(c));
    return (c.as<Decimal>(0).*round)(digits);
}

Result<Value> run_round_up(Call& c) {
    POTOK_TRY(const int digits, scale(c));
    const Decimal& n = c.as<Decimal>(0);
    return n.is_negative() ? n.floor(digits) : n.ceiling(digits);
}

Result<Value> run_round_down(Call& c) {
    POTOK_TRY(const int digits, scale(c));
    const Decimal& n = c.as<Decimal>(0);
    return n.is_negative() ? n.ceiling(digits) : n.floor(digits);
}

Result<Value> run_abs(Call& c) {
    POTOK_TRY(Value minus, negated(c[0]));
    POTOK_TRY(const Value zero, arithmetic(Op::subtract, c[0], c[0], c.context().zone()));
    POTOK_TRY(const auto order, ordering(c[0], zero));
    return order < 0 ? minus : c[0];
}

Result<Value> run_modulo(Call& c) {
    POTOK_TRY(const Decimal r, mod(c.as<Decimal>(0), c.as<Decimal>(1)));
    return r;
}

template <bool odd>
Result<Value> run_parity(Call& c) {
    if (!c.as<Decimal>(0).is_integer()) return false;
    POTOK_TRY(const Decimal r, mod(c.as<Decimal>(0), Decimal(2)));
    return r.is_zero() != odd;
}

Result<Value> run_exp(Call& c) {
    POTOK_TRY(const Decimal r, exp(c.as<Decimal>(0)));
    return r;
}

Result<Value> run_log(Call& c) {
    POTOK_TRY(const Decimal r, ln(c.as<Decimal>(0)));
    return r;
}

Result<Value> run_sqrt(Call& c) {
    POTOK_TRY(const Decimal r, sqrt(c.as<Decimal>(0)));
    return r;
}

// number(from, grouping separator, decimal separator): a space, a comma, a point, or null.
Result<Value> run_number(Call& c) {
    if (c[0].is_null()) return Value();
    if (c[0].as<Decimal>()) return c[0];
    if (const auto* m = c[0].as<Money>()) return Decimal::scaled(m->minor, minor_digits(m->currency));
    std::string text = c.as<std::string>(0);
    if (c.count() == 1) {
        POTOK_TRY(const Decimal n, Decimal::parse(text));
        return n;
    }
    std::string separators[2];
    for (std::size_t i = 1; i < c.count(); ++i) {
        if (c[i].is_null()) continue;
        const auto& given = c.as<std::string>(i);
        const bool known = given == "." || given == "," || (i == 1 && given == " ");
        if (!known) return bad_argument(i + 1, given.substr(0, 64));
        separators[i - 1] = given;
    }
    if (!separators[0].empty() && separators[0] == separators[1]) return bad_argument(3, separators[1]);
    if (!separators[0].empty()) std::erase(text, separators[0][0]);
    if (separators[1] == ",") {
        if (text.find('.') != std::string::npos) return bad_argument(1, text.substr(0, 64));
        std::replace(text.begin(), text.end(), ',', '.');
    }
    POTOK_TRY(const Decimal n, Decimal::parse(text));
    return n;
}

Result<Value> run_money(Call& c) {
    const auto& currency = c.as<std::string>(1);
    if (!is_currency_code(currency)) return bad_argument(2, currency.substr(0, 64));
    const auto minor = c.as<Decimal>(0).to_scaled(minor_digits(currency));
    if (!minor) return error("number.overflow");
    return Money{*minor, currency};
}

constexpr Function table[] = {
    {"abs", "n", 1, 1, {amount}, same_as_first, run_abs},
    {"ceiling", "n, scale", 1, 2, {number, number}, gives<Kind::number>, run_rounded<&Decimal::ceiling>},
    {"decimal", "n, scale", 2, 2, {number, number}, gives<Kind::number>, run_rounded<&Decimal::rounded_half_even>},
    {"even", "number", 1, 1, {number}, gives<Kind::boolean>, run_parity<false>},
    {"exp", "number", 1, 1, {number}, gives<Kind::number>, run_exp},
    {"floor", "n, scale", 1, 2, {number, number}, gives<Kind::number>, run_rounded<&Decimal::floor>},
    {"log", "number", 1, 1, {number}, gives<Kind::number>, run_log},
    {"modulo", "dividend, divisor", 2, 2, {number, number}, gives<Kind::number>, run_modulo},
    {"money", "amount, currency", 2, 2, {number, mask(Kind::string)}, gives<Kind::money>, run_money, traits(Trait::own)},
    {"number", "from, grouping separator, decimal separator", 1, 3,
     {mask(Kind::string, Kind::number, Kind::money), mask(Kind::string), mask(Kind::string)}, gives<Kind::number>,
     run_number, traits(Trait::takes_null)},
    {"odd", "number", 1, 1, {number}, gives<Kind::boolean>, run_parity<true>},
    {"round down", "n, scale", 1, 2, {number, number}, gives<Kind::number>, run_round_down},
    {"round half down", "n, scale", 1, 2, {number, number}, gives<Kind::number>, run_rounded<&Decimal::rounded_half_down>},
    {"round half up", "n, scale", 1, 2, {number, number}, gives<Kind::number>, run_rounded<&Decimal::rounded_half_up>},
    {"round up", "n, scale", 1, 2, {number, number}, gives<Kind::number>, run_round_up},
    {"sqrt", "number", 1, 1, {number}, gives<Kind::number>, run_sqrt},
};

}  // namespace

std::span<const Function> number_functions() { return table; }

}  // namespace potok::expr
