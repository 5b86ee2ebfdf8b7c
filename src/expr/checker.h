// The checker: types of all nodes of a tree. Inside this floor only.
#pragma once

#include "expr/operators.h"
#include "expr/parser.h"

namespace potok::expr {

inline bool open(const Type& t) { return t.kind == Kind::any || t.kind == Kind::null; }
inline bool conditional(const Type& t) { return open(t) || t.kind == Kind::boolean; }

class Checker {
public:
    Checker(Ast& ast, const Schema* schema) : ast_(ast), schema_(schema) {
        ast_.types.resize(ast_.nodes.size());
    }
    void declare(std::uint16_t slot, Type t) {
        variables_.resize(std::size_t{slot} + 1);
        variables_[slot] = std::move(t);
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

    Result<Type> type_of_node(NodeId id);
    Status condition(NodeId id);
    // The two children from `first` on must be ordered like `t`.
    Status bounds(NodeId id, std::size_t first, const Type& t);
    Result<Type> negate(NodeId id);
    Result<Type> name(NodeId id, const Node& n);
    bool members_unknown(const Type& t) const;
    std::optional<Type> known_member(const Type& t, const std::string& name) const;
    Result<Type> member(NodeId id, const Type& of, const std::string& name);
    Result<Type> in(NodeId id, const Node& n);
    Status test(NodeId test, const Type& left);
    Result<Type> range(NodeId id, const Node& n);
    Result<Type> iteration(NodeId id, const Node& n);
    Result<Type> filter(NodeId id, const Node& n);
    Result<Type> list(NodeId id, const Node& n);
    Result<Type> context(NodeId id, const Node& n);
    // checker_calls.cpp
    Result<Type> call(NodeId id, const Node& n);
    Result<Type> function(NodeId id, const Node& n);
    Result<Type> invoke(NodeId id, const Node& n);
    // lookup(type, field, value) and the like: the record type they give, their literals checked.
    Result<Type> of_records(NodeId id, const Function& f);
    Status fold(NodeId id, const Node& n, const Function& f);
    const std::string* literal_text(NodeId id) const;

    Ast& ast_;
    const Schema* schema_;
    std::vector<Type> variables_;
};

}  // namespace potok::expr
