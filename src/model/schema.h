// What all workspaces share in their database, as steps from the first version to this one's (db/migrations.h). The tables of record
// types are made from the types (storage.h: ensure_table). Inside model/ only.
#pragma once

#include <span>

#include "db/migrations.h"

namespace potok::model {

// Only ever added to: a file made by any earlier version is brought up by the steps it lacks.
std::span<const db::Migration> schema_steps();

}  // namespace potok::model
