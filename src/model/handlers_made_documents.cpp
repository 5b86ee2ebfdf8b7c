// The command that makes a document from a template. What it does is in made_documents.h.
#include "model/handlers.h"
#include "model/made_documents.h"
#include "model/rights.h"
#include "model/workspace.h"

namespace potok::model::handlers {

Status make_document(Operation& op) {
    Args args(op);
    const RowId record = args.record("record");
    const std::string key = args.text("template");
    MakeDocument how;
    how.as = args.text("as", true);
    how.replace = args.has("replace") ? args.boolean("replace") : true;
    POTOK_CHECK(args.status());
    const RecordType& type = *op.workspace().type_of(record);
    POTOK_CHECK(require_right(op, Verb::update, type, record, {}));
    POTOK_TRY(op.result, model::make_document(op, key, record, how));
    return {};
}

}  // namespace potok::model::handlers
