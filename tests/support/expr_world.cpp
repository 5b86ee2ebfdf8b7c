#include <nlohmann/json.hpp>

#include "unit/expr/harness.h"

namespace expr_test {

namespace {

const ZoneTable& zones() {
    static const auto table = ZoneTable::load(platform::asset("data/zones.bin").value()).value();
    return *table;
}

Uuid id(std::uint8_t n) {
    Uuid u;
    u.bytes[15] = n;
    return u;
}

}  // namespace

std::shared_ptr<const Zone> moscow() {
    static const auto zone = zones().find("Europe/Moscow").value();
    return zone;
}

const WorkingCalendar& russian_calendar() {
    static const WorkingCalendar calendar(
        WorkingCalendar::parse(Json::parse(platform::asset("calendars/ru.json").value())).value(), moscow());
    return calendar;
}

World::World() {
    names_["title"] = "Потолки в гостиной";
    names_["amount"] = Money{18460000, "RUB"};
    names_["advance"] = Money{5000000, "RUB"};
    names_["price_eur"] = Money{100000, "EUR"};
    names_["area"] = Decimal::parse("42.5").value();
    names_["rooms"] = 3;
    names_["urgent"] = true;
    names_["paid"] = false;
    names_["note"] = Value();
    names_["start_date"] = parse_date("2026-12-01").value();
    names_["start date"] = parse_date("2026-12-02").value();
    names_["created"] = parse_instant("2026-11-20T15:00:00Z").value();
    names_["client"] = id(1);
    names_["nobody"] = Value();
    names_["площадь"] = 17;
    names_["tasks"] = ValueList{id(2), id(3)};
    names_["items"] = ValueList{ValueContext{{"name", "профиль"}, {"price", 120}, {"done", true}},
                                ValueContext{{"name", "полотно"}, {"price", 900}, {"done", false}}};
    names_["numbers"] = ValueList{3, 1, 2};
    names_["settings"] = ValueContext{{"training", true}, {"pause", DayTimeDuration{86'400'000}}};
    members_[{id(1), "name"}] = "Żółw Sp. z o.o.";
    members_[{id(1), "phone"}] = Value();
    members_[{id(1), "manager"}] = id(4);
    members_[{id(4), "name"}] = "Иван";
    members_[{id(2), "title"}] = "Подписать договор";
    members_[{id(2), "done"}] = true;
    members_[{id(3), "title"}] = "Закупить";
    members_[{id(3), "done"}] = false;
}

std::optional<Value> World::name(std::string_view name) const {
    const auto found = names_.find(name);
    return found == names_.end() ? std::nullopt : std::optional<Value>(found->second);
}

std::optional<Value> World::member(const Ref& record, std::string_view name) const {
    const auto found = members_.find({record.id, std::string(name)});
    return found == members_.end() ? std::nullopt : std::optional<Value>(found->second);
}

std::optional<Type> WorldSchema::name(std::string_view name) const {
    static const std::map<std::string, Type, std::less<>> names = {
        {"title", Kind::string},
        {"amount", Kind::money},
        {"area", Kind::number},
        {"urgent", Kind::boolean},
        {"start_date", Kind::date},
        {"start date", Kind::date},
        {"created", Kind::date_time},
        {"client", Type::record_of("client")},
        {"tasks", Type::list_of(Type::record_of("task"))},
        {"settings", Type::context_of({{"training", Kind::boolean}, {"pause", Kind::days_duration}})},
        {"anything", Type()},
    };
    const auto found = names.find(name);
    return found == names.end() ? std::nullopt : std::optional<Type>(found->second);
}

std::optional<Type> WorldSchema::member(const Type& record, std::string_view name) const {
    if (record.record == "client" && (name == "name" || name == "phone")) return Type(Kind::string);
    if (record.record == "client" && name == "manager") return Type::record_of("person");
    if (record.record == "person" && name == "name") return Type(Kind::string);
    if (record.record == "task" && name == "title") return Type(Kind::string);
    if (record.record == "task" && name == "done") return Type(Kind::boolean);
    return std::nullopt;
}

std::string shown(const Value& v) {
    if (const auto* text = v.as<std::string>()) return "\"" + *text + "\"";
    if (const auto* items = v.as<ValueList>()) {
        std::string out = "[";
        for (const Value& item : *items) out += (out.size() > 1 ? ", " : "") + shown(item);
        return out + "]";
    }
    if (const auto* entries = v.as<ValueContext>()) {
        std::string out = "{";
        for (const auto& [key, item] : *entries)
            out += (out.size() > 1 ? ", " : "") + key + ": " + shown(item);
        return out + "}";
    }
    if (v.is_null()) return "null";
    if (const auto* b = v.as<bool>()) return *b ? "true" : "false";
    if (const auto* n = v.as<Decimal>()) return n->str();
    const Json json = to_json(v);
    if (json.contains("m")) return json["m"].get<std::string>() + " " + json["c"].get<std::string>();
    return json.begin().value().get<std::string>();
}

Evaluation run(std::string_view source) {
    const auto expression = Expression::compile(source);
    INFO(source);
    if (!expression) FAIL(source << ": " << describe(expression.error()));
    return evaluate(*expression, World());
}

std::string eval(std::string_view source) { return shown(run(source).value); }

std::string trouble(std::string_view source) {
    const Evaluation e = run(source);
    return e.diagnostics.empty() ? "" : e.diagnostics[0].code;
}

std::string compiled(std::string_view source) {
    static const WorldSchema schema;
    const auto expression = Expression::compile(source, &schema);
    return expression ? "ok" : expression.error().code + " " + expression.error().place;
}

void check_values(const Table& table) {
    for (const auto& [source, expected] : table) {
        CAPTURE(source);
        CHECK(eval(source) == expected);
    }
}

}  // namespace expr_test
