// My tasks, grouped by when they are due, as a person thinks of it: overdue, today, this week, later, without a date.
#pragma once

#include <array>
#include <vector>

#include "base/calendar.h"
#include "model/queries.h"

namespace potok::ui {

enum class DueGroup { overdue, today, this_week, later, undated };
inline constexpr int due_group_count = 5;

// Overdue is what was due before `now`, also earlier today; the week ends with Sunday.
DueGroup due_group(const std::optional<Instant>& due, Instant now, const Zone& zone);

struct TaskGroups {
    std::array<std::vector<model::Task>, due_group_count> groups;
    std::vector<model::Task>& operator[](DueGroup g) { return groups[static_cast<std::size_t>(g)]; }
    const std::vector<model::Task>& operator[](DueGroup g) const { return groups[static_cast<std::size_t>(g)]; }
    std::size_t size() const;
};

// Keeps the order given (by due) inside each group.
TaskGroups group_tasks(const std::vector<model::Task>& tasks, Instant now, const Zone& zone);

}  // namespace potok::ui
