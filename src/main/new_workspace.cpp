#include "main/new_workspace.h"

#include "db/connection.h"

namespace potok {

Result<db::Bytes> new_workspace(const model::WorkspaceInfo& info, std::string_view administrator, const ui::Workspaces::Fill& fill,
                                model::Environment environment, Instant now) {
    POTOK_TRY(auto memory, db::Connection::open_memory());
    POTOK_TRY(const auto ws, model::Workspace::create(std::make_unique<db::Connection>(std::move(memory)), info, administrator,
                                                      std::move(environment), now));
    if (fill) POTOK_CHECK(fill(*ws));
    return ws->db().serialize();
}

}  // namespace potok
