#include <catch_amalgamated.hpp>

#include "ui/calendar/crew_axis.h"
#include "ui/calendar/week_layout.h"

using namespace potok;
using namespace potok::ui;

TEST_CASE("a week has narrow weekends, three days have not", "[ui][calendar]") {
    const Date monday = *date_of(2026, 11, 16);
    CHECK(monday_of(*date_of(2026, 11, 22)) == monday);
    CHECK(monday_of(monday) == monday);
    const WeekLayout week(monday, 7, {0, 0, 56 + 5 * 158 + 2 * 84, 600});
    CHECK(week.x(0) == 56);
    CHECK(week.width(0) == Catch::Approx(158));
    CHECK(week.width(5) == Catch::Approx(84));
    CHECK(week.width(6) == Catch::Approx(84));
    const WeekLayout three({monday.days + 4}, 3, {0, 0, 356, 600});
    CHECK(three.width(1) == Catch::Approx(100));  // a Saturday
}

TEST_CASE("a place in the week is a day and a time, snapped and kept within the day", "[ui][calendar]") {
    const Date monday = *date_of(2026, 11, 16);
    const WeekLayout week(monday, 7, {0, 0, 56 + 5 * 158 + 2 * 84, 600});
    const LocalDateTime nine = week.at({60, 100 + 9 * 60 + 4}, 100, 15);
    CHECK(nine.date == monday);
    CHECK(nine.time.ms == 9 * 3'600'000);
    CHECK(week.at({56 + 158 + 1, 100}, 100, 15).date == *date_of(2026, 11, 17));
    CHECK(week.at({2000, -50}, 100, 15) == LocalDateTime{*date_of(2026, 11, 22), {0}});
    CHECK(week.at({60, 5000}, 100, 15).time.ms == (24 * 60 - 15) * 60'000);
    CHECK(week.y({10 * 3'600'000 + 1'800'000}) == Catch::Approx(630));
}

namespace {
WorkingCalendar office() {
    WorkingCalendarData data;
    for (int d = 1; d <= 5; ++d) data.week[d] = {{{9 * 3'600'000}, {18 * 3'600'000}}};
    return WorkingCalendar(data, utc_zone());
}
}  // namespace

TEST_CASE("days off nobody works are left out of the crews' axis", "[ui][calendar]") {
    const WorkingCalendar calendar = office();
    const Date monday = *date_of(2026, 11, 16);
    CHECK(CrewAxis(calendar, monday, {monday.days + 14}, {}).days().size() == 10);
    const Date saturday{monday.days + 5};
    const CrewAxis kept(calendar, monday, {monday.days + 14}, {saturday});
    REQUIRE(kept.days().size() == 11);
    CHECK(kept.days()[5].date == saturday);
    CHECK(kept.days()[5].off);
}

TEST_CASE("working hours take most of a day's width; pixels come back as working time", "[ui][calendar]") {
    const WorkingCalendar calendar = office();
    const Date monday = *date_of(2026, 11, 16);
    CrewAxis axis(calendar, monday, {monday.days + 7}, {});
    axis.place(100, 100);
    const auto at = [](const char* text) { return *parse_instant(text); };
    CHECK(axis.x(at("2026-11-16T09:00:00Z")) == Catch::Approx(100));
    CHECK(axis.x(at("2026-11-16T18:00:00Z")) == Catch::Approx(178));
    CHECK(axis.x(at("2026-11-17T09:00:00Z")) == Catch::Approx(200));
    CHECK(axis.x(at("2026-11-16T03:00:00Z")) == Catch::Approx(100));
    CHECK(axis.x(at("2026-11-30T03:00:00Z")) == Catch::Approx(600));
    const float evening = axis.x(at("2026-11-16T21:00:00Z"));
    CHECK(evening > 178);
    CHECK(evening < 200);
    CHECK(axis.at(100, 1'800'000) == at("2026-11-16T09:00:00Z"));
    CHECK(axis.at(139, 1'800'000) == at("2026-11-16T13:30:00Z"));
    CHECK(axis.at(190, 1'800'000) == at("2026-11-16T18:00:00Z"));
    CHECK(axis.at(-50, 1'800'000) == at("2026-11-16T09:00:00Z"));
    CHECK(axis.end_of(at("2026-11-20T14:00:00Z"), 6 * 3'600'000) == at("2026-11-23T11:00:00Z"));  // over a weekend
}
