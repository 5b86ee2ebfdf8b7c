// The step that makes a document from a template.
#include "automation/action_parts.h"
#include "model/made_documents.h"

namespace potok::automation::action {

Status perform_step(const ActionContext& c, const DocumentStep& s, RowId& made) {
    POTOK_TRY(const RowId record, record_of(c, s.record));
    model::MakeDocument how;
    how.as = written(c, s.as);
    how.replace = s.replace;
    how.now = c.moment.now;  // a timer that is caught up dates what it makes on the day it was due
    how.id = id_for(c, c.step);
    how.author = c.moment.workspace->robots();
    POTOK_TRY(made, model::make_document(c.op, s.source, record, how));
    return {};
}

}  // namespace potok::automation::action
