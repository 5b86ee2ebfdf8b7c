// Working calendars from JSON, as packs and assets/calendars/*.json hold them.
#include <array>

#include <nlohmann/json.hpp>

#include "base/working_calendar.h"

namespace potok {

namespace {

constexpr std::array<std::string_view, 8> weekday_keys{"", "mon", "tue", "wed", "thu", "fri", "sat", "sun"};

Error malformed(const std::string& path, const char* reason) {
    return error("calendar.malformed", {{"reason", reason}}, path);
}

// "09:00", and "24:00" for the end of a day.
Result<TimeOfDay> span_edge(std::string_view text) {
    if (text == "24:00") return TimeOfDay{static_cast<std::int32_t>(ms_per_day)};
    return parse_time(text);
}

Result<WorkingCalendarData::Span> read_span(const Json& json, const std::string& path) {
    if (!json.is_string()) return malformed(path, "span");
    const std::string_view text = json.get_ref<const std::string&>();
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos) return malformed(path, "span");
    const auto from = span_edge(text.substr(0, dash));
    const auto to = span_edge(text.substr(dash + 1));
    if (!from || !to || *from >= *to) return malformed(path, "span");
    return WorkingCalendarData::Span{*from, *to};
}

Status read_week(const Json& json, WorkingCalendarData& out) {
    if (!json.is_object()) return malformed("#/week", "object");
    for (const auto& [key, list] : json.items()) {
        const std::string path = "#/week/" + key;
        std::size_t day = 1;
        while (day < weekday_keys.size() && weekday_keys[day] != key) ++day;
        if (day == weekday_keys.size()) return malformed(path, "weekday");
        if (!list.is_array()) return malformed(path, "list");
        for (std::size_t i = 0; i < list.size(); ++i) {
            const std::string place = path + "/" + std::to_string(i);
            POTOK_TRY(const WorkingCalendarData::Span span, read_span(list[i], place));
            auto& spans = out.week[day];
            if (!spans.empty() && span.from < spans.back().to) return malformed(place, "overlap");
            spans.push_back(span);
        }
    }
    return {};
}

bool read_int(const Json& json, int least, int most, int& out) {
    if (!json.is_number_integer()) return false;
    const auto n = json.get<std::int64_t>();
    if (n < least || n > most) return false;
    out = static_cast<int>(n);
    return true;
}

Result<HolidayRule> read_holiday(const Json& json, const std::string& path) {
    if (!json.is_object()) return malformed(path, "object");
    HolidayRule rule;
    int kinds = 0;
    for (const auto& [key, value] : json.items()) {
        const std::string place = path + "/" + key;
        if (key == "date") {
            ++kinds;
            // checked in a leap year, so that 02-29 can be one
            const auto day =
                value.is_string() ? parse_date("2000-" + value.get<std::string>()) : error("date.malformed");
            if (!day) return malformed(place, "month-day");
            rule.month = civil(*day).month;
            rule.day = civil(*day).day;
        } else if (key == "easter" || key == "orthodox_easter") {
            ++kinds;
            rule.kind = key == "easter" ? HolidayRule::Kind::easter : HolidayRule::Kind::orthodox_easter;
            if (!read_int(value, -80, 250, rule.offset)) return malformed(place, "offset");
        } else if (key == "from" || key == "to") {
            if (!read_int(value, 1, 9999, key == "from" ? rule.from_year : rule.to_year))
                return malformed(place, "year");
        } else if (key == "name") {
            if (!value.is_string()) return malformed(place, "text");
            rule.name = value.get<std::string>();
        } else {
            return malformed(place, "unknown");
        }
    }
    if (kinds != 1) return malformed(path, "holiday");
    return rule;
}

Result<DayTransfer> read_transfer(const Json& json, const std::string& path) {
    if (!json.is_object() || json.size() != 2) return malformed(path, "transfer");
    const auto date = json.find("date");
    const auto working = json.find("working");
    if (date == json.end() || !date->is_string()) return malformed(path + "/date", "date");
    if (working == json.end() || !working->is_boolean()) return malformed(path + "/working", "boolean");
    const auto day = parse_date(date->get_ref<const std::string&>());
    if (!day) return malformed(path + "/date", "date");
    return DayTransfer{*day, working->get<bool>()};
}

template <class T>
Status read_list(const Json& json, const std::string& path,
                 Result<T> (*read)(const Json&, const std::string&), std::vector<T>& out) {
    if (!json.is_array()) return malformed(path, "list");
    for (std::size_t i = 0; i < json.size(); ++i) {
        POTOK_TRY(T item, read(json[i], path + "/" + std::to_string(i)));
        out.push_back(std::move(item));
    }
    return {};
}

}  // namespace

Result<WorkingCalendarData> WorkingCalendar::parse(const Json& json) {
    if (!json.is_object()) return malformed("#", "object");
    WorkingCalendarData data;
    for (const auto& [key, value] : json.items()) {
        if (key == "week") POTOK_CHECK(read_week(value, data));
        else if (key == "holidays") POTOK_CHECK(read_list(value, "#/holidays", read_holiday, data.holidays));
        else if (key == "transfers")
            POTOK_CHECK(read_list(value, "#/transfers", read_transfer, data.transfers));
        else return malformed("#/" + key, "unknown");
    }
    bool any = false;
    for (const auto& spans : data.week) any = any || !spans.empty();
    if (!any) return malformed("#/week", "empty");
    return data;
}

}  // namespace potok
