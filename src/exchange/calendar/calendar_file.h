// Reading iCalendar files (RFC 5545) that come from outside: hostile until checked. Of a calendar its VEVENTs are taken; what repeats by a
// rule (RRULE, RDATE) is passed over and said, since one entry cannot stand for it. Other components and unknown properties mean nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/calendar.h"
#include "model/workspace.h"

namespace potok::exchange {

struct CalendarFileEvent {
    std::string uid, summary, description, location;
    Instant from, to;
    bool all_day = false;
    bool cancelled = false;
    std::int64_t sequence = 0;
    int line = 0;  // where it begins
};

struct CalendarFile {
    std::vector<CalendarFileEvent> events;
    std::vector<Error> passed_over;  // ics.repeats, each with its place
};

// The zones that TZID may name; a time without zone, and a whole day, is that of `local`.
// Errors, each with place "line 12": ics.too_large (1 MiB, 5,000 events, lines of 64 KiB, 8 levels), ics.not_utf8, ics.line, ics.nesting, ics.no_calendar,
// ics.missing, ics.twice, ics.time, ics.zone, ics.order (ends before it begins), ics.number
Result<CalendarFile> read_calendar(std::string_view text, const ZoneTable& zones, const Zone& local);

// What it says as events of a connected system: `calendar_changed` or `calendar_deleted`, by UID and SEQUENCE, so that the same file twice
// changes nothing. Data: uid, sequence, start, end (instants as text), summary, location, description. An entry that is one of ours (UID
// "<public id>@potok") goes to the record that was booked.
std::vector<model::Command> calendar_events(const CalendarFile& file, const model::Workspace& ws);

}  // namespace potok::exchange
