#include "base/posix_tz.h"

#include <algorithm>

#include "base/calendar.h"

namespace potok {

class PosixTzParser {
public:
    explicit PosixTzParser(std::string_view text) : text_(text) {}

    std::optional<PosixTz> parse() {
        PosixTz tz;
        std::int64_t west = 0;
        if (!name() || !time(west, 24)) return std::nullopt;
        tz.standard_s_ = -west;
        if (end()) return tz;
        if (!name()) return std::nullopt;
        tz.has_daylight_ = true;
        tz.daylight_s_ = tz.standard_s_ + 3600;
        if (!end() && text_[at_] != ',') {
            if (!time(west, 24)) return std::nullopt;
            tz.daylight_s_ = -west;
        }
        if (!take(',') || !rule(tz.start_) || !take(',') || !rule(tz.end_) || !end()) return std::nullopt;
        return tz;
    }

private:
    bool end() const { return at_ == text_.size(); }
    bool take(char c) {
        if (end() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    bool number(int& out, int most) {
        const std::size_t start = at_;
        out = 0;
        for (; !end() && text_[at_] >= '0' && text_[at_] <= '9'; ++at_) {
            out = out * 10 + (text_[at_] - '0');
            if (out > most) return false;
        }
        return at_ > start;
    }
    // "CET" or "<+03>"
    bool name() {
        const bool quoted = take('<');
        const std::size_t start = at_;
        const auto letter = [&](char c) {
            const bool alpha = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            return alpha || (quoted && ((c >= '0' && c <= '9') || c == '+' || c == '-'));
        };
        while (!end() && letter(text_[at_])) ++at_;
        return at_ - start >= 3 && (!quoted || take('>'));
    }
    // [+-]hh[:mm[:ss]]
    bool time(std::int64_t& seconds, int most_hours) {
        const int sign = take('-') ? -1 : 1;
        if (sign == 1) take('+');
        int h = 0, m = 0, s = 0;
        if (!number(h, most_hours)) return false;
        if (take(':')) {
            if (!number(m, 59)) return false;
            if (take(':') && !number(s, 59)) return false;
        }
        seconds = sign * ((std::int64_t{h} * 60 + m) * 60 + s);
        return true;
    }
    bool rule(PosixTz::Rule& r) {
        if (take('M')) {
            r.kind = PosixTz::Rule::Kind::month_week_day;
            if (!number(r.month, 12) || r.month < 1 || !take('.')) return false;
            if (!number(r.week, 5) || r.week < 1 || !take('.')) return false;
            if (!number(r.day, 6)) return false;
        } else if (take('J')) {
            r.kind = PosixTz::Rule::Kind::julian_without_leap_day;
            if (!number(r.day, 365) || r.day < 1) return false;
        } else {
            r.kind = PosixTz::Rule::Kind::day_of_year;
            if (!number(r.day, 365)) return false;
        }
        return !take('/') || time(r.time_s, 167);
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

std::optional<PosixTz> PosixTz::parse(std::string_view text) { return PosixTzParser(text).parse(); }

std::int64_t PosixTz::local_s(const Rule& rule, int year) {
    const std::int64_t new_year = date_of(year, 1, 1).value().days;
    std::int64_t day = new_year;
    switch (rule.kind) {
        case Rule::Kind::day_of_year: day += rule.day; break;
        case Rule::Kind::julian_without_leap_day: {
            const bool leap = date_of(year, 2, 29).ok();
            day += rule.day - 1 + (leap && rule.day >= 60 ? 1 : 0);
            break;
        }
        case Rule::Kind::month_week_day: {
            const Date first = date_of(year, rule.month, 1).value();
            const int to_day = (rule.day - weekday(first) % 7 + 7) % 7;
            Date date{first.days + to_day + 7 * (rule.week - 1)};
            if (civil(date).month != rule.month) date.days -= 7;  // week 5 means the last
            day = date.days;
            break;
        }
    }
    return day * 86400 + rule.time_s;
}

std::int64_t PosixTz::offset_s(std::int64_t utc_s) const {
    if (!has_daylight_) return standard_s_;
    const std::int64_t local_day = (utc_s + standard_s_) / 86400;
    const Date date{
        static_cast<std::int32_t>(std::clamp<std::int64_t>(local_day, min_date.days, max_date.days))};
    const int year = std::clamp(civil(date).year, 2, 9998);
    // The latest change at or before the moment decides; where an end and a start coincide, daylight time
    // goes on.
    std::int64_t latest = INT64_MIN;
    bool daylight = false;
    for (int y = year - 1; y <= year + 1; ++y) {
        const std::int64_t end = local_s(end_, y) - daylight_s_;
        if (end <= utc_s && end > latest) {
            latest = end;
            daylight = false;
        }
        const std::int64_t start = local_s(start_, y) - standard_s_;
        if (start <= utc_s && start >= latest) {
            latest = start;
            daylight = true;
        }
    }
    return daylight ? daylight_s_ : standard_s_;
}

std::vector<PosixTz::Change> PosixTz::changes(int from_year, int to_year) const {
    std::vector<Change> out;
    if (!has_daylight_) return out;
    for (int y = from_year; y <= to_year; ++y) {
        out.push_back({local_s(end_, y) - daylight_s_, standard_s_});
        out.push_back({local_s(start_, y) - standard_s_, daylight_s_});
    }
    // As in offset_s: where an end and a start coincide, the start counts, whichever year it belongs to.
    std::stable_sort(out.begin(), out.end(), [&](const Change& a, const Change& b) {
        return a.at_s != b.at_s ? a.at_s < b.at_s : a.offset_s == standard_s_ && b.offset_s != standard_s_;
    });
    return out;
}

}  // namespace potok
