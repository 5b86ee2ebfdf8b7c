#include "model/command_args.h"

#include "model/workspace_impl.h"

namespace potok::model {

void Args::fail(std::string code, std::string_view name, std::map<std::string, std::string> args) {
    if (!problem_.code.empty()) return;
    args["argument"] = std::string(name);
    args["command"] = op_.command().name;
    problem_ = potok::error(std::move(code), std::move(args), std::string(name));
}

const Json& Args::json(std::string_view name) const {
    static const Json none;
    const auto it = json_.find(name);
    return it == json_.end() ? none : *it;
}

RowId Args::record(std::string_view name, std::string_view type, bool optional) {
    const Json* at = &json(name);
    if (at->is_object() && at->contains("ref")) at = &(*at)["ref"];
    if (at->is_null()) {
        if (!optional) fail("command.argument_missing", name);
        return 0;
    }
    const auto id = at->is_string() ? Uuid::parse(at->get<std::string>()) : Result<Uuid>(potok::error("id.malformed"));
    if (!id.ok()) {
        fail("command.argument_type", name, {{"expected", "id"}});
        return 0;
    }
    const auto row = op_.workspace().row_of(*id);
    const RecordType* found = row ? op_.workspace().type_of(*row) : nullptr;
    if (!found || (!type.empty() && found->key != type)) {
        fail("record.missing", name, {{"type", std::string(type)}, {"id", id->str()}});
        return 0;
    }
    return *row;
}

std::string Args::text(std::string_view name, bool optional) {
    const Json& at = json(name);
    if (at.is_string()) {
        std::string value = at.get<std::string>();
        if (!value.empty() || optional) return value;
    } else if (!at.is_null()) {
        fail("command.argument_type", name, {{"expected", "text"}});
        return {};
    }
    if (!optional) fail("command.argument_missing", name);
    return {};
}

bool Args::boolean(std::string_view name) {
    const Json& at = json(name);
    if (at.is_boolean()) return at.get<bool>();
    fail(at.is_null() ? "command.argument_missing" : "command.argument_type", name, {{"expected", "boolean"}});
    return false;
}

Value Args::value(std::string_view name, bool optional) {
    if (!has(name)) {
        if (!optional) fail("command.argument_missing", name);
        return {};
    }
    auto value = value_from_json(json(name));
    if (value.ok()) return std::move(value).value();
    fail("command.argument_type", name, {{"expected", "value"}});
    return {};
}

std::optional<Instant> Args::instant(std::string_view name, bool optional) {
    const Json& at = json(name);
    if (at.is_string()) {  // plain ISO 8601 is welcome, too
        if (const auto t = parse_instant(at.get<std::string>()); t.ok()) return *t;
    } else {
        const Value v = value(name, optional);
        if (const Instant* t = v.as<Instant>()) return *t;
        if (v.is_null() && optional) return std::nullopt;
    }
    fail("command.argument_type", name, {{"expected", "date and time"}});
    return std::nullopt;
}

Values Args::values(std::string_view name) {
    Values out;
    const Json& at = json(name);
    if (at.is_null()) return out;
    if (!at.is_object()) {
        fail("command.argument_type", name, {{"expected", "fields"}});
        return out;
    }
    for (const auto& [key, item] : at.items()) {
        auto value = value_from_json(item);
        if (!value.ok()) {
            fail("command.argument_type", key, {{"expected", "value"}});
            return out;
        }
        out.emplace_back(key, std::move(value).value());
    }
    return out;
}

std::vector<std::string> Args::texts(std::string_view name) {
    std::vector<std::string> out;
    const Json& at = json(name);
    if (at.is_null()) return out;
    if (!at.is_array()) {
        fail("command.argument_type", name, {{"expected", "list"}});
        return out;
    }
    for (const Json& item : at) {
        if (!item.is_string()) {
            fail("command.argument_type", name, {{"expected", "list of text"}});
            return out;
        }
        out.push_back(item.get<std::string>());
    }
    return out;
}

std::optional<Uuid> Args::id(std::string_view name) {
    if (!has(name)) return std::nullopt;
    const Json& at = json(name);
    const auto id = at.is_string() ? Uuid::parse(at.get<std::string>()) : Result<Uuid>(potok::error("id.malformed"));
    if (id.ok()) return *id;
    fail("command.argument_type", name, {{"expected", "id"}});
    return std::nullopt;
}

}  // namespace potok::model
