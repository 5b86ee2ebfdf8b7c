#include "db/migrations.h"

#include <cassert>
#include <string>

namespace potok::db {

Result<SchemaVersion> schema_version(Connection& connection) {
    SchemaVersion out;
    POTOK_TRY(auto id, connection.get_i64("PRAGMA application_id"));
    POTOK_TRY(auto version, connection.get_i64("PRAGMA user_version"));
    POTOK_TRY(auto tables, connection.get_i64("SELECT count(*) FROM sqlite_schema"));
    out.application_id = static_cast<std::int32_t>(id.value_or(0));
    out.version = static_cast<int>(version.value_or(0));
    out.empty = tables.value_or(0) == 0;
    return out;
}

namespace {

Error step_failed(const Migration& step, Error cause) {
    Error e = error("db.migration", {{"version", std::to_string(step.version)}, {"name", std::string(step.name)}});
    e.details.push_back(std::move(cause));
    return e;
}

}  // namespace

Result<int> migrate(Connection& connection, std::span<const Migration> steps, std::int32_t application_id) {
    for (std::size_t i = 0; i < steps.size(); ++i)
        assert(steps[i].version == static_cast<int>(i) + 1 && "migrations are numbered without gaps");
    POTOK_TRY(const SchemaVersion found, schema_version(connection));
    const int last = static_cast<int>(steps.size());
    const bool fresh = found.empty && found.application_id == 0 && found.version == 0;
    if (!fresh && found.application_id != application_id)
        return error("db.foreign_file", {{"application_id", std::to_string(found.application_id)}});
    if (found.version > last)
        return error("db.newer_schema", {{"found", std::to_string(found.version)}, {"known", std::to_string(last)}});
    if (found.version < 0) return error("db.corrupt", {{"message", "negative schema version"}, {"code", "11"}});
    if (!fresh && found.version == last) return last;

    POTOK_TRY(Transaction tx, connection.begin());
    for (const Migration& step : steps.subspan(static_cast<std::size_t>(found.version))) {
        if (!step.sql.empty())
            if (Status s = connection.exec(step.sql); !s) return step_failed(step, s.error());
        if (step.run)
            if (Status s = step.run(connection); !s) return step_failed(step, s.error());
    }
    POTOK_CHECK(connection.exec("PRAGMA application_id=" + std::to_string(application_id)));
    POTOK_CHECK(connection.exec("PRAGMA user_version=" + std::to_string(last)));
    POTOK_CHECK(tx.commit());
    return found.version;
}

}  // namespace potok::db
