#include "expr/evaluator.h"

#include <algorithm>

#include "expr/operators.h"

namespace potok::expr {

namespace {

constexpr std::size_t max_diagnostics = 16;

}  // namespace

Value Evaluator::eval(NodeId id) {
    if (!charge(1, id)) return {};
    const Node& n = ast_.node(id);
    switch (n.kind) {
        case NodeKind::literal: return ast_.literals[n.payload];
        case NodeKind::name: return name(n, id);
        case NodeKind::member: return member(n, id);
        case NodeKind::negate: return negate(n, id);
        case NodeKind::arithmetic:
        case NodeKind::compare: return binary(n, id);
        case NodeKind::between: return between(n, id);
        case NodeKind::in: return in(n, id);
        case NodeKind::all_of:
        case NodeKind::any_of: return logic(n);
        case NodeKind::choose: return choose(n, id);
        case NodeKind::loop:
        case NodeKind::some:
        case NodeKind::every: return iterate(n, id);
        case NodeKind::filter: return filter(n, id);
        case NodeKind::list: return list(n);
        case NodeKind::context: return context(n);
        case NodeKind::call: return call(n, id);
        case NodeKind::test:
        case NodeKind::range: break;
    }
    assert(false && "tests and ranges have no value of their own");
    return {};
}

// --- names

Value Evaluator::name(const Node& n, NodeId id) {
    const std::string& text = ast_.texts[n.payload];
    for (std::uint32_t i = 0; i < n.lookup_count; ++i) {
        const Lookup lookup = ast_.lookups[n.lookups + i];
        const Value& variable = variables_[lookup.slot];
        if (!lookup.member) return variable;
        if (const auto* entries = variable.as<ValueContext>()) {
            for (const auto& [key, value] : *entries) {
                if (key == text) return value;
            }
        } else if (const auto* record = variable.as<Ref>()) {
            if (auto value = context_.member(*record, text)) return *std::move(value);
        }
    }
    if (auto value = context_.name(text)) return *std::move(value);
    diagnose(id, error("expr.unknown_name", {{"name", text}}));
    return {};
}

Value Evaluator::member(const Node& n, NodeId id) {
    const Value of = eval(ast_.child(n, 0));
    if (of.is_null()) return {};
    return member_of(of, ast_.texts[n.payload], id);
}

Value Evaluator::member_of(const Value& of, const std::string& name, NodeId id) {
    if (const auto* record = of.as<Ref>()) {
        if (auto value = context_.member(*record, name)) return *std::move(value);
    } else if (const auto* entries = of.as<ValueContext>()) {
        for (const auto& [key, value] : *entries) {
            if (key == name) return value;
        }
    } else if (const auto* items = of.as<ValueList>()) {
        ValueList out;
        for (const Value& item : *items) {
            if (!charge(1, id)) return {};
            // lists within lists are not looked into: there is no end to it
            out.push_back(item.is_null() || item.as<ValueList>() ? Value() : member_of(item, name, id));
        }
        return out;
    } else if (auto part = part_of(of, name, context_.zone())) {
        return *std::move(part);
    }
    diagnose(id, error("expr.unknown_member", {{"name", name}, {"type", type_of(of).str()}}));
    return {};
}

// --- variables

void Evaluator::set(std::uint16_t slot, Value value) {
    if (variables_.size() <= slot) variables_.resize(std::size_t{slot} + 1);
    variables_[slot] = std::move(value);
}

// --- functions

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
    quiet_ += f.quiet ? 1 : 0;
    for (const NodeId child : ast_.children_of(n)) args.push_back(eval(child));
    quiet_ -= f.quiet ? 1 : 0;
    for (std::size_t i = 0; i < args.size(); ++i) {
        if (auto problem = fit_argument(f, i, args[i])) {
            diagnose(ast_.child(n, i), *std::move(problem));
            return {};
        }
        if (args[i].is_null() && !f.takes_null) {
            diagnose_missing(ast_.child(n, i));
            return {};
        }
    }
    if (spent_) return {};
    Call call(context_, args, budget_);
    auto result = f.run(call);
    if (!result) {
        Error e = result.error();
        e.args.emplace("function", std::string(f.name));
        diagnose(id, std::move(e));
        return {};
    }
    return charge(0, id) ? *std::move(result) : Value();
}

// --- diagnostics

Value Evaluator::value_or_null(Result<Value> result, NodeId id) {
    if (result) return *std::move(result);
    diagnose(id, result.error());
    return {};
}

void Evaluator::diagnose(NodeId id, Error e) {
    if (quiet_ > 0 || diagnostics_.size() >= max_diagnostics) return;
    Error located = error_at(ast_.source, ast_.node(id).offset, std::move(e.code), std::move(e.args));
    // a loop meets the same trouble again and again
    const bool known = std::any_of(diagnostics_.begin(), diagnostics_.end(), [&](const Error& d) {
        return d.code == located.code && d.place == located.place;
    });
    if (!known) diagnostics_.push_back(std::move(located));
}

void Evaluator::diagnose_missing(NodeId id) {
    const Node& n = ast_.node(id);
    if (n.kind != NodeKind::name && n.kind != NodeKind::member) return;
    diagnose(id, error("expr.no_value", {{"name", std::string(ast_.text_of(n))}}));
}

bool Evaluator::charge(std::size_t steps, NodeId id) {
    budget_ -= static_cast<std::int64_t>(steps);
    if (budget_ >= 0) return true;
    if (!spent_) {
        spent_ = true;
        quiet_ = 0;
        if (diagnostics_.size() >= max_diagnostics) diagnostics_.pop_back();
        diagnose(id, error("expr.budget"));
    }
    return false;
}

Evaluation evaluate(const Expression& expression, const EvalContext& context) {
    Evaluator evaluator(expression.ast(), context);
    Evaluation out;
    out.value = evaluator.eval(expression.ast().root);
    out.diagnostics = evaluator.take_diagnostics();
    return out;
}

}  // namespace potok::expr
