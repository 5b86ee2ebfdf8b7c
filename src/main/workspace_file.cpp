#include "main/workspace_file.h"

#include "db/connection.h"

namespace potok {

namespace {

bool is_person(const model::Workspace& ws, model::RowId row) {
    const auto* type = ws.type_of(row);
    return type && type->key == "person";
}

}  // namespace

Result<std::unique_ptr<db::PageStore>> take_workspace_file(db::ByteView file, model::Environment environment) {
    auto pages = std::make_unique<db::PageStore>();
    POTOK_CHECK(pages->load_file(file));
    POTOK_TRY(auto connection, db::Connection::open_store(*pages));
    // Only the full text is a virtual table, and nothing is a trigger or a view.
    POTOK_TRY(const auto foreign, connection.get_text("SELECT name FROM sqlite_schema WHERE type NOT IN ('table', 'index') OR "
                                                      "(sql LIKE 'CREATE VIRTUAL%' AND name <> 'search') LIMIT 1"));
    if (foreign) return error("workspace.foreign_part", {{"name", *foreign}});
    POTOK_CHECK(connection.integrity_check());
    environment.reactor = nullptr;  // it belongs to the workspace that is open
    {
        POTOK_TRY(const auto ws, model::Workspace::open(std::make_unique<db::Connection>(std::move(connection)), std::move(environment)));
        if (!is_person(*ws, ws->administrator()) || !is_person(*ws, ws->robots())) return error("workspace.not_one");
    }
    return pages;
}

}  // namespace potok
