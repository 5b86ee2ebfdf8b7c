#include <catch_amalgamated.hpp>

#include "exchange/calendar/calendar_file.h"
#include "exchange/calendar/feed.h"
#include "platform/common/library.h"

using namespace potok;
using namespace potok::exchange;

namespace {

std::string event(const std::string& inner) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n" + inner + "END:VEVENT\r\nEND:VCALENDAR\r\n";
}

Result<CalendarFile> read(const std::string& text) {
    static const auto zones = *platform::zones();
    static const auto warsaw = *zones->find("Europe/Warsaw");
    return read_calendar(text, *zones, *warsaw);
}

std::string refused(const std::string& text) {
    const auto file = read(text);
    return file.ok() ? "taken" : file.error().code + " " + file.error().place;
}

std::string unfolded(std::string line) {
    for (std::size_t at = line.find("\r\n "); at != std::string::npos; at = line.find("\r\n ", at)) line.erase(at, 3);
    return line;
}

}  // namespace

TEST_CASE("content lines are folded after 75 octets, never inside a character", "[exchange][calendar]") {
    for (const std::string& text : {std::string("short"), std::string(67, 'x'), std::string(68, 'x'), std::string(500, 'x'), std::string("Żółć ") + std::string(69, 'y')}) {
        std::string value;
        for (int i = 0; i < 40; ++i) value += text + "ż";
        const std::string line = content_line("SUMMARY", value);
        CHECK(unfolded(line) == "SUMMARY:" + value + "\r\n");
        for (std::size_t at = 0; at < line.size();) {
            const std::size_t end = line.find("\r\n", at);
            CHECK(end - at <= 75);
            const std::string_view piece = std::string_view(line).substr(at, end - at);
            CHECK((piece.empty() || (static_cast<unsigned char>(piece.starts_with(' ') ? piece[1] : piece[0]) & 0xC0) != 0x80));
            at = end + 2;
        }
    }
    CHECK(escaped_text("a, b; c\\d\ne\r") == "a\\, b\\; c\\\\d\\ne");
}

TEST_CASE("a calendar file is read with zones, days, lengths and escapes", "[exchange][calendar]") {
    const auto file = read(event("UID:x@y\r\nDTSTART;TZID=\"America/New_York\":20260317T093000\r\nDURATION:PT1H30M\r\nSUMMARY:Roof\\, panels\\; a long li\r\n ne\\nsecond\r\n"
                                 "SEQUENCE:3\r\nSTATUS:cancelled\r\nX-UNKNOWN;A=\"b:c\":d\r\n"));
    REQUIRE(file.ok());
    REQUIRE(file->events.size() == 1);
    const CalendarFileEvent& e = file->events[0];
    CHECK(format_iso(e.from) == "2026-03-17T13:30:00.000Z");
    CHECK(format_iso(e.to) == "2026-03-17T15:00:00.000Z");
    CHECK(e.summary == "Roof, panels; a long line\nsecond");
    CHECK(e.sequence == 3);
    CHECK(e.cancelled);
    CHECK(e.line == 3);

    const auto local = read(event("UID:1\r\nDTSTART:20260317T093000\r\nDURATION:P1W\r\n"));
    REQUIRE(local.ok());
    CHECK(format_iso(local->events[0].from) == "2026-03-17T08:30:00.000Z");
    CHECK(local->events[0].to.ms - local->events[0].from.ms == 7 * ms_per_day);
    const auto days = read(event("UID:1\r\nDTSTART;VALUE=DATE:20260328\r\nDTEND;VALUE=DATE:20260330\r\n"));  // the clocks change within
    REQUIRE(days.ok());
    CHECK(days->events[0].all_day);
    CHECK(days->events[0].to.ms - days->events[0].from.ms == 2 * ms_per_day - 3'600'000);
    const auto repeats = read(event("UID:1\r\nDTSTART:20260317T093000Z\r\nRRULE:FREQ=DAILY\r\nSUMMARY:Lunch\r\n"));
    REQUIRE(repeats.ok());
    CHECK(repeats->events.empty());
    REQUIRE(repeats->passed_over.size() == 1);
    CHECK(repeats->passed_over[0].code == "ics.repeats");
    CHECK(repeats->passed_over[0].place == "line 3");
}

TEST_CASE("what is no calendar is refused with its line", "[exchange][calendar]") {
    CHECK(refused("") == "ics.no_calendar line 0");
    CHECK(refused("hello") == "ics.line line 1");
    CHECK(refused("NAME:x\r\n") == "ics.no_calendar line 1");
    CHECK(refused("BEGIN:VEVENT\r\nEND:VEVENT\r\n") == "ics.nesting line 1");
    CHECK(refused("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n") == "ics.nesting line 3");
    CHECK(refused("BEGIN:VCALENDAR\r\n") == "ics.nesting line 1");
    CHECK(refused("BEGIN:VCALENDAR\r\nX;A=\"b:c\r\nEND:VCALENDAR\r\n") == "ics.line line 2");
    CHECK(refused("BEGIN:VCALENDAR\r\nX:\xFF\r\nEND:VCALENDAR\r\n").starts_with("ics.not_utf8"));
    CHECK(refused(event("DTSTART:20260317T093000Z\r\n")) == "ics.missing line 3");
    CHECK(refused(event("UID:1\r\n")) == "ics.missing line 3");
    CHECK(refused(event("UID:1\r\nUID:2\r\n")) == "ics.twice line 5");
    CHECK(refused(event("UID:1\r\nDTSTART:20260317T2530Z\r\n")) == "ics.time line 5");
    CHECK(refused(event("UID:1\r\nDTSTART:20260231\r\n")) == "ics.time line 5");
    CHECK(refused(event("UID:1\r\nDTSTART;TZID=Mars/Base:20260317T093000\r\n")) == "ics.zone line 5");
    CHECK(refused(event("UID:1\r\nDTSTART:20260317T093000Z\r\nDTEND:20260316T093000Z\r\n")) == "ics.order line 3");
    CHECK(refused(event("UID:1\r\nDTSTART:20260317\r\nDTEND:20260318T093000Z\r\n")) == "ics.order line 3");
    CHECK(refused(event("UID:1\r\nDTSTART:20260317\r\nDURATION:P99999999999W\r\n")) == "ics.time line 6");
    CHECK(refused(event("UID:1\r\nDTSTART:20260317\r\nDURATION:PT999999999999H\r\n")) == "ics.time line 6");
    CHECK(refused(event("UID:1\r\nDTSTART:20260317\r\nSEQUENCE:-1\r\n")) == "ics.number line 6");
    CHECK(refused(std::string(2 << 20, 'x')).starts_with("ics.too_large"));
    CHECK(refused(event("UID:" + std::string(70'000, 'x') + "\r\n")).starts_with("ics.too_large"));
    std::string deep;
    for (int i = 0; i < 20; ++i) deep += i == 0 ? "BEGIN:VCALENDAR\r\n" : "BEGIN:X\r\n";
    CHECK(refused(deep) == "ics.too_large line 9");
}
