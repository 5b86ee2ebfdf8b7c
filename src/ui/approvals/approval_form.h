// One approval being decided: what is asked with the old and the new value, the facts about the record, what will follow, the
// comment, what was decided before, and the verdicts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/approvals.h"
#include "ui/forms/field_edit.h"

namespace potok::ui {

class ApprovalForm {
public:
    ApprovalForm(Desk& desk, model::Approval approval);

    const model::Approval& approval() const { return approval_; }
    // After a change of the record or the task, keeping what the person has typed.
    void refresh(Desk& desk, model::Approval approval);

    void draw(Desk& desk, const Rect& area);
    // A key or a button: asks for the comment where one is due and missing, else decides. True: it is decided.
    bool decide(Desk& desk, std::string_view verdict);
    void ask_delegate() { delegating_ = true; }

private:
    struct Row {
        FieldEdit edit;
        Value before;
        bool required = false;
    };
    struct FileRow {
        std::string field, label;
        bool required = false;
        int count = 0;
    };
    struct Fact {
        std::string label, value;
    };
    void read_record(Desk& desk);
    void read_facts(Desk& desk, const model::Record& record, const std::vector<std::string>& asked);
    void look_ahead(Desk& desk);
    FieldValues changed_values() const;
    int changed() const;
    bool blame(const Error& error);

    float head(Desk& desk, Rect r);
    float what_is_asked(Desk& desk, Rect r);
    float form_row(Desk& desk, Row& row, const Rect& r);
    float facts(Desk& desk, Rect r);
    float ahead(Desk& desk, Rect r);
    float comment_field(Desk& desk, Rect r);
    float history(Desk& desk, Rect r);
    void footer(Desk& desk, Rect r);
    void delegate_menu(Desk& desk);

    model::Approval approval_;
    const model::RecordType* type_ = nullptr;
    std::vector<Row> rows_;
    std::vector<FileRow> files_;
    std::vector<Fact> facts_;
    std::vector<model::Decision> history_;
    std::string after_approval_, after_refusal_;  // what the robots will do, as far as it can be said
    std::string comment_;
    std::string wanted_;        // verdict that waits for its comment
    int focus_comment_ = 0;     // in so many frames: not in that of the key, whose letter would be typed into it
    std::optional<Error> refusal_;
    bool delegating_ = false;
    Rect delegate_anchor_;
    float asked_height_ = 0;  // of the last frame
};

// "Approved", "Rejected", "Returned"; the mark that goes with it.
std::string verdict_text(Desk& desk, std::string_view verdict);
// One decision: who, what, when, why, and what they changed. Returns its height; `draw` false only measures.
float draw_decision(Desk& desk, const Rect& r, const model::Decision& decision, const model::RecordType* type, bool draw = true);

}  // namespace potok::ui
