// What each kind of tile has of its own.
#include <algorithm>
#include <set>

#include "model/report_tile_parser.h"

namespace potok::model {

namespace {

using Of = ReportMeasure::Of;
using Kind = ReportTile::Kind;

}  // namespace

void TileParser::only_what_the_kind_has() {
    std::vector<std::string_view> keys = {"key", "label", "hint", "kind", "width", "type", "pipeline", "pipelines", "belongs_to", "when"};
    const auto add = [&](std::initializer_list<std::string_view> more) { keys.insert(keys.end(), more); };
    switch (tile_.kind) {
        case Kind::number: add({"date", "measure"}); break;
        case Kind::trend: add({"date", "measures", "per"}); break;
        case Kind::league: add({"date", "by", "measures", "roles", "sort", "ascending"}); break;
        case Kind::funnel: add({"optional"}); break;
        case Kind::stage_time: break;
        case Kind::ageing: add({"date", "amount", "bounds"}); break;
        case Kind::deviations: add({"date", "measured", "limit", "worse", "columns"}); break;
        case Kind::list: add({"date", "of", "reasons", "columns", "sort", "ascending"}); break;
    }
    r_.only(keys);
}

void TileParser::trend() {
    measures();
    for (const ReportMeasure& m : tile_.measures)
        if (m.of == Of::open) r_.fail("report.no_moment", {{"measure", m.key}}, "measures");
    tile_.per = static_cast<ReportTile::Per>(r_.word("per", {"fitting", "day", "week", "month"}, 0));
}

void TileParser::group(const JsonReader& r, const Json& json, std::string_view at) {
    ReportGroup g;
    if (json.is_string()) {
        g.field = json.get<std::string>();
        const Field* f = field(g.field, r, at);
        static const std::set<FieldKind> fit = {FieldKind::reference, FieldKind::choice, FieldKind::text, FieldKind::boolean, FieldKind::phone, FieldKind::email};
        if (f && !fit.contains(f->kind)) r.fail("report.field_kind", {{"field", g.field}, {"expected", "reference, choice, text, boolean"}}, at);
    } else if (json.is_object() && json.size() == 1 && json.begin().value().is_string() && (json.contains("hour") || json.contains("weekday"))) {
        g.by = json.contains("hour") ? ReportGroup::By::hour : ReportGroup::By::weekday;
        g.field = json.begin().value().get<std::string>();
        const Field* f = field(g.field, r, at);
        if (f && f->kind != FieldKind::datetime) r.fail("report.field_kind", {{"field", g.field}, {"expected", "datetime"}}, at);
    } else {
        r.fail("report.group", {}, at);
    }
    tile_.by.push_back(std::move(g));
}

void TileParser::league() {
    if (!r_.has("by")) return need("by");
    const Json& by = r_.json()["by"];
    if (by.is_array()) {
        if (by.empty() || by.size() > 2) return r_.fail("report.out_of_range", {{"least", "1"}, {"most", "2"}}, "by");
        for (std::size_t i = 0; i < by.size(); ++i) group(r_, by[i], "by/" + std::to_string(i));
    } else {
        group(r_, by, "by");
    }
    measures();
    tile_.roles = r_.texts("roles");
    for (const std::string& role : tile_.roles)
        if (!catalog_.role(role)) r_.fail("role.unknown", {{"role", role}}, "roles");
    if (!tile_.roles.empty() && !r_.failed()) {
        const Field* f = tile_.by.front().by == ReportGroup::By::field ? field(tile_.by.front().field, r_, "by") : nullptr;
        if (tile_.by.size() != 1 || !f || f->target != "person") r_.fail("report.roles_of_people", {}, "roles");
    }
    tile_.sort = r_.text("sort", tile_.measures.empty() ? "" : tile_.measures.front().key);
    if (!r_.failed() && !tile_.measure(tile_.sort)) r_.fail("report.sort", {{"key", tile_.sort}}, "sort");
    tile_.ascending = r_.boolean("ascending", false);
}

const Pipeline* TileParser::on_one_pipeline() {
    if (tile_.sources.size() == 1 && tile_.sources.front().pipelines.size() == 1) return tile_.sources.front().pipelines.front();
    r_.fail("report.one_pipeline", {{"tile", tile_.key}});
    return nullptr;
}

void TileParser::funnel() {
    const Pipeline* p = on_one_pipeline();
    tile_.optional = r_.texts("optional");
    for (const std::string& name : tile_.optional)
        if (p && !p->stage(name)) r_.fail("stage.unknown", {{"stage", name}}, "optional");
}

void TileParser::ageing() {
    tile_.amount = r_.text("amount");
    if (!tile_.amount.empty()) {
        const Field* f = field(tile_.amount, r_, "amount");
        if (f && f->kind != FieldKind::money && f->kind != FieldKind::number)
            r_.fail("report.field_kind", {{"field", tile_.amount}, {"expected", "money, number"}}, "amount");
    }
    tile_.bounds = {30, 60, 90};
    if (!r_.has("bounds")) return;
    tile_.bounds.clear();
    const Json& bounds = r_.json()["bounds"];
    bool rising = bounds.is_array() && !bounds.empty() && bounds.size() <= 12;
    for (std::size_t i = 0; rising && i < bounds.size(); ++i) {
        rising = bounds[i].is_number_integer() && bounds[i].get<std::int64_t>() > (tile_.bounds.empty() ? 0 : tile_.bounds.back()) &&
                 bounds[i].get<std::int64_t>() < 100'000;
        if (rising) tile_.bounds.push_back(bounds[i].get<int>());
    }
    if (!rising) r_.fail("report.bounds", {}, "bounds");
}

void TileParser::columns() {
    const Json list = r_.has("columns") ? r_.json()["columns"] : Json::array();
    if (!list.is_array()) return r_.fail("json.list_expected", {{"key", "columns"}}, "columns");
    std::set<std::string> seen;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string at = "columns/" + std::to_string(i);
        ReportColumn c;
        if (list[i].is_string()) {
            c.key = c.field = list[i].get<std::string>();
            const Field* f = field(c.field, r_, at);
            if (!f) return;
            c.label = f->label;
            c.value = compile(c.key, r_, at, false);
        } else {
            const JsonReader item = r_.items("columns")[i];
            item.only({"key", "label", "value"});
            c.key = key(item);
            c.label = label(item, "label", true);
            item.required_text("value");
            c.value = formula(item, "value", false);
        }
        if (!seen.insert(c.key).second) r_.fail("definition.duplicate_key", {{"key", c.key}}, at);
        tile_.columns.push_back(std::move(c));
    }
    if (tile_.columns.size() > 12) r_.fail("report.out_of_range", {{"least", "0"}, {"most", "12"}}, "columns");
}

