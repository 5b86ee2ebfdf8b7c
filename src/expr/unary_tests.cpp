#include "expr/unary_tests.h"

#include "expr/evaluator.h"
#include "expr/parser.h"

namespace potok::expr {

Result<UnaryTests> UnaryTests::compile(std::string_view source, const Type& input, const Schema* schema) {
    POTOK_TRY(Ast ast, parse_unary_tests(source, schema));
    POTOK_CHECK(check(ast, schema, &input));
    return UnaryTests(std::make_shared<const Ast>(std::move(ast)));
}

const std::string& UnaryTests::source() const { return ast_->source; }

bool UnaryTests::anything() const { return ast_->node(ast_->root).kind == NodeKind::literal; }

Evaluation UnaryTests::test(const Value& input, const EvalContext& context) const {
    Evaluator evaluator(*ast_, context);
    evaluator.set(0, input);
    Evaluation out;
    out.value = evaluator.eval(ast_->root);
    out.diagnostics = evaluator.take_diagnostics();
    return out;
}

}  // namespace potok::expr
