#include "packs/sample_values.h"

#include <algorithm>
#include <charconv>

namespace potok::packs {
namespace {

// n working days before d, d itself not counted.
Date back_working_days(const WorkingCalendar& calendar, Date d, int n) {
    while (n > 0 && d > min_date) {
        --d.days;
        if (calendar.is_working_day(d)) --n;
    }
    return d;
}

// "+2w" → true, 2, 'w', and takes it off the front of the text.
struct Count {
    bool ahead = false;
    int n = 0;
    char unit = 0;
};
std::optional<Count> take_count(std::string_view& text) {
    Count c;
    if (text.size() < 3 || (text.front() != '+' && text.front() != '-')) return {};
    c.ahead = text.front() == '+';
    const auto [end, fault] = std::from_chars(text.data() + 1, text.data() + text.size(), c.n);
    if (fault != std::errc{} || end == text.data() + text.size() || c.n < 0 || c.n > 5000) return {};
    c.unit = *end;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
    return c;
}

}  // namespace

Result<LocalDateTime> sample_time(std::string_view text, Date today, const WorkingCalendar& calendar) {
    const auto wrong = [&] { return error("pack.sample_time", {{"text", std::string(text)}}); };
    const std::size_t space = text.find(' ');
    std::string_view day = text.substr(0, space);
    TimeOfDay time{};
    if (space != std::string_view::npos) {
        POTOK_TRY(time, parse_time(text.substr(space + 1)));
    }
    if (day == "today") return LocalDateTime{today, time};
    Date date = today;
    auto count = take_count(day);
    if (!count) return wrong();
    if (count->unit == 'w') {
        if (!count->ahead && count->n == 0) return wrong();
        date = count->ahead ? calendar.add_working_days(calendar.add_working_days(today, 0), count->n)
                            : back_working_days(calendar, today, count->n);
        if (day.empty()) return LocalDateTime{date, time};
        count = take_count(day);
    }
    if (!count || count->unit != 'd' || !day.empty()) return wrong();
    return LocalDateTime{Date{date.days + (count->ahead ? count->n : -count->n)}, time};
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
    if (field.kind == K::multi) {
        ValueList keys;
        if (!json.is_array()) return wrong();
        for (const Json& key : json) {
            if (!key.is_string()) return wrong();
            keys.emplace_back(key.get<std::string>());
        }
        return Value(std::move(keys));
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
