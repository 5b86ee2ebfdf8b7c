// Unary tests: the input cells of decision tables (DMN 1.3, 10.3.1.2, grammar rules 12 to 18).
//
//   -                 anything
//   < 5, >= @"2026-01-01"      compared with the input
//   [1..5), (< 5)     within the range
//   "a", "b"          one of these; a list among them holds the input when it contains it
//   not("a", > 5)     none of these
//   ? * 2 > 10, starts with(?, "x")    a condition over the input, which is called ?
#pragma once

#include "expr/expression.h"

namespace potok::expr {

class UnaryTests {
public:
    // Errors: those of Expression::compile. `input` is the type of what will be tested.
    static Result<UnaryTests> compile(std::string_view source, const Type& input = Type(), const Schema* schema = nullptr);

    const std::string& source() const;
    bool anything() const;  // "-"
    const Ast& ast() const { return *ast_; }
    // True, false, or null with the reasons among the diagnostics.
    Evaluation test(const Value& input, const EvalContext& context) const;

private:
    explicit UnaryTests(std::shared_ptr<const Ast> ast) : ast_(std::move(ast)) {}
    std::shared_ptr<const Ast> ast_;
};

}  // namespace potok::expr
