// Types of expressions. `any` goes with everything: it is what is known only when the expression runs.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/value.h"

namespace potok::expr {

enum class Kind {
    any,
    null,
    boolean,
    number,
    string,
    date,
    time,
    date_time,       // a moment (Instant); written without offset it is local to the context's zone
    days_duration,   // days and time: "PT24H"
    years_duration,  // years and months: "P1Y2M"
    money,
    record,   // a reference; `record` names the type of the record
    list,     // of `item`
    context,  // with `fields`; no fields = not known
    range,    // of `item`
    function,  // gives `item`; `fields` are its parameters
};
inline constexpr Kind last_kind = Kind::function;

struct Type {
    Kind kind = Kind::any;
    std::string record;                // record: type key ("client"), empty = any record
    std::shared_ptr<const Type> item;  // list, range, function; nothing = any
    std::shared_ptr<const std::vector<std::pair<std::string, Type>>> fields;  // context, function

    Type() = default;
    Type(Kind k) : kind(k) {}
    static Type record_of(std::string type_key);
    static Type list_of(Type item);
    static Type context_of(std::vector<std::pair<std::string, Type>> fields);
    static Type range_of(Type item);
    static Type function_of(std::vector<std::pair<std::string, Type>> parameters, Type result);

    Type item_type() const { return item ? *item : Type(); }
    bool operator==(const Type& other) const;
    std::string str() const;  // "list of number": for the arguments of errors
};

std::string_view name_of(Kind kind);  // "date and time"

// Can a value of the one type ever be one of the other? `any` and `null` go with all.
bool compatible(const Type& a, const Type& b);
// The type of "either of the two": the common one, or `any`.
Type unified(const Type& a, const Type& b);
// The type of a value at hand.
Type type_of(const Value& value);
// Is the value of that type? Lists, contexts and ranges are looked into; everything is of type any.
bool conforms(const Value& value, const Type& type);

// A type as FEEL writes it: "number", "list<string>", "context<a: number>", "function<number> -> string", "range<date>";
// Potok's own: "money", "record", "record<client>". error: expr.unknown_type {name}, or one of syntax
Result<Type> parse_type(std::string_view text);

}  // namespace potok::expr
