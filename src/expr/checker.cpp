// What can be known about an expression without data: types of all nodes, names that do not exist, operands
// that can never fit. Dates and durations written as text are read here, once.
#include "expr/operators.h"
#include "expr/parser.h"

namespace potok::expr {

namespace {

bool open(const Type& t) { return t.kind == Kind::any || t.kind == Kind::null; }
bool conditional(const Type& t) { return open(t) || t.kind == Kind::boolean; }

std::string names_of(KindMask kinds) {
    std::string out;
    for (unsigned k = 0; k <= static_cast<unsigned>(Kind::context); ++k) {
        if (!(kinds & 1u << k)) continue;
        if (!out.empty()) out += ", ";
        out += name_of(static_cast<Kind>(k));
    }
    return out;
}

class Checker {
public:
    Checker(Ast& ast, const Schema* schema) : ast_(ast), schema_(schema) {
        ast_.types.resize(ast_.nodes.size());
    }

    Result<Type> type(NodeId id) {
        POTOK_TRY(Type t, type_of_node(id));
        ast_.types[id] = t;
        return t;
    }

private:
    Error at(NodeId id, std::string code, std::map<std::string, std::string> args = {}) const {
        return error_at(ast_.source, ast_.nodes[id].offset, std::move(code), std::move(args));
    }
    // What can never fit is refused where there is a schema. Without one the expression is plain FEEL: null
    // when it runs.
    Status refuse(Error e) const {
        if (schema_) return e;
        return {};
    }
    Status operands(NodeId id, Op op, const Type& a, const Type& b) const {
        return refuse(at(id, "expr.operand_types",
                         {{"operator", std::string(symbol(op))}, {"left", a.str()}, {"right", b.str()}}));
    }
    Status no_condition(NodeId id, const Type& t) const {
        return refuse(at(id, "expr.condition_type", {{"given", t.str()}}));
    }
    NodeId child(NodeId id, std::size_t i) const { return ast_.child(ast_.nodes[id], i); }
    Result<Type> child_type(NodeId id, std::size_t i) { return type(child(id, i)); }
    void declare(std::uint16_t slot, Type t) {
        variables_.resize(std::size_t{slot} + 1);
        variables_[slot] = std::move(t);
    }

    Result<Type> type_of_node(NodeId id) {
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
            case NodeKind::test:
            case NodeKind::range: break;  // their parents look into them
        }
        return at(id, "expr.unexpected", {{"found", std::string(ast_.text_of(n))}, {"expected", "value"}});
    }

    Status condition(NodeId id) {
        POTOK_TRY(const Type t, type(id));
        return conditional(t) ? Status() : no_condition(id, t);
    }

    // The two children from `first` on must be ordered like `t`.
    Status bounds(NodeId id, std::size_t first, const Type& t) {
        POTOK_TRY(const Type low, child_type(id, first));
        POTOK_TRY(const Type high, child_type(id, first + 1));
        if (!comparable(Op::at_least, t, low)) POTOK_CHECK(operands(child(id, first), Op::at_least, t, low));
        if (!comparable(Op::at_most, t, high))
            POTOK_CHECK(operands(child(id, first + 1), Op::at_most, t, high));
        return {};
    }

