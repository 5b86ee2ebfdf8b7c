// Value: anything a field of a record, an argument of a command or an expression can be.
#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/clock.h"
#include "base/decimal.h"
#include "base/id.h"
#include "base/result.h"

namespace potok {

using Json = nlohmann::json;

// A calendar day: days since 1970-01-01 (proleptic Gregorian).
struct Date {
    std::int32_t days = 0;
    auto operator<=>(const Date&) const = default;
};

// Time of day: milliseconds since midnight, local.
struct TimeOfDay {
    std::int32_t ms = 0;
    auto operator<=>(const TimeOfDay&) const = default;
};

// ISO 8601 duration of days, hours, minutes, seconds ("PT24H").
struct DayTimeDuration {
    std::int64_t ms = 0;
    auto operator<=>(const DayTimeDuration&) const = default;
};

// ISO 8601 duration of years and months ("P1Y2M").
struct YearMonthDuration {
    std::int64_t months = 0;
    auto operator<=>(const YearMonthDuration&) const = default;
};

// Minor units of an ISO 4217 currency: {18460000, "RUB"} is 184 600.00 ₽.
struct Money {
    std::int64_t minor = 0;
    std::string currency;
    bool operator==(const Money&) const = default;
};

// A reference to a record, whatever its type.
struct Ref {
    Uuid id;
    auto operator<=>(const Ref&) const = default;
};

// What lives only while an expression is evaluated (a range, a function: expr/range.h). Never stored: in JSON it is null.
class Transient {
public:
    virtual ~Transient() = default;
    virtual bool equals(const Transient& other) const = 0;
};

class Value;
using ValueList = std::vector<Value>;
using ValueContext = std::vector<std::pair<std::string, Value>>;  // keeps the order of its entries

class Value {
public:
    using Storage = std::variant<std::monostate, bool, Decimal, std::string, Date, TimeOfDay, Instant, DayTimeDuration,
                                 YearMonthDuration, Money, Ref, std::shared_ptr<const ValueList>,
                                 std::shared_ptr<const ValueContext>, std::shared_ptr<const Transient>>;

    Value() = default;  // null
    template <std::same_as<bool> B>  // only a true bool: a pointer must not become one
    Value(B v) : v_(v) {}
    Value(Decimal v) : v_(v) {}
    Value(int v) : v_(Decimal(v)) {}
    Value(std::int64_t v) : v_(Decimal(v)) {}
    Value(std::string v) : v_(std::move(v)) {}
    Value(const char* v) : v_(std::string(v)) {}
    Value(std::string_view v) : v_(std::string(v)) {}
    Value(Date v) : v_(v) {}
    Value(TimeOfDay v) : v_(v) {}
    Value(Instant v) : v_(v) {}
    Value(DayTimeDuration v) : v_(v) {}
    Value(YearMonthDuration v) : v_(v) {}
    Value(Money v) : v_(std::move(v)) {}
    Value(Ref v) : v_(v) {}
    Value(Uuid v) : v_(Ref{v}) {}
    Value(ValueList v) : v_(std::make_shared<const ValueList>(std::move(v))) {}
    Value(ValueContext v) : v_(std::make_shared<const ValueContext>(std::move(v))) {}

    Value(std::shared_ptr<const Transient> v) : v_(std::move(v)) {}

    bool is_null() const { return v_.index() == 0; }
    template <class T>
    const T* as() const {
        if constexpr (std::is_same_v<T, ValueList> || std::is_same_v<T, ValueContext> ||
                      std::is_same_v<T, Transient>) {
            auto p = std::get_if<std::shared_ptr<const T>>(&v_);
            return p ? p->get() : nullptr;
        } else {
            return std::get_if<T>(&v_);
        }
    }
    const Storage& storage() const { return v_; }
    bool operator==(const Value& other) const;  // deep; 1.0 == 1; contexts whatever the order of their entries

private:
    Storage v_;
};

// Canonical JSON, the form of history rows, command arguments and exports, unambiguous for every kind:
// null, true, "text" as such; everything else tagged: {"n":"12.5"} {"d":"2026-11-22"} {"t":"10:30:00"}
// {"i":"2026-11-22T07:00:00.000Z"} {"dur":"PT24H"} {"ym":"P1Y2M"} {"m":"184600.00","c":"RUB"} {"ref":"uuid"} [list] {"ctx":{...}}
// The entries of a context come back in the order of their keys.
Json to_json(const Value& value);
// Hostile input welcome. Also takes plain JSON whole numbers for numbers. Nested at most 64 deep.
// error: value.malformed with the JSON path
Result<Value> value_from_json(const Json& json);

}  // namespace potok
