#include "model/report_data.h"

#include <algorithm>
#include <array>
#include <map>

#include "model/queries.h"
#include "model/report_kinds.h"
#include "model/report_sums.h"
#include "model/storage.h"

namespace potok::model {

namespace {

using Of = ReportMeasure::Of;
using Kind = ReportTile::Kind;

// What a group is told by: a record, a number or a text.
struct GroupKey {
    std::int64_t number = 0;
    std::string text;
    bool set = false;
    auto operator<=>(const GroupKey&) const = default;
};
using GroupKeys = std::array<GroupKey, 2>;

// Groups the facts of a tile's measures: by nothing (number), by span (trend), by its groups (league).
class Grouping {
public:
    Grouping(const Workspace& ws, const ReportTile& tile, ReportEyes& eyes) : ws_(ws), tile_(tile), eyes_(eyes) {
        fields_.resize(tile.sources.size());
        columns_.resize(tile.sources.size());
        for (std::size_t i = 0; i < tile.sources.size(); ++i) {
            for (const ReportGroup& g : tile.by) want(i, g.field);
            for (const ReportMeasure& m : tile.measures)
                if (!m.field.empty()) want(i, m.field);
        }
    }

    // `spans`: trend only.
    Status count(const Period& period, const std::vector<Period>& spans) {
        spans_ = spans;
        for (const Period& p : spans) {
            starts_.push_back(moments_of(p, ws_.zone()).from.ms);
            days_.push_back(p.from.days);
        }
        totals_.resize(tile_.measures.size());
        for (const Population& population : populations()) {
            POTOK_CHECK(each_fact(ws_, tile_, population, period, eyes_, fields_, [&](const Fact& fact) -> Status {
                std::vector<ReportSum>* sums = nullptr;
                for (std::size_t k = 0; k < tile_.measures.size(); ++k) {
                    const ReportMeasure& m = tile_.measures[k];
                    if (!speaks_of(m, population) || !eyes_.holds(m.when, fact.source, fact.record, period)) continue;
                    if (!sums) sums = &group_of(fact);
                    const bool hit = population.of == Of::won;
                    const auto [field, column] = m.field.empty() ? std::pair<const Field*, int>{} : place(fact, m.field);
                    POTOK_CHECK((*sums)[k].add(m, field, fact, column, hit));
                    POTOK_CHECK(totals_[k].add(m, field, fact, column, hit));
                }
                return {};
            }));
        }
        return {};
    }

    const std::map<GroupKeys, std::vector<ReportSum>>& groups() const { return groups_; }
    std::map<GroupKeys, std::vector<ReportSum>>& groups() { return groups_; }
    Result<std::vector<ReportFigure>> figures(const std::vector<ReportSum>& sums) const {
        std::vector<ReportFigure> out;
        for (std::size_t k = 0; k < tile_.measures.size(); ++k) {
            POTOK_TRY(ReportFigure f, sums.empty() ? ReportSum().figure(tile_.measures[k]) : sums[k].figure(tile_.measures[k]));
            out.push_back(std::move(f));
        }
        return out;
    }
    const std::vector<ReportSum>& totals() const { return totals_; }

private:
    const Workspace& ws_;
    const ReportTile& tile_;
    ReportEyes& eyes_;
    std::vector<std::vector<const Field*>> fields_;  // a source: read with every fact
    std::vector<std::vector<int>> columns_;
    std::vector<Period> spans_;
    std::vector<std::int64_t> starts_;
    std::vector<std::int32_t> days_;
    std::map<GroupKeys, std::vector<ReportSum>> groups_;
    std::vector<ReportSum> totals_;
    const GroupKeys* last_key_ = nullptr;
    std::vector<ReportSum>* last_ = nullptr;

    void want(std::size_t source, const std::string& name) {
        const Field* f = tile_.sources[source].type->field(name);
        auto& fields = fields_[source];
        if (std::find(fields.begin(), fields.end(), f) != fields.end()) return;
        columns_[source].push_back(fields.empty() ? 0 : columns_[source].back() + storage::width(*fields.back()));
        fields.push_back(f);
    }
    std::pair<const Field*, int> place(const Fact& fact, const std::string& name) const {
        const auto& fields = fields_[fact.source];
        for (std::size_t i = 0; i < fields.size(); ++i)
            if (fields[i]->key == name) return {fields[i], fact.first + columns_[fact.source][i]};
        return {};
    }

    // Each is read once, however many measures speak of it.
    std::vector<Population> populations() const {
        std::vector<Population> out;
        const auto add = [&](Population p) {
            if (std::find(out.begin(), out.end(), p) == out.end()) out.push_back(std::move(p));
        };
        for (const ReportMeasure& m : tile_.measures) {
            add({m.of, m.of == Of::dated ? m.date : std::string(), m.stages});
            if (m.figure == ReportMeasure::Figure::conversion) add({Of::lost, {}, {}});
        }
        return out;
    }
    static bool speaks_of(const ReportMeasure& m, const Population& p) {
        if (m.figure == ReportMeasure::Figure::conversion && p == Population{Of::lost, {}, {}}) return true;
        return m.of == p.of && m.stages == p.stages && (m.of != Of::dated || m.date == p.date);
    }

