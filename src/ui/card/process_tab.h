// The card's process: the diagram of a run with the token's place, its passed steps and waiting timers; what people decided in it; every
// robot of the record with its "Why?". On the phone, and for robots, which are lists of steps, a list in place of the diagram.
#pragma once

#include <memory>

#include "automation/trail.h"
#include "ui/card/card_tab.h"
#include "ui/card/decision_list.h"
#include "ui/card/flow_layout.h"
#include "ui/card/step_text.h"

namespace potok::ui {

class ProcessTab final : public CardTab {
public:
    using CardTab::CardTab;
    void read(Desk& desk) override;
    void draw(Desk& desk, Rect area) override;
    int count() const override { return running_; }  // runs under way
    bool empty() const { return !any_; }  // nothing runs by itself for such a record

private:
    enum class StepState { ahead, passed, here, failed, withdrawn };
    // A node of the run that is shown.
    struct Step {
        StepText text;
        StepState state = StepState::ahead;
        std::string note;             // "Anna, 16 Nov", "until 18 Nov 9:00"
        bool soon = false;            // the note is about a time that comes within a day
        model::RowId person = 0;
        std::string person_name, comment;
        std::optional<Instant> at, until, due;
        std::optional<Error> error;
    };
    struct Run {
        automation::FiringRow firing;
        std::string label, name;      // name: with its number and beginning
        int number = 1;               // among those of the same automation
        bool process = false;
    };
    struct Robot {
        std::string key, label, facts;
        bool manual = false, failed = false;
        std::int64_t firing = 0;      // the failed one
    };

    // process_tab.cpp: reading. Done when the tab is looked at; until then only what runs is counted.
    void read_all(Desk& desk);
    void read_runs(Desk& desk);
    void read_run(Desk& desk);
    void read_robots(Desk& desk);
    void follow_trail(Desk& desk, const Run& run);
    void note_tasks(Desk& desk, const Run& run);
    void note_waits(Desk& desk, const Run& run);
    const Run* chosen() const;
    // process_view.cpp
    float run_head(Desk& desk, Rect r);
    float lower(Desk& desk, Rect r);
    float robots(Desk& desk, Rect r);
    float robot_row(Desk& desk, Rect r, const Robot& robot);
    float step_list(Desk& desk, Rect r);
    float step_row(Desk& desk, Rect r, std::size_t node);
    // process_diagram.cpp
    float diagram(Desk& desk, Rect r);
    void draw_flow(Desk& desk, const FlowLine& line, Point origin, float scale);
    void draw_step(Desk& desk, std::size_t node, Point origin, float scale);
    void draw_gateway(Desk& desk, std::size_t node, const Rect& box);
    void draw_event(Desk& desk, std::size_t node, const Rect& box);
    void details(Desk& desk, std::size_t node);
    std::string state_word(Desk& desk, const Step& step) const;
    Color ink(const Theme& t, const Step& step) const;

    std::vector<Run> runs_;
    std::vector<Robot> robots_;
    std::vector<Decision> decisions_;
    int running_ = 0;
    bool any_ = false, stale_ = true;
    model::RowId chosen_ = 0;          // a firing
    bool chosen_by_hand_ = false;
    std::shared_ptr<const automation::Automation> flow_;
    FlowLayout layout_;
    std::vector<Step> steps_;          // as the graph's nodes
    std::vector<bool> passed_;         // flows
    int zoom_ = 100;                   // percent
    bool bring_into_view_ = true;      // the token's place, once
    int open_ = -1;                    // node whose details are shown
    Rect open_at_;
    bool confirm_stop_ = false;
};

}  // namespace potok::ui
