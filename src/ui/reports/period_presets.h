// The periods that a report offers: this week to this year up to today, and the whole ones before.
#pragma once

#include <iterator>

#include "model/report_period.h"

namespace potok::ui {

struct PeriodPreset {
    const char* key;
    model::PeriodSpan span;
    bool earlier;  // the whole one before
};
inline constexpr PeriodPreset presets[] = {
    {"reports.this_week", model::PeriodSpan::week, false},   {"reports.this_month", model::PeriodSpan::month, false},
    {"reports.this_quarter", model::PeriodSpan::quarter, false}, {"reports.this_year", model::PeriodSpan::year, false},
    {"reports.last_week", model::PeriodSpan::week, true},    {"reports.last_month", model::PeriodSpan::month, true},
    {"reports.last_quarter", model::PeriodSpan::quarter, true},  {"reports.last_year", model::PeriodSpan::year, true},
};
inline constexpr int own_period = static_cast<int>(std::size(presets));  // the person's own

inline model::Period preset_period(const PeriodPreset& preset, Date today) {
    if (!preset.earlier) return model::period_so_far(preset.span, today);
    return model::whole_period(preset.span, Date{model::whole_period(preset.span, today).from.days - 1});
}

// What a report of this span opens with: the period so far; while less than a fifth of it has passed, the whole one before, which says more.
inline int opening_preset(model::PeriodSpan span, Date today) {
    const model::Period whole = model::whole_period(span, today);
    const bool young = model::Period{whole.from, today}.days() * 5 < whole.days();
    int at = 0;
    while (presets[at].span != span || presets[at].earlier != young) ++at;
    return at;
}

}  // namespace potok::ui
