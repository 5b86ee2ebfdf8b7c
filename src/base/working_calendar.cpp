#include "base/working_calendar.h"

#include <algorithm>
#include <cassert>

namespace potok {

namespace {

Date clamped(std::int64_t days) {
    return Date{static_cast<std::int32_t>(std::clamp<std::int64_t>(days, min_date.days, max_date.days))};
}

bool falls_on(const HolidayRule& rule, Date d, const YearMonthDay& c) {
    if (c.year < rule.from_year || c.year > rule.to_year) return false;
    switch (rule.kind) {
        case HolidayRule::Kind::fixed: return rule.month == c.month && rule.day == c.day;
        case HolidayRule::Kind::easter: return easter_sunday(c.year).days + rule.offset == d.days;
        case HolidayRule::Kind::orthodox_easter:
            return orthodox_easter_sunday(c.year).days + rule.offset == d.days;
    }
    return false;
}

}  // namespace

// The computus in the form of Meeus, Jones and Butcher.
Date easter_sunday(int year) {
    const int a = year % 19, b = year / 100, c = year % 100;
    const int d = b / 4, e = b % 4;
    const int g = (8 * b + 13) / 25;
    const int h = (19 * a + b - d - g + 15) % 30;
    const int i = c / 4, k = c % 4;
    const int l = (32 + 2 * e + 2 * i - h - k) % 7;
    const int m = (a + 11 * h + 19 * l) / 433;
    const int month = (h + l - 7 * m + 90) / 25;
    const int day = (h + l - 7 * m + 33 * month + 19) % 32;
    return date_of(year, month, day).value();
}

Date orthodox_easter_sunday(int year) {
    const int d = (19 * (year % 19) + 15) % 30;
    const int e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
    const int month = (d + e + 114) / 31;
    const int day = (d + e + 114) % 31 + 1;
    const int julian_lag = year / 100 - year / 400 - 2;
    return Date{date_of(year, month, day).value().days + julian_lag};
}

WorkingCalendar::WorkingCalendar(WorkingCalendarData data, std::shared_ptr<const Zone> zone)
    : data_(std::move(data)), zone_(std::move(zone)) {
    assert(zone_);
    const auto earlier = [](const DayTransfer& a, const DayTransfer& b) { return a.date < b.date; };
    std::stable_sort(data_.transfers.begin(), data_.transfers.end(), earlier);
}

std::optional<bool> WorkingCalendar::transferred(Date d) const {
    // The last of those for one day counts, so that a pack can correct another's list.
    const auto after = std::upper_bound(data_.transfers.begin(), data_.transfers.end(), d,
                                        [](Date date, const DayTransfer& t) { return date < t.date; });
    if (after == data_.transfers.begin() || std::prev(after)->date != d) return std::nullopt;
    return std::prev(after)->working;
}

std::optional<std::string> WorkingCalendar::holiday(Date d) const {
    const YearMonthDay c = civil(d);
    for (const HolidayRule& rule : data_.holidays) {
        if (falls_on(rule, d, c)) return rule.name;
    }
    return std::nullopt;
}

std::vector<WorkingCalendarData::Span> WorkingCalendar::spans(Date d) const {
    const auto transfer = transferred(d);
    const auto& usual = data_.week[weekday(d)];
    if (transfer == false) return {};
    if (transfer == true) {
        if (!usual.empty()) return usual;
        for (int day = 1; day <= 7; ++day) {
            if (!data_.week[day].empty()) return data_.week[day];
        }
        return {};
    }
    if (usual.empty() || holiday(d)) return {};
    return usual;
}

bool WorkingCalendar::is_working_day(Date d) const {
    if (const auto transfer = transferred(d)) return *transfer;
    return !data_.week[weekday(d)].empty() && !holiday(d);
}

std::vector<WorkingCalendar::WorkSpan> WorkingCalendar::instants(Date d) const {
    std::vector<WorkSpan> out;
    for (const auto& span : spans(d)) {
        out.push_back({zone_->to_instant({d, span.from}), zone_->to_instant({d, span.to})});
    }
    return out;
}

bool WorkingCalendar::is_working_time(Instant t) const {
    const LocalDateTime local = zone_->to_local(t);
    const auto open = spans(local.date);
    return std::any_of(open.begin(), open.end(),
                       [&](const auto& s) { return s.from <= local.time && local.time < s.to; });
}

Date WorkingCalendar::next_working_day(Date d) const {
    while (d < max_date && !is_working_day(d)) ++d.days;
    return d;
}

Date WorkingCalendar::add_working_days(Date d, int n) const {
    assert(n >= 0);
    if (n == 0) return next_working_day(d);
    for (; n > 0 && d < max_date; --n) d = next_working_day(clamped(std::int64_t{d.days} + 1));
    return d;
}

Instant WorkingCalendar::add_working_days(Instant t, int days) const {
    const LocalDateTime local = zone_->to_local(t);
    const Date date = add_working_days(local.date, days);
    TimeOfDay time = local.time;
    const auto open = spans(date);
    if (!open.empty() && time > open.back().to) time = open.back().to;
    return zone_->to_instant({date, time});
}

Instant WorkingCalendar::add_working_time(Instant t, std::int64_t ms) const {
    assert(ms >= 0);
    if (ms == 0) return t;
    Date d = zone_->to_local(t).date;
    for (; d < max_date; ++d.days) {
        for (const WorkSpan& span : instants(d)) {
            const Instant from = std::max(span.from, t);
            if (from >= span.to) continue;
            const std::int64_t here = span.to - from;
            if (ms <= here) return from + ms;
            ms -= here;
        }
    }
    return zone_->to_instant({max_date, {}});
}

std::int64_t WorkingCalendar::working_time_between(Instant a, Instant b) const {
    if (b < a) return -working_time_between(b, a);
    const Date last = zone_->to_local(b).date;
    std::int64_t total = 0;
    for (Date d = zone_->to_local(a).date; d <= last; ++d.days) {
        for (const WorkSpan& span : instants(d)) {
            const Instant from = std::max(span.from, a);
            const Instant to = std::min(span.to, b);
            if (from < to) total += to - from;
        }
    }
    return total;
}

int WorkingCalendar::working_days_between(Date a, Date b) const {
    if (b < a) return -working_days_between(b, a);
    int count = 0;
    for (Date d{a.days + 1}; d <= b; ++d.days) count += is_working_day(d) ? 1 : 0;
    return count;
}

}  // namespace potok
