#include "automation/explain.h"

#include "db/connection.h"

namespace potok::automation {

Result<Explanation> explain(Engine& engine, model::Workspace& ws, std::string_view key, model::RowId record, Instant now) {
    const Automation* a = engine.registry(ws).find(key);
    if (!a) return error("automation.unknown", {{"automation", std::string(key)}});
    Explanation out;
    out.automation = a->key;
    out.label = a->label;
    out.scope = a->scope;
    const model::RecordType* type = ws.type_of(record);
    if (!type || type->key != a->type) return out;
    const Standing standing = standing_of(ws, *type, record);
    out.right_type = standing.there && a->is_about(standing.pipeline);
    const auto waits = waits_of_record(ws.db(), record);
    for (std::size_t i = 0; i < a->triggers.size(); ++i) {
        const Trigger& t = a->triggers[i];
        Explanation::TriggerView view{t.kind, t.names, t.in, in_place(*a, t, standing), {}};
        for (const WaitRow& w : waits) {
            const bool date = w.kind == WaitRow::Kind::date && w.automation == a->key && w.index == static_cast<int>(i);
            const bool late = w.kind == WaitRow::Kind::overdue && t.kind == Trigger::Kind::task_overdue;
            if ((date || late) && (!view.next || *w.due < *view.next)) view.next = w.due;
        }
        out.triggers.push_back(std::move(view));
    }
    const Moment moment{&ws, type, record, now, nullptr};
    out.enabled = a->enabled.holds(moment);
    out.condition = a->when.holds(moment);
    if (!a->enabled.empty()) out.enabled_parts = a->enabled.explain(moment);
    if (!a->when.empty()) out.condition_parts = a->when.explain(moment);
    if (a->scope.kind != Scope::Kind::operation)
        out.used_up = find_firing(ws.db(), firing_key(ws, *a, record, standing, {})).has_value();
    out.firings = last_firings(ws.db(), a->key, record, 10);
    return out;
}

std::vector<Running> running(Engine& engine, model::Workspace& ws, model::RowId record) {
    std::vector<Running> out;
    for (const model::RowId row : live_firings(ws.db(), record)) {
        auto firing = load_firing(ws.db(), row);
        if (!firing) continue;
        Running r;
        r.firing = std::move(*firing);
        if (const auto version = engine.registry(ws).version(ws.db(), ws.catalog(), r.firing.flow); version.ok()) r.label = (*version)->label;
        r.tokens = load_tokens(ws.db(), row);
        r.waits = waits_of_firing(ws.db(), row);
        out.push_back(std::move(r));
    }
    return out;
}

std::vector<FiringRow> failed_firings(model::Workspace& ws, int limit) {
    std::vector<FiringRow> out;
    db::Statement s = ws.db().prepare("SELECT id FROM e_firing WHERE state = 'failed' ORDER BY id DESC LIMIT ?1");
    s.bind(1, limit);
    std::vector<model::RowId> rows;
    const Status read = s.each([&](db::Statement& r) { rows.push_back(r.i64(0)); });
    if (!read.ok()) return out;
    for (const model::RowId row : rows) {
        if (auto f = load_firing(ws.db(), row)) out.push_back(std::move(*f));
    }
    return out;
}

std::vector<std::pair<std::string, model::Label>> automations_for(Engine& engine, const model::Workspace& ws,
                                                                  const model::RecordType& type) {
    std::vector<std::pair<std::string, model::Label>> out;
    for (const auto& a : engine.registry(ws).all())
        if (a->type == type.key) out.emplace_back(a->key, a->label);
    return out;
}

}  // namespace potok::automation
