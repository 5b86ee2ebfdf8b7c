// Which rules of a decision table hit, and what comes of it.
#include <algorithm>

#include "expr/decision_table.h"
#include "expr/evaluator.h"
#include "expr/operators.h"

namespace potok::expr {

namespace {

class Run {
public:
    Run(const DecisionTable& table, const EvalContext& context) : table_(table), context_(context) {}

    Decision decide() {
        if (read_inputs()) {
            find_hits();
            if (budget_ > 0) out_.value = value();
        }
        if (budget_ <= 0) {
            out_.rules.clear();
            out_.value = refuse("expr.budget");
        }
        return std::move(out_);
    }

private:
    void take(std::vector<Error> diagnostics, const std::string& place) {
        for (Error& d : diagnostics) {
            if (out_.diagnostics.size() >= 16) return;
            d.place = place + " " + d.place;
            out_.diagnostics.push_back(std::move(d));
        }
    }
    Value refuse(std::string code, std::map<std::string, std::string> args = {}) {
        args.emplace("line", "1");  // sentences of expressions ask for them
        args.emplace("column", "1");
        out_.diagnostics.push_back(error(std::move(code), std::move(args)));
        return {};
    }
    static std::string place(const char* list, std::size_t i) { return std::string(list) + std::to_string(i); }

    // All cells of one decision share a budget of four evaluations.
    Evaluation run(const Ast& ast, const Value* input) {
        Evaluation out;
        if (budget_ <= 0) return out;
        const std::int64_t given = std::min<std::int64_t>(budget_, max_steps);
        Evaluator evaluator(ast, context_, given);
        if (input) evaluator.set(0, *input);
        out.value = evaluator.outcome(evaluator.eval(ast.root));
        out.diagnostics = evaluator.take_diagnostics();
        budget_ -= given - evaluator.budget();
        return out;
    }
    Value evaluated(const Expression& e, const std::string& where) {
        Evaluation result = run(e.ast(), nullptr);
        take(std::move(result.diagnostics), where);
        return std::move(result.value);
    }

    bool read_inputs() {
        for (std::size_t i = 0; i < table_.inputs().size(); ++i) {
            const auto& input = table_.inputs()[i];
            inputs_.push_back(evaluated(input.expression, place("/inputs/", i) + "/expression"));
            if (!input.values) continue;
            const Evaluation allowed = run(input.values->ast(), &inputs_.back());
            if (allowed.is_true()) continue;
            refuse("decision.input_value", {{"input", input.label}, {"value", value_text(inputs_.back())}});
            return false;
        }
        return true;
    }

    bool hits(std::size_t r) {
        const auto& rule = table_.rules()[r];
        for (std::size_t i = 0; i < rule.when.size(); ++i) {
            if (rule.when[i].anything()) continue;
            Evaluation result = run(rule.when[i].ast(), &inputs_[i]);
            if (result.is_true()) continue;
            // that an empty input meets no test is no trouble of the cell's
            if (result.value.is_null() && !inputs_[i].is_null()) {
                take(std::move(result.diagnostics), place("/rules/", r) + place("/when/", i));
            }
            return false;
        }
        return true;
    }

    void find_hits() {
        const HitPolicy policy = table_.hit_policy();
        for (std::size_t r = 0; r < table_.rules().size(); ++r) {
            if (!hits(r)) continue;
            out_.rules.push_back(r);
            results_.push_back(output(r));
            if (policy == HitPolicy::first) break;
        }
        if (policy != HitPolicy::priority && policy != HitPolicy::output_order) return;
        std::vector<std::size_t> order(out_.rules.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return ranks_[a] < ranks_[b]; });
        std::vector<std::size_t> rules;
        std::vector<Value> results;
        for (const std::size_t i : order) {
            rules.push_back(out_.rules[i]);
            results.push_back(std::move(results_[i]));
        }
        out_.rules = std::move(rules);
        results_ = std::move(results);
    }

