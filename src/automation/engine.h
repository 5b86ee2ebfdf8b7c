// The engine: answers to changes by setting off automations, and goes on with those that wait. One per workspace.
#pragma once

#include "automation/actions.h"
#include "automation/agenda.h"
#include "automation/registry.h"
#include "model/reactor.h"
#include "model/writing.h"

namespace potok::automation {

class Executor;
struct Surroundings;

// A trigger that was met, before its conditions are looked at.
struct Candidate {
    const Automation* automation = nullptr;
    const Trigger* trigger = nullptr;
    RowId record = 0;
    RunData data;
    int depth = 0;               // firings in a row that led here
    std::int64_t visit = 0;      // stage_entered: the visit meant; 0 = any
    std::string occasion;        // what makes it one operation: a command's id, or a timer's instant and task
    bool called = false;         // by a step of another firing: the occasion makes the key, whatever the scope
    RowId caller = 0;            // the token that waits for it
    RowId set_off_by = 0;        // the firing whose act met the trigger
};

class Engine final : public model::Reactor, public model::Writing {
public:
    static constexpr int deepest = 16;             // firings that set each other off in one operation
    static constexpr int most_for_a_record = 256;  // firings for one record in one operation

    // `locales` say how dates and amounts are written in texts and hold the reasons of withdrawals.
    explicit Engine(std::vector<Locale> locales = {});
    explicit Engine(Locales locales) : locales_(std::move(locales)) {}

    std::vector<model::RecordType> tables() const override;
    Status react(model::Operation& op, std::span<const model::Change> changes) override;
    Status run_due(model::Operation& op) override;
    Status retry(model::Operation& op, RowId firing) override;
    Status start(model::Operation& op, std::string_view automation, RowId record) override;
    Status stop(model::Operation& op, RowId firing, const std::string& comment) override;
    Status migrate(model::Operation& op, std::string_view automation, const Json& nodes) override;
    std::optional<Instant> next_due(model::Workspace& workspace) override;
    Result<std::vector<RowId>> run_of(model::Workspace& workspace, RowId firing) override;
    bool is_undone(model::Workspace& workspace, RowId firing) override;
    Status mark_undone(model::Operation& op, std::span<const RowId> firings) override;
    Status check_definition(const model::Workspace& workspace, const model::Definition& definition) override;

    const Locales& locales() const { return locales_; }
    const Locale& locale(Language language) const override { return locales_.of(language); }
    Registry& registry(const model::Workspace& workspace);

private:
    // What the engine remembers for the length of one operation.
    struct State {
        std::size_t cursor = 0;  // changes already answered to
        Instant now;             // logical: the due instant of the timer that runs
        std::map<RowId, int> depth;  // of firings of this operation
        std::map<RowId, int> fired;  // for a record
        Agenda agenda;
    };
    // What the changes of one round mean, drawn out of them before anything new is done.
    struct Round;

    Locales locales_;
    Registry registry_;

    State& state(model::Operation& op);
    Status settle(model::Operation& op);
    Round read(model::Operation& op, State& st);
    friend class RoundReader;

    Status tend_clocks(model::Operation& op, State& st, const Round& round);
    Status tend_clock(model::Operation& op, State& st, RowId record, const model::RecordType& type);
    Status tend_overdue(model::Operation& op, RowId task);
    Status tend_claims(model::Operation& op, State& state, RowId record);
    Status tend_all(model::Operation& op, State& st);
    Status tend_waiting(model::Operation& op, State& st, const Round& round);
    Status run_wait(model::Operation& op, State& st, const WaitRow& wait);
    Status strike(model::Operation& op, State& st, const WaitRow& wait);
    Status come_late(model::Operation& op, State& st, const WaitRow& wait);

    Status strike_period(model::Operation& op, State& st, const WaitRow& wait);
    Status tend_periods(model::Operation& op, State& st);

    Status run_errand(model::Operation& op, State& st, const Errand& errand);
    Status begin(model::Operation& op, State& st, const Begin& begin);
    Status give_back(model::Operation& op, State& st, const Return& answer);
    Status broadcast(model::Operation& op, State& st, const Throw& signal);
    Status end_firings(model::Operation& op, State& st, const End& end);

    Status come(model::Operation& op, State& st, const WaitRow& wait);
    static std::string lost_ground(const Executor& executor, const Round& round);
    Result<std::unique_ptr<Executor>> wake(model::Operation& op, State& st, RowId firing);
    Surroundings around(model::Operation& op, State& st);
    enum class Verdict { fired, off, elsewhere, condition, already };
    Result<Verdict> fire(model::Operation& op, State& st, const Candidate& candidate);
};

// Where a record stands, as far as automation needs it.
struct Standing {
    bool there = false;  // exists and is not deleted
    std::string pipeline, stage;
    std::int64_t visit = 0;
};
Standing standing_of(const model::Workspace& workspace, const model::RecordType& type, RowId record);
Value field_of(const model::Workspace& workspace, RowId record, std::string_view field);

// Is the record on the automation's pipeline, and in a stage the trigger allows?
bool in_place(const Automation& automation, const Trigger& trigger, const Standing& standing);

// The key of a firing: the same for the same automation, record and scope, wherever it is worked out.
std::string firing_key(const model::Workspace& workspace, const Automation& automation, RowId record, const Standing& standing,
                       const std::string& occasion);

}  // namespace potok::automation
