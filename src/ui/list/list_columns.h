// The columns of a list: which a type has, how wide they are, and what a record says in each of them, for people and for spreadsheets.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/desk.h"

namespace potok::ui {

struct ListColumn {
    enum class Kind { field, stage, next_step, due, progress };
    Kind kind = Kind::field;
    std::string key;                      // of the field; "+next", "+due", "+progress" for what is read from tasks and gates
    const model::Field* field = nullptr;  // Kind::field and Kind::stage
    float width = 140;
    bool right = false;                   // numbers
    bool sortable = true;
    bool editable = false;                // by hand, in place
};

// All that can be shown of a type, the name first.
std::vector<ListColumn> all_columns(const model::RecordType& type);
// What is shown until somebody chooses otherwise.
std::vector<ListColumn> usual_columns(const model::RecordType& type, const model::Pipeline* pipeline);
std::string column_label(Desk& desk, const ListColumn& column);
// Options, people, stages, yes and no: what rows can be grouped by.
bool can_group(const ListColumn& column);

struct ListCell {
    std::string text;
    int hue = -1;                        // a stage dot before it
    model::RowId person = 0;             // an avatar before it
    bool late = false, soon = false;
    float part = -1;                     // a bar, 0 … 1
};
ListCell cell_of(Desk& desk, const model::Record& record, const ListColumn& column);
// For spreadsheets: numbers without spaces, days as 2026-11-18, an amount and its currency as two cells.
void append_plain(Desk& desk, const model::Record& record, const ListColumn& column, std::vector<std::string>& cells);
void append_plain_head(Desk& desk, const ListColumn& column, std::vector<std::string>& cells);

// A value as the person reads it, stages by their label.
std::string list_value(Desk& desk, const model::RecordType& type, const model::Pipeline* pipeline, const ListColumn& column, const Value& value);

}  // namespace potok::ui
