// Who and what may enter a stage.
#pragma once

#include "model/workspace.h"

namespace potok::model {

// By hand only: the stage is open to people, from here, to this person's roles.
// Errors: stage.not_by_hand, stage.not_from_here, stage.not_for_role.
Status check_move_by_hand(const Workspace& ws, const Pipeline& pipeline, std::string_view from, const Stage& to, RowId actor);

}  // namespace potok::model
