// Values that live only inside an expression: ranges and functions.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/value.h"

namespace potok::expr {

struct Ast;

// [1..5], (1..5], (< 5). An end that is null and not open is an end whose value is missing: nothing can be said of it.
struct Range final : Transient {
    Value start, end;
    bool start_included = false, end_included = false;
    bool no_start = false, no_end = false;  // it has no such end: (< 5), (>= 5)

    bool equals(const Transient& other) const override {
        const auto* r = dynamic_cast<const Range*>(&other);
        return r && start == r->start && end == r->end && start_included == r->start_included &&
               end_included == r->end_included && no_start == r->no_start && no_end == r->no_end;
    }
};

// function(x) x + 1, with the variables that it was made among. Of one evaluation: it points into its tree.
struct Closure final : Transient {
    const Ast* ast = nullptr;
    std::uint32_t node = 0;
    std::size_t parameters = 0;
    std::vector<Value> variables;

    bool equals(const Transient& other) const override { return this == &other; }
};

inline const Range* as_range(const Value& v) { return dynamic_cast<const Range*>(v.as<Transient>()); }
inline const Closure* as_closure(const Value& v) { return dynamic_cast<const Closure*>(v.as<Transient>()); }

}  // namespace potok::expr
