// The recursive descent over FEEL's grammar. Errors are kept aside and every function gives `no_node` from
// then on, which keeps the frames of the recursion small: its depth is limited, the stack of a browser too.
// Inside this floor only.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "expr/ast.h"
#include "expr/lexer.h"
#include "expr/schema.h"

namespace potok::expr {

class Parser {
public:
    Parser(std::string_view source, std::vector<Token> tokens, const Schema* schema);
    Result<Ast> run();
    Result<Ast> run_unary_tests();
    Result<Type> run_type();

private:
    struct Scope {
        std::string_view name;  // empty: the item of a filter, whose members are in scope
        std::uint16_t slot;
        bool used = false;
    };

    const Token& now() const { return tokens_[at_]; }
    const Token& ahead(std::size_t n) const { return tokens_[std::min(at_ + n, tokens_.size() - 1)]; }
    bool failed() const { return error_.has_value(); }

    NodeId fail(std::size_t offset, std::string code, std::map<std::string, std::string> args = {}) {
        if (!failed()) error_ = error_at(ast_.source, offset, std::move(code), std::move(args));
        return no_node;
    }
    NodeId unexpected(std::string_view expected) {
        const Token& t = now();
        if (t.kind == TokenKind::end)
            return fail(t.offset, "expr.unexpected_end", {{"expected", std::string(expected)}});
        return fail(t.offset, "expr.unexpected",
                    {{"found", std::string(t.text)}, {"expected", std::string(expected)}});
    }
    bool take(std::string_view text) {
        if (!now().is(text)) return false;
        ++at_;
        return true;
    }
    bool need(std::string_view text) {
        if (failed()) return false;
        if (take(text)) return true;
        unexpected(text);
        return false;
    }

    // --- nodes (parser_primary.cpp, as names, literals and calls)

    NodeId node(NodeKind kind, std::size_t offset, std::span<const NodeId> children, Op op = Op::none);
    NodeId node(NodeKind kind, std::size_t offset, std::initializer_list<NodeId> children, Op op = Op::none) {
        return node(kind, offset, std::span(children.begin(), children.size()), op);
    }
    NodeId literal(std::size_t offset, Value value);
    std::uint32_t text(std::string t);
    std::size_t start_of(NodeId id) const { return id == no_node ? 0 : ast_.nodes[id].offset; }

    std::uint16_t declare(std::string_view name);
    std::uint16_t declare_owned(std::string name);
    bool is_variable(std::string_view name) const;
    void close_scopes(std::size_t size) { scopes_.resize(std::min(size, scopes_.size())); }

    // --- grammar

    // One level of nesting.
    NodeId expression();
    NodeId choose();
    // for x in list, y in 1..5 return e; some/every x in list satisfies e
    NodeId iteration(NodeKind kind);
    // The words up to `end` as one name: "start date".
    std::string words_before(std::string_view end);
    NodeId joined(NodeKind kind, std::string_view word, NodeId (Parser::*part)());
    NodeId any_of();
    NodeId all_of();
    NodeId comparison();
    // After `in`: one test, or several in brackets.
    void tests(std::vector<NodeId>& parts);
    // "< 5", a range, a list, a value, a condition over `?`. `bare`: what follows `in` without brackets.
    NodeId test(bool bare);
    // a, b, c up to `end`
    void several_tests(std::vector<NodeId>& parts);
    struct Bracket {
        std::size_t end;  // token that closes it; the last one where nothing does
        bool range;       // is there ".." within?
    };
    Bracket bracket_at(std::size_t at) const;
    bool range_ahead() const;
    // The token behind the bracket that closes the one at `at`.
    const Token& behind_bracket(std::size_t at) const;
    NodeId range_end(std::size_t offset, NodeId from, bool open_start);
    NodeId half_range(std::size_t offset);
    bool half_range_ahead() const;
    NodeId chain(NodeId (Parser::*part)(), std::initializer_list<Op> ops);
    NodeId sum();
    NodeId product();
    NodeId power();
    NodeId unary();
    // .member, [filter], (arguments), as many as follow
    NodeId postfix(NodeId id);
    NodeId instance_of(NodeId id);
    NodeId member(NodeId of, std::size_t offset);
    NodeId filter(NodeId of, std::size_t offset);
    NodeId primary();
    NodeId list_after(std::size_t offset, NodeId first);
    // {key: value, "other key": value}
    NodeId context(std::size_t offset);
    // @"2026-11-22", @"10:30", @"2026-11-22T10:30:00Z", @"PT24H"
    NodeId at_literal(std::size_t offset);
    NodeId word();
    NodeId named(std::size_t offset, std::size_t words, const std::string& name);
    NodeId call(std::size_t offset, std::size_t words, std::uint32_t index);
    struct Arguments {
        std::vector<NodeId> values;
        std::vector<std::string> names;  // of named ones; empty: by position
    };
    Arguments arguments();
    // The arguments in the order of the function's parameters; what is left out is null.
    bool arrange(const Function& f, std::size_t offset, Arguments& args);
    NodeId invoke(NodeId callee, std::size_t offset);
    NodeId function(std::size_t offset);
    // A name from tokens with the characters . / - ' + * or numbers between words, where the schema or a scope knows it.
    bool odd_name(std::size_t& tokens, std::string& name) const;

    Type type();
    Type type_arguments(Kind kind);

    static bool is_keyword(const Token& t);
    static constexpr std::size_t max_words = 5;  // of a name

    std::vector<Token> tokens_;
    const Schema* schema_;
    std::size_t at_ = 0;
    Ast ast_;
    std::optional<Error> error_;
    int nesting_ = 0;
    bool endpoint_ = false;  // in the end of a range "[" closes it: [1..3[
    std::vector<Scope> scopes_;
    std::vector<std::unique_ptr<std::string>> names_;  // what the scopes' names point to
    std::vector<std::string> keys_;                    // keys of several words that contexts have been given
};

}  // namespace potok::expr
