#include "automation/plain_json.h"

#include <cstdlib>

namespace potok::automation {

namespace {

constexpr int deepest = 64;

Value read(const Json& j, int depth) {
    if (depth > deepest) return {};
    if (j.is_object()) {
        if (const auto canonical = value_from_json(j); canonical.ok()) return *canonical;
        ValueContext out;
        for (const auto& [k, v] : j.items()) out.emplace_back(k, read(v, depth + 1));
        return out;
    }
    if (j.is_array()) {
        ValueList out;
        for (const Json& v : j) out.push_back(read(v, depth + 1));
        return out;
    }
    if (j.is_number_float()) {
        const auto n = Decimal::parse(j.dump());
        return n.ok() ? Value(*n) : Value();
    }
    const auto v = value_from_json(j);
    return v.ok() ? *v : Value();
}

}  // namespace

Value from_plain(const Json& json) {
    return read(json, 0);
}

Json to_plain(const Value& value) {
    if (value.is_null()) return nullptr;
    if (const bool* b = value.as<bool>()) return *b;
    if (const std::string* s = value.as<std::string>()) return *s;
    if (const Decimal* n = value.as<Decimal>()) {
        if (const auto whole = n->to_int64(); whole && std::abs(*whole) < (std::int64_t{1} << 53)) return *whole;
        // A fraction goes out as it is written, where what is read back is the same number.
        const std::string text = n->str();
        const Json parsed = Json::parse(text, nullptr, false);
        return parsed.is_number() && parsed.dump() == text ? parsed : Json(text);
    }
    if (const ValueList* list = value.as<ValueList>()) {
        Json out = Json::array();
        for (const Value& v : *list) out.push_back(to_plain(v));
        return out;
    }
    if (const ValueContext* context = value.as<ValueContext>()) {
        Json out = Json::object();
        for (const auto& [k, v] : *context) out[k] = to_plain(v);
        return out;
    }
    const Json tagged = to_json(value);  // one member that names the kind, for money two
    if (!tagged.is_object() || tagged.empty()) return nullptr;
    if (tagged.contains("m")) return {{"amount", tagged["m"]}, {"currency", tagged["c"]}};
    return tagged.begin().value();
}

}  // namespace potok::automation
