// From whole expressions down to arithmetic; names, literals and calls are in parser_primary.cpp.
#include "expr/parser.h"

#include <array>

#include "expr/grammar.h"

namespace potok::expr {

namespace {

Op comparison_op(const Token& t) {
    if (t.kind != TokenKind::symbol) return Op::none;
    for (const Op op : {Op::equal, Op::unequal, Op::less, Op::at_most, Op::greater, Op::at_least}) {
        if (t.text == symbol(op)) return op;
    }
    return Op::none;
}

}  // namespace

Parser::Parser(std::string_view source, std::vector<Token> tokens, const Schema* schema)
    : tokens_(std::move(tokens)), schema_(schema) {
    ast_.source = source;
}

Result<Ast> Parser::run() {
    ast_.root = expression();
    if (!failed() && now().kind != TokenKind::end) unexpected("");
    if (failed()) return *error_;
    return std::move(ast_);
}

NodeId Parser::expression() {
    if (failed()) return no_node;
    if (++nesting_ > max_depth) return fail(now().offset, "expr.too_deep");
    const bool endpoint = std::exchange(endpoint_, false);
    NodeId id = no_node;
    if (now().is("if")) id = choose();
    else if (now().is("for")) id = iteration(NodeKind::loop);
    else if (now().is("some") && ahead(1).kind == TokenKind::word) id = iteration(NodeKind::some);
    else if (now().is("every") && ahead(1).kind == TokenKind::word) id = iteration(NodeKind::every);
    else id = any_of();
    endpoint_ = endpoint;
    --nesting_;
    return id;
}

NodeId Parser::choose() {
    const std::size_t offset = now().offset;
    need("if");
    const NodeId condition = expression();
    need("then");
    const NodeId then = expression();
    need("else");
    const NodeId otherwise = expression();
    return node(NodeKind::choose, offset, {condition, then, otherwise});
}

NodeId Parser::iteration(NodeKind kind) {
    const std::size_t offset = now().offset;
    const std::size_t scope = scopes_.size();
    ++at_;
    std::vector<NodeId> parts;
    const auto slot = static_cast<std::uint16_t>(scope);
    do {
        if (now().kind != TokenKind::word || is_keyword(now())) return unexpected("name");
        const std::string name = words_before("in");
        need("in");
        const std::size_t from = now().offset;
        NodeId source = expression();
        if (kind == NodeKind::loop && take("..")) {
            const NodeId to = expression();
            source = node(NodeKind::range, from, {source, to});
        }
        parts.push_back(source);
        names_.push_back(std::make_unique<std::string>(name));
        declare(*names_.back());
    } while (!failed() && take(","));
    need(kind == NodeKind::loop ? "return" : "satisfies");
    parts.push_back(expression());
    scopes_.resize(std::min(scope, scopes_.size()));
    const NodeId id = node(kind, offset, parts);
    if (id != no_node) ast_.nodes[id].slot = slot;
    return id;
}

NodeId Parser::joined(NodeKind kind, std::string_view word, NodeId (Parser::*part)()) {
    const NodeId first = (this->*part)();
    if (failed() || !now().is(word)) return first;
    std::vector<NodeId> parts{first};
    while (!failed() && take(word)) parts.push_back((this->*part)());
    return node(kind, start_of(first), parts);
}

NodeId Parser::any_of() { return joined(NodeKind::any_of, "or", &Parser::all_of); }

NodeId Parser::all_of() { return joined(NodeKind::all_of, "and", &Parser::comparison); }

NodeId Parser::comparison() {
    const NodeId left = sum();
    if (failed()) return no_node;
    if (const Op op = comparison_op(now()); op != Op::none) {
        ++at_;
        const NodeId right = sum();
        return node(NodeKind::compare, start_of(left), {left, right}, op);
    }
    if (take("between")) {
        const NodeId low = sum();
        need("and");
        const NodeId high = sum();
        return node(NodeKind::between, start_of(left), {left, low, high});
    }
    if (take("in")) {
        std::vector<NodeId> parts{left};
        tests(parts);
        return node(NodeKind::in, start_of(left), parts);
    }
    return left;
}

void Parser::tests(std::vector<NodeId>& parts) {
    if (!now().is("(")) {
        parts.push_back(test());
        return;
    }
    const std::size_t offset = now().offset;
    ++at_;
    parts.push_back(test());
    if (!failed() && take("..")) {
        const NodeId from = parts.back();
        parts.back() = range_end(offset, from, true);
        return;
    }
    while (!failed() && take(",")) parts.push_back(test());
    need(")");
}

NodeId Parser::test() {
    if (failed()) return no_node;
    const std::size_t offset = now().offset;
    if (const Op op = comparison_op(now()); op != Op::none) {
        ++at_;
        const NodeId value = sum();
        return node(NodeKind::test, offset, {value}, op);
    }
    const bool open = now().is("(") || now().is("]");
    if (now().is("]") || (open && range_ahead())) {
        ++at_;
        const NodeId from = sum();
        need("..");
        return failed() ? no_node : range_end(offset, from, true);
    }
    if (!now().is("[")) return sum();
    if (++nesting_ > max_depth) return fail(offset, "expr.too_deep");
    NodeId id = no_node;
    ++at_;
    if (take("]")) {
        id = postfix(node(NodeKind::list, offset, {}));
    } else {
        const NodeId first = expression();
        if (!failed() && take("..")) id = range_end(offset, first, false);
        else id = postfix(list_after(offset, first));
    }
    --nesting_;
    return id;
}

bool Parser::range_ahead() const {
    int open = 0;
    for (std::size_t i = at_; i < tokens_.size(); ++i) {
        const Token& t = tokens_[i];
        if (t.kind != TokenKind::symbol) continue;
        if (t.text == "(" || t.text == "[" || t.text == "{") ++open;
        if (t.text == ".." && open == 1) return true;
        if ((t.text == ")" || t.text == "]" || t.text == "}") && --open == 0) return false;
    }
    return false;
}

NodeId Parser::range_end(std::size_t offset, NodeId from, bool open_start) {
    endpoint_ = true;
    const NodeId to = sum();
    endpoint_ = false;
    if (failed()) return no_node;
    const bool open_end = now().is(")") || now().is("[");
    if (!open_end && !now().is("]")) return unexpected("]");
    ++at_;
    const NodeId id = node(NodeKind::range, offset, {from, to});
    if (id != no_node) {
        ast_.nodes[id].open_start = open_start;
        ast_.nodes[id].open_end = open_end;
    }
    return id;
}

NodeId Parser::chain(NodeId (Parser::*part)(), std::initializer_list<Op> ops) {
    NodeId left = (this->*part)();
    while (!failed()) {
        const auto op = std::find_if(ops.begin(), ops.end(), [&](Op o) {
            return now().kind == TokenKind::symbol && now().text == symbol(o);
        });
        if (op == ops.end()) break;
        ++at_;
        const NodeId right = (this->*part)();
        left = node(NodeKind::arithmetic, start_of(left), {left, right}, *op);
    }
    return left;
}

NodeId Parser::sum() { return chain(&Parser::product, {Op::add, Op::subtract}); }

NodeId Parser::product() { return chain(&Parser::power, {Op::multiply, Op::divide}); }

NodeId Parser::power() { return chain(&Parser::unary, {Op::power}); }

NodeId Parser::unary() {
    if (!now().is("-")) return failed() ? no_node : postfix(primary());
    const std::size_t offset = now().offset;
    if (++nesting_ > max_depth) return fail(offset, "expr.too_deep");
    ++at_;
    const NodeId operand = unary();
    --nesting_;
    return node(NodeKind::negate, offset, {operand});
}

Result<Ast> parse(std::string_view source, const Schema* schema) {
    if (source.size() > max_source_bytes) {
        return error("expr.too_long", {{"most", std::to_string(max_source_bytes)}}, "1:1");
    }
    POTOK_TRY(std::vector<Token> tokens, tokenize(source));
    return Parser(source, std::move(tokens), schema).run();
}

}  // namespace potok::expr
