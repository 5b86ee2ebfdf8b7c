// Reads one tile of a report. Inside model/ only; the format is in report.h and docs/reports.md.
#pragma once

#include "model/json_reader.h"
#include "model/report.h"

namespace potok::model {

class TileParser {
public:
    TileParser(const JsonReader& r, const Catalog& catalog) : r_(r), catalog_(catalog) {}
    // What is wrong is told to the reader's sink.
    ReportTile parse();

private:
    const JsonReader& r_;
    const Catalog& catalog_;
    ReportTile tile_;

    void need(std::string_view what);
    static std::string key(const JsonReader& r);
    static Label label(const JsonReader& r, std::string_view name, bool required);
    void only_what_the_kind_has();
    void sources();
    void belongs_to(const std::string& name);
    // The field as the first source has it; every source must have one of the same kind.
    const Field* field(const std::string& name, const JsonReader& r, std::string_view at);
    void date_field(const std::string& name, const JsonReader& r, std::string_view at);
    ReportFormula formula(const JsonReader& r, std::string_view name, bool condition);
    ReportFormula compile(const std::string& source, const JsonReader& r, std::string_view name, bool condition);
    void stages(ReportMeasure& m, const JsonReader& r);
    ReportMeasure measure(const JsonReader& r, std::string fallback_key = {});
    void figure_field(ReportMeasure& m, const JsonReader& r);
    void measures();
    void trend();
    void group(const JsonReader& r, const Json& json, std::string_view at);
    void league();
    const Pipeline* on_one_pipeline();
    void funnel();
    void ageing();
    // A field by its key, or {"key", "label", "value"}.
    void columns();
    void deviations();
    void list();
};

}  // namespace potok::model
