// Approvals as people work through them: what waits for whose decision, what its form asks, and what was decided before. Decided by
// the commands `decide` and `delegate_task`; automation/ makes the tasks and goes on from the verdicts.
#pragma once

#include "model/queries.h"

namespace potok::model {

struct Approval {
    RowId task = 0, record = 0;
    RowId assignee = 0;             // whose it is to decide; who stands in for them may, too
    RowId instead_of = 0;           // whose it was before it was delegated; 0 = nobody's
    RowId owner = 0;                // of the record
    std::string title, description, record_title, automation;
    std::optional<Instant> due;
    Instant asked_at;
    std::vector<std::string> verdicts;  // "approve", "reject", "return"
    enum class Comment { never, on_refusal, always } comment = Comment::on_refusal;
    struct Asked {
        std::string field;     // of the record's type; files fields as well
        std::string document;  // or a need of its document checklist
        bool required = false; // to approve
    };
    std::vector<Asked> form;

    bool allows(std::string_view verdict) const;
    bool needs_comment(std::string_view verdict) const;
};

// Open ones that `person` may decide at `now`: their own, and those of whom they stand in for. Earliest due first, those without last.
std::vector<Approval> approvals_for(const Workspace& ws, RowId person, Instant now);
// How many those are, without reading the forms.
std::int64_t count_approvals_for(const Workspace& ws, RowId person, Instant now);
// Open ones on records of `owner` that somebody else has to decide, in the same order.
std::vector<Approval> approvals_awaited(const Workspace& ws, RowId owner, Instant now);
std::optional<Approval> approval(const Workspace& ws, RowId task);  // an open one

struct Decision {
    RowId row = 0, record = 0, person = 0, instead_of = 0;
    Instant at;
    std::string title, verdict, comment, automation, record_title;
    struct Changed {
        std::string field;
        Value before, after;
    };
    std::vector<Changed> changes;
};
std::vector<Decision> decisions_on(const Workspace& ws, RowId record);                // of every run, newest first
std::vector<Decision> decisions_by(const Workspace& ws, RowId person, int limit);  // newest first

}  // namespace potok::model
