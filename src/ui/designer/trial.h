// A draft tried out in a copy of the workspace: would it be accepted, what does it bring that the static checks find, what runs by what it changes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "automation/dry_run.h"
#include "automation/migration.h"
#include "automation/static_checks.h"
#include "ui/designer/draft.h"

namespace potok::ui {

struct Trial {
    std::optional<Error> refusal;                  // nothing: it can be published
    std::vector<automation::Finding> findings;     // those that the workspace has not had before
    struct Running {
        std::string key;
        automation::MigrationPreview preview;
    };
    std::vector<Running> running;                  // changed automations that something is under way by
};

// Errors: store.limit (no room for the copy), designer.no_automation (the workspace has no engine).
Result<Trial> try_out(model::Workspace& ws, const Draft& draft, model::RowId actor, Instant now);

// What a changed automation of the draft would have done to what has happened. Error: as automation::dry_run.
Result<automation::DryRun> try_on_history(model::Workspace& ws, const std::string& key, const Json& body, Instant until);

}  // namespace potok::ui