    Result<Type> negate(NodeId id) {
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

    Result<Type> name(NodeId id, const Node& n) {
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

    bool members_unknown(const Type& t) const {
        if (t.kind == Kind::record) return !schema_ || t.record.empty();
        return open(t) || (t.kind == Kind::context && !t.fields);
    }

    std::optional<Type> known_member(const Type& t, const std::string& name) const {
        if (t.kind == Kind::context && t.fields) {
            for (const auto& [key, type] : *t.fields) {
                if (key == name) return type;
            }
        }
        if (t.kind == Kind::record && schema_) return schema_->member(t, name);
        return std::nullopt;
    }

    Result<Type> member(NodeId id, const Type& of, const std::string& name) {
        if (const auto found = known_member(of, name)) return *found;
        if (members_unknown(of)) return Type();
        if (of.kind == Kind::list) {
            POTOK_TRY(Type item, member(id, of.item_type(), name));
            return Type::list_of(std::move(item));
        }
        if (const auto part = part_type(of.kind, name)) return *part;
        POTOK_CHECK(refuse(at(id, "expr.unknown_member", {{"name", name}, {"type", of.str()}})));
        return Type();
    }

    Result<Type> in(NodeId id, const Node& n) {
        POTOK_TRY(const Type left, child_type(id, 0));
        for (std::size_t i = 1; i < n.count; ++i) {
            const NodeId test = child(id, i);
            const Node& t = ast_.nodes[test];
            if (t.kind == NodeKind::test) {
                POTOK_TRY(const Type right, child_type(test, 0));
                if (!comparable(t.op, left, right)) POTOK_CHECK(operands(test, t.op, left, right));
            } else if (t.kind == NodeKind::range) {
                POTOK_CHECK(bounds(test, 0, left));
            } else {
                POTOK_TRY(const Type right, type(test));
                const bool contained = right.kind == Kind::list && compatible(left, right.item_type());
                if (!contained && !compatible(left, right))
                    POTOK_CHECK(operands(test, Op::equal, left, right));
            }
        }
        return Kind::boolean;
    }

    static Type item_of(const Type& t) { return t.kind == Kind::list ? t.item_type() : open(t) ? Type() : t; }

    Result<Type> iteration(NodeId id, const Node& n) {
        for (std::size_t i = 0; i + 1 < n.count; ++i) {
            const NodeId source = child(id, i);
            Type item = Kind::number;
            if (ast_.nodes[source].kind == NodeKind::range) {
                POTOK_CHECK(bounds(source, 0, Kind::number));
            } else {
                POTOK_TRY(const Type t, type(source));
                item = item_of(t);
            }
            declare(static_cast<std::uint16_t>(n.slot + i), std::move(item));
        }
        const NodeId body = child(id, n.count - 1);
        if (n.kind == NodeKind::loop) {
            POTOK_TRY(Type result, type(body));
            return Type::list_of(std::move(result));
        }
        POTOK_CHECK(condition(body));
        return Kind::boolean;
    }

    Result<Type> filter(NodeId id, const Node& n) {
        POTOK_TRY(const Type of, child_type(id, 0));
        Type item = item_of(of);
        declare(n.slot, item);
        const NodeId inner = child(id, 1);
        POTOK_TRY(const Type t, type(inner));
        if (t.kind == Kind::number) return item;
        if (t.kind == Kind::any) return Type();  // an index or a condition
        if (!conditional(t)) POTOK_CHECK(no_condition(inner, t));
        return Type::list_of(std::move(item));
    }

    Result<Type> list(NodeId id, const Node& n) {
        Type item = Kind::null;
        for (std::size_t i = 0; i < n.count; ++i) {
            POTOK_TRY(const Type t, child_type(id, i));
            item = unified(item, t);
        }
        return Type::list_of(n.count == 0 ? Type() : std::move(item));
    }

    Result<Type> context(NodeId id, const Node& n) {
        std::vector<std::pair<std::string, Type>> fields;
        for (std::size_t i = 0; i < n.count; ++i) {
            POTOK_TRY(Type t, child_type(id, i));
            declare(static_cast<std::uint16_t>(n.slot + i), t);
            fields.emplace_back(ast_.texts[n.payload + i], std::move(t));
        }
        return Type::context_of(std::move(fields));
    }

    Result<Type> call(NodeId id, const Node& n) {
        const Function& f = ast_.function_of(n);
        std::vector<Type> types;
        for (std::size_t i = 0; i < n.count; ++i) {
            POTOK_TRY(Type t, child_type(id, i));
            const KindMask expected = f.param(i);
            const bool wrapped = (expected & mask(Kind::list)) != 0;  // one value for a list of one
            if (!open(t) && !wrapped && !(expected & mask(t.kind))) {
                POTOK_CHECK(refuse(at(child(id, i), "expr.argument_type",
                                      {{"function", std::string(f.name)},
                                       {"position", std::to_string(i + 1)},
                                       {"expected", names_of(expected)},
                                       {"given", t.str()}})));
            }
            types.push_back(std::move(t));
        }
        if (f.reads_text && n.count == 1) {
            POTOK_CHECK(fold(id, n, f));
            const Node& folded = ast_.nodes[id];
            if (folded.kind == NodeKind::literal) return type_of(ast_.literals[folded.payload]);
        }
        return f.result(types);
    }

    // date("2026-11-22") and the like: read the text now, and say now when it is malformed.
    Status fold(NodeId id, const Node& n, const Function& f) {
        const Node& arg = ast_.nodes[ast_.child(n, 0)];
        if (arg.kind != NodeKind::literal) return {};
        const auto* text = ast_.literals[arg.payload].as<std::string>();
        if (!text) return {};
        const PlainContext nothing({}, Instant{});
        std::int64_t budget = max_steps;
        Call call(nothing, std::span(&ast_.literals[arg.payload], 1), budget);
        const auto value = f.run(call);
        if (!value || value->is_null()) {
            return refuse(at(child(id, 0), "expr.bad_literal",
                             {{"text", text->substr(0, 64)}, {"kind", std::string(f.name)}}));
        }
        if (value->as<Instant>()) return {};  // may depend on the zone
        Node& folded = ast_.nodes[id];
        folded.kind = NodeKind::literal;
        folded.count = 0;
        folded.payload = static_cast<std::uint32_t>(ast_.literals.size());
        ast_.literals.push_back(*value);
        return {};
    }

    Ast& ast_;
    const Schema* schema_;
    std::vector<Type> variables_;
};

}  // namespace

Status check(Ast& ast, const Schema* schema) {
    Checker checker(ast, schema);
    POTOK_CHECK(checker.type(ast.root));
    return {};
}

}  // namespace potok::expr
