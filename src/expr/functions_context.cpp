// Contexts: their entries read and put together.
#include <algorithm>

#include "expr/function.h"

namespace potok::expr {

namespace {

constexpr KindMask context = mask(Kind::context);
constexpr KindMask string = mask(Kind::string);
constexpr KindMask list = mask(Kind::list);

const Value* entry(const ValueContext& entries, std::string_view key) {
    const auto at = std::find_if(entries.begin(), entries.end(), [&](const auto& e) { return e.first == key; });
    return at == entries.end() ? nullptr : &at->second;
}

void put(ValueContext& entries, const std::string& key, const Value& value) {
    const auto at = std::find_if(entries.begin(), entries.end(), [&](const auto& e) { return e.first == key; });
    if (at == entries.end()) entries.emplace_back(key, value);
    else at->second = value;
}

Result<Value> run_get_value(Call& c) {
    const Value* found = entry(c.as<ValueContext>(0), c.as<std::string>(1));
    return found ? *found : Value();
}

Result<Value> run_get_entries(Call& c) {
    ValueList out;
    for (const auto& [key, value] : c.as<ValueContext>(0)) {
        out.emplace_back(ValueContext{{"key", key}, {"value", value}});
    }
    return out;
}

// context([{key: "a", value: 1}, …])
Result<Value> run_context(Call& c) {
    const auto& entries = c.as<ValueList>(0);
    ValueContext out;
    for (const Value& e : entries) {
        const auto* pair = e.as<ValueContext>();
        const Value* key = pair ? entry(*pair, "key") : nullptr;
        const Value* value = pair ? entry(*pair, "value") : nullptr;
        const auto* name = key ? key->as<std::string>() : nullptr;
        if (!name || !value || entry(out, *name)) return bad_argument(1, type_of(e).str());
        if (!c.charge(1 + out.size() / 16)) return budget_spent();
        out.emplace_back(*name, *value);
    }
    return out;
}

Result<Value> put_at(Call& c, const ValueContext& into, std::span<const Value> keys) {
    const auto* key = keys[0].as<std::string>();
    if (!key) return bad_argument(2, type_of(keys[0]).str());
    if (!c.charge(into.size())) return budget_spent();
    ValueContext out = into;
    if (keys.size() == 1) {
        put(out, *key, c[2]);
        return out;
    }
    const Value* inner = entry(out, *key);
    const auto* entries = inner ? inner->as<ValueContext>() : nullptr;
    if (!entries) return bad_argument(2, *key);
    POTOK_TRY(const Value changed, put_at(c, *entries, keys.subspan(1)));
    put(out, *key, changed);
    return out;
}

// context put(context, key, value), or with a list of keys that leads into contexts within.
Result<Value> run_put(Call& c) {
    if (c[0].is_null() || c[1].is_null()) return Value();
    const auto* path = c[1].as<ValueList>();
    if (path && path->empty()) return bad_argument(2, "[]");
    return put_at(c, c.as<ValueContext>(0), path ? std::span<const Value>(*path) : std::span(&c[1], 1));
}

Result<Value> run_merge(Call& c) {
    ValueContext out;
    for (const Value& each : c.as<ValueList>(0)) {
        const auto* entries = each.as<ValueContext>();
        if (!entries) return bad_argument(1, type_of(each).str());
        if (!c.charge(entries->size() * (1 + out.size() / 16))) return budget_spent();
        for (const auto& [key, value] : *entries) put(out, key, value);
    }
    return out;
}

constexpr Function table[] = {
    {"context", "entries", 1, 1, {list}, gives<Kind::context>, run_context},
    {"context merge", "contexts", 1, 1, {list}, gives<Kind::context>, run_merge},
    {"context put", "context, key, value | context, keys, value", 3, 3, {context, string | list, any_kind},
     gives<Kind::context>, run_put, traits(Trait::takes_null)},
    {"get entries", "m", 1, 1, {context}, gives<Kind::list>, run_get_entries},
    {"get value", "m, key", 2, 2, {context, string}, gives<Kind::any>, run_get_value},
};

}  // namespace

std::span<const Function> context_functions() { return table; }

}  // namespace potok::expr
