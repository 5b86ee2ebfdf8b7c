#include "model/json_reader.h"

#include <algorithm>

namespace potok::model {

namespace {
const Json& null_json() {
    static const Json none;
    return none;
}
}  // namespace

std::string JsonReader::place(std::string_view key) const {
    return key.empty() ? path_ : path_ + "/" + std::string(key);
}

void JsonReader::fail(std::string code, std::map<std::string, std::string> args, std::string_view key) const {
    if (sink_->code.empty()) *sink_ = error(std::move(code), std::move(args), place(key));
}

void JsonReader::only(std::initializer_list<std::string_view> keys) const {
    only(std::span(keys.begin(), keys.size()));
}

void JsonReader::only(std::span<const std::string_view> keys) const {
    if (!json_->is_object()) return fail("json.object_expected");
    for (const auto& [key, value] : json_->items()) {
        if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
        std::string known;
        for (auto k : keys) known += (known.empty() ? "" : ", ") + std::string(k);
        return fail("json.unknown_key", {{"key", key}, {"known", known}}, key);
    }
}

std::string JsonReader::text(std::string_view key, std::string fallback) const {
    if (!has(key)) return fallback;
    const Json& v = (*json_)[std::string(key)];
    if (!v.is_string()) {
        fail("json.text_expected", {{"key", std::string(key)}}, key);
        return fallback;
    }
    return v.get<std::string>();
}

std::string JsonReader::required_text(std::string_view key) const {
    if (!has(key)) fail("json.missing_key", {{"key", std::string(key)}}, key);
    std::string v = text(key);
    if (v.empty()) fail("json.missing_key", {{"key", std::string(key)}}, key);
    return v;
}

bool JsonReader::boolean(std::string_view key, bool fallback) const {
    if (!has(key)) return fallback;
    const Json& v = (*json_)[std::string(key)];
    if (v.is_boolean()) return v.get<bool>();
    fail("json.boolean_expected", {{"key", std::string(key)}}, key);
    return fallback;
}

std::int64_t JsonReader::integer(std::string_view key, std::int64_t fallback) const {
    if (!has(key)) return fallback;
    const Json& v = (*json_)[std::string(key)];
    if (v.is_number_integer()) return v.get<std::int64_t>();
    fail("json.integer_expected", {{"key", std::string(key)}}, key);
    return fallback;
}

std::vector<std::string> JsonReader::texts(std::string_view key) const {
    std::vector<std::string> out;
    if (!has(key)) return out;
    const Json& v = (*json_)[std::string(key)];
    if (!v.is_array()) {
        fail("json.list_expected", {{"key", std::string(key)}}, key);
        return out;
    }
    for (const Json& item : v) {
        if (!item.is_string()) {
            fail("json.text_expected", {{"key", std::string(key)}}, key);
            return out;
        }
        out.push_back(item.get<std::string>());
    }
    return out;
}

int JsonReader::word(std::string_view key, std::initializer_list<std::string_view> words, int fallback) const {
    if (!has(key)) return fallback;
    const std::string v = text(key);
    const auto it = std::find(words.begin(), words.end(), v);
    if (it != words.end()) return static_cast<int>(it - words.begin());
    std::string known;
    for (auto w : words) known += (known.empty() ? "" : ", ") + std::string(w);
    fail("json.not_one_of", {{"key", std::string(key)}, {"value", v}, {"known", known}}, key);
    return fallback;
}

JsonReader JsonReader::child(std::string_view key) const {
    const Json& v = has(key) ? (*json_)[std::string(key)] : null_json();
    return JsonReader(v, place(key), sink_);
}

std::vector<JsonReader> JsonReader::items(std::string_view key) const {
    std::vector<JsonReader> out;
    if (!has(key)) return out;
    const Json& v = (*json_)[std::string(key)];
    if (!v.is_array()) {
        fail("json.list_expected", {{"key", std::string(key)}}, key);
        return out;
    }
    for (std::size_t i = 0; i < v.size(); ++i) out.emplace_back(v[i], place(key) + "/" + std::to_string(i), sink_);
    return out;
}

}  // namespace potok::model
