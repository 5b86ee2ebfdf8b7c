#include "expr/operators.h"

#include <algorithm>
#include <limits>

namespace potok::expr {

namespace {

Error operand_types(Op op, const Value& a, const Value& b) {
    return error(
        "expr.operand_types",
        {{"operator", std::string(symbol(op))}, {"left", type_of(a).str()}, {"right", type_of(b).str()}});
}

Result<std::int64_t> checked_add(std::int64_t a, std::int64_t b) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum)) return error("number.overflow");
    return sum;
}

Result<Value> date_plus_days(Date date, std::int64_t days) {
    if (days < std::int64_t{min_date.days} - date.days || days > std::int64_t{max_date.days} - date.days) {
        return error("date.out_of_range");
    }
    return Date{static_cast<std::int32_t>(date.days + days)};
}

Result<Value> instant_plus(Instant t, std::int64_t ms) {
    POTOK_TRY(const std::int64_t sum, checked_add(t.ms, ms));
    if (sum < min_date.days * ms_per_day || sum >= (std::int64_t{max_date.days} + 1) * ms_per_day) {
        return error("date.out_of_range");
    }
    return Instant{sum};
}

// Months beyond any date are caught before add_months clamps them.
Result<Value> date_plus_months(Date date, std::int64_t months) {
    if (months > 120'000 || months < -120'000) return error("date.out_of_range");
    const YearMonthDay c = civil(date);
    const std::int64_t month = std::int64_t{c.year} * 12 + c.month - 1 + months;
    if (month < 12 || month >= 120'000) return error("date.out_of_range");
    return add_months(date, months);
}

Result<Value> instant_plus_months(Instant t, std::int64_t months, const Zone& zone) {
    const LocalDateTime local = zone.to_local(t);
    POTOK_TRY(const Value date, date_plus_months(local.date, months));
    return zone.to_instant({*date.as<Date>(), local.time});
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

TimeOfDay time_plus(TimeOfDay t, std::int64_t ms) {
    const std::int64_t sum = t.ms + ms % ms_per_day;
    return {static_cast<std::int32_t>(sum - floor_div(sum, ms_per_day) * ms_per_day)};
}

Result<Value> money_sum(const Money& a, const Money& b, int sign) {
    if (a.currency != b.currency) {
        return error("expr.currency_mismatch", {{"left", a.currency}, {"right", b.currency}});
    }
    std::int64_t minor = 0;
    const bool overflow = sign > 0 ? __builtin_add_overflow(a.minor, b.minor, &minor)
                                   : __builtin_sub_overflow(a.minor, b.minor, &minor);
    if (overflow) return error("number.overflow");
    return Money{minor, a.currency};
}

// A count of something whole (minor units, milliseconds, months) times or divided by a number, rounded half
// away from zero.
Result<std::int64_t> scaled_count(Op op, std::int64_t count, const Decimal& factor) {
    POTOK_TRY(const Decimal product,
              op == Op::multiply ? mul(Decimal(count), factor) : div(Decimal(count), factor));
    const auto whole = product.to_scaled(0);
    if (!whole) return error("number.overflow");
    return *whole;
}

Result<Value> number_arithmetic(Op op, const Decimal& a, const Decimal& b) {
    const auto compute = [&]() -> Result<Decimal> {
        switch (op) {
            case Op::add: return add(a, b);
            case Op::subtract: return sub(a, b);
            case Op::multiply: return mul(a, b);
            case Op::divide: return div(a, b);
            default: return pow(a, b);
        }
    };
    POTOK_TRY(const Decimal result, compute());
    return result;
}

// What can be multiplied or divided by a number: money and durations.
Result<Value> by_number(Op op, const Value& a, const Decimal& factor, const Value& right) {
    if (const auto* m = a.as<Money>()) {
        POTOK_TRY(const std::int64_t minor, scaled_count(op, m->minor, factor));
        return Money{minor, m->currency};
    }
    if (const auto* d = a.as<DayTimeDuration>()) {
        POTOK_TRY(const std::int64_t ms, scaled_count(op, d->ms, factor));
        return DayTimeDuration{ms};
    }
    if (const auto* d = a.as<YearMonthDuration>()) {
        POTOK_TRY(const std::int64_t months, scaled_count(op, d->months, factor));
        return YearMonthDuration{months};
    }
    return operand_types(op, a, right);
}

Result<Value> ratio(const Value& a, const Value& b) {
    const auto divide = [](std::int64_t x, std::int64_t y) -> Result<Value> {
        POTOK_TRY(const Decimal result, div(Decimal(x), Decimal(y)));
        return result;
    };
    if (const auto* x = a.as<Money>(), *y = b.as<Money>(); x && y) {
        if (x->currency != y->currency) {
            return error("expr.currency_mismatch", {{"left", x->currency}, {"right", y->currency}});
        }
        return divide(x->minor, y->minor);
    }
    if (const auto* x = a.as<DayTimeDuration>(), *y = b.as<DayTimeDuration>(); x && y)
        return divide(x->ms, y->ms);
    if (const auto* x = a.as<YearMonthDuration>(), *y = b.as<YearMonthDuration>(); x && y) {
        return divide(x->months, y->months);
    }
    return operand_types(Op::divide, a, b);
}

Result<Value> plus_duration(Op op, const Value& a, const Value& b, const Zone& zone) {
    const int sign = op == Op::add ? 1 : -1;
    if (const auto* days = b.as<DayTimeDuration>()) {
        if (days->ms == INT64_MIN) return error("number.overflow");
        const std::int64_t ms = sign * days->ms;
        if (const auto* d = a.as<Date>()) return date_plus_days(*d, floor_div(ms, ms_per_day));
        if (const auto* t = a.as<Instant>()) return instant_plus(*t, ms);
        if (const auto* t = a.as<TimeOfDay>()) return time_plus(*t, ms);
        if (const auto* d = a.as<DayTimeDuration>()) {
            POTOK_TRY(const std::int64_t sum, checked_add(d->ms, ms));
            return DayTimeDuration{sum};
        }
    }
    if (const auto* months = b.as<YearMonthDuration>()) {
        if (months->months == INT64_MIN) return error("number.overflow");
        const std::int64_t n = sign * months->months;
        if (const auto* d = a.as<Date>()) return date_plus_months(*d, n);
        if (const auto* t = a.as<Instant>()) return instant_plus_months(*t, n, zone);
        if (const auto* d = a.as<YearMonthDuration>()) {
            POTOK_TRY(const std::int64_t sum, checked_add(d->months, n));
            return YearMonthDuration{sum};
        }
    }
    return operand_types(op, a, b);
}

bool is_duration(const Value& v) { return v.as<DayTimeDuration>() || v.as<YearMonthDuration>(); }

Result<Value> sum(const Value& a, const Value& b, const Zone& zone) {
    if (const auto* x = a.as<std::string>(), *y = b.as<std::string>(); x && y) {
        if (x->size() + y->size() > max_text_bytes) return error("expr.too_large");
        return *x + *y;
    }
    if (const auto* x = a.as<Money>(), *y = b.as<Money>(); x && y) return money_sum(*x, *y, 1);
    if (is_duration(a) && !is_duration(b)) return plus_duration(Op::add, b, a, zone);
    return plus_duration(Op::add, a, b, zone);
}

Result<Value> difference(const Value& a, const Value& b, const Zone& zone) {
    if (const auto* x = a.as<Money>(), *y = b.as<Money>(); x && y) return money_sum(*x, *y, -1);
    if (const auto* x = a.as<Date>(), *y = b.as<Date>(); x && y) {
        return DayTimeDuration{(std::int64_t{x->days} - y->days) * ms_per_day};
    }
    if (const auto* x = a.as<Instant>(), *y = b.as<Instant>(); x && y) {
        std::int64_t ms = 0;
        if (__builtin_sub_overflow(x->ms, y->ms, &ms)) return error("number.overflow");
        return DayTimeDuration{ms};
    }
    if (const auto* x = a.as<TimeOfDay>(), *y = b.as<TimeOfDay>(); x && y)
        return DayTimeDuration{x->ms - y->ms};
    return plus_duration(Op::subtract, a, b, zone);
}

}  // namespace

Result<Value> arithmetic(Op op, const Value& a, const Value& b, const Zone& zone) {
    if (const auto* x = a.as<Decimal>(), *y = b.as<Decimal>(); x && y) return number_arithmetic(op, *x, *y);
    switch (op) {
        case Op::add: return sum(a, b, zone);
        case Op::subtract: return difference(a, b, zone);
        case Op::multiply:
            if (const auto* factor = b.as<Decimal>()) return by_number(op, a, *factor, b);
            if (const auto* factor = a.as<Decimal>()) return by_number(op, b, *factor, a);
            return operand_types(op, a, b);
        case Op::divide:
            if (const auto* divisor = b.as<Decimal>()) return by_number(op, a, *divisor, b);
            return ratio(a, b);
        default: return operand_types(op, a, b);
    }
}

Result<Value> negated(const Value& value) {
    if (const auto* n = value.as<Decimal>()) return -*n;
    const auto whole = [](std::int64_t n) -> Result<std::int64_t> {
        if (n == std::numeric_limits<std::int64_t>::min()) return error("number.overflow");
        return -n;
    };
    if (const auto* m = value.as<Money>()) {
        POTOK_TRY(const std::int64_t minor, whole(m->minor));
        return Money{minor, m->currency};
    }
    if (const auto* d = value.as<DayTimeDuration>()) {
        POTOK_TRY(const std::int64_t ms, whole(d->ms));
        return DayTimeDuration{ms};
    }
    if (const auto* d = value.as<YearMonthDuration>()) {
        POTOK_TRY(const std::int64_t months, whole(d->months));
        return YearMonthDuration{months};
    }
    return error("expr.operand_types", {{"operator", "-"}, {"left", type_of(value).str()}, {"right", ""}});
}

Result<std::strong_ordering> ordering(const Value& a, const Value& b) {
    if (const auto* x = a.as<Decimal>(), *y = b.as<Decimal>(); x && y) return *x <=> *y;
    if (const auto* x = a.as<std::string>(), *y = b.as<std::string>(); x && y) return x->compare(*y) <=> 0;
    if (const auto* x = a.as<Date>(), *y = b.as<Date>(); x && y) return *x <=> *y;
    if (const auto* x = a.as<TimeOfDay>(), *y = b.as<TimeOfDay>(); x && y) return *x <=> *y;
    if (const auto* x = a.as<Instant>(), *y = b.as<Instant>(); x && y) return *x <=> *y;
    if (const auto* x = a.as<DayTimeDuration>(), *y = b.as<DayTimeDuration>(); x && y) return *x <=> *y;
    if (const auto* x = a.as<YearMonthDuration>(), *y = b.as<YearMonthDuration>(); x && y) return *x <=> *y;
    if (const auto* x = a.as<Money>(), *y = b.as<Money>(); x && y) {
        if (x->currency != y->currency) {
            return error("expr.currency_mismatch", {{"left", x->currency}, {"right", y->currency}});
        }
        return x->minor <=> y->minor;
    }
    return operand_types(Op::less, a, b);
}

bool same_value(const Value& a, const Value& b, std::int64_t& budget) {
    if (a.storage().index() != b.storage().index() || --budget < 0) return false;
    if (const auto* x = a.as<std::string>()) budget -= static_cast<std::int64_t>(x->size() / 64);
    if (const auto *x = a.as<ValueList>(), *y = b.as<ValueList>(); x && y) {
        return x->size() == y->size() && std::equal(x->begin(), x->end(), y->begin(), [&](const Value& p, const Value& q) {
                   return same_value(p, q, budget);
               });
    }
    if (const auto *x = a.as<ValueContext>(), *y = b.as<ValueContext>(); x && y) {
        if (x->size() != y->size()) return false;
        return std::all_of(x->begin(), x->end(), [&](const auto& entry) {
            budget -= static_cast<std::int64_t>(y->size() / 16);
            const auto found = std::find_if(y->begin(), y->end(), [&](const auto& e) { return e.first == entry.first; });
            return found != y->end() && same_value(entry.second, found->second, budget);
        });
    }
    return a == b;
}

Result<bool> equality(const Value& a, const Value& b, std::int64_t& budget) {
    if (a.is_null() || b.is_null()) return a.is_null() && b.is_null();
    if (const auto* x = a.as<Money>(), *y = b.as<Money>(); x && y && x->currency != y->currency) {
        return error("expr.currency_mismatch", {{"left", x->currency}, {"right", y->currency}});
    }
    if (a.storage().index() != b.storage().index()) return operand_types(Op::equal, a, b);
    if (a.as<Transient>() && type_of(a).kind != type_of(b).kind) return operand_types(Op::equal, a, b);
    return same_value(a, b, budget);
}

Result<bool> comparison(Op op, const Value& a, const Value& b, std::int64_t& budget) {
    if (op == Op::equal) return equality(a, b, budget);
    if (op == Op::unequal) {
        POTOK_TRY(const bool same, equality(a, b, budget));
        return !same;
    }
    const auto order = ordering(a, b);
    if (!order) {
        // the error speaks of "<"; say what was asked
        if (order.error().code == "expr.operand_types") return operand_types(op, a, b);
        return order.error();
    }
    switch (op) {
        case Op::less: return *order < 0;
        case Op::at_most: return *order <= 0;
        case Op::greater: return *order > 0;
        default: return *order >= 0;
    }
}

}  // namespace potok::expr
