// Sums, means and what else is said of many numbers at once.
#include <algorithm>

#include "expr/function.h"
#include "expr/operators.h"

namespace potok::expr {

namespace {

Result<Value> total(Call& c, const ValueList& items) {
    if (items.empty()) return Value();
    if (!c.charge(items.size())) return budget_spent();
    Value sum = items[0];
    if (sum.as<std::string>() || sum.as<Date>()) return bad_argument(1, type_of(sum).str());
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i].is_null()) return error("expr.null_item", {{"position", std::to_string(i + 1)}});
        if (i == 0) continue;
        POTOK_TRY(sum, arithmetic(Op::add, sum, items[i], c.context().zone()));
    }
    return arithmetic(Op::multiply, sum, Value(1),
                      c.context().zone());  // only what can be multiplied can be summed
}

Result<Value> run_sum(Call& c) {
    ValueList several;
    return total(c, items_of(c, several));
}

Result<Value> run_mean(Call& c) {
    ValueList several;
    const ValueList& items = items_of(c, several);
    POTOK_TRY(const Value sum, total(c, items));
    if (sum.is_null()) return sum;
    return arithmetic(Op::divide, sum, static_cast<std::int64_t>(items.size()), c.context().zone());
}

template <bool largest>
Result<Value> run_extreme(Call& c) {
    ValueList several;
    const ValueList& items = items_of(c, several);
    if (items.empty()) return Value();
    if (!c.charge(items.size())) return budget_spent();
    Value best = items[0];
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i].is_null()) return error("expr.null_item", {{"position", std::to_string(i + 1)}});
        POTOK_TRY(const auto order, ordering(items[i], best));
        if (largest ? order > 0 : order < 0) best = items[i];
    }
    return best;
}

// The items as numbers. error: expr.null_item, expr.argument
Result<std::vector<Decimal>> numbers_of(Call& c) {
    ValueList several;
    const ValueList& items = items_of(c, several);
    if (!c.charge(items.size())) return budget_spent();
    std::vector<Decimal> out;
    out.reserve(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i].is_null()) return error("expr.null_item", {{"position", std::to_string(i + 1)}});
        const auto* n = items[i].as<Decimal>();
        if (!n) return bad_argument(1, type_of(items[i]).str());
        out.push_back(*n);
    }
    return out;
}

Result<Value> run_product(Call& c) {
    POTOK_TRY(const auto numbers, numbers_of(c));
    if (numbers.empty()) return Value();
    Decimal out(1);
    for (const Decimal& n : numbers) {
        POTOK_TRY(out, mul(out, n));
    }
    return out;
}

Result<Value> run_median(Call& c) {
    POTOK_TRY(auto numbers, numbers_of(c));
    if (numbers.empty()) return Value();
    if (!c.charge(numbers.size() * 4)) return budget_spent();
    std::stable_sort(numbers.begin(), numbers.end());
    const std::size_t middle = numbers.size() / 2;
    if (numbers.size() % 2 == 1) return numbers[middle];
    POTOK_TRY(const Decimal sum, add(numbers[middle - 1], numbers[middle]));
    POTOK_TRY(const Decimal half, div(sum, Decimal(2)));
    return half;
}

// Of a sample: the squares are divided by one less than their number.
Result<Value> run_stddev(Call& c) {
    POTOK_TRY(const auto numbers, numbers_of(c));
    if (numbers.size() < 2) return Value();
    const Decimal count(static_cast<std::int64_t>(numbers.size()));
    Decimal sum, squares;
    for (const Decimal& n : numbers) {
        POTOK_TRY(sum, add(sum, n));
    }
    POTOK_TRY(const Decimal mean, div(sum, count));
    for (const Decimal& n : numbers) {
        POTOK_TRY(const Decimal off, sub(n, mean));
        POTOK_TRY(const Decimal square, mul(off, off));
        POTOK_TRY(squares, add(squares, square));
    }
    POTOK_TRY(const Decimal less, sub(count, Decimal(1)));
    POTOK_TRY(const Decimal variance, div(squares, less));
    POTOK_TRY(const Decimal root, sqrt(variance));
    return root;
}

// The most frequent ones, ascending.
Result<Value> run_mode(Call& c) {
    POTOK_TRY(auto numbers, numbers_of(c));
    if (!c.charge(numbers.size() * 4)) return budget_spent();
    std::stable_sort(numbers.begin(), numbers.end());
    ValueList out;
    std::size_t most = 0;
    for (std::size_t i = 0; i < numbers.size();) {
        std::size_t end = i;
        while (end < numbers.size() && numbers[end] == numbers[i]) ++end;
        if (end - i > most) out.clear();
        if (end - i >= most) out.emplace_back(numbers[i]);
        most = std::max(most, end - i);
        i = end;
    }
    return out;
}

// sum by currency(list): {PLN: 12.50 PLN, EUR: 3 EUR}, by code; what is null is left out.
Result<Value> run_sum_by_currency(Call& c) {
    ValueContext out;
    const auto& items = c.as<ValueList>(0);
    if (!c.charge(items.size())) return budget_spent();
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i].is_null()) continue;
        const auto* m = items[i].as<Money>();
        if (!m) return bad_argument(1, type_of(items[i]).str());
        const auto at = std::lower_bound(out.begin(), out.end(), m->currency,
                                         [](const auto& e, const std::string& code) { return e.first < code; });
        if (at == out.end() || at->first != m->currency) {
            out.emplace(at, m->currency, *m);
            continue;
        }
        POTOK_TRY(at->second, arithmetic(Op::add, at->second, *m, c.context().zone()));
    }
    return out;
}

constexpr KindMask several = mask(Kind::list, Kind::number);

constexpr Function table[] = {
    {"max", "list", 1, variadic, {any_kind, any_kind, any_kind, any_kind}, one_of, run_extreme<true>},
    {"mean", "list", 1, variadic, {any_kind, any_kind, any_kind, any_kind}, one_of, run_mean},
    {"median", "list", 1, variadic, {several, several, several, several}, gives<Kind::number>, run_median},
    {"min", "list", 1, variadic, {any_kind, any_kind, any_kind, any_kind}, one_of, run_extreme<false>},
    {"mode", "list", 1, variadic, {several, several, several, several}, gives<Kind::list>, run_mode},
    {"product", "list", 1, variadic, {several, several, several, several}, gives<Kind::number>, run_product},
    {"stddev", "list", 1, variadic, {several, several, several, several}, gives<Kind::number>, run_stddev},
    {"sum", "list", 1, variadic, {any_kind, any_kind, any_kind, any_kind}, one_of, run_sum},
    {"sum by currency", "list", 1, 1, {mask(Kind::list)}, gives<Kind::context>, run_sum_by_currency, traits(Trait::own)},
};

}  // namespace

std::span<const Function> statistics_functions() { return table; }

}  // namespace potok::expr
