// The whole workspace as canonical JSON: keys sorted, values in the tagged form of base/value.h, records in order of
// creation. The same workspace gives the same bytes, native and WebAssembly.
#pragma once

#include "base/value.h"
#include "model/workspace.h"

namespace potok::exchange {

// {"format":"potok.workspace","version":1,"workspace":{...},"definitions":[...],"records":{"type":[{"id","values"}]},
//  "history_hash"}. Living records only. `definitions` and engine tables' settings are included, the history is not.
Json export_json(const model::Workspace& ws);

}  // namespace potok::exchange
