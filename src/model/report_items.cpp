// Records themselves: by age, by what is wrong with them, by how far they deviate.
#include <algorithm>
#include <tuple>

#include "model/report_kinds.h"
#include "model/report_sums.h"
#include "model/storage.h"

namespace potok::model {

namespace {

using Unit = ReportMeasure::Unit;

struct Aged {
    RowId record = 0;
    int days = 0;
    std::size_t bucket = 0;
};

// Of values of one kind; nothing is told of others. Money by currency, then amount.
int compare(const Value& a, const Value& b) {
    const auto order = [](const auto& x, const auto& y) { return x < y ? -1 : y < x ? 1 : 0; };
    const auto both = [&]<class T>(const T*) -> std::optional<int> {
        const T *x = a.as<T>(), *y = b.as<T>();
        return x && y ? std::optional(order(*x, *y)) : std::nullopt;
    };
    if (const auto r = both(static_cast<const Decimal*>(nullptr))) return *r;
    if (const auto r = both(static_cast<const std::string*>(nullptr))) return *r;
    if (const auto r = both(static_cast<const Date*>(nullptr))) return *r;
    if (const auto r = both(static_cast<const Instant*>(nullptr))) return *r;
    if (const auto r = both(static_cast<const DayTimeDuration*>(nullptr))) return *r;
    if (const auto r = both(static_cast<const bool*>(nullptr))) return *r;
    const Money *x = a.as<Money>(), *y = b.as<Money>();
    return x && y ? order(std::tie(x->currency, x->minor), std::tie(y->currency, y->minor)) : 0;
}

// measured − limit; null where they cannot be compared.
Value difference(const Value& a, const Value& b) {
    if (const Decimal *x = a.as<Decimal>(), *y = b.as<Decimal>(); x && y) {
        const auto d = sub(*x, *y);
        return d.ok() ? Value(*d) : Value();
    }
    std::int64_t d = 0;
    if (const Money *x = a.as<Money>(), *y = b.as<Money>(); x && y)
        return x->currency == y->currency && !__builtin_sub_overflow(x->minor, y->minor, &d) ? Value(Money{d, x->currency}) : Value();
    if (const DayTimeDuration *x = a.as<DayTimeDuration>(), *y = b.as<DayTimeDuration>(); x && y)
        return !__builtin_sub_overflow(x->ms, y->ms, &d) ? Value(DayTimeDuration{d}) : Value();
    return {};
}

int sign(const Value& v) {
    if (const Decimal* n = v.as<Decimal>()) return n->is_zero() ? 0 : n->is_negative() ? -1 : 1;
    const Money* m = v.as<Money>();
    const DayTimeDuration* t = v.as<DayTimeDuration>();
    const std::int64_t n = m ? m->minor : t ? t->ms : 0;
    return n < 0 ? -1 : n > 0 ? 1 : 0;
}

std::string in_open_stage(const ReportSource& source) {
    std::vector<std::string> open;
    for (const Pipeline* p : source.pipelines)
        for (const Stage& s : p->stages)
            if (s.kind == StageKind::open) open.push_back(p->key + "/" + s.key);
    return " AND t.pipeline || '/' || t.stage IN (" + quoted_list(open) + ")";
}

}  // namespace

// As of today, whatever the period: what was open on another day is not known.
Result<ReportData> report_ageing(const Workspace& ws, const ReportTile& tile, const ReportQuestion& q, ReportEyes& eyes) {
    ReportData out;
    const bool money = !tile.amount.empty() && tile.sources.front().type->field(tile.amount)->kind == FieldKind::money;
    out.heads = {{"count", Unit::count}};
    if (!tile.amount.empty()) out.heads.push_back({"amount", money ? Unit::money : Unit::number});
    ReportMeasure sum;
    sum.figure = ReportMeasure::Figure::sum;
    sum.unit = money ? Unit::money : Unit::number;
    const std::size_t buckets = tile.bounds.size() + 2;
    std::vector<std::vector<RowId>> records(buckets);
    std::vector<ReportSum> sums(buckets);
    ReportSum total;
    std::vector<Aged> aged;
    const Date today = ws.zone().to_local(q.now).date;
    for (std::size_t i = 0; i < tile.sources.size(); ++i) {
        const ReportSource& source = tile.sources[i];
        const Field& date = *source.type->field(tile.date);
        const Field* amount = tile.amount.empty() ? nullptr : source.type->field(tile.amount);
        if (amount) sum.decimals = amount->decimals;
        std::string sql = "SELECT t.id, t." + storage::column(date);
        if (amount) sql += ", t." + storage::column(*amount) + (money ? ", t." + storage::currency_column(*amount) : "");
        sql += " FROM " + storage::sql_name(source.type->table) + " t WHERE t." + storage::column(date) + " IS NOT NULL AND " + source_conditions(tile, source);
        if (amount) sql += " AND t." + storage::column(*amount) + " > 0";
        db::Statement s = ws.db().prepare(sql + " ORDER BY t.id");
        POTOK_CHECK(s.each([&](db::Statement& row) -> Status {
            Fact fact{row.i64(0), i, true, 0, 0, &row, 2};
            if (!eyes.may_read(*source.type, fact.record) || !eyes.holds(tile.when, i, fact.record, q.period)) return {};
            const std::int64_t day = date.kind == FieldKind::date ? row.i64(1) : ws.zone().to_local(row.instant(1)).date.days;
            Aged one{fact.record, static_cast<int>(today.days - day), 0};
            if (one.days > 0) one.bucket = static_cast<std::size_t>(std::lower_bound(tile.bounds.begin(), tile.bounds.end(), one.days) - tile.bounds.begin()) + 1;
            records[one.bucket].push_back(one.record);
            aged.push_back(one);
            if (!amount) return {};
            POTOK_CHECK(sums[one.bucket].add(sum, amount, fact, 2, false));
            return total.add(sum, amount, fact, 2, false);
        }));
    }
    for (std::size_t b = 0; b < buckets; ++b) {
        ReportRow row;
        row.key = b == 0 ? "not_due" : b + 1 == buckets ? "over_" + std::to_string(tile.bounds.back()) : "to_" + std::to_string(tile.bounds[b - 1]);
        ReportName& name = row.names.emplace_back();
        if (b > 0) name.from = b == 1 ? 1 : tile.bounds[b - 2] + 1;
        if (b + 1 < buckets) name.to = b == 0 ? 0 : tile.bounds[b - 1];
        row.figures.push_back(counted(records[b]));
        if (!tile.amount.empty()) {
            POTOK_TRY(ReportFigure f, sums[b].figure(sum));
            row.figures.push_back(std::move(f));
        }
        out.rows.push_back(std::move(row));
    }
    std::vector<RowId> all;
    for (const Aged& a : aged) all.push_back(a.record);
    out.total.figures.push_back(counted(std::move(all)));
    if (!tile.amount.empty()) {
        POTOK_TRY(ReportFigure f, total.figure(sum));
        out.total.figures.push_back(std::move(f));
    }
    std::stable_sort(aged.begin(), aged.end(), [](const Aged& a, const Aged& b) { return std::pair(-a.days, a.record) < std::pair(-b.days, b.record); });
    for (const Aged& a : aged) out.items.push_back({a.record, {}, {Value(static_cast<std::int64_t>(a.days))}, {}, {}, {}});
    return out;
}

Result<ReportData> report_items(const Workspace& ws, const ReportTile& tile, const ReportQuestion& q, ReportEyes& eyes) {
    ReportData out;
    const bool deviations = tile.kind == ReportTile::Kind::deviations;
    const Moments range = moments_of(q.period, ws.zone());
    for (std::size_t i = 0; i < tile.sources.size(); ++i) {
        const ReportSource& source = tile.sources[i];
        const Field& date = *source.type->field(tile.date);
        const bool by_day = date.kind == FieldKind::date;
        const std::string at = "t." + storage::column(date);
        std::string sql = "SELECT t.id FROM " + storage::sql_name(source.type->table) + " t WHERE " + source_conditions(tile, source);
        if (!tile.any_time) sql += " AND " + at + " >= ?1 AND " + at + " < ?2";
        if (tile.of == ReportMeasure::Of::open) sql += in_open_stage(source);
        db::Statement s = ws.db().prepare(sql + " ORDER BY t.id");
        if (!tile.any_time) s.bind(1, by_day ? q.period.from.days : range.from.ms).bind(2, by_day ? q.period.to.days + 1 : range.to.ms);
        POTOK_CHECK(s.each([&](db::Statement& row) {
            ReportItem item;
            item.record = row.i64(0);
            if (!eyes.may_read(*source.type, item.record) || !eyes.holds(tile.when, i, item.record, q.period)) return;
            for (std::size_t n = 0; n < tile.reasons.size(); ++n)
                if (eyes.holds(tile.reasons[n].when, i, item.record, q.period)) item.reasons.push_back(n);
            if (!tile.reasons.empty() && item.reasons.empty()) return;
            if (deviations) {
                item.measured = eyes.value(tile.measured, i, item.record, q.period);
                item.limit = eyes.value(tile.limit, i, item.record, q.period);
                item.deviation = difference(item.measured, item.limit);
                if (sign(item.deviation) != (tile.worse == ReportTile::Worse::below ? -1 : 1)) return;
            }
            for (const ReportColumn& c : tile.columns) item.cells.push_back(eyes.value(c.value, i, item.record, q.period));
            out.items.push_back(std::move(item));
        }));
    }
    const auto column = std::find_if(tile.columns.begin(), tile.columns.end(), [&](const ReportColumn& c) { return c.key == tile.sort; });
    if (column == tile.columns.end() && !deviations) return out;
    const auto n = static_cast<std::size_t>(column - tile.columns.begin());
    const bool rising = deviations ? tile.worse == ReportTile::Worse::below : tile.ascending;
    std::stable_sort(out.items.begin(), out.items.end(), [&](const ReportItem& a, const ReportItem& b) {
        const Value &x = deviations ? a.deviation : a.cells[n], &y = deviations ? b.deviation : b.cells[n];
        if (x.is_null() || y.is_null()) return !x.is_null() && y.is_null();
        return rising ? compare(x, y) < 0 : compare(y, x) < 0;
    });
    return out;
}

}  // namespace potok::model
