// A new event or deadline, asked for beside the day it is to stand on: what, when. The rest is filled in where it opens.
#pragma once

#include <optional>
#include <string>

#include "ui/calendar/calendar_data.h"

namespace potok::ui {

class QuickEntry {
public:
    void begin(Desk& desk, const CalendarData::NewEntry& wish);
    void frame(Desk& desk);
    bool open() const { return open_; }

private:
    void submit(Desk& desk);

    bool open_ = false, first_ = false;
    Rect anchor_;
    int kind_ = 0;  // 0 an event, 1 a deadline
    std::string title_;
    std::optional<Date> day_;
    std::optional<TimeOfDay> from_, to_;
    std::optional<Error> refusal_;
};

}  // namespace potok::ui
