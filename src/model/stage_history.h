// The stages that a record has stood in, one after the other (stage_visits.h keeps them).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/workspace.h"

namespace potok::model {

struct StageVisit {
    std::string pipeline, stage;
    Instant entered;
    std::optional<Instant> until;  // nothing: it stands there
};
std::vector<StageVisit> stage_history(const Workspace& ws, RowId record);  // in order

}  // namespace potok::model
