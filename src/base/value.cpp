#include "base/value.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/calendar.h"
#include "base/locale.h"

namespace potok {

namespace {

constexpr int max_depth = 64;

bool equal_contexts(const ValueContext& a, const ValueContext& b) {
    if (a.size() != b.size()) return false;
    for (const auto& [name, value] : a) {
        const auto same_name = [&](const auto& entry) { return entry.first == name; };
        const auto found = std::find_if(b.begin(), b.end(), same_name);
        if (found == b.end() || !(found->second == value)) return false;
    }
    return true;
}

struct ToJson {
    Json operator()(std::monostate) const { return nullptr; }
    Json operator()(bool v) const { return v; }
    Json operator()(const Decimal& v) const { return {{"n", v.str()}}; }
    Json operator()(const std::string& v) const { return v; }
    Json operator()(Date v) const { return {{"d", format_iso(v)}}; }
    Json operator()(TimeOfDay v) const { return {{"t", format_iso(v)}}; }
    Json operator()(Instant v) const { return {{"i", format_iso(v)}}; }
    Json operator()(DayTimeDuration v) const { return {{"dur", format_iso(v)}}; }
    Json operator()(YearMonthDuration v) const { return {{"ym", format_iso(v)}}; }
    Json operator()(const Money& v) const { return {{"m", minor_to_text(v)}, {"c", v.currency}}; }
    Json operator()(Ref v) const { return {{"ref", v.id.str()}}; }
    Json operator()(const std::shared_ptr<const ValueList>& v) const {
        Json list = Json::array();
        for (const Value& item : *v) list.push_back(to_json(item));
        return list;
    }
    Json operator()(const std::shared_ptr<const ValueContext>& v) const {
        Json entries = Json::object();
        for (const auto& [name, value] : *v) entries[name] = to_json(value);
        return {{"ctx", std::move(entries)}};
    }

    Json operator()(const std::shared_ptr<const Transient>&) const { return nullptr; }

    // All minor digits, always: "184600.00".
    static std::string minor_to_text(const Money& m) {
        const auto digits = static_cast<std::size_t>(minor_digits(m.currency));
        const auto magnitude =
            m.minor < 0 ? 0 - static_cast<std::uint64_t>(m.minor) : static_cast<std::uint64_t>(m.minor);
        std::string text = std::to_string(magnitude);
        if (digits > 0) {
            if (text.size() <= digits) text.insert(0, digits + 1 - text.size(), '0');
            text.insert(text.size() - digits, 1, '.');
        }
        return m.minor < 0 ? "-" + text : text;
    }
};

Error malformed(const std::string& path, const char* reason) {
    return error("value.malformed", {{"reason", reason}}, path);
}

Result<Value> read(const Json& json, const std::string& path, int depth);

Result<Value> read_money(const Json& json, const std::string& path) {
    const Json& amount = json.at("m");
    const Json& currency = json.at("c");
    if (!amount.is_string() || !currency.is_string()) return malformed(path, "money");
    const auto& code = currency.get_ref<const std::string&>();
    if (!is_currency_code(code)) return malformed(path, "currency");
    const auto number = Decimal::parse(amount.get_ref<const std::string&>());
    if (!number) return malformed(path, "money");
    const auto minor = number->to_scaled(minor_digits(code));
    if (!minor || Decimal::scaled(*minor, minor_digits(code)) != *number) return malformed(path, "money");
    return Money{*minor, code};
}

Result<Value> read_context(const Json& entries, const std::string& path, int depth) {
    if (!entries.is_object()) return malformed(path, "context");
    ValueContext context;
    for (const auto& [name, value] : entries.items()) {
        POTOK_TRY(Value entry, read(value, path + "/ctx/" + name, depth + 1));
        context.emplace_back(name, std::move(entry));
    }
    return context;
}

Result<Value> read_list(const Json& json, const std::string& path, int depth) {
    ValueList list;
    list.reserve(json.size());
    for (std::size_t i = 0; i < json.size(); ++i) {
        POTOK_TRY(Value item, read(json[i], path + "/" + std::to_string(i), depth + 1));
        list.push_back(std::move(item));
    }
    return list;
}

template <class T>
Result<Value> tagged(const Result<T>& parsed, const std::string& path, const char* reason) {
    if (!parsed) return malformed(path, reason);
    return Value(*parsed);
}

Result<Value> read_tagged(const Json& json, const std::string& path, int depth) {
    if (json.size() == 2 && json.contains("m") && json.contains("c")) return read_money(json, path);
    if (json.size() != 1) return malformed(path, "tag");
    const std::string& tag = json.begin().key();
    const Json& content = json.begin().value();
    if (tag == "ctx") return read_context(content, path, depth);
    if (!content.is_string()) return malformed(path, "tag");
    const auto& text = content.get_ref<const std::string&>();
    if (tag == "n") return tagged(Decimal::parse(text), path, "number");
    if (tag == "d") return tagged(parse_date(text), path, "date");
    if (tag == "t") return tagged(parse_time(text), path, "time");
    if (tag == "i") return tagged(parse_instant(text), path, "instant");
    if (tag == "ref") return tagged(Uuid::parse(text), path, "ref");
    if (tag == "dur" || tag == "ym") {
        const auto duration = parse_duration(text);
        if (!duration || (duration->as<DayTimeDuration>() != nullptr) != (tag == "dur"))
            return malformed(path, "duration");
        return *duration;
    }
    return malformed(path, "tag");
}

Result<Value> read(const Json& json, const std::string& path, int depth) {
    if (depth > max_depth) return malformed(path, "depth");
    switch (json.type()) {
        case Json::value_t::null: return Value();
        case Json::value_t::boolean: return Value(json.get<bool>());
        case Json::value_t::string: return Value(json.get_ref<const std::string&>());
        case Json::value_t::number_integer: return Value(json.get<std::int64_t>());
        case Json::value_t::number_unsigned: {
            const auto n = json.get<std::uint64_t>();
            if (n > static_cast<std::uint64_t>(INT64_MAX)) return malformed(path, "number");
            return Value(static_cast<std::int64_t>(n));
        }
        case Json::value_t::array: return read_list(json, path, depth);
        case Json::value_t::object: return read_tagged(json, path, depth);
        case Json::value_t::number_float:  // binary: which decimal was meant is not known
        case Json::value_t::binary:
        case Json::value_t::discarded: break;
    }
    return malformed(path, "kind");
}

}  // namespace

bool Value::operator==(const Value& other) const {
    if (v_.index() != other.v_.index()) return false;
    if (const auto* list = as<ValueList>()) return *list == *other.as<ValueList>();
    if (const auto* context = as<ValueContext>()) return equal_contexts(*context, *other.as<ValueContext>());
    if (const auto* transient = as<Transient>()) return transient->equals(*other.as<Transient>());
    return v_ == other.v_;
}

Json to_json(const Value& value) { return std::visit(ToJson{}, value.storage()); }

Result<Value> value_from_json(const Json& json) { return read(json, "", 0); }

}  // namespace potok
