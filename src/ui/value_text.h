// Values of fields as people read them: options by their label, references by the record's name, amounts and dates in the
// reader's language.
#pragma once

#include <string>

#include "model/queries.h"

namespace potok::ui {

// "" for null.
std::string value_text(const model::Workspace& ws, const Locale& locale, const model::Field& field, const Value& value);
// Label of a field of any type, its key where the type does not know it (a field of a newer version).
std::string field_label(const model::RecordType& type, std::string_view field, Language language);
std::string option_label(const std::vector<model::Option>& options, std::string_view key, Language language);

// "today 9:40", "tomorrow", "17 Nov": a due time as short as it can be. With the hour only when `with_time`.
std::string due_text(const Locale& locale, const Zone& zone, Instant due, Instant now, bool with_time);
// "9:40" today, "16 Nov 11:06" before: when something happened.
std::string moment_text(const Locale& locale, const Zone& zone, Instant at, Instant now);
// "2 days", "5 h", "12 min": how long something has lasted, in its largest unit.
std::string span_text(const Locale& locale, std::int64_t ms);
// "1.2 MB"
std::string size_text(const Locale& locale, std::int64_t bytes);
// A hue of the stage palette for a person, always the same for the same row.
int person_hue(model::RowId row);

}  // namespace potok::ui
