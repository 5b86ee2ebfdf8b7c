// One repetition of a simulation (simulation.h): a copy of the workspace, an agenda of what people are about to do, and what is counted.
#pragma once

#include <memory>

#include "automation/simulation.h"
#include "automation/simulation_history.h"

namespace potok::automation {

// What one repetition came to; in the order of the copy's catalog.
struct Tally {
    struct Pipeline {
        std::int64_t arrived = 0, won = 0, lost = 0;
        std::map<std::string, std::int64_t> won_sum;
    };
    struct Stage {
        std::int64_t entered = 0, inside = 0, time_inside = 0;
        std::vector<std::int64_t> stays, by_day;
    };
    struct Person {
        std::string name;
        std::int64_t busy = 0, done = 0;  // working ms
        std::vector<std::int64_t> waits, by_day;
    };
    struct Resource {
        std::string name, kind;
        std::int64_t busy = 0;  // working ms
    };
    std::map<std::string, Pipeline> pipelines;
    std::map<std::pair<std::string, std::string>, Stage> stages;
    std::map<model::RowId, Person> people;
    std::map<model::RowId, Resource> resources;
    std::map<std::string, std::int64_t> refused;
    std::set<std::pair<std::string, std::string>> unknown_stages;  // records came to stand where the history has no way out
    std::set<std::string> unknown_tasks;
    std::int64_t working_time = 0, time = 0;  // ms, of the whole span
};

class SimulationRun {
public:
    static Result<std::unique_ptr<SimulationRun>> prepare(Engine& engine, const model::Workspace& original, const SimulationOrder& order,
                                                          const WorkHistory& history, int repetition);
    ~SimulationRun();

    Status day(int n);  // the n-th, from 0
    const Tally& tally() const { return tally_; }
    void finish();

private:
    struct Case {
        std::string pipeline, stage;
        Instant entered, last;       // the stay; its last deed
        std::vector<Instant> marks;  // when it began; then when each task of it was done
        int visit = 0, tries = 0;
        int turn = 0;                // counts what was put on the agenda for it: an entry of another turn has lapsed
        std::size_t next = 0;        // of the stay's deeds
        bool scheduled = false;
        const Stay* stay = nullptr;
        std::map<std::string, model::RowId> newest;  // type → thing that belongs to it
        std::set<model::RowId> tasks;                // open ones that people do
    };
    struct Assigned {
        model::RowId of = 0, person = 0;
        std::string key;
        Instant given;
    };
    struct Worker {
        std::set<std::pair<Instant, model::RowId>> queue;  // tasks by when they were given
        model::RowId in_hand = 0;
        Instant begun;
        int turn = 0;  // counts what was taken in hand: an agenda entry of another turn has lapsed
        const TaskWork::Sample* sample = nullptr;  // null: a task of which the history knows nothing
    };
    struct Next {
        enum class Kind { arrival, deed, work } kind = Kind::arrival;
        model::RowId row = 0;              // case, worker
        int turn = 0;                      // of the case or the worker
        const Deed* deed = nullptr;        // arrival
    };

    SimulationRun(const SimulationOrder& order, const WorkHistory& history, std::uint64_t seed);

    const SimulationOrder& order_;
    const WorkHistory& history_;
    SeededRandom random_, chance_;
    std::unique_ptr<Engine> engine_;
    std::unique_ptr<model::Workspace> ws_;
    int listener_ = 0;
    std::vector<model::Outcome> news_;
    Instant start_, now_, end_;
    std::optional<Instant> deaf_until_;  // timers up to there came to nothing
    int outside_ids_ = 0;
    std::int64_t order_no_ = 0;
    std::map<std::pair<Instant, std::int64_t>, Next> agenda_;
    std::map<model::RowId, Case> cases_;
    std::map<model::RowId, Assigned> tasks_;
    std::map<model::RowId, Worker> workers_;
    std::set<model::RowId> touched_;                // cases that go on
    std::vector<const TaskWork::Sample*> any_work_;  // of all keys
    Tally tally_;

    std::size_t below(std::size_t n) { return static_cast<std::size_t>(chance_.next() % n); }
    const WorkingCalendar& calendar() const { return ws_->working_calendar(); }
    Instant next_working(Instant t) const;
    Status what_if();
    void stand();  // what is there when it begins
    void plan_arrivals(Date day);
    Status pass(Instant until);
    Status carry_out(const Next& next);
    Result<bool> apply(model::Command command, model::RowId actor, model::RowId of);  // false: refused
    Status turn_to(model::RowId row, int turn);
    Result<bool> do_deed(const Deed& deed, model::RowId of);
    Result<bool> book(Json args, const Deed& deed, model::RowId of);
    bool fill(Json& args, model::RowId of);  // false: it speaks of something that is not there
    Status finish_work(model::RowId person);
    void take_in(model::RowId of);
    void take_in(const model::Change& change, model::RowId of);
    void take_in_task(const model::Change& change);
    void enter(model::RowId row, Case& c, bool seen);
    void leave(const Case& c);
    void go_on(model::RowId row) { touched_.insert(row); }
    void settle();  // plans the next deed of those, when all that came of an act has been taken in
    void plan(Case& c, model::RowId row);
    void give(model::RowId task, const Assigned& to);
    void take_away(model::RowId task);
    void begin_work(model::RowId person);
    void schedule(Instant at, Next next) { agenda_.emplace(std::pair(at, ++order_no_), next); }
    const TaskWork::Sample* draw_work(const std::string& key);
    bool is_worked(const std::string& key) const;
};

}  // namespace potok::automation
