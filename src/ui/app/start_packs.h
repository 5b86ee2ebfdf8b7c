// Packs as first start shows them, and their installation into a new workspace.
#pragma once

#include "model/workspace.h"
#include "packs/pack.h"
#include "ui/app/first_start.h"

namespace potok::ui {

StartPack start_pack(const packs::Pack& pack);

// Installs the pack as the administrator, with its samples when wished.
Status install_pack(model::Workspace& ws, const packs::Pack& pack, bool samples, Instant now);

}  // namespace potok::ui
