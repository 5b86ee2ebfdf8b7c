// Funnels and times in stages: what the stays in stages say.
#include <algorithm>

#include "model/report_kinds.h"
#include "model/report_sums.h"
#include "model/storage.h"

namespace potok::model {

namespace {

using Unit = ReportMeasure::Unit;

// The way one record has gone: its stages by their place in the pipeline, in order of its visits. -1: a stage that is no longer there.
using Way = std::vector<int>;

class Funnel {
public:
    explicit Funnel(const Pipeline& pipeline) : pipeline_(&pipeline), entered_(pipeline.stages.size()), went_on_(entered_), lost_(entered_) {}

    void take(RowId record, const Way& way) {
        all_.push_back(record);
        std::vector<bool> seen(pipeline_->stages.size(), false), passed(pipeline_->stages.size(), false);
        int from = -1;  // the last stage before it was lost
        for (const int stage : way) {
            if (stage < 0) continue;
            const auto at = static_cast<std::size_t>(stage);
            if (pipeline_->stages[at].kind == StageKind::lost) continue;
            for (std::size_t i = 0; i < at; ++i) passed[i] = passed[i] || seen[i];
            seen[at] = true;
            from = stage;
        }
        for (std::size_t i = 0; i < seen.size(); ++i) {
            if (seen[i]) entered_[i].push_back(record);
            if (passed[i]) went_on_[i].push_back(record);
        }
        const int last = way.empty() ? -1 : way.back();
        if (last < 0) return;
        const StageKind kind = pipeline_->stages[static_cast<std::size_t>(last)].kind;
        if (kind == StageKind::won) won_.push_back(record);
        if (kind != StageKind::lost) return;
        all_lost_.push_back(record);
        if (from >= 0) lost_[static_cast<std::size_t>(from)].push_back(record);
    }

