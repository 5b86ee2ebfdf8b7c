#include "ui/reports/figure_text.h"

#include <algorithm>
#include <cstdlib>

#include "model/queries.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

using Unit = model::ReportMeasure::Unit;
using Kind = model::ReportTile::Kind;
constexpr std::int64_t minute = 60'000, hour = 60 * minute, day = 24 * hour;

// Money in a report is looked at in whole units.
std::string money_text(const Locale& locale, const Money& m) { return locale.money(m); }

std::string signed_text(const Locale& locale, const Decimal& n) {
    const Decimal size = n.is_negative() ? -n : n;
    return (n.is_negative() ? "\u2212\u00a0" : "+\u00a0") + locale.number(size);
}

}  // namespace

std::string stay_text(const Locale& locale, std::int64_t ms) {
    const auto tenths = [&](std::int64_t unit, const char* key) {
        const std::int64_t n = (ms * 10 + unit / 2) / unit;
        if (n % 10 == 0) return locale.plural(key, n / 10);
        return locale.text(std::string(key) + "_part", {{"n", locale.number(Decimal::scaled(n, 1))}});
    };
    if (ms >= day - minute) return tenths(day, "reports.days");
    if (ms >= hour) return tenths(hour, "reports.hours");
    return locale.text("reports.minutes", {{"n", locale.number(Decimal(ms / minute))}});
}

std::string figure_text(const Locale& locale, Unit unit, const model::ReportFigure& figure) {
    if (unit == Unit::money) {
        std::string out;
        for (const Money& m : figure.money) out += (out.empty() ? "" : " + ") + money_text(locale, m);
        return out.empty() ? "\u2013" : out;
    }
    if (const DayTimeDuration* d = figure.value.as<DayTimeDuration>()) return stay_text(locale, d->ms);
    const Decimal* n = figure.value.as<Decimal>();
    if (!n) return "\u2013";
    return unit == Unit::percent ? locale.number(*n) + "\u00a0%" : locale.number(*n);
}

FigureChange figure_change(const Locale& locale, Unit unit, const model::ReportFigure& now, const model::ReportFigure& before, bool less_is_better) {
    FigureChange out;
    bool more = false;
    if (unit == Unit::money) {
        // In percent, of one currency that is in both.
        if (now.money.size() != 1 || before.money.size() != 1 || now.money[0].currency != before.money[0].currency || before.money[0].minor <= 0) return out;
        const auto difference = sub(Decimal(now.money[0].minor), Decimal(before.money[0].minor));
        const auto scaled = difference.ok() ? mul(*difference, Decimal(100)) : difference;
        const auto share = scaled.ok() ? div(*scaled, Decimal(before.money[0].minor)) : scaled;
        if (!share.ok() || share->rounded_half_up(0).is_zero()) return out;
        out.text = signed_text(locale, share->rounded_half_up(0)) + "\u00a0%";
        more = !share->is_negative();
    } else if (const auto *a = now.value.as<DayTimeDuration>(), *b = before.value.as<DayTimeDuration>(); a && b) {
        if (std::abs(a->ms - b->ms) < minute) return out;
        more = a->ms > b->ms;
        out.text = (more ? "+\u00a0" : "\u2212\u00a0") + stay_text(locale, std::abs(a->ms - b->ms));
    } else if (const auto *x = now.value.as<Decimal>(), *y = before.value.as<Decimal>(); x && y) {
        const auto difference = sub(*x, *y);
        if (!difference.ok() || difference->is_zero()) return out;
        more = !difference->is_negative();
        out.text = signed_text(locale, *difference) + (unit == Unit::percent ? "\u00a0" + locale.text("reports.points") : "");
    } else {
        return out;
    }
    out.tone = more != less_is_better ? Tone::success : Tone::danger;
    return out;
}

