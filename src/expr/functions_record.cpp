// Records of the workspace by what their fields hold. What the context finds is charged by its number.
#include "expr/function.h"

namespace potok::expr {

namespace {

constexpr KindMask string = mask(Kind::string);

Type unknown(std::span<const Type>) { return {}; }  // the checker knows better

Result<ValueList> found(Call& c, std::size_t most) {
    if (!c.charge(100)) return budget_spent();  // a search costs more than a step
    auto records = c.context().records(c.as<std::string>(0), c.as<std::string>(1), c[2], most);
    if (!records) return bad_argument(1, c.as<std::string>(0).substr(0, 64) + "." + c.as<std::string>(1).substr(0, 64));
    if (!c.charge(records->size())) return budget_spent();
    return *std::move(records);
}

Result<Value> run_lookup(Call& c) {
    if (c[0].is_null() || c[1].is_null() || c[2].is_null()) return Value();
    POTOK_TRY(const ValueList records, found(c, 1));
    return records.empty() ? Value() : records.front();
}

Result<Value> run_records(Call& c) {
    if (c[0].is_null() || c[1].is_null()) return Value();
    if (c[2].is_null()) return ValueList();
    POTOK_TRY(ValueList records, found(c, max_records));
    if (records.size() == max_records) return error("expr.too_many_records", {{"most", std::to_string(max_records)}});
    return records;
}

Result<Value> run_related(Call& c) {
    if (!c.charge(100)) return budget_spent();
    auto records = c.context().related(c.as<Ref>(0), c.as<std::string>(1), max_records);
    if (!records) return bad_argument(2, c.as<std::string>(1).substr(0, 64));
    if (records->size() == max_records) return error("expr.too_many_records", {{"most", std::to_string(max_records)}});
    if (!c.charge(records->size())) return budget_spent();
    return *std::move(records);
}

constexpr std::uint8_t typed = Trait::own | Trait::of_records;

constexpr Function table[] = {
    {"lookup", "type, field, value", 3, 3, {string, string, any_kind}, unknown, run_lookup,
     static_cast<std::uint8_t>(typed | traits(Trait::takes_null))},
    {"records", "type, field, value", 3, 3, {string, string, any_kind}, unknown, run_records,
     static_cast<std::uint8_t>(typed | traits(Trait::takes_null))},
    {"related", "record, type", 2, 2, {mask(Kind::record), string}, unknown, run_related, typed},
};

}  // namespace

std::span<const Function> record_functions() { return table; }

}  // namespace potok::expr
