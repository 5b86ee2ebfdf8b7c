// A changed definition tried out on what has happened: what it would have done to each record, beside what was done.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "automation/effects.h"
#include "automation/engine.h"

namespace potok::automation {

struct DryRun {
    // What differs for one record. Effects that are the same in kind, words and person are on neither side.
    struct Case {
        model::RowId record = 0;
        std::vector<Effect> no_longer, newly;  // only as it was; only by the changed definition
    };
    struct Sum {
        int then = 0, now = 0;  // all of this kind: as it was, by the changed definition
    };
    std::vector<Case> cases;  // by record
    std::map<Effect::Kind, Sum> sums;
    std::size_t records = 0;   // of the type
    std::size_t facts = 0;     // recorded changes gone through
    std::size_t left_out = 0;  // those about something that the changed definition did not make
    std::vector<Error> problems;  // steps that failed by the changed definition, the first hundred
};

// Settings, pipelines, calendars and other definitions are as they are now. Definitions that are only called or started by hand
// run along with it; what other automation did is taken as it was recorded. `changed` need not exist yet: then nothing was done.
// The present body gives no difference. Errors: those of parse_automation; store.limit.
Result<DryRun> dry_run(Engine& engine, model::Workspace& workspace, const model::Definition& changed, Instant until);

}  // namespace potok::automation
