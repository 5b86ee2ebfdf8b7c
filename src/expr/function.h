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

// Runs functions that an expression defines; done by the evaluator.
class Callbacks {
public:
    virtual ~Callbacks() = default;
    // error: expr.no_function {given}, also when it takes another number of arguments
    virtual Result<Value> invoke(const Value& function, std::vector<Value> args) = 0;
};

// What a function may see while it runs.
class Call {
public:
    Call(const EvalContext& context, std::span<const Value> args, std::int64_t& budget, Callbacks* callbacks = nullptr)
        : context_(context), args_(args), budget_(budget), callbacks_(callbacks) {}

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
    std::int64_t& budget() { return budget_; }
    Result<Value> invoke(const Value& function, std::vector<Value> args) {
        if (!callbacks_) return error("expr.no_function", {{"given", ""}});
        return callbacks_->invoke(function, std::move(args));
    }

private:
    const EvalContext& context_;
    std::span<const Value> args_;
    std::int64_t& budget_;
    Callbacks* callbacks_;
};

using KindMask = std::uint32_t;
constexpr KindMask mask(Kind kind) { return 1u << static_cast<unsigned>(kind); }
template <class... Kinds>
constexpr KindMask mask(Kind first, Kinds... rest) {
    return mask(first) | mask(rest...);
}
inline constexpr KindMask any_kind = ~KindMask{0};

inline constexpr std::uint8_t variadic = 255;

enum class Trait : std::uint8_t {
    takes_null = 1,  // otherwise a null among the arguments makes it null
    reads_text = 2,  // of one string, which the checker reads ahead where it is a literal: date("2026-11-22")
    quiet = 4,       // what is missing among its arguments is no diagnostic: `is defined`
    own = 8,         // Potok's, not FEEL's
    of_records = 16  // asks for records of a type: the checker looks at the literals
};
constexpr std::uint8_t operator|(Trait a, Trait b) {
    return static_cast<std::uint8_t>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
constexpr std::uint8_t traits(Trait t) { return static_cast<std::uint8_t>(t); }

struct Function {
    std::string_view name;
    std::string_view names;  // of its parameters, "from | year, month, day" where there are several ways
    std::uint8_t least = 0, most = 0;  // arguments; variadic: any number of the last parameter's kind
    std::array<KindMask, 4>
        params{};  // what each may be; a single value stands for a list of one where a list is due
    Type (*result)(std::span<const Type>) = nullptr;
    // Its value; an Error (without place) says why it has none.
    Result<Value> (*run)(Call&) = nullptr;
    std::uint8_t traits = 0;

    bool has(Trait t) const { return (traits & static_cast<std::uint8_t>(t)) != 0; }
    KindMask param(std::size_t i) const { return params[i < params.size() ? i : params.size() - 1]; }
};

std::span<const Function> functions();  // sorted by name
std::optional<std::uint32_t> function_index(std::string_view name);

// The parts of the table, by subject.
std::span<const Function> logic_functions();
std::span<const Function> number_functions();
std::span<const Function> string_functions();
std::span<const Function> pattern_functions();
std::span<const Function> list_functions();
std::span<const Function> statistics_functions();
std::span<const Function> range_functions();
std::span<const Function> context_functions();
std::span<const Function> time_functions();
std::span<const Function> work_functions();
std::span<const Function> record_functions();
std::span<const Function> check_functions();
std::span<const Function> words_functions();

template <Kind kind>
Type gives(std::span<const Type>) {
    return kind;
}

// The argument as a whole number within bounds.
Result<int> whole(Call& c, std::size_t i, int least, int most);
// The day of a date; of a moment the local one.
Date day_of(Call& c, std::size_t i);

// "{function} cannot take this": the evaluator adds the name.
Error bad_argument(std::size_t position, std::string reason);
Error budget_spent();
Error text_too_large();

// Result types that follow from the arguments.
Type first_list(std::span<const Type> args);     // the first argument as a list
Type same_as_first(std::span<const Type> args);  // a list of one may stand for its item
Type one_of(std::span<const Type> args);         // min(1, 2, 3), min([1, 2, 3]): one of what went in

// f([1, 2, 3]) or f(1, 2, 3): the items. `several` keeps them where they were given one by one.
const ValueList& items_of(Call& c, ValueList& several);

// A value as FEEL's string() writes it: numbers plainly, dates and durations as ISO 8601, a string as it is, within lists
// and contexts in quotes.
std::string value_text(const Value& value);

}  // namespace potok::expr
