// Reading decision tables. Evaluating them is in decision_evaluate.cpp, what can be found without data in
// decision_findings.cpp.
#include "expr/decision_table.h"

#include <algorithm>
#include <array>
#include <set>

#include <nlohmann/json.hpp>

#include "expr/decision_cells.h"

namespace potok::expr {

namespace {

Error malformed(std::string place, std::string reason) {
    return error("decision.malformed", {{"reason", std::move(reason)}}, std::move(place));
}

constexpr std::array<std::pair<std::string_view, HitPolicy>, 7> policies = {{
    {"U", HitPolicy::unique},
    {"A", HitPolicy::any},
    {"P", HitPolicy::priority},
    {"F", HitPolicy::first},
    {"R", HitPolicy::rule_order},
    {"O", HitPolicy::output_order},
    {"C", HitPolicy::collect},
}};
constexpr std::array<std::pair<std::string_view, Aggregation>, 4> aggregations = {{
    {"sum", Aggregation::sum},
    {"min", Aggregation::min},
    {"max", Aggregation::max},
    {"count", Aggregation::count},
}};

}  // namespace

class DecisionReader {
public:
    explicit DecisionReader(const Schema* schema) : schema_(schema) {}

    Result<DecisionTable> read(const Json& json) {
        POTOK_CHECK(members(json, "", {"hit_policy", "aggregation", "inputs", "outputs", "rules"}));
        POTOK_CHECK(policy(json));
        POTOK_TRY(const Json* inputs, list(json, "", "inputs", max_table_columns));
        POTOK_TRY(const Json* outputs, list(json, "", "outputs", max_table_columns));
        POTOK_TRY(const Json* rules, list(json, "", "rules", max_table_rules));
        if (outputs->empty()) return malformed("/outputs", "empty");
        if (rules->size() * (inputs->size() + outputs->size()) > max_table_cells) return malformed("/rules", "too long");
        if (table_.aggregation_ != Aggregation::none && outputs->size() != 1) return malformed("/outputs", "aggregation");
        for (std::size_t i = 0; i < inputs->size(); ++i) POTOK_CHECK(input((*inputs)[i], at("/inputs", i)));
        for (std::size_t i = 0; i < outputs->size(); ++i) POTOK_CHECK(output((*outputs)[i], at("/outputs", i)));
        POTOK_CHECK(names());
        for (std::size_t i = 0; i < rules->size() && faults_.size() < most_faults; ++i) {
            POTOK_CHECK(rule((*rules)[i], at("/rules", i)));
        }
        if (faults_.empty()) return std::move(table_);
        Error all = error("decision.faulty", {{"count", std::to_string(faults_.size())}});
        all.details = std::move(faults_);
        return all;
    }

private:
    static constexpr std::size_t most_faults = 100;

    static std::string at(std::string_view place, std::size_t i) { return std::string(place) + "/" + std::to_string(i); }

    static Status members(const Json& json, const std::string& place, std::initializer_list<std::string_view> known) {
        if (!json.is_object()) return malformed(place, "object");
        for (const auto& [key, value] : json.items()) {
            if (std::find(known.begin(), known.end(), key) == known.end()) return malformed(place + "/" + key, "unknown");
        }
        return {};
    }
    static Result<const Json*> list(const Json& json, const std::string& place, const char* key, std::size_t most) {
        const auto found = json.find(key);
        if (found == json.end() || !found->is_array()) return malformed(place + "/" + key, "list");
        if (found->size() > most) return malformed(place + "/" + key, "too long");
        return &*found;
    }
    static Result<std::string> text(const Json& json, const std::string& place, const char* key, bool needed) {
        const auto found = json.find(key);
        if (found == json.end() && !needed) return std::string();
        if (found == json.end() || !found->is_string()) return malformed(place + "/" + key, "text");
        return found->get<std::string>();
    }

    // A faulty cell is noted; the table is refused once all have been read.
    void note(Error e, const std::string& place) {
        e.place = e.place.empty() ? place : place + " " + e.place;
        faults_.push_back(std::move(e));
    }
    std::optional<Expression> expression(std::string_view source, const std::string& place, const Type* wanted) {
        auto compiled = Expression::compile(source, schema_);
        if (!compiled) {
            note(compiled.error(), place);
            return std::nullopt;
        }
        if (wanted && schema_ && !compatible(compiled->type(), *wanted)) {
            note(error("decision.cell_type", {{"expected", wanted->str()}, {"given", compiled->type().str()}}, "1:1"), place);
            return std::nullopt;
        }
        return *std::move(compiled);
    }

