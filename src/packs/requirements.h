// Packs that rest on others: `requires` in the manifest.
#pragma once

#include <functional>
#include <vector>

#include "model/workspace.h"
#include "packs/pack.h"

namespace potok::packs {

using FindPack = std::function<Result<Pack>(std::string_view key)>;

// The packs that this one needs, directly or not, and that the workspace does not have: what is needed before what needs it.
// Errors: those of `find`, pack.requires_itself.
Result<std::vector<Pack>> missing_requirements(const model::Workspace& ws, const Pack& pack, const FindPack& find);

}  // namespace potok::packs
