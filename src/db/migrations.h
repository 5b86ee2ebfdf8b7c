// The schema's way forward: numbered steps, only ever added to, applied all together in one transaction.
//
// The file says who made it (PRAGMA application_id) and which step it stands at (PRAGMA user_version). A file of a
// newer program is refused, never guessed at.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "base/result.h"
#include "db/connection.h"

namespace potok::db {

inline constexpr std::int32_t workspace_application_id = 0x506F746B;  // "Potk"

struct Migration {
    int version;                              // 1, 2, 3 ... without gaps
    std::string_view name;                    // for error messages
    std::string_view sql;                     // may be empty
    std::function<Status(Connection&)> run{};  // after the SQL, where SQL alone does not do
};

struct SchemaVersion {
    std::int32_t application_id = 0;
    int version = 0;
    bool empty = true;  // no table yet
};
Result<SchemaVersion> schema_version(Connection& connection);

// Brings the file to the last step. Returns the version it stood at before.
// errors: db.newer_schema (args found, known), db.foreign_file (a database of another program),
//         db.migration (args version, name; the cause as detail)
Result<int> migrate(Connection& connection, std::span<const Migration> steps,
                    std::int32_t application_id = workspace_application_id);

}  // namespace potok::db
