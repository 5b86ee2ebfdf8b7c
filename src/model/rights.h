// Who may do what: role × type × verb × predicate × fields. The same code decides on device and server.
#pragma once

#include <string>
#include <vector>

#include "model/operation.h"

namespace potok::model {

inline constexpr std::string_view administrator_role = "administrator";  // built in: may do everything

// Error: right.refused with verb, type and, where it is about one, field.
Status require_right(Operation& op, Verb verb, const RecordType& type, RowId record, const std::vector<std::string>& fields);
Status check_right(const Workspace& ws, RowId actor, Verb verb, const RecordType& type, RowId record,
                   const std::vector<std::string>& fields, Instant now);
// May they read every record of the type, whatever it holds? False also where they may read some.
bool reads_all(const Workspace& ws, RowId actor, const RecordType& type);

}  // namespace potok::model
