// A queue: the record in hand with what is known of it, what to say and what may come of it; callbacks to come; for its managers the
// load of each person, and the moving of work.
#pragma once

#include <optional>
#include <set>

#include "model/queue.h"
#include "ui/desk.h"
#include "ui/queue/result_dialog.h"

namespace potok::ui {

class QueuePage final : public PageView {
public:
    QueuePage(Desk& desk, const model::Queue& queue);
    void frame(Desk& desk, const Rect& area) override;
    void take(Desk& desk, const model::Outcome& outcome) override;

private:
    void read(Desk& desk);
    void header(Desk& desk, Rect row);
    void keys(Desk& desk);
    void next(Desk& desk);
    void release(Desk& desk);
    void choose(Desk& desk, std::size_t result);

    // Each draws from the top of the rectangle and returns its height. queue_card.cpp
    float hand(Desk& desk, Rect r);
    float in_hand(Desk& desk, Rect r, bool draw);
    float nothing_in_hand(Desk& desk, Rect r, bool draw);
    float results(Desk& desk, Rect r, bool draw);
    // queue_lists.cpp
    float upcoming(Desk& desk, Rect r);
    float line(Desk& desk, Rect r);
    float team(Desk& desk, Rect r);
    void moving_bar(Desk& desk, Rect r);
    void move_to(Desk& desk, model::RowId person);
    void waiting_row(Desk& desk, const model::Waiting& waiting, const Rect& r, bool tick);

    model::Queue queue_;
    bool works_ = false, manages_ = false;
    std::vector<model::Waiting> waiting_;
    std::vector<model::Load> load_;
    int ready_ = 0, ahead_ = 0;             // waiting now; callbacks to come
    model::Load mine_;
    std::optional<model::Claim> claim_;
    std::optional<model::Record> record_;   // in hand
    std::string script_;
    std::vector<model::Option> results_;
    std::optional<Error> refusal_;          // of the last "next"
    std::optional<Instant> read_again_;     // when time alone changes what is shown
    std::set<model::RowId> ticked_;
    int move_to_ = -1;                      // index in load_
    ResultDialog dialog_;
};

}  // namespace potok::ui
