// The footer of a TZif file: a POSIX TZ string with the extensions of RFC 9636 ("CET-1CEST,M3.5.0,M10.5.0/3"), the rule
// for all time after the last transition of the table.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace potok {

class PosixTz {
public:
    static std::optional<PosixTz> parse(std::string_view text);

    // Seconds east of UTC at a moment given in seconds since 1970-01-01T00:00:00Z.
    std::int64_t offset_s(std::int64_t utc_s) const;

    struct Change {
        std::int64_t at_s;      // since 1970-01-01T00:00:00Z
        std::int64_t offset_s;  // from then on
    };
    // All changes of these years (both included, within 1 to 9999), by time. Empty where the offset is always the same.
    std::vector<Change> changes(int from_year, int to_year) const;

private:
    struct Rule {
        enum class Kind { julian_without_leap_day, day_of_year, month_week_day } kind = Kind::day_of_year;
        int month = 0, week = 0, day = 0;
        std::int64_t time_s = 7200;  // local, may be negative or beyond a day
    };
    friend class PosixTzParser;
    static std::int64_t local_s(const Rule& rule, int year);

    std::int64_t standard_s_ = 0;
    std::int64_t daylight_s_ = 0;
    bool has_daylight_ = false;
    Rule start_, end_;
};

}  // namespace potok
