// Closing a task: whoever does it, its form must be filled in and its checklist done.
#pragma once

#include <string>

#include "model/operation.h"

namespace potok::model {

struct FinishTask {
    Values values;        // of its form
    std::string comment;
    RowId by = 0;
    bool tick = false;    // the open items of its checklist are ticked with it
};

// Nothing when it is done already. Errors: task.not_open, task.decide_instead, task.checklist_open (details: the items),
// stage.comment_required, task.field_not_asked, task.form_incomplete, task.form_check
Status finish_task(Operation& op, RowId task, const FinishTask& how);

}  // namespace potok::model
