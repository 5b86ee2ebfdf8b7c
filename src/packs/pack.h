// A solution pack, read and checked: a folder of data that the engine runs, never code.
//
//   manifest.json     key, version, label, summary, home language, zone, currency, requires, and the lists of its files
//   types.json        [record types]          pipelines.json  [pipelines]         roles.json     [roles]
//   settings.json     [settings]              calendars.json  [working calendars] automations/*.json
//   documents.json    [document templates], and the .docx files they name
//   samples.json      sample people and records with relative dates
//   scenarios/        *.scenario: what the pack promises, shown
// Every definition carries its "key", prefixed by the pack's key and a dot. docs/packs.md describes each file.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/value.h"
#include "model/command.h"
#include "packs/schema.h"
#include "packs/source.h"

namespace potok::packs {

struct PackDefinition {
    std::string kind, key;
    Json body;
    std::string place;  // "assets/packs/ceilings/pipelines.json#/0"
};

struct Pack {
    std::string key, version;
    Json manifest;
    std::vector<PackDefinition> definitions;                      // in the order they are installed
    Json samples;                                                 // null when it brings none
    std::vector<std::pair<std::string, std::string>> scenarios;   // file, text

    model::Label label() const;
};

// Reads and checks a pack: JSON, schemas, keys, files. `shared` holds what several packs use: a calendar of the pack that
// says {"use": "ru"} takes its days from calendars/ru.json there. errors: pack.*, json.*, schema.* with the file as place.
Result<Pack> read_pack(const PackSource& source, const Schemas& schemas, const PackSource& shared);

// The command that installs the pack, all or nothing.
model::Command install_command(const Pack& pack);
// Adds the file of the pack's definition at fault to an error that install_pack gave.
Error locate(const Pack& pack, Error refusal);

}  // namespace potok::packs
