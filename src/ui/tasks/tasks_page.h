// My tasks: overdue, today, this week, later, without a date. The selected task opens beside the list (on the phone in place).
#pragma once

#include <optional>

#include "ui/card/task_panel.h"
#include "ui/tasks/task_groups.h"

namespace potok::ui {

class TasksPage final : public PageView {
public:
    explicit TasksPage(Desk& desk);
    void frame(Desk& desk, const Rect& area) override;
    void take(Desk& desk, const model::Outcome& outcome) override;

private:
    struct Row {
        model::Task task;
        DueGroup group = DueGroup::undated;
    };
    void read(Desk& desk);
    void header(Desk& desk, Rect row);
    void whose(Desk& desk, Rect& row);
    void list(Desk& desk, const Rect& area);
    float group_head(Desk& desk, Rect r, DueGroup group, std::size_t count);
    void row(Desk& desk, const Row& row, const Rect& r, std::size_t index);
    void detail(Desk& desk, const Rect& area);
    void select(Desk& desk, std::size_t index);
    void keys(Desk& desk);

    int whose_ = 0;                  // 0 mine, 1 everybody's
    std::vector<Row> rows_;          // in order of groups, then of due times
    std::array<std::size_t, due_group_count> counts_{};
    std::optional<TaskPanel> open_;  // the selected one
    std::size_t selected_ = 0;
    bool row_focused_ = false;
    bool reveal_ = false;
};

}  // namespace potok::ui
