// When something is due: the times of steps and waits, and the clocks of triggers on dates.
#pragma once

#include "automation/definition.h"

namespace potok::automation {

// What a date without a time of day means.
enum class DayMeans {
    end_of_work,  // the due time of a task: the end of that day's working hours, 23:59 on a day off
    midnight,     // a wait until that day
};

// Counted from moment.now. Errors: automation.no_time (the expression has no value; args expression), automation.bad_time.
Result<Instant> due_of(const TimeSpec& spec, const Moment& moment, DayMeans day);

// When the clock of a before_date or after_date trigger strikes for this value of its field.
Instant strikes_at(const Trigger& trigger, const Value& value, const model::Workspace& workspace);
// The instant a date field speaks of: itself, or the midnight a day begins with.
Instant instant_of(const Value& value, const model::Workspace& workspace);

}  // namespace potok::automation
