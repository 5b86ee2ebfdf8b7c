#include "automation/formula.h"

#include <algorithm>

#include "automation/moment_context.h"
#include "model/queries.h"

namespace potok::automation {

using model::RecordType;

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
        std::vector<Piece> pieces(1);
        for (std::size_t i = 0; i < source.size(); ++i) {
            const char c = source[i];
            const bool twice = i + 1 < source.size() && source[i + 1] == c;
            if ((c == '{' || c == '}') && twice) {
                pieces.back().literal += c;
                ++i;
            } else if (c == '{') {
                const std::size_t end = source.find('}', i);
                if (end == std::string::npos) return error("automation.unclosed_brace", {{"text", source}}, place);
                POTOK_TRY(pieces.back().formula, Formula::compile(source.substr(i + 1, end - i - 1), scope, place));
                pieces.emplace_back();
                i = end;
            } else {
                pieces.back().literal += c;
            }
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

namespace {

// The field that a plain path ("client.kind") ends at; null for any other expression.
const model::Field* field_at(std::string_view path, const Moment& moment) {
    const RecordType* type = moment.type;
    while (type) {
        const std::size_t dot = path.find('.');
        const model::Field* f = type->field(path.substr(0, dot));
        if (!f || dot == std::string_view::npos) return f;
        type = f->kind == model::FieldKind::reference ? moment.workspace->catalog().type(f->target) : nullptr;
        path.remove_prefix(dot + 1);
    }
    return nullptr;
}

}  // namespace

std::string written(const Value& value, std::string_view path, const Moment& moment, const Locale& locale) {
    if (value.is_null()) return {};
    if (const std::string* text = value.as<std::string>()) {
        const model::Field* f = field_at(path, moment);
        if (f && (f->kind == model::FieldKind::choice || f->kind == model::FieldKind::multi)) {
            for (const model::Option& o : f->options)
                if (o.key == *text) return o.label.in(locale.language());
        }
        return *text;
    }
    if (const Ref* ref = value.as<Ref>()) {
        const auto row = moment.workspace->row_of(ref->id);
        return row ? model::title_of(*moment.workspace, *row) : std::string();
    }
    if (const ValueList* list = value.as<ValueList>()) {
        std::string out;
        for (const Value& item : *list) out += (out.empty() ? "" : ", ") + written(item, path, moment, locale);
        return out;
    }
    if (locale.has("date.short")) return locale.value(value, moment.workspace->zone());
    // No catalog was given: dates and times the way machines write them, in the workspace's zone.
    if (const Date* d = value.as<Date>()) return format_iso(*d);
    if (const Instant* i = value.as<Instant>()) {
        const LocalDateTime local = moment.workspace->zone().to_local(*i);
        return format_iso(local.date) + " " + format_iso(local.time);
    }
    return locale.value(value, moment.workspace->zone());
}

}  // namespace potok::automation
