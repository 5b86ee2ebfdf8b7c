#include "ui/tasks/task_groups.h"

namespace potok::ui {

DueGroup due_group(const std::optional<Instant>& due, Instant now, const Zone& zone) {
    if (!due) return DueGroup::undated;
    if (*due < now) return DueGroup::overdue;
    const Date today = zone.to_local(now).date, day = zone.to_local(*due).date;
    if (day == today) return DueGroup::today;
    const Date sunday{today.days + 7 - weekday(today)};
    return day <= sunday ? DueGroup::this_week : DueGroup::later;
}

std::size_t TaskGroups::size() const {
    std::size_t n = 0;
    for (const auto& group : groups) n += group.size();
    return n;
}

TaskGroups group_tasks(const std::vector<model::Task>& tasks, Instant now, const Zone& zone) {
    TaskGroups out;
    for (const model::Task& task : tasks) out[due_group(task.due, now, zone)].push_back(task);
    return out;
}

}  // namespace potok::ui