    // The outputs of a rule, and their rank: the position of each among the allowed values.
    Value output(std::size_t r) {
        std::vector<std::size_t> rank;
        ValueContext several;
        for (std::size_t i = 0; i < table_.outputs().size(); ++i) {
            const auto& output = table_.outputs()[i];
            const std::string where = place("/rules/", r) + place("/then/", i);
            Value v = evaluated(table_.rules()[r].then[i], where);
            const auto& allowed = output.values;
            const auto found = std::find(allowed.begin(), allowed.end(), v);
            if (!allowed.empty() && found == allowed.end() && !v.is_null()) {
                refuse("decision.output_value", {{"output", output.name}, {"value", value_text(v)}});
                v = Value();
            }
            if (!allowed.empty()) rank.push_back(static_cast<std::size_t>(found - allowed.begin()));
            several.emplace_back(output.name, std::move(v));
        }
        ranks_.push_back(std::move(rank));
        if (several.size() == 1) return several.front().second;
        return several;
    }

    std::string numbers() const {
        std::string list;
        for (const std::size_t r : out_.rules) list += (list.empty() ? "" : ", ") + std::to_string(r + 1);
        return list;
    }

    Value value() {
        switch (table_.hit_policy()) {
            case HitPolicy::rule_order:
            case HitPolicy::output_order:
            case HitPolicy::collect: return collected();
            default: break;
        }
        if (results_.empty()) return fallback();
        if (results_.size() > 1 && table_.hit_policy() == HitPolicy::unique) {
            return refuse("decision.not_unique", {{"rules", numbers()}});
        }
        const bool same = std::all_of(results_.begin(), results_.end(), [&](const Value& v) { return v == results_.front(); });
        if (!same && table_.hit_policy() == HitPolicy::any) return refuse("decision.not_same", {{"rules", numbers()}});
        return results_.front();
    }

    Value fallback() {
        ValueContext several;
        bool any = false;
        for (std::size_t i = 0; i < table_.outputs().size(); ++i) {
            const auto& output = table_.outputs()[i];
            any = any || output.fallback.has_value();
            several.emplace_back(output.name, output.fallback
                                                  ? evaluated(*output.fallback, place("/outputs/", i) + "/default")
                                                  : Value());
        }
        if (!any) return refuse("decision.no_rule");
        if (several.size() == 1) return several.front().second;
        return several;
    }

    Value collected() {
        const bool any_default = std::any_of(table_.outputs().begin(), table_.outputs().end(),
                                             [](const auto& o) { return o.fallback.has_value(); });
        if (results_.empty() && any_default && table_.aggregation() != Aggregation::count) {
            Value v = fallback();
            return table_.aggregation() == Aggregation::none ? Value(ValueList{std::move(v)}) : v;
        }
        switch (table_.aggregation()) {
            case Aggregation::none: return ValueList(results_);
            case Aggregation::count: return static_cast<std::int64_t>(results_.size());
            default: return aggregated();
        }
    }

    Value aggregated() {
        if (results_.empty()) return refuse("decision.no_rule");
        Value all = results_.front();
        for (const Value& v : results_) {
            if (v.is_null()) return refuse("expr.null_item", {{"position", std::to_string(&v - results_.data() + 1)}});
        }
        for (std::size_t i = 1; i < results_.size(); ++i) {
            const Value& v = results_[i];
            if (table_.aggregation() == Aggregation::sum) {
                auto sum = arithmetic(Op::add, all, v, context_.zone());
                if (!sum) return refuse(sum.error().code, sum.error().args);
                all = *std::move(sum);
                continue;
            }
            const auto order = ordering(v, all);
            if (!order) return refuse(order.error().code, order.error().args);
            if (table_.aggregation() == Aggregation::max ? *order > 0 : *order < 0) all = v;
        }
        return all;
    }

    const DecisionTable& table_;
    const EvalContext& context_;
    Decision out_;
    std::int64_t budget_ = 4 * std::int64_t{max_steps};
    std::vector<Value> inputs_, results_;
    std::vector<std::vector<std::size_t>> ranks_;
};

}  // namespace

Decision DecisionTable::evaluate(const EvalContext& context) const { return Run(*this, context).decide(); }

}  // namespace potok::expr
