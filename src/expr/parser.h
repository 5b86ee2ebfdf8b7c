// Tokens to a tree. Inside this floor only.
#pragma once

#include "expr/ast.h"
#include "expr/schema.h"

namespace potok::expr {

// The schema helps to tell names of several words; whether names exist is the checker's business.
Result<Ast> parse(std::string_view source, const Schema* schema);

// Fills in Ast::types. Errors as listed at Expression::compile.
Status check(Ast& ast, const Schema* schema);

}  // namespace potok::expr
