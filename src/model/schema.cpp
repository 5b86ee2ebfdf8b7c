#include "model/schema.h"

#include <array>

#include "model/stage_visits.h"

namespace potok::model {

namespace {

constexpr std::string_view first = R"sql(
    CREATE TABLE workspace(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE record(id INTEGER PRIMARY KEY, uid BLOB NOT NULL UNIQUE, type INTEGER NOT NULL);
    CREATE TABLE operation(
        id INTEGER PRIMARY KEY, uid BLOB NOT NULL, at INTEGER NOT NULL, actor INTEGER NOT NULL,
        command TEXT NOT NULL, args TEXT NOT NULL, first_change INTEGER NOT NULL, last_change INTEGER NOT NULL,
        undoes INTEGER, undone_by INTEGER);
    CREATE INDEX operation_by_uid ON operation(uid);
    CREATE TABLE change(
        id INTEGER PRIMARY KEY, operation INTEGER NOT NULL, type INTEGER NOT NULL, row INTEGER NOT NULL,
        subject INTEGER, kind INTEGER NOT NULL, firing INTEGER, automation TEXT, delta TEXT NOT NULL);
    CREATE INDEX change_by_subject ON change(subject) WHERE subject IS NOT NULL;
    CREATE INDEX change_by_row ON change(type, row);
    CREATE VIRTUAL TABLE search USING fts5(text, content='', contentless_delete=1,
        tokenize="unicode61 remove_diacritics 0");
)sql";

// Each commit leaves a segment of full text. Merging them is left to quiet moments (Workspace::tend), so that no command pays for
// the merging of what came before it; past the second number one does after all, for searching looks through every segment.
constexpr std::string_view merged_when_idle = R"sql(
    INSERT INTO search(search, rank) VALUES('automerge', 0);
    INSERT INTO search(search, rank) VALUES('crisismerge', 64);
)sql";

// What belongs together though it is many operations: an import.
constexpr std::string_view batches = R"sql(
    CREATE TABLE IF NOT EXISTS batch(operation INTEGER PRIMARY KEY, uid BLOB NOT NULL);
    CREATE INDEX IF NOT EXISTS batch_by_uid ON batch(uid);
)sql";

// What reports add up, drawn from the changes.
constexpr std::string_view stage_visits = R"sql(
    CREATE TABLE IF NOT EXISTS stage_visit(
        record INTEGER NOT NULL, visit INTEGER NOT NULL, pipeline TEXT NOT NULL, stage TEXT NOT NULL,
        entered INTEGER NOT NULL, until INTEGER, PRIMARY KEY(record, visit)) WITHOUT ROWID;
)sql";

}  // namespace

std::span<const db::Migration> schema_steps() {
    static const std::array steps{
        db::Migration{1, "records, history, full text", first},
        db::Migration{2, "full text merged when idle", merged_when_idle},
        db::Migration{3, "batches", batches},
        db::Migration{4, "stays in stages", stage_visits, fill_stage_visits},
    };
    return steps;
}

}  // namespace potok::model
