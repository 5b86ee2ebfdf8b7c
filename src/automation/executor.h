// Runs one firing's tokens through its graph: the semantics of BPMN's nodes, for robots and processes alike.
//
// An executor lives within one operation. It works on tokens in memory and writes at the end what has to outlast the operation:
// nothing but the firing's row for a firing that ran through, token and wait rows for one that waits or failed.
#pragma once

#include <memory>

#include "automation/actions.h"
#include "automation/tables.h"

namespace potok::automation {

// What a firing's steps see of the operation around them.
struct Surroundings {
    model::Operation& op;
    const Locales& locales;
    Instant now;  // logical
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
    struct Token {
        TokenRow row;
        bool gone = false, changed = false;
        std::vector<WaitRow> new_waits;
    };

    Surroundings around_;
    std::shared_ptr<const Automation> automation_;
    FiringRow firing_;
    FiringRow stored_;  // as the database has it
    std::vector<Token> tokens_;
    std::vector<WaitRow> waits_;  // stored ones
    const model::RecordType* type_ = nullptr;

    const Graph& graph() const { return automation_->graph; }
    const Node& node(const std::string& id) const;
    Status run();
    Status save();
    void step(std::size_t token);
    void leave(std::size_t token, const Node& from);
    void follow(std::size_t token, int flow);
    void end(std::size_t token);
    void fail(std::size_t token, Error why);
    void act(std::size_t token, const Node& at);
    void enter_user_task(std::size_t token, const Node& at);
    void enter_catch(std::size_t token, const Node& at);
    void enter_event_gateway(std::size_t token, const Node& at);
    void choose(std::size_t token, const Node& at);
    void join(std::size_t token, const Node& at);
    // Adds the waits of a node to the token. True: one of them is there already.
    Result<bool> await(std::size_t token, const Node& catching, bool boundary);
    void drop_waits(std::size_t token);
    void drop_waits_at(std::size_t token, const std::string& node);
    std::vector<RowId> dropped_;
};

}  // namespace potok::automation
