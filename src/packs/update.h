// Updating an installed pack to another version: what it would do, and the command that does it (model/pack_update.h).
#pragma once

#include <string>
#include <vector>

#include "model/pack_update.h"
#include "model/workspace.h"
#include "packs/pack.h"

namespace potok::packs {

struct UpdatePreview {
    // Runs of an automation that the update changes or takes away. They go on as they began, unless they are taken over.
    struct Running {
        std::string automation;
        int runs = 0;
        bool goes = false;           // the new version has it no longer
        bool can_migrate = false;
        std::vector<Error> blocked;  // migration.stands_at: what stands at a step that the new version does not have
    };
    model::PackUpdate plan;
    std::vector<Running> running;
    std::optional<Error> refusal;  // why the command would be refused as things are; located in the pack's files

    // Keys of the automations whose runs can be taken over.
    std::vector<std::string> migratable() const;
};

// What updating to `pack` with these choices would do; changes nothing. Errors: pack.not_installed, pack.older_version, pack.requires,
// pack.foreign_key.
Result<UpdatePreview> preview_update(model::Workspace& ws, const Pack& pack, const model::SideChoices& choices, model::RowId actor, Instant now);

// The command: all or nothing, undone as one. `migrate`: automations whose runs are taken over to the new version.
model::Command update_command(const Pack& pack, const model::SideChoices& choices, const std::vector<std::string>& migrate);

}  // namespace potok::packs
