// Moving a record to another stage by hand. Where the stage asks for something (missing fields, documents, tasks, a booking, a
// reason, a comment) the refusal is a form: what is missing is filled in here and saved together with the move, as one command.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/document_checklist.h"
#include "ui/forms/field_edit.h"

namespace potok::ui {

// Whether the dialog can mend this refusal of a move: something is missing that can be filled in. What is not by hand, not from
// here or not this person's to do stays refused.
bool mendable(const Error& refusal);

class MoveDialog {
public:
    // Moves at once when nothing is asked for; tells a refusal that no form can mend.
    void begin(Desk& desk, model::RowId record, std::string_view to);
    void frame(Desk& desk);
    void take(Desk& desk, const model::Outcome& outcome);
    bool open() const { return open_; }

    // What the dialog asks for, in the order it shows it.
    struct Item {
        enum class Kind { field, file, task, booking, check } kind = Kind::field;
        std::string key;       // field key, task key, resource kind
        std::string text;      // sentence of the gate, for tasks, bookings and checks
        model::RowId task = 0; // an open task that must be done first
        bool done = false;
        std::optional<model::ChecklistItem> document = {};  // file: told by kind or template, or to be signed
    };

private:
    void look_up(Desk& desk);
    void ask_for_what_it_reads(Desk& desk, const model::Record& record, const std::string& condition);
    bool ready(Desk& desk) const;
    void submit(Desk& desk, bool move);
    int done_count() const;
    float body_height(Desk& desk, float width);
    void header(Desk& desk, Rect r);
    void body(Desk& desk, Rect r);
    void fields(Desk& desk, Rect& r);
    void rows(Desk& desk, Rect& r, Item::Kind kind, std::string_view title_key);
    void reason_and_comment(Desk& desk, Rect& r);
    void footer(Desk& desk, Rect r);
    FieldEdit* edit_of(std::string_view key);
    int count(Item::Kind kind) const;
    void document_action(Desk& desk, Rect& row, const Item& item);

    bool open_ = false;
    model::RowId record_ = 0;
    std::string from_, to_, title_, facts_;
    int from_hue_ = 0, to_hue_ = 0;
    std::string from_label_, to_label_;
    std::vector<Item> items_;
    std::vector<FieldEdit> edits_;
    bool ask_reason_ = false, ask_comment_ = false;
    std::vector<std::pair<std::string, std::string>> reasons_;  // key, label
    int reason_ = -1;
    std::string comment_;
    std::optional<Error> refusal_;
    std::size_t asked_ = 0;  // items when it was opened
};

}  // namespace potok::ui
