// Runs one firing's tokens through its graph: the semantics of BPMN 2.0's nodes (clause 13), for robots and processes alike.
//
// An executor lives within one operation. It works on tokens in memory and writes at the end what has to outlast the operation:
// nothing but the firing's row for a firing that ran through, token and wait rows for one that waits or failed.
//
// A token that *holds* others stands on an activity that is under way: a sub-process, a loop, an approval, a compensation. What it
// holds runs in its scope: a join, a terminate and a compensation see only tokens of the same holder. When the last of them has
// ended, it goes on.
#pragma once

#include <memory>
#include <set>

#include "automation/actions.h"
#include "automation/agenda.h"
#include "automation/tables.h"

namespace potok::automation {

// What a firing's steps see of the operation around them.
struct Surroundings {
    model::Operation& op;
    const Locales& locales;
    Instant now;  // logical
    Agenda& agenda;
};

class Executor {
public:
    // A firing that begins: its row is written already, in the state `first_state` gives.
    Executor(Surroundings around, std::shared_ptr<const Automation> automation, FiringRow firing);
    static std::string first_state(const Automation& automation);

    // Puts a token on the start and runs.
    Status start();
    // Leaves a token on the start, failed: it was not run, and can be by hand.
    Status refuse(const Error& why);

    // For a firing that has waited: its tokens and waits are read first.
    Status load();
    // What a wait was for has come. Nothing when its token is no longer there.
    Status come(RowId wait);
    // The same, but it must not go on now: its token fails and can be run again.
    Status hold(RowId wait, const Error& why);
    // The firing that a token waited for is over.
    Status returned(RowId token, const ValueContext& vars, const std::optional<Error>& failure);
    // Failed steps again.
    Status retry();
    // Ends all that waits, with the reason (a key of the locale files); open tasks too where the definition says so.
    Status withdraw(const std::string& reason);

    const FiringRow& firing() const { return firing_; }
    const Automation& automation() const { return *automation_; }
    Moment moment() const;
    const std::vector<WaitRow>& waits() const { return waits_; }
    // Is the condition true that this wait is for?
    bool condition_holds(const WaitRow& wait) const;

private:
    using Index = std::size_t;
    static constexpr int nobody = -1;
    struct Token {
        int number = 0;       // its name in memory
        int parent = nobody;  // number of the token that holds it
        TokenRow row;
        bool gone = false, changed = false;
        std::vector<WaitRow> new_waits;
        std::optional<Begin> call;  // to begin once the token has a row
    };

    Surroundings around_;
    std::shared_ptr<const Automation> automation_;
    FiringRow firing_;
    FiringRow stored_;  // as the database has it
    bool data_changed_ = false;
    std::vector<Token> tokens_;
    std::set<Index> ready_;  // the lowest goes first
    int next_number_ = 0;
    std::vector<WaitRow> waits_;  // stored ones
    std::vector<RowId> dropped_;
    const model::RecordType* type_ = nullptr;

    const Graph& graph() const { return automation_->graph; }
    const Node& node(const std::string& id) const;
    const Node& node(int index) const { return graph().nodes[static_cast<std::size_t>(index)]; }
    const Node& node_of(Index token) const { return node(tokens_[token].row.node); }
    Moment moment(Index token) const;
    ActionContext context(Index token, const Node& at);

    // executor.cpp: tokens
    Status run();
    Status save();
    Index add_token(int parent, const std::string& node, ValueContext locals);
    void make_ready(Index token);
    void wait_here(Index token, TokenRow::State state = TokenRow::State::waiting);
    std::optional<Index> holder_of(Index token) const;
    bool holds_any(Index token) const;
    void fail(Index token, Error why);
    std::optional<Error> ended_with() const;

    // executor_nodes.cpp: what a token does at each kind of node
    void step(Index token);
    void enter(Index token, const Node& at);
    void leave(Index token, const Node& from);
    void follow(Index token, int flow);
    void end(Index token);
    void act(Index token, const Node& at);
    void enter_user_task(Index token, const Node& at);
    void enter_call(Index token, const Node& at);
    void enter_catch(Index token, const Node& at);
    void terminate(Index token);

    // executor_gateways.cpp
    void enter_event_gateway(Index token, const Node& at);
    void choose(Index token, const Node& at);
    void choose_all(Index token, const Node& at);
    void join(Index token, const Node& at);
    bool join_inclusive();

    // executor_scopes.cpp: holders and what they hold
    void begin_loop(Index token, const Node& at);
    void begin_round(Index holder, const Node& at);
    void end_round(Index token, const Node& at);
    void enter_subprocess(Index token, const Node& at);
    void enter_compensation(Index token, const Node& at);
    void begin_compensation(Index holder);
    void child_ended(Index holder);
    void kill(Index token, const std::string& reason);
    void kill_held(Index holder, const std::string& reason);
    // Ends what an error breaks off, and goes on where it is caught. False: it is caught nowhere.
    bool raise(Index token, const Error& failure);

    // executor_approval.cpp
    void enter_approval(Index token, const Node& at);
    bool ask(Index holder, const Node& at);
    void decided(Index token, const Node& at);
    void settle_approval(Index holder, const Node& at, const std::string& outcome);

    // executor_waits.cpp
    // Adds the waits of a node to the token. True: one of them is there already.
    Result<bool> await(Index token, const Node& catching, bool boundary);
    Status await_boundaries(Index token, const Node& at);
    void drop_waits(Index token);
    void drop_waits_at(Index token, const std::string& node);
    void leave_boundary(Index token, const Node& boundary, const WaitRow& wait);
};

}  // namespace potok::automation
