// A report: tiles of figures over a period that is chosen above, beside the period before; each figure opens the records behind it.
// Tiles are asked one a frame, so that a page of many does not hold up the input.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "model/report_data.h"
#include "ui/desk.h"

namespace potok::ui {

// The records behind a figure, in a sheet at the right.
struct BehindFigure {
    std::string title, second;
    std::vector<model::RowId> records;
};

class ReportPage final : public PageView {
public:
    ReportPage(Desk& desk, std::string key);
    void frame(Desk& desk, const Rect& area) override;
    void take(Desk& desk, const model::Outcome& outcome) override;
    bool wants_frame() const override { return next_ < tiles_.size(); }

private:
    struct Tile {
        const model::ReportTile* what = nullptr;
        std::optional<Result<model::ReportData>> data;
        bool as_table = false;
        bool all_rows = false;
        std::size_t sorted = 0;  // league: the column that it is sorted by; of the phone the one it shows
        bool ascending = false;
    };

    struct Layout {
        float first = 0;  // width of the names
        std::vector<std::size_t> columns;
        std::vector<float> widths;
    };

    void read(Desk& desk);
    void ask_again();
    void ask_next(Desk& desk);
    model::Period before() const;
    model::ReportQuestion question(Desk& desk) const;

    void header(Desk& desk, Rect row);
    void pickers(Desk& desk, Rect& row);
    void choose_period(Desk& desk);
    void tiles(Desk& desk, const Rect& area);
    float number_strip(Desk& desk, Rect r, std::size_t first, std::size_t last);
    float tile_height(Desk& desk, const Tile& tile, float width) const;
    void tile(Desk& desk, Tile& tile, const Rect& r);
    void body(Desk& desk, Tile& tile, Rect r);
    void sheet(Desk& desk);

    // report_tiles.cpp
    void funnel(Desk& desk, const Tile& tile, Rect r);
    void trend(Desk& desk, const Tile& tile, Rect r);
    void ageing(Desk& desk, const Tile& tile, Rect r);
    void figures(Desk& desk, Tile& tile, Rect r);  // the table form of all that has figures
    void figure_row(Desk& desk, const Tile& tile, const model::ReportRow& row, Rect r, const Layout& at, bool total);
    void items(Desk& desk, Tile& tile, Rect r);
    void open_figure(Desk& desk, const Tile& tile, const model::ReportRow& row, std::size_t column);
    Layout layout(Desk& desk, const Tile& tile, float width) const;
    // A table of up to so many rows is shown whole, of a longer one the first few until it is asked for.
    static constexpr std::size_t table_rows = 12, few_rows = 8;
    static std::size_t shown_rows(const Tile& tile, std::size_t rows) {
        return tile.all_rows || rows <= table_rows ? std::min<std::size_t>(rows, 200) : few_rows;
    }

    std::string key_;
    std::uint64_t catalog_version_ = 0;
    std::optional<Result<model::Report>> report_;
    std::vector<Tile> tiles_;
    std::size_t next_ = 0;                 // the first tile still to be asked
    Date asked_on_;                        // the day on which they were
    int span_ = 1;                         // index of the presets; the last one is the person's own
    model::Period period_;
    bool compare_ = true;
    bool period_open_ = false, reports_open_ = false;
    Rect period_anchor_, reports_anchor_;
    std::optional<Date> own_from_, own_to_;
    std::optional<BehindFigure> behind_;
};

// Names the report a route means: its own, or the first one; empty where there is none.
std::string report_key(const model::Catalog& catalog, std::string_view wanted);

}  // namespace potok::ui