    GroupKey key(const ReportGroup& g, const Fact& fact) const {
        const auto [field, column] = place(fact, g.field);
        GroupKey out;
        if (fact.row->is_null(column)) return out;
        out.set = true;
        if (g.by != ReportGroup::By::field) {
            const LocalDateTime local = ws_.zone().to_local(fact.row->instant(column));
            out.number = g.by == ReportGroup::By::hour ? local.time.ms / 3'600'000 : weekday(local.date);
        } else if (fact.row->is_integer(column)) {
            out.number = fact.row->i64(column);
        } else {
            out.text = fact.row->string(column);
            out.set = !out.text.empty();
        }
        return out;
    }

    std::vector<ReportSum>& group_of(const Fact& fact) {
        GroupKeys keys;
        if (!spans_.empty()) {
            const auto n = fact.by_day ? std::upper_bound(days_.begin(), days_.end(), fact.at) - days_.begin()
                                       : std::upper_bound(starts_.begin(), starts_.end(), fact.at) - starts_.begin();
            keys[0].number = n - 1;
        }
        for (std::size_t i = 0; i < tile_.by.size(); ++i) keys[i] = key(tile_.by[i], fact);
        if (last_key_ && *last_key_ == keys) return *last_;
        const auto at = groups_.try_emplace(keys, tile_.measures.size()).first;
        last_key_ = &at->first;
        last_ = &at->second;
        return *last_;
    }
};

std::vector<ReportHead> heads(const ReportTile& tile) {
    std::vector<ReportHead> out;
    for (const ReportMeasure& m : tile.measures) out.push_back({m.key, m.unit});
    return out;
}

Result<ReportData> one_number(const Workspace& ws, const ReportTile& tile, const ReportQuestion& q, ReportEyes& eyes) {
    ReportData out;
    out.heads = heads(tile);
    ReportRow row;
    row.key = "all";
    Grouping now(ws, tile, eyes);
    POTOK_CHECK(now.count(q.period, {}));
    POTOK_TRY(row.figures, now.figures(now.totals()));
    if (q.before) {
        Grouping before(ws, tile, eyes);
        POTOK_CHECK(before.count(*q.before, {}));
        POTOK_TRY(row.before, before.figures(before.totals()));
    }
    out.rows.push_back(std::move(row));
    return out;
}

Result<ReportData> trend(const Workspace& ws, const ReportTile& tile, const ReportQuestion& q, ReportEyes& eyes) {
    ReportData out;
    out.heads = heads(tile);
    const PeriodStep step = tile.per == ReportTile::Per::fitting ? fitting_step(q.period) : static_cast<PeriodStep>(static_cast<int>(tile.per) - 1);
    const std::vector<Period> spans = cut_period(q.period, step);
    if (spans.size() > 1000) return error("report.too_many_steps", {{"most", "1000"}}, "per");
    Grouping now(ws, tile, eyes);
    POTOK_CHECK(now.count(q.period, spans));
    for (std::size_t i = 0; i < spans.size(); ++i) {
        ReportRow row;
        row.key = format_iso(spans[i].from);
        row.names.emplace_back().span = spans[i];
        GroupKeys keys;
        keys[0].number = static_cast<std::int64_t>(i);
        POTOK_TRY(row.figures, now.figures(now.groups()[keys]));
        out.rows.push_back(std::move(row));
    }
    POTOK_TRY(out.total.figures, now.figures(now.totals()));
    if (!q.before) return out;
    // The steps of both periods are laid beside each other, the first with the first.
    const std::vector<Period> earlier = cut_period(*q.before, step);
    Grouping before(ws, tile, eyes);
    POTOK_CHECK(before.count(*q.before, earlier));
    for (std::size_t i = 0; i < out.rows.size(); ++i) {
        GroupKeys keys;
        keys[0].number = static_cast<std::int64_t>(i);
        POTOK_TRY(out.rows[i].before, before.figures(i < earlier.size() ? before.groups()[keys] : std::vector<ReportSum>{}));
    }
    POTOK_TRY(out.total.before, before.figures(before.totals()));
    return out;
}

// A group's name, as the field it comes from has it.
ReportName group_name(const ReportTile& tile, const ReportGroup& g, const GroupKey& key) {
    ReportName name;
    if (!key.set) return name;
    if (g.by != ReportGroup::By::field) {
        name.from = static_cast<int>(key.number);
        return name;
    }
    for (const ReportSource& s : tile.sources) {
        const Field* f = s.type->field(g.field);
        if (f->kind == FieldKind::reference) {
            name.record = key.number;
            return name;
        }
        if (f->kind == FieldKind::boolean) {
            name.text = key.number != 0 ? "yes" : "no";
            return name;
        }
        for (const Option& o : f->options)
            if (o.key == key.text) return {0, o.label, {}, {}, {}, {}};
        for (const Pipeline* p : s.pipelines) {
            if (const Stage* stage = g.field == "stage" ? p->stage(key.text) : nullptr) return {0, stage->label, {}, {}, {}, {}};
            if (g.field == "pipeline" && p->key == key.text) return {0, p->label, {}, {}, {}, {}};
            if (g.field != "lost_reason") continue;
            for (const Option& o : p->lost_reasons)
                if (o.key == key.text) return {0, o.label, {}, {}, {}, {}};
        }
    }
    name.text = key.text;
    return name;
}

std::string key_text(const GroupKeys& keys, std::size_t n) {
    std::string out;
    for (std::size_t i = 0; i < n; ++i) {
        if (i > 0) out += "/";
        out += !keys[i].set ? "" : keys[i].text.empty() ? std::to_string(keys[i].number) : keys[i].text;
    }
    return out;
}

// What a figure is sorted by: of money the workspace's own currency, else the first.
Decimal weight(const ReportFigure& f, const std::string& currency) {
    if (const Decimal* n = f.value.as<Decimal>()) return *n;
    if (const DayTimeDuration* d = f.value.as<DayTimeDuration>()) return Decimal(d->ms);
    for (const Money& m : f.money)
        if (m.currency == currency) return Decimal(m.minor);
    return f.money.empty() ? Decimal(-1) : Decimal(f.money.front().minor);
}

Result<ReportData> league(const Workspace& ws, const ReportTile& tile, const ReportQuestion& q, ReportEyes& eyes) {
    ReportData out;
    out.heads = heads(tile);
    Grouping now(ws, tile, eyes);
    POTOK_CHECK(now.count(q.period, {}));
    for (const std::string& role : tile.roles) {
        for (const RowId person : people_with_role(ws, role)) {
            GroupKeys keys;
            keys[0] = {person, {}, true};
            now.groups().try_emplace(keys, tile.measures.size());
        }
    }
    std::optional<Grouping> before;
    if (q.before) {
        before.emplace(ws, tile, eyes);
        POTOK_CHECK(before->count(*q.before, {}));
    }
    for (const auto& [keys, sums] : now.groups()) {
        ReportRow row;
        row.key = key_text(keys, tile.by.size());
        for (std::size_t i = 0; i < tile.by.size(); ++i) row.names.push_back(group_name(tile, tile.by[i], keys[i]));
        POTOK_TRY(row.figures, now.figures(sums));
        if (before) {
            const auto at = before->groups().find(keys);
            POTOK_TRY(row.before, before->figures(at == before->groups().end() ? std::vector<ReportSum>{} : at->second));
        }
        out.rows.push_back(std::move(row));
    }
    // Hours and weekdays stand in their order, people and all else by the figure.
    if (tile.by.front().by == ReportGroup::By::field) {
        std::size_t column = 0;
        while (tile.measures[column].key != tile.sort) ++column;
        const std::string& currency = ws.info().currency;
        std::stable_sort(out.rows.begin(), out.rows.end(), [&](const ReportRow& a, const ReportRow& b) {
            const ReportFigure &x = a.figures[column], &y = b.figures[column];
            if (x.empty() != y.empty()) return y.empty();
            const auto order = weight(x, currency) <=> weight(y, currency);
            return tile.ascending ? order < 0 : order > 0;
        });
    }
    POTOK_TRY(out.total.figures, now.figures(now.totals()));
    if (before) {
        POTOK_TRY(out.total.before, before->figures(before->totals()));
    }
    return out;
}

}  // namespace

std::vector<RowId> ReportData::item_records() const {
    std::vector<RowId> out;
    for (const ReportItem& item : items) out.push_back(item.record);
    return out;
}

std::string name_of(const Workspace& ws, const ReportName& name, Language language) {
    if (name.record != 0) return title_of(ws, name.record);
    return name.label.empty() ? name.text : name.label.in(language);
}

Result<ReportData> ask_report(const Workspace& ws, const ReportTile& tile, const ReportQuestion& q) {
    for (const Period& p : {q.period, q.before.value_or(q.period)}) {
        if (p.to < p.from || p.days() > 50 * 366 || p.from < min_date || p.to > max_date)
            return error("report.period", {{"from", format_iso(p.from)}, {"to", format_iso(p.to)}});
    }
    ReportEyes eyes(ws, q);
    switch (tile.kind) {
        case Kind::number: return one_number(ws, tile, q, eyes);
        case Kind::trend: return trend(ws, tile, q, eyes);
        case Kind::league: return league(ws, tile, q, eyes);
        case Kind::funnel: return report_funnel(ws, tile, q, eyes);
        case Kind::stage_time: return report_stage_times(ws, tile, q, eyes);
        case Kind::ageing: return report_ageing(ws, tile, q, eyes);
        case Kind::deviations:
        case Kind::list: return report_items(ws, tile, q, eyes);
    }
    return error("report.unknown", {{"report", tile.key}});
}

}  // namespace potok::model
