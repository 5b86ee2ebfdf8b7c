// Why an automation fired for a record, or did not; and what runs for a record, what failed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "automation/engine.h"
#include "automation/tables.h"

namespace potok::automation {

struct Explanation {
    std::string automation;  // key
    model::Label label;
    bool right_type = false;     // the record is of its type and on its pipeline
    // For each trigger, in the order of the definition.
    struct TriggerView {
        Trigger::Kind kind = Trigger::Kind::manual;
        std::vector<std::string> names, in;  // stages, fields or tasks it names; stages it asks for
        bool in_place = false;               // the record is in such a stage now
        std::optional<Instant> next;         // when its clock strikes
    };
    std::vector<TriggerView> triggers;
    bool enabled = true, condition = true;       // as of now
    std::optional<Explained> enabled_parts, condition_parts;  // each part with its value; nothing where there is no expression
    Scope scope;
    // It has fired for this scope instance already and will not again; not known (false) for a scope of one operation.
    bool used_up = false;
    std::vector<FiringRow> firings;  // latest first, at most ten
};

// Error: automation.unknown
Result<Explanation> explain(Engine& engine, model::Workspace& workspace, std::string_view automation, model::RowId record, Instant now);

// A firing and where it stands, for the record's page.
struct Running {
    FiringRow firing;
    model::Label label;
    std::vector<TokenRow> tokens;
    std::vector<WaitRow> waits;
};
std::vector<Running> running(Engine& engine, model::Workspace& workspace, model::RowId record);  // waiting or failed, oldest first
std::vector<FiringRow> failed_firings(model::Workspace& workspace, int limit);                   // of all records, latest first
// Every automation about records of this type, in order of definition: what a record's page can explain.
std::vector<std::pair<std::string, model::Label>> automations_for(Engine& engine, const model::Workspace& workspace,
                                                                  const model::RecordType& type);

}  // namespace potok::automation
