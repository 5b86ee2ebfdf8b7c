#include "model/storage.h"

#include <algorithm>
#include <cassert>
#include <set>

#include <nlohmann/json.hpp>

#include "base/calendar.h"
#include "base/locale.h"
#include "base/text.h"

namespace potok::model::storage {

std::string sql_name(std::string_view identifier) {
    std::string out = "\"";
    for (const char c : identifier) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + "\"";
}

std::string column(const Field& f) {
    return sql_name(f.custom ? "c_" + f.key : f.key);
}

std::string currency_column(const Field& f) {
    return sql_name((f.custom ? "c_" + f.key : f.key) + "_cur");
}

bool has_column(const Field& f) {
    return f.kind != FieldKind::files;
}

int width(const Field& f) {
    return !has_column(f) ? 0 : f.kind == FieldKind::money ? 2 : 1;
}

namespace {

std::string_view sql_type(FieldKind kind) {
    switch (kind) {
        case FieldKind::number:
        case FieldKind::money:
        case FieldKind::boolean:
        case FieldKind::date:
        case FieldKind::datetime:
        case FieldKind::reference:
        case FieldKind::duration:
            return "INTEGER";
        default:
            return "TEXT";
    }
}

}  // namespace

Status ensure_table(db::Connection& db, const RecordType& type) {
    std::set<std::string> present;
    {
        db::Statement columns = db.prepare("SELECT name FROM pragma_table_info(?1)");
        columns.bind(1, type.table);
        POTOK_CHECK(columns.each([&](db::Statement& s) { present.insert(s.string(0)); }));
    }
    // Rows of the engine come and go; AUTOINCREMENT never gives an id again, since history names rows by it.
    std::string create = "CREATE TABLE " + sql_name(type.table) + "(id INTEGER PRIMARY KEY" + (type.registered ? "" : " AUTOINCREMENT");
    std::vector<std::string> added;
    const auto add = [&](const std::string& name, std::string_view sql) {
        std::string bare = name.substr(1, name.size() - 2);
        if (present.contains(bare)) return;
        added.push_back(name + " " + std::string(sql));
        create += ", " + added.back();
    };
    for (const Field& f : type.fields) {
        if (!has_column(f)) continue;
        add(column(f), sql_type(f.kind));
        if (f.kind == FieldKind::money) add(currency_column(f), "TEXT");
    }
    if (present.empty()) {
        POTOK_CHECK(db.exec(create + ")"));
    } else {
        for (const std::string& definition : added)
            POTOK_CHECK(db.exec("ALTER TABLE " + sql_name(type.table) + " ADD COLUMN " + definition));
    }
    for (const Field& f : type.fields) {
        if (!f.indexed && !f.unique) continue;
        const bool enforced = f.unique && !type.registered;  // deleted records may share a value, engine rows may not
        POTOK_CHECK(db.exec(std::string("CREATE ") + (enforced ? "UNIQUE " : "") + "INDEX IF NOT EXISTS " +
                            sql_name(type.table + "_by_" + f.key) + " ON " + sql_name(type.table) + "(" + column(f) + ")" +
                            (type.registered ? "" : " WHERE " + column(f) + " IS NOT NULL")));
    }
    if (type.key == "task")
        POTOK_CHECK(db.exec("CREATE INDEX IF NOT EXISTS r_task_open ON r_task(assignee, due) "
                            "WHERE state = 'open' AND deleted_at IS NULL"));
    if (type.key == "booking")
        POTOK_CHECK(db.exec("CREATE INDEX IF NOT EXISTS r_booking_time ON r_booking(\"from\") WHERE deleted_at IS NULL"));
    if (type.key == "offer" || type.key == "invoice")  // a number is given once
        POTOK_CHECK(db.exec("CREATE UNIQUE INDEX IF NOT EXISTS " + type.table + "_number ON " + type.table +
                            "(series, period, n) WHERE n IS NOT NULL"));
    if (type.key == "attachment") {
        POTOK_CHECK(db.exec("CREATE UNIQUE INDEX IF NOT EXISTS r_attachment_number ON r_attachment(series, period, n) WHERE n IS NOT NULL"));
        POTOK_CHECK(db.exec("CREATE TABLE IF NOT EXISTS made_file(sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL)"));  // made_documents.h
    }
    return {};
}

const TypeSql& SqlTexts::of(const RecordType& type) {
    if (version_ != catalog_.version()) {
        types_.clear();
        version_ = catalog_.version();
    }
    const auto [at, fresh] = types_.try_emplace(&type);
    TypeSql& sql = at->second;
    if (!fresh) return sql;
    const std::string from = " FROM " + sql_name(type.table) + " WHERE id = ?1";
    std::string columns = "id", marks = "?1";
    int n = 1;
    for (const Field& f : type.fields) {
        sql.columns.push_back(n);
        sql.fields.emplace_back();
        if (!has_column(f)) continue;
        std::string own = storage::column(f);
        if (f.kind == FieldKind::money) own += ", " + currency_column(f);
        sql.fields.back() = "SELECT " + own + from;
        columns += ", " + own;
        for (int i = 0; i < width(f); ++i) marks += ", ?" + std::to_string(++n);
    }
    sql.insert = "INSERT INTO " + sql_name(type.table) + "(" + columns + ") VALUES(" + marks + ")";
    sql.row = "SELECT " + columns + from;
    return sql;
}

namespace {

std::size_t place(const RecordType& type, const Field& field) {
    const auto index = static_cast<std::size_t>(&field - type.fields.data());
    assert(index < type.fields.size() && "a field of another type");
    return index;
}

}  // namespace

const std::string& SqlTexts::of(const RecordType& type, const Field& field) {
    return of(type).fields[place(type, field)];
}

int SqlTexts::column(const RecordType& type, const Field& field) {
    return of(type).columns[place(type, field)];
}

Value read(RecordIds& ids, const db::Statement& row, int index, const Field& f) {
    if (!has_column(f) || row.is_null(index)) return {};
    switch (f.kind) {
        case FieldKind::number:
            return Decimal::scaled(row.i64(index), f.decimals);
        case FieldKind::money:
            return Money{row.i64(index), row.string(index + 1)};
        case FieldKind::boolean:
            return row.boolean(index);
        case FieldKind::date:
            return Date{static_cast<std::int32_t>(row.i64(index))};
        case FieldKind::datetime:
            return row.instant(index);
        case FieldKind::duration:
            return DayTimeDuration{row.i64(index)};
        case FieldKind::reference: {
            const auto id = ids.uid_of(row.i64(index));
            return id ? Value(Ref{*id}) : Value();
        }
        case FieldKind::multi: {
            ValueList list;
            const Json parsed = Json::parse(row.text(index), nullptr, false);
            if (parsed.is_array()) {
                for (const Json& item : parsed)
                    if (item.is_string()) list.emplace_back(item.get<std::string>());
            }
            return list;
        }
        default:
            return row.string(index);
    }
}

int bind(RecordIds& ids, db::Statement& s, int index, const Field& f, const Value& value) {
    if (!has_column(f)) return index;
    if (f.kind == FieldKind::money) {
        if (const Money* m = value.as<Money>()) {
            s.bind(index, m->minor).bind(index + 1, m->currency);
        } else {
            s.bind(index, nullptr).bind(index + 1, nullptr);
        }
        return index + 2;
    }
    if (value.is_null()) {
        s.bind(index, nullptr);
    } else if (const bool* b = value.as<bool>()) {
        s.bind(index, *b ? 1 : 0);
    } else if (const Decimal* n = value.as<Decimal>()) {
        s.bind(index, n->to_scaled(f.decimals).value_or(0));
    } else if (const std::string* t = value.as<std::string>()) {
        s.bind(index, *t);
    } else if (const Date* d = value.as<Date>()) {
        s.bind(index, d->days);
    } else if (const Instant* i = value.as<Instant>()) {
        s.bind(index, *i);
    } else if (const DayTimeDuration* duration = value.as<DayTimeDuration>()) {
        s.bind(index, duration->ms);
    } else if (const Ref* r = value.as<Ref>()) {
        s.bind(index, ids.row_of(r->id));
    } else if (const ValueList* list = value.as<ValueList>()) {
        Json out = Json::array();
        for (const Value& item : *list)
            if (const std::string* word = item.as<std::string>()) out.push_back(*word);
        s.bind(index, out.dump());
    } else {
        s.bind(index, nullptr);
    }
    return index + 1;
}

bool is_empty(const Value& value) {
    if (value.is_null()) return true;
    if (const std::string* t = value.as<std::string>()) return trim(*t).empty();
    if (const ValueList* list = value.as<ValueList>()) return list->empty();
    return false;
}

namespace {

Error wrong_type(const Field& f, std::string_view expected) {
    return error("field.type", {{"field", f.key}, {"expected", std::string(expected)}}, f.key);
}

bool known_option(const Field& f, const std::string& key) {
    return std::any_of(f.options.begin(), f.options.end(), [&](const Option& o) { return o.key == key; });
}

constexpr std::size_t longest_text = 1'000'000;  // bytes; attachments are for what is longer

Result<Value> coerce_text(const Field& f, const Value& value) {
    const std::string* t = value.as<std::string>();
    if (!t) return wrong_type(f, "text");
    if (!is_valid_utf8(*t)) return error("text.not_utf8", {{"field", f.key}}, f.key);
    if (t->size() > longest_text) return error("text.too_long", {{"field", f.key}}, f.key);
    if (trim(*t).empty()) return Value();
    if (f.kind == FieldKind::choice && !known_option(f, *t))
        return error("field.option_unknown", {{"field", f.key}, {"value", *t}}, f.key);
    if (f.kind == FieldKind::email && (t->find('@') == std::string::npos || t->find(' ') != std::string::npos))
        return error("field.email", {{"field", f.key}, {"value", *t}}, f.key);
    if (f.kind == FieldKind::phone && std::none_of(t->begin(), t->end(), [](char c) { return c >= '0' && c <= '9'; }))
        return error("field.phone", {{"field", f.key}, {"value", *t}}, f.key);
    return value;
}

Result<Value> coerce_reference(RecordIds& ids, const Catalog& catalog, const Field& f, const Value& value) {
    std::optional<RecordIds::Entry> found;
    if (const Ref* r = value.as<Ref>()) {
        found = ids.find(r->id);
        if (!found) return Value();
    } else if (const Decimal* n = value.as<Decimal>()) {  // a local row, as the engine's own code has it at hand
        const RowId row = n->to_int64().value_or(0);
        if (row == 0) return Value();
        found = ids.find(row);
        if (!found) return error("reference.missing", {{"field", f.key}}, f.key);
    } else {
        return wrong_type(f, "reference");
    }
    if (f.target != "*") {
        const RecordType* type = catalog.type(found->type);
        if (!type || type->key != f.target)
            return error("reference.wrong_type", {{"field", f.key}, {"expected", f.target}}, f.key);
    }
    return Value(Ref{found->uid});
}

}  // namespace

Result<Value> coerce(RecordIds& ids, const Catalog& catalog, const Field& f, const Value& value,
                     const std::string& default_currency) {
    if (value.is_null()) return Value();
    switch (f.kind) {
        case FieldKind::text:
        case FieldKind::long_text:
        case FieldKind::choice:
        case FieldKind::phone:
        case FieldKind::email:
            return coerce_text(f, value);
        case FieldKind::json:
            if (!value.as<std::string>()) return wrong_type(f, "json");
            return value;
        case FieldKind::number: {
            const Decimal* n = value.as<Decimal>();
            if (!n) return wrong_type(f, "number");
            const auto scaled = n->to_scaled(f.decimals);
            if (!scaled) return error("number.overflow", {{"field", f.key}}, f.key);
            return Value(Decimal::scaled(*scaled, f.decimals));
        }
        case FieldKind::money: {
            if (const Money* m = value.as<Money>()) {
                if (m->currency.size() != 3) return error("money.currency", {{"currency", m->currency}}, f.key);
                return value;
            }
            const Decimal* n = value.as<Decimal>();
            if (!n) return wrong_type(f, "money");
            const auto minor = n->to_scaled(minor_digits(default_currency));
            if (!minor) return error("number.overflow", {{"field", f.key}}, f.key);
            return Value(Money{*minor, default_currency});
        }
        case FieldKind::boolean:
            return value.as<bool>() ? Result<Value>(value) : wrong_type(f, "boolean");
        case FieldKind::date:
            return value.as<Date>() ? Result<Value>(value) : wrong_type(f, "date");
        case FieldKind::datetime:
            return value.as<Instant>() ? Result<Value>(value) : wrong_type(f, "date and time");
        case FieldKind::duration:
            return value.as<DayTimeDuration>() ? Result<Value>(value) : wrong_type(f, "duration");
        case FieldKind::multi: {
            const ValueList* list = value.as<ValueList>();
            if (!list) return wrong_type(f, "list");
            for (const Value& item : *list) {
                const std::string* t = item.as<std::string>();
                if (!t) return wrong_type(f, "list");
                if (!known_option(f, *t)) return error("field.option_unknown", {{"field", f.key}, {"value", *t}}, f.key);
            }
            return value;
        }
        case FieldKind::reference:
            return coerce_reference(ids, catalog, f, value);
        case FieldKind::files:
            return error("field.files", {{"field", f.key}}, f.key);
    }
    return value;
}

}  // namespace potok::model::storage
