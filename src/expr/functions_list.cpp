// Lists.
#include <algorithm>

#include "expr/function.h"
#include "expr/operators.h"

namespace potok::expr {

namespace {

constexpr KindMask list = mask(Kind::list);

Result<Value> run_count(Call& c) { return static_cast<std::int64_t>(c.as<ValueList>(0).size()); }

Result<Value> run_list_contains(Call& c) {
    const auto* items = c[0].as<ValueList>();
    if (!items) return Value();
    const bool found =
        std::any_of(items->begin(), items->end(), [&](const Value& v) { return same_value(v, c[1], c.budget()); });
    if (!c.charge(items->size())) return budget_spent();
    return found;
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
        const bool known =
            std::any_of(out.begin(), out.end(), [&](const Value& v) { return same_value(v, item, c.budget()); });
        if (!c.charge(1)) return false;
        if (!known) out.push_back(item);
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
        if (same_value((*items)[i], c[1], c.budget())) out.emplace_back(static_cast<std::int64_t>(i + 1));
    }
    if (!c.charge(0)) return budget_spent();
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

// list replace(list, position, newItem) or list replace(list, match, newItem): match(item, newItem) says which.
Result<Value> run_list_replace(Call& c) {
    const auto* items = c[0].as<ValueList>();
    if (!items || c[1].is_null()) return Value();
    if (!c.charge(items->size())) return budget_spent();
    ValueList out = *items;
    if (const auto* position = c[1].as<Decimal>()) {
        const auto at = index_in(out, *position, 0);
        if (!at) return bad_argument(2, position->str());
        out[*at] = c[2];
        return out;
    }
    for (Value& item : out) {
        POTOK_TRY(const Value matches, c.invoke(c[1], {item, c[2]}));
        const bool* yes = matches.as<bool>();
        if (!yes) return bad_argument(2, type_of(matches).str());
        if (*yes) item = c[2];
    }
    return out;
}

// Merge sort: stable, and whatever `precedes` says it ends.
Status merge_sort(Call& c, ValueList& items, ValueList& spare, std::size_t from, std::size_t to) {
    if (to - from < 2) return {};
    const std::size_t middle = from + (to - from) / 2;
    POTOK_CHECK(merge_sort(c, items, spare, from, middle));
    POTOK_CHECK(merge_sort(c, items, spare, middle, to));
    std::size_t left = from, right = middle;
    for (std::size_t i = from; i < to; ++i) {
        bool take_right = left == middle;
        if (!take_right && right < to) {
            if (!c.charge(1)) return budget_spent();
            if (c.count() == 2) {
                POTOK_TRY(const Value before, c.invoke(c[1], {items[right], items[left]}));
                const bool* yes = before.as<bool>();
                if (!yes) return bad_argument(2, type_of(before).str());
                take_right = *yes;
            } else {
                POTOK_TRY(const auto order, ordering(items[right], items[left]));
                take_right = order < 0;
            }
        }
        spare[i] = take_right ? items[right++] : items[left++];
    }
    std::copy(spare.begin() + static_cast<std::ptrdiff_t>(from), spare.begin() + static_cast<std::ptrdiff_t>(to),
              items.begin() + static_cast<std::ptrdiff_t>(from));
    return {};
}

Result<Value> run_sort(Call& c) {
    ValueList items = c.as<ValueList>(0), spare(items.size());
    for (std::size_t i = 0; i < items.size() && c.count() == 1; ++i) {
        if (items[i].is_null()) return error("expr.null_item", {{"position", std::to_string(i + 1)}});
    }
    POTOK_CHECK(merge_sort(c, items, spare, 0, items.size()));
    return items;
}

constexpr KindMask number = mask(Kind::number);
constexpr KindMask function = mask(Kind::function);

constexpr Function table[] = {
    {"append", "list, item", 1, variadic, {list, any_kind, any_kind, any_kind}, gives<Kind::list>, run_append,
     traits(Trait::takes_null)},
    {"concatenate", "list", 1, variadic, {list, list, list, list}, gives<Kind::list>, run_concatenate},
    {"count", "list", 1, 1, {list}, gives<Kind::number>, run_count},
    {"distinct values", "list", 1, 1, {list}, first_list, run_union},
    {"flatten", "list", 1, 1, {list}, gives<Kind::list>, run_flatten},
    {"index of", "list, match", 2, 2, {list, any_kind}, gives<Kind::list>, run_index_of, traits(Trait::takes_null)},
    {"insert before", "list, position, newItem", 3, 3, {list, number, any_kind}, gives<Kind::list>, run_insert_before,
     traits(Trait::takes_null)},
    {"list contains", "list, element", 2, 2, {list, any_kind}, gives<Kind::boolean>, run_list_contains,
     traits(Trait::takes_null)},
    {"list replace", "list, position, newItem | list, match, newItem", 3, 3, {list, number | function, any_kind},
     gives<Kind::list>, run_list_replace, traits(Trait::takes_null)},
    {"remove", "list, position", 2, 2, {list, number}, first_list, run_remove},
    {"reverse", "list", 1, 1, {list}, first_list, run_reverse},
    {"sort", "list, precedes", 1, 2, {list, function}, first_list, run_sort},
    {"sublist", "list, start position, length", 2, 3, {list, number, number}, first_list, run_sublist},
    {"union", "list", 1, variadic, {list, list, list, list}, gives<Kind::list>, run_union},
};

}  // namespace

std::span<const Function> list_functions() { return table; }

}  // namespace potok::expr
