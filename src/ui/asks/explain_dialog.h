// Why a robot did something for a record, or why it did not: its triggers, its condition part by part, how often it may fire, and
// what its last firings came to.
#pragma once

#include <optional>
#include <vector>

#include "automation/explain.h"
#include "ui/desk.h"

namespace potok::ui {

class ExplainDialog {
public:
    void begin(Desk& desk, std::string_view automation, model::RowId record);
    void frame(Desk& desk);

private:
    struct Line {
        std::string text, value;
        std::string_view icon;
        bool good = true;
        int indent = 0;
        bool heading = false;
    };
    void describe(Desk& desk, const automation::Explanation& e);
    void add_parts(Desk& desk, const automation::Explained& part, int indent);

    bool open_ = false;
    std::string title_;
    std::vector<Line> lines_;
};

}  // namespace potok::ui