    std::vector<ReportFigure> figures(std::size_t stage) const { return {counted(entered_[stage]), counted(went_on_[stage]), counted(lost_[stage])}; }
    std::vector<ReportFigure> totals() const { return {counted(all_), counted(won_), counted(all_lost_)}; }

private:
    const Pipeline* pipeline_;
    std::vector<std::vector<RowId>> entered_, went_on_, lost_;
    std::vector<RowId> all_, won_, all_lost_;
};

// Records that began on the pipeline in the period, and where they have been until now.
Result<Funnel> funnel_of(const Workspace& ws, const ReportTile& tile, const Period& period, ReportEyes& eyes) {
    const ReportSource& source = tile.sources.front();
    const Pipeline& pipeline = *source.pipelines.front();
    const Moments range = moments_of(period, ws.zone());
    Funnel out(pipeline);
    db::Statement s = ws.db().prepare(
        "SELECT v.record, v.stage FROM stage_visit b JOIN " + storage::sql_name(source.type->table) +
        " t ON t.id = b.record JOIN stage_visit v ON v.record = b.record WHERE b.pipeline = ?1 AND b.visit = 1 AND b.entered >= ?2 AND b.entered < ?3 AND " +
        source_conditions(tile, source) + " ORDER BY v.record, v.visit");
    s.bind(1, pipeline.key).bind(2, range.from).bind(3, range.to);
    RowId record = 0;
    Way way;
    const auto done = [&] {
        if (record != 0 && eyes.may_read(*source.type, record) && eyes.holds(tile.when, 0, record, period)) out.take(record, way);
        way.clear();
    };
    POTOK_CHECK(s.each([&](db::Statement& row) {
        if (row.i64(0) != record) done();
        record = row.i64(0);
        way.push_back(pipeline.index_of(row.text(1)));
    }));
    done();
    return out;
}

struct Stays {
    std::vector<std::int64_t> spans;
    std::vector<RowId> records, returned;
    std::int64_t sum = 0;
};

Result<std::vector<Stays>> stays_of(const Workspace& ws, const ReportTile& tile, const Period& period, ReportEyes& eyes) {
    const ReportSource& source = tile.sources.front();
    const Pipeline& pipeline = *source.pipelines.front();
    const Moments range = moments_of(period, ws.zone());
    std::vector<Stays> out(pipeline.stages.size());
    db::Statement s = ws.db().prepare(
        "SELECT v.record, v.stage, v.until - v.entered, n.stage FROM stage_visit v JOIN " + storage::sql_name(source.type->table) +
        " t ON t.id = v.record LEFT JOIN stage_visit n ON n.record = v.record AND n.visit = v.visit + 1 "
        "WHERE v.pipeline = ?1 AND v.until >= ?2 AND v.until < ?3 AND " +
        source_conditions(tile, source) + " ORDER BY v.record, v.visit");
    s.bind(1, pipeline.key).bind(2, range.from).bind(3, range.to);
    POTOK_CHECK(s.each([&](db::Statement& row) -> Status {
        const int stage = pipeline.index_of(row.text(1)), next = pipeline.index_of(row.text(3));
        const RowId record = row.i64(0);
        if (stage < 0 || !eyes.may_read(*source.type, record) || !eyes.holds(tile.when, 0, record, period)) return {};
        Stays& stays = out[static_cast<std::size_t>(stage)];
        stays.spans.push_back(row.i64(2));
        stays.records.push_back(record);
        if (next >= 0 && next < stage) stays.returned.push_back(record);
        return __builtin_add_overflow(stays.sum, row.i64(2), &stays.sum) ? Status(error("number.overflow")) : Status();
    }));
    return out;
}

std::vector<ReportFigure> stay_figures(Stays& stays) {
    const auto figure = [&](Value value) {
        ReportFigure f{std::move(value), {}, stays.records};
        sort_records(f.records);
        return f;
    };
    const auto time = [&](std::int64_t ms) { return figure(stays.spans.empty() ? Value() : Value(DayTimeDuration{ms})); };
    const bool any = !stays.spans.empty();
    const auto n = static_cast<std::int64_t>(stays.spans.size());
    ReportFigure returned = counted(stays.returned);
    returned.value = Value(static_cast<std::int64_t>(stays.returned.size()));  // a record may go back more than once
    return {figure(Value(n)), time(any ? rounded_mean(stays.sum, n) : 0), time(any ? median(stays.spans) : 0),
            time(any ? percentile(stays.spans, 90) : 0), std::move(returned)};
}

}  // namespace

Result<ReportData> report_funnel(const Workspace& ws, const ReportTile& tile, const ReportQuestion& q, ReportEyes& eyes) {
    const Pipeline& pipeline = *tile.sources.front().pipelines.front();
    ReportData out;
    out.heads = {{"entered", Unit::count}, {"went_on", Unit::count}, {"lost", Unit::count}};
    POTOK_TRY(const Funnel now, funnel_of(ws, tile, q.period, eyes));
    std::optional<Funnel> before;
    if (q.before) {
        POTOK_TRY(before, funnel_of(ws, tile, *q.before, eyes));
    }
    for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
        const Stage& stage = pipeline.stages[i];
        if (stage.kind == StageKind::lost) continue;
        ReportRow row{stage.key, {{0, stage.label, {}, {}, {}, {}}}, now.figures(i), {}};
        if (before) row.before = before->figures(i);
        out.rows.push_back(std::move(row));
    }
    out.total.figures = now.totals();
    if (before) out.total.before = before->totals();
    return out;
}

Result<ReportData> report_stage_times(const Workspace& ws, const ReportTile& tile, const ReportQuestion& q, ReportEyes& eyes) {
    const Pipeline& pipeline = *tile.sources.front().pipelines.front();
    ReportData out;
    out.heads = {{"stays", Unit::count}, {"average", Unit::duration}, {"median", Unit::duration}, {"p90", Unit::duration}, {"returned", Unit::count}};
    POTOK_TRY(std::vector<Stays> now, stays_of(ws, tile, q.period, eyes));
    std::vector<Stays> before;
    if (q.before) {
        POTOK_TRY(before, stays_of(ws, tile, *q.before, eyes));
    }
    for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
        const Stage& stage = pipeline.stages[i];
        if (stage.kind != StageKind::open) continue;
        ReportRow row{stage.key, {{0, stage.label, {}, {}, {}, {}}}, stay_figures(now[i]), {}};
        if (q.before) row.before = stay_figures(before[i]);
        out.rows.push_back(std::move(row));
    }
    return out;
}

}  // namespace potok::model
