#include "automation/formula.h"

#include <algorithm>

#include "automation/moment_context.h"
#include "model/message_text.h"

namespace potok::automation {

std::vector<std::pair<std::string, expr::Type>> known_names(const FormulaScope& scope) {
    std::vector<std::pair<std::string, expr::Type>> old;
    if (scope.type) {
        for (const model::Field& f : scope.type->fields) old.emplace_back(f.key, model::type_of(f));
    }
    std::vector<std::pair<std::string, expr::Type>> out;
    if (scope.items) out.assign(scope.items->rbegin(), scope.items->rend());  // the innermost loop's first
    out.insert(out.end(), {{"event", expr::Type(expr::Kind::any)},
                           {"old", expr::Type::context_of(std::move(old))},
                           {"task", expr::Type::record_of("task")},
                           {"vars", expr::Type(expr::Kind::any)},
                           {"loop", expr::Type::context_of({{"index", expr::Kind::number}, {"count", expr::Kind::number}, {"done", expr::Kind::number}})},
                           {"failure", expr::Type::context_of({{"code", expr::Kind::string}, {"text", expr::Kind::string}})}});
    return out;
}

namespace {

Explained explained(const expr::Explanation& e) {
    Explained out{e.text, e.value, {}};
    for (const expr::Explanation& part : e.parts) out.parts.push_back(explained(part));
    return out;
}

}  // namespace

struct Formula::Program {
    expr::Expression expression;
};

Json RunData::json() const {
    Json j = Json::object();
    if (!event.empty()) j["event"] = to_json(Value(event));
    if (!old.empty()) j["old"] = to_json(Value(old));
    if (task != 0) j["task"] = task;
    if (!vars.empty()) j["vars"] = to_json(Value(vars));
    return j;
}

RunData RunData::parse(const Json& json) {
    RunData data;
    if (!json.is_object()) return data;
    const auto context = [&](const char* key, ValueContext& into) {
        if (!json.contains(key)) return;
        const auto v = value_from_json(json[key]);
        if (!v.ok()) return;
        if (const auto* c = v->as<ValueContext>()) into = *c;
    };
    context("event", data.event);
    context("old", data.old);
    context("vars", data.vars);
    if (json.contains("task") && json["task"].is_number_integer()) data.task = json["task"].get<model::RowId>();
    return data;
}

void put(ValueContext& context, std::string_view name, Value value) {
    for (auto& [key, present] : context) {
        if (key != name) continue;
        present = std::move(value);
        return;
    }
    context.emplace_back(std::string(name), std::move(value));
}

Result<Formula> Formula::compile(std::string_view source, const FormulaScope& scope, std::string place, Expect expect) {
    const model::RecordSchema schema(*scope.catalog, scope.type, known_names(scope));
    auto compiled = expect == Expect::truth ? expr::Expression::compile_condition(source, &schema)
                                            : expr::Expression::compile(source, &schema);
    if (!compiled.ok()) {
        Error e = compiled.error();
        e.args.emplace("expression", std::string(source));
        e.place = e.place.empty() ? std::move(place) : place + " (" + e.place + ")";
        return e;
    }
    Formula f;
    f.program_ = std::make_shared<const Program>(Program{std::move(compiled).value()});
    return f;
}

const std::string& Formula::source() const {
    static const std::string none;
    return program_ ? program_->expression.source() : none;
}

expr::Type Formula::type() const {
    return program_ ? program_->expression.type() : expr::Type();
}

Evaluated Formula::evaluate(const Moment& moment) const {
    if (!program_) return {};
    expr::Evaluation e = expr::evaluate(program_->expression, MomentContext(moment));
    return {std::move(e.value), std::move(e.diagnostics)};
}

bool Formula::holds(const Moment& moment) const {
    if (!program_) return true;
    return expr::evaluate(program_->expression, MomentContext(moment)).is_true();
}

Explained Formula::explain(const Moment& moment) const {
    if (!program_) return {};
    return explained(expr::explain(program_->expression, MomentContext(moment)));
}

Result<Text> Text::compile(const model::Label& label, const FormulaScope& scope, const std::string& place) {
    Text out;
    const Json texts = label.json();
    for (const Language language : {Language::en, Language::pl, Language::ru}) {
        std::string source;
        if (texts.is_string())
            source = texts.get<std::string>();
        else if (texts.is_object())
            source = texts.value(std::string(code(language)), "");
        if (source.empty()) continue;
        POTOK_TRY(const auto parts, model::text_pieces(source, place));
        std::vector<Piece> pieces;
        for (const model::TextPiece& part : parts) {
            Piece piece{part.literal, {}};
            if (part.expression) {
                POTOK_TRY(piece.formula, Formula::compile(*part.expression, scope, place));
            }
            pieces.push_back(std::move(piece));
        }
        out.languages_.emplace_back(language, std::move(pieces));
    }
    return out;
}

std::string Text::render(const Moment& moment, const Locale& locale, std::string (*escape)(std::string_view)) const {
    if (languages_.empty()) return {};
    const auto* pieces = &languages_.front().second;  // English where there is any
    for (const auto& [language, list] : languages_)
        if (language == locale.language()) pieces = &list;
    std::string out;
    for (const Piece& p : *pieces) {
        out += p.literal;
        if (p.formula.empty()) continue;
        const std::string put_in = written(p.formula.evaluate(moment).value, p.formula.source(), moment, locale);
        out += escape ? escape(put_in) : put_in;
    }
    return out;
}

std::string written(const Value& value, std::string_view path, const Moment& moment, const Locale& locale) {
    return model::written(value, path, *moment.workspace, moment.type, locale);
}

}  // namespace potok::automation
