// Figures of reports as people read them, and how they differ from the period before.
#pragma once

#include <string>

#include "model/report_data.h"
#include "ui/kit/chip.h"

namespace potok::ui {

// "42", "2 568 100 zł", several currencies with " + ", "52,5 %", "4,2 dnia"; "–" where there is none.
std::string figure_text(const Locale& locale, model::ReportMeasure::Unit unit, const model::ReportFigure& figure);
// A duration with one digit after the point: days, below one day hours, below one hour minutes.
std::string stay_text(const Locale& locale, std::int64_t ms);

// "+ 19 %", "− 1,8 pp", "+ 6": nothing where there is no such figure before, or no change. `better`: by what the measure likes.
struct FigureChange {
    std::string text;
    Tone tone = Tone::neutral;
};
FigureChange figure_change(const Locale& locale, model::ReportMeasure::Unit unit, const model::ReportFigure& now, const model::ReportFigure& before,
                           bool less_is_better);

// What a row stands for; groups joined by " · ".
std::string row_text(const model::Workspace& ws, const Locale& locale, const model::ReportTile& tile, const model::ReportRow& row);
// What a figure of a tile is called.
std::string head_text(const Locale& locale, const model::ReportTile& tile, std::size_t column);
// A cell of a list.
std::string cell_text(const model::Workspace& ws, const Locale& locale, const model::ReportTile& tile, const model::ReportColumn& column,
                      model::RowId record, const Value& value);
// "1 wrz – 18 lis 2026"
std::string period_text(const Locale& locale, const model::Period& period);

// How large a figure is, to draw it: of money the workspace's currency, else the first one. A picture, not an amount.
double magnitude(const model::ReportFigure& figure, const std::string& currency);

}  // namespace potok::ui
