#include "model/message_text.h"

#include "model/queries.h"
#include "model/record_context.h"
#include "model/writing.h"

namespace potok::model {

Result<std::vector<TextPiece>> text_pieces(const std::string& source, const std::string& place) {
    std::vector<TextPiece> pieces(1);
    for (std::size_t i = 0; i < source.size(); ++i) {
        const char c = source[i];
        const bool twice = i + 1 < source.size() && source[i + 1] == c;
        if ((c == '{' || c == '}') && twice) {
            pieces.back().literal += c;
            ++i;
        } else if (c == '{') {
            const std::size_t end = source.find('}', i);
            if (end == std::string::npos) return error("automation.unclosed_brace", {{"text", source}}, place);
            pieces.back().expression = source.substr(i + 1, end - i - 1);
            pieces.emplace_back();
            i = end;
        } else {
            pieces.back().literal += c;
        }
    }
    return pieces;
}

Status check_feel(const std::string& source, const expr::Schema& schema, const std::string& place, bool truth) {
    const auto compiled = truth ? expr::Expression::compile_condition(source, &schema) : expr::Expression::compile(source, &schema);
    if (compiled.ok()) return {};
    Error e = compiled.error();
    e.args.emplace("expression", source);
    e.place = e.place.empty() ? place : place + " (" + e.place + ")";
    return e;
}

Status check_text(const Label& text, const expr::Schema& schema, const std::string& place) {
    const Json texts = text.json();
    const auto one = [&](const std::string& source, const std::string& at) -> Status {
        POTOK_TRY(const auto pieces, text_pieces(source, at));
        for (const TextPiece& p : pieces)
            if (p.expression) POTOK_CHECK(check_feel(*p.expression, schema, at, false));
        return {};
    };
    if (texts.is_string()) return one(texts.get<std::string>(), place);
    if (!texts.is_object()) return {};
    for (const auto& [language, source] : texts.items()) POTOK_CHECK(one(source.get<std::string>(), texts.size() == 1 ? place : place + "/" + language));
    return {};
}

std::string filled(const Workspace& ws, const Label& text, RowId record, RowId actor, Instant now) {
    const std::string& source = text.in(ws.info().language);
    if (source.find('{') == std::string::npos && source.find('}') == std::string::npos) return source;
    const auto pieces = text_pieces(source, "");
    if (!pieces.ok()) return source;
    static const Locale plain;
    const auto* words = dynamic_cast<const Writing*>(ws.reactor());
    const Locale& locale = words ? words->locale(ws.info().language) : plain;
    const RecordType* type = record != 0 ? ws.type_of(record) : nullptr;
    std::string out;
    for (const TextPiece& p : *pieces) {
        out += p.literal;
        if (!p.expression) continue;
        const auto value = evaluate(ws, *p.expression, record, actor, now);
        if (value.ok()) out += written(*value, *p.expression, ws, type, locale);
    }
    return out;
}

namespace {

// The field that a plain path ("client.kind") ends at; null for any other expression.
const Field* field_at(std::string_view path, const Workspace& ws, const RecordType* type) {
    while (type) {
        const std::size_t dot = path.find('.');
        const Field* f = type->field(path.substr(0, dot));
        if (!f || dot == std::string_view::npos) return f;
        type = f->kind == FieldKind::reference ? ws.catalog().type(f->target) : nullptr;
        path.remove_prefix(dot + 1);
    }
    return nullptr;
}

}  // namespace

std::string written(const Value& value, std::string_view path, const Workspace& ws, const RecordType* type, const Locale& locale) {
    if (value.is_null()) return {};
    if (const std::string* text = value.as<std::string>()) {
        const Field* f = field_at(path, ws, type);
        if (f && (f->kind == FieldKind::choice || f->kind == FieldKind::multi)) {
            for (const Option& o : f->options)
                if (o.key == *text) return o.label.in(locale.language());
        }
        return *text;
    }
    if (const Ref* ref = value.as<Ref>()) {
        const auto row = ws.row_of(ref->id);
        return row ? title_of(ws, *row) : std::string();
    }
    if (const ValueList* list = value.as<ValueList>()) {
        std::string out;
        for (const Value& item : *list) out += (out.empty() ? "" : ", ") + written(item, path, ws, type, locale);
        return out;
    }
    if (locale.has("date.short")) return locale.value(value, ws.zone());
    // No catalog was given: dates and times the way machines write them, in the workspace's zone.
    if (const Date* d = value.as<Date>()) return format_iso(*d);
    if (const Instant* i = value.as<Instant>()) {
        const LocalDateTime local = ws.zone().to_local(*i);
        return format_iso(local.date) + " " + format_iso(local.time);
    }
    return locale.value(value, ws.zone());
}

}  // namespace potok::model
