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
