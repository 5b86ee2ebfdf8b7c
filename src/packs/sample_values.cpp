#include "packs/sample_values.h"

#include <algorithm>
#include <charconv>

namespace potok::packs {
namespace {

// n working days before d, d itself not counted.
Date back_working_days(const WorkingCalendar& calendar, Date d, int n) {
    while (n > 0) {
        --d.days;
        if (calendar.is_working_day(d)) --n;
    }
    return d;
}

}  // namespace

Result<LocalDateTime> sample_time(std::string_view text, Date today, const WorkingCalendar& calendar) {
    const auto wrong = [&] { return error("pack.sample_time", {{"text", std::string(text)}}); };
    const std::size_t space = text.find(' ');
    const std::string_view day = text.substr(0, space);
    TimeOfDay time{};
    if (space != std::string_view::npos) {
        POTOK_TRY(time, parse_time(text.substr(space + 1)));
    }
    if (day == "today") return LocalDateTime{today, time};
    int n = 0;
    if (day.size() < 3) return wrong();
    const auto [end, fault] = std::from_chars(day.data() + 1, day.data() + day.size() - 1, n);
    if (fault != std::errc{} || end != day.data() + day.size() - 1) return wrong();
    const bool ahead = day.front() == '+';
    if (day.back() == 'd') return LocalDateTime{Date{today.days + (ahead ? n : -n)}, time};
    if (day.back() != 'w') return wrong();
    return LocalDateTime{ahead ? calendar.add_working_days(today, n) : back_working_days(calendar, today, n), time};
}

Result<Value> sample_value(const model::Workspace& ws, const model::Field& field, const Json& json, Date today,
                           const SampleNames& names) {
    using K = model::FieldKind;
    const auto wrong = [&] { return error("pack.sample_value", {{"field", field.key}, {"value", json.dump()}}); };
    if (json.is_null()) return Value();
    if (field.kind == K::boolean) return json.is_boolean() ? Result<Value>(Value(json.get<bool>())) : wrong();
    if (field.kind == K::number) {
        const auto n = Decimal::parse(json.dump());
        return n ? Result<Value>(Value(*n)) : wrong();
    }
    if (!json.is_string()) return wrong();
    const std::string text = json.get<std::string>();
    switch (field.kind) {
        case K::reference: {
            const auto it = names.rows.find(text);
            return it != names.rows.end() ? Result<Value>(Value(ws.id_of(it->second))) : wrong();
        }
        case K::money: {
            const std::size_t space = text.find(' ');
            if (space == std::string::npos) return wrong();
            const std::string currency = text.substr(space + 1);
            const auto n = Decimal::parse(text.substr(0, space));
            const auto minor = n ? n->to_scaled(minor_digits(currency)) : std::nullopt;
            return minor ? Result<Value>(Value(Money{*minor, currency})) : wrong();
        }
        case K::date: {
            POTOK_TRY(const auto t, sample_time(text, today, ws.working_calendar()));
            return Value(t.date);
        }
        case K::datetime: {
            POTOK_TRY(const auto t, sample_time(text, today, ws.working_calendar()));
            return Value(ws.zone().to_instant(t));
        }
        default: return Value(text);
    }
}

}  // namespace potok::packs
