// libFuzzer: any bytes as a command's JSON, tried by the administrator. "@client", "@deal", "@draft" (an invoice), "@issued", "@offer",
// "@payment" and "@me" stand for records that there are. A command is refused with a code or carried out; the JSON of what was read reads the same.
#include <cstdint>

#include "model/command.h"
#include "packs/schema.h"
#include "workspace.h"

namespace {

using namespace potok;

void put_records(Json& json, fuzz::Company& c) {
    if (json.is_string()) {
        const std::string name = json.get<std::string>();
        const model::RowId row = name == "@client" ? c.client : name == "@deal" ? c.deal : name == "@me" ? c.ws->administrator()
                                 : name == "@draft" ? c.draft : name == "@issued" ? c.issued : name == "@offer" ? c.offer
                                 : name == "@payment" ? c.payment : 0;
        if (row != 0) json = {{"ref", c.ws->id_of(row).str()}};
    } else if (json.is_structured()) {
        for (Json& inner : json) put_records(inner, c);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto json = packs::parse_json(std::string_view(reinterpret_cast<const char*>(data), size), "fuzz.json");
    if (!json) return 0;
    fuzz::Company& c = fuzz::company();
    put_records(*json, c);
    const auto command = model::command_from_json(*json);
    if (!command) return 0;
    if (command->name == "undo") return 0;  // takes back what made the workspace: told by the unit tests
    const auto again = model::command_from_json(model::to_json(*command));
    if (!again || again->name != command->name || again->args != command->args) std::abort();
    c.preview(*command);
    return 0;
}
