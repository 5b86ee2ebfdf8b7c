// What happened to the records of one type, happening again: a copy of the workspace in memory, emptied of those records, in which
// the recorded changes of people and of other automation are written anew, each at its own moment, while the reactor answers by
// other definitions than it had then. For dry runs; nothing of it is kept.
//
// Facts are written as they were recorded, past rights and gates: they were let through once. A fact about something that exists
// no longer (a task that the changed definition does not give) is left out and counted.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "model/workspace.h"

namespace potok::model {

class Rehearsal {
public:
    // `theirs`: automations whose recorded doings are not facts, for they are what is tried out.
    // `keep`: which other automation definitions the copy has; `changed` takes the place of the one of its key.
    static Result<std::unique_ptr<Rehearsal>> prepare(const Workspace& original, Environment environment, std::string type,
                                                      std::set<std::string> theirs, const std::function<bool(const Definition&)>& keep,
                                                      const Definition& changed);
    ~Rehearsal();

    Workspace& workspace() { return *copy_; }
    // Goes through the history from the beginning, timers at their instants, and on to `until`.
    // `then`: what the automations tried out did at the time, as it was recorded; `now`: what they do in the copy.
    struct Told {
        std::function<void(const Outcome&)> then, now;
    };
    Status run(Instant until, const Told& told);

    std::size_t facts() const { return facts_; }
    std::size_t left_out() const { return left_out_; }

private:
    Rehearsal(const Workspace& original, std::unique_ptr<Workspace> copy) : original_(original), copy_(std::move(copy)) {}
    const Workspace& original_;
    std::unique_ptr<Workspace> copy_;
    const RecordType* type_ = nullptr;  // in the original's catalog
    std::set<std::string> theirs_;
    std::map<RowId, Uuid> made_by_them_;
    std::size_t facts_ = 0, left_out_ = 0;

    struct Happening;
    Status happen(const Happening& happening, const Told& told);
    Status write(Operation& op, const Happening& happening);
    Status tick(Instant at, const Told& told);
    Status carry_out(Operation& op, const Told& told);
};

}  // namespace potok::model
