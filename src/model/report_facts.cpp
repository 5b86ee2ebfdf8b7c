#include "model/report_facts.h"

#include <algorithm>

#include "model/queries.h"
#include "model/record_context.h"
#include "model/rights.h"
#include "model/workspace_impl.h"

namespace potok::model {

// Those who may read a type whatever the record, or none of it, are known without looking at any.
bool Readable::operator()(const RecordType& type, RowId record) {
    const auto [at, fresh] = types_.try_emplace(&type, Share::some);
    if (fresh) {
        Share share = Share::none;
        const auto who = actor_ == ws_.robots() ? std::nullopt : person(ws_, actor_);
        if (actor_ == ws_.robots()) share = Share::all;
        for (const std::string& key : who ? who->roles : std::vector<std::string>{}) {
            if (key == administrator_role) share = Share::all;
            const Role* role = ws_.catalog().role(key);
            if (!role) continue;
            for (const Grant& g : role->grants) {
                if ((g.type != "*" && g.type != type.key) || std::find(g.verbs.begin(), g.verbs.end(), Verb::read) == g.verbs.end()) continue;
                share = g.where.empty() ? Share::all : std::max(share, Share::some);
                if (share == Share::all) break;
            }
            if (share == Share::all) break;
        }
        at->second = share;
    }
    if (at->second != Share::some) return at->second == Share::all;
    const auto [known, first] = records_.try_emplace(record, false);
    if (first) known->second = check_right(ws_, actor_, Verb::read, type, record, {}, now_).ok();
    return known->second;
}

namespace {

class PeriodContext final : public expr::EvalContext {
public:
    PeriodContext(const Workspace& ws, RowId record, RowId actor, Instant now, const Period& period)
        : record_(ws, record, actor, now), period_(period) {}
    std::optional<Value> name(std::string_view name) const override {
        if (name == "period") return Value(ValueContext{{"from", Value(period_.from)}, {"to", Value(period_.to)}});
        return record_.name(name);
    }
    std::optional<Value> member(const Ref& record, std::string_view name) const override { return record_.member(record, name); }
    Instant now() const override { return record_.now(); }
    const Zone& zone() const override { return record_.zone(); }
    const WorkingCalendar* working_calendar(std::string_view name) const override { return record_.working_calendar(name); }
    std::shared_ptr<const Zone> zone_named(std::string_view name) const override { return record_.zone_named(name); }
    std::optional<ValueList> records(std::string_view type, std::string_view field, const Value& value, std::size_t most) const override {
        return record_.records(type, field, value, most);
    }
    std::optional<ValueList> related(const Ref& record, std::string_view type, std::size_t most) const override {
        return record_.related(record, type, most);
    }

private:
    RecordContext record_;
    const Period& period_;
};

std::vector<std::string> stages_of_kind(const ReportSource& source, StageKind kind) {
    std::vector<std::string> out;
    for (const Pipeline* p : source.pipelines)
        for (const Stage& s : p->stages)
            if (s.kind == kind && std::find(out.begin(), out.end(), s.key) == out.end()) out.push_back(s.key);
    return out;
}

std::vector<std::string> keys_of(const std::vector<const Pipeline*>& pipelines) {
    std::vector<std::string> out;
    for (const Pipeline* p : pipelines) out.push_back(p->key);
    return out;
}

}  // namespace

bool ReportEyes::holds(const ReportFormula& formula, std::size_t source, RowId record, const Period& period) const {
    if (formula.empty()) return true;
    return expr::evaluate(formula.programs[source], PeriodContext(ws_, record, question_.actor, question_.now, period)).is_true();
}

Value ReportEyes::value(const ReportFormula& formula, std::size_t source, RowId record, const Period& period) const {
    if (formula.empty()) return {};
    return expr::evaluate(formula.programs[source], PeriodContext(ws_, record, question_.actor, question_.now, period)).value;
}

std::string quoted_list(const std::vector<std::string>& texts) {
    std::string out;
    for (const std::string& t : texts) out += (out.empty() ? "'" : ", '") + t + "'";
    return out;
}

std::string source_conditions(const ReportTile& tile, const ReportSource& source) {
    std::string out = "t.deleted_at IS NULL";
    if (!source.pipelines.empty()) out += " AND t.pipeline IN (" + quoted_list(keys_of(source.pipelines)) + ")";
    if (!tile.belongs_to.empty()) {
        std::string ids;
        for (const RecordType* type : tile.belongs_to) ids += (ids.empty() ? "" : ", ") + std::to_string(type->id);
        out += " AND (SELECT type FROM record WHERE id = t." + storage::sql_name(source.type->subject_field) + ") IN (" + ids + ")";
    }
    return out;
}

Status each_fact(const Workspace& ws, const ReportTile& tile, const Population& population, const Period& period, ReportEyes& eyes,
                 const std::vector<std::vector<const Field*>>& columns, const std::function<Status(const Fact&)>& take) {
    using Of = ReportMeasure::Of;
    const Moments range = moments_of(period, ws.zone());
    for (std::size_t i = 0; i < tile.sources.size(); ++i) {
        const ReportSource& source = tile.sources[i];
        const std::string table = storage::sql_name(source.type->table);
        std::string more;
        for (const Field* f : columns[i]) {
            more += ", t." + storage::column(*f);
            if (f->kind == FieldKind::money) more += ", t." + storage::currency_column(*f);
        }
        Fact fact;
        fact.source = i;
        fact.first = 3;
        std::int64_t from = range.from.ms, to = range.to.ms;
        std::string sql;
        if (population.of == Of::dated) {
            const Field& date = *source.type->field(population.date);
            fact.by_day = date.kind == FieldKind::date;
            if (fact.by_day) from = period.from.days, to = period.to.days + 1;
            const std::string at = "t." + storage::column(date);
            sql = "SELECT t.id, " + at + ", 0" + more + " FROM " + table + " t WHERE " + at + " >= ?1 AND " + at + " < ?2 AND " +
                  source_conditions(tile, source) + " ORDER BY t.id";
        } else {
            const StageKind kind = population.of == Of::won ? StageKind::won : population.of == Of::lost ? StageKind::lost : StageKind::open;
            const std::vector<std::string> stages = population.stages.empty() ? stages_of_kind(source, kind) : population.stages;
            std::string in = "v.pipeline IN (" + quoted_list(keys_of(source.pipelines)) + ") AND v.stage IN (" + quoted_list(stages) + ")";
            std::string at = "v.entered", span = "v.entered - (SELECT entered FROM stage_visit WHERE record = v.record ORDER BY visit LIMIT 1)";
            std::string end;
            switch (population.of) {
                case Of::open: in += " AND v.entered < ?2 AND coalesce(v.until >= ?2, 1) AND ?1 IS NOT NULL", at = span = "0"; break;
                case Of::visits: in += " AND v.until >= ?1 AND v.until < ?2", at = "v.until", span = "v.until - v.entered"; break;
                case Of::entered: in += " AND v.entered >= ?1 AND v.entered < ?2", at = "min(v.entered)", end = " GROUP BY v.record"; break;
                default: in += " AND v.entered >= ?1 AND v.entered < ?2 AND coalesce(v.until >= ?2, 1)"; break;
            }
            sql = "SELECT v.record, " + at + ", " + span + more + " FROM stage_visit v JOIN " + table + " t ON t.id = v.record WHERE " + in +
                  " AND " + source_conditions(tile, source) + end + " ORDER BY v.record, v.visit";
        }
        db::Statement s = ws.db().prepare(sql);
        s.bind(1, from).bind(2, to);
        POTOK_CHECK(s.each([&](db::Statement& row) -> Status {
            fact.record = row.i64(0);
            if (!eyes.may_read(*source.type, fact.record) || !eyes.holds(tile.when, i, fact.record, period)) return {};
            fact.at = row.i64(1);
            fact.span = row.i64(2);
            fact.row = &row;
            return take(fact);
        }));
    }
    return {};
}

}  // namespace potok::model
