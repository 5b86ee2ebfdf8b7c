#include "exchange/calendar/feed.h"

#include <fmt/format.h>

#include "model/calendar_entries.h"
#include "model/queries.h"

namespace potok::exchange {

namespace {

constexpr std::size_t longest_feed_line = 75;  // octets, without the line break

std::string utc(Instant at) {
    const LocalDateTime t = utc_zone()->to_local(at);
    const YearMonthDay d = civil(t.date);
    const std::string clock = format_iso(t.time);  // 09:30:00
    return fmt::format("{:04}{:02}{:02}T{}{}{}Z", d.year, d.month, d.day, clock.substr(0, 2), clock.substr(3, 2), clock.substr(6, 2));
}

std::string text_line(std::string_view name, const std::string& text) {
    return text.empty() ? std::string() : content_line(name, escaped_text(text));
}

}  // namespace

std::string escaped_text(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\' || c == ',' || c == ';') out += '\\';
        if (c == '\n')
            out += "\\n";
        else if (static_cast<unsigned char>(c) >= 0x20 || c == '\t')
            out += c;
    }
    return out;
}

std::string content_line(std::string_view name, std::string_view value) {
    const std::string line = std::string(name) + ":" + std::string(value);
    std::string out;
    std::size_t at = 0, room = longest_feed_line;
    while (line.size() - at > room) {
        std::size_t end = at + room;
        while (end > at && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) --end;  // not inside a character
        out += line.substr(at, end - at) + "\r\n ";
        at = end;
        room = longest_feed_line - 1;  // the blank that begins a continued line counts
    }
    return out + line.substr(at) + "\r\n";
}

Result<std::string> calendar_feed(const model::Workspace& ws, model::RowId whom, Instant now) {
    const model::RecordType* type = ws.type_of(whom);
    if (!type || (type->key != "resource" && type->key != "person")) return error("ics.whose", {{"type", type ? type->key : ""}});
    std::string out = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Potok//Potok//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n";
    out += text_line("X-WR-CALNAME", model::title_of(ws, whom));
    for (const model::CalendarEntry& e : model::calendar_entries(ws, whom, now)) {
        out += "BEGIN:VEVENT\r\n";
        out += content_line("UID", e.id.str() + "@potok");
        out += content_line("DTSTAMP", utc(e.changed));
        out += content_line("CREATED", utc(e.made));
        out += content_line("LAST-MODIFIED", utc(e.changed));
        out += content_line("SEQUENCE", std::to_string(e.changes));
        out += content_line("STATUS", e.cancelled ? "CANCELLED" : "CONFIRMED");
        out += content_line("DTSTART", utc(e.from));
        out += content_line("DTEND", utc(e.to));
        out += text_line("SUMMARY", e.title);
        out += text_line("LOCATION", e.place);
        out += text_line("DESCRIPTION", e.details);
        out += "END:VEVENT\r\n";
    }
    return out + "END:VCALENDAR\r\n";
}

}  // namespace potok::exchange
