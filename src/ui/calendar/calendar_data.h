// The entries of a period as the calendar's views draw them: bookings, events, deadlines of open tasks; which of them are shown, in what
// colour, and how they are moved. And what a view asks of the page around it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/calendar/calendar_choice.h"
#include "ui/desk.h"

namespace potok::ui {

struct CalendarItem {
    enum class Kind { booking, event, task } kind = Kind::booking;
    model::RowId row = 0, record = 0, person = 0;  // person: 0 for nobody's
    std::string title = {}, second = {};           // second: the resource, or the record it is about
    Instant from = {}, to = {};                    // of a task both are when it is due
    int stage_hue = 0;
    Date first = {}, last = {};                    // local days it touches
    int count = 1;                                 // deadlines drawn as one

    bool deadline() const { return kind == Kind::task; }
    bool over_days() const { return !(first == last); }
};

// Of [first, first + days), by begin, then by age. `mine_only`: of the one who acts, and of nobody.
std::vector<CalendarItem> calendar_items(Desk& desk, Date first, int days, bool mine_only);

// The hue of a calendar of one kind.
int kind_hue(CalendarItem::Kind kind);

class CalendarData {
public:
    CalendarChoice choice;
    Date shown;  // the day one is at

    bool mine_only(Desk& desk) const;
    void read(Desk& desk, Date first, int days);  // nothing to do while nothing has changed
    const std::vector<CalendarItem>& items() const { return items_; }
    void forget() { stale_ = true, ++version_; }
    int version() const { return version_; }       // raised whenever what was read before is out of date
    int edition() const { return edition_; }       // raised whenever items() are others
    bool shows(const CalendarItem& item) const;
    int hue(const CalendarItem& item) const;

    // What a view would like: another day, another view of it, a new entry (`at`: on a place of the page).
    std::optional<Date> wish_day;
    std::optional<CalendarView> wish_view;
    struct NewEntry {
        Rect at;
        Date day;
        std::optional<TimeOfDay> from;
    };
    std::optional<NewEntry> wish_entry;

private:
    std::vector<CalendarItem> items_;
    Date first_;
    int days_ = 0, version_ = 0, edition_ = 0;
    bool stale_ = true, mine_ = false;
};

// "18 Nov, 9:00–10:30", "17 Nov 8:00 – 19 Nov 16:00"; of deadlines the day and, of a single one, the time.
std::string when_text(Desk& desk, const CalendarItem& item);
// "9:00", empty for what lasts over days.
std::string start_text(Desk& desk, const CalendarItem& item);
// The command behind every drag: the task is due at `to`, a booking or an event lasts from `from` to `to`. Undo is in the toast.
void move_item(Desk& desk, const CalendarItem& item, Instant from, Instant to);
// The same entry so many days later, at the same local time.
void move_item_days(Desk& desk, const CalendarItem& item, int days);
void open_item(Desk& desk, const CalendarItem& item);

// An entry in one line, on a place at least 18 high: in months and lists. `time` is left out when empty.
void draw_chip(Ui& ui, const Rect& r, const CalendarItem& item, int hue, std::string_view time, bool lifted = false);
// The name of a public holiday; empty when that day is none or has no name.
std::string holiday_name(Desk& desk, Date day);
// "today, 11 Nov, Independence Day", "Fri 13 Nov": the day over a list of what is on it.
std::string day_text(Desk& desk, Date day);

}  // namespace potok::ui
