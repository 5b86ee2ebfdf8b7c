#include "expr/evaluator.h"

#include <algorithm>

#include "expr/operators.h"

namespace potok::expr {

namespace {

constexpr std::size_t max_diagnostics = 16;
constexpr int max_value_depth = 60;  // JSON of values is read 64 deep

// Copying a long text is work.
std::size_t copy_cost(const Value& v) {
    const auto* text = v.as<std::string>();
    return text ? text->size() / 64 : 0;
}

bool has_transient(const Value& v) {
    if (v.as<Transient>()) return true;
    if (const auto* items = v.as<ValueList>()) return std::any_of(items->begin(), items->end(), has_transient);
    const auto* entries = v.as<ValueContext>();
    return entries &&
           std::any_of(entries->begin(), entries->end(), [](const auto& e) { return has_transient(e.second); });
}

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
        case NodeKind::list: return weighed(list(n), id);
        case NodeKind::context: return weighed(context(n), id);
        case NodeKind::call: return call(n, id);
        case NodeKind::test:
        case NodeKind::range: return std::static_pointer_cast<const Transient>(std::make_shared<const Range>(range(n)));
        case NodeKind::function: return function(n, id);
        case NodeKind::invoke: return invocation(n, id);
        case NodeKind::instance_of: return instance_of(n);
    }
    return {};
}

// null is an instance of Null and of nothing else.
Value Evaluator::instance_of(const Node& n) {
    const Value v = eval(ast_.child(n, 0));
    const Type& type = ast_.named_types[n.payload];
    return v.is_null() ? type.kind == Kind::null : conforms(v, type);
}

// --- names

Value Evaluator::name(const Node& n, NodeId id) {
    const std::string& text = ast_.texts[n.payload];
    for (std::uint32_t i = 0; i < n.lookup_count; ++i) {
        const Lookup lookup = ast_.lookups[n.lookups + i];
        const Value& variable = variables_[lookup.slot];
        if (!lookup.member) return charge(copy_cost(variable), id) ? variable : Value();
        if (const auto* entries = variable.as<ValueContext>()) {
            for (const auto& [key, value] : *entries) {
                if (key == text) return value;
            }
        } else if (const auto* record = variable.as<Ref>()) {
            if (auto value = context_.member(*record, text)) return *std::move(value);
        }
    }
    if (auto value = context_.name(text)) return charge(copy_cost(*value), id) ? *std::move(value) : Value();
    if (is_news(id, "expr.unknown_name")) diagnose(id, error("expr.unknown_name", {{"name", text}}));
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
        return {};  // what an event does not bring is empty
    } else if (const auto* items = of.as<ValueList>()) {
        ValueList out;
        for (const Value& item : *items) {
            if (!charge(1, id)) return {};
            // lists within lists are not looked into: there is no end to it
            out.push_back(item.is_null() || item.as<ValueList>() ? Value() : member_of(item, name, id));
        }
        return weighed(std::move(out), id);
    } else if (const Range* range = as_range(of)) {
        if (name == "start") return range->start;
        if (name == "end") return range->end;
        if (name == "start included") return range->start_included;
        if (name == "end included") return range->end_included;
    } else if (auto part = part_of(of, name, context_.zone())) {
        return *std::move(part);
    }
    if (is_news(id, "expr.unknown_member")) diagnose(id, error("expr.unknown_member", {{"name", name}, {"type", type_of(of).str()}}));
    return {};
}

// --- variables

void Evaluator::set(std::uint16_t slot, Value value) {
    if (variables_.size() <= slot) variables_.resize(std::size_t{slot} + 1);
    variables_[slot] = std::move(value);
}

// --- diagnostics

Value Evaluator::value_or_null(Result<Value> result, NodeId id) {
    if (result) return *std::move(result);
    diagnose(id, result.error());
    return {};
}

bool Evaluator::is_news(NodeId id, std::string_view code) const {
    if (quiet_ > 0 || diagnostics_.size() >= max_diagnostics) return false;
    return std::none_of(told_.begin(), told_.end(), [&](const auto& t) { return t.first == id && t.second == code; });
}

void Evaluator::diagnose(NodeId id, Error e) {
    if (!is_news(id, e.code)) return;
    told_.emplace_back(id, e.code);
    Error located = error_at(ast_.source, ast_.node(id).offset, std::move(e.code), std::move(e.args));
    // two nodes may begin at one place
    const bool known = std::any_of(diagnostics_.begin(), diagnostics_.end(), [&](const Error& d) {
        return d.code == located.code && d.place == located.place;
    });
    if (!known) diagnostics_.push_back(std::move(located));
}

void Evaluator::diagnose_missing(NodeId id) {
    const Node& n = ast_.node(id);
    if (n.kind != NodeKind::name && n.kind != NodeKind::member) return;
    if (is_news(id, "expr.no_value")) diagnose(id, error("expr.no_value", {{"name", std::string(ast_.text_of(n))}}));
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

Value Evaluator::weighed(Value value, NodeId id) {
    return weigh(value, 0, id) ? value : Value();
}

bool Evaluator::weigh(const Value& value, int depth, NodeId id) {
    const auto* items = value.as<ValueList>();
    const auto* entries = value.as<ValueContext>();
    if (!items && !entries) return true;
    if (!charge(items ? items->size() : entries->size(), id)) return false;
    if (depth == max_value_depth) {
        diagnose(id, error("expr.too_large"));
        return false;
    }
    if (items) {
        return std::all_of(items->begin(), items->end(), [&](const Value& v) { return weigh(v, depth + 1, id); });
    }
    return std::all_of(entries->begin(), entries->end(), [&](const auto& e) { return weigh(e.second, depth + 1, id); });
}

Value Evaluator::outcome(Value value) {
    if (!ast_.transient || !has_transient(value)) return value;
    const Type type = type_of(value);
    diagnose(ast_.root, error("expr.inner_value", {{"type", type.str()}}));
    return {};
}

Evaluation evaluate(const Expression& expression, const EvalContext& context) {
    Evaluator evaluator(expression.ast(), context);
    Evaluation out;
    out.value = evaluator.outcome(evaluator.eval(expression.ast().root));
    out.diagnostics = evaluator.take_diagnostics();
    return out;
}

}  // namespace potok::expr
