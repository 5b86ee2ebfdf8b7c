// The engine's own rows. They are written through Operation like everything else, so history and undo cover them.
//
//   firing   one automation set off for one record. `key` (automation, record, scope) is unique: nothing fires twice.
//   token    where a firing that waits, or a failed step, stands in its graph.
//   wait     what a token waits for, or a trigger: an instant (`due`), a task, an event, a condition.
//   flow     the definition a waiting firing runs, as it was when it began.
//   counter  named numbers (counters.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "automation/definition.h"
#include "automation/formula.h"
#include "model/operation.h"

namespace potok::automation {

std::vector<model::RecordType> engine_tables();

struct FiringRow {
    RowId row = 0;
    std::string key;  // empty: freed
    std::string automation;
    int version = 0;
    RowId flow = 0;    // 0: kept nowhere, as it never waited
    RowId record = 0;
    std::string state;  // "running", "done", "failed", "withdrawn"
    Instant at;         // logical: the instant of the timer when one set it off
    std::optional<Instant> ended_at;
    std::int64_t visit = 0;  // the record's stage visit when it fired
    std::string ground;      // canonical values of the fields its grounds name, as JSON
    bool acted = false;      // one of its steps has done something
    RunData data;
    struct Done {
        std::string node;
        ValueContext locals;  // as they were when it was done
    };
    std::vector<Done> done;       // activities that could be compensated, in the order of their ends
    std::string reason;           // why it was withdrawn
    std::optional<Error> error;   // of its first failed step, or the one it ended with
    RowId caller = 0;             // the token that waits for this firing to end
    RowId set_off_by = 0;         // the firing whose act it answers to; 0: a person's act, or time
    RowId undone = 0;             // the operation that took back what it did
};

// What a token carries beside its place. A token that holds others (a sub-process, a loop, an approval, a compensation) keeps
// count of them here.
struct TokenData {
    ValueContext locals;         // names bound for it and those it holds
    bool inner = false;          // one round of its node's loop, or one approver
    ValueList items;             // loop: what is gone through; approval: the people
    std::vector<std::string> plan;  // compensation: nodes to run
    int begun = 0, done = 0;     // of the items or the plan
    int yes = 0, no = 0;         // approval: decisions so far

    Json json() const;  // null when it carries nothing
    static TokenData parse(const Json& json);
};

struct TokenRow {
    RowId row = 0;
    RowId parent = 0;     // the token that holds it
    std::string node;
    int arrived_by = -1;  // flow
    enum class State { ready, waiting, joining, failed, holding } state = State::ready;
    RowId task = 0;  // user task it waits for
    TokenData data;
    std::optional<Error> error;
};

struct WaitRow {
    RowId row = 0;
    RowId firing = 0, token = 0;  // 0: of a trigger
    std::string automation;       // of a trigger
    RowId record = 0;
    enum class Kind { time, task, event, condition, date, overdue, signal, period, claim } kind = Kind::time;
    std::string node;  // that catches: a catch event or boundary
    int index = 0;     // which of the node's waits; of the automation's triggers
    std::string name;  // task key, event or signal
    RowId task = 0;    // a certain task
    std::optional<Instant> due;
    std::string value;  // date: canonical JSON of the field's value the instant was counted from; time: how often it comes again
};

Json to_json(const Error& e);
Error error_from_json(const Json& json);

// Reading. Unknown rows give nothing.
std::optional<FiringRow> load_firing(db::Connection& db, RowId row);
std::optional<FiringRow> find_firing(db::Connection& db, const std::string& key);
std::vector<RowId> live_firings(db::Connection& db, RowId record);  // running or failed, by id
std::vector<FiringRow> last_firings(db::Connection& db, std::string_view automation, RowId record, int limit);
std::vector<TokenRow> load_tokens(db::Connection& db, RowId firing);
// The earliest due, then the oldest, of those numbered above `after`.
std::optional<WaitRow> next_wait(db::Connection& db, Instant until, RowId after = 0);
RowId last_wait(db::Connection& db);  // the highest number there is
std::optional<WaitRow> load_wait(db::Connection& db, RowId row);
std::vector<WaitRow> waits_of_record(db::Connection& db, RowId record);
std::vector<WaitRow> waits_of_firing(db::Connection& db, RowId firing);
std::vector<WaitRow> clocks_of_triggers(db::Connection& db);  // kinds date, overdue, period and claim, by id
std::vector<WaitRow> waits_for_signal(db::Connection& db, std::string_view name);  // by id
std::vector<RowId> live_firings_of(db::Connection& db, std::string_view automation, RowId record);  // record 0: of all
RowId called_by(db::Connection& db, RowId token);   // the firing that a token waits for; 0 = none living
RowId firing_of(db::Connection& db, RowId token);   // 0: the token is gone
std::optional<Instant> first_due(db::Connection& db);

// Writing.
Result<RowId> insert_firing(model::Operation& op, const FiringRow& f);
Status save_firing(model::Operation& op, const FiringRow& f);
Result<RowId> insert_token(model::Operation& op, RowId firing, const TokenRow& t);
Status save_token(model::Operation& op, const TokenRow& t);
Status remove_token(model::Operation& op, RowId token);
Result<RowId> insert_wait(model::Operation& op, const WaitRow& w);
Status remove_wait(model::Operation& op, RowId wait);
// The row that keeps this version of a definition; made when there is none.
Result<RowId> keep_flow(model::Operation& op, const Automation& automation);

struct KeptFlow {
    std::string automation, hash, body;
};
std::optional<KeptFlow> load_flow(db::Connection& db, RowId row);

}  // namespace potok::automation
