// On which weekday a week begins: by the region of the reader's language, as CLDR 46 has it (weekData, firstDay).
#pragma once

#include <span>
#include <string>

#include "base/calendar.h"
#include "ui/kit/ui.h"

namespace potok::ui {

// 1 = Monday … 7 = Sunday. `languages`: BCP 47, best first ("en-US"); the first that is in the language shown counts, and one without
// a region begins on Monday.
int first_weekday(std::span<const std::string> languages, Language shown);
int first_weekday(Ui& ui);
// The first day of the week a day is in.
Date week_start(Date day, int first_weekday);

}  // namespace potok::ui
