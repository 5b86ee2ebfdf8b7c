// What can be known about an expression without data: types of all nodes, names that do not exist, operands
// that can never fit. Calls are in checker_calls.cpp.
#include "expr/checker.h"

namespace potok::expr {

Result<Type> Checker::type_of_node(NodeId id) {
    const Node n = ast_.nodes[id];  // a copy: folding adds to the tree
    switch (n.kind) {
        case NodeKind::literal: return type_of(ast_.literals[n.payload]);
        case NodeKind::name: return name(id, n);
        case NodeKind::member: {
            POTOK_TRY(const Type of, child_type(id, 0));
            return member(id, of, ast_.texts[n.payload]);
        }
        case NodeKind::negate: return negate(id);
        case NodeKind::arithmetic: {
            POTOK_TRY(const Type a, child_type(id, 0));
            POTOK_TRY(const Type b, child_type(id, 1));
            const auto result = arithmetic_type(n.op, a, b);
            if (!result) POTOK_CHECK(operands(id, n.op, a, b));
            return result.value_or(Type());
        }
        case NodeKind::compare: {
            POTOK_TRY(const Type a, child_type(id, 0));
            POTOK_TRY(const Type b, child_type(id, 1));
            if (!comparable(n.op, a, b)) POTOK_CHECK(operands(id, n.op, a, b));
            return Kind::boolean;
        }
        case NodeKind::between: {
            POTOK_TRY(const Type a, child_type(id, 0));
            POTOK_CHECK(bounds(id, 1, a));
            return Kind::boolean;
        }
        case NodeKind::in: return in(id, n);
        case NodeKind::all_of:
        case NodeKind::any_of:
            for (std::size_t i = 0; i < n.count; ++i) POTOK_CHECK(condition(child(id, i)));
            return Kind::boolean;
        case NodeKind::choose: {
            POTOK_CHECK(condition(child(id, 0)));
            POTOK_TRY(const Type a, child_type(id, 1));
            POTOK_TRY(const Type b, child_type(id, 2));
            return unified(a, b);
        }
        case NodeKind::loop:
        case NodeKind::some:
        case NodeKind::every: return iteration(id, n);
        case NodeKind::filter: return filter(id, n);
        case NodeKind::list: return list(id, n);
        case NodeKind::context: return context(id, n);
        case NodeKind::call: return call(id, n);
        case NodeKind::range:
        case NodeKind::test: return range(id, n);
        case NodeKind::function: return function(id, n);
        case NodeKind::invoke: return invoke(id, n);
        case NodeKind::instance_of: POTOK_CHECK(child_type(id, 0)); return Kind::boolean;
    }
    return Type();
}

Status Checker::condition(NodeId id) {
    POTOK_TRY(const Type t, type(id));
    return conditional(t) ? Status() : no_condition(id, t);
}

Status Checker::bounds(NodeId id, std::size_t first, const Type& t) {
    POTOK_TRY(const Type low, child_type(id, first));
    POTOK_TRY(const Type high, child_type(id, first + 1));
    if (!comparable(Op::at_least, t, low)) POTOK_CHECK(operands(child(id, first), Op::at_least, t, low));
    if (!comparable(Op::at_most, t, high)) POTOK_CHECK(operands(child(id, first + 1), Op::at_most, t, high));
    return {};
}

Result<Type> Checker::negate(NodeId id) {
    POTOK_TRY(const Type t, child_type(id, 0));
    switch (t.kind) {
        case Kind::any:
        case Kind::null:
        case Kind::number:
        case Kind::money:
        case Kind::days_duration:
        case Kind::years_duration: return t;
        default: POTOK_CHECK(operands(id, Op::subtract, t, Kind::null)); return Type();
    }
}

Result<Type> Checker::name(NodeId id, const Node& n) {
    const std::string& text = ast_.texts[n.payload];
    bool uncertain = false;  // an item of unknown type may have a member of that name
    for (std::uint32_t i = 0; i < n.lookup_count; ++i) {
        const Lookup lookup = ast_.lookups[n.lookups + i];
        const Type& t = variables_[lookup.slot];
        if (!lookup.member) return uncertain ? Type() : t;
        if (const auto found = known_member(t, text)) return uncertain ? Type() : *found;
        uncertain = uncertain || members_unknown(t);
    }
    if (!schema_) return Type();
    if (const auto found = schema_->name(text)) return uncertain ? Type() : *found;
    if (uncertain) return Type();
    return at(id, "expr.unknown_name", {{"name", text}});
}

bool Checker::members_unknown(const Type& t) const {
    if (t.kind == Kind::record) return !schema_ || t.record.empty();
    return open(t) || (t.kind == Kind::context && !t.fields);
}

std::optional<Type> Checker::known_member(const Type& t, const std::string& name) const {
    if (t.kind == Kind::context && t.fields) {
        for (const auto& [key, type] : *t.fields) {
            if (key == name) return type;
        }
    }
    if (t.kind == Kind::record && schema_) return schema_->member(t, name);
    return std::nullopt;
}

Result<Type> Checker::member(NodeId id, const Type& of, const std::string& name) {
    if (const auto found = known_member(of, name)) return *found;
    if (members_unknown(of)) return Type();
    if (of.kind == Kind::list) {
        POTOK_TRY(Type item, member(id, of.item_type(), name));
        return Type::list_of(std::move(item));
    }
    if (of.kind == Kind::range && (name == "start" || name == "end")) return of.item_type();
    if (const auto part = part_type(of.kind, name)) return *part;
    POTOK_CHECK(refuse(at(id, "expr.unknown_member", {{"name", name}, {"type", of.str()}})));
    return Type();
}

Status Checker::test(NodeId test, const Type& left) {
    const Node t = ast_.nodes[test];
    if (t.kind == NodeKind::test && t.op == Op::none) {
        POTOK_TRY(const Type given, child_type(test, 0));
        const bool whole = given.kind == Kind::list || given.kind == Kind::range;
        return conditional(given) || given.kind == left.kind || whole ? Status() : no_condition(test, given);
    }
    if (t.kind == NodeKind::test) {
        POTOK_TRY(const Type right, child_type(test, 0));
        if (!comparable(t.op, left, right)) POTOK_CHECK(operands(test, t.op, left, right));
        return {};
    }
    if (t.kind == NodeKind::range && left.kind != Kind::range) return bounds(test, 0, left);
    POTOK_TRY(const Type right, type(test));
    const auto holds = [&](const Type& whole) {
        return (whole.kind == Kind::list || whole.kind == Kind::range) && compatible(left, whole.item_type());
    };
    const bool among_ranges = right.kind == Kind::list && holds(right.item_type());
    if (holds(right) || among_ranges || compatible(left, right)) return {};
    return operands(test, Op::equal, left, right);
}

Result<Type> Checker::in(NodeId id, const Node& n) {
    POTOK_TRY(const Type left, child_type(id, 0));
    if (n.flag) declare(n.slot, left);
    for (std::size_t i = 1; i < n.count; ++i) POTOK_CHECK(test(child(id, i), left));
    return Kind::boolean;
}

Result<Type> Checker::range(NodeId id, const Node& n) {
    POTOK_TRY(const Type low, child_type(id, 0));
    if (n.kind == NodeKind::test) return Type::range_of(low);
    POTOK_TRY(const Type high, child_type(id, 1));
    if (!comparable(Op::at_most, low, high)) POTOK_CHECK(operands(child(id, 1), Op::at_most, low, high));
    return Type::range_of(unified(low, high));
}

namespace {

Type item_of(const Type& t) {
    return t.kind == Kind::list || t.kind == Kind::range ? t.item_type() : open(t) ? Type() : t;
}

}  // namespace

Result<Type> Checker::iteration(NodeId id, const Node& n) {
    const std::size_t sources = n.count - 1;
    for (std::size_t i = 0; i < sources; ++i) {
        const NodeId source = child(id, i);
        POTOK_TRY(const Type t, type(source));
        const Kind ends = item_of(t).kind;
        const bool steps = ends == Kind::any || ends == Kind::null || ends == Kind::number || ends == Kind::date;
        if (t.kind == Kind::range && !steps) {
            POTOK_CHECK(operands(child(source, 0), Op::at_most, Kind::number, item_of(t)));
        }
        declare(static_cast<std::uint16_t>(n.slot + i), item_of(t));
    }
    const NodeId body = child(id, sources);
    if (n.kind == NodeKind::loop) {
        declare(static_cast<std::uint16_t>(n.slot + sources), Type::list_of(Type()));  // partial
        POTOK_TRY(Type result, type(body));
        return Type::list_of(std::move(result));
    }
    POTOK_CHECK(condition(body));
    return Kind::boolean;
}

Result<Type> Checker::filter(NodeId id, const Node& n) {
    POTOK_TRY(const Type of, child_type(id, 0));
    Type item = of.kind == Kind::range ? of : item_of(of);  // a range stands for a list of one
    declare(n.slot, item);
    const NodeId inner = child(id, 1);
    POTOK_TRY(const Type t, type(inner));
    if (t.kind == Kind::number) return item;
    if (t.kind == Kind::any) return Type();  // an index or a condition
    if (!conditional(t)) POTOK_CHECK(no_condition(inner, t));
    return Type::list_of(std::move(item));
}

Result<Type> Checker::list(NodeId id, const Node& n) {
    Type item = Kind::null;
    for (std::size_t i = 0; i < n.count; ++i) {
        POTOK_TRY(const Type t, child_type(id, i));
        item = unified(item, t);
    }
    return Type::list_of(n.count == 0 ? Type() : std::move(item));
}

Result<Type> Checker::context(NodeId id, const Node& n) {
    std::vector<std::pair<std::string, Type>> fields;
    for (std::size_t i = 0; i < n.count; ++i) {
        POTOK_TRY(Type t, child_type(id, i));
        declare(static_cast<std::uint16_t>(n.slot + i), t);
        fields.emplace_back(ast_.texts[n.payload + i], std::move(t));
    }
    return Type::context_of(std::move(fields));
}

Status check(Ast& ast, const Schema* schema, const Type* input) {
    Checker checker(ast, schema);
    if (input) checker.declare(0, *input);
    POTOK_CHECK(checker.type(ast.root));
    return {};
}

}  // namespace potok::expr
