#include <catch_amalgamated.hpp>

#include "ui/tasks/task_groups.h"

using namespace potok;
using namespace potok::ui;

namespace {
Instant at(const char* text) { return *parse_instant(text); }
}  // namespace

TEST_CASE("tasks fall into the groups a person thinks in", "[ui][tasks]") {
    const auto zone = utc_zone();
    const Instant now = at("2026-11-18T10:42:00Z");  // a Wednesday
    const auto group = [&](const char* due) { return due_group(at(due), now, *zone); };
    CHECK(group("2026-11-17T23:00:00Z") == DueGroup::overdue);
    CHECK(group("2026-11-18T10:41:59Z") == DueGroup::overdue);
    CHECK(group("2026-11-18T10:42:00Z") == DueGroup::today);
    CHECK(group("2026-11-18T23:59:59Z") == DueGroup::today);
    CHECK(group("2026-11-19T00:00:00Z") == DueGroup::this_week);
    CHECK(group("2026-11-22T23:59:00Z") == DueGroup::this_week);  // Sunday
    CHECK(group("2026-11-23T00:00:00Z") == DueGroup::later);
    CHECK(due_group({}, now, *zone) == DueGroup::undated);
}

TEST_CASE("on Sunday the week is over tonight", "[ui][tasks]") {
    const auto zone = utc_zone();
    const Instant sunday = at("2026-11-22T08:00:00Z");
    CHECK(due_group(at("2026-11-22T20:00:00Z"), sunday, *zone) == DueGroup::today);
    CHECK(due_group(at("2026-11-23T08:00:00Z"), sunday, *zone) == DueGroup::later);
}

TEST_CASE("grouping keeps every task and its order", "[ui][tasks]") {
    const auto zone = utc_zone();
    const Instant now = at("2026-11-18T10:42:00Z");
    std::vector<model::Task> tasks(4);
    tasks[0].row = 1, tasks[0].due = at("2026-11-18T12:00:00Z");
    tasks[1].row = 2, tasks[1].due = at("2026-11-18T15:00:00Z");
    tasks[2].row = 3;
    tasks[3].row = 4, tasks[3].due = at("2026-11-01T15:00:00Z");
    const TaskGroups groups = group_tasks(tasks, now, *zone);
    CHECK(groups.size() == 4);
    REQUIRE(groups[DueGroup::today].size() == 2);
    CHECK(groups[DueGroup::today][0].row == 1);
    CHECK(groups[DueGroup::today][1].row == 2);
    CHECK(groups[DueGroup::undated].at(0).row == 3);
    CHECK(groups[DueGroup::overdue].at(0).row == 4);
}
