// Reports as data: a definition of kind `report` is a page of tiles, each of which asks the recorded history for figures that lead
// down to the records behind them. docs/reports.md has the format; report_data.h asks.
//
// Populations, the records that a measure speaks of in a period:
//   dated     their date field (created_at unless another is named) lies in the period
//   entered   they entered one of the stages in it; counted once, at the first time
//   won, lost they entered such a stage in it, and stood there at its end
//   open      they stood in an open stage at its end
// A period that is over keeps its figures: what happens later belongs to later periods.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "expr/expression.h"
#include "model/catalog.h"
#include "model/report_period.h"

namespace potok::model {

inline constexpr std::size_t max_report_tiles = 24;

// Records of one type; of these pipelines where any are named.
struct ReportSource {
    const RecordType* type = nullptr;
    std::vector<const Pipeline*> pipelines;
};

// FEEL over a record, compiled for the type of each source. `period.from` and `period.to` are the period's first and last day.
struct ReportFormula {
    std::vector<expr::Expression> programs;  // one a source; none: there is no formula
    bool empty() const { return programs.empty(); }
};

struct ReportMeasure {
    enum class Of { dated, open, won, lost, entered, visits };  // visits: stays in stages that ended in the period
    enum class Figure {
        count,       // records
        distinct,    // different values of `field`; a record without one counts by itself
        sum,         // of `field`: money by currency, a number, a duration
        average,     // of `field`, over the records that have a value
        conversion,  // percent: won of those won or lost
        stage_time,  // average stay in a stage, of stays that ended in the period
        lead_time,   // median time from the record's first stage to the entry that counted
    };
    enum class Unit { count, number, money, percent, duration };
    std::string key;
    Label label;
    Of of = Of::dated;
    Figure figure = Figure::count;
    Unit unit = Unit::count;
    int decimals = 0;                 // number
    std::string field, date;
    std::vector<std::string> stages;  // entered, stage_time; empty: all open ones
    ReportFormula when;
    bool less_is_better = false;
};

struct ReportGroup {
    enum class By { field, hour, weekday };  // hour 0–23 and weekday 1–7 of a moment, in the workspace's zone
    By by = By::field;
    std::string field;
};

struct ReportColumn {
    std::string key;
    Label label;
    ReportFormula value;
    std::string field;  // where the value is just that field: its options and unit are known then
};

struct ReportReason {
    std::string key;
    Label label;
    ReportFormula when;
};

struct ReportTile {
    enum class Kind { number, funnel, trend, league, ageing, stage_time, deviations, list };
    enum class Per { fitting, day, week, month };  // fitting: by the length of the period
    enum class Worse { below, above };
    std::string key;
    Label label, hint;
    Kind kind = Kind::number;
    int width = 12;                        // of twelve columns
    std::vector<ReportSource> sources;
    std::vector<const RecordType*> belongs_to;  // only what belongs to records of these types; empty: all
    ReportMeasure::Of of = ReportMeasure::Of::dated;  // list: dated, or open now
    bool any_time = true;                  // list: whatever the period; false where a date is named
    std::string date = "created_at";
    ReportFormula when;
    std::vector<ReportMeasure> measures;   // number, trend, league
    std::vector<ReportGroup> by;           // league: one or two
    std::vector<std::string> roles;        // league: people with these roles have a row even when it is empty
    std::string sort;                      // key of a measure or of a column
    bool ascending = false;
    Per per = Per::fitting;
    std::vector<std::string> optional;     // funnel: stages that not every record passes
    std::string amount;                    // ageing: what is summed; only records with more than nothing of it
    std::vector<int> bounds;               // ageing: days
    std::vector<ReportColumn> columns;     // list, deviations
    std::vector<ReportReason> reasons;     // list: at least one must hold
    ReportFormula measured, limit;         // deviations
    Worse worse = Worse::below;

    const ReportMeasure* measure(std::string_view key) const;
};

struct Report {
    std::string key, pack;
    Label label;
    std::string icon;
    PeriodSpan period = PeriodSpan::month;  // what the page opens with
    std::vector<ReportTile> tiles;

    const ReportTile* tile(std::string_view key) const;
};

// Errors name the JSON path inside the body: json.*, definition.bad_key, type.unknown, pipeline.unknown, field.unknown, stage.unknown,
// report.* and, of an expression, expr.* with its line and column.
Result<Report> parse_report(const Definition& definition, const Catalog& catalog);
// The report of that key, as it fits the definitions that there are now. Errors: report.unknown, and those of parse_report
Result<Report> report_of(const Catalog& catalog, std::string_view key);

// What expressions of reports may name beside the record.
std::vector<std::pair<std::string, expr::Type>> report_names();

}  // namespace potok::model
