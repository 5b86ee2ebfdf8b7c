#include "model/report_period.h"

#include <algorithm>

namespace potok::model {

namespace {

Date first_of_month(Date day) {
    return {day.days - civil(day).day + 1};
}

bool ends_month(Date day) {
    return civil({day.days + 1}).day == 1;
}

Date next_start(Date day, PeriodStep step) {
    switch (step) {
        case PeriodStep::day: return {day.days + 1};
        case PeriodStep::week: return {day.days + 8 - weekday(day)};
        case PeriodStep::month: return add_months(first_of_month(day), 1);
    }
    return day;
}

}  // namespace

Period period_before(Period p) {
    if (civil(p.from).day == 1) {
        const YearMonthDay a = civil(p.from), b = civil(p.to);
        const int months = (b.year - a.year) * 12 + b.month - a.month + 1;
        Date to = add_months(p.to, -months);
        if (ends_month(p.to)) to = {p.from.days - 1};  // 30 September goes with 31 August
        return {add_months(p.from, -months), to};
    }
    int back = p.days();
    if (weekday(p.from) == 1) back = (back + 6) / 7 * 7;
    return {{p.from.days - back}, {p.to.days - back}};
}

Period period_before(Period p, PeriodSpan span) {
    if (span == PeriodSpan::week) return {{p.from.days - 7}, {p.to.days - 7}};
    const int months = span == PeriodSpan::month ? 1 : span == PeriodSpan::quarter ? 3 : 12;
    return {add_months(p.from, -months), ends_month(p.to) ? Date{add_months(Date{p.to.days + 1}, -months).days - 1} : add_months(p.to, -months)};
}

Period whole_period(PeriodSpan span, Date day) {
    if (span == PeriodSpan::week) {
        const Date monday{day.days + 1 - weekday(day)};
        return {monday, {monday.days + 6}};
    }
    const int months = span == PeriodSpan::month ? 1 : span == PeriodSpan::quarter ? 3 : 12;
    const Date from = add_months(first_of_month(day), -((civil(day).month - 1) % months));
    return {from, {add_months(from, months).days - 1}};
}

Period period_so_far(PeriodSpan span, Date today) {
    return {whole_period(span, today).from, today};
}

std::vector<Period> cut_period(Period p, PeriodStep step) {
    std::vector<Period> out;
    for (Date from = p.from; from <= p.to;) {
        const Date next = next_start(from, step);
        out.push_back({from, std::min(Date{next.days - 1}, p.to)});
        from = next;
    }
    return out;
}

PeriodStep fitting_step(Period p) {
    return p.days() <= 31 ? PeriodStep::day : p.days() <= 186 ? PeriodStep::week : PeriodStep::month;
}

Moments moments_of(Period p, const Zone& zone) {
    return {zone.to_instant({p.from, TimeOfDay{}}), zone.to_instant({Date{p.to.days + 1}, TimeOfDay{}})};
}

}  // namespace potok::model
