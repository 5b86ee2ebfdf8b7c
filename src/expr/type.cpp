#include "expr/type.h"

#include <algorithm>

#include "expr/range.h"

namespace potok::expr {

Type Type::record_of(std::string type_key) {
    Type t(Kind::record);
    t.record = std::move(type_key);
    return t;
}

Type Type::list_of(Type item) {
    Type t(Kind::list);
    t.item = std::make_shared<const Type>(std::move(item));
    return t;
}

Type Type::context_of(std::vector<std::pair<std::string, Type>> fields) {
    Type t(Kind::context);
    t.fields = std::make_shared<const std::vector<std::pair<std::string, Type>>>(std::move(fields));
    return t;
}

Type Type::range_of(Type item) {
    Type t(Kind::range);
    t.item = std::make_shared<const Type>(std::move(item));
    return t;
}

Type Type::function_of(std::vector<std::pair<std::string, Type>> parameters, Type result) {
    Type t(Kind::function);
    t.item = std::make_shared<const Type>(std::move(result));
    t.fields = std::make_shared<const std::vector<std::pair<std::string, Type>>>(std::move(parameters));
    return t;
}

bool Type::operator==(const Type& other) const {
    if (kind != other.kind || record != other.record) return false;
    if (kind == Kind::list || kind == Kind::range) return item_type() == other.item_type();
    if (kind == Kind::function && !(item_type() == other.item_type())) return false;
    if (kind == Kind::context || kind == Kind::function)
        return fields && other.fields ? *fields == *other.fields : !fields && !other.fields;
    return true;
}

std::string_view name_of(Kind kind) {
    switch (kind) {
        case Kind::any: return "any";
        case Kind::null: return "null";
        case Kind::boolean: return "boolean";
        case Kind::number: return "number";
        case Kind::string: return "string";
        case Kind::date: return "date";
        case Kind::time: return "time";
        case Kind::date_time: return "date and time";
        case Kind::days_duration: return "days and time duration";
        case Kind::years_duration: return "years and months duration";
        case Kind::money: return "money";
        case Kind::record: return "record";
        case Kind::list: return "list";
        case Kind::context: return "context";
        case Kind::range: return "range";
        case Kind::function: return "function";
    }
    return "any";
}

std::string Type::str() const {
    if (kind == Kind::range && item && item->kind != Kind::any) return "range of " + item->str();
    if (kind == Kind::list && item && item->kind != Kind::any) return "list of " + item->str();
    if (kind == Kind::record && !record.empty()) return "record " + record;
    return std::string(name_of(kind));
}

bool compatible(const Type& a, const Type& b) {
    const auto open = [](const Type& t) { return t.kind == Kind::any || t.kind == Kind::null; };
    if (open(a) || open(b)) return true;
    if (a.kind != b.kind) return false;
    if (a.kind == Kind::list || a.kind == Kind::range) return compatible(a.item_type(), b.item_type());
    if (a.kind == Kind::record) return a.record.empty() || b.record.empty() || a.record == b.record;
    return true;
}

Type unified(const Type& a, const Type& b) {
    if (a == b || b.kind == Kind::null) return a;
    if (a.kind == Kind::null) return b;
    if (a.kind == b.kind) {
        if (a.kind == Kind::list) return Type::list_of(unified(a.item_type(), b.item_type()));
        if (a.kind == Kind::range) return Type::range_of(unified(a.item_type(), b.item_type()));
        return Type(a.kind);
    }
    return Type();
}

namespace {

struct TypeOfValue {
    Type operator()(std::monostate) const { return Kind::null; }
    Type operator()(bool) const { return Kind::boolean; }
    Type operator()(const Decimal&) const { return Kind::number; }
    Type operator()(const std::string&) const { return Kind::string; }
    Type operator()(Date) const { return Kind::date; }
    Type operator()(TimeOfDay) const { return Kind::time; }
    Type operator()(Instant) const { return Kind::date_time; }
    Type operator()(DayTimeDuration) const { return Kind::days_duration; }
    Type operator()(YearMonthDuration) const { return Kind::years_duration; }
    Type operator()(const Money&) const { return Kind::money; }
    Type operator()(Ref) const { return Kind::record; }
    Type operator()(const std::shared_ptr<const ValueList>&) const { return Kind::list; }
    Type operator()(const std::shared_ptr<const ValueContext>&) const { return Kind::context; }
    Type operator()(const std::shared_ptr<const Transient>& v) const {
        return dynamic_cast<const Range*>(v.get()) ? Kind::range : Kind::function;
    }
};

}  // namespace

Type type_of(const Value& value) { return std::visit(TypeOfValue{}, value.storage()); }

bool conforms(const Value& value, const Type& type) {
    if (type.kind == Kind::any) return true;
    if (type_of(value).kind != type.kind) return false;
    if (const auto* items = value.as<ValueList>()) {
        const Type item = type.item_type();
        return item.kind == Kind::any ||
               std::all_of(items->begin(), items->end(), [&](const Value& v) { return conforms(v, item); });
    }
    if (const auto* entries = value.as<ValueContext>()) {
        if (!type.fields) return true;
        return std::all_of(type.fields->begin(), type.fields->end(), [&](const auto& field) {
            const auto found =
                std::find_if(entries->begin(), entries->end(), [&](const auto& e) { return e.first == field.first; });
            return found != entries->end() && (found->second.is_null() || conforms(found->second, field.second));
        });
    }
    if (const Range* range = as_range(value)) {
        const Type item = type.item_type();
        return (range->start.is_null() || conforms(range->start, item)) &&
               (range->end.is_null() || conforms(range->end, item));
    }
    if (const Closure* closure = as_closure(value)) return !type.fields || type.fields->size() == closure->parameters;
    return true;
}

}  // namespace potok::expr
