// The records of one type, or of one pipeline, as a table: filtered, sorted by several columns, grouped with subtotals, edited in
// place, selected and changed together, taken along as CSV. The small editable tables of packs (universal lists) are shown by it too.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "model/bulk.h"
#include "model/list_query.h"
#include "model/saved_view.h"
#include "ui/card/timeline_model.h"
#include "ui/forms/field_edit.h"
#include "ui/list/list_columns.h"

namespace potok::ui {

class ListPage final : public PageView {
public:
    // `pipeline` may be null: all records of the type.
    ListPage(Desk& desk, const model::RecordType& type, const model::Pipeline* pipeline);
    void frame(Desk& desk, const Rect& area) override;
    void take(Desk& desk, const model::Outcome& outcome) override;
    bool wants_frame() const override { return job_.has_value() || !exporting_.empty(); }

private:
    // What is drawn below the header, one line of one height each: heads of groups, and rows.
    struct Line {
        std::size_t group = 0;
        bool head = false;
        std::size_t row = 0;  // index into the query
    };

    // list_page.cpp
    void load_view(Desk& desk);
    void keep_view(Desk& desk) const;
    void show(Desk& desk);            // the query follows what was chosen
    void header(Desk& desk, Rect row);
    void count_lines();
    std::size_t lines() const { return line_count_; }
    Line line_at(std::size_t index) const;
    std::size_t line_of_row(std::size_t row) const;
    std::string fold_key(const model::ListQuery::Group& group) const;
    bool editable(Desk& desk) const { return may_edit_ && !desk.ws().read_only(); }
    void history(Desk& desk);
    void row_menu(Desk& desk);

    // list_table.cpp
    void table(Desk& desk, const Rect& area);
    void column_heads(Desk& desk, Rect row);
    float table_width() const;
    Rect column_rect(const Rect& row, std::size_t column) const;
    int column_under(const Rect& row, float x) const;  // -1: the check box
    void group_head(Desk& desk, std::size_t group, const Rect& r);
    void row(Desk& desk, std::size_t index, const Rect& r);
    void cell(Desk& desk, const ListColumn& column, const ListCell& cell, Rect r);
    void add_row(Desk& desk, const Rect& r);
    const std::vector<ListCell>& cells(Desk& desk, model::RowId row);
    void phone_rows(Desk& desk, const Rect& area);

    // list_edit.cpp
    void begin_edit(Desk& desk, model::RowId row, std::size_t column);
    void edit_in_cell(Desk& desk, const Rect& r);
    void edit_aside(Desk& desk);
    void finish_edit(Desk& desk);
    void keys(Desk& desk);
    void move_cursor(Desk& desk, int rows, int columns);
    void place_cursor(Desk& desk, std::size_t line, bool extend);
    void toggle(model::RowId row);
    void select_all();

    // list_filters.cpp
    void filters(Desk& desk, Rect row);
    void filter_popover(Desk& desk);
    void filter_menu(Desk& desk);
    void group_menu(Desk& desk);
    void columns_popover(Desk& desk);
    std::string filter_text(Desk& desk, const model::ListFilter& filter) const;
    std::vector<std::pair<Value, std::string>> choices_of(Desk& desk, const ListColumn& column) const;
    const ListColumn* column_of(std::string_view key) const;

    // list_views.cpp
    void views_chip(Desk& desk, Rect& row);
    void views_menu(Desk& desk);
    void name_view(Desk& desk);
    std::vector<model::SavedView> views(Desk& desk) const;
    model::SavedView as_view(Desk& desk, const model::SavedView& like) const;
    void show_view(Desk& desk, const model::SavedView& view);
    void show_usual_view();

    // list_selection.cpp
    void selection_bar(Desk& desk, const Rect& area);
    void selection_asks(Desk& desk);
    void start(Desk& desk, model::BulkChange what);
    void work(Desk& desk);
    void copy(Desk& desk);
    void export_some(Desk& desk);
    std::vector<model::RowId> selected() const;  // in the order of the list

    std::string type_key_, pipeline_key_;
    const model::RecordType* type_;
    const model::Pipeline* pipeline_;
    model::ListQuery query_;
    std::vector<ListColumn> all_, columns_;
    std::vector<model::ListSort> sort_;
    std::string group_;
    std::vector<model::ListFilter> filters_;
    std::string text_;
    std::set<std::string> folded_;
    std::string view_;                      // the saved view that was chosen; empty: none
    std::vector<model::SavedView> views_;   // as of a version of the catalog
    std::uint64_t views_version_ = 0;
    std::vector<std::size_t> group_lines_;  // first line of each group
    std::size_t line_count_ = 0;
    std::unordered_map<model::RowId, std::vector<ListCell>> cells_;  // looked up, never iterated
    bool may_edit_ = false, may_create_ = false, may_remove_ = false;

    // Where the keyboard is, and what is selected.
    model::RowId cursor_ = 0;
    std::size_t cursor_column_ = 0;
    std::size_t anchor_ = 0;              // line that a selection by Shift goes on from
    bool reveal_ = false, grid_focused_ = false;
    std::unordered_set<model::RowId> selection_;

    struct Editing {
        model::RowId row = 0;
        std::size_t column = 0;
        FieldEdit edit;
        Value before;
        bool aside = false;               // in a box beside the cell: what needs more room than a row
        int frames = 0;
        Rect cell;
    };
    std::optional<Editing> editing_;
    std::string new_title_;
    int focus_new_ = 0;                   // in so many frames: not in that of the key, whose letter would be typed

    // What is open.
    int filter_open_ = -1;
    bool filter_menu_ = false, group_menu_ = false, columns_open_ = false;
    Rect filter_anchor_, group_anchor_, columns_anchor_;
    std::array<model::Field, 2> range_fields_;  // from, to
    std::optional<FieldEdit> range_from_, range_to_;
    bool views_open_ = false, naming_ = false;
    Rect views_anchor_;
    std::string view_name_;
    int view_for_ = 0;                    // only me, everybody, then the roles
    model::RowId history_of_ = 0, menu_of_ = 0;
    std::vector<TimelineItem> history_;
    Rect menu_anchor_;
    enum class Ask { none, field, stage, person, remove } ask_ = Ask::none;
    Rect ask_anchor_;
    int ask_field_ = -1;
    std::optional<FieldEdit> ask_edit_;

    // Long work: a few milliseconds of each frame.
    std::optional<Job> job_;
    model::BulkChanged changed_;
    Uuid batch_;
    bool undoing_ = false;
    std::shared_ptr<int> alive_ = std::make_shared<int>();  // for a toast that outlives the page
    std::vector<model::RowId> exporting_;
    std::size_t exported_ = 0;
    std::string export_text_;
};

}  // namespace potok::ui