    Status policy(const Json& json) {
        if (json.contains("hit_policy")) {
            POTOK_TRY(const std::string name, text(json, "", "hit_policy", true));
            const auto known = std::find_if(policies.begin(), policies.end(), [&](const auto& p) { return p.first == name; });
            if (known == policies.end()) return malformed("/hit_policy", "unknown");
            table_.policy_ = known->second;
        }
        if (json.contains("aggregation")) {
            POTOK_TRY(const std::string name, text(json, "", "aggregation", true));
            const auto known =
                std::find_if(aggregations.begin(), aggregations.end(), [&](const auto& a) { return a.first == name; });
            if (known == aggregations.end()) return malformed("/aggregation", "unknown");
            if (table_.policy_ != HitPolicy::collect) return malformed("/aggregation", "hit_policy");
            table_.aggregation_ = known->second;
        }
        return {};
    }

    Result<std::optional<Type>> type(const Json& json, const std::string& place) {
        POTOK_TRY(const std::string name, text(json, place, "type", false));
        if (name.empty()) return std::optional<Type>();
        auto parsed = parse_type(name);
        if (!parsed) note(parsed.error(), place + "/type");
        return std::optional<Type>(parsed ? *parsed : Type());
    }

    Status input(const Json& json, const std::string& place) {
        POTOK_CHECK(members(json, place, {"label", "expression", "type", "values"}));
        POTOK_TRY(std::string label, text(json, place, "label", false));
        POTOK_TRY(const std::string source, text(json, place, "expression", true));
        POTOK_TRY(const std::optional<Type> declared, type(json, place));
        POTOK_TRY(const std::string values, text(json, place, "values", false));
        auto compiled = expression(source, place + "/expression", declared ? &*declared : nullptr);
        const Type kind = declared ? *declared : compiled ? compiled->type() : Type();
        input_types_.push_back(kind);
        std::optional<UnaryTests> allowed;
        if (!values.empty()) {
            auto tests = UnaryTests::compile(values, kind, schema_);
            if (tests) allowed = *std::move(tests);
            else note(tests.error(), place + "/values");
        }
        if (compiled) {
            table_.inputs_.push_back({label.empty() ? source : std::move(label), *std::move(compiled), kind, std::move(allowed)});
        }
        return {};
    }

    Status output(const Json& json, const std::string& place) {
        POTOK_CHECK(members(json, place, {"name", "label", "type", "values", "default"}));
        DecisionTable::Output out;
        POTOK_TRY(out.name, text(json, place, "name", true));
        POTOK_TRY(out.label, text(json, place, "label", false));
        POTOK_TRY(const std::optional<Type> declared, type(json, place));
        out.type = declared.value_or(Type());
        if (json.contains("values")) {
            POTOK_TRY(const Json* values, list(json, place, "values", max_table_rules));
            for (std::size_t i = 0; i < values->size(); ++i) POTOK_CHECK(output_value((*values)[i], at(place + "/values", i), out));
        }
        POTOK_TRY(const std::string fallback, text(json, place, "default", false));
        if (!fallback.empty()) out.fallback = expression(fallback, place + "/default", &out.type);
        table_.outputs_.push_back(std::move(out));
        return {};
    }

    Status output_value(const Json& json, const std::string& place, DecisionTable::Output& out) {
        if (!json.is_string()) return malformed(place, "text");
        const PlainSchema nothing;
        auto compiled = Expression::compile(json.get<std::string>(), &nothing);
        if (!compiled) {
            note(compiled.error(), place);
            return {};
        }
        const Value value = expr::evaluate(*compiled, PlainContext({}, Instant{})).value;
        if (value.is_null() || !conforms(value, out.type)) {
            note(error("decision.cell_type", {{"expected", out.type.str()}, {"given", type_of(value).str()}}, "1:1"), place);
            return {};
        }
        out.values.push_back(value);
        return {};
    }

