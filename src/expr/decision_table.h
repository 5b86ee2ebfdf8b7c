// Decision tables (DMN 1.3, clause 8): inputs, outputs, rules, one of seven hit policies. Read from JSON, every cell compiled
// and checked once.
//
//   {"hit_policy": "U",                        U unique (the default), A any, P priority, F first, R rule order, O output
//                                              order, C collect
//    "aggregation": "sum",                     with C only: sum, min, max, count; without it C gives a list
//    "inputs":  [{"label": "Amount", "expression": "amount", "type": "money", "values": "[0..1000]"}],
//    "outputs": [{"name": "approver", "label": "…", "type": "string", "values": ["\"head\"", "\"owner\""],
//                 "default": "\"head\""}],
//    "rules":   [{"when": ["< money(1000, \"PLN\")"], "then": ["\"head\""], "note": "small ones"}]}
//
// `expression`, `default` and the cells of `then` are FEEL over the same names; the cells of `when` and the `values` of an
// input are unary tests. `type` is a type as FEEL writes it; without it the expression's own counts. The order of an output's
// `values` is its priority, the first the highest: P and O need it, of the first output that has values first. Schema of the
// file: assets/schema/decision.schema.json.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "expr/unary_tests.h"

namespace potok::expr {

inline constexpr std::size_t max_table_rules = 2000;
inline constexpr std::size_t max_table_columns = 64;
inline constexpr std::size_t max_table_cells = 50'000;

enum class HitPolicy : std::uint8_t { unique, any, priority, first, rule_order, output_order, collect };
enum class Aggregation : std::uint8_t { none, sum, min, max, count };

struct Decision {
    // One output: its value; several: a context by name. R, O and C without aggregation: a list of these.
    // Null where no rule hits and there is no default, and where the hit policy is broken.
    Value value;
    std::vector<std::size_t> rules;  // those that hit, from 0, in the order of the table (P, O: by priority)
    // Those of the expressions, their place a JSON pointer and line:column, and decision.no_rule, decision.not_unique
    // {rules}, decision.not_same {rules}, decision.input_value {input, value}, decision.output_value {output, value}.
    std::vector<Error> diagnostics;
};

class DecisionTable {
public:
    struct Input {
        std::string label;
        Expression expression;
        Type type;
        std::optional<UnaryTests> values;
    };
    struct Output {
        std::string name, label;
        Type type;
        std::vector<Value> values;
        std::optional<Expression> fallback;
    };
    struct Rule {
        std::vector<UnaryTests> when;
        std::vector<Expression> then;
        std::string note;
    };

    // Hostile input welcome. error: decision.malformed {reason} at a JSON pointer, or decision.faulty {count} with an error for
    // every faulty cell among its details, their places JSON pointers followed by line:column.
    static Result<DecisionTable> parse(const Json& json, const Schema* schema = nullptr);

    HitPolicy hit_policy() const { return policy_; }
    Aggregation aggregation() const { return aggregation_; }
    const std::vector<Input>& inputs() const { return inputs_; }
    const std::vector<Output>& outputs() const { return outputs_; }
    const std::vector<Rule>& rules() const { return rules_; }
    Type type() const;  // of the decision's value

    Decision evaluate(const EvalContext& context) const;

    // What can be said without data, from cells whose values are literals; cells that are not are passed over in the careful
    // direction, so what is said is certain. decision.overlap {rule, other}: both can hit (U), with different outputs (A);
    // decision.gap {inputs}: an input that no rule covers, where a rule is needed (U, A, P, F without default);
    // decision.unreachable {rule, other}: all that the rule covers is covered by an earlier one (F).
    // Rules from 1, as people count. At most 50.
    std::vector<Error> findings() const;

private:
    friend class DecisionReader;
    HitPolicy policy_ = HitPolicy::unique;
    Aggregation aggregation_ = Aggregation::none;
    std::vector<Input> inputs_;
    std::vector<Output> outputs_;
    std::vector<Rule> rules_;
};

}  // namespace potok::expr
