// How records lie in tables: columns of a field, values in and out, the SQL of a type. Inside model/ only.
//
//   record(id, uid, type)               every registered record, whatever its type: ids and references go through it
//   r_<type>(id, "<field>" …)           one table a type; fields that packs add are named c_<field>
//   operation, change                   history; `search` is the full text
//   e_<table>                           rows of the engine: same shape, without public ids
#pragma once

#include <map>
#include <string>
#include <vector>

#include "db/connection.h"
#include "model/catalog.h"
#include "model/record_ids.h"

namespace potok::model::storage {

std::string sql_name(std::string_view identifier);
std::string column(const Field& field);
std::string currency_column(const Field& field);  // money only
bool has_column(const Field& field);               // `files` has none

// Creates the table of a type, or adds the columns it lacks, and its indexes. Additive only.
Status ensure_table(db::Connection& db, const RecordType& type);

// The statements of a type as text, which no write or read has to put together again.
struct TypeSql {
    std::string insert;               // id (?1) and all columns (?2 …)
    std::string row;                  // SELECT of id and all columns by id (?1)
    std::vector<std::string> fields;  // of each field: SELECT of its one or two columns by id (?1)
    std::vector<int> columns;         // where each field's columns begin in `row`
};

// Made when first asked for, and again when definitions have changed.
class SqlTexts {
public:
    explicit SqlTexts(const Catalog& catalog) : catalog_(catalog) {}
    const TypeSql& of(const RecordType& type);
    const std::string& of(const RecordType& type, const Field& field);   // TypeSql::fields
    int column(const RecordType& type, const Field& field);              // TypeSql::columns

private:
    const Catalog& catalog_;
    std::uint64_t version_ = 0;
    std::map<const RecordType*, TypeSql> types_;
};

int width(const Field& field);  // columns it takes

// The value of a field from the columns starting at `index`.
Value read(RecordIds& ids, const db::Statement& row, int index, const Field& field);
// Binds a value that fits the field (see `coerce`) from parameter `index` on; returns the next free index.
int bind(RecordIds& ids, db::Statement& statement, int index, const Field& field, const Value& value);

// A value as the field keeps it: numbers at its scale, money with a currency, text trimmed of nothing, options known,
// references existing and of the right type. Errors: field.type, field.option_unknown, reference.missing, … (place = field key).
Result<Value> coerce(RecordIds& ids, const Catalog& catalog, const Field& field, const Value& value,
                     const std::string& default_currency);

bool is_empty(const Value& value);  // null, "" or []

}  // namespace potok::model::storage
