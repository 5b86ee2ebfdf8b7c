// Walks the tree of an expression over a context. Inside this floor only.
#pragma once

#include "expr/ast.h"

namespace potok::expr {

class Evaluator {
public:
    Evaluator(const Ast& ast, const EvalContext& context) : ast_(ast), context_(context) {}

    Value eval(NodeId id);
    std::vector<Error> take_diagnostics() { return std::move(diagnostics_); }

private:
    // One function a kind of node, so that the frame of the recursion stays small.
    Value name(const Node& n, NodeId id);
    Value member(const Node& n, NodeId id);
    Value member_of(const Value& of, const std::string& name, NodeId id);
    Value negate(const Node& n, NodeId id);
    Value binary(const Node& n, NodeId id);
    Value between(const Node& n, NodeId id);
    Value in(const Node& n, NodeId id);
    Value test(const Value& left, NodeId test_id);
    Value range_test(const Value& left, const Node& n, NodeId id);
    Value logic(const Node& n);
    Value choose(const Node& n, NodeId id);
    Value iterate(const Node& n, NodeId id);
    struct Iteration {
        ValueList results;     // of a loop
        bool unknown = false;  // a quantifier's condition was null
        bool no_list = false;  // there was nothing to go through: the whole is null
    };
    // False: stop. Runs the body for every combination of the sources from `source` on.
    bool iterate_from(const Node& n, std::size_t source, Iteration& state);
    bool visit_item(const Node& n, std::size_t source, Value item, Iteration& state);
    Value filter(const Node& n, NodeId id);
    Value list(const Node& n);
    Value context(const Node& n);
    Value call(const Node& n, NodeId id);
    std::optional<Error> fit_argument(const Function& f, std::size_t position, Value& arg) const;

    Value truth(NodeId id);  // true, false or null
    Value compared(Op op, const Value& a, const Value& b, NodeId id);
    Value value_or_null(Result<Value> result, NodeId id);
    void diagnose(NodeId id, Error e);
    void diagnose_missing(NodeId id);  // a null operand that is a name
    bool charge(std::size_t steps, NodeId id);
    void set(std::uint16_t slot, Value value);

    const Ast& ast_;
    const EvalContext& context_;
    std::vector<Value> variables_;
    std::vector<Error> diagnostics_;
    std::int64_t budget_ = max_steps;
    bool spent_ = false;
    int quiet_ = 0;
};

}  // namespace potok::expr
