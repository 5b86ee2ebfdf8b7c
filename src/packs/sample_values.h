// Values as samples.json writes them: references by name, money as "184600 RUB", times counted from a day.
#pragma once

#include <map>
#include <string>

#include "model/workspace.h"

namespace potok::packs {

struct SampleNames {
    std::map<std::string, model::RowId, std::less<>> rows;
};

// "today", "-3d" (calendar days), "-2w", "+0w", "+2w" (working days), "+2w-1d" (calendar days from that working day), each with
// an optional time: "+2w 10:30".
// "+0w" is today, or the next working day where today is a day off; "+1w" the working day after that one, "-1w" the last one
// before today: on every day of the year the working days of the samples are all different and in order.
// error: pack.sample_time
Result<LocalDateTime> sample_time(std::string_view text, Date today, const WorkingCalendar& calendar);

// error: pack.sample_value
Result<Value> sample_value(const model::Workspace& ws, const model::Field& field, const Json& json, Date today,
                           const SampleNames& names);

}  // namespace potok::packs