    // Outputs are told apart by name; priorities need values.
    Status names() {
        std::set<std::string_view> seen;
        for (std::size_t i = 0; i < table_.outputs_.size(); ++i) {
            const auto& out = table_.outputs_[i];
            if (out.name.empty() || !seen.insert(out.name).second) return malformed(at("/outputs", i) + "/name", "unique");
        }
        const bool ordered = table_.policy_ == HitPolicy::priority || table_.policy_ == HitPolicy::output_order;
        const bool any = std::any_of(table_.outputs_.begin(), table_.outputs_.end(), [](const auto& o) { return !o.values.empty(); });
        if (ordered && !any && faults_.empty()) return malformed("/outputs", "values");
        return {};
    }

    Status rule(const Json& json, const std::string& place) {
        POTOK_CHECK(members(json, place, {"when", "then", "note"}));
        POTOK_TRY(const Json* when, list(json, place, "when", max_table_columns));
        POTOK_TRY(const Json* then, list(json, place, "then", max_table_columns));
        DecisionTable::Rule out;
        POTOK_TRY(out.note, text(json, place, "note", false));
        count_cells(when->size(), input_types_.size(), place + "/when");
        count_cells(then->size(), table_.outputs_.size(), place + "/then");
        for (std::size_t i = 0; i < when->size() && i < input_types_.size(); ++i) {
            const std::string cell = at(place + "/when", i);
            if (!(*when)[i].is_string()) return malformed(cell, "text");
            auto tests = UnaryTests::compile((*when)[i].get_ref<const std::string&>(), input_types_[i], schema_);
            if (tests) out.when.push_back(*std::move(tests));
            else note(tests.error(), cell);
        }
        for (std::size_t i = 0; i < then->size() && i < table_.outputs_.size(); ++i) {
            const std::string cell = at(place + "/then", i);
            if (!(*then)[i].is_string()) return malformed(cell, "text");
            const DecisionTable::Output& output = table_.outputs_[i];
            auto compiled = expression((*then)[i].get_ref<const std::string&>(), cell, &output.type);
            if (!compiled) continue;
            check_literal(*compiled, output, cell);
            out.then.push_back(*std::move(compiled));
        }
        table_.rules_.push_back(std::move(out));
        return {};
    }

    void count_cells(std::size_t given, std::size_t wanted, const std::string& place) {
        if (given == wanted) return;
        faults_.push_back(error("decision.cell_count", {{"given", std::to_string(given)}, {"wanted", std::to_string(wanted)}}, place));
    }

    // An output that depends on nothing must be one of the allowed ones.
    void check_literal(const Expression& e, const DecisionTable::Output& output, const std::string& place);

    const Schema* schema_;
    DecisionTable table_;
    std::vector<Type> input_types_;
    std::vector<Error> faults_;
};

void DecisionReader::check_literal(const Expression& e, const DecisionTable::Output& output, const std::string& place) {
    if (output.values.empty()) return;
    const auto value = constant_of(e.ast(), e.ast().root);
    const auto& allowed = output.values;
    if (!value || value->is_null() || std::find(allowed.begin(), allowed.end(), *value) != allowed.end()) return;
    note(error("decision.output_value", {{"output", output.name}, {"value", e.source()}}, "1:1"), place);
}

Result<DecisionTable> DecisionTable::parse(const Json& json, const Schema* schema) { return DecisionReader(schema).read(json); }

Type DecisionTable::type() const {
    if (aggregation_ == Aggregation::count) return Kind::number;
    const auto of_output = [&](std::size_t i) {
        if (outputs_[i].type.kind != Kind::any || rules_.empty()) return outputs_[i].type;
        Type t = rules_.front().then[i].type();
        for (const Rule& rule : rules_) t = unified(t, rule.then[i].type());
        return t;
    };
    Type one = of_output(0);
    if (outputs_.size() > 1) {
        std::vector<std::pair<std::string, Type>> fields;
        for (std::size_t i = 0; i < outputs_.size(); ++i) fields.emplace_back(outputs_[i].name, of_output(i));
        one = Type::context_of(std::move(fields));
    }
    const bool several = policy_ == HitPolicy::rule_order || policy_ == HitPolicy::output_order || policy_ == HitPolicy::collect;
    return several && aggregation_ == Aggregation::none ? Type::list_of(std::move(one)) : one;
}

}  // namespace potok::expr
