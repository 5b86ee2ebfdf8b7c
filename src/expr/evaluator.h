// Walks the tree of an expression over a context. Inside this floor only.
#pragma once

#include "expr/ast.h"
#include "expr/range.h"

namespace potok::expr {

inline bool is_true(const Value& v) {
    const bool* b = v.as<bool>();
    return b != nullptr && *b;
}
inline bool is_false(const Value& v) {
    const bool* b = v.as<bool>();
    return b != nullptr && !*b;
}

class Evaluator final : public Callbacks {
public:
    Evaluator(const Ast& ast, const EvalContext& context, std::int64_t budget = max_steps)
        : ast_(ast), context_(context), budget_(budget), depth_(ast.node(ast.root).depth) {}

    Value eval(NodeId id);
    void set(std::uint16_t slot, Value value);
    // A function called by one of the language's own: sort(list, function(a, b) …).
    Result<Value> invoke(const Value& function, std::vector<Value> args) override;
    // What leaves the expression: ranges and functions do not.
    Value outcome(Value value);
    std::vector<Error> take_diagnostics() { return std::move(diagnostics_); }
    std::int64_t budget() const { return budget_; }  // what is left; below zero: it was not enough

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
    Value range_test(const Value& left, const Range& range, NodeId id);
    Range range(const Node& n);
    Value logic(const Node& n);
    Value choose(const Node& n, NodeId id);
    Value instance_of(const Node& n);
    Value iterate(const Node& n, NodeId id);
    struct Iteration {
        ValueList results;     // of a loop
        bool unknown = false;  // a quantifier's condition was null
        bool no_list = false;  // there was nothing to go through: the whole is null
    };
    // False: stop. Runs the body for every combination of the sources from `source` on.
    bool iterate_from(const Node& n, std::size_t source, Iteration& state);
    bool visit_item(const Node& n, std::size_t source, Value item, Iteration& state);
    bool visit_range(const Node& n, std::size_t source, const Range& range, NodeId id, Iteration& state);
    Value filter(const Node& n, NodeId id);
    Value list(const Node& n);
    Value context(const Node& n);
    Value call(const Node& n, NodeId id);
    Value function(const Node& n, NodeId id);
    Value invocation(const Node& n, NodeId id);
    Value run(const Closure& f, std::vector<Value> args, NodeId id);
    std::optional<Error> fit_argument(const Function& f, std::size_t position, Value& arg) const;

    Value truth(NodeId id);  // true, false or null
    Value compared(Op op, const Value& a, const Value& b, NodeId id);
    Value value_or_null(Result<Value> result, NodeId id);
    // Whether this is to be told of that place. A loop meets the same trouble again and again: what is told in a loop asks first, before
    // it puts a sentence together.
    bool is_news(NodeId id, std::string_view code) const;
    void diagnose(NodeId id, Error e);
    void diagnose_missing(NodeId id);  // a null operand that is a name
    bool charge(std::size_t steps, NodeId id);
    // A list or context that was just made counts with all that is in it; one nested too deep is refused.
    Value weighed(Value value, NodeId id);
    bool weigh(const Value& value, int depth, NodeId id);

    const Ast& ast_;
    const EvalContext& context_;
    std::vector<Value> variables_;
    std::vector<Error> diagnostics_;
    std::vector<std::pair<NodeId, std::string>> told_;  // the node and the code of each
    std::int64_t budget_;
    bool spent_ = false;
    int quiet_ = 0;
    int depth_;  // of the tree and of the bodies of the functions that run: what bounds the stack
};

}  // namespace potok::expr
