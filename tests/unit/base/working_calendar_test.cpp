#include "base/working_calendar.h"

#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "platform/common/assets.h"

using namespace potok;

namespace {

Date date(const char* text) { return parse_date(text).value(); }
Instant at(const char* text) { return parse_instant(text).value(); }

WorkingCalendar calendar(const char* country, const char* zone) {
    const auto zones = ZoneTable::load(platform::asset("data/zones.bin").value()).value();
    const auto json = Json::parse(platform::asset("calendars/" + std::string(country) + ".json").value());
    return WorkingCalendar(WorkingCalendar::parse(json).value(), zones->find(zone).value());
}

const WorkingCalendar& pl() {
    static const WorkingCalendar c = calendar("pl", "Europe/Warsaw");
    return c;
}
const WorkingCalendar& ru() {
    static const WorkingCalendar c = calendar("ru", "Europe/Moscow");
    return c;
}

int working_days(const WorkingCalendar& c, int year) {
    return c.working_days_between(date_of(year - 1, 12, 31).value(), date_of(year, 12, 31).value());
}

}  // namespace

TEST_CASE("Easter, Western and Orthodox", "[base][working]") {
    const std::vector<std::array<const char*, 2>> table = {{"2024-03-31", "2024-05-05"},
                                                           {"2025-04-20", "2025-04-20"},
                                                           {"2026-04-05", "2026-04-12"},
                                                           {"2027-03-28", "2027-05-02"},
                                                           {"2038-04-25", "2038-04-25"}};
    for (const auto& [western, orthodox] : table) {
        CHECK(easter_sunday(civil(date(western)).year) == date(western));
        CHECK(orthodox_easter_sunday(civil(date(orthodox)).year) == date(orthodox));
    }
}

TEST_CASE("Working days of whole years are those of the official calendars", "[base][working]") {
    CHECK(working_days(ru(), 2024) == 248);
    CHECK(working_days(ru(), 2025) == 247);
    CHECK(working_days(ru(), 2026) == 247);
    // Poland's norm is lower by one day for every holiday on a Saturday: the employer owes another day for
    // it.
    const auto polish_norm = [](int year) {
        int days = working_days(pl(), year);
        for (Date d = date_of(year, 1, 1).value(); civil(d).year == year; ++d.days) {
            if (weekday(d) == 6 && pl().holiday(d)) --days;
        }
        return days;
    };
    CHECK(polish_norm(2024) == 251);
    CHECK(polish_norm(2025) == 249);
    CHECK(polish_norm(2026) == 251);
}

TEST_CASE("The difficult weeks of Russia are those of the decrees", "[base][working]") {
    // All days of a span that are worked, as the official production calendars of 2024 to 2027 have them.
    const auto worked = [](const char* from, const char* to) {
        std::string out;
        for (Date d = date(from); d <= date(to); ++d.days)
            if (ru().is_working_day(d)) out += (out.empty() ? "" : " ") + format_iso(d).substr(5);
        return out;
    };
    // 2024, decree 1314 of 10 August 2023
    CHECK(worked("2023-12-30", "2024-01-09") == "01-09");
    CHECK(worked("2024-04-26", "2024-05-14") == "04-26 04-27 05-02 05-03 05-06 05-07 05-08 05-13 05-14");
    CHECK(worked("2024-11-01", "2024-11-06") == "11-01 11-02 11-05 11-06");
    // 2025, decree 1335 of 4 October 2024; 28 December 2024 still worked
    CHECK(worked("2024-12-27", "2025-01-10") == "12-27 12-28 01-09 01-10");
    CHECK(worked("2025-02-21", "2025-02-25") == "02-21 02-24 02-25");
    CHECK(worked("2025-03-07", "2025-03-11") == "03-07 03-10 03-11");
    CHECK(worked("2025-04-30", "2025-05-12") == "04-30 05-05 05-06 05-07 05-12");
    CHECK(worked("2025-06-11", "2025-06-16") == "06-11 06-16");
    CHECK(worked("2025-10-31", "2025-11-05") == "10-31 11-01 11-05");
    // 2026, decree 1466 of 24 September 2025
    CHECK(worked("2025-12-30", "2026-01-13") == "12-30 01-12 01-13");
    CHECK(worked("2026-02-20", "2026-02-24") == "02-20 02-24");
    CHECK(worked("2026-03-06", "2026-03-10") == "03-06 03-10");
    CHECK(worked("2026-04-30", "2026-05-12") == "04-30 05-04 05-05 05-06 05-07 05-08 05-12");
    CHECK(worked("2026-06-11", "2026-06-15") == "06-11 06-15");
    CHECK(worked("2026-11-03", "2026-11-05") == "11-03 11-05");
    // 2027
    CHECK(worked("2026-12-30", "2027-01-12") == "12-30 01-11 01-12");
    CHECK(worked("2027-02-19", "2027-02-24") == "02-19 02-20 02-24");
    CHECK(worked("2027-04-30", "2027-05-11") == "04-30 05-04 05-05 05-06 05-07 05-11");
    CHECK(worked("2027-06-11", "2027-06-15") == "06-11 06-15");
    CHECK(worked("2027-11-03", "2027-11-08") == "11-03 11-08");
    CHECK_FALSE(ru().is_working_day(date("2027-12-31")));
}

