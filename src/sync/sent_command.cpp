#include "sync/sent_command.h"

#include <nlohmann/json.hpp>

namespace potok::sync {

Json to_json(const SentCommand& sent) {
    return {{"command", model::to_json(sent.command)}, {"actor", sent.actor.str()}, {"now", sent.now.ms}};
}

Result<SentCommand> sent_command_from_json(const Json& json) {
    const auto malformed = [](const char* place) { return error("sync.malformed", {}, place); };
    if (!json.is_object() || !json.contains("command")) return malformed("/command");
    if (!json.contains("actor") || !json["actor"].is_string()) return malformed("/actor");
    if (!json.contains("now") || !json["now"].is_number_integer()) return malformed("/now");
    SentCommand sent;
    POTOK_TRY(sent.command, model::command_from_json(json["command"]));
    if (sent.command.id.is_nil()) return malformed("/command/id");
    POTOK_TRY(sent.actor, Uuid::parse(json["actor"].get<std::string>()));
    sent.now.ms = json["now"].get<std::int64_t>();
    return sent;
}

std::string to_text(const std::vector<SentCommand>& list) {
    Json all = Json::array();
    for (const SentCommand& sent : list) all.push_back(to_json(sent));
    return all.dump();
}

std::vector<SentCommand> sent_commands_from_text(std::string_view text) {
    std::vector<SentCommand> list;
    const Json all = Json::parse(text, nullptr, false);
    if (!all.is_array()) return list;
    for (const Json& json : all)
        if (auto sent = sent_command_from_json(json); sent.ok()) list.push_back(std::move(*sent));
    return list;
}

Result<model::Outcome> carry_out(model::Workspace& workspace, const SentCommand& sent) {
    const auto actor = workspace.row_of(sent.actor);
    const model::RecordType* type = actor ? workspace.type_of(*actor) : nullptr;
    if (!type || type->key != "person") return error("record.missing", {{"type", "person"}}, "actor");
    return workspace.apply(sent.command, *actor, sent.now);
}

}  // namespace potok::sync
