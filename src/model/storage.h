// How records lie in tables: columns of a field, values in and out, the SQL of a type. Inside model/ only.
//
//   record(id, uid, type)               every registered record, whatever its type: ids and references go through it
//   r_<type>(id, "<field>" …)           one table a type; fields that packs add are named c_<field>
//   operation, change                   history; `search` is the full text
//   e_<table>                           rows of the engine: same shape, without public ids
#pragma once

#include <string>
#include <vector>

#include "db/connection.h"
#include "model/catalog.h"

namespace potok::model::storage {

inline constexpr int application_id = 0x506F746B;  // "Potk"
inline constexpr int schema_version = 1;

std::string sql_name(std::string_view identifier);
std::string column(const Field& field);
std::string currency_column(const Field& field);  // money only
bool has_column(const Field& field);               // `files` has none

// Creates what all workspaces share.
Status create_schema(db::Connection& db);
// Creates the table of a type, or adds the columns it lacks, and its indexes. Additive only.
Status ensure_table(db::Connection& db, const RecordType& type);

// "SELECT <all columns> FROM r_x WHERE id = ?1" and the number of columns a field takes.
std::string select_all(const RecordType& type);
int width(const Field& field);

std::optional<Uuid> uid_of(db::Connection& db, RowId row);
std::optional<RowId> row_of(db::Connection& db, const Uuid& id);

// The value of a field from the columns starting at `index`.
Value read(db::Connection& db, const db::Statement& row, int index, const Field& field);
// Binds a value that fits the field (see `coerce`) from parameter `index` on; returns the next free index.
int bind(db::Connection& db, db::Statement& statement, int index, const Field& field, const Value& value);

// A value as the field keeps it: numbers at its scale, money with a currency, text trimmed of nothing, options known,
// references existing and of the right type. Errors: field.type, field.option_unknown, reference.missing, … (place = field key).
Result<Value> coerce(db::Connection& db, const Catalog& catalog, const Field& field, const Value& value,
                     const std::string& default_currency);

bool is_empty(const Value& value);  // null, "" or []

}  // namespace potok::model::storage
