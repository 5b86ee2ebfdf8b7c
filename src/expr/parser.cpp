// From whole expressions down to arithmetic; names, literals and calls are in parser_primary.cpp.
#include "expr/parser.h"

#include <array>
#include <iterator>

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

bool Parser::half_range_ahead() const {
    const Op op = comparison_op(now());
    return op != Op::none && op != Op::unequal;
}

Parser::Parser(std::string_view source, std::vector<Token> tokens, const Schema* schema)
    : tokens_(std::move(tokens)), schema_(schema) {
    ast_.source = source;
}

Result<Ast> Parser::run_unary_tests() {
    const std::size_t offset = now().offset;
    const std::uint16_t slot = declare("?");
    const NodeId input = node(NodeKind::name, offset, {});
    ast_.nodes[input].payload = text("?");
    ast_.nodes[input].lookup_count = 1;
    ast_.lookups.push_back({slot, false});
    if (now().is("-") && ahead(1).kind == TokenKind::end) {
        ++at_;
        ast_.root = literal(offset, true);
        return std::move(ast_);
    }
    const bool negated = now().is("not") && ahead(1).is("(") && behind_bracket(at_ + 1).kind == TokenKind::end;
    if (negated) at_ += 2;
    std::vector<NodeId> parts{input};
    several_tests(parts);
    if (negated) need(")");
    if (!failed() && now().kind != TokenKind::end) unexpected(",");
    ast_.root = node(NodeKind::in, offset, parts);
    if (failed()) return *error_;
    ast_.nodes[ast_.root].slot = slot;
    ast_.nodes[ast_.root].flag = true;
    if (negated) {
        ast_.root = node(NodeKind::call, offset, {ast_.root});
        if (failed()) return *error_;
        ast_.nodes[ast_.root].payload = *function_index("not");
    }
    return std::move(ast_);
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
        std::string name = words_before("in");
        need("in");
        const std::size_t from = now().offset;
        NodeId source = expression();
        if (take("..")) {
            const NodeId to = expression();
            source = node(NodeKind::range, from, {source, to});
            if (source != no_node) ast_.nodes[source].flag = true;
        }
        parts.push_back(source);
        declare_owned(std::move(name));
    } while (!failed() && take(","));
    need(kind == NodeKind::loop ? "return" : "satisfies");
    if (kind == NodeKind::loop) declare("partial");
    parts.push_back(expression());
    const bool partial = kind == NodeKind::loop && !failed() && scopes_.back().used;
    close_scopes(scope);
    const NodeId id = node(kind, offset, parts);
    if (id == no_node) return id;
    ast_.nodes[id].slot = slot;
    ast_.nodes[id].flag = partial;
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
        const std::size_t scope = scopes_.size();
        const std::uint16_t slot = declare("?");
        std::vector<NodeId> parts{left};
        tests(parts);
        const bool used = !failed() && scopes_[scope].used;
        close_scopes(scope);
        const NodeId id = node(NodeKind::in, start_of(left), parts);
        if (id == no_node) return id;
        ast_.nodes[id].slot = slot;
        ast_.nodes[id].flag = used;
        return id;
    }
    return left;
}

void Parser::tests(std::vector<NodeId>& parts) {
    static constexpr std::string_view more[] = {"*", "/", "+", "-", "**", ".", "[", "("};
    const auto goes_on = [&] {  // (a + b) * c is one value, not a test in brackets
        const Token& t = behind_bracket(at_);
        return t.kind == TokenKind::symbol && std::find(std::begin(more), std::end(more), t.text) != std::end(more);
    };
    if (!now().is("(") || range_ahead() || goes_on()) {
        parts.push_back(test(true));
        return;
    }
    ++at_;
    several_tests(parts);
    need(")");
}

void Parser::several_tests(std::vector<NodeId>& parts) {
    do parts.push_back(test(false));
    while (!failed() && take(","));
}

