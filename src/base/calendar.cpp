#include "base/calendar.h"

#include <algorithm>
#include <array>

namespace potok {

namespace {

constexpr bool leap_year(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

constexpr int days_in_month(int year, int month) {
    constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && leap_year(year) ? 29 : days[static_cast<std::size_t>(month - 1)];
}

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// Days since 1970-01-01. Counted in years that begin in March, so that the leap day comes last.
constexpr std::int64_t days_from_civil(std::int64_t year, int month, int day) {
    const std::int64_t y = month <= 2 ? year - 1 : year;
    const std::int64_t era = floor_div(y, 400);
    const std::int64_t year_of_era = y - era * 400;
    const std::int64_t month_from_march = (month + 9) % 12;
    const std::int64_t day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static_assert(days_from_civil(1970, 1, 1) == 0);
static_assert(days_from_civil(1, 1, 1) == min_date.days);
static_assert(days_from_civil(9999, 12, 31) == max_date.days);

}  // namespace

YearMonthDay civil(Date date) {
    const std::int64_t z = std::int64_t{date.days} + 719468;
    const std::int64_t era = floor_div(z, 146097);
    const std::int64_t day_of_era = z - era * 146097;
    const std::int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
    const int day = static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
    const int month = static_cast<int>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
    const std::int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
    return {static_cast<int>(year), month, day};
}

Result<Date> date_of(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) {
        return error("date.malformed", {{"text", std::to_string(year) + "-" + std::to_string(month) + "-" +
                                                     std::to_string(day)}});
    }
    return Date{static_cast<std::int32_t>(days_from_civil(year, month, day))};
}

int weekday(Date date) {
    const std::int64_t since_monday = std::int64_t{date.days} + 3;  // 1970-01-01 was a Thursday
    return static_cast<int>(since_monday - floor_div(since_monday, 7) * 7) + 1;
}

Date add_months(Date date, std::int64_t months) {
    constexpr std::int64_t limit = 12 * 20000;
    const YearMonthDay c = civil(date);
    const std::int64_t month0 = std::int64_t{c.year} * 12 + (c.month - 1) + std::clamp(months, -limit, limit);
    const std::int64_t year = floor_div(month0, 12);
    if (year < 1) return min_date;
    if (year > 9999) return max_date;
    const int month = static_cast<int>(month0 - year * 12) + 1;
    const int day = std::min(c.day, days_in_month(static_cast<int>(year), month));
    return Date{static_cast<std::int32_t>(days_from_civil(year, month, day))};
}

}  // namespace potok