TEST_CASE("Christmas and the long weekends of Poland", "[base][working]") {
    const auto off = [](const char* from, const char* to) {
        std::string out;
        for (Date d = date(from); d <= date(to); ++d.days)
            if (weekday(d) < 6 && !pl().is_working_day(d)) out += (out.empty() ? "" : " ") + format_iso(d).substr(5);
        return out;
    };
    CHECK(off("2024-01-01", "2024-12-31") == "01-01 04-01 05-01 05-03 05-30 08-15 11-01 11-11 12-25 12-26");
    CHECK(off("2025-01-01", "2025-12-31") == "01-01 01-06 04-21 05-01 06-19 08-15 11-11 12-24 12-25 12-26");
    CHECK(off("2026-01-01", "2026-12-31") == "01-01 01-06 04-06 05-01 06-04 11-11 12-24 12-25");
}

TEST_CASE("Holidays have years of validity, decrees win over both", "[base][working]") {
    CHECK(pl().is_working_day(date("2024-12-24")));
    CHECK_FALSE(pl().is_working_day(date("2025-12-24")));
    CHECK(pl().is_working_day(date("2010-01-06")));
    CHECK_FALSE(pl().is_working_day(date("2011-01-06")));
    CHECK_FALSE(pl().is_working_day(date("2026-06-04")));  // Corpus Christi
    CHECK(pl().holiday(date("2026-04-06")) == "holiday.easter_monday");
    CHECK(pl().holiday(date("2026-04-07")) == std::nullopt);
    CHECK(ru().is_working_day(date("2025-11-01")));  // a Saturday
    CHECK(ru().spans(date("2025-11-01")).size() == 2);
    CHECK_FALSE(ru().is_working_day(date("2025-11-03")));
    CHECK_FALSE(ru().is_working_day(date("2026-01-09")));
    CHECK(ru().is_working_day(date("2026-01-12")));
    CHECK(ru().is_working_day(date("2025-01-09")));
}

TEST_CASE("Working days are counted over weekends and holidays", "[base][working]") {
    CHECK(format_iso(ru().add_working_days(date("2026-11-20"), 1)) == "2026-11-23");
    CHECK(format_iso(ru().add_working_days(date("2026-12-30"), 0)) == "2026-12-30");
    CHECK(format_iso(ru().add_working_days(date("2025-12-29"), 3)) == "2026-01-13");
    CHECK(format_iso(ru().add_working_days(date("2026-04-30"), 3)) == "2026-05-06");
    CHECK(format_iso(pl().add_working_days(date("2026-05-01"), 0)) == "2026-05-04");
    CHECK(ru().working_days_between(date("2026-01-13"), date("2025-12-29")) == -3);
    CHECK(format_iso(ru().add_working_days(at("2025-12-29T09:15:00Z"), 3)) == "2026-01-13T09:15:00.000Z");
    // later than the end of work: its end
    CHECK(format_iso(ru().add_working_days(at("2026-11-20T18:30:00Z"), 1)) == "2026-11-23T15:00:00.000Z");
    CHECK(ru().add_working_days(max_date, 5) == max_date);
}

