// Decision tables as definitions of kind "decision": {"label": …, "type" or "pipeline": whose fields its expressions name (absent:
// any record's), "table": as expr/decision_table.h reads it}. A step asks one (`decide`), in a process the businessRuleTask.
#pragma once

#include <memory>

#include "automation/formula.h"
#include "expr/decision_table.h"

namespace potok::automation {

using SharedTable = std::shared_ptr<const expr::DecisionTable>;

// The table that a step names, its cells checked against what the step's expressions know. Errors: decision.unknown {table};
// those of DecisionTable::parse, their places inside the definition.
Result<SharedTable> table_for(std::string_view key, const FormulaScope& scope);
// Checks a definition of kind "decision" by itself. Errors: json.*, type.unknown, pipeline.unknown, decision.*
Status check_decision(const model::Definition& definition, const model::Catalog& catalog);

// What the table says at this moment. error: decision.no_answer with the table's own reasons: no rule applies, several do that must not,
// a value is not among those allowed
Result<Value> decide(const expr::DecisionTable& table, const std::string& key, const Moment& moment);

}  // namespace potok::automation
