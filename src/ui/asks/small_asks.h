// The smaller questions: a new task, the comment a stage wants before a task is closed, the list of stages to move to.
#pragma once

#include "ui/board/drop_preview.h"
#include "ui/desk.h"

namespace potok::ui {

class TaskDialog {
public:
    void begin(Desk& desk, model::RowId record);
    void frame(Desk& desk);

private:
    void submit(Desk& desk);
    bool open_ = false;
    model::RowId record_ = 0;
    std::string title_, record_title_;
    std::optional<Date> date_;
    std::optional<TimeOfDay> time_;
    int assignee_ = 0;
    std::vector<model::Person> people_;
    std::optional<Error> refusal_;
};

class CompleteDialog {
public:
    // Completes at once where no comment is wanted.
    void begin(Desk& desk, model::RowId task);
    void frame(Desk& desk);

private:
    bool open_ = false;
    model::RowId task_ = 0;
    std::string title_, comment_;
    std::optional<Error> refusal_;
};

class WhereToDialog {
public:
    void begin(Desk& desk, model::RowId record);
    void frame(Desk& desk);

private:
    bool open_ = false;
    model::RowId record_ = 0;
    std::string title_;
    int looked_at_ = -1;  // stage whose effects are shown
    std::optional<DropPreview> preview_;
};

}  // namespace potok::ui
