// Tokens to a tree. Inside this floor only.
#pragma once

#include "expr/ast.h"
#include "expr/schema.h"

namespace potok::expr {

// The schema helps to tell names of several words; whether names exist is the checker's business.
Result<Ast> parse(std::string_view source, const Schema* schema);

// The cell of a decision table: "< 5", "a, b", "not(...)", "-". The input is the variable `?` in slot 0.
Result<Ast> parse_unary_tests(std::string_view source, const Schema* schema);

// Fills in Ast::types. Errors as listed at Expression::compile.
// `input` is the type of `?` of unary tests.
Status check(Ast& ast, const Schema* schema, const Type* input = nullptr);

}  // namespace potok::expr
