// Operators, `in`, and three-valued logic.
#include "expr/operators.h"

#include <algorithm>

#include "expr/evaluator.h"

namespace potok::expr {

namespace {

bool is_true(const Value& v) {
    const bool* b = v.as<bool>();
    return b != nullptr && *b;
}
bool is_false(const Value& v) {
    const bool* b = v.as<bool>();
    return b != nullptr && !*b;
}

}  // namespace

Value Evaluator::negate(const Node& n, NodeId id) {
    const NodeId operand = ast_.child(n, 0);
    const Value v = eval(operand);
    if (v.is_null()) {
        diagnose_missing(operand);
        return {};
    }
    return value_or_null(negated(v), id);
}

Value Evaluator::binary(const Node& n, NodeId id) {
    const NodeId left = ast_.child(n, 0);
    const NodeId right = ast_.child(n, 1);
    const Value a = eval(left);
    const Value b = eval(right);
    const bool null_is_welcome = n.op == Op::equal || n.op == Op::unequal;
    if (!null_is_welcome && (a.is_null() || b.is_null())) {
        if (a.is_null()) diagnose_missing(left);
        if (b.is_null()) diagnose_missing(right);
        return {};
    }
    if (n.kind == NodeKind::compare) return compared(n.op, a, b, id);
    const Value result = value_or_null(arithmetic(n.op, a, b, context_.zone()), id);
    if (const auto* text = result.as<std::string>(); text && !charge(text->size() / 64, id)) return {};
    return result;
}

Value Evaluator::compared(Op op, const Value& a, const Value& b, NodeId id) {
    const auto result = comparison(op, a, b);
    if (result) return *result;
    diagnose(id, result.error());
    return {};
}

Value Evaluator::between(const Node& n, NodeId id) {
    const Value v = eval(ast_.child(n, 0));
    if (v.is_null()) {
        diagnose_missing(ast_.child(n, 0));
        return {};
    }
    const Value low = eval(ast_.child(n, 1));
    const Value high = eval(ast_.child(n, 2));
    if (low.is_null()) diagnose_missing(ast_.child(n, 1));
    if (high.is_null()) diagnose_missing(ast_.child(n, 2));
    const Value above = low.is_null() ? Value() : compared(Op::at_least, v, low, id);
    if (is_false(above)) return false;
    const Value below = high.is_null() ? Value() : compared(Op::at_most, v, high, id);
    if (is_false(below)) return false;
    return is_true(above) && is_true(below) ? Value(true) : Value();
}

// True when any test holds; else null when any of them has no answer.
Value Evaluator::in(const Node& n, NodeId) {
    const Value left = eval(ast_.child(n, 0));
    bool unknown = false;
    for (std::size_t i = 1; i < n.count; ++i) {
        const Value result = test(left, ast_.child(n, i));
        if (is_true(result)) return true;
        unknown = unknown || result.is_null();
    }
    if (unknown && left.is_null()) diagnose_missing(ast_.child(n, 0));
    return unknown ? Value() : Value(false);
}

Value Evaluator::test(const Value& left, NodeId id) {
    const Node& n = ast_.node(id);
    if (n.kind == NodeKind::range) return range_test(left, n, id);
    if (n.kind == NodeKind::test) {
        const NodeId operand = ast_.child(n, 0);
        const Value right = eval(operand);
        if (n.op != Op::equal && n.op != Op::unequal && (left.is_null() || right.is_null())) {
            if (right.is_null()) diagnose_missing(operand);
            return {};
        }
        return compared(n.op, left, right, id);
    }
    const Value right = eval(id);
    const auto* items = right.as<ValueList>();
    if (!items || left.as<ValueList>()) {
        // a list among lists: equal as a whole, or one of the items
        const auto same = equality(left, right);
        if (same && *same) return true;
        if (!items) {
            if (!same) diagnose(id, same.error());
            return same ? Value(false) : Value();
        }
    }
    if (!charge(items->size(), id)) return {};
    return std::find(items->begin(), items->end(), left) != items->end();
}

Value Evaluator::range_test(const Value& left, const Node& n, NodeId id) {
    const NodeId from_id = ast_.child(n, 0), to_id = ast_.child(n, 1);
    const Value from = eval(from_id);
    const Value to = eval(to_id);
    if (from.is_null()) diagnose_missing(from_id);
    if (to.is_null()) diagnose_missing(to_id);
    if (left.is_null()) return {};
    const Value above =
        from.is_null() ? Value() : compared(n.open_start ? Op::greater : Op::at_least, left, from, id);
    if (is_false(above)) return false;
    const Value below = to.is_null() ? Value() : compared(n.open_end ? Op::less : Op::at_most, left, to, id);
    if (is_false(below)) return false;
    return is_true(above) && is_true(below) ? Value(true) : Value();
}

Value Evaluator::truth(NodeId id) {
    Value v = eval(id);
    if (v.is_null()) {
        diagnose_missing(id);
        return v;
    }
    if (v.as<bool>()) return v;
    diagnose(id, error("expr.condition_type", {{"given", type_of(v).str()}}));
    return {};
}

// Three-valued: false decides `and`, true decides `or`, whatever else is null.
Value Evaluator::logic(const Node& n) {
    const bool decisive = n.kind == NodeKind::any_of;
    bool unknown = false;
    for (const NodeId child : ast_.children_of(n)) {
        const Value v = truth(child);
        if (v.is_null()) unknown = true;
        else if (is_true(v) == decisive) return decisive;
    }
    return unknown ? Value() : Value(!decisive);
}

Value Evaluator::choose(const Node& n, NodeId) {
    return eval(ast_.child(n, is_true(truth(ast_.child(n, 0))) ? 1 : 2));
}

}  // namespace potok::expr
