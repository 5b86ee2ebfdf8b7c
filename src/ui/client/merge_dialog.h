// Two records that may be one, side by side: which to keep, and of each field that differs whose value. One act, undone as one.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/duplicates.h"
#include "ui/desk.h"

namespace potok::ui {

class MergeDialog {
public:
    void begin(Desk& desk, model::RowId first, model::RowId second);
    void frame(Desk& desk);
    bool open() const { return open_; }
    // What was kept of the last merge; taken once, 0: none.
    model::RowId take_kept() { return std::exchange(kept_, 0); }

private:
    struct Side {
        model::RowId row = 0;
        std::string title, since;  // since: when it was made
    };
    struct Row {
        const model::Field* field = nullptr;
        std::string label, values[2];
        int choice = 0;            // whose value
        Value raw[2];
    };
    void submit(Desk& desk);
    float row_height(Ui& ui, const Row& row, float width) const;
    void draw_row(Desk& desk, Rect r, Row& row);

    bool open_ = false;
    Side sides_[2];
    int keep_ = 0;
    std::vector<Row> rows_;
    std::optional<Error> refusal_;
    model::RowId kept_ = 0;
};

// "same tax number, 93 % similar name": why two are thought to be one.
std::string reasons_text(Desk& desk, const model::DuplicatePair& pair);

}  // namespace potok::ui