NodeId Parser::test(bool bare) {
    if (failed()) return no_node;
    const std::size_t offset = now().offset;
    if (const Op op = comparison_op(now()); op != Op::none) {
        ++at_;
        const NodeId value = sum();
        return node(NodeKind::test, offset, {value}, op);
    }
    const auto input = std::find_if(scopes_.rbegin(), scopes_.rend(), [](const Scope& s) { return s.name == "?"; });
    const auto index = static_cast<std::size_t>(scopes_.rend() - input) - 1;
    const bool before = std::exchange(scopes_[index].used, false);
    const NodeId value = bare ? sum() : expression();
    if (failed()) return no_node;
    const bool over_input = scopes_[index].used;
    scopes_[index].used = before || over_input;
    return over_input ? node(NodeKind::test, offset, {value}) : value;
}

// "]" opens where a value is due, and "[" closes a range behind its end: ]1..3[.
Parser::Bracket Parser::bracket_at(std::size_t at) const {
    const auto operand = [&](const Token& t) {
        if (t.kind == TokenKind::word) return !is_keyword(t) || t.is("true") || t.is("false") || t.is("null");
        return t.kind != TokenKind::symbol || t.is(")") || t.is("]") || t.is("}") || t.is("?");
    };
    std::vector<bool> ranges{false};  // of the brackets that are open: has it ".."?
    std::vector<int> loops{0};        // and how many loops are between `for` and `return`, whose ".." is their own
    bool outermost = false;
    for (std::size_t i = at + 1; i + 1 < tokens_.size(); ++i) {
        const Token& t = tokens_[i];
        if (t.is("for") || t.is("some") || t.is("every")) ++loops.back();
        if (t.is("return") || t.is("satisfies")) --loops.back();
        if (t.kind != TokenKind::symbol) continue;
        const bool behind_operand = operand(tokens_[i - 1]);
        const bool list_end = tokens_[i - 1].is("[");  // []
        const bool opens = t.is("(") || t.is("{") || (t.is("[") && !(ranges.back() && behind_operand)) ||
                           (t.is("]") && !behind_operand && !list_end);
        if (t.is("..") && loops.back() <= 0) ranges.back() = true;
        outermost = outermost || (ranges.size() == 1 && ranges.back());
        if (opens) {
            ranges.push_back(false);
            loops.push_back(0);
        } else if (t.is(")") || t.is("]") || t.is("}") || t.is("[")) {
            ranges.pop_back();
            loops.pop_back();
            if (ranges.empty()) return {i, outermost};
        }
    }
    return {tokens_.size() - 1, outermost};
}

bool Parser::range_ahead() const { return bracket_at(at_).range; }

const Token& Parser::behind_bracket(std::size_t at) const {
    return tokens_[std::min(bracket_at(at).end + 1, tokens_.size() - 1)];
}

// "< 5)" after the bracket at `offset`: all that is below 5.
NodeId Parser::half_range(std::size_t offset) {
    if (++nesting_ > max_depth) return fail(offset, "expr.too_deep");
    const Op op = comparison_op(now());
    ++at_;
    const NodeId value = sum();
    need(")");
    --nesting_;
    ast_.transient = true;
    return node(NodeKind::test, offset, {value}, op);
}

NodeId Parser::range_end(std::size_t offset, NodeId from, bool open_start) {
    if (++nesting_ > max_depth) return fail(offset, "expr.too_deep");
    const bool endpoint = std::exchange(endpoint_, true);
    const NodeId to = sum();
    endpoint_ = endpoint;
    --nesting_;
    if (failed()) return no_node;
    const bool open_end = now().is(")") || now().is("[");
    if (!open_end && !now().is("]")) return unexpected("]");
    ++at_;
    const NodeId id = node(NodeKind::range, offset, {from, to});
    if (id != no_node) {
        ast_.nodes[id].open_start = open_start;
        ast_.nodes[id].open_end = open_end;
        ast_.transient = true;
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
    if (!now().is("-")) return failed() ? no_node : instance_of(postfix(primary()));
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

Result<Ast> parse_unary_tests(std::string_view source, const Schema* schema) {
    if (source.size() > max_source_bytes) {
        return error("expr.too_long", {{"most", std::to_string(max_source_bytes)}}, "1:1");
    }
    POTOK_TRY(std::vector<Token> tokens, tokenize(source));
    return Parser(source, std::move(tokens), schema).run_unary_tests();
}

}  // namespace potok::expr
