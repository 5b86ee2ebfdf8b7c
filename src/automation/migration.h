// Taking what is under way over from one version of a definition to another, and seeing beforehand what that would mean.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "automation/engine.h"

namespace potok::automation {

// What publishing a changed definition meets.
struct MigrationPreview {
    struct Standing {
        std::string node;       // where tokens of waiting firings stand
        int tokens = 0;
        bool there = true;      // the changed definition has a node of this id and kind
    };
    int running = 0, failed = 0;         // firings that go on by an earlier version unless they are taken over
    std::vector<Standing> standings;     // by node, in the order of the old definition
    std::vector<std::string> added, gone, changed;  // node ids of the changed definition against the present one
    bool triggers_changed = false, condition_changed = false;
};

// Error: those of parse_automation, of the changed definition.
Result<MigrationPreview> preview_migration(Engine& engine, model::Workspace& workspace, const model::Definition& changed);

}  // namespace potok::automation
