// Nodes, names, literals, calls: what expressions are put together from.
#include <array>

#include "expr/grammar.h"

namespace potok::expr {

namespace {

constexpr std::array<std::string_view, 18> keywords = {
    "and", "between",  "else", "every", "external", "false",     "for",  "function", "if",
    "in",  "instance", "null", "or",    "return",   "satisfies", "some", "then",     "true"};

}  // namespace

bool Parser::is_keyword(const Token& t) {
    return t.kind == TokenKind::word && std::find(keywords.begin(), keywords.end(), t.text) != keywords.end();
}

NodeId Parser::node(NodeKind kind, std::size_t offset, std::span<const NodeId> children, Op op) {
    if (failed()) return no_node;
    Node n;
    n.kind = kind;
    n.op = op;
    n.offset = static_cast<std::uint32_t>(offset);
    if (at_ > 0) {
        const Token& last = tokens_[at_ - 1];
        n.length = last.offset + last.length - n.offset;
    }
    n.first = static_cast<std::uint32_t>(ast_.children.size());
    n.count = static_cast<std::uint32_t>(children.size());
    int depth = 0;
    for (const NodeId child : children) {
        depth = std::max<int>(depth, ast_.nodes[child].depth);
        ast_.children.push_back(child);
    }
    if (depth >= max_depth) return fail(offset, "expr.too_deep");
    n.depth = static_cast<std::uint16_t>(depth + 1);
    ast_.nodes.push_back(n);
    return static_cast<NodeId>(ast_.nodes.size() - 1);
}

NodeId Parser::literal(std::size_t offset, Value value) {
    const NodeId id = node(NodeKind::literal, offset, {});
    if (id == no_node) return id;
    ast_.nodes[id].payload = static_cast<std::uint32_t>(ast_.literals.size());
    ast_.literals.push_back(std::move(value));
    return id;
}

std::uint32_t Parser::text(std::string t) {
    ast_.texts.push_back(std::move(t));
    return static_cast<std::uint32_t>(ast_.texts.size() - 1);
}

std::uint16_t Parser::declare(std::string_view name) {
    const auto slot = static_cast<std::uint16_t>(scopes_.size());
    scopes_.push_back({name, slot});
    return slot;
}

std::uint16_t Parser::declare_owned(std::string name) {
    names_.push_back(std::make_unique<std::string>(std::move(name)));
    return declare(*names_.back());
}

bool Parser::is_variable(std::string_view name) const {
    return std::any_of(scopes_.begin(), scopes_.end(),
                       [&](const Scope& s) { return !s.name.empty() && s.name == name; });
}

std::string Parser::words_before(std::string_view end) {
    std::string name;
    while (now().kind == TokenKind::word && !now().is(end)) {
        if (!name.empty()) name += ' ';
        name += now().text;
        ++at_;
    }
    return name;
}

NodeId Parser::postfix(NodeId id) {
    while (!failed()) {
        const std::size_t offset = start_of(id);
        if (take(".")) id = member(id, offset);
        else if (!endpoint_ && take("[")) id = filter(id, offset);
        else if (now().is("(") && ast_.nodes[id].kind != NodeKind::literal) id = invoke(id, offset);
        else break;
    }
    return id;
}

// Parts of values whose names have several words; keys of contexts that do are known once they have been read.
NodeId Parser::member(NodeId of, std::size_t offset) {
    static constexpr std::string_view parts[] = {"time offset", "start included", "end included"};
    if (now().kind != TokenKind::word) return unexpected("name");
    std::string name(now().text), longest = name;
    std::size_t words = 1;
    for (std::size_t n = 1; n < max_words && ahead(n).kind == TokenKind::word; ++n) {
        name += ' ';
        name += ahead(n).text;
        const bool known = std::find(std::begin(parts), std::end(parts), name) != std::end(parts) ||
                           std::find(keys_.begin(), keys_.end(), name) != keys_.end();
        if (!known) continue;
        longest = name;
        words = n + 1;
    }
    at_ += words;
    const NodeId id = node(NodeKind::member, offset, {of});
    if (id != no_node) ast_.nodes[id].payload = text(std::move(longest));
    return id;
}

NodeId Parser::filter(NodeId of, std::size_t offset) {
    const std::size_t scope = scopes_.size();
    const std::uint16_t slot = declare("");
    const NodeId condition = expression();
    need("]");
    close_scopes(scope);
    const NodeId id = node(NodeKind::filter, offset, {of, condition});
    if (id != no_node) ast_.nodes[id].slot = slot;
    return id;
}

NodeId Parser::primary() {
    if (failed()) return no_node;
    const Token& t = now();
    const std::size_t offset = t.offset;
    switch (t.kind) {
        case TokenKind::end: return unexpected("value");
        case TokenKind::number: {
            const auto number = Decimal::parse(t.text);
            if (!number)
                return fail(offset, "expr.bad_literal", {{"text", std::string(t.text)}, {"kind", "number"}});
            ++at_;
            return literal(offset, *number);
        }
        case TokenKind::string: {
            ++at_;
            return literal(offset, t.content);
        }
        case TokenKind::word: return word();
        case TokenKind::symbol: break;
    }
    if (take("(")) {
        if (half_range_ahead()) return half_range(offset);
        const NodeId inner = expression();
        if (!failed() && take("..")) return range_end(offset, inner, true);
        need(")");
        if (failed()) return no_node;
        ast_.nodes[inner].offset = static_cast<std::uint32_t>(offset);  // its text has the brackets, too
        ast_.nodes[inner].length = tokens_[at_ - 1].offset + 1 - ast_.nodes[inner].offset;
        return inner;
    }
    if (take("[")) {
        if (take("]")) return node(NodeKind::list, offset, {});
        const NodeId first = expression();
        if (!failed() && take("..")) return range_end(offset, first, false);
        return list_after(offset, first);
    }
    if (now().is("]") && range_ahead()) {
        ++at_;
        const NodeId first = expression();
        need("..");
        return failed() ? no_node : range_end(offset, first, true);
    }
    if (now().is("?") && is_variable("?")) return named(offset, 1, "?");
    if (take("{")) return context(offset);
    if (take("@")) return at_literal(offset);
    return unexpected("value");
}

NodeId Parser::list_after(std::size_t offset, NodeId first) {
    std::vector<NodeId> items{first};
    while (!failed() && take(",")) items.push_back(expression());
    need("]");
    return node(NodeKind::list, offset, items);
}

NodeId Parser::context(std::size_t offset) {
    const std::size_t scope = scopes_.size();
    std::vector<NodeId> values;
    std::vector<std::string> keys;
    if (!now().is("}")) {
        do {
            const std::size_t key_offset = now().offset;
            if (now().kind == TokenKind::string) {
                keys.push_back(now().content);
                ++at_;
            } else if (now().kind == TokenKind::word) {
                keys.push_back(words_before(":"));
            } else {
                return unexpected("name");
            }
            if (std::find(keys.begin(), keys.end() - 1, keys.back()) != keys.end() - 1) {
                return fail(key_offset, "expr.duplicate_key", {{"name", keys.back()}});
            }
            need(":");
            values.push_back(expression());
            declare_owned(keys.back());
            if (keys.back().find_first_of(" .-/'+*") != std::string::npos) keys_.push_back(keys.back());
        } while (!failed() && take(","));
    }
    need("}");
    scopes_.resize(std::min(scope, scopes_.size()));
    const NodeId id = node(NodeKind::context, offset, values);
    if (id == no_node) return id;
    ast_.nodes[id].slot = static_cast<std::uint16_t>(scope);
    ast_.nodes[id].payload = static_cast<std::uint32_t>(ast_.texts.size());
    for (std::string& key : keys) ast_.texts.push_back(std::move(key));
    return id;
}

NodeId Parser::at_literal(std::size_t offset) {
    if (now().kind != TokenKind::string) return unexpected("string");
    const std::string content = now().content;
    ++at_;
    if (const auto date = parse_date(content)) return literal(offset, *date);
    if (const auto instant = parse_instant(content)) return literal(offset, *instant);
    if (const auto time = parse_time(content)) return literal(offset, *time);
    if (const auto duration = parse_duration(content)) return literal(offset, *duration);
    if (content.find('T') != std::string::npos) {  // local, or with a zone: only the context knows which moment
        const NodeId argument = literal(offset, content);
        const NodeId id = node(NodeKind::call, offset, {argument});
        if (id != no_node) ast_.nodes[id].payload = *function_index("date and time");
        return id;
    }
    return fail(offset, "expr.bad_literal", {{"text", content.substr(0, 64)}, {"kind", "date or time"}});
}

bool Parser::odd_name(std::size_t& tokens, std::string& name) const {
    static constexpr std::string_view odd[] = {".", "/", "-", "'", "+", "*"};
    constexpr std::size_t most = 9;
    bool any = false, found = false;
    const std::size_t start = now().offset;
    for (std::size_t n = 0; n < most; ++n) {
        const Token& t = ahead(n);
        const bool symbol =
            t.kind == TokenKind::symbol && std::find(std::begin(odd), std::end(odd), t.text) != std::end(odd);
        if (t.kind != TokenKind::word && t.kind != TokenKind::number && !symbol) break;
        any = any || symbol || t.kind == TokenKind::number;
        if (!any) continue;
        std::string candidate;
        for (const char c : ast_.source.substr(start, t.offset + t.length - start)) {
            const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
            if (!blank) candidate += c;
            else if (candidate.back() != ' ') candidate += ' ';
        }
        const bool known = is_variable(candidate) || (schema_ && schema_->name(candidate));
        if (!known) continue;
        tokens = n + 1;
        name = std::move(candidate);
        found = true;
    }
    return found;
}

NodeId Parser::word() {
    const std::size_t offset = now().offset;
    if (std::size_t tokens = 0; ahead(1).kind == TokenKind::symbol || ahead(1).kind == TokenKind::number) {
        if (std::string name; odd_name(tokens, name)) return named(offset, tokens, name);
    }
    if (take("true")) return literal(offset, true);
    if (take("false")) return literal(offset, false);
    if (take("null")) return literal(offset, Value());
    if (now().is("function") && ahead(1).is("(")) return function(offset);
    // The longest run of words that is a name counts: "day of week(d)", "start date".
    std::array<std::string, max_words> names;
    std::size_t words = 0;
    for (; words < max_words && ahead(words).kind == TokenKind::word; ++words) {
        names[words] = words == 0 ? "" : names[words - 1] + " ";
        names[words] += ahead(words).text;
    }
    for (std::size_t n = words; n > 0; --n) {
        const std::string& name = names[n - 1];
        if (ahead(n).is("(")) {  // functions of the language come before variables of their name
            if (const auto function = function_index(name)) return call(offset, n, *function);
        }
        if (n > 1 && (is_variable(name) || (schema_ && schema_->name(name)))) return named(offset, n, name);
    }
    if (is_keyword(now())) return unexpected("value");
    const bool of_item = std::any_of(scopes_.begin(), scopes_.end(), [](const Scope& s) { return s.name.empty(); });
    if (ahead(1).is("(") && !is_variable(names[0]) && !of_item) {
        return fail(offset, "expr.unknown_function", {{"name", names[0]}});
    }
    return named(offset, 1, names[0]);
}

NodeId Parser::named(std::size_t offset, std::size_t words, const std::string& name) {
    at_ += words;
    const NodeId id = node(NodeKind::name, offset, {});
    if (id == no_node) return id;
    Node& n = ast_.nodes[id];
    n.payload = text(name);
    n.lookups = static_cast<std::uint32_t>(ast_.lookups.size());
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
        const bool of_filter = scope->name.empty();
        if (of_filter && name != "item") {
            ast_.lookups.push_back({scope->slot, true});
        } else if (of_filter || scope->name == name) {
            ast_.lookups.push_back({scope->slot, false});
            scope->used = true;
            break;
        }
    }
    n.lookup_count = static_cast<std::uint32_t>(ast_.lookups.size()) - n.lookups;
    return id;
}

}  // namespace potok::expr
