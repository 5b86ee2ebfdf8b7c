// Loops, quantifiers, filters, and the making of lists and contexts.
#include "expr/evaluator.h"

namespace potok::expr {

Value Evaluator::iterate(const Node& n, NodeId id) {
    Iteration state;
    const bool decided = !iterate_from(n, 0, state);
    if (spent_ || state.no_list) return {};
    if (n.kind == NodeKind::loop) return weighed(std::move(state.results), id);
    const bool decisive = n.kind == NodeKind::some;
    if (decided) return decisive;
    return state.unknown ? Value() : Value(!decisive);
}

bool Evaluator::visit_item(const Node& n, std::size_t source, Value item, Iteration& state) {
    set(static_cast<std::uint16_t>(n.slot + source), std::move(item));
    return iterate_from(n, source + 1, state);
}

bool Evaluator::iterate_from(const Node& n, std::size_t source, Iteration& state) {
    const NodeId id = ast_.child(n, source);
    if (source + 1 == n.count) {
        if (n.kind == NodeKind::loop) {
            if (n.flag) {  // what has come out so far
                if (!charge(state.results.size(), id)) return false;
                set(static_cast<std::uint16_t>(n.slot + source), state.results);
            }
            state.results.push_back(eval(id));
            return !spent_;
        }
        const Value v = truth(id);
        if (v.is_null()) {
            state.unknown = true;
            return !spent_;
        }
        return is_true(v) != (n.kind == NodeKind::some);
    }
    const Value list = eval(id);
    if (list.is_null()) {
        diagnose_missing(id);
        state.no_list = true;
        return false;
    }
    if (const Range* range = as_range(list)) return visit_range(n, source, *range, id, state);
    const auto* items = list.as<ValueList>();
    if (!items) return visit_item(n, source, list, state);
    for (const Value& item : *items) {
        if (!charge(1, id) || !visit_item(n, source, item, state)) return false;
    }
    return true;
}

// Whole numbers and days are gone through, up or down.
bool Evaluator::visit_range(const Node& n, std::size_t source, const Range& range, NodeId id, Iteration& state) {
    const auto whole = [](const Value& v) -> std::optional<std::int64_t> {
        if (const auto* number = v.as<Decimal>()) return number->to_int64();
        if (const auto* day = v.as<Date>()) return day->days;
        return std::nullopt;
    };
    const auto first = whole(range.start), last = whole(range.end);
    const bool days = range.start.as<Date>() != nullptr;
    if (!first || !last || days != (range.end.as<Date>() != nullptr)) {
        diagnose(id, error("expr.bad_range"));
        state.no_list = true;
        return false;
    }
    const std::int64_t step = *first <= *last ? 1 : -1;
    for (std::int64_t i = *first;; i += step) {
        const bool left_out = (i == *first && !range.start_included) || (i == *last && !range.end_included);
        if (!charge(1, id)) return false;
        Value item = days ? Value(Date{static_cast<std::int32_t>(i)}) : Value(i);
        if (!left_out && !visit_item(n, source, std::move(item), state)) return false;
        if (i == *last) return true;
    }
}

Value Evaluator::filter(const Node& n, NodeId id) {
    const Value of = eval(ast_.child(n, 0));
    if (of.is_null()) return {};
    const ValueList single = of.as<ValueList>() ? ValueList{} : ValueList{of};
    const ValueList& items = of.as<ValueList>() ? *of.as<ValueList>() : single;
    const NodeId condition = ast_.child(n, 1);
    const bool by_index = ast_.types[condition].kind == Kind::number;
    ValueList out;
    for (std::size_t i = 0; i < items.size() || (i == 0 && by_index); ++i) {
        if (!charge(1, id)) return {};
        set(n.slot, i < items.size() ? items[i] : Value());
        const Value v = eval(condition);
        if (const auto* number = v.as<Decimal>()) {
            // [1] is the first, [-1] the last
            const auto index = number->to_int64();
            const auto size = static_cast<std::int64_t>(items.size());
            if (!index || *index == 0 || *index > size || *index < -size) {
                diagnose(id, error("expr.index", {{"index", number->str()}, {"size", std::to_string(size)}}));
                return {};
            }
            return items[static_cast<std::size_t>(*index > 0 ? *index - 1 : size + *index)];
        }
        if (spent_ || by_index) return {};
        if (is_true(v)) out.push_back(items[i]);
    }
    return weighed(std::move(out), id);
}

Value Evaluator::list(const Node& n) {
    ValueList out;
    out.reserve(n.count);
    for (const NodeId child : ast_.children_of(n)) out.push_back(eval(child));
    return out;
}

Value Evaluator::context(const Node& n) {
    ValueContext out;
    out.reserve(n.count);
    for (std::size_t i = 0; i < n.count; ++i) {
        Value v = eval(ast_.child(n, i));
        set(static_cast<std::uint16_t>(n.slot + i), v);
        out.emplace_back(ast_.texts[n.payload + i], std::move(v));
    }
    return out;
}

}  // namespace potok::expr
