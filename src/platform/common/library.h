// What every program of Potok starts with: the linked-in assets read as packs, schemas, zones and words, and the engine.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/locale.h"
#include "model/document_maker.h"
#include "model/reactor.h"
#include "packs/pack.h"

namespace potok::platform {

// The assets under `prefix` ("packs/ceilings"); "" for all of them.
std::shared_ptr<packs::PackSource> asset_source(std::string prefix);

// Loaded once. errors: asset.missing, zone.malformed, schema.*, locale.malformed: all of them mean a broken build
Result<std::shared_ptr<const ZoneTable>> zones();
Result<const packs::Schemas*> schemas();
Result<std::shared_ptr<const Locale>> locale(Language language);

// Keys of the packs that ship with the program.
std::vector<std::string> pack_keys();
// error: pack.unknown, and those of read_pack
Result<packs::Pack> pack(std::string_view key);
// The pack in a folder.
Result<packs::Pack> pack_in(const std::string& folder);

// Makes documents from templates, for any number of workspaces. Null means a broken build: the fonts are not there.
const model::DocumentMaker* documents();

// A fresh automation engine for one workspace.
std::unique_ptr<model::Reactor> make_reactor();

}  // namespace potok::platform