std::string row_text(const model::Workspace& ws, const Locale& locale, const model::ReportTile& tile, const model::ReportRow& row) {
    std::string out;
    for (std::size_t i = 0; i < row.names.size(); ++i) {
        const model::ReportName& name = row.names[i];
        std::string text = model::name_of(ws, name, locale.language());
        if (name.span) {
            const bool month = name.span->days() > 7;
            text = month ? locale.month_year(name.span->from) : locale.day_month(name.span->from);
        } else if (tile.kind == Kind::ageing) {
            const auto n = [](const std::optional<int>& v) { return std::to_string(v.value_or(0)); };
            text = !name.from ? locale.text("reports.not_due")
                   : !name.to ? locale.text("reports.over_days", {{"n", std::to_string(*name.from - 1)}})
                              : locale.text("reports.days_between", {{"from", n(name.from)}, {"to", n(name.to)}});
        } else if (name.from && i < tile.by.size()) {
            text = tile.by[i].by == model::ReportGroup::By::hour ? locale.time(TimeOfDay{*name.from * 3'600'000})
                                                                 : locale.weekday_short(Date{3 + *name.from});  // 1970-01-05 is a Monday
        } else if (text == "yes" || text == "no") {
            text = locale.text(text == "yes" ? "value.yes" : "value.no");
        }
        if (text.empty()) text = locale.text("reports.nothing_set");
        out += (out.empty() ? "" : " · ") + text;
    }
    return out;
}

std::string head_text(const Locale& locale, const model::ReportTile& tile, std::size_t column) {
    if (!tile.measures.empty()) return tile.measures[column].label.in(locale.language());
    static constexpr const char* funnel[] = {"reports.entered", "reports.went_on", "reports.lost"};
    static constexpr const char* stays[] = {"reports.stays", "reports.average", "reports.median", "reports.p90", "reports.returned"};
    static constexpr const char* ages[] = {"reports.count", "reports.amount"};
    const char* key = tile.kind == Kind::funnel ? funnel[column] : tile.kind == Kind::stage_time ? stays[column] : ages[column];
    return locale.text(key);
}

std::string cell_text(const model::Workspace& ws, const Locale& locale, const model::ReportTile&, const model::ReportColumn& column, model::RowId record,
                      const Value& value) {
    const model::RecordType* type = ws.type_of(record);
    const model::Field* field = type && !column.field.empty() ? type->field(column.field) : nullptr;
    if (const std::string* text = value.as<std::string>(); text && field && field->options.empty()) {
        const auto data = model::record(ws, record);
        const model::Pipeline* pipeline = data ? ws.catalog().pipeline(data->text("pipeline")) : nullptr;
        if (pipeline && column.field == "pipeline") return pipeline->label.in(locale.language());
        if (const model::Stage* stage = pipeline && column.field == "stage" ? pipeline->stage(*text) : nullptr) return stage->label.in(locale.language());
        if (pipeline && column.field == "lost_reason") return option_label(pipeline->lost_reasons, *text, locale.language());
    }
    if (field) {
        std::string text = value_text(ws, locale, *field, value);
        const std::string& unit = field->unit.in(locale.language());
        return text.empty() || unit.empty() ? text : text + "\u00a0" + unit;
    }
    if (const Ref* ref = value.as<Ref>()) {
        const auto row = ws.row_of(ref->id);
        return row ? model::title_of(ws, *row) : std::string();
    }
    if (const auto* d = value.as<DayTimeDuration>()) return stay_text(locale, d->ms);
    if (const auto* t = value.as<Instant>()) return locale.day_month(ws.zone().to_local(*t).date);
    return value.is_null() ? std::string() : locale.value(value, ws.zone());
}

std::string period_text(const Locale& locale, const model::Period& p) {
    if (p.from == p.to) return locale.date(p.from);
    const bool one_year = civil(p.from).year == civil(p.to).year;
    return (one_year ? locale.day_month(p.from) : locale.date(p.from)) + " \u2013 " + locale.date(p.to);
}

double magnitude(const model::ReportFigure& f, const std::string& currency) {
    if (const auto* n = f.value.as<Decimal>()) return static_cast<double>(n->to_scaled(2).value_or(0)) / 100;
    if (const auto* d = f.value.as<DayTimeDuration>()) return static_cast<double>(d->ms);
    const auto own = std::find_if(f.money.begin(), f.money.end(), [&](const Money& m) { return m.currency == currency; });
    const Money* m = own != f.money.end() ? &*own : f.money.empty() ? nullptr : &f.money.front();
    if (!m) return 0;
    double unit = 1;
    for (int i = 0; i < minor_digits(m->currency); ++i) unit *= 10;
    return static_cast<double>(m->minor) / unit;
}

}  // namespace potok::ui
