// Calls, functions defined in expressions, and types written in FEEL.
#include <array>
#include <iterator>

#include "expr/grammar.h"

namespace potok::expr {

namespace {

// "string, start position, length" → its parts.
std::vector<std::string_view> parts_of(std::string_view list, std::string_view separator) {
    std::vector<std::string_view> out;
    while (!list.empty()) {
        const std::size_t at = list.find(separator);
        out.push_back(list.substr(0, at));
        list = at == std::string_view::npos ? std::string_view() : list.substr(at + separator.size());
    }
    return out;
}

struct NamedType {
    std::string_view name;
    Kind kind;
};
constexpr NamedType type_names[] = {
    {"days and time duration", Kind::days_duration},
    {"years and months duration", Kind::years_duration},
    {"date and time", Kind::date_time},
    {"Any", Kind::any},
    {"Null", Kind::null},
    {"boolean", Kind::boolean},
    {"number", Kind::number},
    {"string", Kind::string},
    {"date", Kind::date},
    {"time", Kind::time},
    {"list", Kind::list},
    {"context", Kind::context},
    {"range", Kind::range},
    {"function", Kind::function},
    {"money", Kind::money},
    {"record", Kind::record},
};

}  // namespace

Parser::Arguments Parser::arguments() {
    Arguments out;
    need("(");
    if (failed() || take(")")) return out;
    do {
        std::size_t words = 0;
        while (words < max_words && ahead(words).kind == TokenKind::word) ++words;
        const bool named = words > 0 && ahead(words).is(":");
        if (named != !out.names.empty() && !out.values.empty()) {
            unexpected(named ? "value" : "name");
            return out;
        }
        if (named) {
            out.names.push_back(words_before(":"));
            need(":");
        }
        out.values.push_back(expression());
    } while (!failed() && take(","));
    need(")");
    return out;
}

bool Parser::arrange(const Function& f, std::size_t offset, Arguments& args) {
    if (args.names.empty()) return true;
    for (const std::string_view alternative : parts_of(f.names, " | ")) {
        const auto parameters = parts_of(alternative, ", ");
        std::vector<NodeId> values(parameters.size(), no_node);
        std::size_t used = 0;
        for (std::size_t i = 0; i < args.names.size(); ++i) {
            const auto at = std::find(parameters.begin(), parameters.end(), args.names[i]);
            if (at == parameters.end()) break;
            NodeId& place = values[static_cast<std::size_t>(at - parameters.begin())];
            if (place != no_node) break;
            place = args.values[i];
            ++used;
        }
        if (used != args.names.size()) continue;
        while (values.back() == no_node) values.pop_back();
        for (NodeId& value : values) {
            if (value == no_node) value = literal(offset, Value());
        }
        args.values = std::move(values);
        return true;
    }
    fail(offset, "expr.argument_names", {{"function", std::string(f.name)}, {"names", std::string(f.names)}});
    return false;
}

NodeId Parser::call(std::size_t offset, std::size_t words, std::uint32_t index) {
    at_ += words;
    Arguments args = arguments();
    if (failed()) return no_node;
    const Function& f = functions()[index];
    if (!arrange(f, offset, args)) return no_node;
    if (args.values.size() < f.least || (f.most != variadic && args.values.size() > f.most)) {
        const std::string most = f.most == variadic ? "∞" : std::to_string(f.most);
        return fail(offset, "expr.argument_count",
                    {{"function", std::string(f.name)},
                     {"given", std::to_string(args.values.size())},
                     {"least", std::to_string(f.least)},
                     {"most", most}});
    }
    const NodeId id = node(NodeKind::call, offset, args.values);
    if (id == no_node) return id;
    ast_.nodes[id].payload = index;
    ast_.transient = ast_.transient || f.name == "range";
    return id;
}

NodeId Parser::invoke(NodeId callee, std::size_t offset) {
    Arguments args = arguments();
    if (failed()) return no_node;
    args.values.insert(args.values.begin(), callee);
    const NodeId id = node(NodeKind::invoke, offset, args.values);
    if (id == no_node) return id;
    ast_.nodes[id].payload = no_signature;
    if (args.names.empty()) return id;
    ast_.nodes[id].payload = static_cast<std::uint32_t>(ast_.signatures.size());
    ast_.signatures.push_back({std::move(args.names), {}});
    return id;
}

// function(x, y: number) body
NodeId Parser::function(std::size_t offset) {
    at_ += 2;
    const std::size_t scope = scopes_.size();
    Signature signature;
    if (!now().is(")")) {
        do {
            if (now().kind != TokenKind::word || is_keyword(now())) return unexpected("name");
            std::string name(now().text);
            ++at_;
            while (now().kind == TokenKind::word) {
                name += ' ';
                name += now().text;
                ++at_;
            }
            if (std::find(signature.names.begin(), signature.names.end(), name) != signature.names.end()) {
                return fail(now().offset, "expr.duplicate_key", {{"name", name}});
            }
            signature.types.push_back(take(":") ? type() : Type());
            declare_owned(name);
            signature.names.push_back(std::move(name));
        } while (!failed() && take(","));
    }
    need(")");
    if (now().is("external")) return unexpected("value");
    const NodeId body = expression();
    close_scopes(scope);
    const NodeId id = node(NodeKind::function, offset, {body});
    if (id == no_node) return id;
    ast_.nodes[id].slot = static_cast<std::uint16_t>(scope);
    ast_.nodes[id].payload = static_cast<std::uint32_t>(ast_.signatures.size());
    ast_.signatures.push_back(std::move(signature));
    ast_.transient = true;
    return id;
}

NodeId Parser::instance_of(NodeId id) {
    while (!failed() && now().is("instance") && ahead(1).is("of")) {
        at_ += 2;
        Type wanted = type();
        const NodeId test = node(NodeKind::instance_of, start_of(id), {id});
        if (test == no_node) return test;
        ast_.nodes[test].payload = static_cast<std::uint32_t>(ast_.named_types.size());
        ast_.named_types.push_back(std::move(wanted));
        id = test;
    }
    return id;
}

Type Parser::type() {
    if (failed()) return {};
    if (++nesting_ > max_depth) {
        fail(now().offset, "expr.too_deep");
        return {};
    }
    const std::size_t offset = now().offset;
    for (const NamedType& known : type_names) {
        const auto words = parts_of(known.name, " ");
        bool same = true;
        for (std::size_t i = 0; same && i < words.size(); ++i) same = ahead(i).is(words[i]);
        if (!same) continue;
        at_ += words.size();
        Type out = type_arguments(known.kind);
        --nesting_;
        return out;
    }
    if (now().kind == TokenKind::word) fail(offset, "expr.unknown_type", {{"name", std::string(now().text)}});
    else unexpected("type");
    return {};
}

Type Parser::type_arguments(Kind kind) {
    const bool takes = kind == Kind::list || kind == Kind::range || kind == Kind::context || kind == Kind::function ||
                       kind == Kind::record;
    if (!takes || !now().is("<")) return kind;
    ++at_;
    Type out;
    std::vector<std::pair<std::string, Type>> fields;
    switch (kind) {
        case Kind::list: out = Type::list_of(type()); break;
        case Kind::range: out = Type::range_of(type()); break;
        case Kind::record:
            if (now().kind != TokenKind::word) unexpected("name");
            else out = Type::record_of(std::string(now().text)), ++at_;
            break;
        case Kind::context:
            do {
                std::string name = words_before(":");
                need(":");
                fields.emplace_back(std::move(name), type());
            } while (!failed() && take(","));
            out = Type::context_of(std::move(fields));
            break;
        default:
            if (!now().is(">")) {
                do fields.emplace_back(std::string(), type());
                while (!failed() && take(","));
            }
            need(">");
            need("->");
            return failed() ? Type() : Type::function_of(std::move(fields), type());
    }
    need(">");
    return out;
}

Result<Type> Parser::run_type() {
    Type out = type();
    if (!failed() && now().kind != TokenKind::end) unexpected("");
    if (failed()) return *error_;
    return out;
}

Result<Type> parse_type(std::string_view text) {
    if (text.size() > max_source_bytes) {
        return error("expr.too_long", {{"most", std::to_string(max_source_bytes)}}, "1:1");
    }
    POTOK_TRY(std::vector<Token> tokens, tokenize(text));
    return Parser(text, std::move(tokens), nullptr).run_type();
}

}  // namespace potok::expr
