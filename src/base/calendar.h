// Civil time: dates, ISO 8601 text, IANA time zones. Zone data comes with the app (assets), never from the system.
//
// A local time inside a DST gap moves forward by the gap; in an overlap the first of the two counts.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.h"

namespace potok {

struct YearMonthDay {
    int year = 1970;
    int month = 1;  // 1..12
    int day = 1;    // 1..31
    auto operator<=>(const YearMonthDay&) const = default;
};

YearMonthDay civil(Date date);
Result<Date> date_of(int year, int month, int day);  // error: date.malformed
int weekday(Date date);                              // 1 = Monday … 7 = Sunday (ISO 8601)
// The day is clamped to the month's last, the result to the years 1 to 9999.
Date add_months(Date date, std::int64_t months);
inline constexpr Date min_date{-719162};  // 0001-01-01
inline constexpr Date max_date{2932896};  // 9999-12-31
inline constexpr std::int64_t ms_per_day = 86'400'000;

std::string format_iso(Date date);
std::string format_iso(TimeOfDay time);
std::string format_iso(Instant instant);  // UTC with milliseconds and Z
std::string format_iso(DayTimeDuration d);  // hours are not folded into days: "PT24H" is elapsed time
std::string format_iso(YearMonthDuration d);
// Errors: date.malformed, time.malformed, instant.malformed, duration.malformed, with {text}.
Result<Date> parse_date(std::string_view text);
Result<TimeOfDay> parse_time(std::string_view text);   // "10:30", "10:30:00", "10:30:00.250"
Result<Instant> parse_instant(std::string_view text);  // needs Z or an offset
Result<Value> parse_duration(std::string_view text);   // DayTimeDuration or YearMonthDuration

struct LocalDateTime {
    Date date;
    TimeOfDay time;
    auto operator<=>(const LocalDateTime&) const = default;
};

class Zone {
public:
    virtual ~Zone() = default;
    virtual const std::string& name() const = 0;
    virtual LocalDateTime to_local(Instant instant) const = 0;
    virtual Instant to_instant(LocalDateTime local) const = 0;
    virtual std::int64_t offset_ms(Instant instant) const = 0;
};

// The zones of one bundle ("PTZ1": u32le count, then name length u16le, name, size u32le, TZif (RFC 9636); sorted).
class ZoneTable {
public:
    static Result<std::shared_ptr<const ZoneTable>> load(std::string_view bundle);  // error: zone.malformed
    Result<std::shared_ptr<const Zone>> find(std::string_view name) const;          // error: zone.unknown
    std::vector<std::string> names() const;

private:
    std::map<std::string, std::string, std::less<>> zones_;  // TZif bytes by name
};

// One zone from TZif bytes. error: zone.malformed
Result<std::shared_ptr<const Zone>> parse_tzif(std::string name, std::string_view bytes);

// UTC, without any table.
std::shared_ptr<const Zone> utc_zone();

}  // namespace potok
