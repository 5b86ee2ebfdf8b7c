// Lists.
#include <algorithm>

#include "expr/function.h"
#include "expr/operators.h"

namespace potok::expr {

namespace {

constexpr KindMask list = mask(Kind::list);

Type first_argument(std::span<const Type> args) {
    if (args[0].kind == Kind::list) return args[0];
    return Type::list_of(args[0].kind == Kind::null ? Type() : args[0]);  // one value stands for a list of it
}

// min(1, 2, 3) or min([1, 2, 3]): what comes out is one of what went in.
Type one_of(std::span<const Type> args) {
    if (args.size() == 1) return args[0].kind == Kind::list ? args[0].item_type() : args[0];
    Type t = args[0];
    for (const Type& a : args.subspan(1)) t = unified(t, a);
    return t;
}

const ValueList& items_of(Call& c, ValueList& several) {
    if (c.count() == 1 && c[0].as<ValueList>()) return *c[0].as<ValueList>();
    several.assign(c.args().begin(), c.args().end());
    return several;
}

Result<Value> run_count(Call& c) { return static_cast<std::int64_t>(c.as<ValueList>(0).size()); }

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

Result<Value> run_list_contains(Call& c) {
    const auto* items = c[0].as<ValueList>();
    if (!items) return Value();
    if (!c.charge(items->size())) return budget_spent();
    return std::find(items->begin(), items->end(), c[1]) != items->end();
}

Result<Value> run_append(Call& c) {
    const auto* items = c[0].as<ValueList>();
    if (!items) return Value();
    if (!c.charge(items->size())) return budget_spent();
    ValueList out = *items;
    out.insert(out.end(), c.args().begin() + 1, c.args().end());
    return out;
}

Result<Value> run_concatenate(Call& c) {
    ValueList out;
    for (std::size_t i = 0; i < c.count(); ++i) {
        const auto& items = c.as<ValueList>(i);
        if (!c.charge(items.size())) return budget_spent();
        out.insert(out.end(), items.begin(), items.end());
    }
    return out;
}

// What is not in `out` yet goes in.
bool add_distinct(Call& c, ValueList& out, const ValueList& items) {
    for (const Value& item : items) {
        if (!c.charge(out.size() + 1)) return false;
        if (std::find(out.begin(), out.end(), item) == out.end()) out.push_back(item);
    }
    return true;
}

Result<Value> run_union(Call& c) {
    ValueList out;
    for (std::size_t i = 0; i < c.count(); ++i) {
        if (!add_distinct(c, out, c.as<ValueList>(i))) return budget_spent();
    }
    return out;
}

Result<Value> run_index_of(Call& c) {
    const auto* items = c[0].as<ValueList>();
    if (!items) return Value();
    if (!c.charge(items->size())) return budget_spent();
    ValueList out;
    for (std::size_t i = 0; i < items->size(); ++i) {
        if ((*items)[i] == c[1]) out.emplace_back(static_cast<std::int64_t>(i + 1));
    }
    return out;
}

Result<Value> run_reverse(Call& c) {
    ValueList out = c.as<ValueList>(0);
    if (!c.charge(out.size())) return budget_spent();
    std::reverse(out.begin(), out.end());
    return out;
}

bool flatten_into(Call& c, ValueList& out, const ValueList& items) {
    for (const Value& item : items) {
        if (!c.charge(1)) return false;
        if (const auto* inner = item.as<ValueList>()) {
            if (!flatten_into(c, out, *inner)) return false;
        } else {
            out.push_back(item);
        }
    }
    return true;
}

Result<Value> run_flatten(Call& c) {
    ValueList out;
    if (!flatten_into(c, out, c.as<ValueList>(0))) return budget_spent();
    return out;
}

// The position as an index into `items`: from 1, or from the end when negative.
std::optional<std::size_t> index_in(const ValueList& items, const Decimal& position, std::size_t beyond) {
    const auto n = position.to_int64();
    const auto size = static_cast<std::int64_t>(items.size());
    if (!n || *n == 0 || *n > size + static_cast<std::int64_t>(beyond) || *n < -size) return std::nullopt;
    return static_cast<std::size_t>(*n > 0 ? *n - 1 : size + *n);
}

Result<Value> run_sublist(Call& c) {
    const auto& items = c.as<ValueList>(0);
    const auto from = index_in(items, c.as<Decimal>(1), 0);
    if (!from) return bad_argument(2, c.as<Decimal>(1).str());
    std::size_t length = items.size() - *from;
    if (c.count() == 3) {
        const auto wanted = c.as<Decimal>(2).to_int64();
        if (!wanted || *wanted < 0) return bad_argument(3, c.as<Decimal>(2).str());
        length = std::min(length, static_cast<std::size_t>(*wanted));
    }
    if (!c.charge(length)) return budget_spent();
    const auto first = items.begin() + static_cast<std::ptrdiff_t>(*from);
    return ValueList(first, first + static_cast<std::ptrdiff_t>(length));
}

Result<Value> run_remove(Call& c) {
    ValueList out = c.as<ValueList>(0);
    if (!c.charge(out.size())) return budget_spent();
    const auto at = index_in(out, c.as<Decimal>(1), 0);
    if (!at) return bad_argument(2, c.as<Decimal>(1).str());
    out.erase(out.begin() + static_cast<std::ptrdiff_t>(*at));
    return out;
}

Result<Value> run_insert_before(Call& c) {
    if (c[0].is_null() || c[1].is_null()) return Value();
    ValueList out = c.as<ValueList>(0);
    if (!c.charge(out.size())) return budget_spent();
    const auto at = index_in(out, c.as<Decimal>(1), 0);
    if (!at) return bad_argument(2, c.as<Decimal>(1).str());
    out.insert(out.begin() + static_cast<std::ptrdiff_t>(*at), c[2]);
    return out;
}

constexpr KindMask number = mask(Kind::number);

constexpr Function table[] = {
    {"append", 1, variadic, {list, any_kind, any_kind, any_kind}, gives<Kind::list>, run_append, true},
    {"concatenate", 1, variadic, {list, list, list, list}, gives<Kind::list>, run_concatenate},
    {"count", 1, 1, {list}, gives<Kind::number>, run_count},
    {"distinct values", 1, 1, {list}, first_argument, run_union},
    {"flatten", 1, 1, {list}, gives<Kind::list>, run_flatten},
    {"index of", 2, 2, {list, any_kind}, gives<Kind::list>, run_index_of, true},
    {"insert before", 3, 3, {list, number, any_kind}, gives<Kind::list>, run_insert_before, true},
    {"list contains", 2, 2, {list, any_kind}, gives<Kind::boolean>, run_list_contains, true},
    {"max", 1, variadic, {any_kind, any_kind, any_kind, any_kind}, one_of, run_extreme<true>},
    {"mean", 1, variadic, {any_kind, any_kind, any_kind, any_kind}, one_of, run_mean},
    {"min", 1, variadic, {any_kind, any_kind, any_kind, any_kind}, one_of, run_extreme<false>},
    {"remove", 2, 2, {list, number}, first_argument, run_remove},
    {"reverse", 1, 1, {list}, first_argument, run_reverse},
    {"sublist", 2, 3, {list, number, number}, first_argument, run_sublist},
    {"sum", 1, variadic, {any_kind, any_kind, any_kind, any_kind}, one_of, run_sum},
    {"union", 1, variadic, {list, list, list, list}, gives<Kind::list>, run_union},
};

}  // namespace

std::span<const Function> list_functions() { return table; }

}  // namespace potok::expr
