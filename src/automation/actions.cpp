#include "automation/actions.h"

#include <algorithm>

#include "automation/action_parts.h"
#include "automation/times.h"
#include "db/connection.h"

namespace potok::automation {

namespace action {

Uuid id_for(const ActionContext& c, const std::string& part) {
    const std::string key = c.firing.key.empty() ? c.firing.automation + "|" + std::to_string(c.firing.row) : c.firing.key;
    const Workspace& ws = *c.moment.workspace;
    for (int n = 1;; ++n) {
        const Uuid id = make_v8(c.moment.now, key, n == 1 ? part : part + "#" + std::to_string(n));
        const auto row = ws.row_of(id);
        if (!row) return id;
        const RecordType* t = ws.type_of(*row);
        const auto deleted = t ? c.op.get(*row, *t, "deleted_at") : Result<Value>(Value());
        if (deleted.ok() && !deleted->is_null()) return id;  // taken back by an undo: made again
    }
}

const RecordType& type(const ActionContext& c, std::string_view key) {
    const RecordType* t = c.op.catalog().type(key);
    assert(t);
    return *t;
}

std::string written(const ActionContext& c, const Text& text) {
    return text.render(c.moment, c.locales.of(c.moment.workspace->info().language));
}

Result<RowId> insert(const ActionContext& c, std::string_view type_key, Values values, const std::string& part) {
    values.emplace_back("created_by", Value(c.moment.workspace->robots()));
    return c.op.insert(type(c, type_key), values, id_for(c, part));
}

Value person_of(const ActionContext& c, const Formula& formula, const std::string& role, RowId task) {
    const Workspace& ws = *c.moment.workspace;
    if (!role.empty()) {
        const auto present = task != 0 ? model::task(ws, task) : std::nullopt;
        const auto person = present ? model::person(ws, present->assignee) : std::nullopt;
        if (person && std::find(person->roles.begin(), person->roles.end(), role) != person->roles.end()) return Value(person->row);
        const RowId chosen = model::least_loaded(ws, role, c.moment.now);
        return chosen == 0 ? Value() : Value(chosen);
    }
    if (formula.empty()) return {};
    return formula.evaluate(c.moment).value;
}

std::vector<Value> people_of(const ActionContext& c, const Formula& formula, const std::string& role) {
    std::vector<Value> out;
    if (!role.empty()) {
        for (const RowId p : model::people_with_role(*c.moment.workspace, role)) out.emplace_back(p);
        return out;
    }
    const Value who = formula.evaluate(c.moment).value;
    if (const ValueList* list = who.as<ValueList>()) {
        for (const Value& one : *list)
            if (!one.is_null() && std::find(out.begin(), out.end(), one) == out.end()) out.push_back(one);
    } else if (!who.is_null()) {
        out.push_back(who);
    }
    return out;
}

Result<RowId> record_of(const ActionContext& c, const Formula& formula) {
    if (formula.empty()) return c.moment.record;
    const Value value = formula.evaluate(c.moment).value;
    const Ref* ref = value.as<Ref>();
    const auto row = ref ? c.moment.workspace->row_of(ref->id) : std::nullopt;
    if (!row) return error("automation.no_record", {{"expression", formula.source()}});
    return *row;
}

Result<Value> value_of(const ActionContext& c, const Formula& formula) {
    Evaluated e = formula.evaluate(c.moment);
    if (e.value.is_null() && !e.diagnostics.empty()) {
        Error failed = error("automation.no_value", {{"expression", formula.source()}});
        failed.details = std::move(e.diagnostics);
        return failed;
    }
    return std::move(e.value);
}

namespace {

// As the field holds it; what cannot be read stays as it is, and the field refuses it.
Value typed(const model::Field& field, Value value) {
    using K = model::FieldKind;
    if (const auto* parts = value.as<ValueContext>(); parts && field.kind == K::money) {
        const Decimal* amount = nullptr;
        const std::string* currency = nullptr;
        for (const auto& [key, part] : *parts) {
            if (key == "amount") amount = part.as<Decimal>();
            if (key == "currency") currency = part.as<std::string>();
        }
        const auto minor = amount && currency && is_currency_code(*currency) ? amount->to_scaled(minor_digits(*currency)) : std::nullopt;
        return minor ? Value(Money{*minor, *currency}) : value;
    }
    const std::string* text = value.as<std::string>();
    if (!text) return value;
    if (field.kind == K::date) {
        if (const auto d = parse_date(*text); d.ok()) return Value(*d);
    } else if (field.kind == K::datetime) {
        if (const auto i = parse_instant(*text); i.ok()) return Value(*i);
    } else if (field.kind == K::number || field.kind == K::money) {
        if (const auto n = Decimal::parse(*text); n.ok()) return Value(*n);
    }
    return value;
}

}  // namespace

Result<Instant> moment_of(const ActionContext& c, const Formula& formula) {
    POTOK_TRY(const Value value, value_of(c, formula));
    if (!value.as<Instant>() && !value.as<Date>()) return error("automation.no_time", {{"expression", formula.source()}});
    return instant_of(value, *c.moment.workspace);
}

Result<Value> value_of(const ActionContext& c, const RecordType& type, const FieldValue& value) {
    if (!value.text.empty()) return Value(written(c, value.text));
    POTOK_TRY(Value found, value_of(c, value.value));
    const model::Field* field = type.field(value.field);
    return field && value.value.type().kind == expr::Kind::any ? typed(*field, std::move(found)) : std::move(found);
}

Result<Values> values_of(const ActionContext& c, const RecordType& type, const std::vector<FieldValue>& values) {
    Values out;
    for (const FieldValue& one : values) {
        POTOK_TRY(Value v, value_of(c, type, one));
        out.emplace_back(one.field, std::move(v));
    }
    return out;
}

Result<Value> needed(const ActionContext& c, const Formula& formula) {
    Evaluated e = formula.evaluate(c.moment);
    if (!e.value.is_null()) return std::move(e.value);
    Error failed = error("automation.no_value", {{"expression", formula.source()}});
    failed.details = std::move(e.diagnostics);
    return failed;
}

Status perform_step(const ActionContext&, const std::monostate&, RowId&) {
    return {};
}

}  // namespace action

Locales::Locales(std::vector<Locale> locales) {
    for (const Language l : {Language::en, Language::pl, Language::ru}) {
        if (auto plain = Locale::load(l, "{}"); plain.ok()) all_[static_cast<std::size_t>(l)] = std::move(plain).value();
    }
    for (Locale& l : locales) {
        const auto index = static_cast<std::size_t>(l.language());
        all_[index] = std::move(l);
    }
}

const Locale& Locales::of(Language language) const {
    return all_[static_cast<std::size_t>(language)];
}

Status perform(const ActionContext& context, const Action& action, RowId& made) {
    made = 0;
    return std::visit([&](const auto& step) { return action::perform_step(context, step, made); }, action);
}

}  // namespace potok::automation