void TileParser::deviations() {
    r_.required_text("measured");
    r_.required_text("limit");
    tile_.measured = formula(r_, "measured", false);
    tile_.limit = formula(r_, "limit", false);
    tile_.worse = static_cast<ReportTile::Worse>(r_.word("worse", {"below", "above"}, 0));
    tile_.any_time = false;
    if (!r_.failed()) {
        const auto figure = [](const ReportFormula& f, std::size_t i) { return f.programs[i].type().kind; };
        for (std::size_t i = 0; i < tile_.sources.size(); ++i) {
            const expr::Kind a = figure(tile_.measured, i), b = figure(tile_.limit, i);
            const bool fit = a == b && (a == expr::Kind::number || a == expr::Kind::money || a == expr::Kind::days_duration);
            if (!fit && a != expr::Kind::any && b != expr::Kind::any) r_.fail("report.deviation_kind", {}, "measured");
        }
    }
    columns();
}

void TileParser::list() {
    tile_.any_time = r_.text("of", "all") != "dated" && !r_.has("date");
    if (r_.has("of")) {
        const int of = r_.word("of", {"dated", "open", "all"}, 0);
        tile_.of = of == 1 ? Of::open : Of::dated;
        const bool on_pipelines = std::all_of(tile_.sources.begin(), tile_.sources.end(), [](const ReportSource& s) { return !s.pipelines.empty(); });
        if (of == 1 && !on_pipelines) r_.fail("report.needs_pipeline", {{"measure", tile_.key}}, "of");
    }
    for (const JsonReader& item : r_.items("reasons")) {
        item.only({"key", "label", "when"});
        ReportReason reason{key(item), label(item, "label", true), {}};
        item.required_text("when");
        reason.when = formula(item, "when", true);
        tile_.reasons.push_back(std::move(reason));
    }
    columns();
    tile_.sort = r_.text("sort");
    tile_.ascending = r_.boolean("ascending", true);
    const bool known = tile_.sort.empty() || std::any_of(tile_.columns.begin(), tile_.columns.end(), [&](const ReportColumn& c) { return c.key == tile_.sort; });
    if (!r_.failed() && !known) r_.fail("report.sort", {{"key", tile_.sort}}, "sort");
}

}  // namespace potok::model
