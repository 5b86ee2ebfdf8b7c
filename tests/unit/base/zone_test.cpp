#include <algorithm>

#include <catch_amalgamated.hpp>

#include "base/calendar.h"
#include "base/posix_tz.h"
#include "platform/common/assets.h"

using namespace potok;

namespace {

std::shared_ptr<const ZoneTable> zones() {
    static const auto table = ZoneTable::load(platform::asset("data/zones.bin").value()).value();
    return table;
}

std::shared_ptr<const Zone> zone(const char* name) { return zones()->find(name).value(); }

std::string local(const char* name, const char* instant) {
    const LocalDateTime l = zone(name)->to_local(parse_instant(instant).value());
    return format_iso(l.date) + "T" + format_iso(l.time);
}

std::string instant(const char* name, const char* date, const char* time) {
    return format_iso(zone(name)->to_instant({parse_date(date).value(), parse_time(time).value()}));
}

}  // namespace

TEST_CASE("Local time in the zones of the app", "[base][zone]") {
    CHECK(local("Europe/Warsaw", "2026-01-15T12:00:00Z") == "2026-01-15T13:00:00");
    CHECK(local("Europe/Warsaw", "2026-07-15T12:00:00Z") == "2026-07-15T14:00:00");
    CHECK(local("Europe/Moscow", "2026-07-15T12:00:00Z") == "2026-07-15T15:00:00");
    CHECK(local("Europe/Moscow", "2012-07-15T12:00:00Z") == "2012-07-15T16:00:00");
    CHECK(local("Asia/Kathmandu", "2026-01-01T00:00:00Z") == "2026-01-01T05:45:00");
    CHECK(local("America/New_York", "2026-03-08T06:59:59Z") == "2026-03-08T01:59:59");
    CHECK(local("America/New_York", "2026-03-08T07:00:00Z") == "2026-03-08T03:00:00");
    // beyond the table, by the rule of the footer
    CHECK(local("Europe/Warsaw", "2080-07-15T12:00:00Z") == "2080-07-15T14:00:00");
    CHECK(local("Europe/Warsaw", "2080-12-15T12:00:00Z") == "2080-12-15T13:00:00");
    CHECK(local("Australia/Lord_Howe", "2080-01-15T12:00:00Z") == "2080-01-15T23:00:00");
    CHECK(local("Australia/Lord_Howe", "2080-07-15T12:00:00Z") == "2080-07-15T22:30:00");
    CHECK(utc_zone()->name() == "UTC");
    CHECK(zones()->find("UTC"));
}

TEST_CASE("A gap moves local time forward, in an overlap the first counts", "[base][zone]") {
    CHECK(instant("Europe/Warsaw", "2026-03-29", "02:30") == "2026-03-29T01:30:00.000Z");  // shown as 03:30
    CHECK(instant("Europe/Warsaw", "2026-03-29", "03:30") == "2026-03-29T01:30:00.000Z");
    CHECK(instant("Europe/Warsaw", "2026-10-25", "02:30") ==
          "2026-10-25T00:30:00.000Z");  // still summer time
    CHECK(instant("Europe/Warsaw", "2026-10-25", "03:30") == "2026-10-25T02:30:00.000Z");
    CHECK(instant("Pacific/Apia", "2011-12-30", "12:00") ==
          "2011-12-30T22:00:00.000Z");  // a day that never was
    CHECK(local("Pacific/Apia", "2011-12-30T22:00:00Z") == "2011-12-31T12:00:00");
}

TEST_CASE("Every zone converts there and back, hour by hour around a year's changes", "[base][zone]") {
    const std::int64_t from = parse_instant("2025-12-30T00:00:00Z")->ms;
    for (const std::string& name : zones()->names()) {
        const auto z = zones()->find(name);
        REQUIRE(z);
        for (std::int64_t hour = 0; hour < 370 * 24; hour += 5) {
            const Instant t{from + hour * 3'600'000};
            const Instant back = (*z)->to_instant((*z)->to_local(t));
            // in an overlap the first of two, at most a few hours earlier, with the same local time
            if (back != t &&
                !(back < t && t - back <= 3 * 3'600'000 && (*z)->to_local(back) == (*z)->to_local(t))) {
                FAIL(name << " at " << format_iso(t));
            }
        }
    }
    CHECK(zones()->names().size() > 300);
}

TEST_CASE("The changes that a rule spells out are those it works out", "[base][zone]") {
    // Warsaw, Lord Howe, Dublin (its winter is the exception), days of the year, daylight time without end, none at all.
    for (const char* text : {"CET-1CEST,M3.5.0,M10.5.0/3", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "IST-1GMT0,M10.5.0,M3.5.0/1",
                             "XXX3YYY,J60/0,J300", "EST5EDT,0/0,J365/25", "MSK-3"}) {
        const auto rule = PosixTz::parse(text);
        REQUIRE(rule);
        const auto changes = rule->changes(2020, 2032);
        CHECK(changes.size() == (std::string_view(text) == "MSK-3" ? 0 : 26));
        CHECK(std::is_sorted(changes.begin(), changes.end(), [](const auto& a, const auto& b) { return a.at_s < b.at_s; }));
        const std::int64_t from = parse_instant("2021-01-01T00:00:00Z")->ms / 1000, to = parse_instant("2032-01-01T00:00:00Z")->ms / 1000;
        for (std::int64_t s = from; s < to; s += 1801) {
            std::int64_t offset = rule->offset_s(from);
            for (const auto& c : changes)
                if (c.at_s <= s) offset = c.offset_s;
            if (offset != rule->offset_s(s)) FAIL(text << " at " << format_iso(Instant{s * 1000}));
        }
    }
}

TEST_CASE("Moments beyond the calendar stay at its edge", "[base][zone]") {
    const auto z = zone("Europe/Warsaw");
    CHECK(z->to_local(Instant{INT64_MAX}).date == max_date);
    CHECK(z->to_local(Instant{INT64_MIN}).date == min_date);
    CHECK(utc_zone()->to_local(Instant{INT64_MAX}).date == max_date);
}

TEST_CASE("Unknown and damaged zones are refused", "[base][zone]") {
    CHECK(zones()->find("Europe/Atlantis").error().code == "zone.unknown");
    CHECK(ZoneTable::load("").error().code == "zone.malformed");
    CHECK(ZoneTable::load("PTZ1\xff\xff\xff\xff").error().code == "zone.malformed");
    CHECK(parse_tzif("x", "TZif").error().code == "zone.malformed");
}

TEST_CASE("Damaged zone data neither crashes nor hangs", "[base][zone][fuzz]") {
    const std::string_view bundle = platform::asset("data/zones.bin").value();
    const std::size_t at = bundle.find("TZif", bundle.find("Europe/Warsaw"));
    const std::string good(bundle.substr(at, 1200));
    SeededRandom random(11);
    int read = 0;
    for (int i = 0; i < 20000; ++i) {
        std::string bytes =
            good.substr(0, random.next() % 4 == 0 ? random.next() % good.size() : good.size());
        for (std::uint64_t n = random.next() % 6; n > 0 && !bytes.empty(); --n) {
            bytes[random.next() % bytes.size()] = static_cast<char>(random.next());
        }
        const auto z = parse_tzif("x", bytes);
        if (!z) continue;
        ++read;
        const Instant t{static_cast<std::int64_t>(random.next())};
        (void)(*z)->to_instant((*z)->to_local(t));
    }
    CHECK(read > 100);  // the loop also reaches what is behind the checks
}
