#include "expr/expression.h"

#include <algorithm>

#include "base/text.h"
#include "expr/parser.h"

namespace potok::expr {

Error error_at(std::string_view source, std::size_t offset, std::string code,
               std::map<std::string, std::string> args) {
    offset = std::min(offset, source.size());
    const std::string_view before = source.substr(0, offset);
    const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    const auto line = std::to_string(1 + std::count(before.begin(), before.end(), '\n'));
    const auto column = std::to_string(1 + count_codepoints(before.substr(line_start)));
    args.emplace("offset", std::to_string(offset));
    args.emplace("line", line);
    args.emplace("column", column);
    return error(std::move(code), std::move(args), line + ":" + column);
}

std::string Ast::path_of(NodeId id) const {
    const Node& n = nodes[id];
    if (n.kind == NodeKind::name && n.lookup_count == 0) return texts[n.payload];
    if (n.kind == NodeKind::member) {
        const std::string base = path_of(child(n, 0));
        return base.empty() ? base : base + "." + texts[n.payload];
    }
    return {};
}

Result<Expression> Expression::compile(std::string_view source, const Schema* schema) {
    POTOK_TRY(Ast ast, parse(source, schema));
    POTOK_CHECK(check(ast, schema));
    return Expression(std::make_shared<const Ast>(std::move(ast)));
}

Result<Expression> Expression::compile_condition(std::string_view source, const Schema* schema) {
    POTOK_TRY(Expression e, compile(source, schema));
    const Kind kind = e.type().kind;
    if (kind != Kind::boolean && kind != Kind::any && kind != Kind::null) {
        return error_at(source, 0, "expr.condition_type", {{"given", e.type().str()}});
    }
    return e;
}

const std::string& Expression::source() const { return ast_->source; }
const Type& Expression::type() const { return ast_->types[ast_->root]; }

std::vector<std::string> Expression::paths() const {
    std::vector<std::string> out;
    std::vector<NodeId> todo{ast_->root};
    while (!todo.empty()) {
        const NodeId id = todo.back();
        todo.pop_back();
        const Node& n = ast_->node(id);
        if (std::string path = ast_->path_of(id); !path.empty()) {
            out.push_back(std::move(path));
            continue;
        }
        // A name in a filter may belong to the item or come from outside: count it.
        if (n.kind == NodeKind::name &&
            (n.lookup_count == 0 || ast_->lookups[n.lookups + n.lookup_count - 1].member)) {
            out.push_back(ast_->texts[n.payload]);
        }
        for (const NodeId child : ast_->children_of(n)) todo.push_back(child);
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

std::optional<Type> PlainSchema::name(std::string_view name) const {
    for (const auto& [known, type] : names_) {
        if (known == name) return type;
    }
    return std::nullopt;
}

std::optional<Value> PlainContext::name(std::string_view name) const {
    for (const auto& [known, value] : names_) {
        if (known == name) return value;
    }
    return std::nullopt;
}

}  // namespace potok::expr
