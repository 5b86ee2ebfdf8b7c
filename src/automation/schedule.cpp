#include "automation/schedule.h"

#include <array>
#include <span>
#include <string>

namespace potok::automation {

namespace {

constexpr int farthest_days = 5 * 366;

constexpr std::array<std::string_view, 12> month_names = {"jan", "feb", "mar", "apr", "may", "jun",
                                                          "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> day_names = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

struct Part {
    int least, most;
    std::span<const std::string_view> names;
    int first_name;
};

std::optional<int> number_in(std::string_view text, const Part& part) {
    if (text.size() == 3 && !part.names.empty()) {
        std::string lower(text);
        for (char& c : lower)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        for (std::size_t i = 0; i < part.names.size(); ++i)
            if (part.names[i] == lower) return part.first_name + static_cast<int>(i);
    }
    if (text.empty() || text.size() > 2) return {};
    int n = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return {};
        n = n * 10 + (c - '0');
    }
    return n >= part.least && n <= part.most ? std::optional(n) : std::nullopt;
}

// One of "*", "5", "1-5", "*/15", "8-18/2".
bool add_item(std::string_view item, const Part& part, std::uint64_t& bits) {
    int step = 1;
    if (const auto slash = item.find('/'); slash != std::string_view::npos) {
        const auto n = number_in(item.substr(slash + 1), {1, 59, {}, 0});
        if (!n) return false;
        step = *n;
        item = item.substr(0, slash);
    }
    int from = part.least, to = part.most;
    if (item != "*") {
        const auto dash = item.find('-');
        const auto first = number_in(item.substr(0, dash), part);
        if (!first) return false;
        from = *first;
        if (dash != std::string_view::npos) {
            const auto last = number_in(item.substr(dash + 1), part);
            if (!last || *last < from) return false;
            to = *last;
        } else if (step == 1) {
            to = from;
        }
    }
    for (int i = from; i <= to; i += step) bits |= std::uint64_t{1} << i;
    return true;
}

bool add_part(std::string_view text, const Part& part, std::uint64_t& bits) {
    while (true) {
        const auto comma = text.find(',');
        if (!add_item(text.substr(0, comma), part, bits)) return false;
        if (comma == std::string_view::npos) return true;
        text.remove_prefix(comma + 1);
    }
}

bool bit(std::uint64_t bits, int n) {
    return (bits >> n) & 1;
}

}  // namespace

Result<Schedule> Schedule::parse_cron(std::string_view text) {
    static constexpr std::array<Part, 5> parts = {Part{0, 59, {}, 0}, Part{0, 23, {}, 0}, Part{1, 31, {}, 0},
                                                  Part{1, 12, month_names, 1}, Part{0, 7, day_names, 0}};
    std::array<std::uint64_t, 5> bits{};
    std::array<std::string_view, 5> words;
    std::size_t n = 0;
    for (std::string_view rest = text; !rest.empty();) {
        const auto start = rest.find_first_not_of(' ');
        if (start == std::string_view::npos) break;
        rest.remove_prefix(start);
        const std::string_view word = rest.substr(0, rest.find(' '));
        rest.remove_prefix(word.size());
        if (n == words.size()) return error("schedule.malformed", {{"text", std::string(text)}, {"part", std::string(word)}});
        words[n++] = word;
    }
    if (n != words.size()) return error("schedule.malformed", {{"text", std::string(text)}, {"part", ""}});
    for (std::size_t i = 0; i < words.size(); ++i)
        if (!add_part(words[i], parts[i], bits[i]))
            return error("schedule.malformed", {{"text", std::string(text)}, {"part", std::string(words[i])}});
    Schedule s;
    s.minutes_ = bits[0];
    s.hours_ = static_cast<std::uint32_t>(bits[1]);
    s.days_ = static_cast<std::uint32_t>(bits[2]);
    s.months_ = static_cast<std::uint32_t>(bits[3]);
    s.weekdays_ = static_cast<std::uint32_t>(bits[4] | (bits[4] >> 7));  // 7 is Sunday, too
    s.any_day_ = words[2] == "*";
    s.any_weekday_ = words[4] == "*";
    return s;
}

Schedule Schedule::hourly() {
    return parse_cron("0 * * * *").value();
}

Schedule Schedule::daily(TimeOfDay at) {
    Schedule s = parse_cron("0 0 * * *").value();
    s.minutes_ = std::uint64_t{1} << (at.ms / 60'000 % 60);
    s.hours_ = std::uint32_t{1} << (at.ms / 3'600'000);
    return s;
}

bool Schedule::has_day(Date date) const {
    const YearMonthDay day = civil(date);
    if (!bit(months_, day.month)) return false;
    const bool by_day = bit(days_, day.day), by_weekday = bit(weekdays_, weekday(date) % 7);
    if (!any_day_ && !any_weekday_) return by_day || by_weekday;
    return by_day && by_weekday;
}

std::optional<Instant> Schedule::next(Instant after, const Zone& zone, const WorkingCalendar& calendar) const {
    const LocalDateTime local = zone.to_local(after);
    // From the day before: a time that was moved over midnight by a clock change is not missed.
    for (int n = -1; n <= farthest_days; ++n) {
        const Date date{local.date.days + n};
        if (date > max_date) break;
        if (!has_day(date) || (working_days_ && !calendar.is_working_day(date))) continue;
        for (int hour = 0; hour < 24; ++hour) {
            if (!bit(hours_, hour)) continue;
            for (int minute = 0; minute < 60; ++minute) {
                if (!bit(minutes_, minute)) continue;
                const Instant at = zone.to_instant({date, TimeOfDay{(hour * 60 + minute) * 60'000}});
                if (at > after) return at;
            }
        }
    }
    return {};
}

bool Schedule::never_on_a_working_day(Date from, const WorkingCalendar& calendar) const {
    for (int n = 0; n < 366; ++n) {
        const Date date{from.days + n};
        if (has_day(date) && calendar.is_working_day(date)) return false;
    }
    return true;
}

}  // namespace potok::automation
