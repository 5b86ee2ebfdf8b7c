// A command on its way from where it was given to where it counts: what it takes to carry it out there, once.
#pragma once

#include <vector>

#include "model/workspace.h"

namespace potok::sync {

struct SentCommand {
    model::Command command;  // with its id: carried out twice it changes nothing the second time
    Uuid actor;              // person
    Instant now;             // when it was given
};

Json to_json(const SentCommand& sent);
// errors: command.malformed, id.malformed, sync.malformed
Result<SentCommand> sent_command_from_json(const Json& json);

std::string to_text(const std::vector<SentCommand>& list);
// What cannot be read is left out: it comes from this device's own settings.
std::vector<SentCommand> sent_commands_from_text(std::string_view text);

// Carries it out as its sender. error: record.missing where the person is not there; what apply gives
Result<model::Outcome> carry_out(model::Workspace& workspace, const SentCommand& sent);

}  // namespace potok::sync
