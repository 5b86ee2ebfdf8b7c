#include "model/report_tile_parser.h"

#include <algorithm>
#include <set>

#include "model/definition_parser.h"
#include "model/record_context.h"

namespace potok::model {

namespace {

using Of = ReportMeasure::Of;
using Figure = ReportMeasure::Figure;
using Unit = ReportMeasure::Unit;
using Kind = ReportTile::Kind;

}  // namespace

ReportTile TileParser::parse() {
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

void TileParser::need(std::string_view what) { r_.fail("json.missing_key", {{"key", std::string(what)}}, what); }

std::string TileParser::key(const JsonReader& r) {
    std::string key = r.required_text("key");
    if (!r.failed() && (!is_key(key) || key.find('.') != std::string::npos)) r.fail("definition.bad_key", {{"key", key}}, "key");
    return key;
}

Label TileParser::label(const JsonReader& r, std::string_view name, bool required) {
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

void TileParser::sources() {
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

void TileParser::belongs_to(const std::string& name) {
    const RecordType* type = catalog_.type(name);
    if (!type) return r_.fail("type.unknown", {{"type", name}}, "belongs_to");
    for (const ReportSource& s : tile_.sources)
        if (s.type->subject_field.empty()) r_.fail("report.belongs_to_nothing", {{"type", s.type->key}}, "belongs_to");
    tile_.belongs_to.push_back(type);
}

const Field* TileParser::field(const std::string& name, const JsonReader& r, std::string_view at) {
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

void TileParser::date_field(const std::string& name, const JsonReader& r, std::string_view at) {
    const Field* f = field(name, r, at);
    if (f && f->kind != FieldKind::date && f->kind != FieldKind::datetime)
        r.fail("report.field_kind", {{"field", name}, {"expected", "date, datetime"}}, at);
}

ReportFormula TileParser::formula(const JsonReader& r, std::string_view name, bool condition) {
    const std::string source = r.text(name);
    return source.empty() || r.failed() ? ReportFormula{} : compile(source, r, name, condition);
}

ReportFormula TileParser::compile(const std::string& source, const JsonReader& r, std::string_view name, bool condition) {
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

void TileParser::stages(ReportMeasure& m, const JsonReader& r) {
    m.stages = r.texts("stages");
    for (const std::string& name : m.stages) {
        const bool known = std::any_of(tile_.sources.begin(), tile_.sources.end(), [&](const ReportSource& s) {
            return std::any_of(s.pipelines.begin(), s.pipelines.end(), [&](const Pipeline* p) { return p->stage(name) != nullptr; });
        });
        if (!known) r.fail("stage.unknown", {{"stage", name}}, "stages");
    }
}

ReportMeasure TileParser::measure(const JsonReader& r, std::string fallback_key) {
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

void TileParser::figure_field(ReportMeasure& m, const JsonReader& r) {
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

void TileParser::measures() {
    std::set<std::string> seen;
    for (const JsonReader& item : r_.items("measures")) {
        tile_.measures.push_back(measure(item));
        if (!seen.insert(tile_.measures.back().key).second)
            item.fail("definition.duplicate_key", {{"key", tile_.measures.back().key}}, "key");
    }
    if (tile_.measures.empty()) need("measures");
    if (tile_.measures.size() > 12) r_.fail("report.out_of_range", {{"least", "1"}, {"most", "12"}}, "measures");
}

}  // namespace potok::model
