#include "automation/trail.h"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "db/connection.h"

namespace potok::automation {

std::vector<FiringRow> runs_of(const model::Workspace& ws, RowId record, int limit) {
    std::vector<RowId> rows;
    db::Statement s = ws.db().prepare("SELECT id FROM e_firing WHERE record = ?1 AND flow IS NOT NULL AND flow <> 0 ORDER BY id DESC LIMIT ?2");
    s.bind(1, record).bind(2, limit);
    std::vector<FiringRow> out;
    if (!s.each([&](db::Statement& r) { rows.push_back(r.i64(0)); }).ok()) return out;
    for (const RowId row : rows)
        if (auto f = load_firing(ws.db(), row); f && f->undone == 0) out.push_back(std::move(*f));
    return out;
}

namespace {

// A row of `change` about a token: the node before and after, as far as this change says.
struct Step {
    RowId token = 0, firing = 0;
    int kind = 0;  // as model::Change::Kind
    bool names_node = false, inner = false;
    std::string before, after;
    Instant at;
};

std::string text_of(const Json& json) { return json.is_string() ? json.get<std::string>() : std::string(); }

Step step_from(const db::Statement& row) {
    Step s;
    s.token = row.i64(0);
    s.kind = row.i32(1);
    s.firing = row.i64(2);
    s.at = row.instant(4);
    const Json delta = Json::parse(row.text(3), nullptr, false);
    if (!delta.is_object()) return s;
    const auto node = delta.find("node");
    s.names_node = node != delta.end();
    if (s.names_node && node->is_array() && node->size() == 2) {
        s.before = text_of((*node)[0]);
        s.after = text_of((*node)[1]);
    } else if (s.names_node) {
        (s.kind == static_cast<int>(model::Change::Kind::removed) ? s.before : s.after) = text_of(*node);
    }
    if (const auto data = delta.find("data"); data != delta.end() && data->is_string())
        s.inner = TokenData::parse(Json::parse(data->get<std::string>(), nullptr, false)).inner;
    return s;
}

}  // namespace

std::vector<Stop> trail_of(const model::Workspace& ws, const FiringRow& firing) {
    std::vector<Stop> out;
    const model::RecordType* firings = ws.catalog().type("firing");
    const model::RecordType* tokens = ws.catalog().type("token");
    if (!firings || !tokens) return out;
    // Nothing names a firing before the change that made it, and its tokens are numbered above those that were there then.
    const auto first = ws.db().get_i64("SELECT min(id) FROM change WHERE type = ?1 AND row = ?2", firings->id, firing.row);
    if (!first.ok() || !*first) return out;
    const auto least = ws.db().get_i64("SELECT min(row) FROM change WHERE id >= ?1 AND type = ?2 AND firing = ?3 AND operation = "
                                       "(SELECT operation FROM change WHERE id = ?1)", **first, tokens->id, firing.row);
    if (!least.ok()) return out;
    db::Statement s = ws.db().prepare("SELECT change.row, change.kind, change.firing, change.delta, operation.at FROM change JOIN operation ON "
                                      "operation.id = change.operation WHERE change.type = ?1 AND change.row >= ?2 AND change.id >= ?3 AND change.firing = ?4 "
                                      "AND operation.undone_by IS NULL ORDER BY change.id");
    s.bind(1, tokens->id).bind(2, least->value_or(0)).bind(3, **first).bind(4, firing.row);
    std::map<RowId, std::size_t> open;  // token → its stop
    std::vector<RowId> inner;
    const Status read = s.each([&](db::Statement& row) {
        const Step step = step_from(row);
        using Kind = model::Change::Kind;
        const auto kind = static_cast<Kind>(step.kind);
        if (kind == Kind::inserted && step.inner) inner.push_back(step.token);
        if (std::find(inner.begin(), inner.end(), step.token) != inner.end()) return;
        if ((kind == Kind::updated && !step.names_node)) return;
        if (const auto at = open.find(step.token); at != open.end()) {
            out[at->second].until = step.at;
            open.erase(at);
        }
        if (kind == Kind::removed || step.after.empty()) return;
        open[step.token] = out.size();
        out.push_back({step.token, step.after, step.at, {}, false});
    });
    if (!read.ok()) return {};
    if (firing.state == "withdrawn")
        for (Stop& stop : out) stop.withdrawn = stop.until && firing.ended_at && *stop.until == *firing.ended_at;
    return out;
}

}  // namespace potok::automation