TEST_CASE("Working time skips nights, lunch and days off", "[base][working]") {
    const std::int64_t hour = 3'600'000;
    // Friday 12:30 in Moscow: half an hour before lunch
    CHECK(format_iso(ru().add_working_time(at("2026-11-20T09:30:00Z"), hour / 2)) ==
          "2026-11-20T10:00:00.000Z");
    CHECK(format_iso(ru().add_working_time(at("2026-11-20T09:30:00Z"), hour)) == "2026-11-20T11:30:00.000Z");
    CHECK(format_iso(ru().add_working_time(at("2026-11-20T09:30:00Z"), 5 * hour)) ==
          "2026-11-23T06:30:00.000Z");
    CHECK(format_iso(ru().add_working_time(at("2026-11-21T09:30:00Z"), hour)) == "2026-11-23T07:00:00.000Z");
    CHECK(ru().add_working_time(at("2026-11-21T09:30:00Z"), 0) == at("2026-11-21T09:30:00Z"));
    CHECK(ru().is_working_time(at("2026-11-20T06:00:00Z")));
    CHECK_FALSE(ru().is_working_time(at("2026-11-20T10:00:00Z")));
    CHECK(ru().working_time_between(at("2026-11-20T09:30:00Z"), at("2026-11-23T06:30:00Z")) == 5 * hour);
    CHECK(ru().working_time_between(at("2026-11-23T06:30:00Z"), at("2026-11-20T09:30:00Z")) == -5 * hour);
}

TEST_CASE("Adding working time and measuring it agree", "[base][working]") {
    SeededRandom random(9);
    const std::int64_t start = at("2025-01-01T00:00:00Z").ms;
    for (int i = 0; i < 300; ++i) {
        const Instant t{start + static_cast<std::int64_t>(random.next() % (600ull * 86'400'000))};
        const auto ms = static_cast<std::int64_t>(random.next() % (200ull * 3'600'000)) + 1;
        REQUIRE(pl().working_time_between(t, pl().add_working_time(t, ms)) == ms);
    }
}

TEST_CASE("Errors of a working calendar name their place", "[base][working]") {
    const std::vector<std::array<const char*, 2>> table = {
        {R"([])", "#"},
        {R"({})", "#/week"},
        {R"({"week":{"mon":[]}})", "#/week"},
        {R"({"week":{"Mon":["09:00-17:00"]}})", "#/week/Mon"},
        {R"({"week":{"mon":["17:00-09:00"]}})", "#/week/mon/0"},
        {R"({"week":{"mon":["09:00-13:00","12:00-17:00"]}})", "#/week/mon/1"},
        {R"({"week":{"mon":["09:00-24:00"]},"holidays":[{"date":"13-01"}]})", "#/holidays/0/date"},
        {R"({"week":{"mon":["09:00-24:00"]},"holidays":[{"easter":1,"date":"01-01"}]})", "#/holidays/0"},
        {R"({"week":{"mon":["09:00-24:00"]},"holidays":[{"easter":"1"}]})", "#/holidays/0/easter"},
        {R"({"week":{"mon":["09:00-24:00"]},"transfers":[{"date":"2026-01-09"}]})", "#/transfers/0"},
        {R"({"week":{"mon":["09:00-24:00"]},"transfers":[{"date":"2026-1-9","working":true}]})",
         "#/transfers/0/date"},
        {R"({"weeks":{}})", "#/weeks"},
    };
    for (const auto& [json, place] : table) {
        CAPTURE(json);
        const auto result = WorkingCalendar::parse(Json::parse(json));
        REQUIRE_FALSE(result);
        CHECK(result.error().code == "calendar.malformed");
        CHECK(result.error().place == place);
    }
}
