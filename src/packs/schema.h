// JSON Schema (draft 7) for the files of packs: assets/schema/<kind>.schema.json.
//
// An error says where (file and JSON path), what is wrong there, and what would be right.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/value.h"
#include "packs/source.h"

namespace potok::packs {

class Schemas {
public:
    // Every "<kind>.schema.json" of the source. errors: schema.malformed with the file
    static Result<Schemas> load(const PackSource& source);
    ~Schemas();
    Schemas(Schemas&&) noexcept;
    Schemas& operator=(Schemas&&) noexcept;

    // error: schema.violated, place = file; details = one per broken rule: schema.rule(rule) with place "file#/json/path".
    // error: schema.unknown_kind
    Status check(std::string_view kind, const Json& json, const std::string& file) const;
    bool has(std::string_view kind) const;

private:
    struct Compiled;
    Schemas();
    std::map<std::string, std::unique_ptr<Compiled>, std::less<>> schemas_;
};

// Parses JSON text; twice the same key in one object is an error. error: json.malformed, place "file:line:column"
Result<Json> parse_json(std::string_view text, const std::string& file);

}  // namespace potok::packs
