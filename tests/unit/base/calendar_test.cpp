#include "base/calendar.h"

#include <catch_amalgamated.hpp>

using namespace potok;

TEST_CASE("Days and civil dates agree over the whole range", "[base][calendar]") {
    CHECK(date_of(1970, 1, 1)->days == 0);
    CHECK(date_of(2000, 2, 29)->days == 11016);
    CHECK(date_of(1, 1, 1).value() == min_date);
    CHECK(date_of(9999, 12, 31).value() == max_date);
    YearMonthDay previous = civil(min_date);
    for (Date d{min_date.days + 1}; d <= max_date; ++d.days) {
        const YearMonthDay c = civil(d);
        const bool follows =
            (c.year == previous.year && c.month == previous.month && c.day == previous.day + 1) ||
            (c.day == 1 && previous.day >= 28);
        if (!follows || date_of(c.year, c.month, c.day).value() != d) FAIL("at day " << d.days);
        previous = c;
    }
    for (const auto& [y, m, d] : std::vector<YearMonthDay>{{2023, 2, 29},
                                                           {1900, 2, 29},
                                                           {2026, 4, 31},
                                                           {2026, 0, 1},
                                                           {2026, 13, 1},
                                                           {2026, 1, 0},
                                                           {0, 1, 1},
                                                           {10000, 1, 1}}) {
        CHECK_FALSE(date_of(y, m, d));
    }
}

TEST_CASE("Weekdays and months", "[base][calendar]") {
    CHECK(weekday(parse_date("2026-11-22").value()) == 7);
    CHECK(weekday(parse_date("1970-01-01").value()) == 4);
    CHECK(weekday(parse_date("1969-12-29").value()) == 1);
    const auto plus = [](const char* d, std::int64_t n) {
        return format_iso(add_months(parse_date(d).value(), n));
    };
    CHECK(plus("2026-01-31", 1) == "2026-02-28");
    CHECK(plus("2024-01-31", 1) == "2024-02-29");
    CHECK(plus("2026-11-22", 14) == "2028-01-22");
    CHECK(plus("2026-03-31", -1) == "2026-02-28");
    CHECK(plus("2026-01-15", -13) == "2024-12-15");
    CHECK(plus("2026-01-15", INT64_MAX) == "9999-12-31");
    CHECK(plus("2026-01-15", INT64_MIN) == "0001-01-01");
}

TEST_CASE("ISO 8601 text reads back", "[base][calendar]") {
    CHECK(format_iso(parse_time("09:05").value()) == "09:05:00");
    CHECK(format_iso(parse_time("23:59:59.25").value()) == "23:59:59.250");
    CHECK(format_iso(parse_instant("2026-11-22T10:30:00+03:00").value()) == "2026-11-22T07:30:00.000Z");
    CHECK(format_iso(parse_instant("1969-12-31T23:59:59.999Z").value()) == "1969-12-31T23:59:59.999Z");
    CHECK(parse_instant("1970-01-01T00:00:00-01:30")->ms == 5'400'000);
    for (const char* bad : {"", "2026", "2026-1-1", "2026-02-30", "2026-11-22 ", "2026-11-22T00:00:00Z"}) {
        CAPTURE(bad);
        CHECK(parse_date(bad).error().code == "date.malformed");
    }
    for (const char* bad : {"", "9:00", "24:00", "10:60", "10:00:60", "10:00:00.", "10:00Z"}) {
        CAPTURE(bad);
        CHECK(parse_time(bad).error().code == "time.malformed");
    }
    for (const char* bad : {"2026-11-22T10:00:00", "2026-11-22", "2026-11-22T10:00:00+3",
                            "2026-11-22T10:00:00+19:00", "2026-11-22T10:00:00Zx"}) {
        CAPTURE(bad);
        CHECK(parse_instant(bad).error().code == "instant.malformed");
    }
}

TEST_CASE("Durations are of two kinds", "[base][calendar]") {
    const auto dt = [](const char* text) { return parse_duration(text)->as<DayTimeDuration>()->ms; };
    const auto ym = [](const char* text) { return parse_duration(text)->as<YearMonthDuration>()->months; };
    CHECK(dt("PT24H") == 86'400'000);
    CHECK(dt("P1D") == 86'400'000);
    CHECK(dt("P1DT2H3M4.5S") == 93'784'500);
    CHECK(dt("-PT90M") == -5'400'000);
    CHECK(dt("PT0.001S") == 1);
    CHECK(ym("P1Y2M") == 14);
    CHECK(ym("-P3M") == -3);
    CHECK(ym("P2Y") == 24);
    for (const char* bad : {"", "P", "PT", "P1DT", "1D", "P1M1D", "P1H", "PT1", "PT1.5H", "P-1D", "P1Y2",
                            "PT1S1M", "P1W", "P99999999999999999999D", "P9000000000000000D", "PT1.S"}) {
        CAPTURE(bad);
        CHECK(parse_duration(bad).error().code == "duration.malformed");
    }
    CHECK(format_iso(DayTimeDuration{93'784'500}) == "PT26H3M4.5S");
    CHECK(format_iso(DayTimeDuration{-60'000}) == "-PT1M");
    CHECK(format_iso(DayTimeDuration{0}) == "PT0S");
    CHECK(format_iso(YearMonthDuration{-14}) == "-P1Y2M");
    CHECK(format_iso(DayTimeDuration{INT64_MIN}).starts_with("-PT"));
}
