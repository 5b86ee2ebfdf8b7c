// ISO 8601 text of dates, times, instants and durations: the form of stored data.

#include <fmt/format.h>

#include "base/calendar.h"

namespace potok {

namespace {

// Reads a text from left to right; every function says whether it took what it was asked for.
class Scanner {
public:
    explicit Scanner(std::string_view text) : text_(text) {}

    bool end() const { return at_ == text_.size(); }
    bool take(char c) {
        if (end() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    // Exactly `count` digits.
    bool fixed(int count, int& out) {
        out = 0;
        for (int i = 0; i < count; ++i) {
            if (!digit()) return false;
            out = out * 10 + (text_[at_++] - '0');
        }
        return true;
    }
    // One digit or more, to 2^53 at most.
    bool number(std::int64_t& out) {
        if (!digit()) return false;
        out = 0;
        while (digit()) {
            out = out * 10 + (text_[at_++] - '0');
            if (out > (std::int64_t{1} << 53)) return false;
        }
        return true;
    }
    // Digits after a point as milliseconds; those beyond the third are cut off.
    bool fraction(int& ms) {
        if (!digit()) return false;
        ms = 0;
        for (int weight = 100; digit(); weight /= 10) ms += (text_[at_++] - '0') * weight;
        return true;
    }
    bool digit() const { return !end() && text_[at_] >= '0' && text_[at_] <= '9'; }

    bool date(Date& out) {
        int year = 0, month = 0, day = 0;
        if (!fixed(4, year) || !take('-') || !fixed(2, month) || !take('-') || !fixed(2, day)) return false;
        const auto result = date_of(year, month, day);
        if (!result) return false;
        out = *result;
        return true;
    }
    bool time(TimeOfDay& out) {
        int hour = 0, minute = 0, second = 0, ms = 0;
        if (!fixed(2, hour) || !take(':') || !fixed(2, minute)) return false;
        if (take(':')) {
            if (!fixed(2, second)) return false;
            if (take('.') && !fraction(ms)) return false;
        }
        if (hour > 23 || minute > 59 || second > 59) return false;
        out = TimeOfDay{((hour * 60 + minute) * 60 + second) * 1000 + ms};
        return true;
    }

private:
    std::string_view text_;
    std::size_t at_ = 0;
};

Error malformed(const char* code, std::string_view text) {
    return error(code, {{"text", std::string(text.substr(0, 64))}});
}

// total += count × unit, unless it leaves 2^62.
bool accumulate(std::int64_t& total, std::int64_t count, std::int64_t unit) {
    constexpr std::int64_t limit = std::int64_t{1} << 62;
    if (count > limit / unit) return false;
    total += count * unit;
    return total <= limit;
}

constexpr std::int64_t second_ms = 1000;
constexpr std::int64_t minute_ms = 60 * second_ms;
constexpr std::int64_t hour_ms = 60 * minute_ms;

bool scan_months(Scanner& s, std::int64_t& months) {
    bool any = false;
    std::int64_t n = 0;
    // "P1Y2M", "P1Y", "P2M"
    if (!s.number(n)) return false;
    if (s.take('Y')) {
        if (!accumulate(months, n, 12)) return false;
        any = true;
        if (s.end()) return true;
        if (!s.number(n)) return false;
    }
    if (s.take('M') && accumulate(months, n, 1)) any = true;
    else return false;
    return any && s.end();
}

bool scan_seconds(Scanner& s, std::int64_t n, std::int64_t& ms) {
    int fraction = 0;
    if (s.take('.') && !s.fraction(fraction)) return false;
    return s.take('S') && accumulate(ms, n, second_ms) && accumulate(ms, fraction, 1);
}

bool scan_day_time(Scanner& s, std::int64_t& ms) {
    std::int64_t n = 0;
    if (s.digit()) {
        if (!s.number(n) || !s.take('D') || !accumulate(ms, n, ms_per_day)) return false;
        if (s.end()) return true;
    }
    if (!s.take('T') || !s.number(n)) return false;
    if (s.take('H')) {
        if (!accumulate(ms, n, hour_ms)) return false;
        if (s.end()) return true;
        if (!s.number(n)) return false;
    }
    if (s.take('M')) {
        if (!accumulate(ms, n, minute_ms)) return false;
        if (s.end()) return true;
        if (!s.number(n)) return false;
    }
    return scan_seconds(s, n, ms) && s.end();
}

std::string seconds_text(std::int64_t ms) {
    if (ms % 1000 == 0) return fmt::format("{}", ms / 1000);
    std::string text = fmt::format("{}.{:03}", ms / 1000, ms % 1000);
    while (text.back() == '0') text.pop_back();
    return text;
}

}  // namespace

std::string format_iso(Date date) {
    const YearMonthDay c = civil(date);
    return fmt::format("{:04}-{:02}-{:02}", c.year, c.month, c.day);
}

std::string format_iso(TimeOfDay time) {
    const int s = time.ms / 1000;
    std::string text = fmt::format("{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
    if (time.ms % 1000 != 0) text += fmt::format(".{:03}", time.ms % 1000);
    return text;
}

std::string format_iso(Instant instant) {
    const LocalDateTime local = utc_zone()->to_local(instant);
    const int s = local.time.ms / 1000;
    return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", format_iso(local.date), s / 3600, s / 60 % 60, s % 60,
                       local.time.ms % 1000);
}

std::string format_iso(DayTimeDuration d) {
    if (d.ms == 0) return "PT0S";
    const bool negative = d.ms < 0;
    // Unsigned, so that the smallest number of all has a magnitude too.
    const std::uint64_t magnitude =
        negative ? 0 - static_cast<std::uint64_t>(d.ms) : static_cast<std::uint64_t>(d.ms);
    const auto hours = magnitude / hour_ms;
    const auto minutes = magnitude / minute_ms % 60;
    const auto rest = static_cast<std::int64_t>(magnitude % minute_ms);
    std::string text = negative ? "-PT" : "PT";
    if (hours > 0) text += fmt::format("{}H", hours);
    if (minutes > 0) text += fmt::format("{}M", minutes);
    if (rest > 0) text += seconds_text(rest) + "S";
    return text;
}

std::string format_iso(YearMonthDuration d) {
    if (d.months == 0) return "P0M";
    const std::uint64_t magnitude =
        d.months < 0 ? 0 - static_cast<std::uint64_t>(d.months) : static_cast<std::uint64_t>(d.months);
    std::string text = d.months < 0 ? "-P" : "P";
    if (magnitude >= 12) text += fmt::format("{}Y", magnitude / 12);
    if (magnitude % 12 > 0) text += fmt::format("{}M", magnitude % 12);
    return text;
}

Result<Date> parse_date(std::string_view text) {
    Scanner s(text);
    Date date;
    if (!s.date(date) || !s.end()) return malformed("date.malformed", text);
    return date;
}

Result<TimeOfDay> parse_time(std::string_view text) {
    Scanner s(text);
    TimeOfDay time;
    if (!s.time(time) || !s.end()) return malformed("time.malformed", text);
    return time;
}

Result<Instant> parse_instant(std::string_view text) {
    Scanner s(text);
    Date date;
    TimeOfDay time;
    if (!s.date(date) || !s.take('T') || !s.time(time)) return malformed("instant.malformed", text);
    std::int64_t offset_ms = 0;
    if (!s.take('Z')) {
        const bool east = s.take('+');
        if (!east && !s.take('-')) return malformed("instant.malformed", text);
        int hours = 0, minutes = 0;
        if (!s.fixed(2, hours) || !s.take(':') || !s.fixed(2, minutes) || hours > 18 || minutes > 59) {
            return malformed("instant.malformed", text);
        }
        offset_ms = (east ? 1 : -1) * (hours * hour_ms + minutes * minute_ms);
    }
    if (!s.end()) return malformed("instant.malformed", text);
    return Instant{date.days * ms_per_day + time.ms - offset_ms};
}

Result<Value> parse_duration(std::string_view text) {
    Scanner s(text);
    const int sign = s.take('-') ? -1 : 1;
    if (!s.take('P')) return malformed("duration.malformed", text);
    std::int64_t total = 0;
    Scanner day_time = s;
    if (scan_day_time(day_time, total)) return DayTimeDuration{sign * total};
    total = 0;
    if (scan_months(s, total)) return YearMonthDuration{sign * total};
    return malformed("duration.malformed", text);
}

}  // namespace potok
