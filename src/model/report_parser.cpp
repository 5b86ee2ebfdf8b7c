#include <algorithm>
#include <set>

#include "model/definition_parser.h"
#include "model/json_reader.h"
#include "model/record_context.h"
#include "model/report.h"

namespace potok::model {

namespace {

using Of = ReportMeasure::Of;
using Figure = ReportMeasure::Figure;
using Unit = ReportMeasure::Unit;
using Kind = ReportTile::Kind;

class TileParser {
public:
    TileParser(const JsonReader& r, const Catalog& catalog) : r_(r), catalog_(catalog) {}

    ReportTile parse() {
        ReportTile& t = tile_;
        t.key = key(r_);
        t.label = label(r_, "label", true);
        t.hint = label(r_, "hint", false);
        t.kind = static_cast<Kind>(r_.word("kind", {"number", "funnel", "trend", "league", "ageing", "stage_time", "deviations", "list"}, 0));
        if (!r_.has("kind")) need("kind");
        only_what_the_kind_has();
        static constexpr int widths[] = {3, 12, 6, 8, 4, 6, 12, 12};
        t.width = static_cast<int>(r_.integer("width", widths[static_cast<int>(t.kind)]));
        if (t.width < 2 || t.width > 12) r_.fail("report.out_of_range", {{"least", "2"}, {"most", "12"}}, "width");
        sources();
        if (r_.failed()) return std::move(tile_);
        for (const std::string& name : r_.texts("belongs_to")) belongs_to(name);
        t.date = r_.text("date", t.kind == Kind::ageing ? std::string() : "created_at");
        if (t.kind == Kind::ageing && t.date.empty()) need("date");
        if (!r_.failed()) date_field(t.date, r_, "date");
        t.when = formula(r_, "when", true);
        switch (t.kind) {
            case Kind::number:
                if (!r_.has("measure"))
                    need("measure");
                else
                    t.measures.push_back(measure(r_.child("measure"), "measure"));
                break;
            case Kind::trend: trend(); break;
            case Kind::league: league(); break;
            case Kind::funnel: funnel(); break;
            case Kind::stage_time: on_one_pipeline(); break;
            case Kind::ageing: ageing(); break;
            case Kind::deviations: deviations(); break;
            case Kind::list: list(); break;
        }
        return std::move(tile_);
    }

private:
    const JsonReader& r_;
    const Catalog& catalog_;
    ReportTile tile_;

    void need(std::string_view what) { r_.fail("json.missing_key", {{"key", std::string(what)}}, what); }

    static std::string key(const JsonReader& r) {
        std::string key = r.required_text("key");
        if (!r.failed() && (!is_key(key) || key.find('.') != std::string::npos)) r.fail("definition.bad_key", {{"key", key}}, "key");
        return key;
    }

    static Label label(const JsonReader& r, std::string_view name, bool required) {
        if (!r.has(name)) {
            if (required) r.fail("json.missing_key", {{"key", std::string(name)}}, name);
            return {};
        }
        const JsonReader at = r.child(name);
        auto read = Label::parse(at.json(), at.path());
        if (read.ok()) return std::move(read).value();
        at.fail(read.error().code, read.error().args);
        return {};
    }

