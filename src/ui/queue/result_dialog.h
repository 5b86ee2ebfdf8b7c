// What came of a record of a queue, where more has to be said: the fields that a result asks for, or a free slot for a meeting.
#pragma once

#include "model/queue.h"
#include "model/timetable.h"
#include "ui/forms/field_edit.h"

namespace potok::ui {

class ResultDialog {
public:
    // Carried out at once where nothing more is asked for.
    void begin(Desk& desk, const model::Queue& queue, model::RowId record, const model::Option& result);
    void frame(Desk& desk);

private:
    void submit(Desk& desk);
    void book(Desk& desk, const model::Slot& slot);
    void find_slots(Desk& desk);
    float slot_list(Desk& desk, Rect r, bool draw);

    bool open_ = false, slots_asked_ = false;
    model::Queue queue_;
    model::RowId record_ = 0;
    std::string option_, title_;
    std::vector<FieldEdit> edits_;
    std::vector<model::Slot> slots_;
    std::optional<Error> refusal_;
};

}  // namespace potok::ui
