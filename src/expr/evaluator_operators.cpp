// Operators, `in`, and three-valued logic.
#include "expr/operators.h"

#include <algorithm>

#include "expr/evaluator.h"

namespace potok::expr {

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
    const auto *x = a.as<std::string>(), *y = b.as<std::string>();
    if (x && y && !charge(std::min(x->size(), y->size()) / 64, id)) return {};
    const auto result = comparison(op, a, b, budget_);
    if (!charge(0, id)) return {};
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
    if (n.flag) set(n.slot, left);
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
    if (n.kind == NodeKind::test && n.op != Op::none) {
        const NodeId operand = ast_.child(n, 0);
        const Value right = eval(operand);
        if (n.op != Op::equal && n.op != Op::unequal && (left.is_null() || right.is_null())) {
            if (right.is_null()) diagnose_missing(operand);
            return {};
        }
        return compared(n.op, left, right, id);
    }
    const bool over_input = n.kind == NodeKind::test;  // it reads `?`: a condition, or what the input is compared with
    const Value right = eval(over_input ? ast_.child(n, 0) : id);
    if (over_input && (right.is_null() || right.as<bool>())) return right;
    if (const Range* range = as_range(right); range && !as_range(left)) return range_test(left, *range, id);
    const auto* items = right.as<ValueList>();
    if (!items || left.as<ValueList>()) {
        // a list among lists: equal as a whole, or one of the items
        const auto same = equality(left, right, budget_);
        if (!charge(0, id)) return {};
        if (same && *same) return true;
        if (!items) {
            if (!same) diagnose(id, same.error());
            return same ? Value(false) : Value();
        }
    }
    bool unknown = false;
    for (const Value& item : *items) {
        if (!charge(1, id)) return {};
        if (const Range* range = as_range(item); range && !as_range(left)) {  // 5 in [[1..3], [4..6]]
            const Value within = range_test(left, *range, id);
            if (is_true(within)) return true;
            unknown = unknown || within.is_null();
        } else if (same_value(left, item, budget_)) {
            return true;
        }
    }
    return unknown || !charge(0, id) ? Value() : Value(false);
}

Range Evaluator::range(const Node& n) {
    Range out;
    const Value first = eval(ast_.child(n, 0));
    if (n.kind == NodeKind::range) {
        out.start = first;
        out.end = eval(ast_.child(n, 1));
        out.start_included = !n.open_start;
        out.end_included = !n.open_end;
        return out;
    }
    const bool upper = n.op == Op::less || n.op == Op::at_most || n.op == Op::equal;
    const bool lower = n.op == Op::greater || n.op == Op::at_least || n.op == Op::equal;
    const bool included = n.op != Op::less && n.op != Op::greater;
    out.no_start = !lower;
    out.no_end = !upper;
    out.start_included = lower && included;
    out.end_included = upper && included;
    if (lower) out.start = first;
    if (upper) out.end = first;
    return out;
}

Value Evaluator::range_test(const Value& left, const Range& range, NodeId id) {
    if (left.is_null()) return {};
    const auto side = [&](const Value& end, bool none, Op op) -> Value {
        if (none) return true;
        return end.is_null() ? Value() : compared(op, left, end, id);
    };
    const Value above = side(range.start, range.no_start, range.start_included ? Op::at_least : Op::greater);
    if (is_false(above)) return false;
    const Value below = side(range.end, range.no_end, range.end_included ? Op::at_most : Op::less);
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
