// What FEEL's operators do with two values. Null operands are the caller's business: these functions take
// values. Errors (without place): expr.operand_types, expr.currency_mismatch, number.*, date.out_of_range,
// expr.too_large.
#pragma once

#include <compare>
#include <optional>

#include "base/calendar.h"
#include "expr/ast.h"

namespace potok::expr {

// `zone` is asked for the local date and time when months are added to a moment.
Result<Value> arithmetic(Op op, const Value& a, const Value& b, const Zone& zone);
Result<Value> negated(const Value& value);
// Both of one ordered kind: number, string, date, time, moment, duration, money of one currency.
Result<std::strong_ordering> ordering(const Value& a, const Value& b);
// Any two values; null equals null and nothing else. Different kinds are an error.
// What is compared is taken from `budget`; once that is below zero the answer means nothing.
Result<bool> equality(const Value& a, const Value& b, std::int64_t& budget);
Result<bool> comparison(Op op, const Value& a, const Value& b, std::int64_t& budget);
// Deep, whatever the kinds: how items of lists are found.
bool same_value(const Value& a, const Value& b, std::int64_t& budget);

// The same on types: nothing when the operands can never fit.
std::optional<Type> arithmetic_type(Op op, const Type& a, const Type& b);
bool comparable(Op op, const Type& a, const Type& b);

// Parts of values by name: date.year, moment.hour, duration.days, money.amount. Nothing: no such part.
std::optional<Value> part_of(const Value& value, std::string_view name, const Zone& zone);
std::optional<Type> part_type(Kind kind, std::string_view name);

}  // namespace potok::expr
