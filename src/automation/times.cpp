#include "automation/times.h"

#include "model/workspace.h"

namespace potok::automation {

namespace {

constexpr TimeOfDay midnight{0};
constexpr TimeOfDay last_minute{(23 * 60 + 59) * 60'000};
constexpr std::int64_t longest_days = 36'500;

TimeOfDay end_of_work(const WorkingCalendar& calendar, Date day) {
    const auto spans = calendar.spans(day);
    return spans.empty() ? last_minute : spans.back().to;
}

// The number or duration that a time is made of, in days or ms.
Result<std::int64_t> amount_of(const TimeSpec& spec, const Moment& moment) {
    if (spec.formula.empty()) return spec.amount;
    const Evaluated e = spec.formula.evaluate(moment);
    const bool in_days = spec.kind == TimeSpec::Kind::days || spec.kind == TimeSpec::Kind::working_days;
    if (e.value.is_null()) return error("automation.no_time", {{"expression", spec.formula.source()}});
    std::optional<std::int64_t> amount;
    if (in_days) {
        if (const Decimal* n = e.value.as<Decimal>()) amount = n->to_int64();
        if (amount && *amount > longest_days) amount.reset();
    } else if (const auto* d = e.value.as<DayTimeDuration>()) {
        amount = d->ms;
    }
    if (!amount || *amount < 0) return error("automation.bad_time", {{"expression", spec.formula.source()}});
    return *amount;
}

Date back_working_days(const WorkingCalendar& calendar, Date day, std::int64_t n) {
    while (n > 0) {
        day.days -= 1;
        if (calendar.is_working_day(day)) --n;
    }
    return day;
}

}  // namespace

Result<Instant> due_of(const TimeSpec& spec, const Moment& moment, DayMeans day) {
    using K = TimeSpec::Kind;
    const model::Workspace& ws = *moment.workspace;
    const Zone& zone = ws.zone();
    const WorkingCalendar& calendar = ws.working_calendar(spec.calendar);
    if (spec.kind == K::at) {
        const Evaluated e = spec.formula.evaluate(moment);
        if (const Date* d = e.value.as<Date>()) {
            const TimeOfDay otherwise = day == DayMeans::midnight ? midnight : end_of_work(calendar, *d);
            return zone.to_instant({*d, spec.time.value_or(otherwise)});
        }
        if (const Instant* i = e.value.as<Instant>())
            return spec.time ? zone.to_instant({zone.to_local(*i).date, *spec.time}) : *i;
        if (e.value.is_null()) return error("automation.no_time", {{"expression", spec.formula.source()}});
        return error("automation.bad_time", {{"expression", spec.formula.source()}});
    }
    POTOK_TRY(const std::int64_t amount, amount_of(spec, moment));
    const LocalDateTime local = zone.to_local(moment.now);
    switch (spec.kind) {
        case K::elapsed:
            return moment.now + amount;
        case K::days: {
            const Date d{local.date.days + static_cast<std::int32_t>(amount)};
            return zone.to_instant({d, spec.time.value_or(local.time)});
        }
        case K::working_days: {
            const int n = static_cast<int>(amount);
            if (!spec.time) return calendar.add_working_days(moment.now, n);
            return zone.to_instant({calendar.add_working_days(local.date, n), *spec.time});
        }
        case K::working_time:
            return calendar.add_working_time(moment.now, amount);
        case K::at:
            break;
    }
    return moment.now;
}

Instant instant_of(const Value& value, const model::Workspace& workspace) {
    if (const Instant* i = value.as<Instant>()) return *i;
    if (const Date* d = value.as<Date>()) return workspace.zone().to_instant({*d, midnight});
    return {};
}

Instant strikes_at(const Trigger& trigger, const Value& value, const model::Workspace& workspace) {
    using O = Trigger::Offset;
    const Zone& zone = workspace.zone();
    const bool before = trigger.kind == Trigger::Kind::before_date;
    const Instant base = instant_of(value, workspace);
    if (trigger.offset == O::elapsed) {
        const Instant t = base + (before ? -trigger.amount : trigger.amount);
        return trigger.at ? zone.to_instant({zone.to_local(t).date, *trigger.at}) : t;
    }
    LocalDateTime local = zone.to_local(base);
    const auto n = static_cast<std::int32_t>(trigger.amount);
    if (trigger.offset == O::days) {
        local.date.days += before ? -n : n;
    } else if (trigger.offset == O::working_days) {
        const WorkingCalendar& calendar = workspace.working_calendar(trigger.calendar);
        local.date = before ? back_working_days(calendar, local.date, n) : calendar.add_working_days(local.date, static_cast<int>(n));
    }
    if (trigger.offset == O::none && !trigger.at) return base;
    return zone.to_instant({local.date, trigger.at.value_or(local.time)});
}

}  // namespace potok::automation
