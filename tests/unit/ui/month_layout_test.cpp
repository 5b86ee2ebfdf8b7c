#include <catch_amalgamated.hpp>

#include "ui/calendar/calendar_choice.h"
#include "ui/calendar/month_layout.h"
#include "ui/kit/week_start.h"

using namespace potok;
using namespace potok::ui;

namespace {
Date day(int month, int number) { return *date_of(2026, month, number); }
}  // namespace

TEST_CASE("a month is shown in whole weeks", "[ui][calendar]") {
    const MonthWeeks november = weeks_of_month(day(11, 18), 1);  // the 1st is a Sunday, the 30th a Monday
    CHECK(november.first == day(10, 26));
    CHECK(november.weeks == 6);
    CHECK(weeks_of_month(day(11, 18), 7).first == day(11, 1));
    CHECK(weeks_of_month(day(11, 18), 7).weeks == 5);
    CHECK(weeks_of_month(*date_of(2027, 2, 10), 1).weeks == 4);  // a February from Monday to Sunday
}

TEST_CASE("bars over several days take their lanes first and are cut at the end of the week", "[ui][calendar]") {
    const Date monday = day(11, 16);
    const std::vector<DaySpan> entries = {{day(11, 17), day(11, 17)}, {day(11, 14), day(11, 18)}, {day(11, 21), day(11, 25)}, {day(11, 9), day(11, 15)}};
    const MonthWeek week = month_week(entries, monday, 3);
    REQUIRE(week.segments.size() == 3);
    CHECK(week.segments[0].entry == 1);
    CHECK(week.segments[0].from == 0);
    CHECK(week.segments[0].to == 2);
    CHECK(week.segments[0].lane == 0);
    CHECK_FALSE(week.segments[0].begins);
    CHECK(week.segments[0].ends);
    CHECK(week.segments[1].entry == 0);
    CHECK(week.segments[1].lane == 1);  // under the bar
    CHECK(week.segments[2].to == 6);
    CHECK(week.segments[2].begins);
    CHECK_FALSE(week.segments[2].ends);
    for (const int hidden : week.hidden) CHECK(hidden == 0);
}

TEST_CASE("what has no room in a day is counted there, and only there", "[ui][calendar]") {
    const Date monday = day(11, 16);
    std::vector<DaySpan> entries = {{monday, day(11, 17)}};
    for (int i = 0; i < 4; ++i) entries.push_back({monday, monday});
    const MonthWeek full = month_week(entries, monday, 3);
    // Two lanes are shown, the third says "+3 more".
    CHECK(full.segments.size() == 2);
    CHECK(full.hidden[0] == 3);
    CHECK(full.hidden[1] == 0);
    entries.resize(3);
    const MonthWeek exact = month_week(entries, monday, 3);
    CHECK(exact.segments.size() == 3);
    CHECK(exact.hidden[0] == 0);
    // A bar that has no room on one of its days is counted on each of them.
    const MonthWeek one = month_week({{monday, day(11, 20)}, {monday, day(11, 20)}, {day(11, 18), day(11, 19)}}, monday, 2);
    CHECK(one.segments.size() == 1);
    CHECK(one.hidden == std::array<int, 7>{1, 1, 2, 2, 1, 0, 0});
}

TEST_CASE("a week begins as the reader's region has it", "[ui][calendar]") {
    const auto first = [](std::vector<std::string> languages, Language shown) { return first_weekday(languages, shown); };
    CHECK(first({"en-US"}, Language::en) == 7);
    CHECK(first({"en-GB", "en-US"}, Language::en) == 1);
    CHECK(first({"pl-PL", "en-us"}, Language::en) == 7);
    CHECK(first({"en-US"}, Language::pl) == 1);  // nothing is said of Polish
    CHECK(first({"en-Latn-CA-u-ca-gregory"}, Language::en) == 7);
    CHECK(first({"ru-RU"}, Language::ru) == 1);
    CHECK(first({"en-AE"}, Language::en) == 6);
    CHECK(first({}, Language::en) == 1);
    CHECK(week_start(day(11, 18), 1) == day(11, 16));
    CHECK(week_start(day(11, 18), 7) == day(11, 15));
    CHECK(week_start(day(11, 15), 7) == day(11, 15));
    CHECK(week_start(day(11, 15), 1) == day(11, 9));
}

TEST_CASE("what one chose to see in the calendar is kept, and damage is no hindrance", "[ui][calendar]") {
    CalendarChoice choice;
    choice.view = CalendarView::month;
    choice.kinds = {true, false, true};
    choice.colour = CalendarColour::person;
    choice.mine_only = false;
    CHECK(calendar_choice_from(to_text(choice)) == choice);
    CHECK(calendar_choice_from(to_text(CalendarChoice())) == CalendarChoice());
    for (const char* text : {"", "nonsense", "[1]", R"({"view": "year", "colour": 7, "mine": "yes", "events": 1})"}) CHECK(calendar_choice_from(text) == CalendarChoice());
    for (int i = 0; i < calendar_view_count; ++i) CHECK(calendar_view_from(word_of(static_cast<CalendarView>(i))) == static_cast<CalendarView>(i));
}