    void only_what_the_kind_has() {
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

    // --- what it is about -------------------------------------------------------------------------------------------------
    void sources() {
        if (const std::string name = r_.text("type"); !name.empty()) {
            const RecordType* type = catalog_.type(name);
            if (!type || !type->registered) return r_.fail("type.unknown", {{"type", name}}, "type");
            tile_.sources.push_back({type, {}});
        }
        std::vector<std::string> names = r_.texts("pipelines");
        if (const std::string one = r_.text("pipeline"); !one.empty()) names.push_back(one);
        if (names.empty() == tile_.sources.empty()) return r_.fail("report.one_source", {{"tile", tile_.key}});
        for (const std::string& name : names) {
            const Pipeline* p = catalog_.pipeline(name);
            const RecordType* type = p ? catalog_.type(p->type) : nullptr;
            if (!type) return r_.fail("pipeline.unknown", {{"pipeline", name}}, r_.has("pipeline") ? "pipeline" : "pipelines");
            auto at = std::find_if(tile_.sources.begin(), tile_.sources.end(), [&](const ReportSource& s) { return s.type == type; });
            if (at == tile_.sources.end()) at = tile_.sources.insert(at, ReportSource{type, {}});
            at->pipelines.push_back(p);
        }
    }

    void belongs_to(const std::string& name) {
        const RecordType* type = catalog_.type(name);
        if (!type) return r_.fail("type.unknown", {{"type", name}}, "belongs_to");
        for (const ReportSource& s : tile_.sources)
            if (s.type->subject_field.empty()) r_.fail("report.belongs_to_nothing", {{"type", s.type->key}}, "belongs_to");
        tile_.belongs_to.push_back(type);
    }

    // The field as the first source has it; every source must have one of the same kind.
    const Field* field(const std::string& name, const JsonReader& r, std::string_view at) {
        const Field* first = nullptr;
        for (const ReportSource& s : tile_.sources) {
            const Field* f = s.type->field(name);
            if (!f || f->kind == FieldKind::files || (first && (f->kind != first->kind || f->decimals != first->decimals))) {
                r.fail("field.unknown", {{"field", name}, {"type", s.type->key}}, at);
                return nullptr;
            }
            if (!first) first = f;
        }
        return first;
    }

    void date_field(const std::string& name, const JsonReader& r, std::string_view at) {
        const Field* f = field(name, r, at);
        if (f && f->kind != FieldKind::date && f->kind != FieldKind::datetime)
            r.fail("report.field_kind", {{"field", name}, {"expected", "date, datetime"}}, at);
    }

    ReportFormula formula(const JsonReader& r, std::string_view name, bool condition) {
        const std::string source = r.text(name);
        return source.empty() || r.failed() ? ReportFormula{} : compile(source, r, name, condition);
    }

    ReportFormula compile(const std::string& source, const JsonReader& r, std::string_view name, bool condition) {
        ReportFormula out;
        for (const ReportSource& s : tile_.sources) {
            const RecordSchema schema(catalog_, s.type, report_names());
            auto compiled = condition ? expr::Expression::compile_condition(source, &schema) : expr::Expression::compile(source, &schema);
            if (!compiled.ok()) {
                Error e = compiled.error();
                e.args.emplace("expression", source);
                const std::string place = r.path() + "/" + std::string(name);
                if (!r.failed()) {
                    *r.sink() = e;
                    r.sink()->place = e.place.empty() ? place : place + " (" + e.place + ")";
                }
                return {};
            }
            out.programs.push_back(std::move(compiled).value());
        }
        return out;
    }

    // --- measures -----------------------------------------------------------------------------------------------------------
    void stages(ReportMeasure& m, const JsonReader& r) {
        m.stages = r.texts("stages");
        for (const std::string& name : m.stages) {
            const bool known = std::any_of(tile_.sources.begin(), tile_.sources.end(), [&](const ReportSource& s) {
                return std::any_of(s.pipelines.begin(), s.pipelines.end(), [&](const Pipeline* p) { return p->stage(name) != nullptr; });
            });
            if (!known) r.fail("stage.unknown", {{"stage", name}}, "stages");
        }
    }

    ReportMeasure measure(const JsonReader& r, std::string fallback_key = {}) {
        r.only({"key", "label", "of", "figure", "field", "date", "stages", "when", "less_is_better"});
        ReportMeasure m;
        m.key = r.has("key") || fallback_key.empty() ? key(r) : std::move(fallback_key);
        m.label = r.has("label") ? label(r, "label", true) : tile_.label;
        m.of = static_cast<Of>(r.word("of", {"dated", "open", "won", "lost", "entered"}, 0));
        m.figure = static_cast<Figure>(r.word("figure", {"count", "distinct", "sum", "average", "conversion", "stage_time", "lead_time"}, 0));
        m.less_is_better = r.boolean("less_is_better", m.of == Of::lost || m.figure == Figure::stage_time || m.figure == Figure::lead_time);
        stages(m, r);
        if (m.figure == Figure::conversion) m.of = Of::won;
        if (m.figure == Figure::stage_time) m.of = Of::visits;
        const bool by_stage = m.of != Of::dated;
        const bool on_pipelines = std::all_of(tile_.sources.begin(), tile_.sources.end(), [](const ReportSource& s) { return !s.pipelines.empty(); });
        if (by_stage && !on_pipelines) r.fail("report.needs_pipeline", {{"measure", m.key}});
        if (m.of == Of::entered && m.stages.empty()) r.fail("json.missing_key", {{"key", "stages"}}, "stages");
        if (m.figure == Figure::lead_time && m.of != Of::won && m.of != Of::lost && m.of != Of::entered)
            r.fail("report.lead_time_of", {{"measure", m.key}}, "of");
        m.date = r.text("date", tile_.date);
        if (m.of == Of::dated && !r.failed()) date_field(m.date, r, "date");
        m.when = formula(r, "when", true);
        figure_field(m, r);
        return m;
    }

    void figure_field(ReportMeasure& m, const JsonReader& r) {
        m.field = r.text("field");
        m.unit = m.figure == Figure::conversion ? Unit::percent
                 : m.figure == Figure::stage_time || m.figure == Figure::lead_time ? Unit::duration
                                                                                    : Unit::count;
        if (m.figure != Figure::distinct && m.figure != Figure::sum && m.figure != Figure::average) return;
        if (m.field.empty()) return r.fail("json.missing_key", {{"key", "field"}}, "field");
        const Field* f = r.failed() ? nullptr : field(m.field, r, "field");
        if (!f || m.figure == Figure::distinct) return;
        switch (f->kind) {
            case FieldKind::money: m.unit = Unit::money; break;
            case FieldKind::number: m.unit = Unit::number; break;
            case FieldKind::duration: m.unit = Unit::duration; break;
            default: return r.fail("report.field_kind", {{"field", m.field}, {"expected", "money, number, duration"}}, "field");
        }
        m.decimals = f->decimals;
    }

    void measures() {
        std::set<std::string> seen;
        for (const JsonReader& item : r_.items("measures")) {
            tile_.measures.push_back(measure(item));
            if (!seen.insert(tile_.measures.back().key).second)
                item.fail("definition.duplicate_key", {{"key", tile_.measures.back().key}}, "key");
        }
        if (tile_.measures.empty()) need("measures");
        if (tile_.measures.size() > 12) r_.fail("report.out_of_range", {{"least", "1"}, {"most", "12"}}, "measures");
    }

    // --- kinds --------------------------------------------------------------------------------------------------------------
    void trend() {
        measures();
        for (const ReportMeasure& m : tile_.measures)
            if (m.of == Of::open) r_.fail("report.no_moment", {{"measure", m.key}}, "measures");
        tile_.per = static_cast<ReportTile::Per>(r_.word("per", {"fitting", "day", "week", "month"}, 0));
    }

    void group(const JsonReader& r, const Json& json, std::string_view at) {
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

    void league() {
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

    const Pipeline* on_one_pipeline() {
        if (tile_.sources.size() == 1 && tile_.sources.front().pipelines.size() == 1) return tile_.sources.front().pipelines.front();
        r_.fail("report.one_pipeline", {{"tile", tile_.key}});
        return nullptr;
    }

    void funnel() {
        const Pipeline* p = on_one_pipeline();
        tile_.optional = r_.texts("optional");
        for (const std::string& name : tile_.optional)
            if (p && !p->stage(name)) r_.fail("stage.unknown", {{"stage", name}}, "optional");
    }

    void ageing() {
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

    // A field by its key, or {"key", "label", "value"}.
    void columns() {
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

    void deviations() {
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

    void list() {
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
};

}  // namespace

const ReportMeasure* ReportTile::measure(std::string_view wanted) const {
    const auto at = std::find_if(measures.begin(), measures.end(), [&](const ReportMeasure& m) { return m.key == wanted; });
    return at == measures.end() ? nullptr : &*at;
}

const ReportTile* Report::tile(std::string_view wanted) const {
    const auto at = std::find_if(tiles.begin(), tiles.end(), [&](const ReportTile& t) { return t.key == wanted; });
    return at == tiles.end() ? nullptr : &*at;
}

std::vector<std::pair<std::string, expr::Type>> report_names() {
    return {{"period", expr::Type::context_of({{"from", expr::Kind::date}, {"to", expr::Kind::date}})}};
}

Result<Report> parse_report(const Definition& definition, const Catalog& catalog) {
    Error problem;
    const JsonReader r(definition.body, "", &problem);
    r.only({"key", "label", "icon", "period", "tiles"});
    if (!is_key(definition.key)) return error("definition.bad_key", {{"key", definition.key}}, "/key");
    Report report;
    report.key = definition.key;
    report.pack = definition.pack;
    if (!r.has("label")) r.fail("json.missing_key", {{"key", "label"}}, "label");
    if (!r.failed()) {
        auto label = Label::parse(r.json()["label"], "/label");
        if (!label.ok()) return label.error();
        report.label = std::move(label).value();
    }
    report.icon = r.text("icon", "chart-no-axes-combined");
    report.period = static_cast<PeriodSpan>(r.word("period", {"week", "month", "quarter", "year"}, 1));
    const std::vector<JsonReader> tiles = r.items("tiles");
    if (!r.failed() && tiles.empty()) r.fail("json.missing_key", {{"key", "tiles"}}, "tiles");
    if (tiles.size() > max_report_tiles) r.fail("report.out_of_range", {{"least", "1"}, {"most", std::to_string(max_report_tiles)}}, "tiles");
    for (const JsonReader& item : tiles) {
        ReportTile tile = TileParser(item, catalog).parse();
        if (!problem.code.empty()) return problem;
        if (report.tile(tile.key)) item.fail("definition.duplicate_key", {{"key", tile.key}}, "key");
        report.tiles.push_back(std::move(tile));
    }
    if (!problem.code.empty()) return problem;
    return report;
}

Result<Report> report_of(const Catalog& catalog, std::string_view key) {
    const Definition* definition = catalog.definition("report", key);
    if (!definition) return error("report.unknown", {{"report", std::string(key)}});
    return parse_report(*definition, catalog);
}

}  // namespace potok::model
