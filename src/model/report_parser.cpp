#include <algorithm>

#include "model/definition_parser.h"
#include "model/report_tile_parser.h"

namespace potok::model {

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
