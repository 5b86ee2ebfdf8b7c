#include "packs/schema.h"

#include <set>
#include <vector>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace potok::packs {
namespace {

constexpr std::string_view suffix = ".schema.json";
constexpr std::size_t most_errors = 20;

std::string position(std::string_view text, std::size_t byte) {
    std::size_t line = 1, column = 1;
    for (std::size_t i = 0; i + 1 < byte && i < text.size(); ++i) {
        if (text[i] == '\n') {
            ++line;
            column = 1;
        } else {
            ++column;
        }
    }
    return std::to_string(line) + ":" + std::to_string(column);
}

// valijson's "<root>[stages][3][key]" as a JSON pointer: "#/stages/3/key".
std::string pointer(const std::string& context) {
    std::string out = "#";
    std::size_t at = context.find('[');
    while (at != std::string::npos) {
        const std::size_t end = context.find(']', at);
        if (end == std::string::npos) break;
        out += '/' + context.substr(at + 1, end - at - 1);
        at = context.find('[', end);
    }
    return out;
}

std::string pointer(const std::vector<std::string>& context) {
    std::string all;
    for (const std::string& part : context) all += part;
    return pointer(all);
}

// Refuses an object with the same key twice, which a plain parse would silently drop.
class DuplicateFinder {
public:
    bool operator()(int, Json::parse_event_t event, Json& parsed) {
        if (event == Json::parse_event_t::object_start) keys_.emplace_back();
        if (event == Json::parse_event_t::object_end) keys_.pop_back();
        if (event == Json::parse_event_t::key) {
            const auto& key = parsed.get_ref<const std::string&>();
            if (!keys_.back().insert(key).second && duplicate.empty()) duplicate = key;
        }
        return true;
    }
    std::string duplicate;

private:
    std::vector<std::set<std::string>> keys_;
};

}  // namespace

struct Schemas::Compiled {
    Json json;
    valijson::Schema schema;
};

Schemas::Schemas() = default;
Schemas::~Schemas() = default;
Schemas::Schemas(Schemas&&) noexcept = default;
Schemas& Schemas::operator=(Schemas&&) noexcept = default;

Result<Json> parse_json(std::string_view text, const std::string& file) {
    DuplicateFinder finder;
    try {
        Json json = Json::parse(
            text, [&finder](int depth, Json::parse_event_t event, Json& parsed) { return finder(depth, event, parsed); },
            true, false);
        if (!finder.duplicate.empty()) return error("json.duplicate_key", {{"key", finder.duplicate}}, file);
        return json;
    } catch (const Json::parse_error& fault) {
        return error("json.malformed", {{"message", fault.what()}}, file + ":" + position(text, fault.byte));
    }
}

Result<Schemas> Schemas::load(const PackSource& source) {
    Schemas out;
    for (const std::string& path : source.list()) {
        if (!path.ends_with(suffix)) continue;
        const std::string file = source.name() + "/" + path;
        POTOK_TRY(const std::string text, source.read(path));
        auto compiled = std::make_unique<Compiled>();
        POTOK_TRY(compiled->json, parse_json(text, file));
        try {
            valijson::SchemaParser parser;
            const valijson::adapters::NlohmannJsonAdapter adapter(compiled->json);
            parser.populateSchema(adapter, compiled->schema);
        } catch (const std::exception& fault) {  // valijson reports a faulty schema by throwing
            return error("schema.malformed", {{"message", fault.what()}}, file);
        }
        out.schemas_.emplace(path.substr(0, path.size() - suffix.size()), std::move(compiled));
    }
    return out;
}

bool Schemas::has(std::string_view kind) const { return schemas_.contains(kind); }

Status Schemas::check(std::string_view kind, const Json& json, const std::string& file) const {
    const auto found = schemas_.find(kind);
    if (found == schemas_.end()) return error("schema.unknown_kind", {{"kind", std::string(kind)}}, file);
    valijson::Validator validator(valijson::Validator::kStrongTypes);
    valijson::ValidationResults results;
    const valijson::adapters::NlohmannJsonAdapter adapter(json);
    try {
        if (validator.validate(found->second->schema, adapter, &results)) return {};
    } catch (const std::exception& fault) {  // a regular expression of the schema against hostile text
        Error all = error("schema.violated", {{"kind", std::string(kind)}}, file);
        all.details.push_back(error("schema.rule", {{"rule", fault.what()}}, file));
        return all;
    }
    Error all = error("schema.violated", {{"kind", std::string(kind)}}, file);
    valijson::ValidationResults::Error one;
    while (results.popError(one) && all.details.size() < most_errors) {
        all.details.push_back(error("schema.rule", {{"rule", one.description}}, file + pointer(one.context)));
    }
    return all;
}

}  // namespace potok::packs
