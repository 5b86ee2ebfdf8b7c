// The built-in functions: one table, which the parser asks for names, the checker for types and the evaluator
// for work. Inside this floor only.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "expr/expression.h"
#include "expr/type.h"

namespace potok::expr {

// What a function may see while it runs.
class Call {
public:
    Call(const EvalContext& context, std::span<const Value> args, std::int64_t& budget)
        : context_(context), args_(args), budget_(budget) {}

    std::size_t count() const { return args_.size(); }
    const Value& operator[](std::size_t i) const { return args_[i]; }
    std::span<const Value> args() const { return args_; }
    // The argument as a T. Only where the function's parameters say that it can be nothing else.
    template <class T>
    const T& as(std::size_t i) const {
        const T* p = args_[i].as<T>();
        assert(p != nullptr);
        return *p;
    }
    const EvalContext& context() const { return context_; }
    // Counts work in proportion to the data against the budget of the evaluation; false: spent.
    bool charge(std::size_t steps) {
        budget_ -= static_cast<std::int64_t>(steps);
        return budget_ >= 0;
    }

private:
    const EvalContext& context_;
    std::span<const Value> args_;
    std::int64_t& budget_;
};

using KindMask = std::uint32_t;
constexpr KindMask mask(Kind kind) { return 1u << static_cast<unsigned>(kind); }
template <class... Kinds>
constexpr KindMask mask(Kind first, Kinds... rest) {
    return mask(first) | mask(rest...);
}
inline constexpr KindMask any_kind = ~KindMask{0};

inline constexpr std::uint8_t variadic = 255;

struct Function {
    std::string_view name;
    std::uint8_t least = 0, most = 0;  // arguments; variadic: any number of the last parameter's kind
    std::array<KindMask, 4>
        params{};  // what each may be; a single value stands for a list of one where a list is due
    Type (*result)(std::span<const Type>) = nullptr;
    // Its value; an Error (without place) says why it has none.
    Result<Value> (*run)(Call&) = nullptr;
    bool takes_null = false;  // otherwise a null among the arguments makes it null
    bool reads_text =
        false;  // of one string, which the checker reads ahead where it is a literal: date("2026-11-22")
    bool quiet = false;  // what is missing among its arguments is no diagnostic: `is defined`

    KindMask param(std::size_t i) const { return params[i < params.size() ? i : params.size() - 1]; }
};

std::span<const Function> functions();  // sorted by name
std::optional<std::uint32_t> function_index(std::string_view name);

// The parts of the table, by subject.
std::span<const Function> logic_functions();
std::span<const Function> number_functions();
std::span<const Function> string_functions();
std::span<const Function> list_functions();
std::span<const Function> time_functions();

template <Kind kind>
Type gives(std::span<const Type>) {
    return kind;
}

// "{function} cannot take this": the evaluator adds the name.
Error bad_argument(std::size_t position, std::string reason);
Error budget_spent();
Error text_too_large();

// A value as FEEL's string() writes it: numbers plainly, dates and durations as ISO 8601, strings as they
// are.
std::string value_text(const Value& value);

}  // namespace potok::expr
