// An offer or an invoice: its lines (edited in place while it is a draft), what they come to, and what can be done with it: issue,
// answer, revise, correct, take a payment, print.
#pragma once

#include <string>
#include <vector>

#include "model/documents.h"
#include "ui/card/money_model.h"
#include "ui/card/paper_list.h"

namespace potok::ui {

class BillPanel {
public:
    void open(Desk& desk, model::RowId row);
    void read(Desk& desk);
    float draw(Desk& desk, Rect r);
    model::RowId row() const { return row_; }

private:
    struct LineEdit {
        model::DocumentLine line;
        std::string title, unit;
        std::optional<Decimal> quantity, discount;
        std::optional<std::int64_t> price;
        int vat = -1;              // index into rates_
        std::string amount;        // as it stands
        bool taken_back = false;   // in a correction
    };
    enum class Mode { look, correct, pay, reject };

    // bill_panel.cpp
    float head(Desk& desk, Rect r);
    float facts(Desk& desk, Rect r);
    float actions(Desk& desk, Rect r);
    float question(Desk& desk, Rect r);
    float printed(Desk& desk, Rect r);
    void submit(Desk& desk);
    void begin(Desk& desk, Mode mode);
    // bill_lines.cpp
    void read_lines(Desk& desk);
    float lines(Desk& desk, Rect r);
    float line_row(Desk& desk, Rect r, std::size_t index);
    float new_line(Desk& desk, Rect r);
    bool line_fields(Desk& desk, Rect r, LineEdit& edit, bool fresh, bool* submitted = nullptr);
    float totals(Desk& desk, Rect r);
    void save_line(Desk& desk, LineEdit& edit);
    FieldValues changed_values(const LineEdit& edit) const;
    bool editable() const { return bill_.draft || mode_ == Mode::correct; }

    model::RowId row_ = 0;
    Bill bill_;
    std::string buyer_, currency_, reason_said_;
    bool prices_gross_ = false;
    std::vector<std::pair<std::string, std::string>> rates_;  // code, label
    std::vector<LineEdit> lines_;
    LineEdit fresh_;
    struct Sum {
        std::string label, amount;
        bool strong = false;
    };
    std::vector<Sum> sums_;
    std::vector<std::pair<std::string, std::string>> prints_;  // templates: key, label
    PaperList papers_;

    Mode mode_ = Mode::look;
    std::string reason_;           // of a correction or a refusal; of a payment its purpose
    std::optional<std::int64_t> amount_;
    std::optional<Date> day_;
    std::optional<Error> refusal_, unreadable_;  // unreadable: why its lines cannot be shown
};

}  // namespace potok::ui
