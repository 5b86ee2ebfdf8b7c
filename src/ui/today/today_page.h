// Today: one's tasks and meetings by the hour, what waits for one's decision, the queues one works on, records that nothing is going to
// happen to, what one has been told. The first page of a working day.
#pragma once

#include <array>

#include "model/approvals.h"
#include "model/today.h"
#include "ui/desk.h"

namespace potok::ui {

class TodayPage final : public PageView {
public:
    explicit TodayPage(Desk&) {}
    void frame(Desk& desk, const Rect& area) override;
    void take(Desk& desk, const model::Outcome& outcome) override;

private:
    struct Item {
        std::optional<Instant> at, until;
        std::string title, second;
        model::RowId task = 0, event = 0, record = 0;
        std::string kind;
        int checks_done = 0, checks_total = 0;
        bool robot = false;
    };
    struct Line {  // a queue one works on: what one holds of it, or how many can be had
        std::string key, name, held;
        int due = 0;
        Instant until;
    };
    void read(Desk& desk);
    void read_lines(Desk& desk);
    void header(Desk& desk, Rect row);
    void week_strip(Desk& desk, Rect row);
    float column(Desk& desk, Rect r);       // the plan: each returns the height it took
    float side(Desk& desk, Rect r);
    float plan(Desk& desk, Rect r);
    float tomorrow(Desk& desk, Rect r);
    float item(Desk& desk, const Item& item, Rect r, bool late, bool ground);
    float now_line(Desk& desk, Rect r);
    float approvals(Desk& desk, Rect r);
    float approvals_row(Desk& desk, Rect r);  // on the phone: one row that leads there
    float lines(Desk& desk, Rect r);
    float idle(Desk& desk, Rect r);
    float told(Desk& desk, Rect r);
    float panel_head(Desk& desk, Rect& r, std::string_view key, const std::string& title, const std::string& note);

    bool stale_ = true;
    std::int64_t day_ = -1;
    std::vector<Item> late_, today_, tomorrow_, undated_;
    std::array<int, 7> week_{};               // open tasks and meetings of each day, Monday first
    std::int64_t done_ = 0;
    std::vector<model::Approval> approvals_;
    std::vector<Line> lines_;
    std::vector<model::IdleRecord> idle_;
    std::vector<model::Notification> told_;
};

}  // namespace potok::ui
