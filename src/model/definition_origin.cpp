#include "model/definition_origin.h"

namespace potok::model {

Result<std::set<std::pair<std::string, std::string>>> changed_here(const Workspace& ws) {
    std::set<std::pair<std::string, std::string>> out;
    db::Statement s = ws.db().prepare("SELECT kind, key FROM e_definition WHERE base IS NOT NULL AND kind <> 'pack'");
    POTOK_CHECK(s.each([&](db::Statement& row) { out.emplace(row.text(0), row.text(1)); }));
    return out;
}

}  // namespace potok::model
