// Timeline: the history rows of a record as the things a person would say happened. One operation may write many rows (a move,
// a robot's task with its checklist, a message); each becomes one item or joins the item it belongs to. What one person ticks
// off one after the other, each within ten minutes of the one before, is one item.
#pragma once

#include <string>
#include <vector>

#include "model/queries.h"

namespace potok::ui {

struct TimelineItem {
    enum class Kind {
        created, moved, fields, deleted, restored,
        task_created, task_done, task_reopened, task_withdrawn, task_changed, check_done, check_undone,
        comment, file_added, file_removed, file_made, booked, rebooked, released, message, payment, event, decision,
        offer_made, offer_issued, offer_answered, invoice_made, invoice_issued, invoice_state, schedule, related, unrelated, merged,
        lines_added, robot_failed, other,
    };
    Kind kind = Kind::other;
    model::RowId operation = 0, change = 0, actor = 0, row = 0;
    Uuid operation_id;
    Instant at, until;                   // until: of the last of what was done in one go
    std::string actor_name;
    std::string automation;              // key of the robot that did it; empty for people
    const model::RecordType* type = nullptr;
    std::vector<model::Change::Delta> deltas;
    std::string text;                    // body: of a comment or a message
    int checks = 0;                      // items of a new task's checklist; parts of a payment schedule
    std::vector<model::RowId> more;      // further check items ticked (or unticked), or lines added, in the same go, in order
    bool undone = false;
    bool can_undo = false;               // the person's own act that stands at the head of its operation
};

enum class TimelineFilter { all, people, robots, messages };

// `entries` newest first, as model::timeline gives them; so are the items.
std::vector<TimelineItem> timeline_items(const std::vector<model::TimelineEntry>& entries);
// Milliseconds spent in each stage the record has left, all its stays added up; key of the stage first.
std::vector<std::pair<std::string, std::int64_t>> time_in_stages(const std::vector<TimelineItem>& items);
bool passes(const TimelineItem& item, TimelineFilter filter);

}  // namespace potok::ui
