// A task with its checklist: on a record's card and in the list of one's tasks.
#pragma once

#include "ui/desk.h"

namespace potok::ui {

class TaskPanel {
public:
    TaskPanel(Desk& desk, const model::Task& task);

    model::RowId row() const { return task_.row; }
    const model::Task& task() const { return task_; }
    void read(Desk& desk);  // after a change
    float height(Desk& desk, float width) const;
    void draw(Desk& desk, const Rect& r);

private:
    void head(Desk& desk, Rect r);
    struct HeadLayout {
        float height = 0;
        bool due_below = false;
    };
    HeadLayout head_layout(Desk& desk, float width) const;
    void foot(Desk& desk, Rect r);

    model::Task task_;
    std::vector<model::CheckItem> items_;
    std::string assignee_;
    std::string new_item_;
    bool adding_ = false;
};

// "до чт 19 ноя, 18:00", and how it is to be coloured.
struct DueMark {
    std::string text;
    bool late = false, soon = false;
};
DueMark due_mark(Desk& desk, const std::optional<Instant>& due);

}  // namespace potok::ui
