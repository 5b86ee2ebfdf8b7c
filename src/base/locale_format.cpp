// Numbers, money, dates and values the way each language writes them.
#include <fmt/format.h>

#include "base/locale.h"

namespace potok {

namespace {

constexpr std::string_view narrow_space = "\u202F";  // does not break

// "1234567.5" → "1 234 567,5"
std::string localized(Language language, std::string_view plain) {
    if (plain.find('e') != std::string_view::npos) return std::string(plain);  // too long to be written out
    const bool negative = plain.starts_with('-');
    if (negative) plain.remove_prefix(1);
    const std::size_t point = plain.find('.');
    const std::string_view whole = plain.substr(0, point);
    std::string out = negative ? "-" : "";
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (i > 0 && (whole.size() - i) % 3 == 0)
            out += language == Language::en ? std::string_view(",") : narrow_space;
        out += whole[i];
    }
    if (point != std::string_view::npos) {
        out += language == Language::en ? '.' : ',';
        out += plain.substr(point + 1);
    }
    return out;
}

std::string numbered(std::string_view prefix, int n) { return fmt::format("{}{}", prefix, n); }

}  // namespace

std::string Locale::number(const Decimal& n) const { return localized(language_, n.str()); }

std::string Locale::money(const Money& m, bool with_fraction) const {
    const int digits = minor_digits(m.currency);
    std::string plain = Decimal::scaled(m.minor, digits).str();
    // A fraction is never hidden, and never shown by half: "12.5" is "12.50".
    const std::size_t point = plain.find('.');
    if (digits > 0 && (with_fraction || point != std::string::npos)) {
        const std::size_t shown = point == std::string::npos ? 0 : plain.size() - point - 1;
        if (point == std::string::npos) plain += '.';
        plain.append(static_cast<std::size_t>(digits) - shown, '0');
    }
    return fmt::format("{}{}{}", localized(language_, plain), narrow_space, currency_symbol(m.currency));
}

std::string Locale::date(Date d) const {
    const YearMonthDay c = civil(d);
    return text("date.short", {{"day", std::to_string(c.day)},
                               {"month", text(numbered("month.short.", c.month))},
                               {"year", std::to_string(c.year)}});
}

std::string Locale::date_long(Date d) const {
    const YearMonthDay c = civil(d);
    return text("date.long", {{"day", std::to_string(c.day)},
                              {"month", text(numbered("month.of.", c.month))},
                              {"year", std::to_string(c.year)}});
}

std::string Locale::day_month(Date d) const {
    const YearMonthDay c = civil(d);
    return text("date.day_month",
                {{"day", std::to_string(c.day)}, {"month", text(numbered("month.short.", c.month))}});
}

std::string Locale::relative_day(Date d, Date today) const {
    const std::int64_t distance = std::int64_t{d.days} - today.days;
    if (distance == 0) return text("day.today");
    if (distance == 1) return text("day.tomorrow");
    if (distance == -1) return text("day.yesterday");
    const bool this_year = civil(d).year == civil(today).year;
    return text("date.weekday_day",
                {{"weekday", weekday_short(d)}, {"date", this_year ? day_month(d) : date(d)}});
}

std::string Locale::time(TimeOfDay t) const {
    const int minutes = t.ms / 60000;
    return fmt::format("{}:{:02}", minutes / 60, minutes % 60);
}

std::string Locale::month_year(Date d) const {
    const YearMonthDay c = civil(d);
    return text("date.month_year",
                {{"month", text(numbered("month.", c.month))}, {"year", std::to_string(c.year)}});
}

std::string Locale::weekday_short(Date d) const { return text(numbered("weekday.short.", weekday(d))); }

namespace {

// The two largest units that are not zero: "3 days 4 hours", "1 hour 30 minutes".
struct Unit {
    std::string_view key;
    std::uint64_t size;
};

std::string units_text(const Locale& locale, bool negative, std::uint64_t rest, const Unit* units,
                       std::size_t count) {
    std::string out;
    int shown = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint64_t n = rest / units[i].size;
        rest %= units[i].size;
        const bool last_chance = i + 1 == count && shown == 0;
        if (n == 0 && !last_chance) continue;
        if (shown > 0) out += ' ';
        out += locale.plural(units[i].key, static_cast<std::int64_t>(n));
        if (++shown == 2) break;
    }
    return negative ? "-" + out : out;
}

std::uint64_t magnitude(std::int64_t n) {
    return n < 0 ? 0 - static_cast<std::uint64_t>(n) : static_cast<std::uint64_t>(n);
}

struct ValueText {
    const Locale& locale;
    const Zone& zone;

    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(bool v) const { return locale.text(v ? "value.yes" : "value.no"); }
    std::string operator()(const Decimal& v) const { return locale.number(v); }
    std::string operator()(const std::string& v) const { return v; }
    std::string operator()(Date v) const { return locale.date(v); }
    std::string operator()(TimeOfDay v) const { return locale.time(v); }
    std::string operator()(Instant v) const {
        const LocalDateTime local = zone.to_local(v);
        return locale.text("date.with_time",
                           {{"date", locale.date(local.date)}, {"time", locale.time(local.time)}});
    }
    std::string operator()(DayTimeDuration v) const {
        static constexpr Unit units[] = {{"duration.days", 86'400'000},
                                         {"duration.hours", 3'600'000},
                                         {"duration.minutes", 60'000},
                                         {"duration.seconds", 1000}};
        const std::uint64_t ms = magnitude(v.ms);
        // Up to two days stay hours: 24 hours are elapsed time, one day is a day of the calendar.
        const std::size_t skip = ms <= 2 * units[0].size ? 1 : 0;
        return units_text(locale, v.ms < 0, ms, units + skip, 4 - skip);
    }
    std::string operator()(YearMonthDuration v) const {
        static constexpr Unit units[] = {{"duration.years", 12}, {"duration.months", 1}};
        return units_text(locale, v.months < 0, magnitude(v.months), units, 2);
    }
    std::string operator()(const Money& v) const { return locale.money(v); }
    std::string operator()(Ref v) const { return v.id.str(); }
    std::string operator()(const std::shared_ptr<const Transient>&) const { return {}; }
    std::string operator()(const std::shared_ptr<const ValueList>& v) const {
        std::string out;
        for (const Value& item : *v) {
            if (!out.empty()) out += ", ";
            out += locale.value(item, zone);
        }
        return out;
    }
    std::string operator()(const std::shared_ptr<const ValueContext>& v) const {
        std::string out;
        for (const auto& [name, item] : *v) {
            if (!out.empty()) out += ", ";
            out += name + ": " + locale.value(item, zone);
        }
        return out;
    }
};

}  // namespace

std::string Locale::value(const Value& v, const Zone& zone) const {
    return std::visit(ValueText{*this, zone}, v.storage());
}

}  // namespace potok
