// The operators' types, for the checker, and the parts of values.
#include "expr/operators.h"

#include "base/locale.h"

namespace potok::expr {

namespace {

bool open(const Type& t) { return t.kind == Kind::any || t.kind == Kind::null; }

struct Row {
    Op op;
    Kind left, right, result;
};

// Every pair of operands that arithmetic knows.
constexpr Row rows[] = {
    {Op::add, Kind::number, Kind::number, Kind::number},
    {Op::add, Kind::string, Kind::string, Kind::string},
    {Op::add, Kind::money, Kind::money, Kind::money},
    {Op::add, Kind::date, Kind::days_duration, Kind::date},
    {Op::add, Kind::date, Kind::years_duration, Kind::date},
    {Op::add, Kind::date_time, Kind::days_duration, Kind::date_time},
    {Op::add, Kind::date_time, Kind::years_duration, Kind::date_time},
    {Op::add, Kind::time, Kind::days_duration, Kind::time},
    {Op::add, Kind::days_duration, Kind::date, Kind::date},
    {Op::add, Kind::years_duration, Kind::date, Kind::date},
    {Op::add, Kind::days_duration, Kind::date_time, Kind::date_time},
    {Op::add, Kind::years_duration, Kind::date_time, Kind::date_time},
    {Op::add, Kind::days_duration, Kind::time, Kind::time},
    {Op::add, Kind::days_duration, Kind::days_duration, Kind::days_duration},
    {Op::add, Kind::years_duration, Kind::years_duration, Kind::years_duration},
    {Op::subtract, Kind::number, Kind::number, Kind::number},
    {Op::subtract, Kind::money, Kind::money, Kind::money},
    {Op::subtract, Kind::date, Kind::date, Kind::days_duration},
    {Op::subtract, Kind::date_time, Kind::date_time, Kind::days_duration},
    {Op::subtract, Kind::time, Kind::time, Kind::days_duration},
    {Op::subtract, Kind::date, Kind::days_duration, Kind::date},
    {Op::subtract, Kind::date, Kind::years_duration, Kind::date},
    {Op::subtract, Kind::date_time, Kind::days_duration, Kind::date_time},
    {Op::subtract, Kind::date_time, Kind::years_duration, Kind::date_time},
    {Op::subtract, Kind::time, Kind::days_duration, Kind::time},
    {Op::subtract, Kind::days_duration, Kind::days_duration, Kind::days_duration},
    {Op::subtract, Kind::years_duration, Kind::years_duration, Kind::years_duration},
    {Op::multiply, Kind::number, Kind::number, Kind::number},
    {Op::multiply, Kind::money, Kind::number, Kind::money},
    {Op::multiply, Kind::number, Kind::money, Kind::money},
    {Op::multiply, Kind::days_duration, Kind::number, Kind::days_duration},
    {Op::multiply, Kind::number, Kind::days_duration, Kind::days_duration},
    {Op::multiply, Kind::years_duration, Kind::number, Kind::years_duration},
    {Op::multiply, Kind::number, Kind::years_duration, Kind::years_duration},
    {Op::divide, Kind::number, Kind::number, Kind::number},
    {Op::divide, Kind::money, Kind::number, Kind::money},
    {Op::divide, Kind::money, Kind::money, Kind::number},
    {Op::divide, Kind::days_duration, Kind::number, Kind::days_duration},
    {Op::divide, Kind::days_duration, Kind::days_duration, Kind::number},
    {Op::divide, Kind::years_duration, Kind::number, Kind::years_duration},
    {Op::divide, Kind::years_duration, Kind::years_duration, Kind::number},
    {Op::power, Kind::number, Kind::number, Kind::number},
};

std::optional<int> whole_part(std::string_view name, const YearMonthDay& c, Date date) {
    if (name == "year") return c.year;
    if (name == "month") return c.month;
    if (name == "day") return c.day;
    if (name == "weekday") return weekday(date);
    return std::nullopt;
}

std::optional<Value> time_part(std::string_view name, TimeOfDay t) {
    if (name == "hour") return Value(t.ms / 3'600'000);
    if (name == "minute") return Value(t.ms / 60'000 % 60);
    if (name == "second") return Value(Decimal::scaled(t.ms % 60'000, 3));
    return std::nullopt;
}

std::optional<Value> date_part(std::string_view name, Date date) {
    const auto part = whole_part(name, civil(date), date);
    return part ? std::optional<Value>(*part) : std::nullopt;
}

std::optional<Value> duration_part(std::string_view name, DayTimeDuration d) {
    if (name == "days") return Value(d.ms / ms_per_day);
    if (name == "hours") return Value(d.ms / 3'600'000 % 24);
    if (name == "minutes") return Value(d.ms / 60'000 % 60);
    if (name == "seconds") return Value(Decimal::scaled(d.ms % 60'000, 3));
    return std::nullopt;
}

}  // namespace

std::string_view symbol(Op op) {
    switch (op) {
        case Op::none: return "";
        case Op::add: return "+";
        case Op::subtract: return "-";
        case Op::multiply: return "*";
        case Op::divide: return "/";
        case Op::power: return "**";
        case Op::equal: return "=";
        case Op::unequal: return "!=";
        case Op::less: return "<";
        case Op::at_most: return "<=";
        case Op::greater: return ">";
        case Op::at_least: return ">=";
    }
    return "";
}

std::optional<Type> arithmetic_type(Op op, const Type& a, const Type& b) {
    bool possible = false;
    std::optional<Kind> only;
    for (const Row& row : rows) {
        if (row.op != op) continue;
        if ((!open(a) && row.left != a.kind) || (!open(b) && row.right != b.kind)) continue;
        if (!possible) only = row.result;
        else if (only != row.result) only.reset();
        possible = true;
    }
    if (!possible) return std::nullopt;
    return only ? Type(*only) : Type();
}

bool comparable(Op op, const Type& a, const Type& b) {
    if (op == Op::equal || op == Op::unequal) return compatible(a, b);
    const auto ordered = [](const Type& t) {
        return open(t) || (t.kind != Kind::boolean && t.kind != Kind::record && t.kind != Kind::list &&
                           t.kind != Kind::context);
    };
    return ordered(a) && ordered(b) && compatible(a, b);
}

std::optional<Value> part_of(const Value& value, std::string_view name, const Zone& zone) {
    if (const auto* d = value.as<Date>()) return date_part(name, *d);
    if (const auto* t = value.as<TimeOfDay>()) return time_part(name, *t);
    if (const auto* t = value.as<Instant>()) {
        const LocalDateTime local = zone.to_local(*t);
        if (auto part = date_part(name, local.date)) return part;
        if (name == "time offset") return Value(DayTimeDuration{zone.offset_ms(*t)});
        if (name == "timezone") return Value(zone.name());
        return time_part(name, local.time);
    }
    if (const auto* d = value.as<DayTimeDuration>()) return duration_part(name, *d);
    if (const auto* d = value.as<YearMonthDuration>()) {
        if (name == "years") return Value(d->months / 12);
        if (name == "months") return Value(d->months % 12);
    }
    if (const auto* m = value.as<Money>()) {
        if (name == "amount") return Value(Decimal::scaled(m->minor, minor_digits(m->currency)));
        if (name == "currency") return Value(m->currency);
    }
    return std::nullopt;
}

std::optional<Type> part_type(Kind kind, std::string_view name) {
    const auto in = [&](std::initializer_list<std::string_view> names) {
        for (const std::string_view n : names) {
            if (n == name) return true;
        }
        return false;
    };
    const bool of_date = in({"year", "month", "day", "weekday"});
    const bool of_time = in({"hour", "minute", "second"});
    switch (kind) {
        case Kind::date: return of_date ? std::optional<Type>(Kind::number) : std::nullopt;
        case Kind::time: return of_time ? std::optional<Type>(Kind::number) : std::nullopt;
        case Kind::date_time:
            if (name == "time offset") return Type(Kind::days_duration);
            if (name == "timezone") return Type(Kind::string);
            return of_date || of_time ? std::optional<Type>(Kind::number) : std::nullopt;
        case Kind::days_duration:
            return in({"days", "hours", "minutes", "seconds"}) ? std::optional<Type>(Kind::number)
                                                               : std::nullopt;
        case Kind::years_duration:
            return in({"years", "months"}) ? std::optional<Type>(Kind::number) : std::nullopt;
        case Kind::money:
            if (name == "amount") return Type(Kind::number);
            if (name == "currency") return Type(Kind::string);
            return std::nullopt;
        case Kind::range:
            return in({"start included", "end included"}) ? std::optional<Type>(Kind::boolean) : std::nullopt;
        default: return std::nullopt;
    }
}

}  // namespace potok::expr
