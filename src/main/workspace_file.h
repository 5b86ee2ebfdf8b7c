// Workspace files that come from anywhere: looked at as hostile until they are known to be one of ours, and whole.
#pragma once

#include "db/bytes.h"
#include "model/workspace.h"

namespace potok {

// Reads a copy in memory and changes nothing: SQLite header and page size, every page and index (integrity check), whose
// file it is and of which schema version, no triggers or views (they would act in our name), the company and its people.
// errors: db.not_a_database, db.page_size, db.corrupt, db.newer_schema, workspace.not_one, workspace.foreign_part (arg name)
Status check_workspace_file(db::ByteView file, model::Environment environment);

}  // namespace potok
