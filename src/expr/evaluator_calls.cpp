// Calls: the language's functions, and those that an expression defines.
#include <algorithm>

#include "expr/evaluator.h"

namespace potok::expr {

namespace {

constexpr int max_call_depth = 2 * max_depth;  // nodes above one another, through the bodies of functions

}  // namespace

std::optional<Error> Evaluator::fit_argument(const Function& f, std::size_t position, Value& arg) const {
    const KindMask expected = f.param(position);
    if (arg.is_null() || (expected & mask(type_of(arg).kind))) return std::nullopt;
    if (expected & mask(Kind::list)) {
        arg = ValueList{std::move(arg)};
        return std::nullopt;
    }
    if (const auto* items = arg.as<ValueList>(); items && items->size() == 1) {
        Value only = items->front();
        if (only.is_null() || (expected & mask(type_of(only).kind))) {
            arg = std::move(only);
            return std::nullopt;
        }
    }
    return error("expr.argument", {{"function", std::string(f.name)},
                                   {"position", std::to_string(position + 1)},
                                   {"reason", type_of(arg).str()}});
}

Value Evaluator::call(const Node& n, NodeId id) {
    const Function& f = ast_.function_of(n);
    std::vector<Value> args;
    args.reserve(n.count);
    const bool quiet = f.has(Trait::quiet);
    quiet_ += quiet ? 1 : 0;
    for (const NodeId child : ast_.children_of(n)) args.push_back(eval(child));
    quiet_ -= quiet ? 1 : 0;
    for (std::size_t i = 0; i < args.size(); ++i) {
        if (auto problem = fit_argument(f, i, args[i])) {
            diagnose(ast_.child(n, i), *std::move(problem));
            return {};
        }
        if (args[i].is_null() && !f.has(Trait::takes_null)) {
            diagnose_missing(ast_.child(n, i));
            return {};
        }
    }
    if (spent_) return {};
    Call call(context_, args, budget_, this);
    auto result = f.run(call);
    if (!result) {
        Error e = result.error();
        e.args.emplace("function", std::string(f.name));
        diagnose(id, std::move(e));
        return {};
    }
    return charge(0, id) ? weighed(*std::move(result), id) : Value();
}

Value Evaluator::function(const Node& n, NodeId id) {
    auto closure = std::make_shared<Closure>();
    closure->ast = &ast_;
    closure->node = id;
    closure->parameters = ast_.signatures[n.payload].names.size();
    const std::size_t visible = std::min<std::size_t>(n.slot, variables_.size());
    std::size_t cost = visible;
    for (std::size_t i = 0; i < visible; ++i) {
        const auto* text = variables_[i].as<std::string>();
        cost += text ? text->size() / 64 : 0;
    }
    if (!charge(cost, id)) return {};
    closure->variables.assign(variables_.begin(), variables_.begin() + static_cast<std::ptrdiff_t>(visible));
    return std::static_pointer_cast<const Transient>(std::shared_ptr<const Closure>(std::move(closure)));
}

Value Evaluator::invocation(const Node& n, NodeId id) {
    const NodeId callee = ast_.child(n, 0);
    const Value f = eval(callee);
    if (f.is_null()) {
        diagnose_missing(callee);
        return {};
    }
    const Closure* closure = as_closure(f);
    if (!closure) {
        diagnose(id, error("expr.no_function", {{"given", type_of(f).str()}}));
        return {};
    }
    const Signature& wanted = ast_.signatures[ast_.node(closure->node).payload];
    std::vector<Value> args(wanted.names.size());
    const auto given = ast_.children_of(n).subspan(1);
    const Signature* named = n.payload == no_signature ? nullptr : &ast_.signatures[n.payload];
    bool fits = given.size() == args.size();
    for (std::size_t i = 0; fits && i < given.size(); ++i) {
        std::size_t place = i;
        if (named) {
            const auto at = std::find(wanted.names.begin(), wanted.names.end(), named->names[i]);
            fits = at != wanted.names.end();
            if (!fits) break;
            place = static_cast<std::size_t>(at - wanted.names.begin());
        }
        args[place] = eval(given[i]);
    }
    if (!fits) {
        const std::string count = std::to_string(wanted.names.size());
        diagnose(id, error("expr.argument_count", {{"function", std::string(ast_.text_of(ast_.node(callee)))},
                                                   {"given", std::to_string(given.size())},
                                                   {"least", count},
                                                   {"most", count}}));
        return {};
    }
    return run(*closure, std::move(args), id);
}

Value Evaluator::run(const Closure& f, std::vector<Value> args, NodeId id) {
    const Node& n = ast_.node(f.node);
    const Signature& signature = ast_.signatures[n.payload];
    const NodeId body = ast_.child(n, 0);
    const int deeper = ast_.node(body).depth;
    if (spent_ || !charge(1 + f.variables.size(), id)) return {};
    if (depth_ + deeper > max_call_depth) {
        diagnose(id, error("expr.too_deep"));
        return {};
    }
    for (std::size_t i = 0; i < args.size(); ++i) {
        Value& arg = args[i];
        const Type& wanted = signature.types[i];
        if (arg.is_null() || conforms(arg, wanted)) continue;
        const auto* items = arg.as<ValueList>();
        if (items && items->size() == 1 && conforms(items->front(), wanted)) {
            Value only = items->front();
            arg = std::move(only);
        } else if (wanted.kind == Kind::list && conforms(arg, wanted.item_type())) {
            arg = ValueList{std::move(arg)};
        } else {
            diagnose(id, error("expr.argument", {{"function", signature.names[i]},
                                                 {"position", std::to_string(i + 1)},
                                                 {"reason", type_of(arg).str()}}));
            return {};
        }
    }
    std::vector<Value> outside = std::exchange(variables_, f.variables);
    for (std::size_t i = 0; i < args.size(); ++i) set(static_cast<std::uint16_t>(n.slot + i), std::move(args[i]));
    depth_ += deeper;
    Value result = eval(body);
    depth_ -= deeper;
    variables_ = std::move(outside);
    return result;
}

Result<Value> Evaluator::invoke(const Value& function, std::vector<Value> args) {
    const Closure* closure = as_closure(function);
    if (!closure || closure->parameters != args.size()) return error("expr.no_function", {{"given", type_of(function).str()}});
    return run(*closure, std::move(args), closure->node);
}

}  // namespace potok::expr
