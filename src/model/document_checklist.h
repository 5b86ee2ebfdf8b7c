// Which documents a record needs, at which stage, and how it stands with each. What is needed is said by the gates of the stages
// (`documents`, beside `files`, which is the short way of asking for one file of a field): a record cannot enter a stage whose
// documents are not there.
//
// A document counts when it is attached to the record, has not been replaced by a newer version, and its `valid_until` has not passed:
// the last day counts.
#pragma once

#include <string>
#include <vector>

#include "model/workspace.h"

namespace potok::model {

enum class DocumentState { missing, outdated, signing, there };
std::string_view word_for(DocumentState state);  // "missing", "outdated", "signing", "there"

struct ChecklistItem {
    DocumentNeed need;
    std::string stage;               // the first that asks for it
    DocumentState state = DocumentState::missing;
    std::vector<RowId> documents;    // that count, or are what there is of it
};

// Of all stages of the record's pipeline in their order; what several ask for stands once. Gates whose condition does not hold
// now ask for nothing.
std::vector<ChecklistItem> document_checklist(const Workspace& ws, RowId record, Instant now);
// One need of a record.
ChecklistItem look_for(const Workspace& ws, RowId record, const DocumentNeed& need, Instant now);
// What stands in the way; nothing when the document is there. Errors: gate.document_missing, gate.document_outdated, gate.document_signing
// (args label, key, count, found)
std::optional<Error> refusal_for(const ChecklistItem& item, Language language);

// The name `checklist` in expressions: [{key, label, stage, state}].
Value checklist_value(const Workspace& ws, RowId record, Instant now);

}  // namespace potok::model
