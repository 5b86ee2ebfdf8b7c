#include "model/gates.h"

#include <algorithm>

#include "model/document_checklist.h"
#include "model/message_text.h"
#include "model/queries.h"
#include "model/record_context.h"
#include "model/workspace_impl.h"

namespace potok::model {

Status check_move_by_hand(const Workspace& ws, const Pipeline& pipeline, std::string_view from, const Stage& to, RowId actor) {
    const Language language = ws.info().language;
    const auto refuse = [&](std::string code) { return error(std::move(code), {{"stage", to.label.in(language)}}, "to"); };
    if (actor == ws.robots()) return {};
    if (!to.by_hand) return refuse("stage.not_by_hand");
    if (!to.from.empty() && !from.empty() && std::find(to.from.begin(), to.from.end(), from) == to.from.end()) {
        Error e = refuse("stage.not_from_here");
        std::string allowed;
        for (const std::string& key : to.from) {
            const Stage* s = pipeline.stage(key);
            allowed += (allowed.empty() ? "" : ", ") + (s ? s->label.in(language) : key);
        }
        e.args["from"] = allowed;
        return e;
    }
    if (to.roles.empty()) return {};
    const auto who = person(ws, actor);
    if (who && (std::find(who->roles.begin(), who->roles.end(), "administrator") != who->roles.end() ||
                std::any_of(to.roles.begin(), to.roles.end(), [&](const std::string& r) {
                    return std::find(who->roles.begin(), who->roles.end(), r) != who->roles.end();
                })))
        return {};
    return refuse("stage.not_for_role");
}

namespace {

// The latest task of that key on the record decides.
std::optional<std::string> latest_task_state(const Workspace& ws, RowId record, const std::string& key) {
    db::Statement s = ws.db().prepare(
        "SELECT state FROM r_task WHERE record = ?1 AND key = ?2 AND deleted_at IS NULL ORDER BY id DESC LIMIT 1");
    s.bind(1, record).bind(2, key);
    const auto found = s.step();
    return found.ok() && *found ? std::optional(s.string(0)) : std::nullopt;
}

bool has_booking(const Workspace& ws, RowId record, const std::string& kind) {
    auto n = ws.db().get_i64(
        "SELECT 1 FROM r_booking b JOIN r_resource r ON r.id = b.resource WHERE b.record = ?1 AND b.deleted_at IS NULL "
        "AND r.kind = ?2 LIMIT 1", record, kind);
    return n.ok() && n->has_value();
}

bool has_file(const Workspace& ws, RowId record, const std::string& field) {
    auto n = ws.db().get_i64("SELECT 1 FROM r_attachment WHERE record = ?1 AND field = ?2 AND deleted_at IS NULL LIMIT 1",
                             record, field);
    return n.ok() && n->has_value();
}

std::optional<bool> truth(const Workspace& ws, const std::string& feel, RowId record, Instant now) {
    const auto v = evaluate(ws, feel, record, 0, now);
    if (!v.ok()) return std::nullopt;
    const bool* b = v->as<bool>();
    return b ? std::optional(*b) : std::nullopt;
}

void check_gate(const Workspace& ws, const Gate& gate, const Record& r, Instant now, std::vector<Error>& out) {
    const Language language = ws.info().language;
    const auto label = [&](const std::string& key) {
        const Field* f = r.type->field(key);
        return f ? f->label.in(language) : key;
    };
    if (!gate.when.empty() && truth(ws, gate.when, r.row, now) != true) return;
    for (const std::string& key : gate.fields) {
        const Field* f = r.type->field(key);
        if (f && !f->visible_when.empty() && truth(ws, f->visible_when, r.row, now) != true) continue;  // not asked for here
        if (storage::is_empty(r.get(key))) out.push_back(error("gate.field_missing", {{"field", key}, {"label", label(key)}}, key));
    }
    for (const std::string& key : gate.files) {
        if (!has_file(ws, r.row, key)) out.push_back(error("gate.file_missing", {{"field", key}, {"label", label(key)}}, key));
    }
    for (const DocumentNeed& need : gate.documents) {
        if (auto refused = refusal_for(look_for(ws, r.row, need, now), language)) out.push_back(std::move(*refused));
    }
    for (const std::string& key : gate.tasks) {
        const auto state = latest_task_state(ws, r.row, key);
        if (state == "done") continue;
        std::string title = key;
        for (const Task& t : tasks(ws, {std::nullopt, r.row, false})) {
            if (t.key == key) title = t.title;
        }
        out.push_back(error(state ? "gate.task_open" : "gate.task_missing", {{"task", title}, {"key", key}}, key));
    }
    if (!gate.booking.empty() && !has_booking(ws, r.row, gate.booking))
        out.push_back(error("gate.booking_missing", {{"kind", gate.booking}}, "booking"));
    // Null refuses, too: what is not known to hold does not hold.
    if (!gate.check.empty() && truth(ws, gate.check, r.row, now) != true)
        out.push_back(error("gate.check_failed", {{"message", filled(ws, gate.message, r.row, 0, now)}, {"check", gate.check}}, "check"));
}

}  // namespace

std::vector<Error> missing_for(Workspace& ws, RowId row, std::string_view stage_key, Instant now) {
    std::vector<Error> out;
    const auto r = record(ws, row);
    if (!r || !r->type->on_pipeline) return out;
    const Pipeline* pipeline = ws.catalog().pipeline(r->text("pipeline"));
    const Stage* stage = pipeline ? pipeline->stage(stage_key) : nullptr;
    if (!stage) return out;
    for (const Gate& gate : stage->gates) check_gate(ws, gate, *r, now, out);
    return out;
}

}  // namespace potok::model
