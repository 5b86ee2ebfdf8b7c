// What a report's tile says: figures, each with the records behind it, or records that need looking at.
//
// Money is summed by currency and never mixed. Records that the person asking may not read are not counted. Orders are fixed by the
// data, never by a hash: groups by the tile's sort, then by key; records by their number.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/report.h"
#include "model/workspace.h"

namespace potok::model {

struct ReportQuestion {
    RowId actor = 0;
    Instant now;
    Period period;
    std::optional<Period> before;  // to compare with
};

struct ReportFigure {
    Value value;                // a number (count, percent with one digit after the point), a duration; null: none, or money
    std::vector<Money> money;   // by currency, alphabetical
    std::vector<RowId> records; // behind it, ascending, each once
    bool empty() const { return value.is_null() && money.empty(); }
};

// What a row stands for. One of record, label, span, number; none: nothing is set in that field.
struct ReportName {
    RowId record = 0;
    Label label;
    std::optional<Period> span;         // trend
    std::optional<int> from, to;        // ageing: days overdue from … to; hour or weekday: `from` alone
    std::string text;                   // value of a text field
};

struct ReportRow {
    std::string key;                    // "Anna's" row number, "price", "2026-03-02": stays the same whatever the language
    std::vector<ReportName> names;      // one a group
    std::vector<ReportFigure> figures;  // one a column
    std::vector<ReportFigure> before;   // the same in the period before; empty where nothing is compared
};

struct ReportItem {
    RowId record = 0;
    std::vector<std::size_t> reasons;   // those of the tile that hold
    std::vector<Value> cells;           // one a column of the tile
    Value measured, limit, deviation;   // deviations
};

struct ReportHead {
    std::string key;  // of the measure; "entered", "went_on", "lost"; "count", "amount"; "stays", "average", "median", "p90", "returned"
    ReportMeasure::Unit unit = ReportMeasure::Unit::count;
};

struct ReportData {
    std::vector<ReportHead> heads;      // of the figures
    std::vector<ReportRow> rows;        // number: one; funnel, stage_time: stages in their order; ageing: not due, then by bounds
    ReportRow total;                    // league, funnel (records that began, won, lost), ageing; of all records, not of the rows
    std::vector<ReportItem> items;      // list, deviations: in the tile's order
    std::vector<RowId> item_records() const;
};

// Errors: report.period (ends before it begins, or is longer than 50 years), number.overflow, db.*
Result<ReportData> ask_report(const Workspace& ws, const ReportTile& tile, const ReportQuestion& question);

// A row's name for people: title of the record, label; "" where the page has to write it (spans, days, hours) or nothing is set.
std::string name_of(const Workspace& ws, const ReportName& name, Language language);

}  // namespace potok::model
