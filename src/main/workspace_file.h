// Workspace files that come from anywhere: looked at as hostile until they are known to be one of ours, and whole.
#pragma once

#include <memory>

#include "db/page_store.h"
#include "model/workspace.h"

namespace potok {

// The file as pages, once it is known to be sound: SQLite header and page size, every page and index (integrity check), whose
// file it is and of which schema version (an earlier one is brought up), no triggers or views (they would act in our name),
// the company and its people.
// errors: db.not_a_database, db.page_size, db.corrupt, db.newer_schema, db.migration, workspace.not_one,
//         workspace.foreign_part (arg name)
Result<std::unique_ptr<db::PageStore>> take_workspace_file(db::ByteView file, model::Environment environment);

}  // namespace potok
