// What records hold that a changed definition would no longer know: a stage they stand in, a field that has values, an option chosen.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/workspace.h"

namespace potok::model {

struct DefinitionUse {
    std::string path;           // "" for the definition itself, else "/stages/paid", "/fields/size", "/fields/size/kind"
    std::int64_t records = 0;   // deleted ones included: they can be restored
};

// Of `present`, what `next` lacks (nothing: the definition itself goes) or would read otherwise, and records still use. Of types,
// pipelines, roles and kinds of relations. Error: db.*
Result<std::vector<DefinitionUse>> uses_lost(const Workspace& ws, const Definition& present, const Json* next);

// Puts that back into `next`, as it is in `present`. Only for uses whose path is not empty.
void keep_used(const Json& present, const std::vector<DefinitionUse>& uses, Json& next);

}  // namespace potok::model
