// Reading JSON that someone else wrote: every miss is an Error with the JSON path of the place.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/result.h"
#include "base/value.h"

namespace potok::model {

// A JSON value and where it stands ("/stages/3/gates/0"). Collects the first error, so that a reader can be written without a
// check after every line: ask `status()` at the end.
class JsonReader {
public:
    JsonReader(const Json& json, std::string path, Error* sink) : json_(&json), path_(std::move(path)), sink_(sink) {}

    const Json& json() const { return *json_; }
    const std::string& path() const { return path_; }

    // Refuses keys that are not in the list: a misspelt key must not be silently ignored.
    void only(std::initializer_list<std::string_view> keys) const;
    void only(std::span<const std::string_view> keys) const;

    std::string text(std::string_view key, std::string fallback = {}) const;
    std::string required_text(std::string_view key) const;
    bool boolean(std::string_view key, bool fallback) const;
    std::int64_t integer(std::string_view key, std::int64_t fallback) const;
    std::vector<std::string> texts(std::string_view key) const;
    // One of the words of a list; its index.
    int word(std::string_view key, std::initializer_list<std::string_view> words, int fallback) const;
    bool has(std::string_view key) const { return json_->is_object() && json_->contains(key); }
    JsonReader child(std::string_view key) const;
    std::vector<JsonReader> items(std::string_view key) const;  // empty when absent

    void fail(std::string code, std::map<std::string, std::string> args = {}, std::string_view key = {}) const;
    bool failed() const { return !sink_->code.empty(); }
    Error* sink() const { return sink_; }

private:
    const Json* json_;
    std::string path_;
    Error* sink_;
    std::string place(std::string_view key) const;
};

}  // namespace potok::model
